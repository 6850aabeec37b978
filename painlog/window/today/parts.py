"""The parts of Today that are made only once something happens; loaded after the first painting."""

from collections.abc import Callable
from typing import TypeAlias

from painlog.window.popover import MomentLink
from painlog.window.small_body import paint_places
from painlog.window.today.better import Better
from painlog.window.today.card import RunningCard
from painlog.window.today.dose_line import DoseLine
from painlog.window.today.earlier import Earlier
from painlog.window.today.evening import EveningCheck
from painlog.window.today.others import DidSomething, DoneLine, HowIsIt, WriteNote
from painlog.window.today.welcome import Welcome, is_to_be_asked
from painlog.window.today.when import mend_when


class Parts:
    """What can be made, by its name."""

    better = Better
    card = RunningCard
    did_something = DidSomething
    done_line = DoneLine
    dose_line = DoseLine
    earlier = Earlier
    evening_check = EveningCheck
    how_is_it = HowIsIt
    mend_when = staticmethod(mend_when)
    is_to_be_asked = staticmethod(is_to_be_asked)
    moment_link = MomentLink
    paint_places = staticmethod(paint_places)
    welcome = Welcome
    write_note = WriteNote


GetParts: TypeAlias = Callable[[], type[Parts]]

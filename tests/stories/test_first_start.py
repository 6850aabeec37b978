"""The first start: an empty journal says what it will look like, and the one thing to do."""

import pytest

from painlog.entries import FlareUp
from painlog.window.doors import Tab
from tests.stories.person import Person


def test_an_empty_journal_teaches(newcomer: Person) -> None:
    assert newcomer.sees("Flare-up now")
    assert newcomer.sees("Add your medicines…")
    assert newcomer.sees("Open the sample journal")
    assert newcomer.reads("Nothing written down today.")
    assert newcomer.reads("Nothing written yet")
    assert newcomer.reads("not backed up yet")


def test_the_first_press_counts(newcomer: Person) -> None:
    newcomer.presses("Flare-up now")
    newcomer.presses("Pain 6 of 10")
    newcomer.presses("It is over")
    [flare_up] = newcomer.wrote()
    assert isinstance(flare_up, FlareUp)
    assert newcomer.reads("Saved 16:28")
    assert not newcomer.sees("Open the sample journal")


def test_medicines_are_one_press_away(newcomer: Person) -> None:
    newcomer.presses("Add your medicines…")
    assert newcomer.window.shown_tab() is Tab.MEDICINES


def test_the_sample_journal_opens(newcomer: Person) -> None:
    old = newcomer.window
    newcomer.presses("Open the sample journal")
    newcomer.until(lambda: newcomer.program.window is not old)
    opened = newcomer.program.window
    assert opened is not None
    newcomer.window = opened
    assert opened.journal.path.name == "sample.painlog"
    assert newcomer.sees("Oxycodone IR 5 mg")


@pytest.mark.parametrize("tab", list(Tab))
def test_each_tab_opens_on_an_empty_journal(newcomer: Person, tab: Tab) -> None:
    newcomer.window.show_tab(tab)
    assert newcomer.window.shown_tab() is tab
    assert newcomer.window.tab(tab).isVisible()

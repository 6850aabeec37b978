"""What an empty journal's chart will look like: an example in faint ink."""

from array import array
from dataclasses import replace
from uuid import UUID

from painlog.charts.inks import Inks, contrast, mixed
from painlog.entries import Medicine
from painlog.patterns.timeline import DAY, HOUR, Timeline, timeline
from painlog.record import CheckInColumns, DoseColumns, FlareUpColumns, Record
from painlog.words.language import capital
from painlog.words.taking import role_name

_SHOWN_DAYS = 14
_STRENGTHS = tuple(percent / 100 for percent in range(40, 100, 5))
_WORDS, _MARKS = 4.5, 3.0
"""The least contrast to the panel: the example is there to be seen, by tired eyes too."""
_ATTACKS = ((0.62, 5), (1.7, 7), (3.55, 6), (4.72, 8), (6.4, 5), (8.65, 7), (10.6, 4), (12.4, 6))
"""Day and level of the example's flare-ups."""
_LEVELS = (3, 4, 3, 3, 5, 4, 3, 2, 3, 4, 3, 3, 2, 3)
_LASTS = 3 * HOUR


def faint(inks: Inks) -> Inks:
    """Return inks in which nothing is taken for what somebody wrote down, and all can be read."""
    return inks._replace(
        pain=_faint(inks.pain, inks, _MARKS),
        pain_text=_faint(inks.pain_text, inks, _WORDS),
        as_needed=_faint(inks.as_needed, inks, _MARKS),
        regular=_faint(inks.regular, inks, _MARKS),
        background=_faint(inks.background, inks, _MARKS),
        ink=_faint(inks.ink, inks, _WORDS),
        muted=_faint(inks.muted, inks, _WORDS),
    )


def _faint(ink: str, inks: Inks, least: float) -> str:
    """Return the palest of an ink that has the contrast `least` to the panel."""
    pale = (mixed(ink, inks.panel, strength).name() for strength in _STRENGTHS)
    return next((each for each in pale if contrast(each, inks.panel) >= least), ink)


def example(begin: float, end: float) -> Timeline:
    """Return two weeks of nobody, stretched over the span of wall clock that is shown."""
    stretch = (end - begin) / (_SHOWN_DAYS * DAY)
    attacks = [begin + day * DAY * stretch for day, _ in _ATTACKS]
    mornings = [begin + (day + 0.34) * DAY * stretch for day in range(_SHOWN_DAYS)]
    count = len(attacks)
    record = Record(
        begin=begin,
        end=end,
        flare_ups=FlareUpColumns(
            key=array("i", range(count)),
            at=array("d", attacks),
            offset=array("h", bytes(2 * count)),
            lasted=array("f", [_LASTS * stretch]) * count,
            rise=array("f", [_LASTS / 3 * stretch]) * count,
            peak=array("f", [level for _, level in _ATTACKS]),
            state=array("b", bytes(count)),
            uncertain=array("b", bytes(count)),
        ),
        doses=(
            _taken(_medicine("as-needed"), [at + HOUR * stretch for at in attacks[::2]]),
            _taken(_medicine("regular"), mornings),
        ),
        check_ins=CheckInColumns(
            key=array("i", range(_SHOWN_DAYS)),
            at=array("d", [begin + (day + 0.87) * DAY * stretch for day in range(_SHOWN_DAYS)]),
            offset=array("h", bytes(2 * _SHOWN_DAYS)),
            background=array("f", _LEVELS),
        ),
        first=begin,
        last=begin,
    )
    return replace(timeline(record), now=end, worn_until=end, untracked=())


def _medicine(role: str) -> Medicine:
    unnamed = Medicine(id=UUID(int=len(role)), name="-", role=role)
    return replace(unnamed, name=capital(role_name(unnamed)))


def _taken(medicine: Medicine, at: list[float]) -> DoseColumns:
    offset, amount = array("h", bytes(2 * len(at))), array("f", [1.0]) * len(at)
    return DoseColumns(
        medicine=medicine, key=array("i", range(len(at))), at=array("d", at), offset=offset, amount=amount
    )

"""The Patterns tab over the sample journal: cards, the quiet box, ticks, the timeline, and what is kept."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from uuid import uuid4

import pytest
from PySide6.QtCore import QEvent, QLocale, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from painlog.charts.inks import LIGHT
from painlog.entries import Activity, FlareUp, Note
from painlog.exchange.sample import sample
from painlog.journal import Journal, JournalFault, Reason
from painlog.patterns.finding import Bars, Drawing, Findings, State
from painlog.patterns.findings import work_out
from painlog.record import Record
from painlog.report.ticked import ON_PAGE, chosen_in, ticked_in
from painlog.window.look import LookName, apply_look
from painlog.window.panels import Heading
from painlog.window.patterns_tab.card import FigureCard, FindingCard
from painlog.window.patterns_tab.picture import BarsPicture
from painlog.window.patterns_tab.quiet import Question
from painlog.window.patterns_tab.tab import FIGURES, PatternsTab, Shown, days_of
from painlog.window.patterns_tab.working import Days
from painlog.words import language
from painlog.words.findings import just_begun, nothing_stands_out

NOW = datetime.fromisoformat("2026-04-13T12:00+02:00")


@pytest.fixture(autouse=True)
def english(qapp: QApplication) -> None:
    language.install(qapp, "en")


class Counted:
    """Works out for real, and counts how often."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self, record: Record, begin: date, until: date, step: object) -> Findings:
        self.times += 1
        return work_out(record, begin, until, progress=step)  # type: ignore[arg-type]


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    with Journal.open(tmp_path / "j.painlog", clock=lambda: NOW) as opened:
        opened.take_in(sample(NOW.date() - timedelta(days=1)))
        yield opened


@pytest.fixture
def counted() -> Counted:
    return Counted()


@pytest.fixture
def tab(journal: Journal, counted: Counted, qtbot: QtBot) -> Iterator[PatternsTab]:
    made = PatternsTab(journal, counted)
    qtbot.addWidget(made)
    made.asked_keep.connect(journal.keep)
    made.resize(1300, 700)
    made.periods.choose(list(Shown).index(Shown.ALL))
    with qtbot.waitSignal(made.working.found, timeout=30_000):
        made.show()
    yield made
    made.stop()  # As the window does before the journal is closed.


def _cards(tab: PatternsTab) -> list[FindingCard]:
    return tab.findChildren(FindingCard)


def _headings(tab: PatternsTab) -> set[str]:
    return {one.text() for one in tab.findChildren(Heading) if one.isVisible()}


def test_the_sample_shows_what_was_planted_in_it(tab: PatternsTab) -> None:
    seen = {card.finding.id for card in _cards(tab)}
    assert {"medicine-change", "trigger", "time-of-day"} <= seen
    assert all(card.findChild(BarsPicture) is not None for card in _cards(tab)), "each has a small picture"
    assert len(tab.findChildren(FigureCard)) == 4


def test_each_figure_at_the_top_opens_how_it_was_worked_out(tab: PatternsTab, qtbot: QtBot) -> None:
    for card in tab.findChildren(FigureCard):
        assert not card.is_open
        qtbot.mouseClick(card.how_link, Qt.MouseButton.LeftButton)
        told = card.how.text()
        assert "Method, for your doctor" in told
        has_picture = card.picture is not None and card.picture.isVisible()
        assert has_picture == ("In the picture" in told)
        qtbot.mouseClick(card.how_link, Qt.MouseButton.LeftButton)
        assert not card.is_open
        assert card.picture is None or not card.picture.isVisible()


def test_that_it_is_being_worked_out_is_said_no_more_once_it_is(tab: PatternsTab) -> None:
    assert tab.findings is not None
    assert not tab.waiting.isVisible()
    assert not tab.cancel.isVisible()


def test_the_line_tells_days_and_entries(tab: PatternsTab) -> None:
    assert "flare-ups, entries on" in tab.line.text()


def test_what_stands_on_the_page_is_ticked_from_the_first_and_each_can_be_taken_off(
    tab: PatternsTab, journal: Journal, qtbot: QtBot
) -> None:
    assert [card.on_page.isChecked() for card in _cards(tab)] == [True] * len(_cards(tab))
    first, *others = [card.finding.name for card in _cards(tab)]
    qtbot.mouseClick(_cards(tab)[0].on_page, Qt.MouseButton.LeftButton)
    assert ticked_in(journal.kept(ON_PAGE)) == tuple(others)
    qtbot.mouseClick(_cards(tab)[0].on_page, Qt.MouseButton.LeftButton)
    assert ticked_in(journal.kept(ON_PAGE)) == (*others, first)
    for card in _cards(tab):
        qtbot.mouseClick(card.on_page, Qt.MouseButton.LeftButton)
    assert chosen_in(journal.kept(ON_PAGE)) == ()


def test_a_tick_that_cannot_be_written_yet_is_not_lost_by_the_next(
    tab: PatternsTab, journal: Journal, qtbot: QtBot
) -> None:
    tab.asked_keep.disconnect(journal.keep)
    asked: list[str] = []
    tab.asked_keep.connect(lambda _name, text: asked.append(text))
    for card in _cards(tab)[:2]:
        qtbot.mouseClick(card.on_page, Qt.MouseButton.LeftButton)
    assert ticked_in(asked[-1]) == tuple(one.finding.name for one in _cards(tab)[2:])


def test_show_on_the_timeline_names_exactly_the_entries(tab: PatternsTab, qtbot: QtBot) -> None:
    card = next(card for card in _cards(tab) if card.finding.rests_on)
    with qtbot.waitSignal(tab.timeline_asked) as asked:
        qtbot.mouseClick(card.show_link, Qt.MouseButton.LeftButton)
    assert asked.args[1] == frozenset(card.finding.rests_on)
    assert asked.args[0].until == NOW.date()
    assert asked.args[2].startswith(f"Marked: {card.heading.text()} · ")


def test_how_it_is_worked_out_opens_under_the_card(tab: PatternsTab, qtbot: QtBot) -> None:
    card = _cards(tab)[0]
    assert not card.how.isVisible()
    card.how_link.setFocus()
    qtbot.keyClick(card.how_link, Qt.Key.Key_Space)
    assert card.how.isVisible()
    assert "Method" in card.how.text()


def test_the_journal_is_read_once_for_all_periods_until_it_changes(
    tab: PatternsTab, journal: Journal, qtbot: QtBot
) -> None:
    first = tab._held.whole()
    tab.periods.choose(0)
    tab.periods.chosen.emit(0)
    assert tab._held.whole() is first
    journal.listen(tab.refresh)
    journal.record(Note(id=uuid4(), at=NOW, text="new"))
    assert len(tab._held.whole().notes.key) == len(first.notes.key) + 1


def test_nothing_is_worked_out_twice(
    tab: PatternsTab, counted: Counted, journal: Journal, qtbot: QtBot
) -> None:
    assert counted.times == 1
    change = journal.record(Note(id=uuid4(), at=NOW - timedelta(days=800), text="long ago"))
    tab.working.forget(change)
    with qtbot.waitSignal(tab.working.found, timeout=30_000):
        tab.periods.chosen.emit(tab.periods.current)
    assert counted.times == 2  # the period All begins with the first entry, which is another one now
    with qtbot.waitSignal(tab.working.found):
        tab.periods.chosen.emit(tab.periods.current)
    assert counted.times == 2


def test_an_entry_of_the_period_makes_it_work_out_anew(
    tab: PatternsTab, counted: Counted, journal: Journal, qtbot: QtBot
) -> None:
    journal.listen(tab.refresh)
    with qtbot.waitSignal(tab.working.found, timeout=30_000):
        journal.record(FlareUp(id=uuid4(), started_at=NOW - timedelta(hours=2), peak=5))
    assert counted.times == 2


def test_what_was_opened_stays_open_and_the_keyboard_where_it_was_when_an_entry_comes(
    tab: PatternsTab, journal: Journal, qtbot: QtBot
) -> None:
    """A flare-up told by its key while somebody reads how it was worked out closed it under their eyes."""
    figure, card, question = tab.findChildren(FigureCard)[0], _cards(tab)[0], tab.findChildren(Question)[0]
    for each in (figure, card, question):
        each.turn()
    card.how_link.setFocus()
    opened = [figure.finding.name, card.finding.name, question.finding.name]
    journal.listen(tab.refresh)
    with qtbot.waitSignal(tab.working.found, timeout=30_000):
        journal.record(Note(id=uuid4(), at=NOW - timedelta(hours=2), text="a note"))
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    figures = tab.findChildren(FigureCard)
    told: list[FigureCard | FindingCard | Question] = [*figures, *_cards(tab), *tab.findChildren(Question)]
    assert [each.finding.name for each in told if each.is_open] == opened
    assert QApplication.focusWidget() is _cards(tab)[0].how_link


def test_a_first_session_of_long_ago_dates_a_course_anew(
    tab: PatternsTab, counted: Counted, journal: Journal, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(tab.working.found, timeout=30_000):
        tab.periods.choose(1)
        tab.periods.chosen.emit(1)
    before, long_ago = counted.times, NOW - timedelta(days=800)
    journal.listen(tab.refresh)
    journal.record(Note(id=uuid4(), at=long_ago, text="long ago"))
    assert counted.times == before
    with qtbot.waitSignal(tab.working.found, timeout=30_000):
        journal.record(Activity(id=uuid4(), started_at=long_ago, name="physical therapy", therapy=True))
    assert counted.times == before + 1


def test_cancelling_leaves_no_answer(tab: PatternsTab, qtbot: QtBot, qapp: QApplication) -> None:
    tab.periods.choose(1)
    tab.periods.chosen.emit(1)
    tab.cancel.click()
    assert "Stopped" in tab.waiting.text()
    assert not tab.working.is_busy


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_mistake_of_ours_is_not_waited_for(journal: Journal, qtbot: QtBot) -> None:
    def mistaken(*_told: object) -> Findings:
        raise RuntimeError

    tab = PatternsTab(journal, mistaken)
    qtbot.addWidget(tab)
    tab.show()
    qtbot.waitUntil(lambda: "by a mistake in Painlog" in tab.waiting.text())
    assert not tab.cancel.isVisible()


def test_a_journal_that_cannot_be_read_is_not_waited_for(tab: PatternsTab, journal: Journal) -> None:
    def read() -> Record:
        raise JournalFault(Reason.LOCKED, journal.path)

    with pytest.raises(JournalFault):
        tab.working.ask(Days(NOW.date(), NOW.date()), read)
    assert not tab.working.is_busy


def test_an_empty_journal_says_what_it_lacks(tmp_path: Path, qtbot: QtBot) -> None:
    with Journal.open(tmp_path / "empty.painlog", clock=lambda: NOW) as journal:
        tab = PatternsTab(journal, Counted())
        qtbot.addWidget(tab)
        with qtbot.waitSignal(tab.working.found, timeout=30_000):
            tab.show()
        assert not _cards(tab)
        assert tab.findings is not None
        questions = tab.findChildren(Question)
        assert {one.finding.id for one in questions} == {one.id for one in tab.findings.patterns} - {
            "coverage",
            *FIGURES,
        }
        assert all("eeds" in one.counts.text() for one in questions)
        qtbot.waitUntil(lambda: just_begun()[0] in _headings(tab))


def test_what_is_nearest_to_enough_comes_first(tmp_path: Path, qtbot: QtBot) -> None:
    with Journal.open(tmp_path / "few.painlog", clock=lambda: NOW) as journal:
        for day in range(12):
            begun = NOW - timedelta(days=day + 1)
            journal.record(FlareUp(id=uuid4(), started_at=begun, ended_at=begun + timedelta(minutes=30)))
        tab = PatternsTab(journal, Counted())
        qtbot.addWidget(tab)
        with qtbot.waitSignal(tab.working.found, timeout=30_000):
            tab.show()
        shares = [one.finding.progress for one in tab.findChildren(Question)]
        assert shares == sorted(shares, reverse=True)
        assert shares[0] > 0 == shares[-1]


def test_a_journal_in_which_nothing_stands_out_says_so_first(
    tab: PatternsTab, counted: Counted, qtbot: QtBot
) -> None:
    assert tab.findings is not None
    assert nothing_stands_out()[0] not in _headings(tab)
    quieter = [
        replace(one, state=State.NOT_SEEN) if not one.is_fact or one.is_about_medicines else one
        for one in tab.findings.patterns
    ]
    tab.working.found.emit(replace(tab.findings, patterns=tuple(quieter)))
    qtbot.waitUntil(lambda: nothing_stands_out()[0] in _headings(tab))


def test_how_it_is_worked_out_is_told_of_what_was_not_seen_as_well(tab: PatternsTab, qtbot: QtBot) -> None:
    question = next(one for one in tab.findChildren(Question) if one.finding.state is State.NOT_SEEN)
    question.link.setFocus()
    qtbot.keyClick(question.link, Qt.Key.Key_Space)
    assert question.how.isVisible()
    assert "Method" in question.how.text()
    qtbot.keyClick(question.link, Qt.Key.Key_Space)
    assert question.counts.isVisible()
    assert not question.how.isVisible()


@pytest.mark.parametrize(
    ("shown", "days"),
    [
        (Shown.SIX_WEEKS, Days(date(2026, 3, 3), date(2026, 4, 13))),
        (Shown.ALL, Days(date(2026, 1, 1), date(2026, 4, 13))),
        (Shown.SINCE_APPOINTMENT, Days(date(2026, 3, 20), date(2026, 4, 13))),
    ],
)
def test_the_days_of_each_period(shown: Shown, days: Days) -> None:
    assert days_of(shown, date(2026, 4, 13), date(2026, 1, 1), date(2026, 3, 20)) == days


def test_no_days_before_the_journal_are_looked_at() -> None:
    """Two weeks of entries were told as entries on 12 of 42 days, beside a page that said 14."""
    for shown in (Shown.SIX_WEEKS, Shown.THREE_MONTHS):
        days = days_of(shown, date(2026, 10, 11), date(2026, 9, 28), None)
        assert days == Days(date(2026, 9, 28), date(2026, 10, 11))


def test_ticks_that_cannot_be_read_are_none() -> None:
    assert ticked_in("{") == ticked_in("[1]") == ()


def test_in_large_letters_the_cards_stand_under_one_another(tab: PatternsTab, qapp: QApplication) -> None:
    assert all(card.width() < 700 for card in _cards(tab))
    apply_look(qapp, percent=200)
    QApplication.processEvents()
    widths = [card.width() for card in _cards(tab)]
    apply_look(qapp)
    assert min(widths) > 1000


@pytest.mark.parametrize("percent", [100, 150, 200])
@pytest.mark.parametrize("drawing", [one for one in Drawing if one is not Drawing.ACTIVITIES])
def test_labels_below_a_picture_do_not_touch_whatever_the_letters(
    drawing: Drawing, percent: int, qapp: QApplication, qtbot: QtBot
) -> None:
    apply_look(qapp, percent=percent)
    count = 24 if drawing is Drawing.HOURS else 13
    places = tuple(float(60 * row if drawing is Drawing.HOURS else row + 1) for row in range(count))
    picture = BarsPicture(Bars(drawing, (1.0,) * count, (True,) * count, places=places))
    qtbot.addWidget(picture)
    picture.resize(picture.sizeHint())
    labels = [label for label, _ in picture.labels()]
    assert len(labels) >= {Drawing.HOURS: 4, Drawing.WEEKS: 3}.get(drawing, 2)
    assert all(one.right() + 4 <= other.left() for one, other in pairwise(labels))
    assert labels[-1].right() <= picture.width()
    apply_look(qapp)


@pytest.mark.parametrize(
    ("region", "told"), [("en_GB", ["00", "06", "12", "18"]), ("en_US", ["12 AM", "6 AM", "12 PM", "6 PM"])]
)
def test_hours_below_a_picture_are_those_of_the_region(region: str, told: list[str], qtbot: QtBot) -> None:
    before = QLocale()
    QLocale.setDefault(QLocale(region))
    hours = tuple(60.0 * hour for hour in range(24))
    picture = BarsPicture(Bars(Drawing.HOURS, (1.0,) * 24, (True,) * 24, places=hours))
    qtbot.addWidget(picture)
    picture.resize(picture.sizeHint())
    assert [words for _, words in picture.labels()] == told
    QLocale.setDefault(before)


def test_a_part_stands_before_what_it_is_a_part_of(qapp: QApplication, qtbot: QtBot) -> None:
    """One dose above the plan among ten of its week is a tenth of the picture, not all of it."""
    apply_look(qapp, LookName.LIGHT)
    picture = BarsPicture(Bars(Drawing.WEEKS, (1.0, 0.0), (True, True), of=(10.0, 5.0), places=(1.0, 2.0)))
    qtbot.addWidget(picture)
    picture.resize(picture.sizeHint())
    image = picture.grab().toImage()
    heights = []
    for ink in (LIGHT.pain, LIGHT.pain_soft):
        for x in (picture.width() // 4, 3 * picture.width() // 4):
            column = [image.pixelColor(x, y).name().upper() for y in range(image.height())]
            heights.append(column.count(ink.upper()))
    strong, none, *pale = heights
    assert none == 2, "the edge of the paler bar"
    assert pale[0] > 5 * strong > 10
    assert pale[0] + strong == pytest.approx(2 * pale[1], abs=6)
    apply_look(qapp)


def test_another_figure_is_a_line_over_the_bars_in_its_own_measure(qapp: QApplication, qtbot: QtBot) -> None:
    apply_look(qapp, LookName.LIGHT)
    drawn = []
    for line in ((), (1.0, float("nan"), 2.0)):
        bars = Bars(Drawing.WEEKS, (30.0, 30.0, 30.0), (False,) * 3, line=line, places=(1.0, 2.0, 3.0))
        picture = BarsPicture(bars)
        qtbot.addWidget(picture)
        picture.resize(picture.sizeHint())
        image = picture.grab().toImage()
        column = [image.pixelColor(picture.width() // 6, y).name() for y in range(image.height())]
        drawn.append([y / image.height() for y, ink in enumerate(column) if ink == LIGHT.ink.lower()])
    assert drawn[0] == []
    assert drawn[1], "a dot at half of the height"
    assert 0.3 < min(drawn[1]) < max(drawn[1]) < 0.7
    apply_look(qapp)


def test_the_days_since_the_last_appointment_are_offered_once_there_was_one(
    tab: PatternsTab, journal: Journal, qtbot: QtBot
) -> None:
    """Chosen where there was none, six weeks were shown under that name."""
    since = tab.periods.segments[list(Shown).index(Shown.SINCE_APPOINTMENT)]
    assert since.isVisible()
    journal.listen(tab.refresh)
    with qtbot.waitSignal(tab.working.found, timeout=30_000):
        qtbot.mouseClick(since, Qt.MouseButton.LeftButton)
    past = [visit.id for visit in journal.appointments() if visit.at < NOW]
    with qtbot.waitSignal(tab.working.found, timeout=30_000):
        journal.remove(*past)
    assert not since.isVisible()
    assert list(Shown)[tab.periods.current] is Shown.SIX_WEEKS
    assert tab.days == Days(NOW.date() - timedelta(days=41), NOW.date())

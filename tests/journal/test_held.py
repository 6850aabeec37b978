"""What is held, spans and words, stays what a new read of it would give, whatever is done to the journal."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule

from painlog import entries as e
from painlog.journal import Journal
from painlog.journal.search import Search
from tests.journal.test_undo import SEEDS, AnySession
from tests.journal.worlds import NOW, WORDS, Chance, opened, whole

DAY = 86_400.0
SPANS = ((-30, 1, True), (-20, -10, False), (-3, 0, True))
"""In days from now, and whether with details; entries lie within the last forty."""


class HeldSession(AnySession):
    """Any acts in any order, while spans are held and looked at now and then."""

    def __init__(self) -> None:
        """Hold some spans, with details and without."""
        super().__init__()
        self.held = [(span, self.mine.hold(details=span[2])) for span in SPANS]
        self.everything, self.seldom = self.mine.hold(details=True), self.mine.hold(details=True)

    @rule(seed=SEEDS)
    def move(self, seed: int) -> None:
        """Give entries another time: what they were is gone from one place, and comes to another."""
        chance = self.chance(seed)
        picked = self.any_of(chance.random.choice((e.Activity, e.CheckIn, e.Dose, e.Note, e.FlareUp)), chance)
        change = self.mine.change(*(moved(entry, chance) for entry in picked))
        self.did(something=not change.is_empty)

    @rule(seed=SEEDS)
    def take_in_without_medicines(self, seed: int) -> None:
        contents = replace(self.chance(seed).contents(2), medicines=(), doses=())
        self.did(something=not self.mine.take_in(contents).is_empty)

    @rule(word=st.sampled_from(("changed", "new", "", *WORDS)))
    def search(self, word: str) -> None:
        assert self.mine.search(word) == Search(self.theirs._store).find(word)

    @rule()
    def look_after_a_while(self) -> None:
        assert self.seldom.whole() == whole(self.mine)

    @invariant()
    def what_is_held_is_what_is_there(self) -> None:
        assert self.everything.whole() == whole(self.mine)
        for (begin, end, details), held in self.held:
            span = NOW.timestamp() + begin * DAY, NOW.timestamp() + end * DAY
            assert held.between(*span) == self.mine.record_of(*span, details=details)


def moved(entry: e.Kept, chance: Chance) -> e.Kept:
    """Return an entry at another time."""
    at = chance.moment()
    match entry:
        case e.Activity():
            return replace(
                entry, started_at=at, ended_at=None, name=chance.random.choice(("new", entry.name))
            )
        case e.Dose():
            return replace(entry, taken_at=at, ended_at=chance.random.choice((None, chance.later(at))))
        case e.FlareUp():
            ended = chance.random.choice((None, chance.later(at)))
            return replace(
                entry, started_at=at, ended_at=ended, peaked_at=None, readings=(), end_unknown=False
            )
        case e.Note() | e.CheckIn():
            return replace(entry, at=at)
    raise TypeError(entry)


HeldSession.TestCase.settings = settings(max_examples=5, stateful_step_count=30, deadline=None)
TestHeldSession = pytest.mark.no_cover(HeldSession.TestCase)


def test_what_another_program_wrote_is_read_before_it_is_noticed(
    tmp_path: Path, journal: Journal, chance: Chance
) -> None:
    held = journal.hold()
    assert not held.whole().notes.key
    with opened(tmp_path) as other:
        other.record(chance.note())
    assert held.whole() == whole(journal, details=False)
    assert len(held.whole().notes.key) == 1


def test_what_began_just_before_a_span_and_reaches_into_it_is_read_anew(
    journal: Journal, chance: Chance
) -> None:
    begin, end = NOW.timestamp(), NOW.timestamp() + DAY
    flare_up = e.FlareUp(id=chance.id(), started_at=NOW - timedelta(seconds=0.5), peak=4)
    journal.record(flare_up)
    held = journal.hold()
    held.between(begin, end)
    journal.change(replace(flare_up, peak=8))
    assert held.between(begin, end) == journal.record_of(begin, end)
    assert list(held.between(begin, end).flare_ups.peak) == [8]


def test_another_form_of_a_medicine_is_seen_in_its_doses(journal: Journal, chance: Chance) -> None:
    medicine = replace(chance.medicine(), form="tablet")
    journal.record(medicine, e.Dose(id=chance.id(), medicine=medicine.id, taken_at=NOW - timedelta(days=9)))
    held, span = journal.hold(), (NOW.timestamp() - 5 * DAY, NOW.timestamp())
    assert not held.between(*span).doses
    journal.change(replace(medicine, form="patch"))
    assert held.between(*span) == journal.record_of(*span)
    assert held.between(*span).doses[0].medicine.form == "patch"


def test_whoever_hears_of_a_change_finds_it_in_what_was_held_before_and_what_was_held_later(
    journal: Journal, chance: Chance
) -> None:
    before = journal.hold()
    before.whole()
    seen: list[int] = []
    journal.listen(lambda _change: seen.extend(len(held.whole().notes.key) for held in (before, later)))
    later = journal.hold()
    later.whole()
    journal.record(chance.note())
    assert seen == [1, 1]


def test_after_a_change_only_what_it_touched_is_read(journal: Journal, chance: Chance) -> None:
    at = NOW - timedelta(days=39)
    brief = timedelta(minutes=5)
    journal.take_in(
        e.Contents(
            flare_ups=tuple(
                e.FlareUp(id=chance.id(), started_at=at + n * brief, ended_at=at + n * brief, peak=5.0)
                for n in range(5_000)
            )
        )
    )
    steps: list[int] = []
    journal._store._connection.set_progress_handler(lambda: steps.append(1), 10)
    held = journal.hold(details=True)
    held.whole()
    everything = len(steps)
    journal.record(replace(chance.flare_up(), started_at=at, ended_at=at, peaked_at=None, readings=()))
    steps.clear()
    assert len(held.whole().flare_ups.key) == 5_001
    assert len(steps) < everything / 20
    steps.clear()
    assert held.whole() is held.whole()
    assert len(steps) < everything / 200

"""What is said of patterns: right counts, plain words, never a verdict."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication

from painlog import places
from painlog.entries import Strength
from painlog.patterns import end_of_dose, outcomes
from painlog.patterns.finding import (
    ABOUT_MEDICINES,
    Caveat,
    Drawing,
    Family,
    Finding,
    Findings,
    Measure,
    Need,
    State,
)
from painlog.patterns.findings import work_out
from painlog.words import findings as said
from painlog.words import headlines, language
from tests.patterns.simulator import Habits, Planted, period, simulate
from tests.words.every_finding import MEASURES, every_finding, finding, lacking, marked_only

NEVER = re.compile(
    r"\b(caus(e|es|ed|ing)|addict\w*|dependen\w+|overus\w*|toleran\w+|hyperalg\w+|should|safe\w*|normal\w*"
    r"|abnormal\w*|increas\w+|reduc\w+|stop\w*)\b",
    re.IGNORECASE,
)
"""Words that are never used about the patient, in English."""
NEVER_IN: dict[str, re.Pattern[str]] = {}
"""The same for each language that ships a catalogue, by its code."""


def texts_of(one: Finding) -> Iterator[str]:
    yield from (said.headline(one), said.sentence(one), said.brief(one), said.enough(one), said.subject(one))
    yield from (said.how(one), said.closing(one), said.marked(one), said.pictured(one))


def shipped() -> list[str]:
    folder = places.resources() / "translations"
    return sorted(path.stem.removeprefix("painlog_") for path in folder.glob("painlog_*.qm"))


def findings_of(*patterns: Finding) -> Findings:
    return Findings(
        begin=date(2026, 3, 2), until=date(2026, 4, 12), days=42, days_with_entries=41, patterns=patterns
    )


def test_counts_of_medicines_are_not_told_as_nothing() -> None:
    night, lifting = finding("round-the-clock", State.SEEN), finding("trigger", State.NOT_SEEN)
    assert said.opening(findings_of(night, lifting)) == said.only_counts()
    assert (
        said.opening(findings_of(replace(night, state=State.NOT_SEEN), lifting)) == said.nothing_stands_out()
    )
    assert said.opening(findings_of(night, replace(lifting, state=State.NOT_ENOUGH))) == said.just_begun()
    assert said.opening(findings_of(night, replace(lifting, state=State.SEEN))) is None


def test_no_word_is_a_verdict_or_an_advice_on_a_dose() -> None:
    found = [(one.id, NEVER.findall(text), text) for one in every_finding() for text in texts_of(one)]
    assert [(pattern, text) for pattern, never, text in found if never] == []
    assert [
        text
        for text in (*said.nothing_stands_out(), *said.only_counts(), *said.just_begun())
        if NEVER.search(text)
    ] == []


@pytest.mark.parametrize("spoken", [language.PSEUDO, *shipped()])
def test_nor_in_any_other_language(qapp: QApplication, spoken: str) -> None:
    language.install(qapp, spoken)
    never = NEVER if spoken == language.PSEUDO else NEVER_IN[spoken]
    assert [text for one in every_finding() for text in texts_of(one) if never.search(text)] == []
    assert [
        text
        for text in (*said.nothing_stands_out(), *said.only_counts(), *said.just_begun())
        if never.search(text)
    ] == []


def test_nor_does_the_help_about_them_say_any() -> None:
    pages = list((places.resources() / "help").glob("*/patterns.md"))
    assert pages
    for page in pages:
        never = NEVER if page.parent.name == "en" else NEVER_IN[page.parent.name]
        assert not never.search(page.read_text(encoding="utf-8"))


def test_a_planted_verdict_is_noticed() -> None:
    assert NEVER.search("Lifting causes flare-ups")
    assert NEVER.search("You should reduce the dose")
    assert not NEVER.search("because of this page")


def test_nothing_is_left_open_in_any_text() -> None:
    for one in every_finding():
        for text in texts_of(one):
            assert not re.search(r"%\d|%n|%Ln|\(s\)|\(y\||None|nan", text), (one.id, text)


@pytest.mark.parametrize("one", list(every_finding()), ids=lambda one: f"{one.id} {one.state}")
def test_headline_sentence_and_subject_are_always_there(one: Finding) -> None:
    assert said.headline(one)
    assert said.subject(one)
    assert said.sentence(one) or one.id == "duration"
    assert "\n" not in said.headline(one) + said.sentence(one)


def test_no_sentence_speaks_of_p_values_but_the_way_it_was_worked_out_does() -> None:
    for one in every_finding():
        assert not re.search(r"\bp\b|Bonferroni|Kendall|Poisson", said.sentence(one) + said.headline(one))
        assert ("p below 0.0001" in said.how(one)) == (one.p is not None)


def test_every_text_is_translated(qapp: QApplication) -> None:
    language.install(qapp, language.PSEUDO)
    for one in every_finding():
        for text in texts_of(one):
            bare = re.sub(r"\[!!|!!\]|~", "", text)
            assert not text or text.startswith("[!!") or one.about in text, bare


def test_findings_about_medicines_close_with_the_fixed_line() -> None:
    for one in every_finding():
        closes = one.id in ABOUT_MEDICINES and one.state is State.SEEN
        assert bool(said.closing(one)) == closes
        assert ("Please do not change how you take your medicine" in said.how(one)) == closes


@pytest.mark.parametrize("pattern", MEASURES)
def test_how_it_is_worked_out_has_counts_method_minimum_and_other_reasons(pattern: str) -> None:
    told = said.how(finding(pattern, State.SEEN))
    assert said.sentence(finding(pattern, State.SEEN)).split(" Worth asking")[0] in told
    assert "Method, for your doctor: " in told
    assert "What else could explain it: " in told
    assert ("Needed at least: " in told) == (pattern != "coverage")


def test_the_way_it_is_worked_out_says_what_the_picture_shows() -> None:
    """Bars have no scale: what they count, and which stand out, is said in words."""
    pictures = {said.pictured(one): one for one in every_finding() if one.state is State.SEEN and one.bars}
    drawn = {one.bars.drawing for one in pictures.values() if one.bars is not None}
    assert drawn == set(Drawing)
    for told, one in pictures.items():
        assert re.fullmatch(r"In the picture: [^.]+\.", told), told
        assert told in said.how(one)
        assert told not in said.how(replace(one, state=State.NOT_SEEN)), "it is shown where it is seen"


@pytest.mark.parametrize(
    ("of", "between", "told"),
    [
        ("flare-ups a week", 0, "flare-ups in each week"),
        ("duration", 0, "length of flare-ups"),
        ("intensity", 0, "the worst of flare-ups"),
        ("intensity", 1, "the pain in between"),
    ],
)
def test_the_picture_of_a_change_is_called_what_it_shows(of: str, between: int, told: str) -> None:
    one = finding("therapy-course", State.SEEN, of=of, between=between)
    assert told in said.pictured(one)
    assert "; the weeks since then stand out; " in said.pictured(one)
    assert f"the {outcomes.LEFT_OUT_DAYS} days before and after it are not compared." in said.pictured(one)


@pytest.mark.parametrize(
    ("pattern", "told"),
    [
        ("over-plan", "those above the plan, or sooner than it says, stand out."),
        ("end-of-dose", f"in each { {9: 'ninth'}[end_of_dose._BARS] } of the time until the next dose"),
        ("time-of-day", "those of the four hours stand out."),
    ],
)
def test_what_stands_out_in_a_picture_is_what_is_counted(pattern: str, told: str) -> None:
    assert told in said.pictured(finding(pattern, State.SEEN))


@pytest.mark.parametrize(("by", "line"), [("pain", "the line: pain."), ("flare-ups", "the line: flare-ups.")])
def test_the_picture_of_medicine_and_pain_says_which_is_which(by: str, line: str) -> None:
    assert said.pictured(finding("rising-together", State.SEEN, by=by)).endswith(line)


def test_counts_say_that_nothing_was_tested() -> None:
    for one in every_finding():
        assert ("nothing was tested" in said.how(one)) == (one.family is Family.FACT)


@pytest.mark.parametrize(
    ("one", "headline", "sentence"),
    [
        (
            finding("trigger", State.SEEN),
            "Lifting stands out",
            (
                "A flare-up followed within an hour 11 of the 24 times you logged lifting; "
                "at the same times of day without it about 4 in 100."
            ),
        ),
        (
            finding("trigger", State.SEEN, view="day"),
            "Lifting stands out",
            (
                "You logged lifting in the 24 hours before the first flare-up on 12 of 22 days, "
                "and before the same times of day on about 4 of 19 days without one."
            ),
        ),
        (
            finding("medicine-change", State.SEEN),
            "Fewer flare-ups since the change to Buprenorphine",
            (
                "From 10.4 to 4.7 a week. A difference this big would be rare by chance: "
                "between 35 and 72 % fewer."
            ),
        ),
        (
            finding("therapy-course", State.SEEN),
            "Shorter flare-ups since physical therapy began",
            "From 1 h to 40 min. A difference this big would be rare by chance: between 10 and 50 % shorter.",
        ),
        (
            finding("time-of-day", State.SEEN),
            "The late afternoon is the hard time",
            (
                "27 of 46 flare-ups began between 16:00 and 20:00. Spread evenly over your waking hours it "
                "would be about 12. 1 more began outside your waking hours."
            ),
        ),
        (
            finding("end-of-dose", State.SEEN),
            "Pain returns before the next dose is due",
            (
                "20 of 37 flare-ups began in the last third of the time until the next dose of Oxycodone PR "
                "was due; by chance it would be about 12. Worth asking whether the timing still fits."
            ),
        ),
        (
            finding("end-of-dose", State.SEEN, stopped=1),
            "Pain returned before the next dose was due",
            (
                "20 of 37 flare-ups began in the last third of the time until the next dose of Oxycodone PR "
                "was due; by chance it would be about 12. Worth asking about."
            ),
        ),
        (
            finding("by-the-clock", State.SEEN),
            "As-needed doses come by the clock",
            (
                "31 of 34 as-needed doses came without a flare-up that you logged; doses of one day "
                "were usually 5 h apart. Worth asking about."
            ),
        ),
        (
            replace(finding("round-the-clock", State.SEEN), about="oxycodone"),
            "Oxycodone from morning to night on most days",
            (
                "On 30 of 41 days with entries you logged at least 4 doses of oxycodone over 12 hours or "
                "more, and while awake never more than 6 hours apart. Worth asking about."
            ),
        ),
        (
            finding("returning", State.SEEN),
            "Flare-ups come back",
            (
                "14 of 40 flare-ups came back within 3 hours; by chance it would be about 6. "
                "9 of 14 lasted longer than the one before."
            ),
        ),
        (
            finding("lengthening", State.SEEN),
            "Flare-ups last longer than before",
            "From about 40 min for the first to about 1 h 12 min for the last, 6 weeks later.",
        ),
        (
            finding("lengthening", State.SEEN, first=0.5, last=9.0, weeks=16 / 7),
            "Flare-ups last longer than before",
            "From under 1 min for the first to about 9 min for the last, 15 days later.",
        ),
        (
            finding("lengthening", State.NOT_SEEN, first=40.2, last=39.8),
            "No sign that flare-ups last longer",
            "About 40 min for the first as for the last, 6 weeks later.",
        ),
        (
            finding("rising-together", State.SEEN),
            "More medicine and more pain at about the same time",
            (
                "Over 12 weeks you logged about 40 % more of Oxycodone IR a week, and pain about 1.6 of 10 "
                "higher. Worth asking about."
            ),
        ),
        (
            finding(
                "rising-together", State.NOT_SEEN, dose_change=0.18, pain_change=-0.41, flare_up_change=0.0
            ),
            "No sign of medicine and pain rising together",
            (
                "Over 12 weeks, medicine and pain did not both clearly rise. Oxycodone IR: +18 %; "
                "pain: -0.4 points; flare-ups: about the same."
            ),
        ),
        (
            finding(
                "rising-together",
                State.NOT_SEEN,
                begun=1,
                dose_change=5.04,
                pain_change=0.2,
                flare_up_change=0.1,
            ),
            "No sign of medicine and pain rising together",
            (
                "Over 12 weeks, medicine and pain did not both clearly rise. Oxycodone IR: begun in these "
                "weeks; pain: +0.2 points; flare-ups: +10 %."
            ),
        ),
        (
            finding("rising-together", State.NOT_SEEN, pain_change=None, flare_up_change=0.1),
            "No sign of medicine and pain rising together",
            (
                "Over 12 weeks, medicine and flare-ups did not both clearly rise. Oxycodone IR: +40 %; "
                "flare-ups: +10 %. How bad the pain was is told in too few weeks."
            ),
        ),
        (
            finding("rising-together", State.SEEN, begun=1, dose_change=5.04),
            "More medicine and more pain at about the same time",
            (
                "Over 12 weeks you logged Oxycodone IR in the later ones only, and pain about 1.6 of 10 "
                "higher. Worth asking about."
            ),
        ),
        (
            finding("frequency", State.SEEN),
            "46 flare-ups, one every 0.9 days",
            "7.8 a week (from 5.8 to 10.5 would fit these entries as well).",
        ),
        (
            finding("over-plan", State.SEEN, days=1, gaps=0),
            "More than the plan says on 1 day",
            "Held against the plan you copied from the label: more than it says in 24 hours on 1 day.",
        ),
        (
            finding("over-plan", State.SEEN, days=0, gaps=2),
            "2 doses sooner than the plan says",
            "Held against the plan you copied from the label: 2 doses sooner than it says.",
        ),
        (
            finding("over-plan", State.SEEN, days=3, gaps=2),
            "More than the plan says on 3 days",
            (
                "Held against the plan you copied from the label: more than it says in 24 hours on 3 days; "
                "2 doses sooner than it says."
            ),
        ),
        (
            finding("over-plan", State.NOT_SEEN, days=0, gaps=0, doses=0),
            "No doses above the plan",
            "No dose to hold against the plan you copied from the label.",
        ),
        (
            finding("over-plan", State.NOT_SEEN, days=0, gaps=0, doses=0, others=12),
            "No doses held against the plan",
            (
                "Not held against the plan you copied from the label: 12 doses of another product with the "
                "same ingredient; of the one that it is for none was taken."
            ),
        ),
        (
            finding("over-plan", State.NOT_SEEN, days=0, gaps=0, doses=1),
            "No doses above the plan",
            "1 dose held against the plan you copied from the label.",
        ),
        (
            finding("over-plan", State.NOT_SEEN, days=0, gaps=0, doses=80, not_added=160),
            "No doses above the plan, as far as they can be added up",
            (
                "80 doses held against the plan you copied from the label. Not added up: 160 doses of "
                "another product with the same ingredient; the amount in it is not known."
            ),
        ),
    ],
    ids=lambda value: value.id if isinstance(value, Finding) else "",
)
def test_what_is_seen_is_told_with_its_plain_counts(one: Finding, headline: str, sentence: str) -> None:
    assert said.headline(one) == headline
    assert said.sentence(one) == sentence


@pytest.mark.parametrize(
    ("minutes", "is_said"), [(46.0, True), (239.0, True), (240.0, False), (4320.0, False)]
)
def test_that_flare_ups_end_by_themselves_is_said_of_short_ones_only(
    minutes: float, *, is_said: bool
) -> None:
    sentence = said.sentence(finding("relief", State.SEEN, usual_length=minutes))
    assert ("often end by themselves" in sentence) is is_said
    assert sentence.startswith("You told the relief of 30 of 34 doses for flare-ups.")


@pytest.mark.parametrize(("minutes", "told"), [(25.0, " It usually came after 25 min. "), (None, " ")])
def test_how_soon_relief_came_is_said_where_it_is_known(minutes: float | None, told: str) -> None:
    sentence = said.sentence(finding("relief", State.SEEN, minutes=minutes, repeated=1, usual_length=0))
    assert sentence == (
        f"You told the relief of 30 of 34 doses for flare-ups.{told}A second dose was taken in 1 flare-up."
    )


def test_what_could_not_be_added_up_is_said_in_lists_and_methods() -> None:
    one = finding("over-plan", State.NOT_SEEN, days=0, gaps=0, not_added=160)
    assert said.subject(one) == "doses above the plan, as far as they can be added up"
    for told in ("A combination is not added up", "does not count against the limit of a short-acting one"):
        assert told in said.how(one)


@pytest.mark.parametrize(
    ("pattern", "of", "between", "begins"),
    [
        ("medicine-change", "intensity", 1, "Pain in between: from 10.4 to 4.7 of 10."),
        ("therapy-course", "intensity", 0, "The worst of a flare-up: from 1 to 0.7 of 10."),
        ("therapy-course", "duration", 0, "Length of a flare-up: from 1 h to 40 min."),
    ],
)
def test_a_change_says_what_was_compared(pattern: str, of: str, between: int, begins: str) -> None:
    figures = {"before": 1.0, "after": 0.7} if begins.startswith("The worst") else {}
    one = finding(pattern, State.NOT_SEEN, of=of, between=between, **figures)
    assert said.sentence(one) == f"{begins} A difference like this can be chance."
    if of == "intensity":
        seen = finding(pattern, State.SEEN, of=of, between=between, **figures)
        assert said.sentence(seen).startswith(begins)
        assert said.brief(seen).startswith(begins.split(":", maxsplit=1)[0])


def test_a_long_journal_without_ends_and_hours_is_not_called_early() -> None:
    headline, sentence = said.just_begun()
    assert headline == "No question has what it needs yet"
    assert "when a flare-up began and ended, doses, activities" in sentence


def test_what_is_not_seen_is_told_without_any_worry() -> None:
    assert said.headline(finding("by-the-clock", State.NOT_SEEN)) == "No sign of doses by the clock"
    assert said.headline(finding("trigger", State.NOT_SEEN)) == "Nothing stands out after lifting"
    told = said.sentence(finding("medicine-change", State.NOT_SEEN))
    assert told == "Flare-ups: from 10.4 to 4.7 a week. A difference like this can be chance."
    assert "Worth asking" not in said.sentence(finding("end-of-dose", State.NOT_SEEN))


def test_what_lacks_entries_says_how_many() -> None:
    few = replace(finding("time-of-day", State.NOT_ENOUGH), needs=(Need("prompt flare-ups", 20, 12),))
    assert (
        said.enough(few)
        == "needs 20 flare-ups in waking hours at a known time, written down within the hour, has 12"
    )
    assert (
        said.sentence(few)
        == "This needs 20 flare-ups in waking hours at a known time, written down within the hour, has 12."
    )
    assert said.headline(few) == "A hard time of day: not enough entries yet"


def test_a_share_that_is_lacking_is_not_rounded_to_what_is_needed() -> None:
    for rated, shown in ((28 / 47, "59 %"), (0.57, "57 %"), (0.29, "29 %")):
        few = replace(finding("relief", State.NOT_ENOUGH), needs=(Need("share rated", 0.6, rated),))
        assert said.enough(few) == f"needs 60 % of doses rated, has {shown}"


def test_medicines_that_were_changed_on_one_day_are_named_together() -> None:
    both = finding("medicine-change", State.SEEN, also="Morphine IR")
    assert said.headline(both) == (
        "Fewer flare-ups since the change to Buprenorphine (on the same day also Morphine IR)"
    )


def test_a_medicine_whose_name_another_one_has_is_told_with_its_strength() -> None:
    weak = replace(finding("relief", State.SEEN), strength=Strength(value=Decimal(5), unit="mg"))
    assert said.headline(weak) == "After Oxycodone IR 5 mg, pain is usually 50 % less"
    few = replace(weak, state=State.NOT_ENOUGH)
    assert said.headline(few) == "Relief after Oxycodone IR 5 mg: not enough entries yet"


def test_of_two_changes_of_one_medicine_each_is_told_with_its_day() -> None:
    seen = finding("medicine-change", State.SEEN, was="Buprenorphine", on="2026-03-03", changes=2)
    assert said.headline(seen) == ("Fewer flare-ups since the new plan for Buprenorphine on 3 March 2026")
    few = replace(seen, state=State.NOT_ENOUGH)
    assert (
        language.capital(headlines.subject(few))
        == "Before and after the new plan for Buprenorphine on 3 March 2026"
    )


def test_of_a_journal_with_few_days_the_rate_is_one_of_days_with_entries() -> None:
    """Only days with a flare-up are written down: that is no flare-up on every day of two years."""
    few = finding("frequency", State.SEEN, count=46, every_days=1.0, days=46, missing=584)
    assert said.headline(few) == "46 flare-ups, one every day with entries"
    assert said.sentence(few).endswith("584 days without entries on pain or medicine are not counted.")
    newest = finding("frequency", State.SEEN, count=46, days=46, missing=584, newest_left_out=1)
    assert said.sentence(newest).endswith("583 days without entries on pain or medicine are not counted.")
    most = finding("frequency", State.SEEN, count=46, every_days=1.0, days=41, missing=10)
    assert said.headline(most) == "46 flare-ups, one every day"
    assert "without entries" not in said.sentence(most)


def test_what_is_left_out_of_a_test_is_told_with_how_it_is_worked_out() -> None:
    """The line at the top has 46 flare-ups, the sentence 40."""
    told = (
        "Used: 40 flare-ups in waking hours at a known time, written down within the hour. Left out: 6 more."
    )
    assert told in said.how(finding("time-of-day", State.SEEN)).splitlines()
    assert "Left out" not in said.how(finding("frequency", State.SEEN))


@pytest.mark.parametrize("pattern", ["returning", "time-of-day", "end-of-dose"])
def test_where_a_third_is_left_out_the_counts_say_so(pattern: str) -> None:
    """“20 of 40” below “83 flare-ups”: who reads the page has no “How this is worked out”."""
    count = int(str(finding(pattern, State.SEEN).measures["count"]))
    many = finding(pattern, State.SEEN, left_out=count // 2 + 1)
    told = f"{count // 2 + 1} more are left out: the hour is not sure"
    assert told in said.sentence(many)
    assert told in said.brief(many)
    assert "left out" not in said.sentence(finding(pattern, State.SEEN, left_out=count // 3))


def test_a_time_of_day_on_the_page_says_what_is_taken_for_granted() -> None:
    assumed = replace(
        finding("time-of-day", State.SEEN),
        caveats=frozenset({Caveat.WAKING_ASSUMED, Caveat.WRITING_UNKNOWN}),
    )
    assert said.brief(assumed) == (
        "27 of 46 began 16:00–20:00; evenly over 07:00–23:00: about 12; "  # noqa: RUF001
        "when they were written down is not known"
    )


def test_times_that_are_not_counted_are_told_of() -> None:
    """Somebody who logged it 26 times reads of 24."""
    some = finding("trigger", State.SEEN, logged=26)
    assert said.sentence(some).endswith(
        "2 more times are not counted: not written down within an hour of the beginning, or on a day without "
        "entries on pain or medicine."
    )
    assert "not counted" not in said.sentence(finding("trigger", State.SEEN, logged=24))


def test_the_hour_after_an_activity_is_told_from_its_end_where_it_has_one() -> None:
    """What began in the middle of three hours of sitting was told to have followed within an hour."""
    ended = said.sentence(finding("trigger", State.SEEN, with_an_end=3))
    assert ended.startswith(
        "A flare-up came meanwhile or within an hour after the end 11 of the 24 times you logged lifting; "
    )
    assert "until 60 minutes after its end" in said.how(finding("trigger", State.SEEN))


@pytest.mark.parametrize(
    ("expected", "told"),
    [
        (0.0, "fewer than 1 in 100"),
        (0.0094, "fewer than 1 in 100"),
        (0.0097, "about 1 in 100"),
        (0.016, "about 1.6 in 100"),
        (0.04, "about 4 in 100"),
        (0.99, "about 99 in 100"),
        (0.995, "more than 99 in 100"),
    ],
)
def test_what_is_rare_or_nearly_always_is_not_told_as_none_or_all_of_a_hundred(
    expected: float, told: str
) -> None:
    assert said.sentence(finding("trigger", State.SEEN, expected=expected)).endswith(f"without it {told}.")


def test_what_chance_hardly_ever_gives_is_not_told_as_none() -> None:
    """It said "by chance it would be about 0", or half a flare-up."""
    for expected in (0.0, 0.4):
        for pattern in ("returning", "end-of-dose"):
            sentence = said.sentence(finding(pattern, State.SEEN, expected=expected))
            assert "by chance it would be fewer than 1." in sentence


@pytest.mark.parametrize(
    ("relief", "headline"),
    [(0.0, "pain is usually no less"), (62.5, "pain is usually 62 % less"), (100.0, "pain is usually gone")],
)
def test_relief_is_told_as_what_came_after_and_not_as_what_a_dose_did(relief: float, headline: str) -> None:
    assert said.headline(finding("relief", State.SEEN, relief=relief)) == f"After Oxycodone IR, {headline}"


@pytest.mark.parametrize("pattern", ["returning", "lengthening", "time-of-day", "trigger", "end-of-dose"])
def test_what_is_large_and_not_seen_is_not_left_without_a_word(pattern: str) -> None:
    """Thrice what it would be by chance, in a list of what was not seen."""
    large = replace(finding(pattern, State.NOT_SEEN), effect_is_there=True)
    assert said.sentence(large) == (
        f"{said.sentence(replace(large, effect_is_there=False))} A difference like this can be chance."
    )
    assert "can be chance" not in said.sentence(replace(large, state=State.SEEN))


def test_what_doses_have_in_common_is_not_told_of_some_of_them() -> None:
    assert said.sentence(finding("by-the-clock", State.NOT_SEEN, usual_times=4)).endswith(
        "a flare-up that you logged; on most days doses were taken at about the same times."
    )


def test_one_point_is_told_as_one() -> None:
    rising = finding("rising-together", State.NOT_SEEN, pain_change=-1.02)
    assert "pain: -1 point; " in said.sentence(rising)
    assert "pain: -1.1 points; " in said.sentence(
        replace(rising, measures={**rising.measures, "pain_change": -1.1})
    )
    change = finding(
        "medicine-change", State.SEEN, of="intensity", between=1, change=-1.0, low=-1.04, high=-0.96
    )
    assert said.sentence(change).endswith("about 1 point less.")


def test_no_change_of_pain_is_not_told_as_no_pain() -> None:
    same = finding("rising-together", State.NOT_SEEN, dose_change=0.0, pain_change=-0.04, flare_up_change=0.0)
    assert said.sentence(same).endswith(
        "Oxycodone IR: about the same; pain: about the same; flare-ups: about the same."
    )


@pytest.mark.parametrize(
    ("of", "low", "high", "told"),
    [
        ("intensity", -2.0, -2.0, "about 2 points less"),
        ("intensity", -2.1, -0.04, "between 0.1 and 2.1 points less"),
        ("duration", -0.302, -0.298, "about 30 % shorter"),
        ("flare-ups a week", -0.998, -0.004, "between 1 and 99 % fewer"),
        ("flare-ups a week", 0.2, 3.5, "between 20 and 350 % more"),
        ("flare-ups a week", -0.999, -0.994, "about 99 % fewer"),
    ],
)
def test_an_interval_has_two_ends_that_are_not_none(of: str, low: float, high: float, told: str) -> None:
    """Weeks that are all alike before and all alike after have an interval without width."""
    seen = finding("medicine-change", State.SEEN, of=of, change=low, low=low, high=high)
    assert said.sentence(seen).endswith(f"would be rare by chance: {told}.")


def test_what_comes_a_few_times_a_year_is_not_told_as_none() -> None:
    few = finding("frequency", State.SEEN, count=5, every_days=73.0, per_week=0.096, low=0.031, high=0.224)
    assert said.sentence(few).startswith("0.1 a week (from 0.03 to 0.2 would fit these entries as well).")
    more = finding("medicine-change", State.SEEN, before=0.04, after=0.5, change=11.5, low=1.2, high=30.0)
    assert said.sentence(more).startswith("From 0.04 to 0.5 a week.")


def test_a_change_from_none_is_told_without_a_ratio() -> None:
    none = finding("medicine-change", State.SEEN, before=0.0, after=7.0, change=None, low=8.04, high=None)
    assert said.headline(none) == "More flare-ups since the change to Buprenorphine"
    assert said.sentence(none) == (
        "From 0 to 7 a week. A difference this big would be rare by chance: at least 9 times as many."
    )
    assert said.brief(none) == "0 → 7 a week (at least 9 times as many; 95 % interval)"


def test_half_of_the_days_are_not_most_of_them() -> None:
    half, more = (finding("round-the-clock", State.SEEN, days=days, tracked=14) for days in (7, 8))
    assert said.headline(half) == "Oxycodone IR from morning to night on half of the days"
    assert said.headline(more) == "Oxycodone IR from morning to night on most days"


def test_what_lacks_entries_is_said_plainly_where_none_was_left_out() -> None:
    few = replace(finding("time-of-day", State.NOT_ENOUGH), needs=(Need("flare-ups", 20, 12),))
    assert said.enough(few) == "needs 20 flare-ups, has 12"


def test_what_has_enough_still_says_what_it_needed() -> None:
    assert said.enough(finding("trigger", State.SEEN)) == "needs 5 times logged, has 24"
    assert said.enough(finding("coverage", State.SEEN)) == ""


def test_only_what_is_lacking_is_named() -> None:
    for one in lacking("trigger"):
        assert said.enough(one).count("needs") == len(one.lacking) > 0


def test_a_share_is_asked_for_in_percent() -> None:
    few = replace(finding("relief", State.NOT_ENOUGH), needs=(Need("share rated", 0.6, 0.25),))
    assert said.enough(few) == "needs 60 % of doses rated, has 25 %"


def test_a_trigger_that_is_only_marked_is_a_count_without_a_claim() -> None:
    told = said.sentence(marked_only(1))
    assert told.startswith("You marked weather on 1 flare-up. ")
    assert said.headline(marked_only(7)) == "Weather before flare-ups: not enough entries yet"
    assert "nothing to hold it against" in said.how(marked_only(7))


def test_high_background_pain_is_said_plainly() -> None:
    high = finding("intensity", State.SEEN)
    assert "(told on 41 days). It was 5 or more on 30 of these days: please tell" in said.sentence(high)
    assert "5 or more" not in said.sentence(replace(high, caveats=frozenset()))


def test_what_is_only_marked_is_told_with_its_counts() -> None:
    marked = marked_only(6)
    assert "marked weather on 6 flare-ups" in said.in_short(marked)
    assert said.how(marked).startswith("You marked weather on 6 flare-ups.")
    assert "This needs 5 times logged, has 0." in said.how(marked)


def test_what_is_not_a_card_says_its_counts_or_what_it_lacks() -> None:
    unseen = finding("returning", State.NOT_SEEN)
    assert said.in_short(unseen) == said.sentence(unseen)
    few = replace(finding("time-of-day", State.NOT_ENOUGH), needs=(Need("flare-ups", 20, 12),))
    assert said.in_short(few) == "Needs 20 flare-ups, has 12"


def test_caveats_are_told_where_it_is_worked_out() -> None:
    one = replace(finding("returning", State.SEEN), caveats=frozenset({Caveat.WRITING_UNKNOWN}))
    assert "Nothing says when these entries were written" in said.how(one)
    assert "Waking hours" not in said.how(one)


def test_the_lines_of_the_page_are_short() -> None:
    assert said.brief(finding("medicine-change", State.SEEN)) == (
        "10.4 → 4.7 a week (between 35 and 72 % fewer; 95 % interval)"
    )
    assert said.brief(finding("time-of-day", State.SEEN)) == (
        "27 of 46 began between 16:00 and 20:00; evenly spread: about 12"
    )
    assert said.brief(finding("trigger", State.SEEN)) == said.sentence(finding("trigger", State.SEEN))


def test_the_period_says_how_complete_it_is() -> None:
    few = replace(finding("frequency", State.NOT_ENOUGH), needs=(Need("flare-ups", 5, 1),))
    assert said.period(findings_of(finding("frequency", State.SEEN))) == (
        "2 March – 12 April 2026 · 46 flare-ups, entries on 41 of 42 days"  # noqa: RUF001 - a dash
    )
    assert "· 1 flare-up, entries" in said.period(findings_of(few))
    assert "· 0 flare-ups, entries" in said.period(findings_of())
    years = replace(findings_of(), days=3955, days_with_entries=3652)
    assert said.period(years).endswith(" on 3,652 of 3,955 days")


def test_days_that_are_not_counted_although_something_is_written_are_told() -> None:
    """“Entries on 41 of 42 days” was told of a journal with entries on each of 42."""
    more, newest = "on 3 more only activities or notes", "not counting the newest day"
    for others, left_out, words in (
        (3, 0, f", {more}"),
        (0, 1, f", {newest}"),
        (3, 1, f", {more}, {newest}"),
    ):
        days = finding("coverage", State.SEEN, only_others=others, newest_left_out=left_out)
        assert said.period(findings_of(days)).endswith(f" days{words}")
    told = said.period(findings_of(finding("coverage", State.SEEN)))
    assert told.endswith(" days")


def test_flare_ups_of_a_day_that_may_not_be_over_are_told_as_left_out() -> None:
    whole = finding("frequency", State.SEEN)
    assert "not counted" not in said.sentence(whole)
    for more, words in ((1, "1 flare-up of the last day is"), (2, "2 flare-ups of the last day are")):
        later = replace(whole, needs=(Need("flare-ups", 5, 46 + more), Need("tracked days", 14, 41)))
        assert f"{words} not counted: nothing is written down after it yet." in said.sentence(later)


def test_numbers_follow_the_region() -> None:
    QLocale.setDefault(QLocale("de_DE"))
    assert "7,8 a week" in said.sentence(finding("frequency", State.SEEN))


def test_a_name_that_looks_like_a_place_in_a_text_stays_a_name() -> None:
    odd = replace(finding("trigger", State.SEEN), about="100 %1 <b>effort</b>")
    assert "logged 100 %1 <b>effort</b>;" in said.sentence(odd)


def test_json_is_what_the_format_promises() -> None:
    told = said.as_json(findings_of(finding("trigger", State.SEEN), finding("coverage", State.SEEN)))
    assert json.loads(json.dumps(told, allow_nan=False)) == told
    assert {name: told[name] for name in told if name != "patterns"} == {
        "from": "2026-03-02",
        "until": "2026-04-12",
        "days": 42,
        "days_with_entries": 41,
    }
    first = told["patterns"][0]
    assert list(first) == ["id", "about", "state", "headline", "sentence", "measures", "p", "enough"]
    assert (first["id"], first["about"], first["state"], first["p"]) == (
        "trigger",
        "lifting",
        "seen",
        0.00001,
    )
    assert first["measures"]["after"] == 11
    assert told["patterns"][1]["p"] is None


def test_in_json_findings_about_medicines_close_with_the_fixed_line_as_well() -> None:
    told = said.as_json(
        findings_of(finding("by-the-clock", State.SEEN), finding("by-the-clock", State.NOT_SEEN))
    )
    seen, not_seen = (one["sentence"] for one in told["patterns"])
    assert seen.endswith("Worth asking about. " + said.medicines_line())
    assert not_seen.endswith("usually 5 h apart.")


def test_what_is_really_worked_out_can_be_told() -> None:
    """Every text of simulated journals, with all that is planted in them."""
    planted = Planted(trigger=5, returning=0.3, lengthening=2, rising=0.5, change=0.5, therapy=0.6)
    for habits in (Habits(), Habits(days=5), Habits(rate=0.1, missing=0.5), Habits(says_when_written=False)):
        record = simulate(8, habits, planted)
        found = work_out(record, *period(record))
        assert said.period(found)
        for one in found.patterns:
            told = list(texts_of(one))
            assert [text for text in told if NEVER.search(text) or re.search(r"%\d|None|nan", text)] == []


@pytest.mark.parametrize("state", [State.SEEN, State.NOT_SEEN])
def test_what_is_assumed_about_times_is_said_in_the_finding_itself(state: State) -> None:
    told = replace(
        finding("time-of-day", state), caveats=frozenset({Caveat.WAKING_ASSUMED, Caveat.WRITING_UNKNOWN})
    )
    for text in (said.sentence(told), said.as_json(findings_of(told))["patterns"][0]["sentence"]):
        assert "07:00 to 23:00" in text
        assert "Nothing says when these entries were written" in text
    assert "07:00 to 23:00" not in said.sentence(finding("time-of-day", state))


def test_the_hours_that_are_assumed_are_told_as_the_region_tells_them() -> None:
    QLocale.setDefault(QLocale("en_US"))
    told = replace(finding("time-of-day", State.SEEN), caveats=frozenset({Caveat.WAKING_ASSUMED}))
    assert "Waking hours are taken as 7:00 AM to 11:00 PM" in " ".join(said.sentence(told).split())


@pytest.mark.parametrize(
    ("flare_ups", "doses", "expected"),
    [
        (3, 2, "Every flare-up has an end and every as-needed dose a reason."),
        (3, 0, "Every flare-up has an end."),
        (0, 2, "Every as-needed dose has a reason."),
        (0, 0, "No flare-up and no dose is written down here."),
    ],
)
def test_nothing_is_called_complete_that_is_not_there(flare_ups: int, doses: int, expected: str) -> None:
    measures = {"late_share": None, "open_ended": 0, "without_reason": 0}
    told = finding("coverage", State.SEEN, **measures, flare_ups=flare_ups, doses=doses, as_needed=doses)
    assert said.sentence(told) == expected


def test_a_medicine_of_every_day_needs_no_reason() -> None:
    measures = {"late_share": None, "open_ended": 0, "without_reason": 0, "doses": 60, "as_needed": 0}
    few = said.sentence(finding("coverage", State.SEEN, **measures, flare_ups=3))
    assert few == "Every flare-up has an end."
    none = said.sentence(finding("coverage", State.SEEN, **measures, flare_ups=0))
    assert none == "No flare-up that began in these days is written down here."


def test_headings_are_the_words_of_the_headlines() -> None:
    assert said.heading(State.NOT_SEEN) == "Looked for and not seen"
    assert said.heading(State.NOT_ENOUGH) == "Not enough entries yet"
    assert (
        said.headline(finding("lengthening", State.NOT_ENOUGH))
        .casefold()
        .endswith(said.heading(State.NOT_ENOUGH).casefold())
    )


def test_what_went_on_from_before_is_not_told_as_nothing() -> None:
    measures = {
        "late_share": None,
        "open_ended": 0,
        "without_reason": 0,
        "flare_ups": 0,
        "doses": 0,
        "as_needed": 0,
    }
    told = said.sentence(finding("coverage", State.SEEN, **measures, from_before=1))
    assert told == "1 flare-up went on from before these days; no other and no dose is written down here."


def test_links_are_not_counted_as_returns_within_three_hours() -> None:
    text = said.sentence(finding("returning", State.SEEN, linked=3))
    assert text.startswith("11 of 40 flare-ups came back within 3 hours")
    assert "3 more came back, as you noted." in text


@pytest.mark.parametrize(
    ("pairs", "told"), [(14, "9 of 14 lasted"), (12, "9 of 12 with a known length lasted")]
)
def test_of_returns_without_a_length_it_is_not_said_that_they_were_no_longer(pairs: int, told: str) -> None:
    assert f"{told} longer than the one before." in said.sentence(
        finding("returning", State.SEEN, pairs=pairs)
    )


def test_a_share_of_none_is_said_in_words() -> None:
    said = " ".join(texts_of(finding("time-to-peak", State.SEEN, under_5=0.0)))
    assert "none of them took less than 5 minutes" in said
    assert "0 %" not in said


def test_a_small_share_is_not_said_as_none_nor_a_large_one_as_all() -> None:
    for share, told in ((0.003, "in 1 % of them"), (0.998, "in 99 % of them"), (1.0, "all of them")):
        assert told in said.sentence(finding("time-to-peak", State.SEEN, under_5=share))
    late = finding("coverage", State.SEEN, late_share=0.002)
    assert said.sentence(late).startswith("1 % of the entries were written down over an hour later.")


@pytest.mark.parametrize(
    ("pattern", "measures", "told"),
    [
        (
            "medicine-change",
            {"before": 4.71, "after": 4.69},
            "Flare-ups: 4.7 a week before as well as after.",
        ),
        (
            "therapy-course",
            {"before": 40.2, "after": 39.9},
            "Length of a flare-up: 40 min before as well as after.",
        ),
        (
            "medicine-change",
            {"of": "intensity", "between": 1, "before": 3.0, "after": 3.0},
            "Pain in between: 3 of 10 before as well as after.",
        ),
    ],
)
def test_what_stayed_the_same_is_not_told_as_a_difference(
    pattern: str, measures: dict[str, Measure], told: str
) -> None:
    """It said "From 4.7 to 4.7 a week. A difference like this can be chance."."""
    assert said.sentence(finding(pattern, State.NOT_SEEN, **measures)) == told
    seen = said.sentence(finding(pattern, State.SEEN, **measures))
    assert "as well as" not in seen


def test_flare_ups_of_a_day_that_is_not_over_are_no_rate() -> None:
    """Of five on the newest day alone it said "0 flare-ups, one every 14 days"."""
    one = finding("frequency", State.SEEN, count=0, every_days=14.0, per_week=0.0)
    assert said.headline(one) == "0 flare-ups on 14 days with entries"


def test_pain_in_between_of_one_day_is_not_told_as_usual() -> None:
    one = finding("intensity", State.SEEN, background=6.0, background_days=1, high_days=1)
    assert said.sentence(one).endswith(
        " In between it was 6 of 10 on the one day it was told. Please tell your doctor of this too."
    )


def test_relief_of_none_came_after_no_time() -> None:
    sentence = said.sentence(finding("relief", State.SEEN, relief=0.0, usual_length=0))
    assert sentence == "You told the relief of 30 of 34 doses for flare-ups."


def test_relief_of_doses_that_were_not_for_flare_ups_is_not_told_as_of_those() -> None:
    sentence = said.sentence(finding("relief", State.SEEN, not_for_flare_ups=2))
    assert sentence.startswith("You rated 30 of 90 doses, not all for flare-ups. Relief usually came after")


def test_eight_to_midnight_is_the_evening() -> None:
    for begin, told in ((20 * 60, "The evening"), (21 * 60, "The night")):
        one = finding("time-of-day", State.SEEN, **{"from": begin, "until": (begin + 240) % 1440})
        assert said.headline(one) == f"{told} is the hard time"


def test_what_is_always_the_same_is_not_told_from_and_to() -> None:
    alike = finding("duration", State.SEEN, median=30.0, q1=30.1, q3=30.2, still_open=0)
    assert said.sentence(alike) == "Half of them or more lasted just as long."
    level = finding("intensity", State.SEEN, lowest=7.0, highest=7.0, background=None)
    assert said.sentence(level).startswith("The worst was 7 in each of 46 flare-ups.")


def test_a_worst_that_comes_at_once_reads_as_one_says_it() -> None:
    assert said.headline(finding("time-to-peak", State.SEEN, median=0.2)) == (
        "Usually at its worst within a minute"
    )
    assert said.headline(finding("time-to-peak", State.SEEN)) == "Usually at its worst after 10 min"


def test_what_is_marked_is_named_with_how_many_entries_of_each_kind() -> None:
    rests_on = (("activity", 1), ("flare-up", 1), ("activity", 2))
    one = replace(finding("trigger", State.SEEN), about="lifting", rests_on=rests_on)
    assert said.marked(one) == "Marked: Lifting stands out · 1 flare-up, 2 activities"


@pytest.mark.parametrize(
    ("hour", "named"),
    [(10.5, "The morning"), (12, "The middle of the day"), (17.5, "The late afternoon"), (23, "The night")],
)
def test_a_part_of_the_day_is_called_what_people_call_it(hour: float, named: str) -> None:
    assert headlines.part_of_day(60 * hour) == named


def test_a_trend_over_less_than_it_asks_for_says_what_it_asks_for() -> None:
    """Of flare-ups of two weeks it said "over 2 weeks", and that it needs four: weeks that have one."""
    one = finding("lengthening", State.SEEN, weeks=16 / 7)
    assert "15 days later" in said.sentence(one)
    assert "Needed at least: 20 flare-ups with an end, 4 weeks with an ended flare-up in each." in said.how(
        one
    )

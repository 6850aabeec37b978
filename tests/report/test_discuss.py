"""What is worth discussing: which findings come onto the page, and what stands there when none does."""

from dataclasses import replace
from datetime import date

import pytest

from painlog.patterns.finding import Family, Finding, Findings, Measure, Need, State
from painlog.report.discuss import discuss
from painlog.report.layout import lay_out
from painlog.report.marks import Text
from painlog.report.page import Claim, Claims, Section
from painlog.words.directions import apart
from tests.report.conftest import MakePage

HARD_TIME = Finding(
    id="time-of-day",
    state=State.SEEN,
    family=Family.SEARCHED,
    p=0.001,
    measures={"from": 960, "until": 1200, "share": 0.58, "expected": 0.13},
)
LIFTING = Finding(
    id="trigger",
    about="lifting",
    state=State.SEEN,
    family=Family.SEARCHED,
    p=0.001,
    measures={"after": 11, "times": 24, "ratio": 9.8, "share": 0.46, "expected": 0.04, "view": "hours"},
)
STAIRS = Finding(id="trigger", about="stairs", state=State.NOT_SEEN, family=Family.SEARCHED, p=0.4)
OVER = Finding(id="over-plan", state=State.SEEN, measures={"days": 2, "gaps": 1, "doses": 30, "tracked": 40})
FREQUENCY = Finding(id="frequency", state=State.SEEN, measures={"count": 46, "every_days": 0.9})


def findings(*found: Finding) -> Findings:
    return Findings(
        begin=date(2026, 3, 2), until=date(2026, 4, 12), days=42, days_with_entries=41, patterns=found
    )


def claims(section: Section) -> list[str]:
    assert isinstance(section.body, Claims)
    return [claim.headline for claim in section.body.claims]


def test_what_is_seen_comes_by_itself_tested_before_counted() -> None:
    section = discuss(findings(FREQUENCY, OVER, HARD_TIME, STAIRS, LIFTING), None)
    assert len(claims(section)) == 3
    assert claims(section)[-1].startswith("More than the plan says")
    assert any("stands out" in headline for headline in claims(section))


def test_only_what_was_ticked_comes_in_that_order() -> None:
    section = discuss(findings(OVER, HARD_TIME, LIFTING), (("trigger", "lifting"), ("time-of-day", "")))
    assert len(claims(section)) == 2
    assert "Lifting" in claims(section)[0]


def test_of_two_changes_of_one_medicine_the_one_that_was_ticked_comes() -> None:
    told: dict[str, Measure] = {
        "was": "Buprenorphine",
        "changes": 2,
        "of": "flare-ups a week",
        "change": -0.5,
    }
    first = Finding(
        id="medicine-change", about="Buprenorphine", state=State.SEEN, measures={**told, "on": "2026-01-05"}
    )
    second = replace(first, state=State.NOT_ENOUGH, measures={**told, "on": "2026-03-02"})
    for ticked in (None, (first.name,)):
        assert claims(discuss(findings(first, second), ticked)) == [
            "Fewer flare-ups since the new plan for Buprenorphine on 5 January 2026"
        ]


def test_a_name_from_right_to_left_stands_apart_from_the_sentence_around_it() -> None:
    section = discuss(findings(replace(LIFTING, about="حمل")), (("trigger", "حمل"),))
    assert claims(section) == [f"{apart('حمل')} stands out"]


def test_what_was_ticked_and_is_gone_is_passed_over() -> None:
    section = discuss(findings(LIFTING), (("trigger", "lifting"), ("trigger", "swimming")))
    assert len(claims(section)) == 1


def test_findings_about_medicines_close_with_the_fixed_line() -> None:
    with_medicine, without = discuss(findings(LIFTING, OVER), None), discuss(findings(LIFTING), None)
    assert isinstance(with_medicine.body, Claims)
    assert isinstance(without.body, Claims)
    assert with_medicine.body.note.startswith("Please do not change how you take your medicine")
    assert without.body.note == ""


def test_a_long_sentence_is_whole_where_there_is_room(make_page: MakePage) -> None:
    said = " ".join(["a sentence that is as long as what is said of doses that are due"] * 5)
    section = discuss(findings(LIFTING), None)
    body = Claims(claims=(Claim(headline="Lifting stands out", sentence=said),))
    page = make_page(flare_ups=5, questions=())
    sheet = lay_out(replace(page, sections=(replace(section, body=body),)))
    words = " ".join(mark.said for block in sheet.blocks for mark in block.marks if isinstance(mark, Text))
    assert said in words


@pytest.mark.parametrize(
    ("found", "ticked", "said"),
    [
        (None, None, "Being worked out now."),
        (findings(STAIRS), None, "Nothing stands out in these days."),
        (findings(LIFTING), (), "Nothing was chosen from the patterns."),
        (
            findings(Finding(id="trigger", state=State.NOT_ENOUGH, needs=(Need("times logged", 10, 0),),
                             family=Family.SEARCHED)),
            None,
            "What is written down is not enough yet to look for patterns.",
        ),
    ],
)  # fmt: skip
def test_without_findings_the_part_keeps_its_place(
    found: Findings | None, ticked: tuple[tuple[str, str], ...] | None, said: str
) -> None:
    section = discuss(found, ticked)
    assert section.title == "Worth discussing"
    assert section.instead == said


def test_a_fifth_finding_is_counted_on_the_page_and_told_in_the_list(make_page: MakePage) -> None:
    page = make_page(flare_ups=5)
    many = tuple(
        Finding(id="trigger", about=f"thing {number}", state=State.SEEN, family=Family.SEARCHED,
                measures=LIFTING.measures)
        for number in range(6)
    )  # fmt: skip
    section = discuss(findings(*many), None)
    from dataclasses import replace

    changed = replace(page, sections=(section,))
    said = [mark.said for block in lay_out(changed).blocks for mark in block.marks if isinstance(mark, Text)]
    assert sum("stands out" in each for each in said) == 4
    assert "and 2 more, in the full list" in said
    assert len(claims(section)) == 6


def test_where_one_question_lacks_entries_and_another_is_answered_nothing_stands_out() -> None:
    lacking = replace(HARD_TIME, state=State.NOT_ENOUGH)
    assert discuss(findings(lacking, STAIRS), None).instead == "Nothing stands out in these days."
    assert "not enough yet" in discuss(findings(lacking), None).instead

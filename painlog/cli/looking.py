"""`painlog patterns` and `painlog check`: what the entries show, and whether the journal is whole."""

import argparse
import json
from collections.abc import Callable
from datetime import date
from typing import Any

from painlog.cli.exporting import first_and_last, refuse_backward
from painlog.cli.named import journal_of
from painlog.cli.passphrases import has_lost_its_lock, key_of, opened_to_show
from painlog.cli.terminal import complain, has_every_letter, say, translate
from painlog.journal import Journal, checking
from painlog.journal.soundness import Problem
from painlog.reasons import Flaw
from painlog.words import refusals, times
from painlog.words.entries import count_of_entries
from painlog.words.language import capital, filled

_PROBLEMS_TOLD = 20
_EXIT = {checking.State.GOOD: 0, checking.State.DAMAGED: 3, checking.State.RECOVERABLE: 4}
_BESIDE_IS_DAMAGED = 4


def patterns(asked: argparse.Namespace) -> int:
    """Print what the entries of a period show, of the whole journal where none is named."""
    from painlog.patterns.findings import work_out
    from painlog.report.compose import span_needed
    from painlog.words import findings as said

    refuse_backward(asked, "painlog patterns")
    with opened_to_show(asked) as journal:
        begin, until = _days(journal, asked)
        record = journal.record_of(*span_needed(begin, until), details=True)
    findings = work_out(record, begin, until)
    if asked.json:
        say(json.dumps(said.as_json(findings), indent=1, ensure_ascii=not has_every_letter()))
    else:
        say(_as_text(findings))
    return 0


def _days(journal: Journal, asked: argparse.Namespace) -> tuple[date, date]:
    """Return the days asked for; the journal's own where none are named."""
    today = journal.clock().date()
    first, last = first_and_last(journal) or (today, today)
    begin = asked.begin or min(first, asked.until or first)
    return begin, max(begin, asked.until or last)


def _as_text(findings: Any) -> str:
    """Return the patterns page as text: what is seen, then what is not, then what lacks entries."""
    from painlog.patterns.finding import State
    from painlog.words import findings as said

    lines = [said.period(findings), ""]
    opening = said.opening(findings)
    if opening is not None:
        lines += [opening[0], f"  {opening[1]}", ""]
    for one in findings.in_state(State.SEEN):
        lines += [said.headline(one), f"  {said.sentence(one)}", ""]
    if any(said.closing(one) for one in findings.patterns):
        lines += [said.medicines_line(), ""]
    nearest = sorted(findings.in_state(State.NOT_ENOUGH), key=lambda one: -one.progress)
    for state, found in ((State.NOT_SEEN, findings.in_state(State.NOT_SEEN)), (State.NOT_ENOUGH, nearest)):
        if found:
            lines.append(f"{said.heading(state)}:")
            lines += [f"  {capital(said.subject(one))}\n    {said.in_short(one)}" for one in found]
            lines.append("")
    return "\n".join(lines).rstrip()


def check(asked: argparse.Namespace) -> int:
    """Check the journal and its backups; return 0 good, 3 damaged, 4 damaged and recoverable.

    Of a good journal whose backups are damaged nothing is lost, and they can be made anew: 4 as well.
    """
    path = journal_of(asked)
    if has_lost_its_lock(path):
        verdict = checking.Verdict(checking.State.DAMAGED, (Problem(Flaw.UNREADABLE),))
    else:
        verdict = checking.check(path, key=key_of(asked, path))
    for problem in verdict.problems[:_PROBLEMS_TOLD]:
        what = refusals.flawed(problem.flaw)
        told = translate("Cli", "%1 (%2)", "what is wrong, where")
        where = "" if problem.flaw is Flaw.UNREADABLE else problem.where  # what SQLite calls it
        if problem.entries:
            where = count_of_entries(problem.entries)
        complain(filled(told, what, where) if where else what)
    say(filled(_verdict(verdict), str(path)))
    is_beside = verdict.state is checking.State.GOOD and verdict.problems
    return _BESIDE_IS_DAMAGED if is_beside else _EXIT[verdict.state]


def _verdict(verdict: checking.Verdict) -> str:
    """Return what a check found, with %1 for the journal."""
    if verdict.state is checking.State.GOOD and verdict.problems:
        if all(problem.flaw is Flaw.SECOND_RECORD for problem in verdict.problems):
            return translate(
                "Cli",
                "%1 is good, but the second record of what is saved is damaged or missing. Nothing is lost; "
                "please let “painlog backup” make a new backup, which begins it anew.",
            )
        return translate(
            "Cli",
            "%1 is good, but what is kept beside it is damaged. Nothing is lost; please let “painlog backup” "
            "make a new backup, and then delete the damaged one.",
        )
    if verdict.state is checking.State.GOOD:
        return translate("Cli", "%1 is good: every page, every link and every entry.")
    if verdict.state is checking.State.DAMAGED and verdict.problems[0].flaw is Flaw.EMPTY:
        return translate(
            "Cli",
            "%1 is empty, and there is no backup beside it. Nothing was changed; the window begins a new "
            "journal in it. If there were entries in it, please look for a copy of it elsewhere.",
        )
    if verdict.state is checking.State.DAMAGED:
        return translate("Cli", "%1 is damaged, and there is no backup. Please keep the file as it is.")
    if verdict.lacks:
        return translate(
            "Cli",
            "%1 is whole, but it is not the journal that was written here. “painlog restore” puts that one "
            "in its place and keeps this file beside it; nothing is lost. To bring the two together, export "
            "one of them as JSON and import it into the other.",
        )
    if verdict.lost_since is None:
        if verdict.newest is None:
            return translate(
                "Cli",
                "%1 is damaged. “painlog restore” brings every entry back, from the second record of what was"
                " saved; nothing is lost.",
            )
        sentence = translate(
            "Cli",
            "%1 is damaged. “painlog restore” brings every entry back, from the backup of %2 and the second "
            "record of what was saved since; nothing is lost.",
        )
        return filled(sentence, "%1", times.full_moment(verdict.newest.made_at.astimezone()))
    sentence = translate(
        "Cli",
        "%1 is damaged. “painlog restore” brings back everything until %2, from what is kept beside it; "
        "what was written later would be lost.",
    )
    return filled(sentence, "%1", times.full_moment(verdict.lost_since.astimezone()))


COMMANDS: dict[str, Callable[[argparse.Namespace], int]] = {"patterns": patterns, "check": check}

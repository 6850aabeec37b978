"""The parts of the page told in words: what set it off, as-needed medicine, questions."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np
from PySide6.QtCore import QCoreApplication

from painlog.charts.body import body
from painlog.entries import REASONS, Medicine, Question
from painlog.patterns import facts, over_plan, within_the_hour
from painlog.patterns.diary import Diary, Doses
from painlog.patterns.relief import usual_relief
from painlog.report.lettering import one_line
from painlog.report.page import Bar, Bars, Pairs, Part, Questions, Section, Where
from painlog.words import amounts, measures, times
from painlog.words.body import region_name
from painlog.words.directions import apart
from painlog.words.language import SEPARATOR, capital, filled
from painlog.words.shortening import shortened
from painlog.words.taking import told_apart

translate = QCoreApplication.translate

_MOST_MEDICINES = 3
_LONGEST_NAME = 32
"""Letters: a longer name is shortened, so that the figures beside it find room; the full list has it all."""
_MOST_PLACES = 2
_USUAL_PLACE = 0.1
"""The share of the flare-ups that must name a place for it to be drawn."""


class _Followed(NamedTuple):
    """How often an activity was followed by a flare-up within the hour."""

    after: int
    times: int
    """How often it was done, of the entries that can tell."""
    left: int
    """How often besides."""
    with_an_end: int
    """Of how many of the times it is told when they ended: what began meanwhile is counted as well."""


_NEVER = _Followed(0, 0, 0, 0)


def triggers(diary: Diary) -> Section:
    """Return how often each trigger was marked, and how often it was followed when it was done."""
    title = translate("Page", "What seemed to set it off")
    begun, marked = diary.flare_ups, diary.record.flare_ups.triggers
    named = _one_spelling([tuple(map(one_line, marked.get(int(key), ()))) for key in begun.key])
    if not begun.count:
        return Section(part=Part.TRIGGERS, title=title, instead=_none_began(diary))
    if not named:
        said = translate("Page", "No trigger was marked on %Ln flare-up(s).", "", begun.count)
        return Section(part=Part.TRIGGERS, title=title, instead=said)
    done = _followed(diary)
    bars = [
        _bar(name, count, done.get(name.casefold(), _NEVER), first=not at)
        for at, (name, count) in enumerate(sorted(named.items(), key=lambda row: (-row[1], row[0])))
    ]
    bare = sum(not marked.get(int(key)) for key in begun.key)
    if bare:
        bars.append(Bar(label=translate("Page", "No trigger noted"), count=bare, stands_back=True))
    return Section(
        part=Part.TRIGGERS, title=title, body=Bars(bars=tuple(bars), note=_note(bars, named, done))
    )


def _note(bars: Sequence[Bar], named: Iterable[str], done: Mapping[str, _Followed]) -> str:
    """Return what the figures at the right are; empty without any."""
    if not any(bar.said for bar in bars):
        return ""
    every = (done.get(name.casefold(), _NEVER) for name in named)
    told = [one for one in every if one.times]
    followed = translate("Page", "followed within an hour")
    if any(one.with_an_end for one in told):
        followed = translate("Page", "followed within an hour of its end, or meanwhile")
    times_done = translate("Page", "times it was logged")
    if any(one.left for one in told):
        times_done = translate("Page", "times counted")
    return filled(translate("Page", "%1 / %2", "how often followed, how often done"), followed, times_done)


def _one_spelling(told: Sequence[tuple[str, ...]]) -> dict[str, int]:
    """Return on how many flare-ups each trigger is marked, by the spelling that is used most.

    `told` has the triggers of each flare-up.
    """
    usual: dict[str, str] = {}
    for name, _ in Counter(name for names in told for name in names).most_common():
        usual.setdefault(name.casefold(), name)
    return Counter(usual[name] for names in told for name in {one.casefold() for one in names})


def _none_began(diary: Diary) -> str:
    """Return that no flare-up began in the period, and how many from before went on in it."""
    from_before = facts.from_before(diary)
    if not from_before:
        return translate("Page", "No flare-up was written down.")
    return translate("Page", "No flare-up began in these days; %Ln went on from before.", "", from_before)


def where(diary: Diary) -> Where | None:
    """Return where it hurt: the places in at least a tenth of the flare-ups that name any.

    Places of the person's own are counted and said too, and not drawn.
    """
    begun, noted = diary.flare_ups, diary.record.flare_ups.regions
    told = [noted[int(key)] for key in begun.key if int(key) in noted]
    named = Counter(region for regions in told for region in dict.fromkeys(regions))
    usual = sorted(
        (region for region, count in named.items() if count >= _USUAL_PLACE * len(told)),
        key=lambda region: (-named[region], region),
    )
    if not usual:
        return None
    drawn = tuple(region for region in usual if region in body().regions)
    share = translate("Page", "%1 %2", "percent of the flare-ups, a place")
    said = tuple(
        filled(
            share,
            amounts.share(named[region] / len(told)),
            apart(one_line(region_name(region))),
        )
        for region in usual[:_MOST_PLACES]
    )
    is_whole = len(told) == begun.count
    of = "" if is_whole else translate("Page", "of %Ln that (says|say) where", "flare-ups", len(told))
    return Where(label=translate("Page", "Where it hurt"), said=said, of=of, regions=drawn)


def as_needed(diary: Diary) -> Section:
    """Return how much as-needed medicine was taken, what for, and how it helped."""
    title = translate("Page", "As-needed medicine")
    doses = diary.as_needed_doses
    if not doses:
        none = translate("Page", "None was written down.")
        if any(part.medicine.role == "as-needed" for part in diary.doses):
            none = translate("Page", "Only patches were written down: see when each was on, above.")
        return Section(part=Part.AS_NEEDED, title=title, instead=none)
    of_these, relief = translate("Page", "Of these"), translate("Page", "Relief")
    taken_for = translate("Page", "Taken for")
    listed = {
        of_these: _by_medicine(doses) if len(doses) > 1 else (),
        relief: _relief(doses) if len(doses) > 1 else (),
    }
    every = [
        (translate("Page", "Doses"), _count(diary, doses)),
        (translate("Page", "How much"), _how_much(diary, doses[0]) if len(doses) == 1 else ""),
        (of_these, next(iter(listed[of_these]), "")),
        (taken_for, _reasons(doses)),
        (relief, next(iter(listed[relief]), "") or _relief_of_one(doses)),
        *_over_plan(diary, doses),
        (translate("Page", "Closest together"), _closest(doses)),
    ]
    in_full = tuple((what, said) for what, said in every if said)
    pairs = tuple((what, (listed.get(what, ())[1:2] or (said,))[0]) for what, said in in_full)
    shorter = {what: said[2:] for what, said in listed.items()}
    body = Pairs(pairs=pairs, in_full=in_full, shorter=shorter, whole=taken_for)
    return Section(part=Part.AS_NEEDED, title=title, body=body)


def questions(asked: Sequence[Question]) -> Section:
    """Return what the patient wants to ask, with room for the answers."""
    texts = tuple(text for text in (one_line(question.text) for question in asked) if text)
    title = translate("Page", "I want to ask")
    return Section(part=Part.QUESTIONS, title=title, body=Questions(questions=texts))


def _followed(diary: Diary) -> dict[str, _Followed]:
    """Return how often each activity was followed, by its casefolded name.

    Counted as the patterns do: prompt entries of tracked days.
    """
    every = diary.activities
    done = within_the_hour.timely(diary, every)
    followed = within_the_hour.followed(done, within_the_hour.timely_onsets(diary))
    names = diary.record.activity_names
    kinds = (done.name[followed], done.name, every.name, done.name[done.lasted > 0])
    counts = [np.bincount(of, minlength=len(names)) for of in kinds]
    told: dict[str, _Followed] = {}
    for name, after, times_done, logged, ended in zip(names, *(of.tolist() for of in counts), strict=True):
        so_far = told.get(name.casefold(), _NEVER)
        one = _Followed(after, times_done, logged - times_done, ended)
        told[name.casefold()] = _Followed(*map(sum, zip(so_far, one, strict=True)))
    return told


def _bar(name: str, count: int, followed: _Followed, *, first: bool) -> Bar:
    if not followed.times:
        return Bar(label=capital(name), count=count)
    text = translate("Page", "%1 of %2 times") if first else translate("Page", "%1 of %2")
    whole = translate(
        "Page", "followed within an hour %1 of the %Ln time(s) it was logged", "", followed.times
    )
    if followed.with_an_end:
        whole = translate(
            "Page",
            "followed within an hour of its end, or meanwhile, %1 of the %Ln time(s) it was logged",
            "",
            followed.times,
        )
    in_full = filled(whole, amounts.number(followed.after))
    if followed.left:
        more = translate(
            "Page", "%Ln more not written within the hour, or on days not counted", "", followed.left
        )
        in_full = f"{in_full}; {more}"
    return Bar(
        label=capital(name),
        count=count,
        said=filled(text, amounts.number(followed.after), amounts.number(followed.times)),
        in_full=in_full,
    )


def _count(diary: Diary, doses: Sequence[Doses]) -> str:
    days = np.concatenate([part.day for part in doses])
    most = int(np.bincount(days - days.min()).max())
    said = [amounts.number(int(days.size))]
    counted = int(diary.is_tracked(days).sum())
    if counted:  # of a day that may not be over the doses are no more counted than the day itself
        said.append(filled(_rate(diary), measures.rate(counted / diary.tracked_days)))
    said.append(filled(translate("Page", "most in a day %1"), amounts.number(most)))
    return SEPARATOR.join(said)


def _rate(diary: Diary) -> str:
    """Return the text of what there is a day, which says so where many days have no entry."""
    if measures.are_many(diary.days - diary.tracked_days, diary.tracked_days):
        return translate("Page", "%1 a day with entries")
    return translate("Page", "%1 a day")


def _how_much(diary: Diary, doses: Doses) -> str:
    """Return how much of a medicine was taken a day, and at most; empty where the count of doses tells it."""
    if _tells_amount(doses):
        return ""
    said = []
    counted = float(doses.amount[diary.is_tracked(doses.day)].sum())
    if counted:
        said.append(filled(_rate(diary), amounts.dose_about(doses.medicine, counted / diary.tracked_days)))
    most = np.bincount(doses.day - doses.day.min(), weights=doses.amount).max()
    whole = amounts.dose_amount(doses.medicine, amounts.exact(float(most)))
    return SEPARATOR.join([*said, filled(translate("Page", "most in a day %1"), whole)])


def _tells_amount(doses: Doses) -> bool:
    """Tell whether the count tells how much it was: each dose one tablet, whose strength stands beside it."""
    return bool((doses.amount == 1).all())


def _by_medicine(doses: Sequence[Doses]) -> tuple[str, ...]:
    ordered = sorted(doses, key=lambda part: -part.count)
    return _of_each([(part.medicine, _count_of(part)) for part in ordered])


def _count_of(doses: Doses) -> str:
    """Return how often a medicine was taken, and how much of it in all where a dose is not always one unit.

    Not how much a day: of a medicine that is taken now and then nobody took that.
    """
    count = amounts.number(doses.count)
    if _tells_amount(doses):
        return count
    whole = amounts.dose_amount(doses.medicine, amounts.exact(float(doses.amount.sum())))
    return filled(translate("Page", "%1, %2 in all", "how many doses, how much"), count, whole)


def _of_each(told: Sequence[tuple[Medicine, str]]) -> tuple[str, ...]:
    """Return what is said of every medicine, then briefly of the first ones, ever fewer, and how many more.

    A page with little room shows fewer of them: the amount of one that is cut would be another amount.
    """
    full, short = ([f"{name}: {what}" for name, what in _named(told, in_full=each)] for each in (True, False))
    briefly = []
    for most in range(min(len(told), _MOST_MEDICINES), 0, -1):
        more = len(told) - most
        rest = [translate("Page", "and %n more, in the full list", "", more)] if more else []
        briefly.append(SEPARATOR.join([*short[:most], *rest]))
    return SEPARATOR.join(full), *briefly


def _named(told: Sequence[tuple[Medicine, str]], *, in_full: bool) -> list[tuple[str, str]]:
    medicines = [of for of, _ in told]
    names = told_apart(medicines, [_name(of, in_full=in_full) for of in medicines])
    return [(name, what) for name, (_, what) in zip(names, told, strict=True)]


def _reasons(doses: Sequence[Doses]) -> str:
    reasons = np.concatenate([part.reason for part in doses])
    texts = {
        "flare-up": translate("Page", "flare-up %1"),
        "prevention": translate("Page", "to prevent %1"),
        "schedule": translate("Page", "by plan %1"),
        "other": translate("Page", "other %1"),
    }
    shares = [(text, (reasons == REASONS.index(reason) + 1).mean()) for reason, text in texts.items()]
    shares.append((translate("Page", "not said %1"), (reasons == 0).mean()))
    told = sorted(((float(share), text) for text, share in shares if share > 0), key=lambda row: -row[0])
    return ", ".join(filled(text, amounts.share(share)) for share, text in told)


def _relief(doses: Sequence[Doses]) -> tuple[str, ...]:
    """Return how much pain a dose usually takes away and after how long, of each medicine that was rated."""
    ordered = sorted(doses, key=lambda part: -part.count)
    rated = [part for part in ordered if _is_rated(part)]
    return _of_each([(part.medicine, _relief_of(part)) for part in rated]) if rated else ()


def _relief_of_one(doses: Sequence[Doses]) -> str:
    if len(doses) == 1 and _is_rated(doses[0]):
        return filled(translate("Page", "usually %1", "relief"), _relief_of(doses[0]))
    return translate("Page", "not said")


def _is_rated(doses: Doses) -> bool:
    return any(int(key) in doses.columns.relief for key in doses.key)


def _relief_of(doses: Doses) -> str:
    told = np.array([doses.columns.relief[int(key)] for key in doses.key if int(key) in doses.columns.relief])
    percent, minutes = usual_relief(told)
    usual = amounts.percent(round(percent))
    count = translate("Page", "%Ln rated", "doses", len(told))
    if minutes is None or not round(percent):
        return filled(translate("Page", "%1 (%2)", "relief, how many were rated"), usual, count)
    soon = times.after(minutes)
    return filled(
        translate("Page", "%1 %2 (%3)", "relief, after 30 min, how many were rated"), usual, soon, count
    )


def _over_plan(diary: Diary, doses: Sequence[Doses]) -> Iterable[tuple[str, str]]:
    """Give on how many days the limit of a plan of these was passed, and how many doses came too early."""
    found = over_plan.look(diary, doses)
    if found.lacking:
        return
    limits = {
        plan.max_per_day for part in doses for plan in part.medicine.plans if plan.max_per_day is not None
    }
    label = translate("Page", "Over the plan")
    if len(limits) == 1 and len(doses) == 1:
        most = amounts.counted(doses[0].medicine, next(iter(limits)))
        label = filled(translate("Page", "Over the limit of %1"), most)
    days, gaps = (int(found.measures.get(name) or 0) for name in ("days", "gaps"))
    if found.measures.get("not_added"):
        known = (
            translate("Page", "on %Ln day(s) or more", "", days) if days else translate("Page", "not known")
        )
        said = [filled(translate("Page", "%1: not all doses can be added up", "on 2 days or more"), known)]
    else:
        said = [translate("Page", "on %Ln day(s)", "", days) if days else translate("Page", "never")]
    if gaps:
        said.append(translate("Page", "%Ln dose(s) sooner than the plan says", "", gaps))
    yield label, SEPARATOR.join(said)


def _closest(doses: Sequence[Doses]) -> str:
    """Return the shortest time between two doses of one ingredient, named where there are several."""
    holding: dict[str, list[Doses]] = {}
    for part in doses:
        for ingredient in sorted(part.medicine.ingredients):
            holding.setdefault(ingredient, []).append(part)
    gaps = [(gap, name) for name, parts in holding.items() if (gap := _shortest_gap(parts)) is not None]
    if not gaps:
        return ""
    gap, ingredient = min(gaps, key=lambda row: row[0])
    said, parts = times.shortest(gap / 60), holding[ingredient]
    name = parts[0].medicine.name if len(parts) == 1 else ingredient
    return said if len(doses) == len(parts) else f"{said} ({apart(one_line(name))})"


def _shortest_gap(parts: Sequence[Doses]) -> float | None:
    """Return the fewest seconds between two takings; two products within five minutes are one taking."""
    at = np.concatenate([part.at for part in parts])
    product = np.repeat(np.arange(len(parts)), [part.count for part in parts])
    order = np.argsort(at, kind="stable")
    gaps, is_other = np.diff(at[order]), np.diff(product[order]) != 0
    apart = gaps[~(is_other & (gaps <= over_plan.TOGETHER_SECONDS))]
    return float(apart.min()) if apart.size else None


def _name(medicine: Medicine, *, in_full: bool) -> str:
    name = one_line(medicine.name)
    return amounts.medicine_name(replace(medicine, name=name if in_full else shortened(name, _LONGEST_NAME)))

"""English plurals, the pseudo-language, and the region's customs."""

import pytest
from PySide6.QtCore import QCoreApplication, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from painlog.reasons import Reason
from painlog.words import body, entries, language, refusals, times
from painlog.words.language import chosen_plural, filled, pseudo

translate = QCoreApplication.translate


def test_places_are_filled_once() -> None:
    assert filled("%1 and %2", "%2", "%1 % n") == "%2 and %1 % n"
    assert filled("100 % of %1", "all") == "100 % of all"


@pytest.mark.parametrize(
    ("text", "one", "several"),
    [
        ("%n day(s)", "%n day", "%n days"),
        ("%n entr(y|ies)", "%n entry", "%n entries"),
        ("%n patch(es)", "%n patch", "%n patches"),
        ("%n day(s) (at most)", "%n day (at most)", "%n days (at most)"),
        ("%n time(s), %n (is|are) late", "%n time, %n is late", "%n times, %n are late"),
    ],
)
def test_english_knows_one_from_several(text: str, one: str, several: str) -> None:
    assert chosen_plural(text, 1) == one
    assert chosen_plural(text, 0) == chosen_plural(text, 2) == several


def test_plurals_come_through_qt() -> None:
    assert translate("Words", "%Ln day(s)", "", 1) == "1 day"
    assert translate("Words", "%Ln day(s)", "", 1200) == "1,200 days"
    assert translate("Words", "plain") == "plain"


def test_the_pseudo_language_marks_and_lengthens_every_text(qapp: QApplication) -> None:
    plain = refusals.faulted(Reason.DISK_FULL)
    assert body.region_name("neck") == "neck"
    language.install(qapp, language.PSEUDO)
    marked = refusals.faulted(Reason.DISK_FULL)
    assert marked.startswith("[!! ")
    assert marked.endswith(" !!]")
    assert len(marked) >= len(plain) * 1.35
    assert entries.count_of_entries(2).startswith("[!! 2 entries")
    assert body.region_name("neck").startswith("[!! neck")
    assert len(pseudo("x" * 100)) == 140


def test_the_pseudo_language_leaves_dates_readable(qapp: QApplication) -> None:
    language.install(qapp, language.PSEUDO)
    from datetime import date

    assert times.short_day(date(2026, 3, 31)).count("31") == 1
    assert "~" not in times.day(date(2026, 3, 31))


def test_a_language_takes_the_place_of_the_one_before(qapp: QApplication) -> None:
    language.install(qapp, language.PSEUDO)
    language.install(qapp, "en")
    assert translate("Words", "plain") == "plain"
    assert len([one for one in qapp.findChildren(QTranslator) if isinstance(one, language.English)]) == 1


def test_a_language_without_a_catalogue_is_english(qapp: QApplication) -> None:
    language.install(qapp, "tlh")
    assert translate("Words", "%n day(s)", "", 1) == "1 day"
    assert QLocale().language() is QLocale.Language.English

"""The language that the program speaks, and the region whose dates and numbers it writes.

Texts are written in English in the source, with plurals as "%n day(s)" or "%n entr(y|ies)": English itself
is a translation of that. Other languages are compiled catalogues, painlog_XX.qm, in resources/translations.
"""

import re

from PySide6.QtCore import QCoreApplication, QLocale, QTranslator

from painlog import places

PSEUDO = "pseudo"
"""The name of the language that marks and lengthens every text: it shows what was forgotten."""

SEPARATOR = " · "
"""Stands between what is said in one line."""
_LONGER_BY = 0.4
_SPOKEN = "language spoken"
"""The application's property that tells which language was installed."""
_PLACES = re.compile(r"%(\d)")
_PLURAL = re.compile(r"\((\w*)\|(\w*)\)|\((s|es)\)")
_DATE_FORMAT = re.compile(r"[dMy .,]+")
_REGIONS = ("GB", "AT", "FR", "NZ", "CH", "CA", "JP", "SE", "ZA", "US")
"""Of these Qt knows an English; each writes days, times or numbers in a way of its own."""


def filled(text: str, *parts: str) -> str:
    """Return the text with `parts` in the places of %1, %2 …; a part's own marks are left alone."""
    return _PLACES.sub(lambda place: parts[int(place[1]) - 1], text)


def capital(text: str) -> str:
    """Return the text with a capital at its beginning."""
    return text[:1].upper() + text[1:]


class English(QTranslator):
    """Chooses between one and several in the English texts of the source."""

    def isEmpty(self) -> bool:
        """Tell Qt that there is something to ask for."""
        return False

    def translate(
        self,
        context: str,  # noqa: ARG002 - Qt's own signature
        source_text: str,
        disambiguation: str | None = None,  # noqa: ARG002
        n: int = -1,
    ) -> str | None:
        """Return the text with its plural chosen, or None where it has none."""
        return chosen_plural(source_text, n) if n >= 0 else None


class Pseudo(English):
    """Marks every text and makes it 40 % longer: hard-coded texts and narrow places show themselves."""

    def translate(
        self,
        context: str,  # noqa: ARG002 - Qt's own signature
        source_text: str,
        disambiguation: str | None = None,  # noqa: ARG002
        n: int = -1,
    ) -> str | None:
        """Return the text in marks and longer; formats of dates stay what they are."""
        if not source_text or _DATE_FORMAT.fullmatch(source_text):
            return None
        return pseudo(chosen_plural(source_text, n))


def chosen_plural(text: str, count: int) -> str:
    """Return the English text for `count` things."""
    return _PLURAL.sub(lambda match: _ending(match, several=count != 1), text)


def pseudo(text: str) -> str:
    """Return the text as the pseudo-language says it."""
    return f"[!! {text}{'~' * max(1, round(len(text) * _LONGER_BY) - 8)} !!]"


def install(app: QCoreApplication, language: str = "") -> None:
    """Let `app` speak `language` ("en", "de", "pseudo"; empty: the system's, if there is a catalogue).

    Dates and numbers follow the system's region with the words of that language. It takes the place of
    the language that was installed before.
    """
    remove(app)
    system = QLocale.system()
    spoken = language or system.name().partition("_")[0]
    app.installTranslator(English(app))
    if spoken == PSEUDO:
        app.installTranslator(Pseudo(app))
    elif spoken not in ("en", "C"):
        spoken = spoken if _add_catalogue(app, spoken) else "en"
    app.setProperty(_SPOKEN, spoken)
    QLocale.setDefault(_region(spoken if spoken not in (PSEUDO, "C") else "en", system))


def spoken() -> str:
    """Return the language that is installed; empty where none is, and texts are those of the source."""
    app = QCoreApplication.instance()
    return str(app.property(_SPOKEN) or "") if app is not None else ""


def remove(app: QCoreApplication) -> None:
    """Take out what `install` put in; texts are those of the source again."""
    if app.property(_SPOKEN) is None:
        return  # looking through the children of an application wraps each of them, which costs a start 7 ms
    for translator in app.findChildren(QTranslator):
        app.removeTranslator(translator)
        translator.setParent(None)
    app.setProperty(_SPOKEN, None)


def _add_catalogue(app: QCoreApplication, language: str) -> bool:
    translator = QTranslator(app)
    found = translator.load(f"painlog_{language}", str(places.resources() / "translations"))
    return found and app.installTranslator(translator)


def _region(language: str, system: QLocale) -> QLocale:
    """Return the words of `language` with the customs of the system's region; Britain's where it has none.

    Where Qt knows no English of a region, as of Brazil, it takes that of the United States, whose months come
    before the days: then the English of another region, one that writes days, numbers and times alike.
    """
    if system.language() == QLocale.Language.C:
        return QLocale(language if language != "en" else "en_GB")
    there = QLocale(f"{language}_{system.name().partition('_')[2]}")
    if language != "en" or there.territory() == system.territory():
        return there
    wanted = _customs(system)
    alike = (QLocale(f"en_{region}") for region in _REGIONS)
    return min(alike, key=lambda each: [a != b for a, b in zip(_customs(each), wanted, strict=True)])


def _customs(of: QLocale) -> tuple[str, ...]:
    """Return what must not be taken for something else, the worst first: 2/4 is in April or in February."""
    short = QLocale.FormatType.ShortFormat
    order = "".join(sorted("dMy", key=of.dateFormat(short).find))
    half = "a" in of.timeFormat(short).lower()
    return order, of.decimalPoint(), "half a day" if half else "a day", of.groupSeparator()


def _ending(match: re.Match[str], *, several: bool) -> str:
    one, more, plain = match.groups()
    if plain is not None:
        return plain if several else ""
    return more if several else one

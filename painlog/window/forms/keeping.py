"""Fields that give back exactly what they were given until somebody types: not a blank, not a digit is lost.

A line shows no line breaks, and a number no trailing zeros; who only looks at an entry must not change it.
"""

from decimal import Decimal

from painlog.window.fields import Field, TextField
from painlog.window.look import gap
from painlog.words.amounts import parse_number, typed_number


class KeptLine(Field):
    """A line to type in."""

    def __init__(self, text: str = "", name: str = "", *, hint: str = "") -> None:
        """Show `text`."""
        super().__init__(name, hint=hint)
        self._given = text
        self.setText(text)
        self._shown = self.text()

    def told(self) -> str:
        """Return what was given, or what was typed instead, without blanks around it."""
        return self._given if self.text() == self._shown else self.text().strip()


class KeptText(TextField):
    """Several lines to type in."""

    def __init__(self, text: str = "", *, most: int = 6) -> None:
        """Show `text` in up to `most` lines."""
        super().__init__("", most=most)
        self._given = text
        self.setPlainText(text)
        self._shown = self.toPlainText()

    def told(self) -> str:
        """Return what was given, or what was typed instead, without blanks around it."""
        return self._given if self.toPlainText() == self._shown else self.toPlainText().strip()

    def exactly(self) -> str:
        """Return what was given, or what was typed instead, with every blank."""
        return self._given if self.toPlainText() == self._shown else self.toPlainText()


class NumberField(Field):
    """A line for a number, as short as one; empty means that it is not said."""

    def __init__(
        self,
        field: str,
        number: Decimal | float | None = None,
        name: str = "",
    ) -> None:
        """Ask for `field`, as the formats spell it, beginning with `number`."""
        super().__init__(name)
        self._field = field
        self._given = Decimal(repr(number)) if isinstance(number, float | int) else number
        self.setText(typed_number(number))
        self._shown = self.text()
        self.setMaximumWidth(gap(30))

    def number(self) -> Decimal | None:
        """Return what was given or typed, None when nothing was; raises Refused where it is no number."""
        if self.text() == self._shown:
            return self._given
        return parse_number(self.text(), self._field) if self.text().strip() else None

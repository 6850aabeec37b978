"""Words that are written from right to left, beside others that are not."""

from unicodedata import bidirectional

_RIGHT_TO_LEFT = ("R", "AL")
_ISOLATE, _END_OF_ISOLATE = "\N{FIRST STRONG ISOLATE}", "\N{POP DIRECTIONAL ISOLATE}"


def apart(said: str) -> str:
    """Return what a person typed so that its letters do not order what stands beside it.

    After an Arabic or Hebrew name "500 mg 3" would be written "mg 3 500". The marks around it have no width.
    """
    if said.isascii() or all(bidirectional(letter) not in _RIGHT_TO_LEFT for letter in said):
        return said
    return f"{_ISOLATE}{said}{_END_OF_ISOLATE}"

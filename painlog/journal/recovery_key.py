"""The recovery key: a journal's second way in, written so that it can be read from paper and typed.

Seven groups of five, "7XK4M-…": in each, four characters carry the key (5 bits each, 140 together) and the
last one checks the other four, so that a slip is named by its group. No I, L, O or U; what is typed in their
place is understood.
"""

import secrets

from painlog.journal.digests import blake2b
from painlog.values import value

GROUPS, _CARRYING = 7, 4
_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_MISREAD = str.maketrans("OIL", "011")


class Mistyped(ValueError):
    """What was typed is no recovery key; `group` tells where the slip is, from 1, and 0 is its length."""

    def __init__(self, group: int = 0) -> None:
        """Keep where the slip is."""
        super().__init__(f"group {group}")
        self.group = group


@value
class RecoveryKey:
    """A recovery key; `groups` is what is printed and typed."""

    groups: tuple[str, ...]

    def __str__(self) -> str:
        """Return it as it is printed."""
        return "-".join(self.groups)

    @property
    def secret(self) -> bytes:
        """What a key is wrapped with."""
        return "".join(group[:_CARRYING] for group in self.groups).encode()


def new_recovery_key() -> RecoveryKey:
    """Return one that nobody has seen before."""
    carried = ("".join(secrets.choice(_LETTERS) for _ in range(_CARRYING)) for _ in range(GROUPS))
    return RecoveryKey(groups=tuple(group + _check(group, at) for at, group in enumerate(carried)))


def typed(text: str) -> RecoveryKey:
    """Return the recovery key that somebody typed, however it was spaced; raises Mistyped."""
    letters = [letter for letter in text.upper().translate(_MISREAD) if letter.isalnum()]
    size = _CARRYING + 1
    if len(letters) != GROUPS * size:
        raise Mistyped
    groups = tuple("".join(letters[at : at + size]) for at in range(0, len(letters), size))
    for number, group in enumerate(groups):
        if set(group) - set(_LETTERS) or group[-1] != _check(group[:-1], number):
            raise Mistyped(number + 1)
    return RecoveryKey(groups=groups)


def _check(carried: str, place: int) -> str:
    """Return the character that checks a group, which also tells it from the same group elsewhere."""
    return _LETTERS[blake2b(f"{place}{carried}".encode(), digest_size=1).digest()[0] % len(_LETTERS)]

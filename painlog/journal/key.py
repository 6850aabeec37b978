"""What a locked journal is opened with, as the rooms see it that need not know how."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Protocol


class Key(Protocol):
    """What opens a locked journal and everything beside it; made by painlog.journal.keys.

    A protocol, so that a journal without a passphrase is opened without loading any encryption.
    """

    @property
    def id(self) -> str:
        """What tells this key from others; it tells nothing about the key."""

    @property
    def secret(self) -> bytes:
        """The key itself."""

    @property
    def record(self) -> str:
        """The lock record: the key, wrapped under the passphrase and under the recovery key."""

    def connect(self, name: str, *, is_sealed: bool) -> Any:
        """Return a connection to the SQLite address, by the library that can encrypt."""

    def attaching(self) -> str:
        """Return how a sealed file is attached to such a connection: the text that follows KEY in SQL."""

    def seal(self, content: bytes, about: str) -> bytes:
        """Return the content so that only this key opens it; `about` is what it must be asked for with."""

    def unseal(self, sealed: bytes, about: str) -> bytes:
        """Return the content; raises ValueError when it is damaged or asked for with another key."""

    def look_after(self, store: Any, clock: Callable[[], datetime]) -> None:
        """Lock what lies beside an open, locked journal and is not yet as it is; raises JournalFault."""

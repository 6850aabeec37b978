"""Ctrl+C where something is being changed: it is done, and told of, before the command stops."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def done_first() -> Iterator[None]:
    """Let Ctrl+C wait until what is inside is done and told: of all else nothing was changed.

    Not around anything that a person, or another program, may be waited for without end.
    """
    came: list[int] = []
    before = signal.getsignal(signal.SIGINT)
    if before is signal.SIG_IGN:
        yield
        return
    signal.signal(signal.SIGINT, lambda number, _: came.append(number))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
    if came:
        raise KeyboardInterrupt

"""Starts the window: builds each room once and hands it what it needs; and the last resort when we erred."""

import builtins
import gc
from pathlib import Path


def run(path: Path | None = None) -> int:
    """Open the window on the journal at `path` (the patient's own where none is named) until it is closed."""
    prepare()
    from painlog.app.running import run_window

    return run_window(path)


def prepare() -> None:
    """Keep everything back that makes a start slow; comes before anything of the window is imported."""
    gc.disable()  # for good: app.collecting looks for it, once all is loaded
    import_plainly()


def import_plainly() -> None:
    """Let Python import modules without reading their source.

    PySide6 puts a function in the place of `__import__`, and leaves the one it replaces beside it. Its own
    reads the source of every module that is imported from then on, and keeps it, to look for `__feature__`.
    Nothing here uses that, and it costs a fifth of the time until the charts can be used, and 17 MB.
    """
    import PySide6.QtCore  # noqa: F401 - it is this import that does it

    builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)

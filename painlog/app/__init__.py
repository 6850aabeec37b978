"""Starts the window: builds each room once and hands it what it needs; and the last resort when we erred."""

import gc
from pathlib import Path


def run(path: Path | None = None) -> int:
    """Open the window on the journal at `path` (the patient's own where none is named) until it is closed."""
    prepare()
    from painlog.app.running import run_window

    return run_window(path)


def prepare() -> None:
    """Keep everything back that makes a start slow; comes before anything of the window is imported."""
    from painlog.app.later import import_pyside

    gc.disable()  # for good: app.collecting looks for it, once all is loaded
    import_pyside()

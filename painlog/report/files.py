"""Puts a finished file in its place, whole or not at all, for the eyes of this account only."""

import os
import tempfile
from pathlib import Path


def put(path: Path, data: bytes) -> None:
    """Write `data` to `path`; what stood there stays until all of it is on disk. Raises OSError."""
    if path.exists() and not path.is_file():
        path.write_bytes(data)
        return
    handle, part = tempfile.mkstemp(prefix=f".{path.name[:40]}-", suffix=".part", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(part).replace(path)
    except BaseException:
        Path(part).unlink(missing_ok=True)
        raise

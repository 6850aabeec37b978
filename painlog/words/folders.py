"""How a folder is named in a sentence."""

import os
from pathlib import Path


def breakable(folder: Path) -> str:
    """Return a folder so that a line may end behind each of its parts."""
    return str(folder).replace(os.sep, f"{os.sep}\u200b")

"""How a folder is named in a sentence."""

import os
from pathlib import Path

LINE_MAY_END = "\u200b"
"""A blank without width."""


def breakable(folder: Path) -> str:
    """Return a folder so that a line may end behind each of its parts."""
    return str(folder).replace(os.sep, f"{os.sep}{LINE_MAY_END}")

"""Code that is run in a new interpreter: what a start does to Python is done to the whole process."""

import os
import subprocess
import sys


def told_by(code: str, *arguments: str) -> list[str]:
    """Return the words that the code prints; the hash of a text is the same each time."""
    line = [sys.executable, "-P", "-c", code, *arguments]
    same = {**os.environ, "PYTHONHASHSEED": "0"}
    done = subprocess.run(line, capture_output=True, text=True, check=False, env=same)
    assert done.returncode == 0, done.stderr
    return done.stdout.split()

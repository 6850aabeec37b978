"""Writes the locks anew from pyproject.toml: `make locks`.

One file serves Python 3.11 to 3.14 on Linux, macOS and Windows: each version with its hashes and markers, and
without any download address, so that everybody's own settings decide where packages come from.
"""

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ROOT / "locks"
COMPILE = (
    "pip", "compile", "--quiet", "--universal", "--python-version=3.11", "--generate-hashes",
    "--no-header", "--no-annotate", "--upgrade", "pyproject.toml",
)  # fmt: skip


def renew() -> None:
    """Compile both locks; the tests get exactly the versions that Painlog runs with."""
    inside = Path(sys.executable).with_name("uv")
    uv = str(inside) if inside.exists() else shutil.which("uv")
    if uv is None:
        sys.exit("This needs uv: python3 -m pip install uv")
    run_time = LOCKS / "run-time.lock"
    development = LOCKS / "development.lock"
    subprocess.run([uv, *COMPILE, "-o", run_time], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    subprocess.run(
        [uv, *COMPILE, "--group=development", "-c", run_time, "-o", development],
        cwd=ROOT,
        check=True,
        stdout=subprocess.DEVNULL,
    )


if __name__ == "__main__":
    renew()

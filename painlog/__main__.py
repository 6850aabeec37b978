"""Lets `python -m painlog` do what the command `painlog` does."""

import signal
import sys

before = signal.signal(signal.SIGINT, signal.SIG_DFL)  # there is nothing to tidy up yet

from painlog.cli import main  # noqa: E402 - the line above must come first

signal.signal(signal.SIGINT, before)

if __name__ == "__main__":
    sys.exit(main())

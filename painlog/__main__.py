"""Lets `python -m painlog` do what the command `painlog` does."""

import sys

from painlog.cli import main

if __name__ == "__main__":
    sys.exit(main())

"""Stores a journal of today's schema, with all that it holds as text, once a version is to be released.

`python -m tests.journal.store_schema`; a stored journal is never made again.
"""

from pathlib import Path
from tempfile import TemporaryDirectory

from painlog.journal.schema import VERSION
from tests.journal.test_file import SCHEMAS, told
from tests.journal.worlds import Chance, opened


def main() -> None:
    """Write version-N.painlog and version-N.txt; raises FileExistsError when they are there."""
    chance = Chance(VERSION)
    contents = chance.contents(12)
    with TemporaryDirectory() as folder:
        with opened(Path(folder)) as journal:
            journal.take_in(contents)
            journal.remove(contents.notes[0].id, contents.flare_ups[0].id)
            journal.keep("draft", "half a note")
            text = told(journal)
        with (SCHEMAS / f"version-{VERSION}.painlog").open("xb") as file:
            file.write(journal.path.read_bytes())
        (SCHEMAS / f"version-{VERSION}.txt").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()

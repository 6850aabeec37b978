"""The project's own source, read once for all tests of the house."""

import ast
import importlib.util
import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "painlog"


@dataclass(frozen=True)
class Source:
    """One Python file: where it is, its dotted name, its text and what the text means."""

    path: Path
    name: str
    text: str
    tree: ast.Module

    @property
    def room(self) -> str:
        """The first name below painlog; painlog itself for its `__init__`."""
        return f"{self.name}.painlog".split(".")[1]


@cache
def sources() -> tuple[Source, ...]:
    """Return every file of the package, by name."""
    return tuple(read(path) for path in sorted(PACKAGE.rglob("*.py")))


@cache
def sources_of_tests() -> tuple[Source, ...]:
    """Return every file of the tests, by name."""
    return tuple(read(path) for path in sorted((ROOT / "tests").rglob("*.py")))


def read(path: Path) -> Source:
    """Read one file of the project."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    text = path.read_text(encoding="utf-8")
    return Source(path, ".".join(parts).removesuffix(".__init__"), text, ast.parse(text))


@cache
def nodes(tree: ast.AST) -> tuple[ast.AST, ...]:
    """Return everything in a file, walked through once for all that look for something in it."""
    return tuple(ast.walk(tree))


def imports(tree: ast.AST) -> Iterator[tuple[str, int]]:
    """Yield the dotted name and the line of everything imported, also inside functions and for types only.

    `from a import b` gives "a.b", which is a module or a name in one.
    """
    for node in nodes(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.module is not None, "imports are absolute"
            yield from ((f"{node.module}.{alias.name}", node.lineno) for alias in node.names)


def files() -> Iterator[Path]:
    """Yield every file that belongs to the project, whether or not git is there to ask."""
    made = {".git", ".venv", ".hypothesis", "build", "dist", "htmlcov", "__pycache__"}
    for folder, folders, names in os.walk(ROOT):
        folders[:] = sorted(name for name in folders if name not in made and not name.endswith("_cache"))
        kept = sorted(name for name in names if name not in made and not name.startswith(".coverage"))
        yield from (Path(folder) / name for name in kept)


def load_run(project: Path) -> ModuleType:
    """Return a project's run.py as a module."""
    spec = importlib.util.spec_from_file_location("run_under_test", project / "run.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module

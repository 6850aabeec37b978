"""A thread emits no signal: who listens may be taken down meanwhile, and that ends the program.

It says to the window's thread what is to be done (`painlog/window/voices.py`).
"""

import ast
from collections.abc import Iterator

from tests.house.reading import nodes, sources


def emitting_threads(tree: ast.AST) -> Iterator[str]:
    """Yield the names of what is begun on a thread and emits a signal there, or hands one on."""
    begun = {
        keyword.value.attr
        for call in nodes(tree)
        if isinstance(call, ast.Call) and ast.unparse(call.func) == "threading.Thread"
        for keyword in call.keywords
        if keyword.arg == "target" and isinstance(keyword.value, ast.Attribute)
    }
    for function in nodes(tree):
        if isinstance(function, ast.FunctionDef) and function.name in begun and emits(function):
            yield function.name


def emits(function: ast.FunctionDef) -> bool:
    """Tell whether a function looks up the `emit` of anything."""
    return any(isinstance(part, ast.Attribute) and part.attr == "emit" for part in ast.walk(function))


def test_no_thread_emits_a_signal() -> None:
    assert [(source.name, name) for source in sources() for name in emitting_threads(source.tree)] == []


def test_one_that_does_is_found() -> None:
    code = """
class Loading:
    def start(self):
        threading.Thread(target=self._load).start()
    def _load(self):
        say(self, self.done.emit)
    def _tell(self):
        self.done.emit()
"""
    assert list(emitting_threads(ast.parse(code))) == ["_load"]

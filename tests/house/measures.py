"""What is measured of the source. Lengths are lines of code: no blank lines, no comments, no docstrings."""

import ast
import re
import statistics
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from tests.house.reading import Source, nodes

Function = ast.FunctionDef | ast.AsyncFunctionDef
Documented = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef
BLOCKS = (ast.If, ast.For, ast.AsyncFor, ast.While, ast.With, ast.AsyncWith, ast.Try, ast.Match)
VAGUE = re.compile(r"(utils?|helpers?|common|core|managers?|misc|base|shared|tools?|stuff|general|various)")
WAITS = re.compile(r"\b(time\.sleep|qtbot\.wait|QTest\.qWait|QThread\.(m|u)?sleep)\(")
PATCHES = re.compile(r"\bmonkeypatch\.(setattr|setitem|delattr|delitem)\(|\bmock\.|\bpatch(\.object)?\(")


class Measured(NamedTuple):
    """A figure, and the places that make it what it is."""

    figure: float
    places: Sequence[str] = ()


def of_program(program: Sequence[Source]) -> dict[str, Measured]:
    """Return each measure of the program by its name."""
    functions: dict[str, int] = {}
    classes: dict[str, int] = {}
    methods: dict[str, int] = {}
    for source in program:
        code = code_lines(source)
        for node in nodes(source.tree):
            if isinstance(node, Function):
                functions[f"{source.name}:{node.lineno} {node.name}"] = length(node, code)
            elif isinstance(node, ast.ClassDef):
                classes[f"{source.name}.{node.name}"] = length(node, code)
                methods[f"{source.name}.{node.name}"] = sum(isinstance(part, Function) for part in node.body)
    lengths = list(functions.values())
    return {
        "function: median": Measured(statistics.median(lengths)),
        "function: nine in ten": Measured(statistics.quantiles(lengths, n=10, method="inclusive")[-1]),
        "function: longest": largest(functions),
        "class: longest": largest(classes),
        "class: most methods": largest(methods),
        "file: longest": largest({source.name: len(source.text.splitlines()) for source in program}),
        "nesting: deepest": largest({source.name: depth(source.tree) for source in program}),
        "not annotated": together(not_annotated, program),
        "without docstring": together(undocumented, program),
        "broad excepts": together(broad_excepts, program),
        "globals": together(global_statements, program),
        "vague names": together(vague_names, program),
    }


def of_tests(tests: Sequence[Source], program: Sequence[Source]) -> dict[str, Measured]:
    """Return each measure of the tests by its name."""
    lines = sum(len(code_lines(source)) for source in tests)
    cases = sum(
        isinstance(node, Function) and node.name.startswith("test_")
        for source in tests
        for node in nodes(source.tree)
    )
    waits = [source.name for source in tests for _ in WAITS.findall(source.text)]
    patches = [source.name for source in tests for _ in PATCHES.findall(source.text)]
    return {
        "source lines a test line": Measured(sum(len(code_lines(source)) for source in program) / lines),
        "patches a test": Measured(len(patches) / cases, sorted(set(patches))),
        "blind waits": Measured(len(waits), waits),
    }


def largest(figures: dict[str, int]) -> Measured:
    """Return the largest figure, with the three places that come nearest to it."""
    ordered = sorted(figures, key=lambda place: -figures[place])
    return Measured(figures[ordered[0]], [f"{place}: {figures[place]}" for place in ordered[:3]])


def together(finder: Callable[[ast.Module], Iterator[str]], program: Sequence[Source]) -> Measured:
    """Return how often something is found, and where."""
    places = [f"{source.name} {found}" for source in program for found in finder(source.tree)]
    return Measured(len(places), places)


def code_lines(source: Source) -> set[int]:
    """Return the numbers of the lines that hold code."""
    numbered = enumerate(source.text.splitlines(), 1)
    lines = {number for number, line in numbered if line.strip() and not line.lstrip().startswith("#")}
    for node in nodes(source.tree):
        if isinstance(node, Documented) and ast.get_docstring(node, clean=False) is not None:
            lines.difference_update(range(node.body[0].lineno, (node.body[0].end_lineno or 0) + 1))
    return lines


def length(node: Function | ast.ClassDef, code: set[int]) -> int:
    """Return how many lines of code a definition has, its first line included."""
    return sum(line in code for line in range(node.lineno, (node.end_lineno or node.lineno) + 1))


def depth(node: ast.AST, so_far: int = 0) -> int:
    """Return how deep blocks stand in blocks; an elif is as deep as its if."""
    deepest = so_far
    for child in ast.iter_child_nodes(node):
        chained = isinstance(node, ast.If) and child in node.orelse and isinstance(child, ast.If)
        inside = so_far + (isinstance(child, BLOCKS) and not chained)
        fresh = isinstance(child, Function | ast.Lambda)
        deepest = max(deepest, depth(child, 0 if fresh else inside))
    return deepest


def not_annotated(tree: ast.AST) -> Iterator[str]:
    """Yield each function's parameter or return that has no type."""
    for node in nodes(tree):
        if isinstance(node, Function):
            if node.returns is None:
                yield node.name
            rest = [node.args.vararg, node.args.kwarg]
            for argument in [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs, *rest]:
                if argument and argument.annotation is None and argument.arg not in {"self", "cls"}:
                    yield f"{node.name}({argument.arg})"


def undocumented(tree: ast.Module) -> Iterator[str]:
    """Yield each public module, class, function or method that doesn't say what it is for."""
    if ast.get_docstring(tree) is None:
        yield "module"
    pending: list[ast.stmt] = list(tree.body)
    while pending:
        node = pending.pop()
        if isinstance(node, ast.ClassDef | Function) and not node.name.startswith("_"):
            if ast.get_docstring(node) is None:
                yield node.name
            if isinstance(node, ast.ClassDef):
                pending.extend(node.body)


def broad_excepts(tree: ast.Module) -> Iterator[str]:
    """Yield each handler that swallows everything; one that cleans up and raises again does not."""
    for node in nodes(tree):
        if isinstance(node, ast.ExceptHandler):
            caught = node.type.elts if isinstance(node.type, ast.Tuple) else [node.type]
            broad = any(
                part is None or ast.unparse(part) in {"Exception", "BaseException"} for part in caught
            )
            if broad and ast.unparse(node.body[-1]) != "raise":
                yield f"line {node.lineno}"


def global_statements(tree: ast.Module) -> Iterator[str]:
    """Yield each statement that lets a function change a module."""
    yield from (f"line {node.lineno}" for node in nodes(tree) if isinstance(node, ast.Global))


def vague_names(tree: ast.Module) -> Iterator[str]:
    """Yield each class whose name could stand for anything."""
    for node in nodes(tree):
        if isinstance(node, ast.ClassDef):
            last = re.findall(r"[A-Z][a-z]*|[^A-Z]+", node.name)[-1]
            if VAGUE.fullmatch(last.lower()):
                yield node.name


def vague_modules(program: Sequence[Source]) -> list[str]:
    """Return the modules and rooms whose name could stand for anything."""
    return [source.name for source in program if any(map(VAGUE.fullmatch, source.name.split(".")))]

"""The project's texts: what a person sees can be translated, and no file knows where it was written."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from packaging.specifiers import SpecifierSet

from tests.house.reading import ROOT, Source, files, nodes, read, sources

# Calls whose text arguments appear on the screen, on paper or in the terminal.
SHOWING = re.compile(
    r"set(\w*Text|\w*Title|\w*ToolTip|StatusTip|WhatsThis|AccessibleName|AccessibleDescription|Prefix|Suffix"
    r"|\w*HeaderLabels|ApplicationDisplayName)"
    r"|(add|insert)(Action|Menu|Tab|Item|Items|Row|Section)"
    r"|showMessage|drawText|print"
    r"|Q(Label|PushButton|CheckBox|RadioButton|GroupBox|ToolButton|CommandLinkButton|Action|Menu|DockWidget"
    r"|ListWidgetItem|TableWidgetItem|TreeWidgetItem|StandardItem|MessageBox)"
)
WORD = re.compile(r"[^\W\d_]{2,}")
# The program's own name is the same in every language.
NAMES = {"Painlog"}
SHOWING_ROOMS = {"words", "charts", "report", "window", "app", "cli"}


def called(call: ast.Call) -> str:
    """Return the last part of a called name."""
    function = call.func
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def literals(node: ast.expr) -> Iterator[ast.Constant]:
    """Yield the texts that a value is put together from, but not what another call makes of its arguments."""
    if isinstance(node, ast.Constant):
        yield node
    elif isinstance(node, ast.Call):
        if isinstance(node.func, ast.Attribute) and node.func.attr in {"format", "join"}:
            yield from literals(node.func.value)
    elif not isinstance(node, ast.Subscript | ast.Compare):
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.expr):
                yield from literals(child)


def untranslated(source: Source) -> list[str]:
    """Name each text that a person would see in English only."""
    calls = [node for node in nodes(source.tree) if isinstance(node, ast.Call)]
    return [
        f"{source.name}:{text.lineno} {called(call)}({text.value!r})"
        for call in calls
        if SHOWING.fullmatch(called(call))
        for argument in [*call.args, *(keyword.value for keyword in call.keywords)]
        for text in literals(argument)
        if isinstance(text.value, str) and WORD.search(text.value) and text.value not in NAMES
    ]


def untranslatable(source: Source) -> list[str]:
    """Name each call of translate whose text the translator's tools can't read from the source.

    And each call of `tr`: it loses its translation in subclasses. A painter's `translate` is another matter.
    """
    calls = [node for node in nodes(source.tree) if isinstance(node, ast.Call)]
    return [
        f"{source.name}:{call.lineno}"
        for call in calls
        if ast.unparse(call.func).endswith(".tr")
        or (
            ast.unparse(call.func) in {"translate", "QCoreApplication.translate"}
            and not all(
                isinstance(text, ast.Constant) and isinstance(text.value, str) for text in call.args[:3]
            )
        )
    ]


def test_every_text_on_the_screen_is_translated() -> None:
    assert [
        text for source in sources() if source.room in SHOWING_ROOMS for text in untranslated(source)
    ] == []


def test_every_translated_text_can_be_read_from_the_source() -> None:
    assert [place for source in sources() for place in untranslatable(source)] == []


def planted(text: str) -> Source:
    return Source(Path("planted.py"), "painlog.window.planted", text, ast.parse(text))


@pytest.mark.parametrize(
    "text",
    [
        'label.setText("Relief")',
        'label.setText(f"{count} doses")',
        'QLabel("Relief", self)',
        'QPushButton(parent=self, text="Save")',
        'menu.addAction("Quit", self.close)',
        'label.setToolTip("Relief " + name)',
        'label.setText("{} doses".format(count))',
        'label.setText("yes" if over else "no")',
        'table.setHeaderLabels(["Time", "What"])',
        'print("Saved")',
    ],
)
def test_a_text_in_english_only_is_seen(text: str) -> None:
    assert untranslated(planted(text))


@pytest.mark.parametrize(
    "text",
    [
        'label.setText(translate("Today", "Relief"))',
        'label.setText("-")',
        'label.setText(f"{hours}:{minutes}")',
        'label.setText(names["relief"])',
        'window.setWindowTitle("Painlog")',
        'widget.setObjectName("relief")',
    ],
)
def test_other_texts_are_let_be(text: str) -> None:
    assert untranslated(planted(text)) == []


@pytest.mark.parametrize(
    "text",
    [
        'translate("Today", f"{n} doses")',
        'translate("Today", name)',
        'QCoreApplication.translate(room, "Relief")',
        'self.tr("Relief")',
    ],
)
def test_a_text_that_no_translator_sees_is_seen(text: str) -> None:
    assert untranslatable(planted(text))


# What no file may know.

# Put together here, so that this file does not name them itself.
HOSTS = [
    ".".join(parts)
    for parts in (("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "org"), ("debian", "org"))
]
PLACES = [f"/{top}/" for top in ("work", "root")]


def readable_files() -> Iterator[tuple[str, str]]:
    """Yield the name and text of every text file of the project."""
    for path in files():
        content = path.read_bytes()
        if b"\0" not in content:
            yield path.relative_to(ROOT).as_posix(), content.decode("utf-8")


def test_no_file_names_a_place_to_download_from_or_a_folder_of_this_machine() -> None:
    found = [(name, word) for name, text in readable_files() for word in HOSTS + PLACES if word in text]
    assert found == []


def lock_names() -> list[str]:
    return sorted(path.name for path in (ROOT / "locks").iterdir())


def test_there_is_a_lock_for_starting_and_one_for_development() -> None:
    assert lock_names() == ["development.lock", "run-time.lock"]


@pytest.mark.parametrize("name", lock_names())
def test_a_lock_holds_versions_and_hashes_only(name: str) -> None:
    lines = (ROOT / "locks" / name).read_text(encoding="utf-8").splitlines()
    version = re.compile(r"[a-z0-9-]+==[\w.+]+( ; [^\\]+)? \\")
    digest = re.compile(r"    --hash=sha256:[0-9a-f]{64}( \\)?")
    assert [line for line in lines if not version.fullmatch(line) and not digest.fullmatch(line)] == []
    assert sum(" \\" in line for line in lines) == sum(
        following.startswith("    --hash") for following in lines
    ), "each version has its hashes"


def locked(name: str) -> set[tuple[str, str]]:
    text = (ROOT / "locks" / name).read_text(encoding="utf-8")
    return set(re.findall(r"^([a-z0-9-]+)==([\w.+]+)", text, re.MULTILINE))


def test_development_uses_the_versions_that_people_get() -> None:
    assert locked("run-time.lock") <= locked("development.lock")


def test_all_that_is_installed_with_painlog_is_in_the_notices() -> None:
    notices = (ROOT / "THIRD-PARTY.md").read_text(encoding="utf-8").split("\n## ")[1]
    named = dict(re.findall(r"^\| ([a-z][a-z0-9-]+) \| ([^|]+) \|", notices, re.MULTILINE)[1:])
    versions = locked("run-time.lock")
    assert list(named) == sorted({name for name, _ in versions})
    for name, version in versions:
        assert SpecifierSet(named[name].removesuffix("any")).contains(version), name


def test_reading_skips_nothing(tmp_path: Path) -> None:
    names = {path.relative_to(ROOT).as_posix() for path in files()}
    assert {"run.py", "pyproject.toml", ".ci/run", "painlog/entries.py", "tests/house/reading.py"} <= names
    assert read(ROOT / "painlog" / "__init__.py").name == "painlog"

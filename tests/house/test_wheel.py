"""The wheel: what is installed is what is here."""

import subprocess
import sys
import zipfile
from email.message import Message
from email.parser import Parser
from pathlib import Path

import pytest

from tests.house.reading import PACKAGE, ROOT


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel as an installer would, with the build system that is here already."""
    target = tmp_path_factory.mktemp("wheel")
    line = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(target)]
    done = subprocess.run(line, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    (built,) = target.iterdir()
    return built


@pytest.fixture(scope="module")
def contents(wheel: Path) -> list[str]:
    with zipfile.ZipFile(wheel) as archive:
        return archive.namelist()


@pytest.fixture(scope="module")
def metadata(wheel: Path) -> Message:
    with zipfile.ZipFile(wheel) as archive:
        (name,) = [name for name in archive.namelist() if name.endswith(".dist-info/METADATA")]
        return Parser().parsestr(archive.read(name).decode())


def files_below(folder: Path) -> set[str]:
    return {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def test_every_resource_is_in_the_wheel_and_nothing_else(contents: list[str]) -> None:
    prefix = "painlog/resources/"
    shipped = {name.removeprefix(prefix) for name in contents if name.startswith(prefix)}
    assert shipped == files_below(ROOT / "resources")


def test_every_module_is_in_the_wheel_and_nothing_else(contents: list[str]) -> None:
    program = {name for name in contents if ".dist-info/" not in name and "/resources/" not in name}
    assert program == {f"painlog/{name}" for name in files_below(PACKAGE)}


def test_the_licences_are_in_the_wheel(contents: list[str], metadata: Message) -> None:
    for name in ("LICENSE", "THIRD-PARTY.md", "resources/fonts/OFL.txt"):
        assert any(entry.endswith(f".dist-info/licenses/{name}") for entry in contents)
    assert metadata["License-Expression"] == "GPL-3.0-or-later"


def test_the_wheel_says_its_version_and_python(metadata: Message) -> None:
    version = (PACKAGE / "__init__.py").read_text(encoding="utf-8").split('__version__ = "')[1].split('"')[0]
    assert (metadata["Name"], metadata["Version"]) == ("painlog", version)
    assert metadata["Requires-Python"] == ">=3.11"


def test_python_3_11_never_gets_the_pyside_that_loses_none(metadata: Message) -> None:
    wanted = [line for line in metadata.get_all("Requires-Dist", []) if line.lower().startswith("pyside6")]
    assert sorted(wanted) == [
        "pyside6-essentials<6.13,>=6.12; python_version >= '3.15'",
        "pyside6-essentials==6.11.*; python_version < '3.15'",
    ]


def test_the_command_is_called_painlog(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        (name,) = [name for name in archive.namelist() if name.endswith("/entry_points.txt")]
        assert archive.read(name).decode().split() == [
            "[console_scripts]",
            "painlog",
            "=",
            "painlog.cli:main",
        ]


def test_an_installed_painlog_finds_its_resources(wheel: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path)
    code = (
        "import sys; sys.path.insert(0, sys.argv[1]); from painlog import places; print(places.resources())"
    )
    line = [sys.executable, "-P", "-c", code, str(tmp_path)]
    found = subprocess.run(line, cwd=tmp_path, capture_output=True, text=True, check=True).stdout.strip()
    assert Path(found) == tmp_path / "painlog" / "resources"
    assert (Path(found) / "icons" / "painlog.svg").exists()

"""Each library of the system that Qt loads is one that run.py sees to, or comes with one of those.

A computer that has a desktop has them all; a bare one, where nobody looks, lacks what is forgotten here.
"""

import re
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path

import PySide6
import pytest

from tests.house.reading import ROOT, load_run, sources

QT = Path(PySide6.__file__).parent
PLUGINS = ("platforms/libqxcb.so", "platforms/libqoffscreen.so")
EVERYWHERE = {"libc6", "libgcc-s1", "libstdc++6", "zlib1g"}
"""Packages without which there is no Debian, or no Python."""
DEPENDENCIES = "${Package}\t${Provides}\t${Pre-Depends}, ${Depends}\n"

pytestmark = pytest.mark.skipif(
    shutil.which("dpkg-query") is None, reason="only Debian and its kin tell which package holds a library"
)


def told(*line: str) -> str:
    return subprocess.run(line, capture_output=True, text=True, check=True).stdout


def loaded() -> Iterator[Path]:
    """Give what of Qt is loaded: the modules that Painlog imports, and the two platforms."""
    for source in sources():
        for module in re.findall(r"from PySide6\.(\w+) import", source.text):
            yield QT / f"{module}.abi3.so"
    yield from (QT / "Qt" / "plugins" / plugin for plugin in PLUGINS)


def system_libraries() -> dict[str, str]:
    """Return the libraries from outside of Qt's own folder, each with one that loads it."""
    found: dict[str, str] = {}
    for file in dict.fromkeys(loaded()):
        for name, path in re.findall(r"^\s*(\S+) => (/\S+)", told("ldd", str(file)), re.MULTILINE):
            if not path.startswith(str(QT.parent)):
                found.setdefault(name, file.name)
    return found


def owners(libraries: Iterable[str]) -> dict[str, set[str]]:
    """Return for each library the packages that hold it."""
    found: dict[str, set[str]] = {}
    for line in told("dpkg", "-S", *(f"*/{name}" for name in libraries)).splitlines():
        package, _, path = line.partition(": ")
        found.setdefault(Path(path).name, set()).add(package.partition(":")[0])
    return found


def names_in(field: str) -> list[str]:
    """Return the packages of a field as dpkg tells it, without versions; of alternatives all."""
    return re.findall(r"(?:^|[,|]\s*)([a-z0-9][a-z0-9+.-]+)", field.strip(", "))


def what_comes_with(packages: set[str]) -> set[str]:
    """Return the packages and all that they depend on, by their names here."""
    needs, real = {}, {}
    for line in told("dpkg-query", "-W", "-f", DEPENDENCIES).splitlines():
        package, provides, depends = line.split("\t")
        needs[package] = names_in(depends)
        real.update(dict.fromkeys([package, *names_in(provides)], package))
    found: set[str] = set()
    waiting = set(packages)
    while waiting:
        package = real.get(waiting.pop(), "")
        if package and package not in found:
            found.add(package)
            waiting.update(needs[package])
    return found


def test_what_qt_loads_is_seen_to() -> None:
    run = load_run(ROOT)
    seen_to = what_comes_with(EVERYWHERE | {*run.LIBRARIES.values(), *run.WINDOW_LIBRARIES.values()})
    libraries = system_libraries()
    assert "libfontconfig.so.1" in libraries
    held = owners(libraries)
    assert {name: by for name, by in libraries.items() if not held[name] & seen_to} == {}

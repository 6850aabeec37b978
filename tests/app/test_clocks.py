"""The two clocks that nobody can set, on each system that Painlog is for."""

import ctypes
import sys
import time
from importlib.util import find_spec, module_from_spec
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from painlog import clocks


def test_both_go_on_while_the_computer_is_awake() -> None:
    ran, awake, began = clocks.going_on(), clocks.awake(), time.perf_counter()
    while time.perf_counter() - began < 0.06:
        pass
    assert 0.05 <= clocks.going_on() - ran < 10
    assert 0.05 <= clocks.awake() - awake < 10


def test_a_computer_that_slept_ran_longer_than_it_was_awake() -> None:
    awake = clocks.awake()
    assert clocks.going_on() >= awake - 0.001  # asked for last: another program may come in between


def on(system: str, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Return the clocks as another system would load them."""
    spec = find_spec("painlog.clocks")
    assert spec is not None
    assert spec.loader is not None
    monkeypatch.setattr(sys, "platform", system)
    loaded = module_from_spec(spec)
    spec.loader.exec_module(loaded)
    return loaded


@pytest.mark.parametrize(("system", "name"), [("linux", "CLOCK_BOOTTIME"), ("darwin", "CLOCK_MONOTONIC")])
def test_each_system_is_asked_for_the_clock_that_sleep_does_not_stop(
    system: str, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(time, "clock_gettime", lambda which: 7.0 if which == getattr(time, name) else 0.0)
    assert on(system, monkeypatch).going_on() == 7.0


def test_windows_is_asked_for_the_time_that_it_was_awake(monkeypatch: pytest.MonkeyPatch) -> None:
    def tell(place: Any) -> None:
        place._obj.value = 55_000_000  # in units of 100 nanoseconds

    asked = SimpleNamespace(kernel32=SimpleNamespace(QueryUnbiasedInterruptTime=tell))
    monkeypatch.setattr(ctypes, "windll", asked, raising=False)
    loaded = on("win32", monkeypatch)
    assert loaded.awake() == 5.5
    assert loaded.going_on() == pytest.approx(time.monotonic(), abs=10)

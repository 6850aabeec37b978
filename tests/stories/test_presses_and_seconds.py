"""How many presses each task takes, and how many seconds of them are the program's: what the window promises.

A press of a shaky hand takes about a second and a half, pointing included; so long is counted for each.
"""

import time
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from painlog.entries import Patient
from tests.stories.person import Person

A_PRESS_S = 1.5
Task = Callable[[Person], None]
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def start(person: Person) -> None:
    person.presses("Flare-up now")


def start_by_key(person: Person) -> None:
    person.keys(Qt.Key.Key_F5)


def end_by_key(person: Person) -> None:
    person.keys(Qt.Key.Key_F5)
    person.keys(Qt.Key.Key_F5, ctrl=True)


def dose(person: Person) -> None:
    person.presses("Oxycodone IR 5 mg")


def dose_by_key(person: Person) -> None:
    person.took += 1
    QTest.keyClick(person.window, Qt.Key.Key_1, CONTROL | SHIFT)


def dose_with_reason(person: Person) -> None:
    person.presses("Oxycodone IR 5 mg")
    person.presses("To prevent pain")


def yesterday(person: Person) -> None:
    for words in ("Earlier…", "The day before", "Pain at its worst 6 of 10", "Lifting", "Write it down"):
        person.presses(words)


def yesterday_asleep(person: Person) -> None:
    for words in ("Earlier…", "The day before", "Pain at its worst 6 of 10", "Lifting", "I fell asleep"):
        person.presses(words)
    person.presses("Write it down")


def evening(person: Person) -> None:
    for words in ("Evening check…", "Pain between flare-ups 3 of 10", "Stairs", "Done"):
        person.presses(words)


def background_by_key(person: Person) -> None:
    person.keys(Qt.Key.Key_B, ctrl=True)
    person.keys(Qt.Key.Key_3)


def patch_fell_off(person: Person) -> None:
    person.presses("it fell off")


def therapy(person: Person) -> None:
    person.presses("Physical therapy")


TASKS: dict[str, tuple[Task, int, float]] = {
    "flare-up starts": (start, 1, 2),
    "flare-up starts by key": (start_by_key, 1, 2),
    "flare-up starts and ends by key": (end_by_key, 2, 4),
    "dose": (dose, 1, 2),
    "dose by key": (dose_by_key, 1, 2),
    "dose with its reason": (dose_with_reason, 2, 4),
    "yesterday's flare-up with level and trigger": (yesterday, 6, 10),
    "… that ended in sleep": (yesterday_asleep, 6, 10),
    "evening check": (evening, 5, 30),
    "background pain by key": (background_by_key, 2, 4),
    "a patch that fell off": (patch_fell_off, 1, 2),
    "a session of therapy": (therapy, 1, 2),
}


@pytest.mark.parametrize("name", TASKS)
def test_a_task_takes_no_more_than_was_promised(person: Person, name: str) -> None:
    task, presses, seconds = TASKS[name]
    person.window.answers.describe(Patient(activities=("lifting", "stairs")))
    person.presses("Buprenorphine patch 10 µg/h")
    person.waits(hours=4)
    before, person.took = person.wrote(), 0
    began = time.process_time()
    task(person)
    used = time.process_time() - began
    assert person.wrote() != before
    assert person.took <= presses
    assert A_PRESS_S * person.took + used <= seconds

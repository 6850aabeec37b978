"""Hands on a screen: real keys, clicks, drags and turns of the wheel through X's own test extension."""

import ctypes
import ctypes.util
import os
import random
import subprocess
from collections.abc import Callable
from pathlib import Path
from threading import Event
from typing import Protocol

from tests.programs import need

SIZE = 1366, 768
HASTY = "hasty "
"""Begins what is told of an answer to presses that did not wait for one another."""
PROGRAMS = ("Xvfb", "openbox")
_A_MOMENT = Event()
"""Never set: between two looks at what another program does."""
_SHIFTED = {"plus": "equal", "underscore": "minus", "colon": "semicolon", "less": "comma", "ampersand": "7"}
_WINDOW_MANAGER = """<?xml version="1.0" encoding="UTF-8"?>
<openbox_config xmlns="http://openbox.org/3.4/rc">
 <keyboard>
  <keybind key="A-F4"><action name="Close"/></keybind>
  <keybind key="A-F10"><action name="ToggleMaximize"/></keybind>
 </keyboard>
 <mouse>
  <context name="Titlebar">
   <mousebind button="Left" action="Drag"><action name="Move"/></mousebind>
   <mousebind button="Left" action="DoubleClick"><action name="ToggleMaximize"/></mousebind>
  </context>
  <context name="BRCorner">
   <mousebind button="Left" action="Drag"><action name="Resize"/></mousebind>
  </context>
  <context name="Close"><mousebind button="Left" action="Click"><action name="Close"/></mousebind></context>
  <context name="Client">
   <mousebind button="Left" action="Press"><action name="Focus"/><action name="Raise"/></mousebind>
  </context>
 </mouse>
</openbox_config>
"""


class Screen:
    """A virtual screen with a window manager, and hands on it."""

    def __init__(self, folder: Path) -> None:
        """Start the screen; the window manager's settings go into `folder`."""
        need(*PROGRAMS)
        reading, writing = os.pipe()
        size = f"{SIZE[0]}x{SIZE[1]}x24"
        self._server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(writing), "-screen", "0", size, "-nolisten", "tcp", "-noreset"],
            pass_fds=[writing],
            stderr=subprocess.DEVNULL,
        )
        os.close(writing)
        with os.fdopen(reading) as told:
            self.name = f":{told.readline().strip()}"
        settings = folder / "openbox.xml"
        settings.write_text(_WINDOW_MANAGER, encoding="utf-8")
        self._manager = subprocess.Popen(
            ["openbox", "--config-file", str(settings)],
            env={**os.environ, "DISPLAY": self.name, "HOME": str(folder)},
            stderr=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
        )
        self.hands = Hands(self.name)

    def close(self) -> None:
        """Take the screen away."""
        self.hands.close()
        for program in (self._manager, self._server):
            program.terminate()
            program.wait(10)


class Pressing(Protocol):
    """Hands on a screen, or the program's own."""

    def move(self, x: int, y: int) -> None: ...
    def click(self, number: int = 1, times: int = 1) -> None: ...
    def drag(self, places: list[tuple[int, int]]) -> None: ...
    def key(self, keys: str) -> None: ...
    def resize(self, width: int, height: int) -> None: ...


class Hands:
    """What a person does to keyboard and mouse; every call has reached the screen when it returns."""

    def __init__(self, display: str) -> None:
        """Reach out for a screen."""
        self._x = ctypes.CDLL(ctypes.util.find_library("X11") or "libX11.so.6")
        self._test = ctypes.CDLL(ctypes.util.find_library("Xtst") or "libXtst.so.6")
        for name in ("XOpenDisplay", "XStringToKeysym"):
            getattr(self._x, name).restype = ctypes.c_void_p
        self._deaf = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p)(lambda *_: 0)
        self._x.XSetErrorHandler(self._deaf)  # a window that is gone by now is nobody's fault
        found = self._x.XOpenDisplay(display.encode())
        if not found:
            raise RuntimeError(f"no screen {display}")
        self._display = ctypes.c_void_p(found)

    def close(self) -> None:
        """Let go."""
        self._x.XCloseDisplay(self._display)

    def move(self, x: int, y: int) -> None:
        """Bring the mouse to a place of the screen."""
        self._test.XTestFakeMotionEvent(self._display, -1, x, y, ctypes.c_ulong(0))
        self._done()

    def button(self, number: int, *, down: bool) -> None:
        """Press or let go of a button of the mouse; 4 and 5 are the wheel."""
        self._test.XTestFakeButtonEvent(self._display, number, int(down), ctypes.c_ulong(0))
        self._done()

    def click(self, number: int = 1, times: int = 1) -> None:
        """Click with a button of the mouse."""
        for _ in range(times):
            self.button(number, down=True)
            self.button(number, down=False)

    def drag(self, places: list[tuple[int, int]]) -> None:
        """Press at the first place, go over the others, let go at the last."""
        self.move(*places[0])
        self.button(1, down=True)
        for place in places[1:]:
            self.move(*place)
        self.button(1, down=False)

    def key(self, keys: str) -> None:
        """Press keys together, such as "ctrl+shift+z" or "Return"."""
        codes = [code for name in keys.split("+") if (code := self._code(name))]
        for code in codes:
            self._test.XTestFakeKeyEvent(self._display, code, 1, ctypes.c_ulong(0))
        for code in reversed(codes):
            self._test.XTestFakeKeyEvent(self._display, code, 0, ctypes.c_ulong(0))
        self._done()

    def resize(self, width: int, height: int) -> None:
        """Ask for another size of the window that has the keyboard."""
        window = ctypes.c_ulong()
        self._x.XGetInputFocus(self._display, ctypes.byref(window), ctypes.byref(ctypes.c_int()))
        if window.value > 1:
            self._x.XResizeWindow(self._display, window, width, height)
            self._done()

    def _code(self, name: str) -> int:
        held = {"ctrl": "Control_L", "shift": "Shift_L", "alt": "Alt_L"}
        symbol = self._x.XStringToKeysym(held.get(name, _SHIFTED.get(name, name)).encode())
        return int(self._x.XKeysymToKeycode(self._display, ctypes.c_ulong(symbol or 0)))

    def _done(self) -> None:
        self._x.XSync(self._display, 0)


KEYS = (
    *("Tab", "shift+Tab", "Return", "space", "Escape", "Up", "Down", "Left", "Right", "Home", "End") * 4,
    *("Page_Up", "Page_Down", "Delete", "BackSpace", "F2", "Menu", "alt+j", "alt+e", "alt+n", "alt+v") * 2,
    *("F5", "F6", "F7", "F8", "F9", "shift+F5", "ctrl+F5", "ctrl+z", "ctrl+z", "ctrl+shift+z", "ctrl+Return"),
    *("ctrl+1", "ctrl+2", "ctrl+3", "ctrl+4", "ctrl+5", "ctrl+shift+1", "ctrl+shift+2", "ctrl+shift+3"),
    *("ctrl+d", "ctrl+t", "ctrl+b", "ctrl+e", "ctrl+shift+n", "ctrl+f", "ctrl+comma", "ctrl+a", "ctrl+c"),
    *("ctrl+v", "ctrl+x", "ctrl+equal", "ctrl+minus", "ctrl+0", "F1", "F11", "alt+h", "ctrl+n", "ctrl+o"),
    *("ctrl+p", "alt+Down", "shift+Down", "shift+End", "ctrl+Home", "ctrl+End", "equal", "minus", "alt+F10"),
)
SELDOM = ("ctrl+q", "alt+F4", "ctrl+w")
TYPED = (*"abcdefghilmnoprstuvwxyz0123456789", "period", "comma", "space", "minus", "less", "ampersand")


class Storm:
    """Keys, clicks, drags, wheel and sizes by chance from a seed, through hands or on a window directly."""

    def __init__(self, hands: Pressing, seed: int, targets: Callable[[], list[tuple[int, int]]]) -> None:
        """Press with `hands`; `targets` tells places of the screen where something can be pressed."""
        self._hands = hands
        self._chance = random.Random(seed)
        self._targets = targets
        self.presses = 0

    def blow(self) -> None:
        """Do one thing."""
        self.presses += 1
        chance = self._chance.random()
        if chance < 0.42:
            self._click()
        elif chance < 0.72:
            self._hands.key(self._chance.choice(KEYS))
        elif chance < 0.82:
            for _ in range(self._chance.randrange(1, 6)):
                self._hands.key(self._chance.choice(TYPED))
        elif chance < 0.88:
            self._hands.move(*self._place())
            self._hands.click(self._chance.choice((4, 5)), self._chance.randrange(1, 8))
        elif chance < 0.95:
            self._hands.drag([self._place(), *(self._anywhere() for _ in range(3)), self._place()])
        elif chance < 0.98:
            self._hands.resize(self._chance.randrange(300, 1500), self._chance.randrange(200, 900))
        elif chance < 0.9805:
            self._hands.key(self._chance.choice(SELDOM))
        else:
            self._hands.key("Escape")

    def _click(self) -> None:
        self._hands.move(*self._place())
        if self._chance.random() < 0.9:
            self._hands.click(1, self._chance.choice((1, 1, 1, 2)))
        else:
            self._hands.click(self._chance.choice((2, 3)))

    def _place(self) -> tuple[int, int]:
        places = self._targets() if self._chance.random() < 0.7 else []
        return self._chance.choice(places) if places else self._anywhere()

    def _anywhere(self) -> tuple[int, int]:
        return self._chance.randrange(SIZE[0]), self._chance.randrange(SIZE[1])


def until(true: Callable[[], object], patience_s: float = 60) -> bool:
    """Look again and again; tell whether it came true."""
    for _ in range(round(patience_s / 0.05)):
        if true():
            return True
        _A_MOMENT.wait(0.05)
    return False

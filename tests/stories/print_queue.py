"""Print queues of our own: a CUPS server in a folder, whose printers write PDF files.

One is the usual virtual printer (cups-pdf), which goes through PostScript and so keeps shapes, not words.
The other is what a printer that understands PDF gets, with its words.
"""

import os
import pwd
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Event

VIRTUAL, STRAIGHT = "Virtual", "Straight"
DRIVERS = {
    VIRTUAL: Path("/usr/share/ppd/cups-pdf/CUPS-PDF_opt.ppd"),
    STRAIGHT: Path("/usr/share/ppd/cupsfilters/Generic-PDF_Printer-PDF.ppd"),
}
BACKEND = Path("/usr/lib/cups/backend/cups-pdf")
NEEDED = "apt-get install cups printer-driver-cups-pdf"
_PATIENCE = 30.0
_A_MOMENT = Event()
"""Never set: between two looks at what another program does."""
_SERVER = """
Listen {folder}/socket
LogLevel warn
Browsing No
WebInterface No
DefaultAuthType None
<Location />
  Order allow,deny
  Allow all
</Location>
<Policy default>
  <Limit All>
    Order allow,deny
    Allow all
  </Limit>
</Policy>
"""
_FILES = """
ServerRoot {folder}/etc
RequestRoot {folder}/spool
TempDir {folder}/tmp
CacheDir {folder}/cache
StateDir {folder}/state
AccessLog {folder}/access_log
ErrorLog {folder}/error_log
PageLog {folder}/page_log
SystemGroup root
FileDevice Yes
"""


@dataclass(frozen=True)
class Queues:
    """Printers that write what they get into PDF files."""

    server: str
    """Where CUPS listens, for the variable CUPS_SERVER."""
    straight: Path
    """What the printer that understands PDF got last."""
    virtual: tuple[Path, ...]
    """The folders of the virtual printer."""

    def of_virtual(self, title: str) -> Path:
        """Wait for the file of the virtual printer's job whose name contains `title`."""
        wanted = f"*{title.replace(' ', '_')}*.pdf"
        return _whole(lambda: [file for folder in self.virtual for file in folder.glob(wanted)])

    def of_straight(self) -> Path:
        """Wait for what the other printer gets."""
        return _whole(lambda: [self.straight])


def _whole(look: Callable[[], list[Path]]) -> Path:
    """Wait for a file that is written whole."""
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until:
        for file in look():
            if file.exists() and b"%%EOF" in file.read_bytes()[-400:]:
                return file
        _A_MOMENT.wait(0.1)
    raise AssertionError(f"nothing came out of the printer within {_PATIENCE} s")


def missing() -> str:
    """Return why no queue can be made here; empty where one can."""
    if shutil.which("cupsd", path="/usr/sbin:/usr/bin") is None or not BACKEND.exists():
        return f"no CUPS here that prints to PDF: {NEEDED}"
    absent = [str(driver) for driver in DRIVERS.values() if not driver.exists()]
    if absent:
        return f"no {absent[0]} here: {NEEDED}"
    if os.geteuid() != 0:
        return "only the administrator may start a print server of their own"
    return ""


@contextmanager
def queues_in(folder: Path) -> Iterator[Queues]:
    """Start CUPS in `folder` with its printers, and stop it at the end."""
    for name in ("etc", "spool", "tmp", "cache", "state"):
        (folder / name).mkdir()
    (folder / "tmp").chmod(0o1777)
    for name, text in (("cupsd.conf", _SERVER), ("cups-files.conf", _FILES)):
        (folder / "etc" / name).write_text(text.format(folder=folder))
    own = ["-c", f"{folder}/etc/cupsd.conf", "-s", f"{folder}/etc/cups-files.conf"]
    server = subprocess.Popen(
        ["/usr/sbin/cupsd", "-f", *own], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        _wait_for(folder / "socket")
        home = Path(pwd.getpwuid(os.geteuid()).pw_dir)
        queues = Queues(
            f"{folder}/socket", folder / "straight.pdf", (home / "PDF", Path("/var/spool/cups-pdf/ANONYMOUS"))
        )
        for name, device in ((VIRTUAL, "cups-pdf:/"), (STRAIGHT, f"file://{queues.straight}")):
            administer(queues, "-p", name, "-v", device, "-P", str(DRIVERS[name]), "-E")
        administer(queues, "-d", STRAIGHT)
        yield queues
    finally:
        server.terminate()
        server.wait(10)


def administer(queues: Queues, *wish: str) -> None:
    """Make, change or take away a printer."""
    subprocess.run(["/usr/sbin/lpadmin", "-h", queues.server, *wish], check=True, capture_output=True)


def _wait_for(path: Path) -> None:
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until:
        if path.exists():
            with socket.socket(socket.AF_UNIX) as asked:
                if asked.connect_ex(str(path)) == 0:
                    return
        _A_MOMENT.wait(0.05)
    raise AssertionError("the print server did not start")

"""Places where a journal can't live well: real ones, made for a test and taken away after it."""

import os
import resource
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


class SmallDisk:
    """A file system of its own in memory with room for a megabyte; without the right to make one, a limit.

    Where the account may mount nothing, the system lets no file grow beyond its size instead.
    """

    def __init__(self, folder: Path, kibibytes: int = 1024) -> None:
        """Make it at `folder`."""
        self.folder = folder
        self._ballast = folder / "ballast"
        size = f"size={kibibytes}k,mode=0700"
        done = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", size, "tmpfs", str(folder)], capture_output=True, check=False
        )
        self.is_real = done.returncode == 0

    def fill(self, but: int = 0) -> None:
        """Leave no room at all, or room for so many bytes."""
        if not self.is_real:
            resource.setrlimit(resource.RLIMIT_FSIZE, (1, resource.getrlimit(resource.RLIMIT_FSIZE)[1]))
            return
        for size in (65_536, 4_096, 1):
            with suppress(OSError), self._ballast.open("ab", buffering=0) as file:
                while True:
                    file.write(bytes(size))
        os.truncate(self._ballast, self._ballast.stat().st_size - but)

    def make_room(self) -> None:
        """Have room again."""
        if not self.is_real:
            most = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
            resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
        self._ballast.unlink(missing_ok=True)

    def protect(self) -> bool:
        """Allow only reading; tell whether that was possible."""
        return self.is_real and self._mount("remount,ro")

    def unprotect(self) -> None:
        """Allow writing again."""
        self._mount("remount,rw")

    def close(self) -> None:
        """Take it away."""
        self.make_room()
        if self.is_real:
            subprocess.run(["umount", "-l", str(self.folder)], check=False, capture_output=True)

    def _mount(self, how: str) -> bool:
        done = subprocess.run(["mount", "-o", how, str(self.folder)], check=False, capture_output=True)
        return done.returncode == 0


@contextmanager
def small_disk(folder: Path) -> Iterator[SmallDisk]:
    """Have a small disk at a new folder."""
    folder.mkdir()
    disk = SmallDisk(folder)
    try:
        yield disk
    finally:
        disk.close()


@contextmanager
def read_only_folder(folder: Path) -> Iterator[None]:
    """Let nothing be made in a folder: by a mount for root, whom modes do not stop."""
    if os.geteuid() == 0:
        here = str(folder)
        subprocess.run(["mount", "--bind", here, here], check=True, capture_output=True)
        subprocess.run(["mount", "-o", "remount,bind,ro", here], check=True, capture_output=True)
        try:
            yield
        finally:
            subprocess.run(["umount", "-l", here], check=True, capture_output=True)
        return
    folder.chmod(0o500)
    try:
        yield
    finally:
        folder.chmod(0o700)

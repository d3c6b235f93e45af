"""A port that scanners are plugged into: a pseudo-terminal stands for the scanner, and unplugging it is closing it."""

import os
import tty
from pathlib import Path


class ScannerLine:
    """port: the name that stays, whatever the system calls what is plugged in there."""

    def __init__(self, folder: Path) -> None:
        self.port = folder / "scanner"
        self.master = -1
        self.slave = -1

    def plug_in(self) -> None:
        self.master, self.slave = os.openpty()
        tty.setraw(self.slave)
        self.port.unlink(missing_ok=True)
        self.port.symlink_to(os.ttyname(self.slave))

    def pull_out(self) -> None:
        if self.master >= 0:
            os.close(self.master)
            os.close(self.slave)
            self.master = self.slave = -1
            self.port.unlink()

    def send(self, data: bytes) -> None:
        os.write(self.master, data)

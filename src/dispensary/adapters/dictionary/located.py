"""Where one file of a release lies: in a folder, in a zip, or in a zip inside a zip; for another process too."""

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from dispensary.application.ports.dictionary import ReleaseUnusable

DAMAGED = (zipfile.BadZipFile, zlib.error, OSError, EOFError, RuntimeError, NotImplementedError)
"""What reading a zip can end in: cut off, flipped bits, encrypted, packed in a way that nobody uses."""


@dataclass(frozen=True, slots=True)
class Located:
    """path: the file on the disk. inside: the member of the zip that it is, and the member of that one."""

    path: Path
    inside: tuple[str, ...] = ()
    size: int = 0

    @property
    def name(self) -> str:
        """As people know it: the file's own name."""
        return (self.inside[-1] if self.inside else self.path.name).rsplit("/", 1)[-1]

    @property
    def archive(self) -> str:
        """The name of the outermost zip that it came in; "" for a file in a folder."""
        return self.path.name if self.inside else ""

    @contextmanager
    def open(self) -> Iterator[IO[bytes]]:
        """Raises ReleaseUnusable where it cannot be read, also when that shows later, while it is read."""
        with ExitStack() as stack:
            try:
                stream: IO[bytes] = stack.enter_context(self.path.open("rb"))
                for member in self.inside:
                    archive = stack.enter_context(zipfile.ZipFile(stream))
                    stream = stack.enter_context(archive.open(member))
                yield stream
            except DAMAGED as problem:
                raise ReleaseUnusable(f"{self.name} cannot be read: {problem}.") from problem

    def whole(self, most: int = 16 << 20) -> bytes:
        """All of a small file. Raises ReleaseUnusable where it is larger than that."""
        with self.open() as stream:
            read = stream.read(most + 1)
        if len(read) > most:
            raise ReleaseUnusable(f"{self.name} is far larger than such a file can be.")
        return read

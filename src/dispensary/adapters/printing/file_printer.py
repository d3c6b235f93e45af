"""Prints into a folder: for the demo, the tour and a pharmacy that prints by hand while a printer is away."""

import os
import re
import tempfile
from pathlib import Path

from dispensary.application.ports.printer import PrinterUnavailable, Sent

_SAFE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")


class FilePrinter:
    """One PDF a job in `folder`, named by the job; the same job again replaces its file, never half of it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def send(self, job_id: str, document: bytes, title: str) -> Sent:  # noqa: ARG002
        """Writes it whole or not at all. Raises PrinterUnavailable; ValueError for an id that is no file name."""
        if not _SAFE.fullmatch(job_id):
            raise ValueError("a print job's id is letters, digits, dots, dashes and underscores")
        target = self._folder / f"{job_id}.pdf"
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._replace(target, document)
        except OSError as problem:
            raise PrinterUnavailable(
                f"The label could not be written to {self._folder}: {problem.strerror}. Check that folder."
            ) from problem
        return Sent(job_id, str(self._folder), target.name)

    def _replace(self, target: Path, document: bytes) -> None:
        handle, draft = tempfile.mkstemp(dir=self._folder, prefix=".", suffix=".part")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(document)
                file.flush()
                os.fsync(file.fileno())
            Path(draft).replace(target)
        except OSError:
            Path(draft).unlink(missing_ok=True)
            raise

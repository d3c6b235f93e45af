"""Writes a document into a file that somebody named."""

from pathlib import Path

from dispensary.application.ports.printer import PrinterUnavailable


def write_whole(path: Path, document: bytes) -> None:
    """The file whole or not at all. Raises PrinterUnavailable where it cannot be written."""
    draft = path.with_name(f".{path.name}.part")
    try:
        draft.write_bytes(document)
        draft.replace(path)
    except OSError as problem:
        draft.unlink(missing_ok=True)
        raise PrinterUnavailable(f"{path.name} could not be written: {problem.strerror}.") from problem

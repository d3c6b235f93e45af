"""Small files that must be whole after a power cut, and folders that must remember their names."""

import os
from pathlib import Path


def write_whole(path: Path, document: bytes, *, mode: int = 0o600) -> None:
    """The file as it was or as it is now, nothing in between, and on the disk when this returns. Raises OSError."""
    draft = path.with_name(f".{path.name}.part")
    draft.unlink(missing_ok=True)
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(document)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Makes a new name in that folder outlive a power cut. Windows has no such call and does it by itself."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

"""Files that somebody asks for: where to, and written whole or not at all."""

from collections.abc import Callable, Iterable
from pathlib import Path

from PySide6.QtCore import QDir, QIODevice, QSaveFile
from PySide6.QtWidgets import QFileDialog, QWidget

from dispensary.domain.upkeep import FileNotWritten

AskPath = Callable[[QWidget, str, str, str], str]
"""Asks for a file: beside which window, what it is, the name proposed, the kinds offered. "" for nothing chosen."""


def ask_path(parent: QWidget, title: str, name: str, kinds: str) -> str:
    """The system's own window for a new file."""
    chosen, _ = QFileDialog.getSaveFileName(parent, title, QDir(QDir.homePath()).filePath(name), kinds)
    return chosen


def save_whole(path: str, parts: Iterable[bytes]) -> FileNotWritten | None:
    """Writes the parts, one after another. What was there before stays until the last of them is on the disk."""
    file = QSaveFile(path)
    if not file.open(QIODevice.OpenModeFlag.WriteOnly):
        return FileNotWritten(Path(path).name, file.errorString())
    for part in parts:
        if file.write(part) != len(part):
            file.cancelWriting()
            break
    return None if file.commit() else FileNotWritten(Path(path).name, file.errorString())

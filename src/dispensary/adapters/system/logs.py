"""The program's log: what happened, where and of which kind, and never to whom.

Two walls. What we log ourselves carries kinds, places and counts only; that is a habit, and a test drives a whole day
and looks for every patient and medicine of it. Whatever anybody else logs (the database layer, the line to EPS) is
written down without its words, and no exception's text is written at all: both may hold a name, an address in a URL,
the values of a statement.
"""

import contextlib
import logging
import os
import re
import traceback
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Any

OURS = "dispensary"
SIZE, FILES = 1_000_000, 5
LEVEL_SETTING = "DISPENSARY_LOG_LEVEL"

_LIKE_AN_ID = re.compile(r"\b\d[\d -]{8,}\d\b|\b[0-9A-F]{6}-[0-9A-Z]{6}-[0-9A-F]{5}[0-9A-Z+]\b", re.IGNORECASE)


class Discreet(logging.Formatter):
    """One line a record."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s")
        self.default_msec_format = "%s.%03d"

    def format(self, record: logging.LogRecord) -> str:
        shown = logging.makeLogRecord(record.__dict__)
        shown.msg, shown.args = self._words(record), ()
        shown.exc_info = shown.exc_text = shown.stack_info = None
        return super().format(shown)

    def _words(self, record: logging.LogRecord) -> str:
        ours = record.name == OURS or record.name.startswith(f"{OURS}.")
        place = f"{Path(record.pathname).name}:{record.lineno}"
        words = self._safe(record) if ours else f"(said at {place})"
        if record.exc_info and record.exc_info[1] is not None:
            words = f"{words} {trail_of(record.exc_info[1])}"
        return words.replace("\n", " ")

    def _safe(self, record: logging.LogRecord) -> str:
        try:
            # A number as long as an NHS number, or a prescription's ID, has no business here, whoever let it in.
            return _LIKE_AN_ID.sub("(withheld)", record.getMessage())
        except (TypeError, ValueError):
            return f"(unsayable, {Path(record.pathname).name}:{record.lineno})"


def trail_of(problem: BaseException) -> str:
    """Type and places of an exception and of what led to it, never their words."""
    seen: list[str] = []
    at: BaseException | None = problem
    while at is not None and len(seen) < 5:
        frames = traceback.extract_tb(at.__traceback__)[-4:]
        places = " < ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in reversed(frames))
        seen.append(f"{type(at).__name__} at {places or 'nowhere'}")
        at = at.__cause__ or at.__context__
    return ", after ".join(seen)


class _OwnerOnly(RotatingFileHandler):
    """A log that only its owner reads, and whose disk being full stops nobody's work."""

    def _open(self) -> Any:
        return os.fdopen(
            os.open(self.baseFilename, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "a", encoding="utf-8"
        )

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 the library's name
        """A line that cannot be written is lost; printing why would print what it said."""
        del record


def begin_log(folder: Path) -> logging.Handler | None:
    """Logs into `dispensary.log` of that folder from now on; None where the folder cannot be written."""
    with contextlib.suppress(OSError):
        handler = _OwnerOnly(folder / "dispensary.log", maxBytes=SIZE, backupCount=FILES, encoding="utf-8", delay=False)
        handler.setFormatter(Discreet())
        root = logging.getLogger()
        root.addHandler(handler)
        wanted = os.environ.get(LEVEL_SETTING, "INFO").upper()
        logging.getLogger(OURS).setLevel(wanted if wanted in ("DEBUG", "INFO", "WARNING", "ERROR") else "INFO")
        return handler
    return None


def end_log(handler: logging.Handler | None) -> None:
    if handler is not None:
        logging.getLogger().removeHandler(handler)
        handler.close()

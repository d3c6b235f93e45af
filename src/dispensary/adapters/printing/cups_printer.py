"""Prints through CUPS with the `lp` program."""

import os
import re
import subprocess
from collections.abc import Callable
from typing import Final

from dispensary.application.ports.printer import PrinterUnavailable, PrinterUncertain, Sent

_QUEUE = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,126}")
_REQUEST = re.compile(r"request id is (\S+)")

AS_LARGE_AS_IT_IS: Final = ("fit-to-page=false", "print-scaling=none")
"""A label keeps its size, whatever its queue does to pages by itself: shrunk, its bars may not read.

Without `print-scaling` CUPS decides by the page, and its versions differ in what they shrink: what is larger than the
paper, or only reaches into the printer's margins. Where it is said, the older option is not looked at; it is said for
those that know no other. A roll is the paper that its queue was set up with.
"""
SHEET: Final = (*AS_LARGE_AS_IT_IS, "media=A4")
"""A sheet of labels is A4 even where its queue was set up with another paper: centred on that one, no label would lie
on its place.
"""


class CupsPrinter:
    """One CUPS queue. The document goes in through standard input; no shell sees any of it.

    options: how the queue is to treat a document. encode: a document in the language of a printer whose queue hands on
    what it gets as it is; may raise NotPrintable.
    """

    def __init__(
        self,
        queue: str,
        *,
        options: tuple[str, ...] = ("fit-to-page=false",),
        encode: Callable[[bytes], bytes] | None = None,
        program: str = "lp",
        timeout: float = 15.0,
    ) -> None:
        if not _QUEUE.fullmatch(queue):
            raise ValueError("a CUPS queue's name is letters, digits, dots, dashes and underscores")
        self._queue, self._encode, self._program, self._timeout = queue, encode, program, timeout
        self._options = ("raw",) if encode is not None else options

    def send(self, job_id: str, document: bytes, title: str) -> Sent:
        """Raises PrinterUnavailable where `lp` is missing or refuses, PrinterUncertain where it does not answer."""
        options = [word for option in self._options for word in ("-o", option)]
        command = [self._program, "-d", self._queue, "-t", _one_line(title), *options, "--", "-"]
        document = self._encode(document) if self._encode is not None else document
        try:
            done = subprocess.run(
                command,
                input=document,
                capture_output=True,
                timeout=self._timeout,
                check=False,
                env={**os.environ, "LC_ALL": "C"},
            )
        except subprocess.TimeoutExpired as problem:
            raise PrinterUncertain(
                f"The print queue {self._queue} did not answer. Look at the printer before you print again."
            ) from problem
        except OSError as problem:
            raise PrinterUnavailable(
                "Printing through CUPS needs the program lp, which cannot be run here. "
                "Install CUPS, or choose another printer in the settings."
            ) from problem
        if done.returncode != 0:
            said = _one_line(done.stderr.decode("utf-8", "replace")) or "it gave no reason"
            raise PrinterUnavailable(f"The print queue {self._queue} took nothing: {said}.")
        found = _REQUEST.search(done.stdout.decode("utf-8", "replace"))
        return Sent(job_id, self._queue, found.group(1) if found else "")


def _one_line(text: str) -> str:
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split()).rstrip(".")[:200]

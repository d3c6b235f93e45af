"""Prints through CUPS with the `lp` program."""

import os
import re
import subprocess
from collections.abc import Callable

from dispensary.application.ports.printer import PrinterUnavailable, PrinterUncertain, Sent

_QUEUE = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,126}")
_REQUEST = re.compile(r"request id is (\S+)")


class CupsPrinter:
    """One CUPS queue. The document goes in through standard input; no shell sees any of it.

    encode: a document in the language of a printer whose queue hands on what it gets as it is; may raise NotPrintable.
    """

    def __init__(
        self,
        queue: str,
        *,
        encode: Callable[[bytes], bytes] | None = None,
        program: str = "lp",
        timeout: float = 15.0,
    ) -> None:
        if not _QUEUE.fullmatch(queue):
            raise ValueError("a CUPS queue's name is letters, digits, dots, dashes and underscores")
        self._queue, self._encode, self._program, self._timeout = queue, encode, program, timeout

    def send(self, job_id: str, document: bytes, title: str) -> Sent:
        """Raises PrinterUnavailable where `lp` is missing or refuses, PrinterUncertain where it does not answer."""
        how = "raw" if self._encode is not None else "fit-to-page=false"
        command = [self._program, "-d", self._queue, "-t", _one_line(title), "-o", how, "--", "-"]
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

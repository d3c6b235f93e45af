"""What this counter knows of the journal, in a small file beside the store and not in it."""

import contextlib
import json
import os
import threading
from collections.abc import Mapping
from pathlib import Path

from dispensary.domain.seals import Anchored

FORMAT = 1


class FileAnchor:
    """Written in one rename and never waited for: a power cut leaves this one or the one before, and both are true."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def known(self) -> Mapping[str, Anchored]:
        try:
            held = json.loads(self._path.read_text(encoding="utf-8"))
            return {
                name: Anchored(int(at["sequence"]), str(at["digest"]), str(at["at"]), tuple(map(str, at["keys"])))
                for name, at in held["workstations"].items()
            }
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return {}

    def keep(self, known: Mapping[str, Anchored]) -> None:
        held = {
            "format": FORMAT,
            "workstations": {
                name: {"sequence": at.sequence, "digest": at.digest, "at": at.at, "keys": list(at.keys)}
                for name, at in sorted(known.items())
            },
        }
        draft = self._path.with_name(f".{self._path.name}.{os.getpid()}.{threading.get_ident()}.part")
        # The step is recorded already, and must not fail because of a note about it: the next anchor is as good.
        with contextlib.suppress(OSError):
            try:
                draft.write_text(json.dumps(held, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
                draft.replace(self._path)
            finally:
                draft.unlink(missing_ok=True)

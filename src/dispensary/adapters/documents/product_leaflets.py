"""The manufacturers' leaflets that a pharmacy keeps: PDF files in a folder, each named by a product's dm+d code."""

from collections.abc import Sequence
from pathlib import Path

from dispensary.application.ports.documents import ProductLeafletUnreadable
from dispensary.domain.identifiers import SnomedCode

_BEGINS, _ENDS = b"%PDF-", b"%%EOF"
_TAIL = 2048


class FolderLeaflets:
    """Reads them from the folder whenever one is asked for, so that a new file is found at once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def of(self, codes: Sequence[SnomedCode]) -> bytes | None:
        for code in codes:
            path = self._folder / f"{code.value}.pdf"
            if code.value.isdigit() and path.is_file():
                return self._read(path)
        return None

    def _read(self, path: Path) -> bytes:
        try:
            document = path.read_bytes()
        except OSError as problem:
            raise ProductLeafletUnreadable(f"{path.name} cannot be read: {problem.strerror}.") from problem
        if not document.startswith(_BEGINS) or _ENDS not in document[-_TAIL:]:
            raise ProductLeafletUnreadable(f"{path.name} is not a whole PDF. Put the manufacturer's file there again.")
        return document

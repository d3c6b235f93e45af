"""What is made into documents: labels, as a printer gets them and a screen previews them, and pages for the folder."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from dispensary.domain.duty_record import DutyRecord
    from dispensary.domain.identifiers import SnomedCode
    from dispensary.domain.labels.content import (
        BagContent,
        LabelContent,
        LabelRefusal,
        SplitPackContent,
        StickerContent,
    )
    from dispensary.domain.labels.geometry import BagStock, LabelStock, SheetStock
    from dispensary.domain.leaflets.leaflet import LeafletUnprintable
    from dispensary.domain.leaflets.pages import Pages
    from dispensary.domain.premises import Premises
    from dispensary.domain.prescription import Prescription
    from dispensary.domain.recall_list import RecallList
    from dispensary.domain.seals import Checkpoint


class LabelUnreadable(Exception):
    """A label was made and its own barcode did not read back as the number it should hold. It must not print."""


@dataclass(frozen=True, slots=True)
class Raster:
    """A label dot for dot as the printer sets it: one byte a dot, row by row, 0 black and 255 white."""

    width: int
    height: int
    dots: bytes


@dataclass(frozen=True, slots=True)
class RenderedLabel:
    """The labels for one item (or bag), one PDF page each, all of them read back.

    codes: what the barcode of each label holds. texts: the lines of each label. replaced: letters that the typeface
    lacks with what stands for them, to be told to whoever prints.
    """

    pdf: bytes
    pages: tuple[Raster, ...]
    codes: tuple[str, ...]
    texts: tuple[tuple[str, ...], ...]
    replaced: tuple[tuple[str, str], ...] = ()

    @property
    def labels(self) -> int:
        return len(self.pages)


class LabelDocuments(Protocol):
    """Makes label documents. Every method raises LabelUnreadable and then nothing may print."""

    def labels(self, content: LabelContent, stock: LabelStock) -> RenderedLabel | LabelRefusal: ...

    def bag_label(self, content: BagContent, stock: BagStock) -> RenderedLabel | LabelRefusal: ...

    def split_pack(self, content: SplitPackContent, stock: LabelStock) -> RenderedLabel | LabelRefusal: ...

    def sticker(self, content: StickerContent, stock: LabelStock) -> RenderedLabel | LabelRefusal: ...


class SheetDocuments(Protocol):
    """Makes labels on a sheet of them. Raises LabelUnreadable and then nothing may print."""

    def labels(self, content: LabelContent, sheet: SheetStock, start: int = 1) -> RenderedLabel | LabelRefusal:
        """From place `start` on. Raises ValueError where the sheet has no such place."""


class FolderPages(Protocol):
    """Makes the A4 pages, as PDF, that a pharmacy prints: for its paper folder, and to try its scanners with."""

    def checkpoint(self, premises: Premises, taken: Checkpoint) -> bytes: ...

    def duty(self, record: DutyRecord) -> bytes: ...

    def scan_sheet(self) -> bytes: ...

    def recall(self, found: RecallList) -> bytes: ...

    def token(self, premises: Premises, sent: Prescription, at: datetime) -> bytes:
        """The dispensing token. Raises LabelUnreadable if its barcode does not read back."""


@dataclass(frozen=True, slots=True)
class MadeLeaflet:
    """A leaflet as a document. words: everything that it says, in reading order. replaced: letters that the typeface
    lacks with what stands for them.
    """

    document: bytes
    pages: int
    words: tuple[str, ...]
    replaced: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class PageImage:
    """A page as it will print, for the screen: three bytes a dot, row by row, red, green, blue."""

    width: int
    height: int
    dots: bytes


class LeafletDocuments(Protocol):
    """Makes leaflets and medicines lists."""

    def paper(self, pages: Pages) -> MadeLeaflet | LeafletUnprintable:
        """As PDF on A4."""

    def screen(self, pages: Pages) -> MadeLeaflet:
        """As a plain HTML page, which a screen reader reads aloud."""

    def images(self, made: MadeLeaflet) -> tuple[PageImage, ...]:
        """Every page of what `paper` made, as it will print."""


class ProductLeafletUnreadable(Exception):
    """A manufacturer's leaflet is kept, and it cannot be used. The message names the file."""


class ProductLeaflets(Protocol):
    """The manufacturers' own leaflets, as PDF, that this pharmacy keeps."""

    def of(self, codes: Sequence[SnomedCode]) -> bytes | None:
        """That of the first of these products that has one; None where none is kept.

        Raises ProductLeafletUnreadable.
        """

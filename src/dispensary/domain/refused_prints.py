"""Refusals about the print queue and its printers. Words: `wording.printing`."""

from dataclasses import dataclass
from typing import ClassVar

from dispensary.domain.identifiers import BagNumber, LabelNumber
from dispensary.domain.refusals import Refusal


@dataclass(frozen=True, slots=True)
class PrintChanged(Refusal):
    """The job does not stand as it was read: it was sent meanwhile, or somebody else decided about it."""

    code: ClassVar[str] = "print-changed"

    title: str


@dataclass(frozen=True, slots=True)
class NotFromThatState(Refusal):
    """What was asked for does not go with how the job stands."""

    code: ClassVar[str] = "print-not-from-there"

    title: str


@dataclass(frozen=True, slots=True)
class LabelReplaced(Refusal):
    """The item was labelled anew: this is its label no more, `by` is."""

    code: ClassVar[str] = "label-replaced"

    number: LabelNumber
    by: LabelNumber


@dataclass(frozen=True, slots=True)
class LabelOfOtherProduct(Refusal):
    """A further label calls the item by another name than it has now. names: what it says; "" where nobody knows."""

    code: ClassVar[str] = "label-of-other-product"

    names: str
    now: str


@dataclass(frozen=True, slots=True)
class LeafletOutdated(Refusal):
    """What the leaflet says of that medicine, by the name it gives it, is not so any more."""

    code: ClassVar[str] = "leaflet-outdated"

    medicine: str


@dataclass(frozen=True, slots=True)
class BagOpened(Refusal):
    """The bag was opened again, handed out or sent back: no label of it counts any more."""

    code: ClassVar[str] = "bag-opened"

    bag: BagNumber


@dataclass(frozen=True, slots=True)
class LabelTakenBack(Refusal):
    """The item went back before it was handed out, and has no label that counts until it is labelled anew."""

    code: ClassVar[str] = "label-taken-back"

    number: LabelNumber
    item: str


@dataclass(frozen=True, slots=True)
class LabelUnchecked(Refusal):
    """A pharmacist has to check the item (again) before any label of it goes out."""

    code: ClassVar[str] = "label-unchecked"

    item: str


@dataclass(frozen=True, slots=True)
class LabelOfNothing(Refusal):
    """The item was given up, and nothing of it goes out or has gone out."""

    code: ClassVar[str] = "label-of-nothing"

    item: str

"""The verdict of the accuracy check, and what it was made from."""

from dataclasses import dataclass
from datetime import date

from dispensary.domain.accuracy.mapped import Proving
from dispensary.domain.accuracy.reasons import Outcome, Reason, Rule
from dispensary.domain.barcodes import Scan
from dispensary.domain.dictionary import PackCode
from dispensary.domain.identifiers import Gtin, SnomedCode
from dispensary.domain.quantity import Quantity


@dataclass(frozen=True, slots=True)
class ScannedPack:
    """One scan, and every pack that carries its GTIN, ended ones too.

    proving: what it is a pharmacist said, not dm+d, and that is not proved yet.
    """

    scan: Scan
    candidates: tuple[PackCode, ...] = ()
    proving: Proving | None = None


@dataclass(frozen=True, slots=True)
class JudgedPack:
    """One scan as the record keeps it. `quantity`: what is in the pack, where that is known."""

    gtin: Gtin | None
    packs: tuple[SnomedCode, ...]
    expiry: date | None
    batch: str | None
    serial: str | None
    quantity: Quantity | None


@dataclass(frozen=True, slots=True)
class Verdict:
    """The worst of everything found, with all that was found, worst first.

    supplied: the contents of all scanned packs together; None where that cannot be said.
    packs: one for each scan, in order.
    """

    outcome: Outcome
    rule: Rule
    reasons: tuple[Reason, ...]
    supplied: Quantity | None
    packs: tuple[JudgedPack, ...]

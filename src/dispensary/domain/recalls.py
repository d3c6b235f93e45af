"""Recalls of medicines: what is taken back, and whether a pack is one of it.

MHRA notices name a product, often its batches, sometimes their expiry; class 1 is immediate, class 4 a caution in use.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from enum import IntEnum, StrEnum

from dispensary.domain.batches import folded_batch
from dispensary.domain.dictionary import Pack
from dispensary.domain.identifiers import Gtin, SnomedCode, UserId


class RecallClass(IntEnum):
    """How soon to act: 1 at once, 2 within 48 hours, 3 within 5 days, 4 a caution in use."""

    AT_ONCE = 1
    IN_48_HOURS = 2
    IN_5_DAYS = 3
    CAUTION = 4


class RecallLevel(StrEnum):
    """How far back it goes: to the patients who have it, or to the shelves of pharmacies."""

    PATIENT = "patient"
    PHARMACY = "pharmacy"


class Concern(StrEnum):
    """Whether a pack is recalled. perhaps: the product is, and its batch or expiry was not read."""

    YES = "yes"
    PERHAPS = "perhaps"
    NO = "no"


@dataclass(frozen=True, slots=True)
class RecalledProduct:
    """Any dm+d product, by its code and its name: every pack of it is meant."""

    code: SnomedCode
    name: str


@dataclass(frozen=True, slots=True)
class Recalled:
    """What is taken back: a product with its barcodes, and of it these batches (none named: all of them).

    gtins: barcodes named in the notice. batches: as
    `folded_batch` gives them. expires_from, expires_to: only packs that expire then, both days included.
    """

    product: RecalledProduct | None = None
    gtins: frozenset[Gtin] = frozenset()
    batches: frozenset[str] = frozenset()
    expires_from: date | None = None
    expires_to: date | None = None

    @property
    def names_something(self) -> bool:
        return self.product is not None or bool(self.gtins)

    def concerns(
        self, gtin: Gtin | None, codes: Collection[SnomedCode], batch: str | None, expiry: date | None
    ) -> Concern:
        """codes: everything that the pack is in dm+d: itself, its product, its generic pack and product."""
        named = gtin in self.gtins or (self.product is not None and self.product.code in codes)
        return self.concerns_batch(batch, expiry) if named else Concern.NO

    def concerns_batch(self, batch: str | None, expiry: date | None) -> Concern:
        """Of a pack that is that product."""
        found = Concern.YES
        if self.batches:
            folded = folded_batch(batch)
            if folded is None:
                found = Concern.PERHAPS
            elif folded not in self.batches:
                return Concern.NO
        if self.expires_from is None and self.expires_to is None:
            return found
        if expiry is None:
            return Concern.PERHAPS
        early = self.expires_from is not None and expiry < self.expires_from
        late = self.expires_to is not None and expiry > self.expires_to
        return Concern.NO if early or late else found


@dataclass(frozen=True, slots=True)
class RecallEnded:
    by: UserId
    at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class Recall:
    """One notice as it was entered here. advice: what to tell the people who have it. supplied_from, supplied_to: only
    supplies of these days are looked for. version: for the store.
    """

    number: int
    title: str
    reference: str
    level: RecallLevel
    urgency: RecallClass
    what: Recalled
    advice: str
    by: UserId
    at: datetime
    supplied_from: date | None = None
    supplied_to: date | None = None
    ended: RecallEnded | None = None
    version: int = 0

    @property
    def active(self) -> bool:
        return self.ended is None


def codes_of(pack: Pack) -> frozenset[SnomedCode]:
    """Everything that a pack is: itself, its generic pack, its product and its generic product."""
    of = (pack.code, pack.virtual_pack, pack.product.code if pack.product is not None else None, pack.virtual.code)
    return frozenset(code for code in of if code is not None)

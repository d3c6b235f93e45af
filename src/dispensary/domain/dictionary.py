"""dm+d in the domain's words: what a code is, what it contains, which packs it comes in.

VTM the moiety, VMP the generic product, VMPP a generic pack, AMP a supplier's product, AMPP a supplier's pack.
Source: dm+d data model (Technical Specification of data files, R2 v3.1).
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dispensary.domain.identifiers import Gtin, SnomedCode
from dispensary.domain.quantity import Quantity


class Kind(StrEnum):
    VTM = "VTM"
    VMP = "VMP"
    VMPP = "VMPP"
    AMP = "AMP"
    AMPP = "AMPP"


class ControlledDrug(StrEnum):
    """dm+d CONTROL_DRUG_CATEGORY. A product without a record is unknown (None), not NONE."""

    NONE = "0000"
    SCHEDULE_1 = "0001"
    SCHEDULE_2 = "0002"
    SCHEDULE_2_EXEMPT_SAFE_CUSTODY = "0003"
    SCHEDULE_3 = "0004"
    SCHEDULE_3_EXEMPT_SAFE_CUSTODY = "0005"
    SCHEDULE_3_PHENOBARBITAL = "0006"
    SCHEDULE_3_TEMAZEPAM = "0007"
    SCHEDULE_4_ANABOLIC = "0008"
    SCHEDULE_4_BENZODIAZEPINE = "0009"
    SCHEDULE_5 = "0010"

    @property
    def schedule(self) -> int | None:
        """1 to 5, or None where it is not controlled."""
        if self is ControlledDrug.NONE:
            return None
        return (None, 1, 2, 2, 3, 3, 3, 3, 4, 4, 5)[int(self.value)]


@dataclass(frozen=True, slots=True)
class Ingredient:
    """An active substance and its strength: 5 mg in 1 (tablet), 250 mg in 5 ml. Strength may be unknown.

    base: the substance that the strength counts, where it is given as the base of a salt.
    """

    code: SnomedCode
    name: str
    numerator: Quantity | None = None
    denominator: Quantity | None = None
    base: SnomedCode | None = None
    base_name: str | None = None


@dataclass(frozen=True, slots=True)
class VirtualProduct:
    """A VMP: what a prescriber means by a generic name.

    unit: the unit that quantities are counted in (tablet, ml). derived: fields read out of the name, not given.
    prescribing_status: dm+d PRES_STATCD (0001 valid; 0003, 0004, 0009 need a pharmacist to choose the product).
    """

    code: SnomedCode
    name: str
    vtm: SnomedCode | None = None
    vtm_name: str | None = None
    ingredients: tuple[Ingredient, ...] = ()
    form: str | None = None
    routes: tuple[str, ...] = ()
    unit: str | None = None
    controlled_drug: ControlledDrug | None = None
    prescribing_status: str | None = None
    atc: str | None = None
    bnf: str | None = None
    sugar_free: bool = False
    preservative_free: bool = False
    cfc_free: bool = False
    gluten_free: bool = False
    discrete: bool | None = None
    invalid: bool = False
    derived: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class ActualProduct:
    """An AMP: one supplier's product. `description` is the name with the supplier; that is what people see."""

    code: SnomedCode
    name: str
    description: str
    virtual: VirtualProduct
    supplier: str | None = None
    available: bool = True
    invalid: bool = False
    training: bool = False

    @property
    def is_generic(self) -> bool:
        """Named as its generic: only the supplier differs from another such product."""
        return self.name == self.virtual.name


@dataclass(frozen=True, slots=True)
class Pack:
    """An AMPP (or a VMPP, where `product` is None) with its contents. `quantity` counts the product's units.

    also_under: the generic product of its generic pack, where the release has that under another than `virtual`.
    """

    code: SnomedCode
    name: str
    virtual: VirtualProduct
    quantity: Quantity | None
    product: ActualProduct | None = None
    virtual_pack: SnomedCode | None = None
    discontinued: bool = False
    special_container: bool = False
    calendar_pack: bool = False
    combination: bool = False
    components: tuple[SnomedCode, ...] = ()
    invalid: bool = False
    training: bool = False
    also_under: SnomedCode | None = None

    @property
    def kind(self) -> Kind:
        return Kind.VMPP if self.product is None else Kind.AMPP


@dataclass(frozen=True, slots=True)
class PackCode:
    """A GTIN of a pack, with the dates it was in use. or_unknown: it is also that of a pack that the release lacks."""

    gtin: Gtin
    pack: Pack
    started: date | None = None
    ended: date | None = None
    or_unknown: bool = False


@dataclass(frozen=True, slots=True)
class Resolved:
    """What a received code means now. `received` is kept as it came; `current` differs after a re-coding.

    Exactly one of the products is set; all None means that the dictionary does not know the code.
    """

    received: SnomedCode
    current: SnomedCode
    kind: Kind | None = None
    name: str | None = None
    virtual: VirtualProduct | None = None
    actual: ActualProduct | None = None
    pack: Pack | None = None

    @property
    def known(self) -> bool:
        return self.kind is not None

    @property
    def invalid(self) -> bool:
        """Whether dm+d no longer holds it valid: kept for old records, never offered for a new one."""
        held = self.virtual or self.actual or self.pack
        return held is not None and held.invalid

    @property
    def recoded(self) -> bool:
        """Whether it came under a code that dm+d has changed since."""
        return self.received != self.current

    @property
    def doubtful(self) -> bool:
        """Whether a person has to make sure what is meant: not known, no longer valid, or a moiety and no product.

        Another code behind which dm+d has one valid product leaves no doubt.
        """
        return not self.known or self.invalid or self.kind is Kind.VTM

    @property
    def virtual_product(self) -> VirtualProduct | None:
        """The VMP that this code is, or belongs to."""
        if self.virtual is not None:
            return self.virtual
        if self.actual is not None:
            return self.actual.virtual
        return self.pack.virtual if self.pack is not None else None


@dataclass(frozen=True, slots=True)
class Moved:
    """An AMP that belongs to another VMP than it did. before: the one it left; since: the day of the first release that
    has it under the present one (conformance row 1.8.14).
    """

    before: SnomedCode
    before_name: str
    now: VirtualProduct
    since: date


@dataclass(frozen=True, slots=True)
class Found:
    """One row of a search."""

    kind: Kind
    code: SnomedCode
    name: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class KnownSubstance:
    """A substance or moiety as a release names it. atc: the codes of the products that hold nothing else."""

    name: str
    atc: frozenset[str] = frozenset()


class Freshness(StrEnum):
    """dm+d comes every week. ageing: more than two weeks old; old: more than two months (conformance row 1.8.2)."""

    FRESH = "fresh"
    AGEING = "ageing"
    OLD = "old"


@dataclass(frozen=True, slots=True)
class Release:
    """Which dictionary this is, and what it holds. `starter`: the small one that ships with the program."""

    name: str
    dated: date
    counts: dict[str, int]
    starter: bool = False

    def age(self, today: date) -> int:
        """In days; negative where it is dated in the future."""
        return (today - self.dated).days

    def freshness(self, today: date) -> Freshness:
        """By calendar months: of 5 January, it is old from 6 March on."""
        if self.age(today) <= 14:
            return Freshness.FRESH
        months = (today.year - self.dated.year) * 12 + today.month - self.dated.month
        if months > 2 or (months == 2 and today.day > self.dated.day):
            return Freshness.OLD
        return Freshness.AGEING

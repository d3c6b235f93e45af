"""Everything that the dictionary says about one product, for whoever wants to look it up."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dispensary.domain.dictionary import Moved, Pack, Resolved
from dispensary.domain.identifiers import Gtin


class PackRule(StrEnum):
    """What the NHS allows or pays for a pack, by dm+d's name of the flag. SCHED_1 and SCHED_2 are the lists of what the
    NHS does not pay for, not the schedules of controlled drugs.
    """

    BLACKLISTED = "sched_1"
    SELECTED_LIST = "sched_2"
    ACBS = "acbs"
    PERSONALLY_ADMINISTERED = "padm"
    INSTALMENTS = "fp10_mda"
    HOSPITAL_ONLY = "hosp"
    NURSE_FORMULARY = "nurse_f"
    NURSE_PRESCRIBERS = "enurse_f"
    DENTAL_FORMULARY = "dent_f"
    SPECIAL_CONTAINER = "spec_contcd"
    CALENDAR_PACK = "cal_pack"
    BROKEN_BULK = "bb"
    NO_DISCOUNT = "dnd"
    IN_PART_IX = "reimb_statcd"


@dataclass(frozen=True, slots=True)
class TariffPrice:
    """What the Drug Tariff pays for a generic pack. category: in dm+d's words; pence: None where it sets none."""

    category: str
    pence: int | None
    since: date | None


@dataclass(frozen=True, slots=True)
class Barcode:
    """A GTIN of a pack. ended: from when on it is no longer printed on new ones; old stock still carries it."""

    gtin: Gtin
    ended: date | None = None


@dataclass(frozen=True, slots=True)
class PackSheet:
    """One supplier's pack.

    legal: GSL, P, POM in dm+d's words. price: the supplier's own, in pence. content: "2 x 14 tablets". charges:
    prescription charges for it, where dm+d says. discontinued: when, where dm+d says.
    """

    pack: Pack
    barcodes: tuple[Barcode, ...] = ()
    legal: str | None = None
    price: int | None = None
    tariff: TariffPrice | None = None
    content: str | None = None
    rules: tuple[PackRule, ...] = ()
    charges: int | None = None
    discontinued: date | None = None


@dataclass(frozen=True, slots=True)
class ProductSheet:
    """resolved: what the code means. status: how it may be prescribed, in dm+d's words. availability, licence, flavour,
    excipients: of a supplier's product. An excipient that is not listed may still be in it: dm+d is incomplete there.
    more: packs that are not listed here. moved: where that supplier's product went from one generic to another.
    """

    resolved: Resolved
    packs: tuple[PackSheet, ...] = ()
    status: str | None = None
    availability: str | None = None
    licence: str | None = None
    flavour: str | None = None
    excipients: tuple[str, ...] = ()
    controlled: str | None = None
    more: int = 0
    moved: Moved | None = None

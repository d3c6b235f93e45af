"""A product with its packs, barcodes, prices and rules, out of one release file."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from dispensary.adapters.dictionary.moved import moved_of
from dispensary.domain.dictionary import Pack, Resolved
from dispensary.domain.identifiers import Gtin, SnomedCode
from dispensary.domain.product_sheet import Barcode, PackRule, PackSheet, ProductSheet, TariffPrice

Rows = Callable[..., list[tuple[Any, ...]]]
Term = Callable[[str, str | None], str | None]

MOST_PACKS = 60
"""More are no help on one page, and a few generics have hundreds."""

_FROM = {
    **dict.fromkeys(("sched_1", "sched_2", "acbs", "padm", "fp10_mda", "hosp", "nurse_f", "enurse_f", "dent_f"), "r"),
    **dict.fromkeys(("spec_contcd", "cal_pack", "bb", "dnd"), "e"),
    "reimb_statcd": "k",
}
"""Which table has which flag."""
_FLAGS = ", ".join(f"ltrim({_FROM[rule]}.{rule}, '0') <> ''" for rule in PackRule)
_PACK = f"""
    SELECT p.legal_catcd, p.subp, p.disccd, p.discdt, i.price, e.px_chrgs, {_FLAGS}
    FROM ampp p LEFT JOIN price_info i ON i.appid = p.appid LEFT JOIN prescrib_info r ON r.appid = p.appid
        LEFT JOIN reimb_info e ON e.appid = p.appid LEFT JOIN pack_info k ON k.appid = p.appid
    WHERE p.appid = ? LIMIT 1
"""  # noqa: S608
_EXCIPIENTS = """
    SELECT DISTINCT coalesce(ing.nm, a.isid) FROM ap_ing a LEFT JOIN ing ON ing.isid = a.isid WHERE a.apid = ?
    ORDER BY 1
"""


def product_sheet(resolved: Resolved, packs: Sequence[Pack], rows: Rows, term: Term) -> ProductSheet:
    """packs: those of the product, the likeliest first; a pack has itself."""
    virtual, actual = resolved.virtual_product, resolved.actual
    if resolved.pack is not None:
        actual = resolved.pack.product
    status = virtual.prescribing_status if virtual is not None else None
    category = virtual.controlled_drug if virtual is not None else None
    code = actual.code.value if actual is not None else ""
    held = next(iter(rows("SELECT avail_restrictcd, lic_authcd, flavourcd FROM amp WHERE apid = ?", code)), (None,) * 3)
    return ProductSheet(
        resolved=resolved,
        packs=tuple(_pack(pack, rows, term) for pack in packs[:MOST_PACKS]),
        status=term("VIRTUAL_PRODUCT_PRES_STATUS", status),
        availability=term("AVAILABILITY_RESTRICTION", held[0]),
        licence=term("LICENSING_AUTHORITY", held[1]),
        flavour=term("FLAVOUR", held[2]),
        excipients=tuple(name for (name,) in rows(_EXCIPIENTS, code)),
        controlled=term("CONTROL_DRUG_CATEGORY", category.value if category is not None else None),
        more=max(0, len(packs) - MOST_PACKS),
        moved=moved_of(actual, rows),
    )


def _pack(pack: Pack, rows: Rows, term: Term) -> PackSheet:
    found = rows(_PACK, pack.code.value)
    if not found:
        return PackSheet(pack, tariff=_tariff(pack.virtual_pack, rows, term))
    legal, content, disccd, discdt, price, charges, *flags = found[0]
    return PackSheet(
        pack=pack,
        barcodes=_barcodes(pack.code, rows),
        legal=term("LEGAL_CATEGORY", legal),
        price=price,
        tariff=_tariff(pack.virtual_pack, rows, term),
        content=content,
        rules=tuple(rule for rule, flag in zip(PackRule, flags, strict=True) if flag),
        charges=int(charges) if charges and charges.isdigit() else None,
        discontinued=_date(discdt) if disccd == "0001" else None,
    )


def _barcodes(pack: SnomedCode, rows: Rows) -> tuple[Barcode, ...]:
    found = rows(
        "SELECT gtin, CASE WHEN count(enddt) = count(*) THEN max(enddt) END FROM gtin WHERE amppid = ? GROUP BY gtin"
        " ORDER BY count(enddt) = count(*), gtin",
        pack.value,
    )
    return tuple(Barcode(Gtin(gtin), _date(ended)) for gtin, ended in found)


def _tariff(generic: SnomedCode | None, rows: Rows, term: Term) -> TariffPrice | None:
    if generic is None:
        return None
    for category, price, since in rows("SELECT pay_catcd, price, dt FROM dtinfo WHERE vppid = ?", generic.value):
        return TariffPrice(term("DT_PAYMENT_CATEGORY", category) or "", price, _date(since))
    return None


def _date(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None

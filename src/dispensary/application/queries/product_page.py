"""A product as somebody looks it up: all that the dictionary says of it, and what it belongs to. Reads only."""

from collections.abc import Iterator
from dataclasses import dataclass

from dispensary.application.workplace import Workplace
from dispensary.domain.dictionary import Found, Kind, Resolved
from dispensary.domain.identifiers import Gtin, SnomedCode
from dispensary.domain.product_sheet import ProductSheet


@dataclass(frozen=True, slots=True)
class ProductPage:
    """parents: what it belongs to, the nearest first. below: the generic products of a moiety, and the parts of a
    combination pack. named: as it was called where somebody asked for it, which the dictionary may not know.
    """

    sheet: ProductSheet
    parents: tuple[Found, ...]
    below: tuple[Found, ...]
    named: str = ""


def product_page(place: Workplace, code: SnomedCode, named: str = "") -> ProductPage:
    """What that code is; a page that says so where nobody knows it."""
    with place.dictionary.one_release():
        sheet = place.dictionary.sheet(code) or ProductSheet(place.dictionary.resolve(code))
        parents, below = tuple(_parents(place, sheet.resolved)), tuple(_below(place, sheet.resolved))
        return ProductPage(sheet, parents, below, named)


def find_products(place: Workplace, typed: str, limit: int = 60) -> tuple[Found, ...]:
    """Products and packs by what was typed: words of a name, a code, or the figures of a barcode. Best first.

    Where a whole moiety is named, it leads to everything that is made of it. It stands second: the first is what is
    opened without looking, and somebody who only means to see the usual product is not led elsewhere.
    """
    words = typed.strip()
    if not words:
        return ()
    gtin = Gtin.of(words)
    carried = place.dictionary.packs_with(gtin) if gtin is not None else ()
    packs = tuple(Found(Kind.AMPP, each.pack.code, each.pack.name) for each in carried)
    found = packs + place.dictionary.search(words, limit)
    moiety = place.dictionary.moiety_named(words)
    return found if moiety is None else (*found[:1], moiety, *found[1 : limit - 1])


def _parents(place: Workplace, resolved: Resolved) -> Iterator[Found]:
    pack, actual, virtual = resolved.pack, resolved.actual, resolved.virtual_product
    if pack is not None and pack.product is not None:
        actual = pack.product
        yield Found(Kind.AMP, actual.code, actual.description)
        generic = place.dictionary.resolve(pack.virtual_pack) if pack.virtual_pack is not None else None
        if generic is not None and generic.known:
            yield Found(Kind.VMPP, generic.current, generic.name or "")
    if virtual is None:
        return
    if resolved.kind is not Kind.VMP:
        yield Found(Kind.VMP, virtual.code, virtual.name)
    if virtual.vtm is not None:
        yield Found(Kind.VTM, virtual.vtm, virtual.vtm_name or virtual.vtm.value)


def _below(place: Workplace, resolved: Resolved) -> Iterator[Found]:
    if resolved.kind is Kind.VTM:
        yield from place.dictionary.products_of(resolved.current)
    for code in resolved.pack.components if resolved.pack is not None else ():
        part = place.dictionary.resolve(code)
        if part.kind is not None:
            yield Found(part.kind, part.current, part.name or code.value)

"""`dispensary label`: the labels for one item, without a printer and without a store."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from dispensary.application.ports.dictionary import Dictionary
from dispensary.application.ports.documents import LabelDocuments, LabelUnreadable, SheetDocuments
from dispensary.domain.dictionary import Resolved
from dispensary.domain.dose.routes import Routes, counted_in, routes_of
from dispensary.domain.identifiers import LabelNumber, OdsCode, SnomedCode
from dispensary.domain.labels.content import DoseTable, LabelWarning
from dispensary.domain.labels.geometry import LabelStock, SheetStock
from dispensary.domain.labels.typesetting import shows
from dispensary.domain.labels.warnings import WarningLibrary
from dispensary.domain.patient import Communication
from dispensary.domain.premises import Premises
from dispensary.domain.quantity import Quantity, read_decimal
from dispensary.domain.refusals import Refusal
from dispensary.wording.labels import label_content, label_refusal_words, unread_words

_PDF, _ZPL = ".pdf", ".zpl"


@dataclass(frozen=True, slots=True)
class LabelMeans:
    """What the command needs from outside.

    stock: geometry by name (None: the usual one) and whether large print is needed; None where the name is unknown.
    read_directions: directions, with unit and routes of the product, to words for the patient, None where they cannot
    be read.
    sheet: the same for A4 sheets of labels. dose_table: the directions as a table, where the dose changes.
    number: an item's id (or None) to the digits of its barcode. zpl: labels as a thermal printer with so many dots a
    millimetre gets them. write: puts the document into a file.
    """

    documents: LabelDocuments
    stock: Callable[[str | None, bool], LabelStock | None]
    stock_names: tuple[str, ...]
    warnings: WarningLibrary
    dictionary: Dictionary
    read_directions: Callable[[str, str | None, Routes | None], str | None]
    sheet: Callable[[str | None, bool], SheetStock | None]
    sheet_names: tuple[str, ...]
    sheets: SheetDocuments
    dose_table: Callable[[str, str | None, Routes | None], DoseTable | None]
    number: Callable[[str | None], str]
    zpl: Callable[[bytes, int], bytes]
    write: Callable[[str, bytes], None]


@dataclass(frozen=True, slots=True)
class _Case:
    premises: Premises
    person: str
    large_print: bool
    supplied_on: date
    stock: str | None
    code: str | None
    name: str | None
    quantity: Quantity | None
    unit: str | None
    directions: str
    item_id: str | None
    start: int


def answer(case: object, out: str, means: LabelMeans) -> dict[str, Any]:
    """Writes the labels to `out` and says what they carry.

    A case that cannot be read gives `{"error": words}`; one that a rule refuses `{"refused": code, "message": words}`;
    in both nothing is written. Raises DictionaryUnavailable.
    """
    try:
        given = _read(case)
        _require_known_ending(out)
        stock = means.sheet(given.stock, given.large_print) or means.stock(given.stock, given.large_print)
        if stock is None:
            raise ValueError(f"stock is one of {', '.join((*means.stock_names, *means.sheet_names))}")
        if isinstance(stock, SheetStock) and out.lower().endswith(_ZPL):
            raise ValueError("A sheet of labels is for a page printer: give a file whose name ends in .pdf.")
        if not 1 <= given.start <= (stock.cells if isinstance(stock, SheetStock) else 1):
            raise ValueError("start is the place of the first free label on a sheet of labels; 1 is the first place")
        product = product_in(given.code, given.name, means.dictionary)
        name = given.name or (product.name if product is not None else None)
        if not name:
            raise ValueError("item.code is not in the dictionary, and item.name is missing")
    except ValueError as problem:
        return {"error": str(problem)}
    return _made(given, name, product, stock, out, means)


def _made(
    given: _Case, name: str, product: Resolved | None, stock: LabelStock | SheetStock, out: str, means: LabelMeans
) -> dict[str, Any]:
    virtual = product.virtual_product if product is not None else None
    unit, routes = counted_in(virtual, given.unit), routes_of(virtual)
    words = means.read_directions(given.directions, unit, routes) if given.directions else None
    warnings = means.warnings.for_virtual(virtual) if virtual is not None else means.warnings.for_name(name)
    content = label_content(
        medicine=name,
        quantity=given.quantity,
        directions=given.directions if words is None else words,
        person=given.person,
        supplied_on=given.supplied_on,
        premises=given.premises,
        number=LabelNumber(means.number(given.item_id)),
        warnings=warnings,
        unread=words is None,
        table=means.dose_table(given.directions, unit, routes) if words is not None else None,
    )
    if isinstance(content, Refusal):
        return _refused(content.code, label_refusal_words(content))
    try:
        rendered = (
            means.sheets.labels(content, stock, given.start)
            if isinstance(stock, SheetStock)
            else means.documents.labels(content, stock)
        )
        if isinstance(rendered, Refusal):
            return _refused(rendered.code, label_refusal_words(rendered))
        document = rendered.pdf
        if isinstance(stock, LabelStock) and out.lower().endswith(_ZPL):
            document = means.zpl(rendered.pdf, stock.dots_per_mm)
    except LabelUnreadable as problem:
        return _refused("label-unreadable", str(problem))
    means.write(out, document)
    return {
        "labels": rendered.labels,
        "text": [line for lines in rendered.texts for line in lines],
        "warnings": [_warning(warning) for warning in warnings],
        "codes": list(rendered.codes),
        "unread": content.unread,
        "notes": [unread_words(given.directions)] if content.unread else [],
        "replaced": [{"letter": letter, "printed": shown} for letter, shown in rendered.replaced],
    }


def _refused(code: str, message: str) -> dict[str, Any]:
    return {"refused": code, "message": message}


def _warning(warning: LabelWarning) -> dict[str, str]:
    return {"id": warning.id, "text": warning.text}


def product_in(code: str | None, name: str | None, dictionary: Dictionary) -> Resolved | None:
    """The product that the case means: by its code, or by its dm+d name where the dictionary has no such code."""
    if code is not None:
        resolved = dictionary.resolve(SnomedCode(code))
        if resolved.known:
            return resolved
    return dictionary.by_name(name) if name else None


def _require_known_ending(out: str) -> None:
    if not out.lower().endswith((_PDF, _ZPL)):
        raise ValueError("The labels go into a file whose name ends in .pdf or .zpl.")


def _read(case: object) -> _Case:
    top = mapping_in(case, "the case")
    premises = mapping_in(top.get("premises"), "premises")
    patient = mapping_in(top.get("patient"), "patient")
    item = mapping_in(top.get("item"), "item")
    name, code = text_in(item, "item", "name"), text_in(item, "item", "code")
    if name is None and code is None:
        raise ValueError("item needs a name or a code")
    unit = text_in(item, "item", "unit")
    return _Case(
        premises=Premises(
            text_in(premises, "premises", "name") or "",
            text_in(premises, "premises", "address") or "",
            text_in(premises, "premises", "phone") or "",
            OdsCode(""),
        ),
        person=text_in(patient, "patient", "name") or "",
        large_print=_needs_large_print(patient.get("communication")),
        supplied_on=day_in(top.get("supplied_on"), "supplied_on"),
        stock=text_in(top, "the case", "stock"),
        code=code,
        name=name,
        quantity=_quantity(item.get("quantity"), unit),
        unit=unit,
        directions=text_in(item, "item", "directions") or "",
        item_id=text_in(item, "item", "item_id"),
        start=_place(top.get("start")),
    )


def mapping_in(value: object, where: str) -> Mapping[str, Any]:
    """Raises ValueError where the case has something else there."""
    if not isinstance(value, Mapping):
        raise ValueError(f"{where} is a JSON object")  # noqa: TRY004
    return value


def text_in(of: Mapping[str, Any], where: str, key: str) -> str | None:
    """A text of the case without white around it; None where it is missing or shows nothing. Raises ValueError."""
    value = of.get(key)
    if value is None:
        return None
    if not isinstance(value, str):
        raise ValueError(f"{key} in {where} is a text")  # noqa: TRY004
    return value.strip() if shows(value) else None


def day_in(value: object, where: str) -> date:
    """A date of the case. Raises ValueError."""
    if isinstance(value, str):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    raise ValueError(f"{where} is a date such as 2026-11-21")


def _quantity(value: object, unit: str | None) -> Quantity | None:
    if value is None:
        return None
    amount = read_decimal(value) if isinstance(value, str | int) else None
    if amount is None or amount < 0:
        raise ValueError('item.quantity is a number as a string, such as "28"')
    return Quantity(amount, unit or "")


def _place(value: object) -> int:
    if value is None:
        return 1
    if not isinstance(value, int) or isinstance(value, bool):
        raise ValueError("start is a whole number")  # noqa: TRY004
    return value


def _needs_large_print(value: object) -> bool:
    needs = value if isinstance(value, list) else [value]
    known = [need.value for need in Communication]
    for need in needs:
        if need is not None and need not in known:
            raise ValueError(f"patient.communication is one of {', '.join(sorted(known))}, or null")
    return Communication.LARGE_PRINT.value in needs

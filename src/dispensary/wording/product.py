"""A product of the dictionary in plain words. What dm+d does not say is "not given": it never looks like none."""

from collections.abc import Iterator, Sequence

from dispensary.domain.dictionary import ActualProduct, Ingredient, Kind, Moved, Resolved, VirtualProduct
from dispensary.domain.product_sheet import Barcode, PackSheet, ProductSheet
from dispensary.domain.quantity import Quantity
from dispensary.wording.dictionary import RULES, pounds
from dispensary.wording.labels import date_words, quantity_words

NOT_GIVEN = "Not given"
KINDS = {
    Kind.VTM: "Moiety",
    Kind.VMP: "Generic product",
    Kind.AMP: "Supplier’s product",
    Kind.VMPP: "Generic pack",
    Kind.AMPP: "Supplier’s pack",
}
ABSENT_PROVES_NOTHING = "dm+d does not list every excipient: that one is not here does not mean that it is not in it."
NO_EXCIPIENTS = f"{NOT_GIVEN}. {ABSENT_PROVES_NOTHING}"
OUT_OF_THE_NAME = "read out of the name, not given"
NO_CONTROL = f"{NOT_GIVEN}: dm+d does not say whether it is a controlled drug"
_MAKE_SURE = "make sure what is meant. The accuracy check asks for it too."
_SHORT = 28
_UNRESTRICTED = "No restriction"
"""dm+d says "None", and means that nothing restricts it."""

Facts = tuple[tuple[str, str], ...]


def heading(page_name: str, resolved: Resolved) -> str:
    """Its name exactly as dm+d spells it; of an unknown code, what it was called where it stands."""
    return resolved.name or page_name or "No name came with it"


def kind_line(resolved: Resolved) -> str:
    if resolved.kind is None:
        return f"Code {resolved.received.value}"
    return f"{KINDS[resolved.kind]} ({resolved.kind.value}), code {resolved.current.value}"


def doubts(resolved: Resolved, moved: Moved | None = None) -> tuple[str, ...]:
    """What is to be known of the code itself, in sentences, each with what to do where something is wrong."""
    if not resolved.known:
        why = "is not in this dictionary" if resolved.received.is_valid else "is no code at all: its figures do not fit"
        return (
            f"The code {resolved.received.value} {why}. It can still be dispensed: compare the pack with the "
            "prescriber’s words, and ask them where you are not sure.",
        )
    said = []
    if resolved.invalid:
        said.append(
            "dm+d no longer recognises it (marked invalid). It can still be dispensed once a person has confirmed what "
            "is meant."
        )
    if resolved.recoded:
        said.append(f"It came as code {resolved.received.value}. dm+d has changed that to {resolved.current.value}.")
    if moved is not None:
        said.append(moved_words(moved))
    return tuple(said)


def product_facts(sheet: ProductSheet) -> Facts:
    """What the generic product is, and how it may be prescribed."""
    product = sheet.resolved.virtual_product
    if product is None:
        return ()
    return (
        ("Contains", _marked(_ingredients(product.ingredients), product, "ingredients")),
        ("Form", _marked(product.form, product, "form")),
        ("Routes", _marked(", ".join(product.routes), product, "routes")),
        ("Counted in", _marked(product.unit, product, "unit")),
        ("Controlled drug", _marked(sheet.controlled, product, "controlled_drug", NO_CONTROL)),
        ("Prescribing", sheet.status or NOT_GIVEN),
        ("Free from", ", ".join(_free_from(product)) or f"{NOT_GIVEN}: it may contain any of them"),
        ("BNF, ATC", f"{product.bnf or NOT_GIVEN}, {product.atc or NOT_GIVEN}"),
    )


def supplier_facts(sheet: ProductSheet) -> Facts:
    """What is so of one supplier’s product; nothing for a generic one."""
    actual = actual_of(sheet.resolved)
    if actual is None:
        return ()
    excipients = f"{', '.join(sheet.excipients)}. {ABSENT_PROVES_NOTHING}" if sheet.excipients else NO_EXCIPIENTS
    return (
        ("Supplier", actual.supplier or NOT_GIVEN),
        ("Availability", _UNRESTRICTED if sheet.availability == "None" else sheet.availability or NOT_GIVEN),
        ("Licence", sheet.licence or NOT_GIVEN),
        ("Flavour", sheet.flavour or NOT_GIVEN),
        ("Excipients", excipients),
    )


def actual_of(resolved: Resolved) -> ActualProduct | None:
    """The supplier’s product that this is, or that this pack holds."""
    return resolved.actual or (resolved.pack.product if resolved.pack is not None else None)


def pack_words(sheet: PackSheet) -> tuple[str, str]:
    """How much is in it, and what is to be known of it at once."""
    quantity = quantity_words(sheet.pack.quantity) if sheet.pack.quantity is not None else "Amount not given"
    if sheet.pack.invalid:
        return quantity, "no longer in dm+d"
    if sheet.pack.discontinued:
        return quantity, "discontinued"
    return quantity, sheet.content or ""


def product_words(sheet: PackSheet) -> tuple[str, str]:
    """Which product it is a pack of, and whose; a long name goes on in the second line."""
    product = sheet.pack.product
    if product is None:
        return sheet.pack.virtual.name, ""
    supplier = product.supplier or "supplier not given"
    if len(product.name) <= _SHORT:
        return product.name, supplier
    at = product.name.rfind(" ", 0, _SHORT)
    return product.name[:at], f"{product.name[at + 1 :]}, {supplier}"


def tariff_words(sheet: PackSheet) -> tuple[str, str]:
    if sheet.tariff is None:
        return NOT_GIVEN, ""
    return price_words(sheet.tariff.pence), sheet.tariff.category


def legal_words(sheet: PackSheet) -> tuple[str, str]:
    """Its legal category, and under it the supplier’s price."""
    return sheet.legal or NOT_GIVEN, price_words(sheet.price) if sheet.price is not None else "price not given"


def nothing_words(*, known: bool) -> tuple[str, str]:
    """Where no pack can be shown."""
    if known:
        return "No pack is listed", "dm+d names no pack of it. There may be one all the same."
    return "Nothing is known of it here", "Look it up by its name: dm+d may have it under another code."


def price_words(pence: int | None) -> str:
    return pounds(pence) if pence is not None else NOT_GIVEN


def barcodes_brief(barcodes: Sequence[Barcode]) -> tuple[str, str]:
    """The first barcode, and how many more there are."""
    if not barcodes:
        return NOT_GIVEN, ""
    first, more = barcodes[0], len(barcodes) - 1
    ended = "ended" if first.ended is not None else ""
    return first.gtin.value, ", ".join(filter(None, (ended, f"{more} more" if more else "")))


def pack_facts(sheet: PackSheet) -> Facts:
    """All of one pack."""
    pack = sheet.pack
    gone = f"since {date_words(sheet.discontinued)}" if sheet.discontinued is not None else "day not given"
    tariff = sheet.tariff
    since = f" since {date_words(tariff.since)}" if tariff is not None and tariff.since is not None else ""
    facts = [
        ("Code", pack.code.value),
        ("Content", sheet.content or NOT_GIVEN),
        ("Legal category", sheet.legal or NOT_GIVEN),
        ("Drug Tariff", ", ".join(filter(None, tariff_words(sheet))) + since),
        ("Supplier’s price", price_words(sheet.price)),
        ("Charges", str(sheet.charges) if sheet.charges is not None else NOT_GIVEN),
        ("Rules", "; ".join(RULES[rule] for rule in sheet.rules) or "None marked in dm+d"),
        ("Barcodes", "\n".join(map(_barcode, sheet.barcodes)) or f"{NOT_GIVEN}: the pack may still carry one"),
    ]
    if pack.discontinued:
        facts.insert(0, ("Discontinued", gone))
    if pack.invalid:
        facts.insert(0, ("Invalid", "dm+d no longer recognises this pack. Old stock of it may be used."))
    return tuple(facts)


def more_words(more: int) -> str:
    return f"{more} more packs are not listed here. Look one supplier’s product up to see its own." if more else ""


def _barcode(barcode: Barcode) -> str:
    if barcode.ended is None:
        return barcode.gtin.value
    return f"{barcode.gtin.value}, ended {date_words(barcode.ended)}"


def _marked(words: str | None, product: VirtualProduct, field: str, otherwise: str = NOT_GIVEN) -> str:
    if not words:
        return otherwise
    return f"{words} ({OUT_OF_THE_NAME})" if field in product.derived else words


def _ingredients(ingredients: Sequence[Ingredient]) -> str:
    return "\n".join(_ingredient(each) for each in ingredients)


def _ingredient(each: Ingredient) -> str:
    base = f", as {each.base_name}" if each.base_name and each.base_name != each.name else ""
    return f"{each.name} {_strength(each)}{base}"


def _strength(each: Ingredient) -> str:
    if each.numerator is None:
        return "(strength not given)"
    strength = _plain(each.numerator)
    return f"{strength} in {_plain(each.denominator)}" if each.denominator is not None else strength


def _plain(quantity: Quantity) -> str:
    return quantity_words(quantity)


def _free_from(product: VirtualProduct) -> Iterator[str]:
    flags = (
        ("sugar", product.sugar_free),
        ("preservatives", product.preservative_free),
        ("CFC", product.cfc_free),
        ("gluten", product.gluten_free),
    )
    return (name for name, free in flags if free)


def dictionary_notes(product: Resolved, moved: Moved | None = None) -> tuple[str, ...]:
    """What is to be known of a line whose product dm+d holds, but not as it came."""
    notes = []
    if product.invalid:
        notes.append(f"Marked invalid in dm+d: {_MAKE_SURE}")
    if product.kind is Kind.VTM:
        notes.append(f"dm+d has this code for a moiety and no product: {_MAKE_SURE}")
    if moved is not None:
        notes.append(f"{moved_words(moved)} {_MAKE_SURE.capitalize()}")
    if product.recoded:
        notes.append(f"Sent as code {product.received}; dm+d has it as {product.current} now.")
    return tuple(notes)


def doubt_words(product: Resolved | None, moved: Moved | None) -> str:
    """Why a product is not sure, in a word or two."""
    if product is None or not product.known:
        return "not in the dictionary"
    if product.invalid:
        return "invalid in dm+d"
    return "moved in dm+d" if moved is not None else "no product in dm+d"


def moved_words(moved: Moved) -> str:
    """Which generic a brand has left, for which, and when."""
    return (
        f"Since the release of {date_words(moved.since)} this brand belongs to another generic product: "
        f"{moved.before_name} before, {moved.now.name} now."
    )

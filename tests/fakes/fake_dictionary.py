"""A dictionary of medicines written by hand, for tests: the port's promises over plain dicts, products invented.

Build one product at a time (`virtual`, `actual`, `pack`), or take `small_dictionary()`, whose products are attributes.
Codes and GTINs are made from a counter; GTINs carry a valid check digit.
"""

from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from dispensary.domain.dictionary import (
    ActualProduct,
    Found,
    Ingredient,
    Kind,
    KnownSubstance,
    Pack,
    PackCode,
    Release,
    Resolved,
    VirtualProduct,
)
from dispensary.domain.identifiers import Gtin, SnomedCode
from dispensary.domain.product_sheet import PackSheet, ProductSheet
from dispensary.domain.quantity import Quantity


def gtin_of(number: int, *, level: int = 0) -> Gtin:
    """A GTIN-14 with a valid check digit, from any number below 10 to the 12."""
    body = f"{level}{number:012d}"
    weighted = sum(int(digit) * (3 if place % 2 == 0 else 1) for place, digit in enumerate(body))
    return Gtin(body + str(-weighted % 10))


def amount(value: str, unit: str) -> Quantity:
    return Quantity(Decimal(value), unit)


@dataclass
class FakeDictionary:
    """Implements application.ports.dictionary.Dictionary."""

    products: dict[SnomedCode, Resolved] = field(default_factory=dict)
    aliases: dict[SnomedCode, SnomedCode] = field(default_factory=dict)
    codes: list[PackCode] = field(default_factory=list)
    packs: list[Pack] = field(default_factory=list)
    substances: dict[str, tuple[SnomedCode, str]] = field(default_factory=dict)
    counter: int = 0

    def release(self) -> Release:
        counts: dict[str, int] = {}
        for product in self.products.values():
            kind = str(product.kind)
            counts[kind] = counts.get(kind, 0) + 1
        return Release("hand-written", date(2026, 11, 16), counts, starter=True)

    def one_release(self) -> AbstractContextManager[None]:
        return nullcontext()

    def products_of(self, moiety: SnomedCode) -> tuple[Found, ...]:
        generics = [each.virtual for each in self.products.values() if each.kind is Kind.VMP and each.virtual]
        found = (Found(Kind.VMP, each.code, each.name) for each in generics if each.vtm == moiety)
        return tuple(sorted(found, key=lambda each: each.name))

    def moiety_named(self, name: str) -> Found | None:
        wanted = name.strip().casefold()
        for each in self.products.values():
            if each.kind is Kind.VTM and each.name and each.name.casefold() == wanted:
                return Found(Kind.VTM, each.current, each.name)
        return None

    def resolve(self, code: SnomedCode) -> Resolved:
        current = self.aliases.get(code, code)
        found = self.products.get(current)
        return Resolved(code, current) if found is None else replace(found, received=code)

    def by_name(self, name: str) -> Resolved | None:
        wanted = " ".join(name.split()).casefold()
        for kind in (Kind.VMP, Kind.AMP, Kind.VMPP, Kind.AMPP, Kind.VTM):
            for product in self.products.values():
                if product.kind is kind and (product.name or "").casefold() == wanted:
                    return product
        return None

    def packs_of(self, code: SnomedCode) -> tuple[Pack, ...]:
        def belongs(pack: Pack) -> bool:
            actual = pack.product.code if pack.product is not None else None
            return code in (pack.virtual.code, actual, pack.virtual_pack)

        found = [pack for pack in self.packs if pack.kind is Kind.AMPP and belongs(pack)]
        return tuple(sorted(found, key=lambda pack: pack.discontinued))

    def packs_with(self, gtin: Gtin) -> tuple[PackCode, ...]:
        return tuple(code for code in self.codes if code.gtin == gtin)

    def sheet(self, code: SnomedCode) -> ProductSheet | None:
        resolved = self.resolve(code)
        return ProductSheet(resolved, tuple(map(PackSheet, self.packs_of(code)))) if resolved.known else None

    def search(self, text: str, limit: int = 20) -> tuple[Found, ...]:
        words = text.casefold().split()
        found = [
            Found(product.kind, product.current, product.name)
            for product in self.products.values()
            if product.kind is not None and product.name and all(word in product.name.casefold() for word in words)
        ]
        return tuple(found[:limit])

    def ingredient(self, name: str) -> tuple[SnomedCode, str] | None:
        return self.substances.get(name.casefold())

    def every_substance(self) -> tuple[KnownSubstance, ...]:
        return tuple(KnownSubstance(name) for _, name in sorted(self.substances.values()))

    def new_code(self) -> SnomedCode:
        self.counter += 1
        return SnomedCode(f"9{self.counter:010d}")

    def new_gtin(self, *, level: int = 0) -> Gtin:
        self.counter += 1
        return gtin_of(501234500000 + self.counter, level=level)

    def substance(self, name: str) -> SnomedCode:
        """The code of a substance; the same one every time."""
        code, _ = self.substances.setdefault(name.casefold(), (self.new_code(), name))
        return code

    def moiety(self, name: str) -> SnomedCode:
        code = self.new_code()
        self.products[code] = Resolved(code, code, Kind.VTM, name)
        return code

    def virtual(
        self,
        name: str,
        *strengths: tuple[str, Quantity | None, Quantity | None],
        vtm: SnomedCode | None = None,
        **facts: object,
    ) -> VirtualProduct:
        """A VMP. strengths: (substance, numerator, denominator) of each ingredient; facts: fields of VirtualProduct."""
        ingredients = tuple(Ingredient(self.substance(name), name, top, bottom) for name, top, bottom in strengths)
        code = self.new_code()
        defaults: dict[str, object] = {"form": "Tablet", "routes": ("Oral",), "unit": "tablet", "discrete": True}
        product = VirtualProduct(code, name, vtm=vtm, ingredients=ingredients, **(defaults | facts))  # type: ignore[arg-type]
        self.products[code] = Resolved(code, code, Kind.VMP, name, virtual=product)
        return product

    def actual(self, virtual: VirtualProduct, supplier: str, name: str | None = None, **facts: object) -> ActualProduct:
        """An AMP; without a name of its own it is named as its generic."""
        code = self.new_code()
        called = name or virtual.name
        product = ActualProduct(code, called, f"{called} ({supplier})", virtual, supplier, **facts)  # type: ignore[arg-type]
        self.products[code] = Resolved(code, code, Kind.AMP, product.description, actual=product)
        return product

    def virtual_pack(self, virtual: VirtualProduct, quantity: Quantity | None, **facts: object) -> Pack:
        """A VMPP."""
        code = self.new_code()
        pack = Pack(code, f"{virtual.name} {quantity}", virtual, quantity, **facts)  # type: ignore[arg-type]
        self.packs.append(pack)
        self.products[code] = Resolved(code, code, Kind.VMPP, pack.name, pack=pack)
        return pack

    def pack(self, actual: ActualProduct, quantity: Quantity | None, *gtins: Gtin, **facts: object) -> Pack:
        """An AMPP with its GTINs; without any it gets one of its own."""
        code = self.new_code()
        pack = Pack(code, f"{actual.description} {quantity}", actual.virtual, quantity, actual, **facts)  # type: ignore[arg-type]
        self.packs.append(pack)
        self.products[code] = Resolved(code, code, Kind.AMPP, pack.name, pack=pack)
        self.codes += [PackCode(gtin, pack) for gtin in gtins or (self.new_gtin(),)]
        return pack

    def gtin(self, pack: Pack) -> Gtin:
        """The first GTIN of a pack."""
        return next(code.gtin for code in self.codes if code.pack.code == pack.code)


@dataclass
class SmallDictionary(FakeDictionary):
    """Amlodipine in two strengths and two suppliers, a brand of it, a liquid in two strengths, another medicine."""

    def __post_init__(self) -> None:
        amlodipine = self.moiety("Amlodipine")
        self.amlodipine_5 = self.virtual(
            "Amlodipine 5mg tablets", ("Amlodipine", amount("5", "mg"), None), vtm=amlodipine
        )
        self.amlodipine_10 = self.virtual(
            "Amlodipine 10mg tablets", ("Amlodipine", amount("10", "mg"), None), vtm=amlodipine
        )
        self.amlodipine_liquid = self.virtual(
            "Amlodipine 5mg/5ml oral solution sugar free",
            ("Amlodipine", amount("5", "mg"), amount("5", "ml")),
            vtm=amlodipine,
            form="Oral solution",
            unit="ml",
            sugar_free=True,
            discrete=False,
        )
        self.amitriptyline = self.virtual(
            "Amitriptyline 10mg tablets", ("Amitriptyline", amount("10", "mg"), None), vtm=self.moiety("Amitriptyline")
        )
        self.norland_5 = self.actual(self.amlodipine_5, "Norland Pharma")
        self.weston_5 = self.actual(self.amlodipine_5, "Weston Generics")
        self.amlostar_5 = self.actual(self.amlodipine_5, "Weston Generics", "Amlostar 5mg tablets")
        self.norland_10 = self.actual(self.amlodipine_10, "Norland Pharma")
        self.norland_amitriptyline = self.actual(self.amitriptyline, "Norland Pharma")
        self.norland_liquid = self.actual(self.amlodipine_liquid, "Norland Pharma")
        tablets = amount("28", "tablet")
        self.generic_28 = self.virtual_pack(self.amlodipine_5, tablets)
        self.norland_5_28 = self.pack(self.norland_5, tablets, virtual_pack=self.generic_28.code)
        self.norland_5_56 = self.pack(self.norland_5, amount("56", "tablet"))
        self.weston_5_28 = self.pack(self.weston_5, tablets, virtual_pack=self.generic_28.code)
        self.amlostar_5_28 = self.pack(self.amlostar_5, tablets, virtual_pack=self.generic_28.code)
        self.norland_10_28 = self.pack(self.norland_10, tablets)
        self.amitriptyline_28 = self.pack(self.norland_amitriptyline, tablets)
        self.liquid_150 = self.pack(self.norland_liquid, amount("150", "ml"))


def small_dictionary() -> SmallDictionary:
    return SmallDictionary()

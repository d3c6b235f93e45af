"""Makes resources/starter/ from public source files: a small dm+d release in the real files' shape.

For the maintainer. The same sources give the same bytes (with the same zlib). Real codes and names come from the
sources; what is read out of a name is listed in derived.csv; suppliers, brands and packs that no source gives are
training products, listed in training.csv, with GTINs in GS1's demonstration prefix 952.

    python installer/build_starter.py --tariff PartVIIIA.json --orders DIR --vtm f_vtm2.xml
        --ingredients f_ingredient2.xml --lookup f_lookup2.xml --bnf f_bnf1.xml --history f_history1.xml
        --vtm-ingredients f_vtm_ing1.xml
        --popular top60.csv [--schemas DIR ...]
"""

import argparse
import csv
import io
import json
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from xml.sax.saxutils import escape

from lxml import etree

from dispensary.adapters.dictionary.derivation.controlled import Content, ControlledSubstances, Preparation
from dispensary.adapters.dictionary.derivation.forms import Form, FormTable, flags, is_for_skin, settled, without_flags
from dispensary.adapters.dictionary.derivation.moieties import Moieties, Moiety, Substance
from dispensary.adapters.dictionary.derivation.strengths import Part, Strength, read_name
from dispensary.adapters.dictionary.names import name_key
from dispensary.adapters.dictionary.substances import base_keys, substance_key
from dispensary.domain.dictionary import ControlledDrug
from dispensary.domain.identifiers import Gtin, SnomedCode
from dispensary.domain.quantity import decimal_text

STAMP, DATED = "100425", "2025-04-10"
STARTER = Path(__file__).resolve().parents[1] / "resources" / "starter"
# The namespace that SNOMED International uses for examples in its own documents: no real product can have it.
EXAMPLE_NAMESPACE = "0989121"
SUPPLIERS = ("Training", "Training Two", "Training Brand")
PAY_CATEGORIES = {"A": "0001", "C": "0003", "M": "0011"}
CONTINUOUS = frozenset({"ml", "gram", "cm"})
FLAG_ELEMENTS = {"sugar_free": "SUG_F", "gluten_free": "GLU_F", "preservative_free": "PRES_F", "cfc_free": "CFC_F"}
ATTRIBUTION = (
    "Contains dm+d data, (c) NHS Business Services Authority / Crown copyright, licensed under the Open Government "
    "Licence v3.0 (https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/)."
)
Row = dict[str, str]
Sections = tuple[tuple[str, str], ...]
_VMP_SECTIONS: Sections = (
    ("VMPS", "VMP"), ("VIRTUAL_PRODUCT_INGREDIENT", "VPI"), ("ONT_DRUG_FORM", "ONT"), ("DRUG_FORM", "DFORM"),
    ("DRUG_ROUTE", "DROUTE"), ("CONTROL_DRUG_INFO", "CONTROL_INFO"),
)  # fmt: skip
_VMPP_SECTIONS: Sections = (("VMPPS", "VMPP"), ("DRUG_TARIFF_INFO", "DTINFO"), ("COMB_CONTENT", "CCONTENT"))
_AMP_SECTIONS: Sections = (
    ("AMPS", "AMP"), ("AP_INGREDIENT", "AP_ING"), ("LICENSED_ROUTE", "LIC_ROUTE"), ("AP_INFORMATION", "AP_INFO"),
)  # fmt: skip
_AMPP_SECTIONS: Sections = (
    ("AMPPS", "AMPP"), ("APPLIANCE_PACK_INFO", "PACK_INFO"), ("DRUG_PRODUCT_PRESCRIB_INFO", "PRESCRIB_INFO"),
    ("MEDICINAL_PRODUCT_PRICE", "PRICE_INFO"), ("REIMBURSEMENT_INFO", "REIMB_INFO"), ("COMB_CONTENT", "CCONTENT"),
)  # fmt: skip


@dataclass
class Product:
    """A VMP on its way into the release."""

    code: str
    name: str
    previous: str | None = None
    packs: list[tuple[str, str, str]] = field(default_factory=list)
    tariff: Row = field(default_factory=dict)
    training_packs: bool = False
    atc: str | None = None
    bnf: str | None = None
    vtm: Moiety | None = None
    names: tuple[str, ...] = ()
    contents: list[tuple[Substance, Strength | None]] = field(default_factory=list)
    form: Form | None = None
    routes: tuple[str, ...] = ()
    category: ControlledDrug | None = None
    flags: frozenset[str] = frozenset()

    @property
    def form_name(self) -> str | None:
        return self.form.name if self.form else None

    @property
    def unit(self) -> str | None:
        units = {unit for _, _, unit in self.packs}
        return next(iter(units)) if len(units) == 1 else None


@dataclass
class Order:
    """What an EPS order prescribes by one code."""

    code: str
    names: Counter[str] = field(default_factory=Counter)
    packs: Counter[tuple[str, str]] = field(default_factory=Counter)


def records(path: Path, tag: str, section: str | None = None) -> Iterator[Row]:
    root = etree.parse(str(path), etree.XMLParser(resolve_entities=False, no_network=True)).getroot()
    inside = root if section is None else root.find(section)
    for element in inside.iter(tag) if inside is not None else ():
        yield {child.tag: (child.text or "").strip() for child in element}


class Sources:
    """The source files, read."""

    def __init__(self, files: argparse.Namespace) -> None:
        self.lookup = {
            section.tag: [{c.tag: (c.text or "").strip() for c in info} for info in section]
            for section in etree.parse(str(files.lookup)).getroot()
            if isinstance(section.tag, str)
        }
        self.ingredients = list(records(files.ingredients, "ING"))
        self.vtm_ingredients = list(records(files.vtm_ingredients, "VTM_ING"))
        self.bnf = {row["VPID"]: row for row in records(files.bnf, "VMP")}
        self.history = {kind: self._changed(files.history, kind) for kind in ("VTM", "VMP", "ING")}
        self.vtms = list(records(files.vtm, "VTM"))
        self.popular = [row["medicine"].split(" (")[0] for row in csv.DictReader(files.popular.open(encoding="utf-8"))]
        self.tariff = list(tariff_rows(json.loads(files.tariff.read_text(encoding="utf-8"))["drugs"]))
        self.orders = orders_in(files.orders)

    @staticmethod
    def _changed(path: Path, kind: str) -> list[Row]:
        rows = records(path, kind, section=f"{kind}S")
        return [row for row in rows if row["IDCURRENT"] != row["IDPREVIOUS"]]

    def current(self, kind: str, code: str) -> str:
        """The newest code for a code, where there is exactly one."""
        found = {row["IDCURRENT"] for row in self.history[kind] if row["IDPREVIOUS"] == code}
        return found.pop() if len(found) == 1 else code

    def lookup_code(self, section: str, text: str | None) -> str | None:
        return next((row["CD"] for row in self.lookup[section] if row["DESC"] == text), None)


def tariff_rows(drugs: Iterable[Mapping[str, str]]) -> Iterator[Row]:
    """The rows of the Drug Tariff. Names with commas were cut up at them: they are put together again."""
    for drug in drugs:
        cells = list(drug.values())
        while '"' in "".join(cells[:2]) and not cells[0].endswith('"') and len(cells) > 1:
            cells[:2] = [f"{cells[0]},{cells[1]}"]
        cells += [""] * (7 - len(cells))
        name, size, unit, vmp, vmpp, category, price = (cell.strip() for cell in cells[:7])
        if vmp.isdigit() and vmpp.isdigit():
            tariff = {"PAY": PAY_CATEGORIES.get(category[-1:], ""), "PRICE": price}
            yield {"NM": name.strip('"'), "QTY": size, "UNIT": unit, "VPID": vmp, "VPPID": vmpp, **tariff}


def orders_in(folder: Path) -> dict[str, Order]:
    """Every SNOMED CT code that a MedicationRequest in these FHIR files prescribes, with its names and quantities."""
    orders: dict[str, Order] = {}

    def walk(node: object) -> None:
        if isinstance(node, list):
            for child in node:
                walk(child)
        if not isinstance(node, dict):
            return
        if node.get("resourceType") == "MedicationRequest":
            quantity = node.get("dispenseRequest", {}).get("quantity", {})
            for coding in node.get("medicationCodeableConcept", {}).get("coding", []):
                if coding.get("system") == "http://snomed.info/sct":
                    order = orders.setdefault(coding["code"], Order(coding["code"]))
                    order.names[coding.get("display", "")] += 1
                    order.packs[(str(quantity.get("value", "")), quantity.get("unit", ""))] += 1
        for child in node.values():
            walk(child)

    for path in sorted(folder.rglob("*.json")):
        walk(json.loads(path.read_text(encoding="utf-8")))
    return orders


class Starter:
    """The products of the starter release, from the sources, with every field that can be had."""

    def __init__(self, sources: Sources) -> None:
        self.sources = sources
        self.moiety_rows = list(self._moieties())
        proportions = {r["name"]: tuple(r["ingredients"].split(";")) for r in table("proportion_names.csv")}
        substances = (Substance(row["ISID"], row["NM"]) for row in sources.ingredients if "INVALID" not in row)
        self.moieties = Moieties(substances, self.moiety_rows, proportions)
        self.forms = FormTable(table("forms.csv"))
        self.controlled = ControlledSubstances(table("controlled_substances.csv"))
        self.products: dict[str, Product] = {}
        self.unplaced: list[str] = []
        self.real_brands: list[tuple[str, str, str, Product]] = []
        self._from_tariff()
        self._from_orders()
        for product in self.products.values():
            self._complete(product)

    def _moieties(self) -> Iterator[Moiety]:
        parts: dict[str, set[str]] = {}
        for row in self.sources.vtm_ingredients:
            parts.setdefault(row["VTMID"], set()).add(row["ISID"])
        names = {row["ISID"]: row["NM"] for row in self.sources.ingredients}
        seen: set[str] = set()
        for row in self.sources.vtms:
            code = self.sources.current("VTM", row["VTMID"])
            if code not in seen:
                seen.add(code)
                yield Moiety(code, row["NM"], frozenset(parts.get(code, ())))
        for code in sorted(set(parts) - seen):
            if all(part in names for part in parts[code]):
                yield Moiety(
                    code, " + ".join(sorted(names[p] for p in parts[code])), frozenset(parts[code]), named=False
                )

    def _from_tariff(self) -> None:
        for row in self.sources.tariff:
            code = self.sources.current("VMP", row["VPID"])
            product = self.products.setdefault(code, Product(code, row["NM"]))
            product.previous = row["VPID"] if row["VPID"] != code else product.previous
            product.packs.append((row["VPPID"], row["QTY"], row["UNIT"]))
            product.tariff[row["VPPID"]] = f"{row['PAY']}|{row['PRICE']}"

    def _from_orders(self) -> None:
        by_name = {name_key(product.name): product for product in self.products.values()}
        for order in sorted(self.sources.orders.values(), key=lambda o: o.code):
            code = self.sources.current("VMP", order.code)
            name = min(order.names, key=lambda n: (-order.names[n], n))
            if code in self.products:
                continue
            if code in self.sources.bnf or code != order.code:
                product = self.products[code] = Product(code, name, previous=order.code if code != order.code else None)
                size, unit = min(order.packs, key=lambda pack: (-order.packs[pack], pack))
                if self.sources.lookup_code("UNIT_OF_MEASURE", unit) and size:
                    product.training_packs = True
                    product.packs.append(("", size, unit))
                continue
            generic, _, supplier = name.removesuffix(")").partition(" (")
            virtual = by_name.get(name_key(generic))
            if virtual is not None and self.sources.lookup_code("SUPPLIER", supplier):
                self.real_brands.append((order.code, generic, supplier, virtual))
            else:
                self.unplaced.append(f"{order.code} {name}")

    def _complete(self, product: Product) -> None:
        given = self.sources.bnf.get(product.code, {})
        product.atc, product.bnf = given.get("ATC"), given.get("BNF")
        product.flags = flags(product.name)
        read = read_name(product.name)
        if read.has_strength:
            product.form = self.forms.at_start(without_flags(f"x {read.tail}").removeprefix("x").strip())
            product.names = tuple(part.substance for part in read.parts)
        else:
            found = self.forms.at_end(product.name)
            product.names = (found[0] if found else without_flags(product.name),)
            product.form = found[1] if found else None
        if product.form is not None:
            product.routes = product.form.routes_for(skin=is_for_skin(product.atc, product.bnf))
        if not read.names_more:
            product.contents = self._contents(product, read.parts if read.has_strength else ())
        product.vtm = (
            None if read.names_more else self.moieties.moiety(product.names, tuple(s for s, _ in product.contents))
        )
        product.category = self.controlled.category(self._preparation(product))

    def _contents(self, product: Product, parts: tuple[Part, ...]) -> list[tuple[Substance, Strength | None]]:
        if len(product.names) > 1:
            each = [self.moieties.substance(part.substance) for part in parts]
            known = [substance for substance in each if substance is not None]
            if len(known) != len(parts):
                return []
            return [(s, self._settled(p.strengths(), product, s)) for s, p in zip(known, parts, strict=True)]
        name = product.names[0]
        single = self.moieties.substance(name)
        several = self.moieties.in_proportion(name)
        if several:
            strengths = parts[0].strengths(len(several)) if parts else ()
            return [(s, strengths[i] if strengths else None) for i, s in enumerate(several)]
        if single is not None:
            strengths = parts[0].strengths() if parts else ()
            return [(single, self._settled(strengths, product, single))]
        return [(substance, None) for substance in self.moieties.all_of(name)]

    @staticmethod
    def _settled(found: tuple[Strength, ...], product: Product, substance: Substance) -> Strength | None:
        return settled(found[0], product.form, substance.name) if found else None

    def _preparation(self, product: Product) -> Preparation:
        contents = []
        for substance, strength in product.contents:
            base = self.moieties.base(substance)
            amount, per = (strength.amount, strength.per) if strength else (None, None)
            contents.append(Content(substance.name, base.name if base else None, amount, per))
        form = product.form
        return Preparation(
            tuple(contents), form.injected if form else None, dosage_unit=form is not None and form.is_dosage_unit
        )

    def is_popular(self, product: Product) -> bool:
        """One of the medicines most dispensed in England, by its moiety or its only substance."""
        wanted = {key for name in self.sources.popular for key in (substance_key(name), *base_keys(name))}
        own = {substance_key(product.vtm.name)} if product.vtm else set()
        if len(product.contents) == 1:
            own |= {substance_key(product.contents[0][0].name), *base_keys(product.contents[0][0].name)}
        return bool(own & wanted)


def table(name: str) -> list[Row]:
    with (STARTER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


class Numbers:
    """Codes and GTINs for training products, in order. None of them can be real."""

    def __init__(self) -> None:
        self._code, self._gtin = 10_000_000, 0

    def code(self) -> str:
        self._code += 1
        stem = f"{self._code}{EXAMPLE_NAMESPACE}10"
        return next(stem + digit for digit in "0123456789" if SnomedCode(stem + digit).is_valid)

    def gtin(self) -> str:
        self._gtin += 1
        stem = f"952{self._gtin:09d}"
        return next(stem + digit for digit in "0123456789" if Gtin.of(stem + digit))


class Release:
    """The rows of every file of the release."""

    def __init__(self, starter: Starter) -> None:
        self.starter, self.sources, self.numbers = starter, starter.sources, Numbers()
        self.derived: list[Row] = []
        self.training: list[Row] = []
        self.rows: dict[str, list[Row]] = {}
        self.supplier_codes = {name: self.numbers.code() for name in SUPPLIERS}
        for product in sorted(starter.products.values(), key=lambda p: p.code):
            self._virtual(product)
            self._actual(product)
        self._lists()

    def add(self, tag: str, **values: str | None) -> None:
        self.rows.setdefault(tag, []).append({key: value for key, value in values.items() if value is not None})

    def mark(self, kind: str, code: str, fields: Iterable[str], how: str = "name") -> None:
        self.derived += [{"kind": kind, "code": code, "field": name, "how": how} for name in fields]

    def _virtual(self, product: Product) -> None:
        unit = product.unit
        discrete = None if unit is None else unit not in CONTINUOUS
        flag_values = {FLAG_ELEMENTS[name]: "0001" for name in sorted(product.flags)}
        self.add(
            "VMP", VPID=product.code, VPIDPREV=product.previous, VTMID=product.vtm.code if product.vtm else None,
            NM=product.name, BASISCD="0007", PRES_STATCD="0001", **flag_values,
            DF_INDCD=None if discrete is None else ("1" if discrete else "2"),
            UNIT_DOSE_UOMCD=self.sources.lookup_code("UNIT_OF_MEASURE", unit) if discrete else None,
        )  # fmt: skip
        self.mark("VMP", product.code, ["prescribing_status"], how="placeholder")
        if product.code in self.sources.bnf:
            self.rows.setdefault("BNF", []).append(self.sources.bnf[product.code])
        fields = {
            "vtm": product.vtm,
            "ingredients": product.contents,
            "routes": product.routes,
            "form": product.form_name,
        }
        self.mark("VMP", product.code, [name for name, value in fields.items() if value] + sorted(product.flags))
        if any(strength for _, strength in product.contents):
            self.mark("VMP", product.code, ["strengths"])
        if discrete is not None:
            self.mark("VMP", product.code, ["discrete"], how="unit")
        for substance, strength in product.contents:
            self._ingredient(product, substance, strength)
        if product.form_name:
            self.add("DFORM", VPID=product.code, FORMCD=self.sources.lookup_code("FORM", product.form_name))
        for route in product.routes:
            self.add("DROUTE", VPID=product.code, ROUTECD=self.sources.lookup_code("ROUTE", route))
        if product.category is not None:
            self.add("CONTROL_INFO", VPID=product.code, CATCD=product.category.value)
            self.mark("VMP", product.code, ["controlled_drug"], how="regulations")

    def _ingredient(self, product: Product, substance: Substance, strength: Strength | None) -> None:
        values: dict[str, str | None] = {}
        for place, quantity in (("NMRTR", strength.amount), ("DNMTR", strength.per)) if strength else ():
            if quantity is not None:
                values[f"STRNT_{place}_VAL"] = decimal_text(quantity.value)
                values[f"STRNT_{place}_UOMCD"] = self.unit_code(quantity.unit)
        self.add("VPI", VPID=product.code, ISID=substance.code, **values)

    def unit_code(self, unit: str) -> str:
        code = self.sources.lookup_code("UNIT_OF_MEASURE", unit)
        if code is None:
            raise SystemExit(f"The lookup file has no unit {unit!r}.")
        return code

    def _actual(self, product: Product) -> None:
        packs = []
        for code, size, unit in product.packs:
            pack = code or self.numbers.code()
            packs.append((pack, size, unit))
            self.add(
                "VMPP",
                VPPID=pack,
                NM=f"{product.name} {size} {unit}",
                VPID=product.code,
                QTYVAL=size,
                QTY_UOMCD=self.unit_code(unit),
            )
            pay, _, price = product.tariff.get(code, "").partition("|")
            if pay and price:
                self.add("DTINFO", VPPID=code, PAY_CATCD=pay, PRICE=price, DT="2023-03-01")
            if not code:
                self.training.append({"kind": "VMPP", "code": pack})
        suppliers = SUPPLIERS if self.starter.is_popular(product) else SUPPLIERS[:1]
        for supplier in suppliers:
            name = f"Training Brand {product.name}" if supplier == "Training Brand" else product.name
            code = self.numbers.code()
            self.training.append({"kind": "AMP", "code": code})
            row = {"APID": code, "NM": name, "DESC": f"{name} ({supplier})", "SUPPCD": self.supplier_codes[supplier]}
            self._product(product, row, packs)
        for code, name, supplier, virtual in self.starter.real_brands:
            if virtual is product:
                self.mark("AMP", code, ["virtual"])
                supplier_code = self.sources.lookup_code("SUPPLIER", supplier) or ""
                row = {"APID": code, "NM": name, "DESC": f"{name} ({supplier})", "SUPPCD": supplier_code}
                self._product(product, row, packs)

    def _product(self, product: Product, row: Row, packs: list[tuple[str, str, str]]) -> None:
        self.add("AMP", VPID=product.code, **row, LIC_AUTHCD="0003", AVAIL_RESTRICTCD="0001")
        for pack, size, unit in packs:
            ampp, name = self.numbers.code(), f"{row['DESC']} {size} {unit}"
            self.training.append({"kind": "AMPP", "code": ampp})
            self.add("AMPP", APPID=ampp, NM=name, VPPID=pack, APID=row["APID"], LEGAL_CATCD="0004")
            self.add("GTIN", AMPPID=ampp, GTIN=self.numbers.gtin())

    def _lists(self) -> None:
        for moiety in sorted(self.starter.moiety_rows, key=lambda m: m.code):
            self.add("VTM", VTMID=moiety.code, NM=moiety.name)
            if not moiety.named:
                self.mark("VTM", moiety.code, ["name"], how="ingredients")
        self.rows["ING"] = self.sources.ingredients
        self.rows["VTM_ING"] = self.sources.vtm_ingredients

    def files(self) -> dict[str, str]:
        """Every file of the release, by its name."""
        rows = self.rows

        def section(name: str, tag: str) -> str:
            return f"<{name}>\n{elements(tag, rows.get(tag, []))}</{name}>\n"

        bnf = f"<VMPS>\n{elements('VMP', rows.get('BNF', []))}</VMPS>\n<AMPS>\n</AMPS>\n"
        history = "".join(
            f"<{k}S>\n{elements(k, self.sources.history.get(k, []))}</{k}S>\n"
            for k in ("VTM", "VMP", "ING", "SUPP", "FORM", "ROUTE", "UOM")
        )
        gtins = "".join(
            f"<AMPP><AMPPID>{r['AMPPID']}</AMPPID><GTINDATA><GTIN>{r['GTIN']}</GTIN>"
            f"<STARTDT>{DATED}</STARTDT></GTINDATA></AMPP>\n"
            for r in rows["GTIN"]
        )
        sections = {
            ("vmp2_3", "VIRTUAL_MED_PRODUCTS", "vmp_v2_3"): _VMP_SECTIONS,
            ("vmpp2_3", "VIRTUAL_MED_PRODUCT_PACK", "vmpp_v2_3"): _VMPP_SECTIONS,
            ("amp2_3", "ACTUAL_MEDICINAL_PRODUCTS", "amp_v2_3"): _AMP_SECTIONS,
            ("ampp2_3", "ACTUAL_MEDICINAL_PROD_PACKS", "ampp_v2_3"): _AMPP_SECTIONS,
        }
        bodies = {
            "vtm2_3": ("VIRTUAL_THERAPEUTIC_MOIETIES", "vtm_v2_3", elements("VTM", rows["VTM"])),
            "ingredient2_3": ("INGREDIENT_SUBSTANCES", "ingredient_v2_3", elements("ING", rows["ING"])),
            "lookup2_3": ("LOOKUP", "lookup_v2_3", self._lookup()),
            "gtin2_0": ("GTIN_DETAILS", "gtin_v2_0", f"<AMPPS>\n{gtins}</AMPPS>\n"),
            "bnf1_0": ("BNF_DETAILS", "bnf_v1_0", bnf),
            "history1_0": ("HISTORY", "history_v1_0", history),
            "vtm_ing1_0": ("VTM_INGREDIENTS", "vtm_ing_v1_0", elements("VTM_ING", rows["VTM_ING"])),
        }
        for (stem, root, schema), parts in sections.items():
            bodies[stem] = (root, schema, "".join(section(name, tag) for name, tag in parts))
        return {f"f_{stem}{STAMP}.xml": document(*body) for stem, body in bodies.items()}

    def _lookup(self) -> str:
        used = {row["SUPPCD"] for row in self.rows["AMP"]}
        training = [{"CD": code, "DESC": name} for name, code in self.supplier_codes.items()]
        out = []
        for section, infos in self.sources.lookup.items():
            kept = [i for i in infos if i["CD"] in used] + training if section == "SUPPLIER" else infos
            out.append(f"<{section}>\n{elements('INFO', kept)}</{section}>\n")
        return "".join(out)


def elements(tag: str, rows: Iterable[Row]) -> str:
    def one(row: Row) -> str:
        return "".join(f"<{key}>{escape(value)}</{key}>" for key, value in row.items())

    return "".join(f"<{tag}>{one(row)}</{tag}>\n" for row in rows)


def document(root: str, schema: str, body: str) -> str:
    namespace = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    head = f'<{root} {namespace} xsi:noNamespaceSchemaLocation="{schema}.xsd">'
    return f'<?xml version="1.0" encoding="utf-8"?>\n{head}\n{body}</{root}>\n'


def csv_text(rows: Iterable[Row], columns: list[str]) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def validate(files: Mapping[str, str], folders: Iterable[Path]) -> int:
    """Checks each file that has a schema in the folders. Ends the program at the first that does not fit."""
    schemas = {path.stem: path for folder in folders for path in sorted(folder.rglob("*.xsd"))}
    checked = 0
    for name, text in files.items():
        root = etree.fromstring(text.encode())
        wanted = root.get("{http://www.w3.org/2001/XMLSchema-instance}noNamespaceSchemaLocation", "").removesuffix(
            ".xsd"
        )
        if wanted in schemas:
            schema = etree.XMLSchema(etree.parse(str(schemas[wanted])))
            if not schema.validate(root):
                raise SystemExit(f"{name} does not fit its schema: {schema.error_log}")
            checked += 1
    return checked


def write_zip(path: Path, files: Mapping[str, str]) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, date_time=(2025, 4, 10, 0, 0, 0))
            entry.compress_type, entry.external_attr, entry.create_system = zipfile.ZIP_DEFLATED, 0o644 << 16, 3
            archive.writestr(entry, files[name])


def coverage(starter: Starter) -> dict[str, int]:
    products = starter.products.values()
    return {
        "vmp": len(products),
        "vtm": sum(p.vtm is not None for p in products),
        "ingredients": sum(bool(p.contents) for p in products),
        "all_strengths": sum(bool(p.contents) and all(s for _, s in p.contents) for p in products),
        "form": sum(p.form_name is not None for p in products),
        "routes": sum(bool(p.routes) for p in products),
        "unit": sum(p.unit is not None for p in products),
        "atc": sum(p.atc is not None for p in products),
        "bnf": sum(p.bnf is not None for p in products),
        "controlled_drug": sum(p.category is not None for p in products),
        "controlled_drug_scheduled": sum(p.category not in (None, ControlledDrug.NONE) for p in products),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("tariff", "orders", "vtm", "ingredients", "lookup", "bnf", "history", "vtm-ingredients", "popular"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--schemas", type=Path, nargs="*", default=[])
    parser.add_argument("--out", type=Path, default=STARTER)
    arguments = parser.parse_args()
    starter = Starter(Sources(arguments))
    release = Release(starter)
    files = release.files()
    checked = validate(files, arguments.schemas)
    manifest = {
        "name": "Starter dictionary",
        "dated": DATED,
        "starter": True,
        "counts": {tag: len(release.rows.get(tag, [])) for tag in ("VTM", "VMP", "VMPP", "AMP", "AMPP", "GTIN", "ING")},
        "coverage": coverage(starter),
        "not_placed": starter.unplaced,
        "attribution": ATTRIBUTION,
    }
    files["manifest.json"] = json.dumps(manifest, indent=1, ensure_ascii=False) + "\n"
    files["derived.csv"] = csv_text(release.derived, ["kind", "code", "field", "how"])
    files["training.csv"] = csv_text(release.training, ["kind", "code"])
    write_zip(arguments.out / "release.zip", files)
    (arguments.out / "manifest.json").write_text(files["manifest.json"], encoding="utf-8", newline="\n")
    print(json.dumps({"validated": checked, **manifest}, indent=1, ensure_ascii=False))


if __name__ == "__main__":
    main()

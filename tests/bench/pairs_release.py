"""Releases for the pairs: one of full size, and a small one; both hold what makes a verdict hard.

That is: one GTIN on several packs, of the same product and of another; brands; generics of one moiety, of one substance
without a moiety, and of its salts; combination packs; retired and invalid codes; packs whose two parents disagree.
"""

import csv
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from random import Random

from tests.fakes.fake_dictionary import gtin_of

MAKER = Path(__file__).parents[2].parent / "shared" / "tools" / "make_full_size_dmd.py"
_HISTORY = "supplementary-2025-02-13-full/HISTORIC_CODES/f_history1_0130225.xml"
_AMPP = re.compile(r"<AMPP><APPID>(\d+)</APPID>(<NM>[^<]*</NM>)<VPPID>(\d+)</VPPID><APID>(\d+)</APID>")
_VMPP = re.compile(r"<VMPP><VPPID>(\d+)</VPPID><NM>[^<]*</NM><VPID>(\d+)</VPID>")


def full_size(folder: Path) -> Path:
    """A folder with the release that the tool makes, changed, and the real file of retired codes beside it."""
    subprocess.run([sys.executable, str(MAKER), str(folder)], check=True, capture_output=True)
    for packed in folder.glob("*.zip"):
        packed.unlink()
    data = MAKER.parents[1] / "data" / "dmd"
    (folder / Path(_HISTORY).name).write_bytes((data / _HISTORY).read_bytes())
    chance = Random(11)
    _change(folder, "vmp", lambda text: re.sub(r"<VTMID>\d+</VTMID>", lambda m: _unless(chance, 0.05, m[0]), text))
    _change(folder, "amp", lambda text: re.sub(r"</APID>(?=<VPID>)", lambda m: m[0] + _invalid(chance), text))
    _change(folder, "ampp", lambda text: _shared(text, folder, data, chance))
    return folder


def _change(folder: Path, kind: str, change) -> None:
    (file,) = folder.glob(f"f_{kind}2_*.xml")
    text = change(file.read_text(encoding="utf-8"))
    file.unlink()
    file.write_text(text, encoding="utf-8")


def _unless(chance: Random, share: float, text: str) -> str:
    return "" if chance.random() < share else text


def _invalid(chance: Random) -> str:
    return "<INVALID>1</INVALID>" if chance.random() < 0.02 else ""


def _shared(text: str, folder: Path, data: Path, chance: Random) -> str:
    """Of the GTINs that several packs carry, a third are of one pack size, a third of one product, as in dm+d most are.
    A pack in a thousand has a generic pack of another product.
    """
    (file,) = folder.glob("f_vmpp2_*.xml")
    product = dict(_VMPP.findall(file.read_text(encoding="utf-8")))
    sizes: dict[str, list[str]] = {}
    for vppid, vpid in product.items():
        sizes.setdefault(vpid, []).append(vppid)
    carried: dict[str, list[str]] = {}
    with (data / "partial-2025-04-10-full" / "gtin_data.csv").open(encoding="utf-8") as rows:
        for row in csv.DictReader(rows):
            carried.setdefault(row["GTIN"].zfill(14), []).append(row["AMPPID"])
    made = {appid: (vppid, apid) for appid, _, vppid, apid in _AMPP.findall(text)}
    anything = list(product)
    for packs in (list(dict.fromkeys(packs)) for packs in carried.values()):
        kind = chance.randrange(3)
        if len(packs) > 1 and kind and packs[0] in made:
            vppid, apid = made[packs[0]]
            for pack in packs[1:]:
                made[pack] = (vppid if kind == 1 else chance.choice(sizes[product[vppid]]), apid)
    for pack in chance.sample(list(made), len(made) // 1000):
        made[pack] = (chance.choice(anything), made[pack][1])

    def written(found: re.Match[str]) -> str:
        vppid, apid = made[found[1]]
        return f"<AMPP><APPID>{found[1]}</APPID>{found[2]}<VPPID>{vppid}</VPPID><APID>{apid}</APID>"

    return _AMPP.sub(written, text)


def _rows(tag: str, rows: list[Mapping[str, object]]) -> str:
    def one(row: Mapping[str, object]) -> str:
        return "".join(f"<{field}>{value}</{field}>" for field, value in row.items() if value is not None)

    return "".join(f"<{tag}>{one(row)}</{tag}>" for row in rows)


def _file(root: str, *sections: tuple[str, str, list[Mapping[str, object]]]) -> str:
    inside = (f"<{name}>{_rows(tag, rows)}</{name}>" if name else _rows(tag, rows) for name, tag, rows in sections)
    return f"<{root}>{''.join(inside)}</{root}>"


class _Small:
    """Invented products: so many moieties, each with a handful of generics, brands and packs."""

    def __init__(self, seed: int, moieties: int) -> None:
        self.chance = Random(seed)
        self.moieties = moieties
        self.records: dict[str, list[Mapping[str, object]]] = {}
        self.number = 100_000
        self.gtins = 0

    def new(self) -> str:
        self.number += 1
        return str(self.number)

    def add(self, tag: str, **fields: object) -> None:
        self.records.setdefault(tag, []).append(fields)

    def some(self, share: float, value: object) -> object | None:
        return value if self.chance.random() < share else None

    def moiety(self) -> None:
        vtm, base, salts = self.new(), self.new(), (self.new(), self.new())
        self.add("VTM", VTMID=vtm, VTMIDPREV=self.some(0.1, self.new()), NM=f"Substance {vtm}")
        for substance in (base, *salts):
            self.add("ING", ISID=substance, NM=f"Substance {substance}")
        for strength in self.chance.sample((1, 2.5, 5, 10, 20), 3):
            for _ in range(self.chance.randint(1, 2)):
                self.generic(vtm, base, self.chance.choice((base, *salts)), strength)

    def generic(self, vtm: str, base: str, substance: str, strength: float) -> None:
        vpid = self.new()
        status = self.chance.choice(("0001", "0001", "0001", "0002", "0003", "0004", "0005", "0006", "0008", "0009"))
        self.add(
            "VMP", VPID=vpid, VPIDPREV=self.some(0.1, self.new()), VTMID=self.some(0.85, vtm),
            INVALID=self.some(0.05, 1), NM=f"Product {vpid}", PRES_STATCD=status, SUG_F=self.some(0.2, "0001"),
            DF_INDCD=1, UNIT_DOSE_UOMCD="7",
        )  # fmt: skip
        self.add(
            "VPI", VPID=vpid, ISID=substance, BASIS_STRNTCD="0001", BS_SUBID=self.some(0.5, base),
            STRNT_NMRTR_VAL=strength, STRNT_NMRTR_UOMCD="6",
        )  # fmt: skip
        self.add("DFORM", VPID=vpid, FORMCD=self.chance.choice(("1", "2")))
        self.add("DROUTE", VPID=vpid, ROUTECD="5")
        if self.chance.random() < 0.3:
            self.add("HISTORY", IDCURRENT=vpid, IDPREVIOUS=self.new(), STARTDT="2010-01-01")
        sizes = [self.new() for _ in range(2)]
        for size, amount in zip(sizes, (28, 56), strict=True):
            self.add(
                "VMPP", VPPID=size, INVALID=self.some(0.03, 1), NM=f"Pack {size}", VPID=vpid,
                QTYVAL=self.some(0.95, amount), QTY_UOMCD="7",
            )  # fmt: skip
        for place in range(self.chance.randint(2, 3)):
            apid = self.new()
            name = f"Product {vpid}" if place else f"Brand {apid}"
            self.add("AMP", APID=apid, INVALID=self.some(0.05, 1), VPID=vpid, NM=name, DESC=name, SUPPCD="9")
            for size in sizes:
                self.pack(size, apid)

    def pack(self, size: str, apid: str) -> None:
        appid = self.new()
        self.add("AMPP", APPID=appid, INVALID=self.some(0.03, 1), NM=f"Pack {appid}", VPPID=size, APID=apid)
        for _ in range(self.chance.randint(1, 2)):
            # One in twelve carries a number that an earlier pack carries too, often one of the same product.
            earlier = self.gtins > 3 and self.chance.random() < 0.08
            self.gtins += not earlier
            last = self.chance.choice((3, self.gtins))
            number = self.gtins - self.chance.randrange(last) if earlier else self.gtins
            level = 1 if number % 25 == 7 else 0
            self.add("GTIN", AMPPID=appid, GTIN=gtin_of(501_000_000_000 + number, level=level))

    def combinations(self) -> None:
        packs, sizes = self.records["AMPP"], self.records["VMPP"]
        for _ in range(len(packs) // 30):
            one, other = self.chance.sample(packs, 2)
            self.add("PARTS", PRNTAPPID=one["APPID"], CHLDAPPID=other["APPID"])
            one, other = self.chance.sample(sizes, 2)
            self.add("SIZES", PRNTVPPID=one["VPPID"], CHLDVPPID=other["VPPID"])
        for code in self.chance.sample(self.records["GTIN"], len(packs) // 250):
            self.add("GTIN", AMPPID=self.new(), GTIN=code["GTIN"])
        for _ in range(len(packs) // 400):
            place = self.chance.randrange(len(packs))
            packs[place] = {**packs[place], "VPPID": self.chance.choice(sizes)["VPPID"]}

    def files(self) -> dict[str, str]:
        for _ in range(self.moieties):
            self.moiety()
        self.combinations()
        held = self.records
        gtins = [f"<AMPP><AMPPID>{r['AMPPID']}</AMPPID><GTINDATA><GTIN>{r['GTIN']}</GTIN>"
                 "<STARTDT>2020-01-01</STARTDT></GTINDATA></AMPP>" for r in held["GTIN"]]  # fmt: skip
        lookup = (
            ("UNIT_OF_MEASURE", "INFO", [{"CD": "6", "DESC": "mg"}, {"CD": "7", "DESC": "tablet"}]),
            ("FORM", "INFO", [{"CD": "1", "DESC": "Tablet"}, {"CD": "2", "DESC": "Capsule"}]),
            ("ROUTE", "INFO", [{"CD": "5", "DESC": "Oral"}]),
            ("SUPPLIER", "INFO", [{"CD": "9", "DESC": "Maker Ltd"}]),
        )
        day = "010425.xml"
        return {
            f"f_lookup2_3{day}": _file("LOOKUP", *lookup),
            f"f_vtm2_3{day}": _file("VIRTUAL_THERAPEUTIC_MOIETIES", ("", "VTM", held["VTM"])),
            f"f_ingredient2_3{day}": _file("INGREDIENT_SUBSTANCES", ("", "ING", held["ING"])),
            f"f_vmp2_3{day}": _file(
                "VIRTUAL_MED_PRODUCTS", ("VMPS", "VMP", held["VMP"]),
                ("VIRTUAL_PRODUCT_INGREDIENT", "VPI", held["VPI"]), ("DRUG_FORM", "DFORM", held["DFORM"]),
                ("DRUG_ROUTE", "DROUTE", held["DROUTE"]),
            ),
            f"f_vmpp2_3{day}": _file(
                "VIRTUAL_MED_PRODUCT_PACK", ("VMPPS", "VMPP", held["VMPP"]), ("COMB_CONTENT", "CCONTENT", held["SIZES"])
            ),
            f"f_amp2_3{day}": _file("ACTUAL_MEDICINAL_PRODUCTS", ("AMPS", "AMP", held["AMP"])),
            f"f_ampp2_3{day}": _file(
                "ACTUAL_MEDICINAL_PROD_PACKS", ("AMPPS", "AMPP", held["AMPP"]),
                ("COMB_CONTENT", "CCONTENT", held["PARTS"]),
            ),
            f"f_gtin2_0{day}": f"<GTIN_DETAILS><AMPPS>{''.join(gtins)}</AMPPS></GTIN_DETAILS>",
            f"f_history1_0{day}": _file("HISTORY", ("VMPS", "VMP", held["HISTORY"])),
        }  # fmt: skip


def small(folder: Path, seed: int, moieties: int = 40) -> Path:
    """A folder with a release of some hundred packs."""
    folder.mkdir(parents=True)
    for name, text in _Small(seed, moieties).files().items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder

"""Importing a release: whole or not at all, hostile files refused, the release in use never harmed."""

import multiprocessing
import re
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest

from dispensary.adapters.dictionary import beside, import_release, importing, open_dictionary, roll_back, word_index
from dispensary.adapters.dictionary.installed import in_use
from dispensary.adapters.dictionary.release_file import connect
from dispensary.application.ports.dictionary import DictionaryUnavailable, ImportCancelled, ReleaseUnusable
from dispensary.domain.dictionary import ControlledDrug, Found, Kind
from dispensary.domain.dictionary_import import Change, Progress, Vouched
from dispensary.domain.identifiers import Gtin, SnomedCode
from dispensary.domain.quantity import Quantity

SHARED = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "dmd"
real_files = pytest.mark.skipif(not SHARED.is_dir(), reason="the shared dm+d samples are not beside this checkout")

TABLET, MG, ML = "428673006", "258684004", "258773002"


def rows(tag: str, *records: Mapping[str, str]) -> str:
    return "".join(f"<{tag}>{''.join(f'<{k}>{v}</{k}>' for k, v in r.items())}</{tag}>" for r in records)


def a_release(**changes: str) -> dict[str, str]:
    """A release of two tablets of one moiety, with one box of each and a shared GTIN. Invented products."""
    files = {
        "f_vtm2_3010425.xml": "<VIRTUAL_THERAPEUTIC_MOIETIES>"
        + rows("VTM", {"VTMID": "11", "NM": "Examplin"})
        + "</VIRTUAL_THERAPEUTIC_MOIETIES>",
        "f_ingredient2_3010425.xml": "<INGREDIENT_SUBSTANCES>"
        + rows(
            "ING",
            {"ISID": "21", "NM": "Examplin"},
            {"ISID": "22", "NM": "Examplin sodium"},
            {"ISID": "23", "NM": "Otherin maleate"},
            {"ISID": "24", "NM": "Sodium chloride"},
        )
        + "</INGREDIENT_SUBSTANCES>",
        "f_lookup2_3010425.xml": "<LOOKUP><UNIT_OF_MEASURE>"
        + rows("INFO", {"CD": TABLET, "DESC": "tablet"}, {"CD": MG, "DESC": "mg"}, {"CD": ML, "DESC": "ml"})
        + "</UNIT_OF_MEASURE><FORM>"
        + rows("INFO", {"CD": "385055001", "DESC": "Tablet"})
        + "</FORM><ROUTE>"
        + rows("INFO", {"CD": "26643006", "DESC": "Oral"})
        + "</ROUTE><SUPPLIER>"
        + rows("INFO", {"CD": "91", "DESC": "Maker Ltd"})
        + "</SUPPLIER></LOOKUP>",
        "f_vmp2_3010425.xml": "<VIRTUAL_MED_PRODUCTS><VMPS>"
        + rows(
            "VMP",
            {"VPID": "31", "VPIDPREV": "30", "VTMID": "11", "NM": "Examplin 5mg tablets", "PRES_STATCD": "0001",
             "SUG_F": "0001", "DF_INDCD": "1", "UNIT_DOSE_UOMCD": TABLET},
            {"VPID": "32", "VTMID": "11", "NM": "Examplin 5mg/5ml oral solution", "PRES_STATCD": "0005",
             "DF_INDCD": "2"},
            {"VPID": "33", "NM": "Examplin 1mg tablets", "INVALID": "1", "PRES_STATCD": "0001"},
        )
        + "</VMPS><VIRTUAL_PRODUCT_INGREDIENT>"
        + rows(
            "VPI",
            {"VPID": "31", "ISID": "22", "BASIS_STRNTCD": "0001", "STRNT_NMRTR_VAL": "5.0", "STRNT_NMRTR_UOMCD": MG},
            {"VPID": "32", "ISID": "22", "BS_SUBID": "21", "STRNT_NMRTR_VAL": "1", "STRNT_NMRTR_UOMCD": MG,
             "STRNT_DNMTR_VAL": "1", "STRNT_DNMTR_UOMCD": ML},
        )
        + "</VIRTUAL_PRODUCT_INGREDIENT><DRUG_FORM>"
        + rows("DFORM", {"VPID": "31", "FORMCD": "385055001"})
        + "</DRUG_FORM><DRUG_ROUTE>"
        + rows("DROUTE", {"VPID": "31", "ROUTECD": "26643006"})
        + "</DRUG_ROUTE><CONTROL_DRUG_INFO>"
        + rows("CONTROL_INFO", {"VPID": "31", "CATCD": "0002"})
        + "</CONTROL_DRUG_INFO></VIRTUAL_MED_PRODUCTS>",
        "f_vmpp2_3010425.xml": "<VIRTUAL_MED_PRODUCT_PACK><VMPPS>"
        + rows(
            "VMPP",
            {"VPPID": "41", "NM": "Examplin 5mg tablets 28 tablet", "VPID": "31", "QTYVAL": "28", "QTY_UOMCD": TABLET},
            {"VPPID": "42", "NM": "Examplin 5mg/5ml oral solution 100 ml", "VPID": "32", "QTYVAL": "100",
             "QTY_UOMCD": ML},
        )
        + "</VMPPS><COMB_CONTENT>"
        + rows("CCONTENT", {"PRNTVPPID": "41", "CHLDVPPID": "42"})
        + "</COMB_CONTENT></VIRTUAL_MED_PRODUCT_PACK>",
        "f_amp2_3010425.xml": "<ACTUAL_MEDICINAL_PRODUCTS><AMPS>"
        + rows(
            "AMP",
            {"APID": "51", "VPID": "31", "NM": "Examplin 5mg tablets", "DESC": "Examplin 5mg tablets (Maker Ltd)",
             "SUPPCD": "91", "AVAIL_RESTRICTCD": "0001"},
            {"APID": "52", "VPID": "31", "NM": "Exabrand 5mg tablets", "DESC": "Exabrand 5mg tablets (Maker Ltd)",
             "SUPPCD": "91", "AVAIL_RESTRICTCD": "0009"},
        )
        + "</AMPS></ACTUAL_MEDICINAL_PRODUCTS>",
        "f_ampp2_3010425.xml": "<ACTUAL_MEDICINAL_PROD_PACKS><AMPPS>"
        + rows(
            "AMPP",
            {"APPID": "61", "NM": "Exabrand 28", "VPPID": "41", "APID": "52"},
            {"APPID": "62", "NM": "Examplin 28", "VPPID": "41", "APID": "51"},
            {"APPID": "63", "NM": "Examplin 28 old", "VPPID": "41", "APID": "51", "DISCCD": "0001",
             "COMBPACKCD": "0001"},
        )
        + "</AMPPS><REIMBURSEMENT_INFO>"
        + rows("REIMB_INFO", {"APPID": "62", "SPEC_CONTCD": "0001", "CAL_PACK": "1"})
        + "</REIMBURSEMENT_INFO><COMB_CONTENT>"
        + rows("CCONTENT", {"PRNTAPPID": "63", "CHLDAPPID": "62"})
        + "</COMB_CONTENT></ACTUAL_MEDICINAL_PROD_PACKS>",
        "f_gtin2_0010425.xml": "<GTIN_DETAILS><AMPPS>"
        "<AMPP><AMPPID>61</AMPPID><GTINDATA><GTIN>9521234567899</GTIN><STARTDT>2020-01-01</STARTDT></GTINDATA></AMPP>"
        "<AMPP><AMPPID>62</AMPPID><GTINDATA><GTIN>09521234567899</GTIN><STARTDT>2021-01-01</STARTDT></GTINDATA></AMPP>"
        "<AMPP><AMPPID>62</AMPPID><GTINDATA><GTIN>9521234567899</GTIN><STARTDT>2019-05-01</STARTDT>"
        "<ENDDT>2020-12-31</ENDDT></GTINDATA></AMPP>"
        "<AMPP><AMPPID>63</AMPPID><GTINDATA><GTIN>9521234567905</GTIN><STARTDT>2019-05-01</STARTDT>"
        "<ENDDT>2020-12-31</ENDDT></GTINDATA></AMPP>"
        "</AMPPS></GTIN_DETAILS>",
        "f_bnf1_0010425.xml": "<BNF_DETAILS><VMPS>"
        + rows("VMP", {"VPID": "31", "BNF": "02060200", "ATC": "C08CA01"}, {"VPID": "32", "ATC": "n/a"})
        + "</VMPS></BNF_DETAILS>",
        "f_history1_0010425.xml": "<HISTORY><VTMS>"
        + rows("VTM", {"IDCURRENT": "11", "IDPREVIOUS": "10", "STARTDT": "2010-01-01"})
        + "</VTMS><VMPS>"
        + rows(
            "VMP",
            {"IDCURRENT": "31", "IDPREVIOUS": "31", "STARTDT": "2010-01-01"},
            {"IDCURRENT": "31", "IDPREVIOUS": "29", "STARTDT": "2010-01-01"},
            {"IDCURRENT": "31", "IDPREVIOUS": "28", "STARTDT": "2010-01-01"},
            {"IDCURRENT": "32", "IDPREVIOUS": "28", "STARTDT": "2011-01-01"},
            {"IDCURRENT": "777", "IDPREVIOUS": "27", "STARTDT": "2011-01-01"},
        )
        + "</VMPS><INGS></INGS></HISTORY>",
        "f_vtm_ing1_0010425.xml": "<VTM_INGREDIENTS>"
        + rows("VTM_ING", {"VTMID": "11", "ISID": "21"})
        + "</VTM_INGREDIENTS>",
    }  # fmt: skip
    return files | changes


def as_folder(place: Path, files: Mapping[str, str]) -> Path:
    place.mkdir()
    for name, text in files.items():
        (place / name).write_text(text, encoding="utf-8")
    return place


def as_trud_zip(place: Path, files: Mapping[str, str]) -> Path:
    """As TRUD sends it: the GTIN file in a zip of its own inside."""
    inner = BytesIO()
    with zipfile.ZipFile(inner, "w") as nested:
        nested.writestr("f_gtin2_0010425.xml", files["f_gtin2_0010425.xml"])
    with zipfile.ZipFile(place, "w", zipfile.ZIP_DEFLATED) as outer:
        for name, text in files.items():
            if "gtin" not in name:
                outer.writestr(f"sub/{name}", text)
        outer.writestr("week152025-r2_3-GTIN.zip", inner.getvalue())
    return place


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.mark.parametrize("shape", [as_folder, as_trud_zip])
def test_a_release_gives_back_every_field_that_it_holds(tmp_path: Path, home: Path, shape) -> None:
    report = import_release(home, shape(tmp_path / "nhsbsa_dmd_4.0.0_20250407000001.zip", a_release()))
    assert report.dated == date(2025, 4, 1)
    assert report.counts["vmp"] == 3
    with open_dictionary(home) as dictionary:
        assert dictionary.release().counts == report.counts
        assert dictionary.release().starter is False
        product = dictionary.resolve(SnomedCode("31")).virtual
        assert product is not None
        assert (product.name, product.vtm_name, product.form, product.routes) == (
            "Examplin 5mg tablets", "Examplin", "Tablet", ("Oral",),
        )  # fmt: skip
        assert (product.unit, product.discrete, product.sugar_free, product.gluten_free) == (
            "tablet",
            True,
            True,
            False,
        )
        assert product.controlled_drug is ControlledDrug.SCHEDULE_2
        assert (product.atc, product.bnf, product.prescribing_status) == ("C08CA01", "02060200", "0001")
        (ingredient,) = product.ingredients
        assert (ingredient.name, ingredient.base_name) == ("Examplin sodium", "Examplin")
        assert ingredient.numerator == Quantity(Decimal("5.0"), "mg")
        assert product.derived == {"base"}


def test_what_the_release_does_not_say_is_unknown(tmp_path: Path, home: Path) -> None:
    import_release(home, as_folder(tmp_path / "release", a_release()))
    with open_dictionary(home) as dictionary:
        solution = dictionary.resolve(SnomedCode("32")).virtual
        assert solution is not None
        assert (solution.controlled_drug, solution.form, solution.routes, solution.atc) == (None, None, (), None)
        assert solution.unit == "ml"  # from its packs: a continuous product states none
        assert solution.derived == frozenset()  # its base is given
        assert solution.ingredients[0].denominator == Quantity(Decimal(1), "ml")
        invalid = dictionary.resolve(SnomedCode("33")).virtual
        assert invalid is not None
        assert invalid.invalid
        assert all(found.code != invalid.code for found in dictionary.search("examplin"))


def test_retired_codes_lead_to_the_present_one_and_the_received_one_is_kept(tmp_path: Path, home: Path) -> None:
    import_release(home, as_folder(tmp_path / "release", a_release()))
    with open_dictionary(home) as dictionary:
        for old in ("29", "30"):  # by the history file, by VPIDPREV
            resolved = dictionary.resolve(SnomedCode(old))
            assert (resolved.received.value, resolved.current.value) == (old, "31")
            assert resolved.kind is Kind.VMP
        assert dictionary.resolve(SnomedCode("10")).kind is Kind.VTM
        assert dictionary.resolve(SnomedCode("28")).known is False  # became two products: a person says which
        gone = dictionary.resolve(SnomedCode("27"))
        assert (gone.known, gone.current.value) == (False, "777")
        assert dictionary.resolve(SnomedCode("5")).current.value == "5"


def test_a_moiety_is_found_by_its_name_or_that_of_its_salt_while_it_is_valid(tmp_path: Path, home: Path) -> None:
    import_release(home, as_folder(tmp_path / "release", a_release()))
    with open_dictionary(home) as dictionary:
        for name in ("examplin", "Examplin Sodium"):
            assert dictionary.moiety_named(name) == Found(Kind.VTM, SnomedCode("11"), "Examplin")
    gone = rows("VTM", {"VTMID": "11", "INVALID": "1", "NM": "Examplin"})
    changed = f"<VIRTUAL_THERAPEUTIC_MOIETIES>{gone}</VIRTUAL_THERAPEUTIC_MOIETIES>"
    import_release(home, as_folder(tmp_path / "next", a_release(**{"f_vtm2_3010425.xml": changed})))
    with open_dictionary(home) as dictionary:
        assert dictionary.moiety_named("examplin") is None
        assert dictionary.resolve(SnomedCode("11")).kind is Kind.VTM


def test_one_gtin_gives_every_pack_with_the_whole_time_it_was_in_use(tmp_path: Path, home: Path) -> None:
    import_release(home, as_folder(tmp_path / "release", a_release()))
    with open_dictionary(home) as dictionary:
        gtin = Gtin.of("9521234567899")
        assert gtin is not None
        found = {code.pack.code.value: code for code in dictionary.packs_with(gtin)}
        assert set(found) == {"61", "62"}
        assert (found["62"].started, found["62"].ended) == (date(2019, 5, 1), None)
        old = Gtin.of("9521234567905")
        assert old is not None
        (ended,) = dictionary.packs_with(old)
        assert ended.ended == date(2020, 12, 31)
        assert ended.pack.combination
        assert ended.pack.components == (SnomedCode("62"),)
        unknown = Gtin.of("9521234567912")
        assert unknown is not None
        assert dictionary.packs_with(unknown) == ()


def test_packs_on_the_market_come_first(tmp_path: Path, home: Path) -> None:
    import_release(home, as_folder(tmp_path / "release", a_release()))
    with open_dictionary(home) as dictionary:
        packs = dictionary.packs_of(SnomedCode("31"))
        assert [pack.code.value for pack in packs] == ["62", "61", "63"]
        first = packs[0]
        assert (first.special_container, first.calendar_pack, first.quantity) == (
            True,
            True,
            Quantity(Decimal(28), "tablet"),
        )
        assert [pack.code.value for pack in dictionary.packs_of(SnomedCode("52"))] == ["61"]
        assert len(dictionary.packs_of(SnomedCode("41"))) == 3
        assert dictionary.packs_of(SnomedCode("11")) == ()
        generic = dictionary.resolve(SnomedCode("41")).pack
        assert generic is not None
        assert generic.kind is Kind.VMPP
        assert generic.components == (SnomedCode("42"),)
        assert dictionary.resolve(SnomedCode("62")).kind is Kind.AMPP


def with_a_lost_pack(files: dict[str, str]) -> dict[str, str]:
    name = "f_vmpp2_3010425.xml"
    lost = {"VPPID": "43", "NM": "Lost pack", "VPID": "999", "QTYVAL": "1", "QTY_UOMCD": TABLET}
    return files | {name: files[name].replace("</VMPPS>", rows("VMPP", lost) + "</VMPPS>")}


def with_a_misprinted_gtin(files: dict[str, str]) -> dict[str, str]:
    name = "f_gtin2_0010425.xml"
    record = "<AMPP><AMPPID>62</AMPPID><GTINDATA><GTIN>9521234567898</GTIN></GTINDATA></AMPP>"
    return files | {name: files[name].replace("</AMPPS>", record + "</AMPPS>")}


def test_what_does_not_fit_is_refused_in_a_sentence_unless_somebody_vouches_for_it(tmp_path: Path, home: Path) -> None:
    import_release(home, as_folder(tmp_path / "good", a_release()))
    before = (home / "dictionary" / "current.json").read_text()
    for number, (spoil, says) in enumerate(
        [
            (with_a_lost_pack, "1 generic pack (VMPP) without its product, such as 43"),
            (with_a_misprinted_gtin, "1 GTINs with a wrong check digit or length, such as 9521234567898"),
        ]
    ):
        source = as_folder(tmp_path / f"bad-{number}", spoil(a_release()))
        with pytest.raises(ReleaseUnusable, match=re.escape(says)):
            import_release(home, source)
        assert (home / "dictionary" / "current.json").read_text() == before
        report = import_release(home, source, Vouched(smaller=True, faults=True))
        assert any(says in warning for warning in report.warnings)
        before = (home / "dictionary" / "current.json").read_text()
    report = import_release(home, as_folder(tmp_path / "lost", with_a_lost_pack(a_release())), Vouched(faults=True))
    assert report.orphans == {"vmpp": 1, "amp": 0, "ampp": 0, "ampp_parents_differ": 0, "gtin": 0}
    with open_dictionary(home) as dictionary:
        assert dictionary.resolve(SnomedCode("43")).known is False


def test_a_sound_release_has_no_orphans_and_its_ambiguous_barcodes_are_counted(tmp_path: Path, home: Path) -> None:
    report = import_release(home, as_folder(tmp_path / "release", a_release()))
    assert set(report.orphans.values()) == {0}
    assert report.ambiguous == 1


def test_a_release_much_smaller_than_the_one_in_use_needs_somebody_who_knows_why(tmp_path: Path, home: Path) -> None:
    import_release(home, as_folder(tmp_path / "good", a_release()))
    files = a_release()
    name = "f_amp2_3010425.xml"
    files[name] = re.sub("<AMP><APID>52.*?</AMP>", "", files[name])
    files["f_ampp2_3010425.xml"] = re.sub("<AMPP><APPID>61.*?</AMPP>", "", files["f_ampp2_3010425.xml"])
    files["f_gtin2_0010425.xml"] = re.sub("<AMPP><AMPPID>61.*?</AMPP>", "", files["f_gtin2_0010425.xml"])
    source = as_folder(tmp_path / "small", files)
    with pytest.raises(ReleaseUnusable, match=r"in use: suppliers’ products \(AMP\) from 2 to 1,"):
        import_release(home, source)
    report = import_release(home, source, Vouched(smaller=True))
    assert report.changes["amp"] == Change(new=0, gone=1, renamed=0)
    again = import_release(home, as_folder(tmp_path / "again", a_release()))
    assert again.changes["amp"] == Change(new=1, gone=0, renamed=0)


def test_an_older_release_is_imported_and_said_to_be_older(tmp_path: Path, home: Path) -> None:
    newer = {name.replace("010425", "080425"): text for name, text in a_release().items()}
    import_release(home, as_folder(tmp_path / "newer", newer))
    report = import_release(home, as_folder(tmp_path / "older", a_release()))
    assert any("older than the one that was in use, of 2025-04-08" in warning for warning in report.warnings)


def test_names_and_substances_are_found_as_people_write_them(tmp_path: Path, home: Path) -> None:
    import_release(home, as_folder(tmp_path / "release", a_release()))
    with open_dictionary(home) as dictionary:
        generic = dictionary.by_name(" EXAMPLIN 5 mg  tablets")
        assert generic is not None
        assert generic.current.value == "31"
        brand = dictionary.by_name("exabrand 5mg tablets")
        assert brand is not None
        assert (brand.kind, brand.current.value) == (Kind.AMP, "52")
        supplied = dictionary.by_name("Examplin 5mg tablets (Maker Ltd)")
        assert supplied is not None
        assert supplied.current.value == "51"
        assert dictionary.by_name("Examplin 6mg tablets") is None
        found = {
            name: dictionary.ingredient(name) for name in ("EXAMPLIN", "examplin maleate", "otherin", "sodium", "x")
        }
        assert {name: hit and hit[1] for name, hit in found.items()} == {
            "EXAMPLIN": "Examplin", "examplin maleate": "Examplin", "otherin": "Otherin maleate", "sodium": None,
            "x": None,
        }  # fmt: skip


BOMB = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
    "]><X><VTM><VTMID>1</VTMID><NM>&b;</NM></VTM></X>"
)
OUTSIDE = '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/hostname">]><X><VTM><VTMID>1</VTMID><NM>&f;</NM></VTM></X>'


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"f_vtm2_3010425.xml": BOMB}, "document type"),
        ({"f_vtm2_3010425.xml": OUTSIDE}, "document type"),
        (
            {"f_vtm2_3010425.xml": "<VIRTUAL_THERAPEUTIC_MOIETIES><VTM><VTMID>1</VTMID><NM>cut"},
            "f_vtm2_3010425.xml cannot be read",
        ),
        ({"f_vtm2_3010425.xml": ""}, "f_vtm2_3010425.xml cannot be read"),
        (
            {
                "f_amp2_3010425.xml": "<ACTUAL_MEDICINAL_PRODUCTS><AMPS><AMP><APID>1</APID>"
                "<NM>no parent</NM></AMP></AMPS></ACTUAL_MEDICINAL_PRODUCTS>"
            },
            "lacks 'VPID'",
        ),
        (
            {"f_amp2_3020425.xml": "<ACTUAL_MEDICINAL_PRODUCTS></ACTUAL_MEDICINAL_PRODUCTS>"},
            "Two files of the same kind",
        ),
        ({"derived.csv": "kind,code\nVMP,31\n"}, "side files"),
    ],
)
def test_an_unsound_release_is_refused_and_the_one_in_use_stays(
    tmp_path: Path, home: Path, changes: dict[str, str], says: str
) -> None:
    import_release(home, as_folder(tmp_path / "good", a_release()))
    with pytest.raises(ReleaseUnusable, match=says):
        import_release(home, as_folder(tmp_path / "bad", a_release(**changes)))
    with open_dictionary(home) as dictionary:
        assert dictionary.resolve(SnomedCode("31")).known
    assert not list((home / "dictionary").glob("building-*"))


def schema_for(root: str, section: str, tag: str, *fields: str) -> str:
    elements = "".join(f'<xs:element name="{field}" type="xs:string" minOccurs="0"/>' for field in fields)
    return (
        '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">'
        f'<xs:element name="{root}"><xs:complexType><xs:sequence><xs:element name="{section}"><xs:complexType>'
        f'<xs:sequence><xs:element name="{tag}" maxOccurs="unbounded"><xs:complexType><xs:all>{elements}</xs:all>'
        "</xs:complexType></xs:element></xs:sequence></xs:complexType></xs:element></xs:sequence></xs:complexType>"
        "</xs:element></xs:schema>"
    )


AMP_FIELDS = ("APID", "VPID", "NM", "DESC", "SUPPCD", "AVAIL_RESTRICTCD")


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"amp_v2_3.xsd": schema_for("ACTUAL_MEDICINAL_PRODUCTS", "AMPS", "AMP", *AMP_FIELDS[:-1])},
         "f_amp2_3010425.xml does not fit its schema: Element 'AVAIL_RESTRICTCD'"),
        ({"amp_v2_3.xsd": "<xs:schema"}, "amp_v2_3.xsd is no schema"),
        ({"amp_v2_3.xsd": '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">'
                          '<xs:include schemaLocation="file:///etc/passwd"/></xs:schema>'}, "leads to other files"),
        ({"f_amp2_3010425.xml": "<VIRTUAL_MED_PRODUCTS/>"}, "another kind of file than its name says"),
        ({"f_vtm2_3010425.xml": '<VIRTUAL_THERAPEUTIC_MOIETIES><VTM a="1"><VTMID>1</VTMID><NM>x</NM></VTM>'
                                "</VIRTUAL_THERAPEUTIC_MOIETIES>"}, "holds what no dm\\+d record holds"),
        ({"f_vtm2_3010425.xml": "<VIRTUAL_THERAPEUTIC_MOIETIES>" + 2 * rows("VTM", {"VTMID": "11", "NM": "Examplin"})
                                + "</VIRTUAL_THERAPEUTIC_MOIETIES>"}, "f_vtm2_3010425.xml has the id 11 twice"),
    ],
)  # fmt: skip
def test_what_does_not_fit_its_schema_or_its_name_is_refused(
    tmp_path: Path, home: Path, changes: dict[str, str], says: str
) -> None:
    fits = {"amp_v2_3.xsd": schema_for("ACTUAL_MEDICINAL_PRODUCTS", "AMPS", "AMP", *AMP_FIELDS)}
    report = import_release(home, as_folder(tmp_path / "good", a_release(**fits)))
    assert not any("f_amp2" in warning for warning in report.warnings)
    assert any("No schema came with f_lookup2_3010425.xml" in warning for warning in report.warnings)
    with pytest.raises(ReleaseUnusable, match=says):
        import_release(home, as_folder(tmp_path / "bad", a_release(**changes)))
    with open_dictionary(home) as dictionary:
        assert dictionary.resolve(SnomedCode("51")).known


def test_hostile_and_wrong_zips_are_refused(tmp_path: Path, home: Path) -> None:
    import_release(home, as_trud_zip(tmp_path / "nhsbsa_dmd_4.0.0_20250407000001.zip", a_release()))
    whole = as_trud_zip(tmp_path / "nhsbsa_dmd_4.1.0_20250407000001.zip", a_release())
    for name, spoil, says in (
        ("nhsbsa_dmd_4.2.0_20250414000001.zip", lambda data: data, "is of week 16 of 2025, but week152025"),
        ("nhsbsa_dmd_4.3.0_20250407000001.zip", lambda data: data[: len(data) // 2], "cannot be read as a zip"),
        ("nhsbsa_dmd_4.4.0_20250407000001.zip", lambda _: b"", "cannot be read as a zip"),
    ):
        (tmp_path / name).write_bytes(spoil(whole.read_bytes()))
        with pytest.raises(ReleaseUnusable, match=says):
            import_release(home, tmp_path / name)
    bomb = tmp_path / "nhsbsa_dmd_4.5.0_20250407000001.zip"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("f_amp2_3010425.xml", bytes(64 << 20))
    with pytest.raises(ReleaseUnusable, match="would unpack to far more"):
        import_release(home, bomb)
    inner = BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("f_gtin2_0010425.xml", bytes(64 << 20))
    with zipfile.ZipFile(bomb, "w") as archive:
        archive.writestr("week152025-r2_3-GTIN.zip", inner.getvalue())
    with pytest.raises(ReleaseUnusable, match="would unpack to far more"):
        import_release(home, bomb)
    with open_dictionary(home) as dictionary:
        assert dictionary.resolve(SnomedCode("31")).known


@pytest.mark.parametrize("price", ["-5", "0", "no number", ""])
def test_a_price_that_can_be_none_harms_neither_import_nor_search(tmp_path: Path, home: Path, price: str) -> None:
    tariff = rows("DTINFO", {"VPPID": "41", "PAY_CATCD": "0001", "PRICE": price})
    name = "f_vmpp2_3010425.xml"
    files = a_release()
    files[name] = files[name].replace("</VMPPS>", f"</VMPPS><DRUG_TARIFF_INFO>{tariff}</DRUG_TARIFF_INFO>")
    import_release(home, as_folder(tmp_path / "release", files))
    with open_dictionary(home) as dictionary:
        assert dictionary.search("examplin")[0].code == SnomedCode("31")


def test_the_supplementary_zip_is_taken_from_beside_the_release(tmp_path: Path, home: Path) -> None:
    files = a_release()
    extra = {name: files.pop(name) for name in list(files) if "bnf" in name or "history" in name or "vtm_ing" in name}
    release = as_trud_zip(tmp_path / "nhsbsa_dmd_4.1.0_20250407000001.zip", files)
    alone = import_release(home, release)
    assert any("No supplementary file for bnf, history, vtm_ing" in warning for warning in alone.warnings)
    beside = tmp_path / "nhsbsa_dmdbonus_4.1.0_20250407000001.zip"
    with zipfile.ZipFile(beside, "w") as archive:
        for name, text in extra.items():
            archive.writestr(f"FOLDER/{name}", text)
    whole = import_release(home, release)
    assert not any("upplementary" in warning for warning in whole.warnings)
    beside.rename(tmp_path / "nhsbsa_dmdbonus_4.0.0_20250331000001.zip")
    late = import_release(home, release)
    assert any("supplementary files are of 2025-03-31" in warning for warning in late.warnings)
    with open_dictionary(home) as dictionary:
        assert dictionary.resolve(SnomedCode("29")).current.value == "31"


def test_files_missing_or_from_another_day_are_named(tmp_path: Path, home: Path) -> None:
    files = a_release()
    del files["f_ampp2_3010425.xml"]
    with pytest.raises(ReleaseUnusable, match="no file for ampp"):
        import_release(home, as_folder(tmp_path / "a", files))
    files["f_ampp2_3080425.xml"] = "<ACTUAL_MEDICINAL_PROD_PACKS></ACTUAL_MEDICINAL_PROD_PACKS>"
    with pytest.raises(ReleaseUnusable, match="different releases: 2025-04-01, 2025-04-08"):
        import_release(home, as_folder(tmp_path / "b", files))
    with pytest.raises(ReleaseUnusable, match="no file or folder"):
        import_release(home, tmp_path / "nothing.zip")
    (tmp_path / "text.zip").write_text("not a zip")
    with pytest.raises(ReleaseUnusable, match="cannot be read as a zip"):
        import_release(home, tmp_path / "text.zip")
    undated = {name.replace("3010425", "test").replace("0010425", "test"): text for name, text in a_release().items()}
    with pytest.raises(ReleaseUnusable, match="of which day"):
        import_release(home, as_folder(tmp_path / "undated", undated))
    with pytest.raises(DictionaryUnavailable):
        open_dictionary(home)


def test_a_zip_with_a_damaged_member_is_refused(tmp_path: Path, home: Path) -> None:
    path = as_trud_zip(tmp_path / "release.zip", a_release())
    data = bytearray(path.read_bytes())
    place = data.index(b"f_vmp2_3010425.xml") + 60
    data[place : place + 40] = bytes(40)
    path.write_bytes(bytes(data))
    with pytest.raises(ReleaseUnusable, match="cannot be read"):
        import_release(home, path)


KILLED = """
import os, sys
from pathlib import Path
from dispensary.adapters.dictionary import import_release
os.fsync = lambda descriptor: os._exit(9)  # the machine goes down when the new file is about to be kept
import_release(Path(sys.argv[1]), Path(sys.argv[2]))
"""


def test_a_killed_import_leaves_the_old_release_in_use(tmp_path: Path, home: Path) -> None:
    import_release(home, as_folder(tmp_path / "good", a_release()))
    newer = as_folder(tmp_path / "newer", a_release())
    killed = subprocess.run([sys.executable, "-c", KILLED, str(home), str(newer)], check=False)
    assert killed.returncode == 9
    assert list((home / "dictionary").glob("building-*"))
    with open_dictionary(home) as dictionary:
        assert dictionary.release().name == "good"
    import_release(home, newer)
    assert not list((home / "dictionary").glob("building-*"))
    with open_dictionary(home) as dictionary:
        assert dictionary.release().name == "newer"


@pytest.fixture
def on_two_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    """A second process reads the large files, however small they are."""
    monkeypatch.setattr(beside, "WORTH_IT", 0)


def everything(home: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of the release in use, by table."""
    connection = connect(in_use(home))
    try:
        tables = connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '%\\_words%' ESCAPE '\\'"
        ).fetchall()
        return {name: sorted(connection.execute(f"SELECT * FROM {name}"), key=repr) for (name,) in tables}
    finally:
        connection.close()


def test_two_processes_bring_in_what_one_does(
    tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch, on_two_cores: None
) -> None:
    source = as_trud_zip(tmp_path / "nhsbsa_dmd_4.0.0_20250407000001.zip", a_release())
    together = import_release(home, source)
    monkeypatch.setattr(beside, "WORTH_IT", 1 << 40)
    alone = import_release(tmp_path / "alone", source)
    assert together == alone
    assert everything(home) == everything(tmp_path / "alone")
    assert not multiprocessing.active_children()


def test_what_the_second_process_refuses_is_refused(tmp_path: Path, home: Path, on_two_cores: None) -> None:
    import_release(home, as_folder(tmp_path / "good", a_release()))
    twice = a_release()
    twice["f_ampp2_3010425.xml"] = twice["f_ampp2_3010425.xml"].replace("</AMPPS>", "<AMPP x='1'/></AMPPS>")
    with pytest.raises(ReleaseUnusable, match=r"f_ampp2_3010425\.xml cannot be read"):
        import_release(home, as_folder(tmp_path / "bad", twice))
    with open_dictionary(home) as dictionary:
        assert dictionary.resolve(SnomedCode("62")).known
    assert not multiprocessing.active_children()


def test_an_id_that_stands_twice_in_a_part_is_named(tmp_path: Path, home: Path, on_two_cores: None) -> None:
    name = "f_ampp2_3010425.xml"
    files = a_release()
    twice = rows("AMPP", {"APPID": "61", "NM": "Exabrand 56", "VPPID": "41", "APID": "52"})
    files[name] = files[name].replace("</AMPPS>", f"{twice}</AMPPS>")
    with pytest.raises(ReleaseUnusable, match=r"f_ampp2_3010425\.xml has the id 61 twice"):
        import_release(home, as_folder(tmp_path / "bad", files))
    assert not list((home / "dictionary").glob("*.sqlite"))
    assert not multiprocessing.active_children()


def test_a_part_that_cannot_be_stored_is_said(
    tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch, on_two_cores: None
) -> None:
    import_release(home, as_folder(tmp_path / "good", a_release()))
    before = everything(home)
    monkeypatch.setattr(importing._Filling, "_place", lambda _, kind: home / "not there" / kind)
    with pytest.raises(ReleaseUnusable, match="again could not be stored: unable to open database file"):
        import_release(home, as_folder(tmp_path / "again", a_release()))
    assert everything(home) == before


def test_a_second_process_that_dies_ends_the_import_and_harms_nothing(
    tmp_path: Path, home: Path, on_two_cores: None
) -> None:
    import_release(home, as_folder(tmp_path / "good", a_release()))
    before = everything(home)

    def kill(_: Progress) -> None:
        for child in multiprocessing.active_children():
            child.kill()
            child.join()

    with pytest.raises(ReleaseUnusable, match="broken off"):
        import_release(home, as_folder(tmp_path / "again", a_release()), told=kill)
    assert everything(home) == before


def test_an_import_can_be_stopped_at_any_moment(tmp_path: Path, home: Path, on_two_cores: None) -> None:
    import_release(home, as_folder(tmp_path / "good", a_release()))
    before = everything(home)
    steps: list[str] = []
    import_release(tmp_path / "elsewhere", tmp_path / "good", told=lambda progress: steps.append(progress.doing))
    for moment in range(len(steps)):
        left = iter(range(moment))

        def stop(_: Progress) -> None:
            if next(left, None) is None:  # noqa: B023 asked before the loop goes on
                raise ImportCancelled

        with pytest.raises(ImportCancelled):
            import_release(home, tmp_path / "good", told=stop)
        assert everything(home) == before
        assert not list((home / "dictionary").glob("building-*"))
        assert not multiprocessing.active_children()


def test_names_are_indexed_with_signs_of_life_and_can_be_stopped_there(
    tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(word_index, "TOLD_EVERY", 1)
    import_release(home, as_folder(tmp_path / "good", a_release()))
    before = everything(home)
    seen: list[str] = []

    def stop(progress: Progress) -> None:
        seen.append(progress.doing)
        if seen.count("names") == 3:
            raise ImportCancelled

    with pytest.raises(ImportCancelled):
        import_release(home, tmp_path / "good", told=stop)
    assert everything(home) == before


FULL = """
import resource, sys
from pathlib import Path
from dispensary.adapters.dictionary import beside, import_release
from dispensary.application.ports.dictionary import DictionaryUnavailable, ReleaseUnusable
beside.WORTH_IT = int(sys.argv[4])
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[3]), int(sys.argv[3])))
try:
    import_release(Path(sys.argv[1]), Path(sys.argv[2]))
except (DictionaryUnavailable, ReleaseUnusable) as problem:
    print(problem)
    raise SystemExit(3)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no limit of a file's size there")
@pytest.mark.parametrize("worth_it", [1 << 40, 0], ids=["one process", "two processes"])
@pytest.mark.parametrize("most", [4096, 30_000, 100_000])
def test_a_full_disk_is_said_and_leaves_the_old_release_in_use(
    tmp_path: Path, home: Path, most: int, worth_it: int
) -> None:
    source = as_folder(tmp_path / "good", a_release())
    import_release(home, source)
    before = everything(home)
    done = subprocess.run(
        [sys.executable, "-c", FULL, str(home), str(source), str(most), str(worth_it)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (3, "")
    assert "could not be stored" in done.stdout
    assert everything(home) == before
    assert not list((home / "dictionary").glob("building-*"))


def test_the_previous_release_can_be_put_back_and_older_ones_go(tmp_path: Path, home: Path) -> None:
    for name in ("one", "two", "three"):
        import_release(home, as_folder(tmp_path / name, a_release()))
    assert len(list((home / "dictionary").glob("*.sqlite"))) == 2
    roll_back(home)
    with open_dictionary(home) as dictionary:
        assert dictionary.release().name == "two"


def test_nothing_to_go_back_to_is_said(tmp_path: Path, home: Path) -> None:
    import_release(home, as_folder(tmp_path / "only", a_release()))
    with pytest.raises(DictionaryUnavailable, match="nothing to go back to"):
        roll_back(home)


@pytest.mark.parametrize("damage", [b"", b"not a database at all " * 100])
def test_a_missing_or_damaged_file_is_unavailable_never_empty(tmp_path: Path, home: Path, damage: bytes) -> None:
    with pytest.raises(DictionaryUnavailable):
        open_dictionary(home)
    import_release(home, as_folder(tmp_path / "good", a_release()))
    (file,) = (home / "dictionary").glob("*.sqlite")
    file.write_bytes(damage)
    with pytest.raises(DictionaryUnavailable):
        open_dictionary(home)
    file.unlink()
    with pytest.raises(DictionaryUnavailable):
        open_dictionary(home)


@pytest.mark.parametrize("pointer", ["", "[]", '{"current": 5}', '{"current": "../secret.sqlite"}', "\x00"])
def test_a_damaged_pointer_is_unavailable(home: Path, pointer: str) -> None:
    (home / "dictionary").mkdir(parents=True)
    (home / "secret.sqlite").write_bytes(b"x")
    (home / "dictionary" / "current.json").write_text(pointer)
    with pytest.raises(DictionaryUnavailable):
        open_dictionary(home)


@real_files
def test_the_real_2019_sample(home: Path) -> None:
    report = import_release(home, SHARED / "sample-2019-04-01")
    assert report.dated == date(2019, 4, 1)
    assert (report.counts["vtm"], report.counts["substance"], report.counts["vmp"]) == (2859, 3482, 7)
    with open_dictionary(home) as dictionary:
        vials = dictionary.resolve(SnomedCode("318338001"))  # retired: VPIDPREV
        assert vials.current.value == "35894711000001106"
        assert vials.virtual is not None
        assert vials.virtual.ingredients[0].numerator == Quantity(Decimal(3), "mg")
        assert vials.virtual.unit == "vial"
        twice = Gtin.of("5060064792018")
        assert twice is not None
        (pack,) = dictionary.packs_with(twice)  # listed with 13 and with 14 digits
        assert (pack.started, pack.ended) == (date(2013, 1, 24), None)


@real_files
def test_the_real_2021_sample_with_its_supplementary_files(home: Path) -> None:
    import_release(home, SHARED / "sample-2021-08-26")
    with open_dictionary(home) as dictionary:
        assert dictionary.resolve(SnomedCode("10406411000001101")).current.value == "318135008"
        combined = dictionary.resolve(SnomedCode("8968011000001101")).pack
        assert combined is not None
        assert combined.components == (SnomedCode("37365911000001107"),)
        tablets = dictionary.resolve(SnomedCode("318136009")).virtual
        assert tablets is not None
        assert (tablets.atc, tablets.controlled_drug) == ("C03EB01", ControlledDrug.NONE)
        (pack,) = dictionary.packs_of(SnomedCode("37365911000001107"))
        assert (pack.discontinued, pack.special_container) == (True, True)


@real_files
def test_a_real_zip_with_one_file_twice_is_refused(home: Path) -> None:
    with pytest.raises(ReleaseUnusable, match="Two files of the same kind"):
        import_release(home, SHARED / "opencodelists-zips" / "nhsbsa_dmd_1.1.0_20221001000001.zip")
    report = import_release(home, SHARED / "opencodelists-zips" / "nhsbsa_dmd_1.0.0_20221001000001.zip")
    assert (report.name, report.dated) == ("nhsbsa_dmd_1.0.0_20221001000001", date(2022, 10, 1))

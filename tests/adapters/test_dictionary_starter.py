"""The starter dictionary: real codes, derived fields marked, nothing invented that passes for real."""

import csv
import io
import json
import os
import re
import shutil
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dispensary.adapters.dictionary import (
    ReleaseDictionary,
    ensure_starter,
    import_release,
    open_dictionary,
    schema,
    virtual_products,
)
from dispensary.application.ports.dictionary import Dictionary
from dispensary.assets import resource
from dispensary.domain.dictionary import ControlledDrug, Kind, Resolved
from dispensary.domain.identifiers import Gtin, SnomedCode
from dispensary.domain.quantity import Quantity

CHECKOUT = Path(__file__).resolve().parents[2]
ORDERS = CHECKOUT.parent / "shared" / "data" / "eps"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return ensure_starter(tmp_path_factory.mktemp("starter"))


@pytest.fixture(scope="module")
def starter(home: Path) -> Iterator[ReleaseDictionary]:
    with open_dictionary(home) as dictionary:
        yield dictionary


def the_product(starter: Dictionary, name: str):
    found = starter.by_name(name)
    assert found is not None, name
    assert found.virtual is not None
    return found.virtual


def test_a_real_product_with_what_its_name_says(starter: ReleaseDictionary) -> None:
    amlodipine = the_product(starter, "Amlodipine 5 mg Tablets")
    assert amlodipine.code == SnomedCode("39732011000001102")
    assert (amlodipine.vtm_name, amlodipine.form, amlodipine.routes, amlodipine.unit) == (
        "Amlodipine", "Tablet", ("Oral",), "tablet",
    )  # fmt: skip
    assert amlodipine.ingredients[0].numerator == Quantity(Decimal(5), "mg")
    assert (amlodipine.atc, amlodipine.controlled_drug) == ("C08CA01", ControlledDrug.NONE)
    assert {"ingredients", "strengths", "form", "routes", "vtm", "controlled_drug"} <= amlodipine.derived
    assert not {"unit", "atc", "name"} & amlodipine.derived
    assert amlodipine.prescribing_status is None  # no file gives it


def test_two_substances_in_one_name_keep_their_own_strengths(starter: ReleaseDictionary) -> None:
    tablets = the_product(starter, "Co-codamol 30mg/500mg tablets")
    assert [(i.name, i.base_name, i.numerator) for i in tablets.ingredients] == [
        ("Codeine phosphate", "Codeine", Quantity(Decimal(30), "mg")),
        ("Paracetamol", None, Quantity(Decimal(500), "mg")),
    ]
    assert tablets.controlled_drug is ControlledDrug.SCHEDULE_5


@pytest.mark.parametrize(
    ("name", "category"),
    [
        ("Morphine sulfate 10mg/5ml oral solution", ControlledDrug.SCHEDULE_5),
        ("Morphine sulfate 20mg/ml oral solution sugar free", ControlledDrug.SCHEDULE_2),
        ("Tramadol 50mg capsules", ControlledDrug.SCHEDULE_3_EXEMPT_SAFE_CUSTODY),
        ("Buprenorphine 5micrograms/hour transdermal patches", ControlledDrug.SCHEDULE_3),
        ("Temazepam 10mg tablets", ControlledDrug.SCHEDULE_3_TEMAZEPAM),
        ("Phenobarbital 30mg tablets", ControlledDrug.SCHEDULE_3_PHENOBARBITAL),
        ("Zopiclone 7.5mg tablets", ControlledDrug.SCHEDULE_4_BENZODIAZEPINE),
        ("Paracetamol 500mg tablets", ControlledDrug.NONE),
        ("Vitamin B compound tablets", None),
        ("Kaolin and Morphine mixture", None),
    ],
)
def test_controlled_drugs(starter: ReleaseDictionary, name: str, category: ControlledDrug | None) -> None:
    assert the_product(starter, name).controlled_drug is category


def test_a_name_that_says_less_than_the_product_holds_leaves_its_ingredients_unknown(
    starter: ReleaseDictionary,
) -> None:
    for name in ("Lidocaine 2% and Chlorhexidine gel", "Menthol 1% in Aqueous cream", "Vitamin B compound tablets"):
        product = the_product(starter, name)
        assert (product.ingredients, product.controlled_drug) == ((), None)


def test_old_codes_of_orders_lead_to_the_present_product(starter: ReleaseDictionary) -> None:
    resolved = starter.resolve(SnomedCode("322237000"))
    assert (resolved.current.value, resolved.name) == ("39720311000001101", "Paracetamol 500mg soluble tablets")


def test_every_pack_has_a_gtin_that_leads_back_and_only_demonstration_numbers_are_made_up(
    starter: ReleaseDictionary,
) -> None:
    with zipfile.ZipFile(resource("starter", "release.zip")) as release:
        packs = re.findall(rb"<AMPPID>(\d+)</AMPPID><GTINDATA><GTIN>(\d+)</GTIN>", release.read("f_gtin2_0100425.xml"))
        ampps = set(re.findall(rb"<AMPP><APPID>(\d+)</APPID>", release.read("f_ampp2_3100425.xml")))
        training = {row["code"] for row in csv.DictReader(io.StringIO(release.read("training.csv").decode()))}
    assert {pack for pack, _ in packs} == ampps
    assert len({gtin for _, gtin in packs}) == len(packs)
    for pack, digits in packs:
        assert digits.startswith(b"952")
        assert Gtin.of(digits.decode()) is not None
        assert pack.decode() in training
        assert SnomedCode(pack.decode()).is_valid
        assert pack[-10:-1] == b"098912110"
    (found,) = starter.packs_with(Gtin("0" + packs[0][1].decode()))
    assert found.pack.code.value == packs[0][0].decode()
    assert found.pack.training


def test_common_medicines_come_from_two_suppliers_and_as_a_brand(starter: ReleaseDictionary) -> None:
    packs = starter.packs_of(the_product(starter, "Amlodipine 5mg tablets").code)
    assert [pack.quantity for pack in packs] == [Quantity(Decimal(28), "tablet")] * 3
    generic = [pack.product.is_generic for pack in packs if pack.product]
    assert sorted(generic) == [False, True, True]


def test_a_brand_that_an_order_prescribes_keeps_its_real_code(starter: ReleaseDictionary) -> None:
    actual = starter.resolve(SnomedCode("585011000001109")).actual
    assert actual is not None
    assert (actual.supplier, actual.training) == ("Teva UK Ltd", False)
    assert actual.virtual.name == "Metronidazole 400mg tablets"
    assert all(pack.training for pack in starter.packs_of(actual.code))


@pytest.mark.skipif(not ORDERS.is_dir(), reason="the shared EPS orders are not beside this checkout")
def test_the_orders_of_the_examples_can_be_dispensed(starter: ReleaseDictionary) -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in ORDERS.rglob("*Prescription-Order*.json"))
    codes = set(re.findall(r'"http://snomed.info/sct",\s*"code":\s*"(\d{9,18})",\s*"display":\s*"[^"]*tablets"', text))
    unknown = {code for code in codes if not starter.resolve(SnomedCode(code)).known}
    assert unknown == set()


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("amlod 5", "Amlodipine 5mg tablets"),
        ("amlodipine 5 mg", "Amlodipine 5mg tablets"),
        ("amlod 5 tabs", "Amlodipine 5mg tablets"),
        ("amlodopin 5", "Amlodipine 5mg tablets"),
        ("paracetomol 500", "Paracetamol 500mg tablets"),
        ("omep 20", "Omeprazole 20mg gastro-resistant capsules"),
        ("metform 500 mr", "Metformin 500mg modified-release tablets"),
        ("hydrocort 1 crm", "Hydrocortisone 1% cream"),
        ("warf 1", "Warfarin 1mg tablets"),
        ("metho 2.5", "Methotrexate 2.5mg tablets"),
        ("salb inh", "Salbutamol 100micrograms/dose inhaler CFC free"),
        ("xyzzy", None),
        ("co-codamol 30/500", "Co-codamol 30mg/500mg tablets"),
        ("AMOX 250MG/5ML", "Amoxicillin 250mg/5ml oral suspension"),
        ("levothyrox 25", "Levothyroxine sodium 25microgram tablets"),
        ("levothyrox 25mcg", "Levothyroxine sodium 25microgram tablets"),
        ("hydrocort 1% oint", "Hydrocortisone 1% ointment"),
        ("amlodipine besilate 5", "Amlodipine 5mg tablets"),
        ("amlodipine bes", "Amlodipine 5mg tablets"),
        ("amlodopin besylate 10mg tabs", "Amlodipine 10mg tablets"),
        ("warfarin sodium 1", "Warfarin 1mg tablets"),
        ("lithium carbonate 450", "Lithium carbonate 450mg modified-release tablets"),
        ("lithium maleate", None),
        ("39732011000001102", "Amlodipine 5mg tablets"),
        ("", None),
        ('mg/5" OR NEAR', None),
        ('"', None),
        ("name:amlodipine", None),
    ],
)
def test_search(starter: ReleaseDictionary, typed: str, first: str | None) -> None:
    found = starter.search(typed)
    assert (found[0].name if found else None) == first


def test_a_salt_that_no_product_has_does_not_find_those_of_another_salt(starter: ReleaseDictionary) -> None:
    assert any("sodium" in found.name for found in starter.search("diclofenac"))
    found = starter.search("diclofenac maleate")
    assert found
    assert not [each.name for each in found if re.search("sodium|potassium|ammonium|epolamine", each.name)]


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ("amlodipine", "Amlodipine"),
        (" AMLODIPINE  besylate ", "Amlodipine"),
        ("Warfarin sodium", "Warfarin"),
        ("amlod", None),
        ("amlodipine 5mg", None),
        ("", None),
    ],
)
def test_a_moiety_by_its_whole_name(starter: ReleaseDictionary, asked: str, answer: str | None) -> None:
    found = starter.moiety_named(asked)
    assert (found.name if found else None) == answer
    if found is not None:
        assert starter.resolve(found.code).kind is Kind.VTM
        assert all(found.name.split()[0] in each.name for each in starter.products_of(found.code))


def test_generic_products_come_before_brands_and_the_limit_holds(starter: ReleaseDictionary) -> None:
    found = starter.search("warfarin", limit=60)
    kinds = [one.kind for one in found]
    assert kinds == sorted(kinds, key=[Kind.VMP, Kind.AMP, Kind.VMPP].index)
    assert Kind.AMP in kinds
    assert len(starter.search("tablets", limit=7)) == 7
    assert starter.search("tablets", limit=0) == ()


@given(typed=st.text(max_size=30) | st.text(alphabet='"*^:(){}-+ ANDORNET5.mg/%', max_size=30))
@settings(deadline=None)
def test_no_typed_text_is_an_operator_or_an_error(starter: ReleaseDictionary, typed: str) -> None:
    assert len(starter.search(typed, limit=5)) <= 5
    starter.by_name(typed)
    starter.ingredient(typed)
    assert starter.resolve(SnomedCode(typed)).received.value == typed


@given(data=st.data())
@settings(deadline=None, max_examples=50)
def test_a_name_is_found_whatever_its_case_and_spacing(starter: ReleaseDictionary, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from([one.name for one in starter.search("tablets", limit=900)]))
    spaced = "".join(data.draw(st.sampled_from([c, c.upper(), f" {c}", f"{c} "])) for c in name)
    found = starter.by_name(spaced)
    assert found is not None
    assert found.name == name or found.name == starter.by_name(name).name  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ("warfarin", "Warfarin"),
        ("Warfarin Sodium", "Warfarin sodium"),
        ("amlodipine besylate", "Amlodipine besilate"),
        ("morphine sulphate", "Morphine sulfate"),
        ("valproate", "Sodium valproate"),
        ("co-codamol", "Co-codamol"),
        ("penicillin", None),
        ("", None),
    ],
)
def test_substances_by_name(starter: ReleaseDictionary, asked: str, answer: str | None) -> None:
    found = starter.ingredient(asked)
    assert (found[1] if found else None) == answer


def test_every_substance_comes_with_the_classes_of_what_holds_it_alone(starter: ReleaseDictionary) -> None:
    known = {each.name: each.atc for each in starter.every_substance()}
    assert known["Simvastatin"] == {"C10AA01"}
    # A product of two substances (co-amoxiclav) gives its class to neither.
    assert not any(code.startswith("J01CR") for code in known["Amoxicillin trihydrate"])
    assert len(known) > 4000


def test_the_manifest_tells_what_is_inside(starter: ReleaseDictionary) -> None:
    manifest = json.loads(resource("starter", "manifest.json").read_text(encoding="utf-8"))
    release = starter.release()
    assert release.starter
    assert release.dated.isoformat() == manifest["dated"]
    assert release.counts["vmp"] == manifest["counts"]["VMP"] == manifest["coverage"]["vmp"]
    assert "Open Government Licence v3.0" in manifest["attribution"]


def test_many_threads_read_at_once(starter: ReleaseDictionary) -> None:
    answers: list[str | None] = []

    def ask() -> None:
        answers.extend(starter.resolve(SnomedCode("39732011000001102")).name for _ in range(50))

    threads = [threading.Thread(target=ask) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == ["Amlodipine 5mg tablets"] * 300


def test_threads_that_read_more_products_than_are_kept_get_the_same_answers(
    home: Path, starter: ReleaseDictionary, monkeypatch: pytest.MonkeyPatch
) -> None:
    codes = [found.code for found in starter.search("tablets", limit=40)]
    answers = list(map(starter.resolve, codes))
    assert len(set(codes)) == 40
    monkeypatch.setattr(virtual_products, "MOST_KEPT", 3)
    told: list[list[Resolved]] = []
    with open_dictionary(home) as small:
        threads = [threading.Thread(target=lambda: told.append(list(map(small.resolve, codes)))) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert told == [answers] * 4


BUILD = """
import sys
from pathlib import Path
from dispensary.adapters.dictionary import ensure_starter
ensure_starter(Path(sys.argv[1]))
"""


def test_two_processes_may_build_it_at_once(tmp_path: Path) -> None:
    processes = [subprocess.Popen([sys.executable, "-c", BUILD, str(tmp_path)]) for _ in range(2)]
    assert [process.wait(60) for process in processes] == [0, 0]
    assert len(list((tmp_path / "dictionary").glob("*.sqlite"))) == 1
    with open_dictionary(tmp_path) as dictionary:
        assert dictionary.release().starter


def test_it_is_built_again_when_its_file_is_damaged_and_left_alone_when_sound(home: Path, tmp_path: Path) -> None:
    shutil.copytree(home, tmp_path, dirs_exist_ok=True)
    (file,) = (tmp_path / "dictionary").glob("starter-*.sqlite")
    built = file.stat().st_mtime_ns
    assert ensure_starter(tmp_path) == tmp_path
    assert file.stat().st_mtime_ns == built
    file.write_bytes(b"damaged")
    with open_dictionary(ensure_starter(tmp_path)) as dictionary:
        assert dictionary.release().starter


def test_an_imported_release_stays_in_use(tmp_path: Path) -> None:
    import_release(tmp_path, resource("starter", "release.zip"))
    assert ensure_starter(tmp_path) == tmp_path
    assert [path.name[:8] for path in (tmp_path / "dictionary").glob("*.sqlite")] == ["release-"]


def test_a_home_that_cannot_be_written_gets_it_from_the_users_cache(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    (tmp_path / "file").write_text("in the way")
    place = ensure_starter(tmp_path / "file")
    if sys.platform == "linux":
        assert place.is_relative_to(tmp_path / "cache")
    with open_dictionary(place) as dictionary:
        assert dictionary.release().starter
    assert ensure_starter(None) == place


def test_another_version_of_the_program_takes_nothing_from_under_one_that_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both keep their starter in the cache of the same user; a thread of the first opens its file only later."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    place = ensure_starter(None)
    with open_dictionary(place) as dictionary:
        with monkeypatch.context() as of_the_other:
            of_the_other.setattr(schema, "VERSION", "of the other")
            other = ensure_starter(None)
        assert other != place
        later: list[str | None] = []
        thread = threading.Thread(target=lambda: later.append(dictionary.resolve(SnomedCode("39732011000001102")).name))
        thread.start()
        thread.join()
        assert later == ["Amlodipine 5mg tablets"]
    with open_dictionary(place) as again:
        assert again.release().starter, "nor is it led to the other's"


def test_a_starter_in_the_cache_that_nothing_uses_any_more_is_cleared_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    place = ensure_starter(None)
    long_ago, lately = place.parent / "starter-1", place.parent / "starter-2"
    for folder, days in ((long_ago, 91), (lately, 89)):
        folder.mkdir()
        (folder / "used").touch()
        os.utime(folder / "used", (time.time() - days * 86400,) * 2)
    ensure_starter(None)
    assert not long_ago.exists()
    assert lately.exists()
    assert place.exists()

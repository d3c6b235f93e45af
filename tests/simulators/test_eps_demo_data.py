"""The demonstration: invented, valid, fresh on any day, and complete."""

import json
import re
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from dispensary.adapters.dictionary import ensure_starter, open_dictionary
from dispensary.assets import resource
from dispensary.domain.identifiers import SnomedCode
from dispensary.simulators.eps import DEMO_ODS, DEMO_PHARMACY, fhir
from dispensary.simulators.eps.demo import load_demo
from dispensary.simulators.eps.demo_orders import demo_orders
from dispensary.simulators.eps.orders import is_nhs_number, is_prescription_id
from dispensary.simulators.eps.signing import signature_errors
from dispensary.simulators.eps.spine import Spine

PEOPLE = json.loads(resource("demo", "patients.json").read_text(encoding="utf-8"))["patients"]
BOOK = json.loads(resource("demo", "prescriptions.json").read_text(encoding="utf-8"))
TELEPHONE = re.compile(r"01632 960\d{3}")
START = datetime(2024, 1, 1, tzinfo=UTC)
POSTCODE = re.compile(r"QX\d \d[A-Z]{2}")


def load(now, authority):
    spine = Spine(clock=lambda: now, authority=authority)
    load_demo(spine)
    return spine


def test_nobody_in_it_could_be_real():
    numbers = [person["nhs_number"] for person in PEOPLE]
    assert all(is_nhs_number(number) and number.startswith("999") for number in numbers)
    assert len(set(numbers)) == len(numbers) == 41
    assert all(TELEPHONE.fullmatch(person["phone"]) and POSTCODE.fullmatch(person["postcode"]) for person in PEOPLE)
    for place in (*BOOK["surgeries"].values(), *BOOK["prescribers"].values()):
        assert TELEPHONE.fullmatch(place["phone"])
    assert TELEPHONE.fullmatch(DEMO_PHARMACY["phone"])
    assert DEMO_PHARMACY["ods"] == DEMO_ODS


def test_every_prescription_has_its_person_and_every_person_a_prescription():
    assert {entry["patient"] for entry in BOOK["prescriptions"]} == {person["id"] for person in PEOPLE}
    assert len(BOOK["prescriptions"]) == 66
    keys = [entry["key"] for entry in BOOK["prescriptions"]]
    assert len(set(keys)) == len(keys)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(now=st.integers(0, 400_000_000).map(lambda seconds: START + timedelta(seconds=seconds)))
@example(now=datetime(2028, 2, 29, 23, 59, 30, tzinfo=UTC))
@example(now=datetime(2027, 8, 31, 0, 0, 5, tzinfo=UTC))
def test_on_any_day_and_at_any_hour_every_prescription_is_valid_and_current(now, authority):
    held = load(now, authority).snapshot().prescriptions
    orders = demo_orders(now, ods=DEMO_ODS)
    assert len(held) == len(orders)
    for order, prescription in zip(orders, held.values(), strict=True):
        assert is_prescription_id(prescription.prescription_id)
        assert prescription.current().status == "0001"
        assert prescription.prescribed_at == order.prescribed_at < now <= prescription.expires_at


def test_identifiers_are_the_same_every_time():
    first, second = (
        [
            fhir.entries(order.bundle, "MedicationRequest")[0]["groupIdentifier"]
            for order in demo_orders(now, ods="FX999")
        ]
        for now in (datetime(2026, 11, 23, 9, tzinfo=UTC), datetime(2027, 2, 3, 18, tzinfo=UTC))
    )
    assert first == second
    assert len({held["value"] for held in first}) == 66


def test_it_is_all_there_for_the_pharmacy_at_nine_in_the_morning(authority, wire):
    spine = load(datetime(2026, 11, 23, 9, 0, tzinfo=UTC), authority)
    with wire.listening(spine, []) as server:
        pharmacy = wire.Dispenser(f"http://127.0.0.1:{server.port}")
        texts = [pharmacy.release().text for _ in range(3)]
        assert wire.code(pharmacy.release()) == "NO_MORE_PRESCRIPTIONS"
        pharmacy.client.close()
    pages = [fhir.parse(text.replace('"value":.5', '"value":0.5')) for text in texts]
    totals = [[part["resource"]["total"] for part in page["parameter"]] for page in pages]
    assert sum(page[0] for page in totals) == 65
    assert sum(page[1] for page in totals) == 2, "one failed signature: its outcome and its bundle"
    assert any('"value":.5' in text for text in texts)


def test_it_shows_what_it_is_meant_to_show(authority):
    now = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
    held = load(now, authority).snapshot()
    kinds = Counter(prescription.treatment for prescription in held.prescriptions.values())
    assert kinds["acute"] > 40
    assert kinds["repeat"] >= 5
    assert kinds["erd"] >= 5
    products = BOOK["products"]
    used = [(entry, item) for entry in BOOK["prescriptions"] for item in entry["items"]]
    schedules = {products[item["product"]].get("schedule") for _, item in used}
    assert {"CD2", "CD3", "CD4", "CD5"} <= schedules
    for _, item in used:
        needs_words = products[item["product"]].get("schedule") in {"CD2", "CD3"}
        assert ("words" in item) == needs_words, item
    assert any(prescription.expires_at.date() == now.date() for prescription in held.prescriptions.values())
    assert any(
        line.status == "0005" for row in held.prescriptions.values() for issue in row.issues for line in issue.lines
    )
    assert any(row.current().number > 2 for row in held.prescriptions.values())
    wrong = [row for row in held.prescriptions.values() if signature_errors(fhir.parse(row.bundle), held.trusted)]
    assert len(wrong) == 1
    assert any("structured" in item for _, item in used)
    assert Counter(len(entry["items"]) for entry in BOOK["prescriptions"])[4] >= 4


def test_the_dangers_on_record_are_met_by_a_prescription():
    def items(key):
        return {item["product"] for entry in BOOK["prescriptions"] if entry["key"] == key for item in entry["items"]}

    records = {person["id"]: person["record"] for person in PEOPLE}
    assert {"simvastatin", "clarithromycin"} <= items("hartnoll-1")
    assert {"warfarin-1", "ibuprofen"} <= items("kowalczyk-1")
    assert "amoxicillin-500" in items("farquharson-1")
    assert records["farquharson"]["allergies"][0] == {
        "substance": "penicillin",
        "severity": "anaphylaxis",
        "status": "active",
        "days_ago": 7300,
    }
    assert "methotrexate" in items("prendergast-1")
    assert records["okonjo-reid"]["pregnant"] is True
    assert "allergies" not in records["maddox-quaye"], "never asked is not the same as none"


def test_history_is_of_known_products_and_in_the_past():
    names = {product["name"] for product in BOOK["products"].values()}
    for person in PEOPLE:
        for supply in person["record"].get("supplies", []):
            assert supply["name"] in names
            assert supply["days_ago"] > 0


def test_every_medicine_but_the_unknown_one_is_in_the_tariff_by_its_exact_name():
    tariff = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "dmd" / "tariff" / "PartVIIIAMar23.json"
    if not tariff.is_file():
        pytest.skip("the shared Drug Tariff file is not beside this checkout")
    known = {row["Medicine"] for row in json.loads(tariff.read_text(encoding="utf-8"))["drugs"]}
    unknown = [name for name, product in BOOK["products"].items() if product["name"] not in known]
    assert unknown == ["unknown"]
    assert BOOK["products"]["unknown"]["unknown_to_dmd"] is True


def test_the_starter_dictionary_has_each_under_the_code_it_comes_with_but_one_that_was_changed(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    with open_dictionary(ensure_starter(tmp_path_factory.mktemp("starter"))) as dictionary:
        products = {key: dictionary.resolve(SnomedCode(entry["code"])) for key, entry in BOOK["products"].items()}
        supplied = [
            (supply["name"], dictionary.resolve(SnomedCode(supply["code"])))
            for person in PEOPLE
            for supply in person["record"].get("supplies", [])
        ]
    assert [key for key, found in products.items() if not found.known] == ["unknown"]
    assert all(found.name == BOOK["products"][key]["name"] for key, found in products.items() if found.known)
    recoded = [key for key, found in products.items() if found.current != found.received]
    assert recoded == ["warfarin-3"]
    assert [item["product"] for order in BOOK["prescriptions"] for item in order["items"]].count("warfarin-3") == 1
    assert all(name == found.name and found.current == found.received for name, found in supplied)


def test_a_demo_for_another_pharmacy_is_nominated_to_it(authority, wire):
    spine = Spine(clock=lambda: wire.NOON, authority=authority)
    load_demo(spine, ods="FY111")
    assert {row.nominated for row in spine.snapshot().prescriptions.values()} == {"FY111"}


def test_a_repeat_under_way_knows_when_it_was_last_supplied(authority):
    now = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
    for row in load(now, authority).snapshot().prescriptions.values():
        for issue in row.issues[: row.current().number - 1]:
            assert issue.status == "0008"
            assert issue.last_dispensed is not None
            assert issue.last_dispensed < (now - timedelta(days=7)).date()

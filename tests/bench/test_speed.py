"""How long the common things take, printed as figures; what is asserted is a ratio or a generous bound.

Run with `make bench`. One machine, one day: compare only with the same machine.
"""

import statistics
import time
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from tests.builders import a_patient, a_prescription, an_item, approved, medicine, received, workplace

from dispensary import bootstrap
from dispensary.application.label import Wanted, draft
from dispensary.application.queries.worklist import worklist
from dispensary.domain.barcodes import read_scan
from dispensary.domain.clinical.case import CheckCase, CheckItem, HistoryItem
from dispensary.domain.clinical.engine import check
from dispensary.domain.patient import ClinicalFacts, Sex

pytestmark = pytest.mark.bench


def timed(name: str, work: Callable[[], object], times: int) -> float:
    """Median milliseconds, printed with the spread."""
    work()
    taken = []
    for _ in range(times):
        before = time.perf_counter()
        work()
        taken.append((time.perf_counter() - before) * 1000)
    median = statistics.median(taken)
    print(f"{name}: median {median:.2f} ms, fastest {min(taken):.2f}, slowest {max(taken):.2f} ({times} runs)")
    return median


def test_the_clinical_check_of_ten_items_against_thirty() -> None:
    dictionary, knowledge, read = bootstrap.dictionary(None), bootstrap.knowledge(), bootstrap.dose_reader()
    names = [found.name for word in ("tablets", "capsules") for found in dictionary.search(word, 25)]
    products = [(name, dictionary.by_name(name)) for name in names]
    items = tuple(
        CheckItem(name, product, dose=read("1 bd", "tablet"), quantity=Decimal(56)) for name, product in products[:10]
    )
    history = tuple(
        HistoryItem(name, product, dose=read("1 od", "tablet"), quantity=Decimal(28), supplied_on=date(2026, 11, 1))
        for name, product in products[10:40]
    )
    facts = ClinicalFacts(birth_date=date(1953, 3, 14), sex=Sex.FEMALE, allergies=(), no_known_allergies=True)
    case = CheckCase(date(2026, 11, 21), facts, items, history)
    assert timed("clinical check, 10 items and 30 in the history", lambda: check(case, knowledge), 50) < 200


def test_a_label_made_rasterised_and_read_back(tmp_path: Path) -> None:
    place = workplace(tmp_path)
    patient = a_patient()
    key = approved(place, received(place, a_prescription(patient=patient), patient))
    with place.store.read() as uow:
        held = uow.dispensings.get(key)
    assert held is not None
    item = held.items[0].item_id
    assert (
        timed("label drafted, made, rasterised and read back", lambda: draft(place, key, item, Wanted("1bd")), 50) < 500
    )
    place.store.close()


def test_the_worklist_of_sixty(tmp_path: Path) -> None:
    place = workplace(tmp_path)
    patient = a_patient(medicines=(medicine("Simvastatin 40mg tablets", "1 at night"),))
    for number in range(60):
        received(place, a_prescription(an_item(), number=f"{number:06X}-FZZ99A-00001", patient=patient), patient)
    sixty = timed("worklist of 60 prescriptions", lambda: worklist(place), 5)
    assert sixty < 5000
    place.store.close()


def test_a_scan_is_read_in_no_time() -> None:
    scan = "]d20105017462125412172812311000ABC123\x1d21XYZ789"
    assert timed("one GS1 DataMatrix read", lambda: read_scan(scan), 200) < 50

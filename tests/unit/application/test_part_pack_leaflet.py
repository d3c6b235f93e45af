"""A pack that was opened at the bench: its manufacturer's leaflet is queued, once, or it is said why it is not."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from tests.builders import JOSEPH, a_patient, a_prescription, an_item, assembled, held, pack_scan, received, workplace

from dispensary.adapters.documents.product_leaflets import FolderLeaflets
from dispensary.application.accuracy_check import PackJudged, scan_at_bench
from dispensary.application.count_packs import count_loose
from dispensary.application.part_pack_leaflet import Counted
from dispensary.application.workplace import Workplace
from dispensary.domain.identifiers import IssueKey, ItemId
from dispensary.domain.printing import JobKind
from dispensary.wording.leaflets import MANUFACTURERS_QUEUED

RAMIPRIL, MORPHINE = "Ramipril 5mg capsules", "Morphine 10mg modified-release tablets"
MANUFACTURERS = b"%PDF-1.7\nthe manufacturer's own words\n%%EOF\n"


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Workplace]:
    made = workplace(tmp_path)
    (tmp_path / "leaflets").mkdir()
    yield replace(made, leaflets=replace(made.leaflets, kept=FolderLeaflets(tmp_path / "leaflets")))
    made.store.close()


def scanned(place: Workplace, name: str, quantity: int) -> tuple[IssueKey, ItemId]:
    person = a_patient()
    key = assembled(place, received(place, a_prescription(an_item(name, quantity, "1 om"), patient=person), person))
    assert isinstance(scan_at_bench(place, JOSEPH, key, pack_scan(name)), PackJudged)
    return key, held(place, key).items[0].item_id


def kept(place: Workplace, key: IssueKey, folder: Path, document: bytes = MANUFACTURERS) -> None:
    (pack, *_) = held(place, key).items[0].scans[-1].packs
    (folder / "leaflets" / f"{pack.value}.pdf").write_bytes(document)


def counted(place: Workplace, key: IssueKey, item: ItemId, number: int) -> Counted:
    made = count_loose(place, JOSEPH, key, item, Decimal(number))
    assert isinstance(made, Counted)
    return made


def leaflets(place: Workplace) -> list[bytes]:
    with place.store.read() as uow:
        return [job.document for job in uow.prints.waiting() if job.kind is JobKind.PAGE]


def test_a_part_of_a_pack_goes_out_with_the_leaflet_of_that_very_pack(place: Workplace, tmp_path: Path) -> None:
    key, item = scanned(place, RAMIPRIL, 10)
    kept(place, key, tmp_path)
    assert counted(place, key, item, 10).notes == (MANUFACTURERS_QUEUED,)
    assert leaflets(place) == [MANUFACTURERS]
    with place.store.read() as uow:
        (job,) = [job for job in uow.prints.waiting() if job.kind is JobKind.PAGE]
        assert any('"manufacturers-leaflet":true' in entry.body for entry in uow.journal.entries())
    assert "Hartnoll" not in job.title
    assert job.key == key


def test_a_leaflet_may_be_kept_by_the_product_of_that_pack(place: Workplace, tmp_path: Path) -> None:
    key, item = scanned(place, RAMIPRIL, 10)
    pack = place.dictionary.resolve(held(place, key).items[0].scans[-1].packs[0]).pack
    assert pack is not None
    assert pack.product is not None
    (tmp_path / "leaflets" / f"{pack.product.code.value}.pdf").write_bytes(MANUFACTURERS)
    assert counted(place, key, item, 10).notes == (MANUFACTURERS_QUEUED,)


def test_where_the_barcode_may_be_of_two_suppliers_neither_leaflet_is_given(place: Workplace, tmp_path: Path) -> None:
    key, item = scanned(place, RAMIPRIL, 10)
    before = held(place, key)
    (scan,) = before.items[0].scans
    kept(place, key, tmp_path)
    others = [pack.code for pack in place.dictionary.packs_of(before.prescription.items[0].code or scan.packs[0])]
    other = next(code for code in others if code not in scan.packs)
    unsure = replace(before.items[0], scans=(replace(scan, packs=(*scan.packs, other)),))
    with place.store.begin() as uow:
        uow.dispensings.save(before.with_work(unsure))
        uow.commit()
    (note,) = counted(place, key, item, 10).notes
    assert "No manufacturer’s leaflet is kept" in note
    assert leaflets(place) == []


def test_a_count_that_is_corrected_does_not_print_it_again(place: Workplace, tmp_path: Path) -> None:
    key, item = scanned(place, RAMIPRIL, 10)
    kept(place, key, tmp_path)
    counted(place, key, item, 9)
    assert counted(place, key, item, 10).notes == ()
    assert len(leaflets(place)) == 1


def test_a_whole_pack_has_its_own_leaflet_in_it(place: Workplace, tmp_path: Path) -> None:
    key, item = scanned(place, RAMIPRIL, 28)
    kept(place, key, tmp_path)
    assert counted(place, key, item, 28).notes == ()
    assert leaflets(place) == []


@pytest.mark.parametrize(
    ("document", "said"), [(None, "No manufacturer’s leaflet is kept"), (b"half a file", "not a whole PDF")]
)
def test_without_one_the_work_goes_on_and_it_is_said_once(
    place: Workplace, tmp_path: Path, document: bytes | None, said: str
) -> None:
    key, item = scanned(place, RAMIPRIL, 10)
    if document is not None:
        kept(place, key, tmp_path, document)
    (note,) = counted(place, key, item, 10).notes
    assert said in note
    assert leaflets(place) == []
    assert held(place, key).items[0].packs_complete
    assert counted(place, key, item, 10).notes == ()


def test_a_controlled_drug_has_it_once_its_count_stands(place: Workplace, tmp_path: Path) -> None:
    key, item = scanned(place, MORPHINE, 10)
    kept(place, key, tmp_path)
    assert counted(place, key, item, 10).notes == ()
    assert leaflets(place) == []
    assert counted(place, key, item, 10).notes == (MANUFACTURERS_QUEUED,)
    assert len(leaflets(place)) == 1

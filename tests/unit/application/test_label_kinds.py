"""More than the dispensing label: printed again, in one's own words, for the rest of a pack, slips and stickers."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pypdfium2
import pytest
from tests.builders import (
    NIA,
    a_patient,
    a_prescription,
    an_item,
    approved,
    held,
    received,
    settled_decisions,
    workplace,
)

from dispensary.adapters.documents.raster import rasters, read_code_128
from dispensary.application.label import COPY, Labelled, Wanted, label_item
from dispensary.application.label_again import Again, extra_label, print_label_again
from dispensary.application.slips import bag_sticker, dispensing_token, owed_of, owing_slip
from dispensary.application.split_pack import label_opened_pack
from dispensary.application.step import Receipt
from dispensary.application.workplace import Workplace
from dispensary.domain.barcodes.tokens import bag_token
from dispensary.domain.dispensing import Bag, PackScan
from dispensary.domain.identifiers import BagNumber, Gtin, IssueKey, ItemId
from dispensary.domain.labels.content import LabelUnprintable
from dispensary.domain.prescription import Origin
from dispensary.domain.printing import JobKind, PrintJob
from dispensary.domain.quantity import Quantity
from dispensary.domain.refused import NotBagged
from dispensary.domain.refused_labels import (
    DirectionsToConfirm,
    DoseInOwnWords,
    LeftWrong,
    NoOpenedPack,
    NothingOwed,
    NothingToReprint,
    NoTokenOfOurs,
    PackNotKnown,
    WordsWanted,
)
from dispensary.domain.workflow import Stage
from dispensary.wording.label_kinds import Sticker

SCAN = PackScan(
    raw="010501234567890017271130103AB1\x1d21S1",
    verdict="match",
    rule="",
    at=a_prescription().signature.signed_at,  # type: ignore[arg-type]
    by=NIA,
    gtin=Gtin("05012345678900"),
    expiry=date(2027, 11, 30),
    batch="3AB1",
    serial="S1",
    quantity=Quantity(Decimal(28), "capsule"),
    part=Decimal(14),
)


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Workplace]:
    made = workplace(tmp_path)
    yield made
    made.store.close()


def begun(place: Workplace, directions: str = "1 om", origin: Origin = Origin.EPS) -> tuple[IssueKey, ItemId]:
    patient, item = a_patient(), an_item(directions=directions)
    key = received(place, a_prescription(item, patient=patient, origin=origin), patient)
    return approved(place, key, settled_decisions(place, key)), item.item_id


def labelled(place: Workplace) -> tuple[IssueKey, ItemId]:
    key, item = begun(place)
    made = label_item(place, NIA, key, item, Wanted())
    assert isinstance(made, Labelled)
    return key, item


def jobs(place: Workplace) -> list[PrintJob]:
    with place.store.read() as uow:
        return list(uow.prints.waiting())


def journalled(place: Workplace, kind: str) -> list[dict[str, object]]:
    with place.store.read() as uow:
        read = [json.loads(entry.body) for entry in uow.journal.entries()]
    return [entry["detail"] for entry in read if entry["kind"] == kind]


def words_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    try:
        page = document[0]
        text = page.get_textpage()
        said = str(text.get_text_bounded())
        text.close()
        page.close()
    finally:
        document.close()
    return said


def with_scan(place: Workplace, key: IssueKey, item: ItemId, scan: PackScan) -> None:
    found = held(place, key)
    with place.store.begin() as uow:
        uow.dispensings.save(found.with_work(replace(found.work(item), scans=(scan,))))
        uow.commit()


def test_words_that_cannot_be_read_print_only_after_somebody_lets_just_those_stand(place: Workplace) -> None:
    key, item = begun(place, "reduce as per plan")
    assert label_item(place, NIA, key, item, Wanted(COPY)) == DirectionsToConfirm("reduce as per plan")
    other = Wanted(COPY, as_written="reduce as per other plan")
    assert label_item(place, NIA, key, item, other) == DirectionsToConfirm("reduce as per plan")
    assert jobs(place) == []
    made = label_item(place, NIA, key, item, Wanted(COPY, as_written="reduce as per plan"))
    assert isinstance(made, Labelled)
    (entry,) = journalled(place, "labelled")
    assert (entry["confirmed_unread"], entry["directions"]) == (True, "reduce as per plan")


def test_directions_that_were_read_need_no_such_word(place: Workplace) -> None:
    labelled(place)
    (entry,) = journalled(place, "labelled")
    assert "confirmed_unread" not in entry


def test_a_label_is_printed_again_byte_for_byte_and_the_journal_says_why(place: Workplace) -> None:
    key, item = labelled(place)
    assert isinstance(print_label_again(place, NIA, key, item, Again.SECOND_BOX), Receipt)
    first, again = jobs(place)
    assert again.document == first.document
    assert again.id != first.id
    (entry,) = journalled(place, "label-reprinted")
    assert (entry["why"], entry["first"]) == ("second-box", first.id)


def test_without_a_printed_label_there_is_nothing_to_print_again(place: Workplace) -> None:
    key, item = begun(place)
    assert print_label_again(place, NIA, key, item, Again.LOST) == NothingToReprint("Ramipril 5mg capsules")


def test_own_words_carry_person_medicine_date_and_pharmacy_and_a_number_of_their_own(place: Workplace) -> None:
    key, item = labelled(place)
    assert extra_label(place, NIA, key, item, "  ") == WordsWanted()
    assert extra_label(place, NIA, key, item, "2 bd") == DoseInOwnWords()
    assert extra_label(place, NIA, key, item, "Take 3 capsules at night") == DoseInOwnWords()
    assert extra_label(place, NIA, key, item, "Take 1 tablet in the morning") == DoseInOwnWords()
    assert extra_label(place, NIA, key, item, "Keep one box at school, 2 bd, with Mrs Owen") == DoseInOwnWords()
    assert extra_label(place, NIA, key, item, "李") == LabelUnprintable("李")
    assert isinstance(extra_label(place, NIA, key, item, "Keep this one at school."), Receipt)
    first, extra = jobs(place)
    codes = [read_code_128(rasters(job.document, 8)[0]) for job in (first, extra)]
    assert codes[0] != codes[1]
    assert journalled(place, "extra-label")[0]["words"] == "Keep this one at school."


def test_the_rest_of_a_pack_has_its_batch_and_expiry_and_never_its_serial_number(place: Workplace) -> None:
    key, item = labelled(place)
    assert label_opened_pack(place, NIA, key, item) == NoOpenedPack("Ramipril 5mg capsules")
    with_scan(place, key, item, SCAN)
    assert label_opened_pack(place, NIA, key, item, Decimal(15)) == LeftWrong(Decimal(14))
    assert label_opened_pack(place, NIA, key, item, Decimal(0)) == LeftWrong(Decimal(14))
    assert isinstance(label_opened_pack(place, NIA, key, item), Receipt)
    assert read_code_128(rasters(jobs(place)[-1].document, 8)[0]) == ("(01)05012345678900(17)271130(10)3AB1",)
    assert journalled(place, "split-pack-labelled")[0]["left"] == "14"


@pytest.mark.parametrize(
    ("scan", "missing"),
    [
        (replace(SCAN, batch=None), ("batch",)),
        (replace(SCAN, batch="A(10)B"), ("batch",)),
        (replace(SCAN, expiry=None, gtin=Gtin("05012345678901")), ("gtin", "expiry")),
    ],
)
def test_a_pack_that_is_not_known_gets_no_barcode(place: Workplace, scan: PackScan, missing: tuple[str, ...]) -> None:
    key, item = labelled(place)
    with_scan(place, key, item, scan)
    assert label_opened_pack(place, NIA, key, item) == PackNotKnown(missing)


def test_a_slip_says_what_is_still_to_come(place: Workplace) -> None:
    key, item = labelled(place)
    assert owing_slip(place, NIA, key) == NothingOwed()
    found = held(place, key)
    with place.store.begin() as uow:
        work = replace(found.work(item), supplying=Quantity(Decimal(20), "capsule"))
        uow.dispensings.save(found.with_work(work))
        uow.commit()
    assert owed_of(held(place, key)) == ((Quantity(Decimal(8), "capsule"), "Ramipril 5mg capsules"),)
    assert isinstance(owing_slip(place, NIA, key, "Ready on Tuesday."), Receipt)
    slip = jobs(place)[-1]
    assert slip.kind is JobKind.BAG_LABEL
    assert read_code_128(rasters(slip.document, 8)[0]) == (key.prescription.value,)


def test_what_waits_for_stock_is_owed_whole_and_what_was_given_up_is_not(place: Workplace) -> None:
    key, item = begun(place)
    found = held(place, key)
    owing = found.with_work(replace(found.work(item), stage=Stage.OWING))
    assert owed_of(owing) == ((Quantity(Decimal(28), "capsule"), "Ramipril 5mg capsules"),)
    assert owed_of(found.with_work(replace(found.work(item), stage=Stage.NOT_DISPENSED))) == ()


def test_a_sticker_needs_a_bag_and_never_names_a_controlled_drug(place: Workplace) -> None:
    key, _ = labelled(place)
    assert bag_sticker(place, NIA, key, Sticker.ASK_FOR_ID) == NotBagged()
    found = held(place, key)
    with place.store.begin() as uow:
        uow.dispensings.save(replace(found, bag=Bag(BagNumber("118"), "C3", NIA, found.received_at)))
        uow.commit()
    for sticker in Sticker:
        assert isinstance(bag_sticker(place, NIA, key, sticker), Receipt)
        job = jobs(place)[-1]
        assert read_code_128(rasters(job.document, 8)[0]) == (bag_token(BagNumber("118")),)
        said = words_of(job.document).lower()
        assert "bag 118" in said
        assert not any(word in said for word in ("controlled", "drug", "ramipril", "hartnoll"))


def test_a_token_carries_the_prescription_id_and_is_of_eps_alone(place: Workplace) -> None:
    key, _ = begun(place)
    assert isinstance(dispensing_token(place, NIA, key), Receipt)
    (job,) = jobs(place)
    assert job.kind is JobKind.PAGE
    assert read_code_128(rasters(job.document, 8)[0]) == (key.prescription.value,)


def test_a_paper_prescription_has_no_token(place: Workplace) -> None:
    key, _ = begun(place, origin=Origin.PAPER)
    assert dispensing_token(place, NIA, key) == NoTokenOfOurs()

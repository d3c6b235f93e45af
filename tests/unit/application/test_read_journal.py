"""The journal as people read it: pages, names, what is sealed, and what a typed name means."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from tests.builders import AMARA, JOSEPH, NIA, NOW, a_patient, a_prescription, assembled, received, workplace

from dispensary.application.inspect_journal import check_journal, patients_meant, products_meant, take_journal
from dispensary.application.journal_lines import csv_lines, json_lines
from dispensary.application.read_journal import JournalPage, read_journal
from dispensary.application.restricted import VEILED, restrict_record
from dispensary.application.step import Receipt
from dispensary.application.workplace import Workplace
from dispensary.domain.identifiers import PatientId, UserId
from dispensary.domain.journal import Sought
from dispensary.domain.people import Authorisation, NotAuthorised, Task
from dispensary.domain.seals import Proof


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Workplace]:
    made = workplace(tmp_path, sealed=True)
    person = a_patient()
    assembled(made, received(made, a_prescription(patient=person), person))
    yield made
    made.store.close()


EVERYTHING = Sought()


def page(place: Workplace, sought: Sought = EVERYTHING, many: int = 50, by: UserId = AMARA) -> JournalPage:
    found = read_journal(place, by, sought, many)
    assert isinstance(found, JournalPage), found
    return found


def kinds(found: JournalPage) -> list[str]:
    return [told.kind for told in found.told]


def test_an_entry_is_told_with_names_and_with_its_seal(place: Workplace) -> None:
    (told, *_) = page(place, Sought(kind="assembled")).told
    assert (told.who, told.patient, told.product) == ("Nia Rhys", "Mrs Beryl Hartnoll", "Ramipril 5mg capsules")
    assert told.at == NOW
    assert told.sealed


def test_pages_follow_each_other_and_the_last_says_so(place: Workplace) -> None:
    with place.store.read() as uow:
        whole = [json.loads(entry.body)["kind"] for entry in uow.journal.search(Sought(), 100)]
    read: list[str] = []
    wanted: Sought | None = Sought()
    while wanted is not None:
        found = page(place, wanted, 1)
        read += kinds(found)
        wanted = found.more
    assert read == whole


def test_each_page_is_journalled_like_any_search(place: Workplace) -> None:
    first = page(place, many=1)
    assert first.more is not None
    page(place, first.more, 1)
    searched = page(place, Sought(kind="journal-searched")).told
    assert len(searched) == 2
    assert {told.who for told in searched} == {"Amara Whitlock"}


def test_whoever_neither_supervises_nor_administers_reads_proves_and_exports_nothing(place: Workplace) -> None:
    for refused in (read_journal(place, NIA, Sought(), 9), check_journal(place, JOSEPH), take_journal(place, NIA)):
        assert isinstance(refused, NotAuthorised)
    assert "journal-exported" not in kinds(page(place))


def test_a_restricted_record_is_named_to_those_who_may_see_it_and_to_nobody_else(place: Workplace) -> None:
    assert isinstance(restrict_record(place, AMARA, a_patient().id, "works here"), Receipt)
    with place.store.begin() as uow:
        nia = uow.staff.get(NIA)
        assert nia is not None
        given = Authorisation(Task.ADMINISTER, NOW.date())
        uow.staff.save(replace(nia, authorisations=(*nia.authorisations, given)))
        uow.commit()
    assert {told.patient for told in page(place, Sought(kind="assembled")).told} == {"Mrs Beryl Hartnoll"}
    assert {told.patient for told in page(place, Sought(kind="assembled"), by=NIA).told} == {VEILED}
    assert patients_meant(place, AMARA, "hartnoll") == (a_patient().id,)
    assert patients_meant(place, NIA, "hartnoll") == (PatientId("hartnoll"),)


def test_a_person_is_meant_by_a_name_a_number_or_an_id(place: Workplace) -> None:
    mine = a_patient().id
    assert patients_meant(place, AMARA, "Hartnoll") == (mine,)
    assert patients_meant(place, AMARA, "999 014 2734") == (mine,)
    assert patients_meant(place, AMARA, mine.value) == (mine,)


def test_a_medicine_is_meant_by_its_code_or_its_name_with_each_supplier_s(place: Workplace) -> None:
    named = products_meant(place, "ramipril 5mg capsules")
    assert len(named) > 1
    assert kinds(page(place, Sought(products=named, kind="assembled"))) == ["assembled"]
    assert products_meant(place, named[0]) == (named[0],)
    assert set(products_meant(place, "ramip")) >= {named[0]}
    assert products_meant(place, "no such thing at all") == ()


def test_the_check_is_journalled_and_proves_the_whole(place: Workplace) -> None:
    proof = check_journal(place, AMARA)
    assert isinstance(proof, Proof)
    assert proof.broken is None
    assert "journal-checked" in kinds(page(place))


def test_what_is_taken_out_holds_every_entry_in_both_forms(place: Workplace) -> None:
    with place.store.read() as uow:
        before = [entry.digest for entry in uow.journal.entries()]
    taken = take_journal(place, AMARA)
    assert not isinstance(taken, NotAuthorised)
    entries = list(taken)  # type: ignore[arg-type]
    assert [json.loads(line)["digest"] for line in json_lines(entries)][: len(before)] == before
    assert json.loads(entries[-1].body)["kind"] == "journal-exported"
    table = list(csv_lines(entries))
    assert table[0].startswith("workstation,sequence,at")
    assert len(table) == len(entries) + 1

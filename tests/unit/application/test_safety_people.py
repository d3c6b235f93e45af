"""Who may do what: every step on medicines by somebody authorised, under a responsible pharmacist, and on record."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from tests.builders import (
    AMARA,
    JOSEPH,
    NIA,
    NOW,
    PIN,
    StandingClock,
    a_patient,
    a_prescription,
    assembled,
    bagged,
    checked,
    held,
    received,
    workplace,
)

from dispensary.application.accuracy_check import scan_at_bench
from dispensary.application.assemble import assemble, reject
from dispensary.application.bag import bag, unbag
from dispensary.application.claim import not_dispense, owe, stock_arrived
from dispensary.application.clinical_check import answer_query, approve, query
from dispensary.application.hand_out import Answers, hand_out
from dispensary.application.label import Wanted, label_item
from dispensary.application.sign_in import become_responsible_pharmacist, end_duty, sign_in
from dispensary.application.step import Receipt
from dispensary.application.workplace import Workplace
from dispensary.domain.charges import PAID, ChargeDecision
from dispensary.domain.identifiers import IssueKey, UserId
from dispensary.domain.messages import NotDispensedReason
from dispensary.domain.people import (
    Authorisation,
    AuthorisationEnded,
    NoResponsiblePharmacist,
    NotAuthorised,
    Task,
    User,
    WrongPin,
)
from dispensary.domain.refusals import Refusal

PAYS = Answers(identity_matches=True, charge=ChargeDecision(PAID))
SAMIR, ROBOT, NOBODY = UserId("samir"), UserId("robot"), UserId("nobody")


@pytest.fixture
def clock() -> StandingClock:
    return StandingClock()


@pytest.fixture
def place(tmp_path: Path, clock: StandingClock) -> Iterator[Workplace]:
    made = workplace(tmp_path, clock=clock)
    yield made
    made.store.close()


def steps(place: Workplace, key: IssueKey, *, actor: UserId | None = None) -> dict[str, object]:
    """Every step on medicines, each by somebody who may, or all by `actor`."""
    item = held(place, key).items[0].item_id
    return {
        "approve": approve(place, actor or AMARA, key),
        "query": query(place, actor or NIA, key, item, "Why?"),
        "answer": answer_query(place, actor or NIA, key, item, "Because."),
        "label": label_item(place, actor or NIA, key, item, Wanted()),
        "assemble": assemble(place, actor or NIA, key, item),
        "scan": scan_at_bench(place, actor or JOSEPH, key, "09520000040703"),
        "reject": reject(place, actor or JOSEPH, key, item, "No"),
        "bag": bag(place, actor or JOSEPH, key, "C3"),
        "unbag": unbag(place, actor or JOSEPH, key),
        "hand out": hand_out(place, actor or NIA, key, PAYS),
        "owe": owe(place, actor or NIA, key, item),
        "stock": stock_arrived(place, actor or NIA, key, item),
        "give up": not_dispense(place, actor or NIA, key, item, NotDispensedReason.NOT_REQUIRED),
    }


def entries(place: Workplace) -> list[str]:
    with place.store.read() as uow:
        return [entry.body for entry in uow.journal.entries()]


def test_once_duty_has_ended_nothing_on_medicines_goes_on(place: Workplace) -> None:
    key = bagged(place, checked(place, assembled(place, received(place, a_prescription(), a_patient()))))
    assert isinstance(end_duty(place, AMARA), Receipt)
    before = entries(place)
    made = steps(place, key)
    assert {name: type(answer) for name, answer in made.items()} == dict.fromkeys(made, NoResponsiblePharmacist)
    assert entries(place) == before


def test_an_unknown_person_may_do_nothing(place: Workplace) -> None:
    key = received(place, a_prescription(), a_patient())
    before = entries(place)
    made = steps(place, key, actor=NOBODY)
    assert {name: type(answer) for name, answer in made.items()} == dict.fromkeys(made, NotAuthorised)
    assert entries(place) == before


def test_a_system_account_does_nothing_with_medicines_whatever_it_was_authorised_to(place: Workplace) -> None:
    every = tuple(Authorisation(task, date(2020, 1, 1)) for task in Task)
    robot = User(ROBOT, "The timer", "System account", pharmacist=True, authorisations=every, system=True)
    with place.store.begin() as uow:
        uow.staff.add(robot, "")
        uow.commit()
    key = received(place, a_prescription(), a_patient())
    made = steps(place, key, actor=ROBOT)
    assert {name: type(answer) for name, answer in made.items()} == dict.fromkeys(made, NotAuthorised)


def test_the_record_of_responsible_pharmacists_names_whose_duty_ended(place: Workplace) -> None:
    """The record is a legal one (SI 2008/2789 reg 5), whoever pressed the key."""
    assert isinstance(end_duty(place, SAMIR), Receipt)
    (ended,) = [body for body in entries(place) if "responsible-pharmacist-ended" in body]
    assert '"name":"Amara Whitlock"' in ended
    assert '"user":"amara"' in ended
    assert '"actor":"samir"' in ended
    assert isinstance(become_responsible_pharmacist(place, SAMIR), Receipt)


def test_an_authorisation_ends_with_its_last_day(place: Workplace, clock: StandingClock) -> None:
    until = (NOW + timedelta(days=1)).date()
    with place.store.begin() as uow:
        found = uow.staff.get(NIA)
        assert found is not None
        only = tuple(replace(held_on, until=until) for held_on in found.authorisations)
        uow.staff.add(replace(found, id=UserId("locum"), authorisations=only), "")
        uow.commit()
    key = received(place, a_prescription(), a_patient())
    item = held(place, key).items[0].item_id
    clock.pass_by(days=1)
    assert isinstance(query(place, UserId("locum"), key, item, "Why?"), Receipt)
    clock.pass_by(days=1)
    assert isinstance(answer_query(place, UserId("locum"), key, item, "So."), AuthorisationEnded)


def test_a_clock_put_right_locks_nobody_out_for_longer_than_the_wait(place: Workplace, clock: StandingClock) -> None:
    clock.pass_by(days=400)
    for _ in range(3):
        sign_in(place, NIA, "0000")
    clock.pass_by(days=-400)
    locked = sign_in(place, NIA, PIN)
    assert isinstance(locked, WrongPin)
    assert locked.wait_seconds <= 5
    assert isinstance(sign_in(place, AMARA, PIN), User)


def test_a_step_names_the_patient_and_the_prescription_it_changed(place: Workplace) -> None:
    """A hand-out is new in the person's own history, and voids nothing it should not: both screens look again."""
    person = a_patient()
    key = bagged(place, checked(place, assembled(place, received(place, a_prescription(patient=person), person))))
    made = hand_out(place, NIA, key, PAYS)
    assert isinstance(made, Receipt)
    assert made.prescriptions == {key}
    assert made.patients == {person.id}


def test_every_step_leaves_one_entry_and_a_refused_one_leaves_none(place: Workplace) -> None:
    key = received(place, a_prescription(), a_patient())
    for name in ("approve", "query", "answer"):
        before = len(entries(place))
        answer = steps_one(place, key, name)
        assert isinstance(answer, Receipt), (name, answer)
        assert len(entries(place)) == before + 1
        repeated = steps_one(place, key, name)
        assert isinstance(repeated, Refusal), (name, repeated)
        assert len(entries(place)) == before + 1
    (decided,) = [body for body in entries(place) if '"kind":"clinically-checked"' in body]
    assert '"knowledge"' in decided
    assert '"dictionary"' in decided


def steps_one(place: Workplace, key: IssueKey, name: str) -> object:
    item = held(place, key).items[0].item_id
    match name:
        case "approve":
            return approve(place, AMARA, key)
        case "query":
            return query(place, NIA, key, item, "Why?")
        case _:
            return answer_query(place, NIA, key, item, "Because.")

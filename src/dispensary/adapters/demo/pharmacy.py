"""Reads the demonstration pharmacy into domain values, with every date counted back from today."""

import json
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from dispensary.assets import resource
from dispensary.domain.identifiers import NhsNumber, OdsCode, PatientId, SnomedCode, UserId
from dispensary.domain.patient import (
    Allergy,
    AllergyStatus,
    ClinicalFacts,
    Communication,
    Goal,
    MedicinePurpose,
    OtherMedicine,
    Patient,
    Question,
    Sex,
    TestResult,
)
from dispensary.domain.people import Authorisation, Basis, Conditions, Task, User
from dispensary.domain.premises import Premises
from dispensary.domain.prescription import Address

Json = dict[str, Any]

PREMISES = Premises(
    name="Fernhill Pharmacy",
    address="8 Market Row, Little Harwick QX4 7LT",
    phone="01632 960147",
    ods=OdsCode("FX999"),
    workstation="Counter 1",
    training=True,
)

PIN = "1234"
"""Everybody's PIN in the demonstration; the sign-in screen says so."""

_OFFICE = (Task.RECEIVE, Task.EDIT_RECORD, Task.CLAIM)
_DISPENSER = (*_OFFICE, Task.LABEL, Task.ASSEMBLE, Task.HAND_OUT)
_CHECKER = (*_DISPENSER, Task.ACCURACY_CHECK)
_PHARMACIST = tuple(Task)
_BEGAN = date(2020, 1, 1)
_AMARA = UserId("amara")

_BAGS_ALONE = Authorisation(
    Task.HAND_OUT,
    date(2026, 1, 7),
    by=_AMARA,
    recorded_at=datetime(2026, 1, 5, 9, 0, tzinfo=UTC),
    basis=Basis.REG_220B,
    conditions=Conditions(bagged_only=True, words="Ring Amara first if anybody asks about the medicine."),
)
"""Checked and bagged items go out while the pharmacist is absent."""
_TECHNICIAN = tuple(
    Authorisation(
        task,
        date(2026, 12, 10),
        date(2027, 12, 9),
        by=_AMARA,
        recorded_at=datetime(2026, 11, 16, 9, 0, tzinfo=UTC),
        basis=Basis.REG_220A,
        conditions=Conditions(no_controlled_drugs=True),
    )
    for task in (Task.LABEL, Task.ASSEMBLE, Task.ACCURACY_CHECK)
)
"""Already given, and good from the day that the regulation is in force."""


def _user(
    code: str, name: str, title: str, tasks: tuple[Task, ...], gphc: str | None = None, *more: Authorisation
) -> User:
    """Somebody whom Amara has authorised for these tasks under her supervision, and for more besides."""
    return User(
        id=UserId(code),
        name=name,
        title=title,
        pharmacist=Task.CLINICAL_CHECK in tasks,
        technician=gphc is not None and Task.CLINICAL_CHECK not in tasks,
        registration=gphc,
        authorisations=(*(Authorisation(task, _BEGAN, by=_AMARA) for task in tasks), *more),
    )


STAFF = (
    _user("amara", "Amara Whitlock", "Pharmacist", _PHARMACIST, "2999041"),
    _user("joseph", "Joseph Pell", "Accuracy-checking technician", _CHECKER, "5999012", *_TECHNICIAN),
    _user("nia", "Nia Rhys", "Dispenser", _DISPENSER, None, _BAGS_ALONE),
    _user("samir", "Samir Okonedo", "Pharmacist", _PHARMACIST, "2999077"),
    _user("edie", "Edie Lascelles", "Dispenser, in training", (Task.RECEIVE, Task.LABEL, Task.ASSEMBLE)),
    _user("hal", "Hal Cromarty", "Counter assistant", (Task.HAND_OUT,), None, _BAGS_ALONE),
)

SYSTEM_USER = User(
    id=UserId("system"),
    name="The workstation",
    title="System account",
    authorisations=tuple(Authorisation(task, date(2020, 1, 1)) for task in (Task.RECEIVE, Task.CLAIM)),
    system=True,
)


def patients(today: date) -> tuple[Patient, ...]:
    """The records that the demonstration pharmacy already holds."""
    held = json.loads(resource("demo", "patients.json").read_text(encoding="utf-8"))
    return tuple(_patient(entry, today) for entry in held["patients"] if entry.get("record") is not None)


def _patient(entry: Json, today: date) -> Patient:
    record: Json = entry["record"]
    goal = record.get("goal")
    return Patient(
        id=PatientId(entry["id"]),
        name=" ".join([entry.get("title", ""), *entry["given"], entry["family"]]).strip(),
        nhs_number=NhsNumber(entry["nhs_number"]),
        address=Address(tuple(entry["address"]), entry["postcode"]),
        phone=entry.get("phone"),
        facts=_facts(entry, record, today),
        communication=tuple(Communication(need) for need in record.get("communication", ())),
        communication_note=record.get("notes", ""),
        goal=Goal(goal["words"], UserId("nia"), _ago(goal, today)) if goal else None,
        other_medicines=tuple(_supply(supply, today) for supply in record.get("supplies", ())),
        purposes=tuple(
            MedicinePurpose(said["medicine"], said["words"], UserId("nia"), _ago(said, today))
            for said in record.get("purposes", ())
        ),
        questions=tuple(
            Question(said["words"], UserId("nia"), _ago(said, today)) for said in record.get("questions", ())
        ),
    )


def _ago(entry: Json, today: date, field: str = "days_ago") -> date | None:
    return today - timedelta(days=entry[field]) if field in entry else None


def _decimal(value: str | int | None) -> Decimal | None:
    return None if value is None else Decimal(value)


def _facts(entry: Json, record: Json, today: date) -> ClinicalFacts:
    allergies = record.get("allergies")
    conditions = record.get("conditions")
    return ClinicalFacts(
        birth_date=date.fromisoformat(entry["birth_date"]),
        sex={"female": Sex.FEMALE, "male": Sex.MALE}.get(entry["gender"]),
        weight_kg=_decimal(record.get("weight_kg")),
        weight_date=_ago(record, today, "weight_days_ago"),
        egfr=_decimal(record.get("egfr")),
        egfr_date=_ago(record, today, "egfr_days_ago"),
        crcl=_decimal(record.get("crcl")),
        pregnant=record.get("pregnant"),
        breastfeeding=record.get("breastfeeding"),
        gestation_weeks=record.get("gestation_weeks"),
        ppp_date=_ago(record, today, "ppp_days_ago"),
        palliative=record.get("palliative", False),
        allergies=None if allergies is None else tuple(_allergy(held, today) for held in allergies),
        no_known_allergies=record.get("no_known_allergies", False),
        conditions=None if conditions is None else tuple(conditions),
        results=tuple(
            TestResult(held["test"], Decimal(held["value"]), held.get("unit"), _ago(held, today))
            for held in record.get("results", ())
        ),
    )


def _allergy(held: Json, today: date) -> Allergy:
    status = AllergyStatus(held.get("status", "active"))
    return Allergy(held["substance"], held.get("severity"), status, recorded_on=_ago(held, today))


def _supply(held: Json, today: date) -> OtherMedicine:
    return OtherMedicine(
        name=held["name"],
        code=SnomedCode(held["code"]) if held.get("code") else None,
        directions=held.get("directions", ""),
        quantity=_decimal(held.get("quantity")),
        supplied_on=_ago(held, today),
        days=held.get("days"),
        times_supplied=held.get("times_supplied", 1),
        source="earlier record",
    )

"""A patient's record as it is typed: from the record to fields, and from the fields back, with what is wrong in words.

A field nobody touched gives back exactly what stood there. An empty field is "not recorded", which is not "no".
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from decimal import Decimal

from dispensary.domain.identifiers import NhsNumber, PatientId, UserId
from dispensary.domain.patient import (
    Allergy,
    AllergyStatus,
    ClinicalFacts,
    Communication,
    Goal,
    MedicinePurpose,
    Patient,
    Question,
    Sex,
    TestResult,
)
from dispensary.domain.plausible import EGFR, OLDEST_YEARS, WEIGHT, Bounds
from dispensary.domain.prescription import Address
from dispensary.domain.quantity import decimal_text
from dispensary.domain.refused import NhsNumberWrong
from dispensary.wording.labels import date_words
from dispensary.wording.refused import refusal_words
from dispensary.wording.typed import listed, not_a_date, read_amount, read_date, read_value

_NONE_WORDS = frozenset({"none", "nil", "no", "none known"})


@dataclass(frozen=True, slots=True)
class RecordFields:
    """The record as it stands on the screen: words as typed, choices, lists. Choices and lists None: not recorded.

    allergy_, purpose_, question_ and result_ fields: a line that is being typed and was not added yet.
    """

    name: str = ""
    born: str = ""
    nhs_number: str = ""
    address: str = ""
    postcode: str = ""
    phone: str = ""
    goal: str = ""
    communication: tuple[Communication, ...] = ()
    communication_note: str = ""
    no_known_allergies: bool = False
    allergies: tuple[Allergy, ...] | None = None
    allergy_substance: str = ""
    allergy_reaction: str = ""
    purposes: tuple[MedicinePurpose, ...] = ()
    purpose_medicine: str = ""
    purpose_words: str = ""
    questions: tuple[Question, ...] = ()
    question_words: str = ""
    conditions: str = ""
    weight: str = ""
    weight_date: str = ""
    egfr: str = ""
    egfr_date: str = ""
    sex: Sex | None = None
    pregnant: bool | None = None
    breastfeeding: bool | None = None
    results: tuple[TestResult, ...] = ()
    result_test: str = ""
    result_value: str = ""
    result_date: str = ""


FIELD_NAMES = {
    "name": "Name",
    "born": "Born",
    "nhs_number": "NHS number",
    "address": "Address",
    "postcode": "Postcode",
    "phone": "Phone",
    "goal": "Goal",
    "communication": "How to reach them",
    "communication_note": "What helps",
    "no_known_allergies": "No known allergies",
    "allergies": "Allergies",
    "allergy_substance": "an allergy not added yet",
    "allergy_reaction": "an allergy not added yet",
    "purposes": "What medicines are for",
    "purpose_medicine": "what a medicine is for, not added yet",
    "purpose_words": "what a medicine is for, not added yet",
    "questions": "Questions",
    "question_words": "a question not added yet",
    "conditions": "Conditions",
    "weight": "Weight",
    "weight_date": "Weighed on",
    "egfr": "eGFR",
    "egfr_date": "Date of the eGFR",
    "sex": "Sex",
    "pregnant": "Pregnant",
    "breastfeeding": "Breastfeeding",
    "results": "Results",
    "result_test": "a result not added yet",
    "result_value": "a result not added yet",
    "result_date": "a result not added yet",
}
"""What each field is called where people are told about it."""


def fields_of(patient: Patient) -> RecordFields:
    """The record as the screen shows it."""
    facts = patient.facts
    return RecordFields(
        name=patient.name,
        born=_day(facts.birth_date),
        nhs_number=patient.nhs_number.spaced if patient.nhs_number is not None else "",
        address=", ".join(patient.address.lines),
        postcode=patient.address.postcode,
        phone=patient.phone or "",
        goal=patient.goal.words if patient.goal is not None else "",
        communication=patient.communication,
        communication_note=patient.communication_note,
        no_known_allergies=facts.no_known_allergies,
        allergies=facts.allergies,
        purposes=patient.purposes,
        questions=patient.questions,
        conditions=_conditions_text(facts.conditions),
        weight=_figure(facts.weight_kg),
        weight_date=_day(facts.weight_date),
        egfr=_figure(facts.egfr),
        egfr_date=_day(facts.egfr_date),
        sex=facts.sex,
        pregnant=facts.pregnant,
        breastfeeding=facts.breastfeeding,
        results=facts.results,
    )


def _day(day: date | None) -> str:
    return date_words(day) if day is not None else ""


def _figure(value: Decimal | None) -> str:
    return decimal_text(value) if value is not None else ""


def _conditions_text(conditions: tuple[str, ...] | None) -> str:
    if conditions is None:
        return ""
    return ", ".join(conditions) or "None"


def changed_fields(before: RecordFields, after: RecordFields) -> tuple[str, ...]:
    """The fields that differ, in the order of the screen."""
    return tuple(
        field.name for field in fields(RecordFields) if getattr(before, field.name) != getattr(after, field.name)
    )


def field_words(names: tuple[str, ...]) -> str:
    """The fields as a list for people: each name once."""
    return ", ".join(dict.fromkeys(FIELD_NAMES[name] for name in names))


_DATED = {"weight": "weight_date", "egfr": "egfr_date"}
_NOT_ADDED = {
    "allergy_substance": "an allergy is not added yet",
    "allergy_reaction": "an allergy is not added yet",
    "purpose_medicine": "what a medicine is for is not added yet",
    "purpose_words": "what a medicine is for is not added yet",
    "question_words": "a question is not added yet",
    "result_test": "a result is not added yet",
    "result_value": "a result is not added yet",
    "result_date": "a result is not added yet",
}


def with_field(typed: RecordFields, before: RecordFields, name: str, value: object) -> RecordFields:
    """One field changed. A new figure does not take over the date of the old one, which is emptied with it."""
    after = replace(typed, **{name: value})  # type: ignore[arg-type]
    dated = _DATED.get(name)
    if dated is None:
        return after
    held, standing = str(getattr(before, dated)), str(getattr(after, dated))
    if getattr(before, name) == value:
        return after if standing else replace(after, **{dated: held})  # type: ignore[arg-type]
    return replace(after, **{dated: ""}) if standing == held else after  # type: ignore[arg-type]


def missing_words(changed: tuple[str, ...], typed: RecordFields, wrong: Mapping[str, str]) -> str:
    """Why the record cannot be saved now, for the button; "" where it can."""
    if not changed:
        return "nothing changed"
    if wrong:
        return "1 field to correct" if len(wrong) == 1 else f"{len(wrong)} fields to correct"
    waiting = next((_NOT_ADDED[name] for name in changed if name in _NOT_ADDED), "")
    return waiting if typed.name.strip() else "a name is needed"


def new_patient(patient: PatientId) -> Patient:
    """A record with nothing in it yet."""
    return Patient(patient, "")


def read_record(typed: RecordFields, held: Patient, today: date, by: UserId) -> "Patient | Mapping[str, str]":
    """The record that the fields say, or what is wrong with which field. What has no field stays as it is held."""
    reading = _Reading(typed, fields_of(held), held, today)
    patient = replace(
        held,
        name=reading.name(),
        nhs_number=reading.number(),
        address=reading.address(),
        phone=" ".join(typed.phone.split()) or None,
        facts=reading.facts(),
        communication=typed.communication,
        communication_note=typed.communication_note.strip(),
        goal=reading.goal(by),
        purposes=typed.purposes,
        questions=typed.questions,
    )
    return reading.wrong or patient


class _Reading:
    """One reading of the fields; `wrong` gathers what could not be read."""

    def __init__(self, typed: RecordFields, before: RecordFields, held: Patient, today: date) -> None:
        self.typed, self.before, self.held, self.today = typed, before, held, today
        self.wrong: dict[str, str] = {}

    def name(self) -> str:
        name = " ".join(self.typed.name.split())
        if not name:
            self.wrong["name"] = "A record needs a name."
        return name

    def number(self) -> NhsNumber | None:
        if self.typed.nhs_number == self.before.nhs_number:
            return self.held.nhs_number
        digits = self.typed.nhs_number.replace(" ", "").replace("-", "")
        if not digits:
            return None
        number = NhsNumber(digits)
        if not number.is_valid:
            self.wrong["nhs_number"] = refusal_words(NhsNumberWrong(self.typed.nhs_number.strip()))
        return number

    def address(self) -> Address:
        typed, before = self.typed, self.before
        held = self.held.address
        lines = held.lines if typed.address == before.address else listed(typed.address)
        postcode = held.postcode if typed.postcode == before.postcode else " ".join(typed.postcode.upper().split())
        return Address(lines, postcode)

    def goal(self, by: UserId) -> Goal | None:
        if self.typed.goal == self.before.goal:
            return self.held.goal
        words = " ".join(self.typed.goal.split())
        return Goal(words, by, self.today) if words else None

    def facts(self) -> ClinicalFacts:
        typed, facts = self.typed, self.held.facts
        return replace(
            facts,
            birth_date=self._birth_date(),
            sex=typed.sex,
            weight_kg=self._figure("weight", facts.weight_kg, WEIGHT),
            weight_date=self._past("weight_date", facts.weight_date),
            egfr=self._figure("egfr", facts.egfr, EGFR),
            egfr_date=self._past("egfr_date", facts.egfr_date),
            pregnant=typed.pregnant,
            breastfeeding=typed.breastfeeding,
            allergies=typed.allergies,
            no_known_allergies=typed.no_known_allergies,
            conditions=self._conditions(),
            results=typed.results,
        )

    def _birth_date(self) -> date | None:
        born = self._past("born", self.held.facts.birth_date)
        if born is not None and born.year < self.today.year - OLDEST_YEARS:
            self.wrong["born"] = f"{date_words(born)} is more than {OLDEST_YEARS} years ago. Read the year again."
        return born

    def _past(self, field: str, held: date | None) -> date | None:
        text = str(getattr(self.typed, field))
        if text == getattr(self.before, field):
            return held
        day = read_past(text, self.today)
        if isinstance(day, str):
            self.wrong[field] = day
            return None
        return day

    def _figure(self, field: str, held: Decimal | None, bounds: Bounds) -> Decimal | None:
        text = str(getattr(self.typed, field))
        if text == getattr(self.before, field):
            return held
        if not text.strip():
            return None
        value = read_amount(text, bounds.unit)
        if value is None or not bounds.hold(value):
            between = f"between {decimal_text(bounds.least)} and {decimal_text(bounds.most)} {bounds.unit}"
            self.wrong[field] = f"{FIELD_NAMES[field]}: “{text.strip()}” is not a number {between}."
        return value

    def _conditions(self) -> tuple[str, ...] | None:
        if self.typed.conditions == self.before.conditions:
            return self.held.facts.conditions
        named = listed(self.typed.conditions)
        if not named:
            return None
        return () if len(named) == 1 and named[0].casefold() in _NONE_WORDS else named


def read_past(text: str, today: date) -> date | str | None:
    """A day that is not in the future, None for an empty field, or what is wrong with it."""
    if not text.strip():
        return None
    day = read_date(text, today)
    if day is None:
        return not_a_date(text)
    return f"{date_words(day)} is still to come." if day > today else day


def with_allergy(typed: RecordFields, today: date) -> "RecordFields | str":
    """The allergy that is being typed, added to the list; or why it is not."""
    substance = " ".join(typed.allergy_substance.split())
    if not substance:
        return "Type the substance first."
    held = typed.allergies or ()
    if any(allergy.substance.casefold() == substance.casefold() for allergy in held):
        return f"{substance} is in the list already. Choose it there to mark it refuted, or active again."
    added = Allergy(substance, " ".join(typed.allergy_reaction.split()) or None, recorded_on=today)
    return replace(typed, allergies=(*held, added), no_known_allergies=False, allergy_substance="", allergy_reaction="")


def with_none_known(typed: RecordFields, *, none_known: bool) -> "RecordFields | str":
    """Asked, and none known: or taken back. Not while an allergy stands as active."""
    if not none_known:
        return replace(typed, no_known_allergies=False, allergies=typed.allergies or None)
    if any(allergy.status is AllergyStatus.ACTIVE for allergy in typed.allergies or ()):
        return "There is an active allergy in the list. Mark it refuted first, if it is."
    return replace(typed, no_known_allergies=True, allergies=typed.allergies or ())


def with_refuted(typed: RecordFields, at: int, recorded: tuple[Allergy, ...]) -> RecordFields:
    """Marks that allergy refuted, or active again. One that was never recorded is simply taken out of the list."""
    held = typed.allergies or ()
    chosen = held[at]
    if chosen not in recorded and not any(known.substance == chosen.substance for known in recorded):
        rest = held[:at] + held[at + 1 :]
        return replace(typed, allergies=rest or None)
    active = chosen.status is AllergyStatus.ACTIVE
    turned = replace(chosen, status=AllergyStatus.REFUTED if active else AllergyStatus.ACTIVE)
    none_known = typed.no_known_allergies and active
    return replace(typed, allergies=(*held[:at], turned, *held[at + 1 :]), no_known_allergies=none_known)


def with_result(typed: RecordFields, today: date) -> "RecordFields | Mapping[str, str]":
    """The result that is being typed, added to the list; or what is wrong with which field."""
    test = " ".join(typed.result_test.split())
    read = read_value(typed.result_value)
    day = read_past(typed.result_date, today)
    wrong = {}
    if not test:
        wrong["result_test"] = "Type which test it is, such as INR."
    if read is None:
        wrong["result_value"] = "Type the value as a number, with its unit where it has one."
    if isinstance(day, str):
        wrong["result_date"] = day
    if read is None or wrong or isinstance(day, str):
        return wrong
    value, unit = read
    added = TestResult(test, value, unit or None, day)
    return replace(typed, results=(*typed.results, added), result_test="", result_value="", result_date="")


def without_result(typed: RecordFields, at: int) -> RecordFields:
    """Takes a result out of the list; the record's history keeps what stood there."""
    return replace(typed, results=typed.results[:at] + typed.results[at + 1 :])

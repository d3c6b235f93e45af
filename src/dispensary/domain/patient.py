"""The patient as a partner: who they are, what is known about their health, what they need and what they want.

None always means "not recorded", which is not "no". Every change keeps what stood before it: `revisions` holds it.
"""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from dispensary.domain.identifiers import NhsNumber, PatientId, SnomedCode, UserId
from dispensary.domain.prescription import Address


class Sex(StrEnum):
    FEMALE = "F"
    MALE = "M"


class AllergyStatus(StrEnum):
    ACTIVE = "active"
    REFUTED = "refuted"


@dataclass(frozen=True, slots=True)
class Allergy:
    """A recorded allergy or intolerance. `severity` in the recorder's words: "anaphylaxis", "rash", or None."""

    substance: str
    severity: str | None = None
    status: AllergyStatus = AllergyStatus.ACTIVE
    code: SnomedCode | None = None
    recorded_on: date | None = None


@dataclass(frozen=True, slots=True)
class TestResult:
    """A result with its date; without a date it counts as current. `test` is "INR", "lithium", "eGFR"..."""

    __test__ = False

    test: str
    value: Decimal
    unit: str | None = None
    dated: date | None = None


@dataclass(frozen=True, slots=True)
class ClinicalFacts:
    """What a clinical check may know about a person. allergies None: never asked; () with no_known_allergies: asked.

    Weights in kg, crcl and egfr in ml/min, gestation in weeks.
    """

    birth_date: date | None = None
    age_years: int | None = None
    sex: Sex | None = None
    weight_kg: Decimal | None = None
    weight_date: date | None = None
    egfr: Decimal | None = None
    egfr_date: date | None = None
    crcl: Decimal | None = None
    pregnant: bool | None = None
    breastfeeding: bool | None = None
    gestation_weeks: int | None = None
    ppp_date: date | None = None
    palliative: bool = False
    allergies: tuple[Allergy, ...] | None = None
    no_known_allergies: bool = False
    conditions: tuple[str, ...] | None = None
    results: tuple[TestResult, ...] = ()

    def age_on(self, day: date) -> int | None:
        """Whole years of age on that day."""
        if self.birth_date is None:
            return self.age_years
        born = self.birth_date
        return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


class Communication(StrEnum):
    """What a person needs to be able to read and talk with us (Accessible Information Standard): the need alone."""

    LARGE_PRINT = "large-print"
    EASY_READ = "easy-read"
    BSL = "bsl"
    LIP_READING = "lip-reading"
    INTERPRETER = "interpreter"
    BRAILLE = "braille"


@dataclass(frozen=True, slots=True)
class OtherMedicine:
    """A medicine this person takes that our own dispensing record does not show: bought, from hospital, or from before.

    source: who said so ("patient", "hospital letter", "earlier record"). quantity in product units.
    """

    name: str
    code: SnomedCode | None = None
    directions: str = ""
    quantity: Decimal | None = None
    supplied_on: date | None = None
    days: int | None = None
    times_supplied: int = 1
    source: str = "patient"


@dataclass(frozen=True, slots=True)
class Goal:
    """What the person wants from their medicines, in their own words."""

    words: str
    asked_by: UserId | None = None
    asked_on: date | None = None


@dataclass(frozen=True, slots=True)
class MedicinePurpose:
    """What the person takes one medicine for, in their own words. medicine: its name, as it was when this was said."""

    medicine: str
    words: str
    recorded_by: UserId | None = None
    recorded_on: date | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """What the person wants to ask, in their own words."""

    words: str
    recorded_by: UserId | None = None
    recorded_on: date | None = None


@dataclass(frozen=True, slots=True)
class Revision:
    """One change to the record: which field, what stood there before and after, who, when, why."""

    field: str
    before: str
    after: str
    by: UserId
    at: datetime
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Opening:
    """A restricted record was opened all the same: by whom, when, and why."""

    by: UserId
    at: datetime
    why: str


@dataclass(frozen=True, slots=True)
class Restriction:
    """Who may see no more of a record than that it is there: all but these people and those with the task.

    opened: by whom it was opened all the same.
    """

    by: UserId
    at: datetime
    why: str
    people: tuple[UserId, ...] = ()
    opened: tuple[Opening, ...] = ()


@dataclass(frozen=True, slots=True)
class Patient:
    """One person in this pharmacy's record."""

    id: PatientId
    name: str
    nhs_number: NhsNumber | None = None
    address: Address = Address()
    phone: str | None = None
    facts: ClinicalFacts = ClinicalFacts()
    communication: tuple[Communication, ...] = ()
    communication_note: str = ""
    goal: Goal | None = None
    other_medicines: tuple[OtherMedicine, ...] = ()
    revisions: tuple[Revision, ...] = ()
    version: int = 0
    restriction: Restriction | None = None
    purposes: tuple[MedicinePurpose, ...] = ()
    questions: tuple[Question, ...] = ()

"""The repositories of one unit of work, over one SQLAlchemy connection."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from unicodedata import combining, normalize

from sqlalchemy import ColumnElement, Connection, Row, Select, Table, and_, bindparam, func, insert, or_, select, update

from dispensary.adapters.store import model
from dispensary.adapters.store.documents import read, written
from dispensary.adapters.store.packs import find_packs, keep_packs
from dispensary.adapters.store.supplies import keep_supplies, medicines_of, supplies_to
from dispensary.adapters.store.touched import Touched
from dispensary.application.ports.store import ChangedElsewhere
from dispensary.domain.barcodes.scan import BasketNumber
from dispensary.domain.dispensing import Dispensing, stage_of
from dispensary.domain.eps_status import PrescriptionStatus
from dispensary.domain.identifiers import (
    BagNumber,
    IssueKey,
    LabelNumber,
    NhsNumber,
    PatientId,
    PrescriptionId,
    UserId,
)
from dispensary.domain.packs_out import PackOut, PacksSought
from dispensary.domain.patient import Patient
from dispensary.domain.people import User
from dispensary.domain.prescription import Origin
from dispensary.domain.supplies import PastMedicine, PastSupply
from dispensary.domain.workflow import Stage

# Built once: every recorded step asks these, and building one takes as long as carrying it out.
_DISPENSING = select(model.dispensing.c.document, model.dispensing.c.version).where(
    model.dispensing.c.prescription == bindparam("of"), model.dispensing.c.issue == bindparam("nth")
)
_SAVE_DISPENSING = update(model.dispensing).where(
    model.dispensing.c.prescription == bindparam("of"),
    model.dispensing.c.issue == bindparam("nth"),
    model.dispensing.c.version == bindparam("read_version"),
)
_OPEN_OF_PATIENT = (
    select(model.dispensing.c.document, model.dispensing.c.version)
    .where(model.dispensing.c.patient == bindparam("whose"), model.dispensing.c.open)
    .order_by(model.dispensing.c.received_at.desc())
)
_PATIENT = select(model.patient.c.document, model.patient.c.version).where(model.patient.c.id == bindparam("whose"))
_STAFF: Select[Any] = select(
    model.staff.c.document, model.staff.c.version, model.staff.c.failures, model.staff.c.last_failure
).where(model.staff.c.id == bindparam("whose"))


def _time(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _needs_somebody(held: Dispensing) -> bool:
    if held.failed:
        return not held.failed_seen
    if not held.settled:
        return True
    to_claim = held.prescription.origin is Origin.EPS and held.eps_status is PrescriptionStatus.DISPENSED
    return to_claim and stage_of(held) is not Stage.RETURNED


def _key_of(table: Table, key: IssueKey) -> ColumnElement[bool]:
    return and_(table.c.prescription == key.prescription.value, table.c.issue == key.issue)


class StoredDispensings:
    def __init__(self, connection: Connection, touched: Touched) -> None:
        self._connection = connection
        self._touched = touched
        self._labelled: frozenset[str] = frozenset()
        """Labels of what was read here: they are in the table of labels, for both are kept in one transaction."""

    def get(self, key: IssueKey) -> Dispensing | None:
        row = self._connection.execute(_DISPENSING, {"of": key.prescription.value, "nth": key.issue}).first()
        if row is None:
            return None
        found = _dispensing(row.document, row.version)
        self._labelled |= _labels(found)
        return found

    def add(self, dispensing: Dispensing) -> None:
        self._touched.dispensing(dispensing)
        self._connection.execute(insert(model.dispensing).values(**_dispensing_row(dispensing), version=1))
        self._keep_labels(dispensing)
        keep_supplies(self._connection, dispensing)
        keep_packs(self._connection, dispensing)

    def save(self, dispensing: Dispensing) -> None:
        self._touched.dispensing(dispensing)
        key, version = dispensing.key, dispensing.version
        asked = {"of": key.prescription.value, "nth": key.issue, "read_version": version}
        row = {**_dispensing_row(dispensing), "version": version + 1}
        done = self._connection.execute(_SAVE_DISPENSING, {**row, **asked})
        if done.rowcount != 1:
            raise ChangedElsewhere(str(dispensing.key))
        self._keep_labels(dispensing)
        keep_supplies(self._connection, dispensing)
        keep_packs(self._connection, dispensing)

    def _keep_labels(self, dispensing: Dispensing) -> None:
        numbers = _labels(dispensing) - self._labelled
        if not numbers:
            return
        known = set(
            self._connection.execute(select(model.label.c.number).where(model.label.c.number.in_(numbers))).scalars()
        )
        key = dispensing.key
        for number in sorted(numbers):
            if number not in known:
                self._connection.execute(
                    insert(model.label).values(number=number, prescription=key.prescription.value, issue=key.issue)
                )

    def keep_document(self, key: IssueKey, document: bytes) -> None:
        table = model.received
        done = self._connection.execute(update(table).where(_key_of(table, key)).values(body=document))
        if done.rowcount == 0:
            self._connection.execute(
                insert(table).values(prescription=key.prescription.value, issue=key.issue, body=document)
            )

    def document(self, key: IssueKey) -> bytes | None:
        return self._connection.execute(
            select(model.received.c.body).where(
                model.received.c.prescription == key.prescription.value, model.received.c.issue == key.issue
            )
        ).scalar()

    def open(self) -> Sequence[Dispensing]:
        table = model.dispensing
        rows = self._connection.execute(
            select(table.c.document, table.c.version).where(table.c.open).order_by(table.c.received_at)
        )
        return [_dispensing(row.document, row.version) for row in rows]

    def open_of_patient(self, patient: PatientId) -> Sequence[Dispensing]:
        rows = self._connection.execute(_OPEN_OF_PATIENT, {"whose": patient.value})
        return [_dispensing(row.document, row.version) for row in rows]

    def supplies_to(self, patient: PatientId) -> Sequence[PastSupply]:
        return supplies_to(self._connection, patient)

    def medicines_of(self, patient: PatientId, *, since: datetime, besides: IssueKey) -> Sequence[PastMedicine]:
        return medicines_of(self._connection, patient, since, besides)

    def packs_out(self, sought: PacksSought) -> Sequence[PackOut]:
        return find_packs(self._connection, sought)

    def of_patient(self, patient: PatientId, *, since: datetime, besides: IssueKey) -> Sequence[Dispensing]:
        table = model.dispensing
        # Times are kept as they stood on the clock: a day's slack, and the rest is decided by the moment itself.
        earliest = (since - timedelta(days=1)).date().isoformat()
        rows = self._connection.execute(
            select(table.c.document, table.c.version)
            .where(table.c.patient == patient.value, table.c.received_at >= earliest)
            .order_by(table.c.received_at.desc())
        )
        found = (_dispensing(row.document, row.version) for row in rows)
        return [held for held in found if held.key != besides and held.received_at >= since]

    def with_label(self, number: LabelNumber) -> Dispensing | None:
        row = self._connection.execute(
            select(model.label.c.prescription, model.label.c.issue).where(model.label.c.number == number.value)
        ).first()
        return None if row is None else self.get(IssueKey(PrescriptionId(row.prescription), row.issue))

    def with_bag(self, number: BagNumber) -> Dispensing | None:
        return self._first(model.dispensing.c.bag == number.value)

    def in_basket(self, number: BasketNumber) -> Dispensing | None:
        return self._first(model.dispensing.c.basket == number.value)

    def _first(self, asked: ColumnElement[bool]) -> Dispensing | None:
        table = model.dispensing
        row = self._connection.execute(select(table.c.document, table.c.version).where(asked)).first()
        return None if row is None else _dispensing(row.document, row.version)


def _labels(held: Dispensing) -> frozenset[str]:
    return frozenset(work.label.number.value for work in held.items if work.label is not None)


def _dispensing(document: str, version: int) -> Dispensing:
    return replace(read(document, Dispensing), version=version)


def _dispensing_row(held: Dispensing) -> dict[str, object]:
    return {
        "prescription": held.key.prescription.value,
        "issue": held.key.issue,
        "patient": held.patient.value if held.patient else None,
        "stage": stage_of(held).value,
        "open": _needs_somebody(held),
        "received_at": held.received_at.isoformat(),
        "bag": held.bag.number.value if held.bag else None,
        "basket": held.basket.value if held.basket else None,
        "document": written(held),
    }


class StoredPatients:
    def __init__(self, connection: Connection, touched: Touched) -> None:
        self._connection = connection
        self._touched = touched
        self._read: dict[PatientId, Patient | None] = {}
        """As last read here: several parts of one step ask for the same person."""

    def get(self, patient: PatientId) -> Patient | None:
        if patient not in self._read:
            row = self._connection.execute(_PATIENT, {"whose": patient.value}).first()
            self._read[patient] = None if row is None else _patient(row.document, row.version)
        return self._read[patient]

    def those(self, patients: Collection[PatientId]) -> Mapping[PatientId, Patient]:
        table = model.patient
        rows = self._connection.execute(
            select(table.c.document, table.c.version).where(table.c.id.in_([each.value for each in patients]))
        )
        found = (_patient(row.document, row.version) for row in rows)
        return {patient.id: patient for patient in found}

    def with_nhs_number(self, number: NhsNumber) -> Sequence[Patient]:
        table = model.patient
        rows = self._connection.execute(
            select(table.c.document, table.c.version).where(table.c.nhs_number == number.value)
        )
        return [_patient(row.document, row.version) for row in rows]

    def search(self, text: str, limit: int = 20) -> Sequence[Patient]:
        table = model.patient
        words = folded(text).split()
        digits = "".join(character for character in text if character.isdigit())
        by_name = and_(*(table.c.sought.contains(word, autoescape=True) for word in words))
        found = or_(by_name, table.c.nhs_number == digits) if len(digits) == 10 else by_name
        rows = self._connection.execute(
            select(table.c.document, table.c.version).where(found).order_by(table.c.name).limit(limit)
        )
        return [_patient(row.document, row.version) for row in rows]

    def add(self, patient: Patient) -> None:
        self._read.pop(patient.id, None)
        self._touched.patients.add(patient.id)
        self._connection.execute(insert(model.patient).values(**_patient_row(patient), version=1))

    def save(self, patient: Patient) -> None:
        self._read.pop(patient.id, None)
        self._touched.patients.add(patient.id)
        table = model.patient
        done = self._connection.execute(
            update(table)
            .where(table.c.id == patient.id.value, table.c.version == patient.version)
            .values(**_patient_row(patient), version=patient.version + 1)
        )
        if done.rowcount != 1:
            raise ChangedElsewhere(patient.id.value)


_PLAIN_LETTERS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "’": "'"})


def folded(name: str) -> str:
    """A name as people type it: small plain letters, so that "wyn" finds Ŵyn. No database folds more than ASCII."""
    apart = normalize("NFKD", name.casefold().translate(_PLAIN_LETTERS))
    return "".join(character for character in apart if not combining(character))


def _patient(document: str, version: int) -> Patient:
    return replace(read(document, Patient), version=version)


def _patient_row(held: Patient) -> dict[str, object]:
    born = held.facts.birth_date
    return {
        "id": held.id.value,
        "nhs_number": held.nhs_number.value if held.nhs_number else None,
        "name": held.name,
        "sought": folded(held.name),
        "birth_date": born.isoformat() if born else None,
        "document": written(held),
    }


class StoredStaff:
    def __init__(self, connection: Connection, touched: Touched) -> None:
        self._connection = connection
        self._touched = touched
        self._rows: dict[UserId, Row[Any] | None] = {}
        """As last read here, for the count of wrong PINs that is asked of everybody who acts."""

    def _row(self, user: UserId) -> Row[Any] | None:
        self._rows[user] = row = self._connection.execute(_STAFF, {"whose": user.value}).first()
        return row

    def get(self, user: UserId) -> User | None:
        row = self._row(user)
        return None if row is None else _user(row.document, row.version)

    def all(self) -> Sequence[User]:
        table = model.staff
        rows = self._connection.execute(select(table.c.document, table.c.version).order_by(table.c.place))
        return [_user(row.document, row.version) for row in rows]

    def add(self, user: User, secret: str) -> None:
        self._touched.staff = True
        place = self._connection.execute(select(func.count()).select_from(model.staff)).scalar_one()
        self._connection.execute(
            insert(model.staff).values(
                id=user.id.value, place=place, document=written(user), secret=secret, failures=0, version=1
            )
        )

    def save(self, user: User) -> None:
        self._touched.staff = True
        table = model.staff
        done = self._connection.execute(
            update(table)
            .where(table.c.id == user.id.value, table.c.version == user.version)
            .values(document=written(user), version=user.version + 1)
        )
        if done.rowcount != 1:
            raise ChangedElsewhere(user.id.value)

    def set_secret(self, user: UserId, secret: str) -> None:
        self._connection.execute(update(model.staff).where(model.staff.c.id == user.value).values(secret=secret))

    def secret(self, user: UserId) -> str | None:
        return self._connection.execute(select(model.staff.c.secret).where(model.staff.c.id == user.value)).scalar()

    def record_attempt(self, user: UserId, *, failed: bool, at: datetime) -> None:
        self._rows.pop(user, None)
        values: dict[str, object] = (
            {"failures": model.staff.c.failures + 1, "last_failure": at.isoformat()}
            if failed
            else {"failures": 0, "last_failure": None}
        )
        self._connection.execute(update(model.staff).where(model.staff.c.id == user.value).values(**values))

    def failures(self, user: UserId) -> tuple[int, datetime | None]:
        row = self._rows[user] if user in self._rows else self._row(user)
        return (0, None) if row is None else (row.failures, _time(row.last_failure))


def _user(document: str, version: int) -> User:
    return replace(read(document, User), version=version)

"""The repositories of one unit of work, over one SQLAlchemy connection."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from unicodedata import combining, normalize

from sqlalchemy import ColumnElement, Connection, Table, and_, func, insert, or_, select, update

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
from dispensary.domain.people import Absence, OnDuty, User
from dispensary.domain.prescription import Origin
from dispensary.domain.supplies import PastMedicine, PastSupply
from dispensary.domain.workflow import Stage


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

    def get(self, key: IssueKey) -> Dispensing | None:
        row = self._connection.execute(
            select(model.dispensing.c.document, model.dispensing.c.version).where(
                model.dispensing.c.prescription == key.prescription.value, model.dispensing.c.issue == key.issue
            )
        ).first()
        return None if row is None else _dispensing(row.document, row.version)

    def add(self, dispensing: Dispensing) -> None:
        self._touched.dispensing(dispensing)
        self._connection.execute(insert(model.dispensing).values(**_dispensing_row(dispensing), version=1))
        self._keep_labels(dispensing)
        keep_supplies(self._connection, dispensing)
        keep_packs(self._connection, dispensing)

    def save(self, dispensing: Dispensing) -> None:
        self._touched.dispensing(dispensing)
        table = model.dispensing
        done = self._connection.execute(
            update(table)
            .where(
                table.c.prescription == dispensing.key.prescription.value,
                table.c.issue == dispensing.key.issue,
                table.c.version == dispensing.version,
            )
            .values(**_dispensing_row(dispensing), version=dispensing.version + 1)
        )
        if done.rowcount != 1:
            raise ChangedElsewhere(str(dispensing.key))
        self._keep_labels(dispensing)
        keep_supplies(self._connection, dispensing)
        keep_packs(self._connection, dispensing)

    def _keep_labels(self, dispensing: Dispensing) -> None:
        numbers = [work.label.number.value for work in dispensing.items if work.label is not None]
        if not numbers:
            return
        known = set(
            self._connection.execute(select(model.label.c.number).where(model.label.c.number.in_(numbers))).scalars()
        )
        key = dispensing.key
        for number in numbers:
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
        table = model.dispensing
        rows = self._connection.execute(
            select(table.c.document, table.c.version)
            .where(table.c.patient == patient.value, table.c.open)
            .order_by(table.c.received_at.desc())
        )
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

    def get(self, patient: PatientId) -> Patient | None:
        row = self._connection.execute(
            select(model.patient.c.document, model.patient.c.version).where(model.patient.c.id == patient.value)
        ).first()
        return None if row is None else _patient(row.document, row.version)

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
        self._touched.patients.add(patient.id)
        self._connection.execute(insert(model.patient).values(**_patient_row(patient), version=1))

    def save(self, patient: Patient) -> None:
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

    def get(self, user: UserId) -> User | None:
        table = model.staff
        row = self._connection.execute(
            select(table.c.document, table.c.version).where(table.c.id == user.value)
        ).first()
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
        values: dict[str, object] = (
            {"failures": model.staff.c.failures + 1, "last_failure": at.isoformat()}
            if failed
            else {"failures": 0, "last_failure": None}
        )
        self._connection.execute(update(model.staff).where(model.staff.c.id == user.value).values(**values))

    def failures(self, user: UserId) -> tuple[int, datetime | None]:
        row = self._connection.execute(
            select(model.staff.c.failures, model.staff.c.last_failure).where(model.staff.c.id == user.value)
        ).first()
        return (0, None) if row is None else (row.failures, _time(row.last_failure))


def _user(document: str, version: int) -> User:
    return replace(read(document, User), version=version)


class StoredDuty:
    def __init__(self, connection: Connection, touched: Touched) -> None:
        self._connection = connection
        self._touched = touched

    def current(self) -> OnDuty | None:
        row = self._connection.execute(
            select(model.duty).where(model.duty.c.until.is_(None)).order_by(model.duty.c.id.desc()).limit(1)
        ).first()
        if row is None:
            return None
        return OnDuty(UserId(row.person), row.name, row.registration, datetime.fromisoformat(row.since))

    def begin(self, duty: OnDuty) -> None:
        self._touched.staff = True
        self._connection.execute(
            insert(model.duty).values(
                person=duty.user.value,
                name=duty.name,
                registration=duty.registration,
                since=duty.since.isoformat(),
            )
        )

    def end(self, at: datetime) -> None:
        self._touched.staff = True
        self._connection.execute(update(model.duty).where(model.duty.c.until.is_(None)).values(until=at.isoformat()))

    def record(self, since: datetime) -> Sequence[OnDuty]:
        rows = self._connection.execute(select(model.duty).order_by(model.duty.c.id))
        held = [OnDuty(UserId(r.person), r.name, r.registration, _moment(r.since), _time(r.until)) for r in rows]
        return [each for each in held if each.until is None or each.until >= since]

    def leave(self, absence: Absence) -> None:
        self._touched.staff = True
        self._connection.execute(
            insert(model.absence).values(
                person=absence.user.value,
                name=absence.name,
                day=absence.left_at.date().isoformat(),
                left_at=absence.left_at.isoformat(),
            )
        )

    def come_back(self, at: datetime) -> None:
        self._touched.staff = True
        table = model.absence
        self._connection.execute(update(table).where(table.c.returned_at.is_(None)).values(returned_at=at.isoformat()))

    def away(self) -> Absence | None:
        table = model.absence
        row = self._connection.execute(
            select(table).where(table.c.returned_at.is_(None)).order_by(table.c.id.desc()).limit(1)
        ).first()
        return None if row is None else Absence(UserId(row.person), row.name, _moment(row.left_at))

    def absences(self, since: datetime) -> Sequence[Absence]:
        table = model.absence
        rows = self._connection.execute(
            select(table)
            .where(or_(table.c.day >= since.date().isoformat(), table.c.returned_at.is_(None)))
            .order_by(table.c.id)
        )
        return [Absence(UserId(r.person), r.name, _moment(r.left_at), _time(r.returned_at)) for r in rows]

"""A pharmacy to test in: a real store, the real starter dictionary and knowledge, an EPS by hand, a clock that stands.

    place = workplace(tmp_path)
    key = received(place, a_prescription(an_item("Ramipril 5mg capsules", 28, "1 om")), a_patient())

Close the store with `place.store.close()` at the end of the test.
"""

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path

from tests.fakes.fake_eps import FakeEps

from dispensary import __version__, bootstrap
from dispensary.adapters.demo.pharmacy import PREMISES, STAFF, SYSTEM_USER
from dispensary.adapters.documents.folder_pages import PdfPages
from dispensary.adapters.documents.labels import PdfLabels
from dispensary.adapters.documents.leaflet_documents import LeafletPapers
from dispensary.adapters.documents.product_leaflets import FolderLeaflets
from dispensary.adapters.knowledge.leaflet_texts import load_leaflet_texts
from dispensary.adapters.knowledge.warnings import load_storage, load_warnings
from dispensary.adapters.printing.file_printer import FilePrinter
from dispensary.adapters.store.cipher import CipherStore, open_store
from dispensary.adapters.system.anchor import FileAnchor
from dispensary.adapters.system.clock import RandomIds
from dispensary.adapters.system.credentials import Argon2Credentials
from dispensary.adapters.system.signing import FileSealer
from dispensary.application.accuracy_check import LabelMatched, PackJudged, scan_at_bench
from dispensary.application.assemble import assemble
from dispensary.application.bag import Bagged, bag
from dispensary.application.clinical_check import CheckedCase, approve, look_at
from dispensary.application.count_packs import count_loose
from dispensary.application.ports.dictionary import Dictionary
from dispensary.application.ports.eps import EpsGateway
from dispensary.application.ports.printer import Printer
from dispensary.application.ports.store import Store, UnitOfWork
from dispensary.application.step import Receipt
from dispensary.application.workplace import Leaflets, Workplace
from dispensary.domain.barcodes.tokens import bag_token, label_token
from dispensary.domain.clinical.gate import Action, Decision, ReasonCode, unsettled
from dispensary.domain.dictionary import Kind
from dispensary.domain.dispensing import ChosenProduct, Dispensing, ItemWork, LabelRecord
from dispensary.domain.identifiers import (
    IssueKey,
    ItemId,
    LabelNumber,
    NhsNumber,
    OdsCode,
    PatientId,
    PrescriptionId,
    SnomedCode,
    UserId,
)
from dispensary.domain.leaflets.library import LeafletLibrary
from dispensary.domain.patient import Allergy, ClinicalFacts, Goal, OtherMedicine, Patient, Sex
from dispensary.domain.people import OnDuty, User
from dispensary.domain.prescription import (
    Address,
    PatientAsSent,
    PrescribedItem,
    Prescriber,
    Prescription,
    Signature,
    SignatureStatus,
    Treatment,
)
from dispensary.domain.printing import JobKind
from dispensary.domain.quantity import Quantity
from dispensary.domain.workflow import Action as Step
from dispensary.keeping.equipment import stock_room
from dispensary.keeping.home import Home

NOW = datetime(2026, 11, 23, 10, 42, tzinfo=UTC)
PIN = "1234"
AMARA, JOSEPH, NIA = UserId("amara"), UserId("joseph"), UserId("nia")
"""A pharmacist, an accuracy checker and a dispenser, all of the demonstration pharmacy."""
KEY = bytes(range(32))


@dataclass
class StandingClock:
    """A clock that stands until a test moves it."""

    at: datetime = NOW

    def now(self) -> datetime:
        return self.at

    def pass_by(self, **span: float) -> None:
        self.at += timedelta(**span)


@dataclass
class CountedIds:
    """New ids in a row, so that a failing test fails the same way twice."""

    numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def uuid(self) -> str:
        return f"00000000-0000-4000-8000-{next(self.numbers):012d}"


@cache
def starter() -> Dictionary:
    """The dictionary that ships with the program, opened once."""
    return bootstrap.dictionary(None)


@cache
def leaflet_texts() -> LeafletLibrary:
    """The texts that tests bring along: they stay, whatever is written for patients."""
    return load_leaflet_texts(Path(__file__).parent / "fixtures" / "leaflets")


@cache
def _pin_hash() -> str:
    return Argon2Credentials(quick=True).hash(PIN)


def sealed_store(folder: Path, workstation: str = "Counter 1") -> CipherStore:
    """A store whose journal is sealed, with its signing key and its anchor in the same folder."""
    return open_store(
        folder / "store.db",
        KEY,
        workstation,
        create=True,
        sealer=FileSealer(folder / "journal.key"),
        anchor=FileAnchor(folder / "journal.anchor"),
    )


def workplace(
    tmp_path: Path,
    *,
    eps: EpsGateway | None = None,
    clock: StandingClock | None = None,
    on_duty: bool = True,
    store: Store | None = None,
    sealed: bool = False,
) -> Workplace:
    """One counter over a new store with the demonstration staff, Amara Whitlock being responsible pharmacist.

    store: an empty one of another kind. `beside` gives it a second counter. sealed: its journal is.
    """
    own = sealed_store if sealed else (lambda folder: open_store(folder / "store.db", KEY, create=True))
    store = store or own(tmp_path)
    standing = clock or StandingClock()
    with store.begin() as uow:
        uow.set_premises(PREMISES)
        for user in (*STAFF, SYSTEM_USER):
            uow.staff.add(user, _pin_hash())
        if on_duty:
            uow.duty.begin(OnDuty(AMARA, "Amara Whitlock", "2999041", standing.now() - timedelta(hours=2)))
        uow.commit()
    return replace(a_counter(store, standing, eps), ids=CountedIds())


def beside(place: Workplace, store: Store) -> Workplace:
    """Another counter of the same pharmacy, over its own opening of the same store."""
    return replace(place, store=store, ids=RandomIds())


def a_counter(store: Store, clock: StandingClock, eps: EpsGateway | None = None) -> Workplace:
    """One counter over a store that is furnished already, with ids that no other counter makes."""
    return Workplace(
        store=store,
        dictionary=starter(),
        knowledge=bootstrap.knowledge(),
        read_dose=bootstrap.dose_reader(),
        dose_codes=bootstrap.dose_codes(),
        eps=eps or FakeEps(),
        documents=PdfLabels(),
        pages=PdfPages(),
        stocks=stock_room(Home(Path("no such folder"))),
        warnings=load_warnings(),
        cold=load_storage(),
        leaflets=Leaflets(leaflet_texts, LeafletPapers(), FolderLeaflets(Path("no such folder"))),
        credentials=Argon2Credentials(quick=True),
        clock=clock,
        ids=RandomIds(),
        version=__version__,
    )


def printers(tmp_path: Path) -> dict[JobKind, Printer]:
    """Printers that write into the test's own folder."""
    printer = FilePrinter(tmp_path / "printed")
    return dict.fromkeys(JobKind, printer)


def staff(place: Workplace, user: UserId = AMARA) -> User:
    """A member of staff as the store has them."""
    with place.store.read() as uow:
        found = uow.staff.get(user)
    assert found is not None
    return found


def an_address() -> Address:
    return Address(("3 Quarry Steps", "Little Harwick"), "QX4 7LD")


def a_patient(
    *,
    name: str = "Mrs Beryl Hartnoll",
    number: str = "9990142734",
    born: date = date(1953, 3, 14),
    allergies: tuple[Allergy, ...] | None = (),
    medicines: tuple[OtherMedicine, ...] = (),
    goal: str = "I want to keep walking Biscuit up Beacon Hill without getting out of breath.",
    facts: ClinicalFacts | None = None,
) -> Patient:
    """A record. Allergies () means: asked, none known."""
    known = facts or ClinicalFacts(
        birth_date=born,
        sex=Sex.FEMALE,
        allergies=allergies,
        no_known_allergies=allergies == (),
        conditions=("High blood pressure",),
    )
    return Patient(
        id=PatientId(f"patient-{number}"),
        name=name,
        nhs_number=NhsNumber(number),
        address=an_address(),
        facts=known,
        goal=Goal(goal, NIA, date(2026, 11, 2)) if goal else None,
        other_medicines=medicines,
    )


def medicine(name: str, directions: str, quantity: int = 28, days_ago: int = 25, times: int = 6) -> OtherMedicine:
    """Something this person had before, by its dm+d name."""
    found = starter().by_name(name)
    return OtherMedicine(
        name=name,
        code=found.current if found is not None else None,
        directions=directions,
        quantity=Decimal(quantity),
        supplied_on=NOW.date() - timedelta(days=days_ago),
        times_supplied=times,
        source="earlier record",
    )


def an_item(
    name: str = "Ramipril 5mg capsules",
    quantity: int | None = 28,
    directions: str | None = "1 om",
    *,
    code: str | None = None,
    unit: str | None = None,
    **more: object,
) -> PrescribedItem:
    """One line, its code and unit looked up by its dm+d name unless given. `more`: any other field of the line."""
    found = starter().by_name(name)
    known = SnomedCode(code) if code else (found.current if found is not None else None)
    virtual = found.virtual_product if found is not None else None
    of = unit or (virtual.unit if virtual is not None and virtual.unit else "tablet")
    number = abs(hash_of(f"{name}{directions}"))
    return PrescribedItem(
        item_id=ItemId(f"11111111-1111-4111-8111-{number % 10**12:012d}"),
        name=name,
        code=known,
        quantity=None if quantity is None else Quantity(Decimal(quantity), of),
        dosage_text=directions,
        **more,  # type: ignore[arg-type]
    )


def hash_of(text: str) -> int:
    """The same number for the same text in every run."""
    from zlib import crc32

    return crc32(text.encode())


def a_prescription(
    *items: PrescribedItem,
    number: str = "9F3C71-FZZ99A-44B0E",
    patient: Patient | None = None,
    treatment: Treatment = Treatment.ACUTE,
    **more: object,
) -> Prescription:
    """A signed EPS prescription for that patient's record, written yesterday. `more`: any other field of it."""
    record = patient or a_patient()
    sex = {Sex.FEMALE: "female", Sex.MALE: "male"}.get(record.facts.sex) if record.facts.sex else None
    made = Prescription(
        id=checked_id(number),
        treatment=treatment,
        patient=PatientAsSent(record.nhs_number, record.name, record.facts.birth_date, sex, record.address),
        prescriber=Prescriber("Dr Imogen Farrant", OdsCode("X99101"), "Quarry Lane Surgery", "01632 960210"),
        items=items or (an_item(),),
        uuid="22222222-2222-4222-8222-222222222222",
        type_code="0101",
        authored_on=NOW.date() - timedelta(days=1),
        signature=Signature(SignatureStatus.VALID, (), NOW - timedelta(days=1)),
        release_id="33333333-3333-4333-8333-333333333333",
    )
    return replace(made, **more)  # type: ignore[arg-type]


def checked_id(start: str) -> PrescriptionId:
    """The prescription ID that begins so, with its check character."""
    for last in "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ+":
        candidate = PrescriptionId(start[:19] + last)
        if candidate.is_valid:
            return candidate
    raise AssertionError(f"{start} cannot begin a prescription ID")


def received(
    place: Workplace,
    prescription: Prescription,
    patient: Patient | None = None,
    *,
    failed: str = "",
    kept_by_eps: bool = False,
) -> IssueKey:
    """Puts a prescription into the store as it stands after a release, linked to the patient where one is given."""
    with place.store.begin() as uow:
        if patient is not None and uow.patients.get(patient.id) is None:
            uow.patients.add(patient)
        uow.dispensings.add(
            Dispensing(
                prescription=prescription,
                items=tuple(ItemWork(item.item_id) for item in prescription.items),
                received_at=place.clock.now() - timedelta(minutes=24),
                patient=patient.id if patient is not None else None,
                failed=failed,
                kept_by_eps=kept_by_eps,
            )
        )
        uow.commit()
    return prescription.key


def approved(place: Workplace, key: IssueKey, decisions: tuple[Decision, ...] = ()) -> IssueKey:
    """A pharmacist has made the clinical check."""
    made = approve(place, AMARA, key, decisions)
    assert isinstance(made, Receipt), made
    return key


def held(place: Workplace, key: IssueKey) -> Dispensing:
    """The prescription as it stands in the store now."""
    with place.store.read() as uow:
        found = uow.dispensings.get(key)
    assert found is not None
    return found


def settled_decisions(place: Workplace, key: IssueKey) -> tuple[Decision, ...]:
    """A pharmacist's decision on every finding that needs one."""
    seen = look_at(place, key)
    assert isinstance(seen, CheckedCase), seen
    return tuple(
        Decision(finding.hash, Action.ACCEPTED_RISK, ReasonCode.PRESCRIBER_CONFIRMS, "Asked.", AMARA, NOW, True)
        for finding in unsettled(seen.result, ())
    )


def assembled(
    place: Workplace, key: IssueKey, *, by: UserId = NIA, supply: Mapping[str, int] | None = None
) -> IssueKey:
    """Clinically checked, labelled and in the basket. supply: how much of an item goes out, where it is not all."""
    approved(place, key, settled_decisions(place, key))
    with place.store.begin() as uow:
        found = uow.dispensings.get(key)
        assert found is not None
        for item, work in found.pairs():
            found = found.with_work(_labelled(uow, item, work, (supply or {}).get(item.name)))
        uow.dispensings.save(found)
        uow.commit()
    for item in held(place, key).items:
        made = assemble(place, by, key, item.item_id)
        assert isinstance(made, Receipt), made
    return key


def _labelled(uow: UnitOfWork, item: PrescribedItem, work: ItemWork, supply: int | None) -> ItemWork:
    assert item.quantity is not None
    quantity = Quantity(Decimal(supply), item.quantity.unit) if supply is not None else item.quantity
    number = LabelNumber(str(70410000 + uow.next_number("label")))
    directions = f"Take {item.dosage_text}"
    made = work.taking(Step.LABEL)
    assert isinstance(made, ItemWork), made
    return replace(
        made,
        product=ChosenProduct(item.code or SnomedCode(""), Kind.VMP, item.name),
        supplying=quantity,
        label=LabelRecord(number, directions, item.dosage_text or "", quantity, NIA, NOW),
    )


def pack_scan(
    name: str, *, size: int | None = None, serial: str = "S1", batch: str = "TR4071", expiry: str = "280831"
) -> str:
    """What a scanner sends for the first pack of that product: GTIN, expiry, batch and serial number."""
    return f"]d201{_gtin(name, size)}17{expiry}10{batch}\x1d21{serial}"


def plain_scan(name: str, *, size: int | None = None) -> str:
    """What a scanner sends for a pack that has no more than its number (EAN-13)."""
    return _gtin(name, size)[1:]


def _gtin(name: str, size: int | None) -> str:
    dictionary = starter()
    found = dictionary.by_name(name)
    assert found is not None, name
    packs = [pack for pack in dictionary.packs_of(found.current) if pack.quantity is not None]
    fits = [pack for pack in packs if size is None or pack.quantity.value == size]
    gtins = dictionary.gtins_of(fits[0].code)  # type: ignore[attr-defined] # the starter's own look-up
    return str(gtins[0].value)


def label_scan(place: Workplace, key: IssueKey, name: str) -> str:
    """What a scanner sends for the label that was printed for that item."""
    found = held(place, key)
    work = next(work for item, work in found.pairs() if item.name == name)
    assert work.label is not None
    return label_token(work.label.number)


def checked(place: Workplace, key: IssueKey, *, by: UserId = JOSEPH) -> IssueKey:
    """Assembled, and every pack and label scanned by the checker. One pack of the right size for each item."""
    for item, work in held(place, key).pairs():
        assert work.supplying is not None
        scanned = scan_at_bench(place, by, key, pack_scan(item.name, serial=item.item_id.value[-6:]))
        assert isinstance(scanned, PackJudged), scanned
        while not held(place, key).work(item.item_id).packs_complete:  # a controlled drug is counted twice
            counted = count_loose(place, by, key, item.item_id, work.supplying.value)
            assert isinstance(counted, Receipt), counted
        done = scan_at_bench(place, by, key, label_scan(place, key, item.name))
        assert isinstance(done, LabelMatched), done
    return key


def bagged(place: Workplace, key: IssueKey, *, shelf: str = "C3") -> IssueKey:
    """Checked, and in a bag on that shelf."""
    made = bag(place, JOSEPH, key, shelf)
    assert isinstance(made, Bagged), made
    return key


def bag_scan(place: Workplace, key: IssueKey) -> str:
    """What a scanner sends for the label on the bag."""
    found = held(place, key)
    assert found.bag is not None
    return bag_token(found.bag.number)

"""Every use-case against its task: held, expired, not begun, revoked, never given; account ended, locked, PIN to
change, system account, unknown person; the responsible pharmacist absent or nobody on duty.

A use-case without a row here fails the first test, so that a new one cannot be forgotten.
"""

import importlib
import inspect
import pkgutil
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from tests.builders import AMARA, NIA, NOW, a_patient, checked_id, workplace

import dispensary.application
from dispensary.adapters.demo.pharmacy import PREMISES
from dispensary.adapters.knowledge.label_stock import load_papers
from dispensary.application.absence import begin_absence, end_absence
from dispensary.application.accounts import add_staff, end_account, reopen_account, reset_pin, unlock
from dispensary.application.accuracy_check import (
    accept_held_pack,
    check_own_work,
    confirm_mapped,
    may_check,
    scan_at_bench,
    set_pack_aside,
    settle_wrong_pack,
)
from dispensary.application.assemble import assemble, put_in_basket, reject
from dispensary.application.authorisations import give_tasks, revoke_task
from dispensary.application.back_up import plan_backups
from dispensary.application.bag import bag, unbag
from dispensary.application.claim import claim, not_dispense, owe, stock_arrived
from dispensary.application.clinical_check import add_note, answer_query, approve, query
from dispensary.application.count_packs import confirm_packs, count_loose
from dispensary.application.deliver_outbox import acknowledge, send_again
from dispensary.application.dictionary_releases import begin_import, put_release_in_use, roll_back_release
from dispensary.application.hand_out import Answers, hand_out, may_hand_out
from dispensary.application.inspect_journal import check_journal, search_journal, take_checkpoint, take_journal
from dispensary.application.keep_check import keep_check
from dispensary.application.label import Wanted, label_item
from dispensary.application.label_again import Again, extra_label, print_label_again
from dispensary.application.leaflets import print_leaflet, print_list
from dispensary.application.manual import Entered, add_prescription
from dispensary.application.mapped_barcodes import map_barcode, unmap_barcode
from dispensary.application.near_misses import complete_near_miss, note_near_miss
from dispensary.application.patient_record import correct_patient, create_patient
from dispensary.application.premises import change_premises
from dispensary.application.print_queue import cancel_print, it_printed, print_again
from dispensary.application.prints import Fate, settle_labels, take_over
from dispensary.application.promise import promise
from dispensary.application.read_journal import read_journal
from dispensary.application.recalls import Notice, end_recall, start_recall
from dispensary.application.receive import ask_for_nominated, ask_for_one, link_patient
from dispensary.application.restricted import lift_restriction, open_restricted, restrict_record
from dispensary.application.scan_and_look import scan_and_look
from dispensary.application.send_back import mark_failed_seen, return_prescription
from dispensary.application.set_up_printers import begin_sheet, print_test, set_up_printer
from dispensary.application.set_up_scanner import set_up_scanner
from dispensary.application.sign_in import become_responsible_pharmacist, change_pin, end_duty
from dispensary.application.slips import bag_sticker, dispensing_token, owing_slip
from dispensary.application.split_pack import label_opened_pack, label_rest
from dispensary.application.step import LOCKED_AFTER, SYSTEM_TASKS
from dispensary.application.workplace import Workplace
from dispensary.domain.backups import BackupPlan
from dispensary.domain.barcodes.scan import BasketNumber
from dispensary.domain.dictionary import Release
from dispensary.domain.dictionary_import import Vouched
from dispensary.domain.dispensing import Service
from dispensary.domain.identifiers import Gtin, IssueKey, ItemId, MessageId, PatientId, SnomedCode, UserId
from dispensary.domain.journal import Sought
from dispensary.domain.labels.geometry import SheetStock
from dispensary.domain.messages import MessageKind, MessageState, NotDispensedReason, OutboxMessage, ReturnReason
from dispensary.domain.near_misses import NOTHING_YET, NearMissKind
from dispensary.domain.patient import Patient
from dispensary.domain.people import (
    Absence,
    AccountEnded,
    AccountLocked,
    Authorisation,
    AuthorisationEnded,
    AuthorisationNotBegun,
    AuthorisationRevoked,
    Basis,
    Ended,
    NoResponsiblePharmacist,
    NotAuthorised,
    OnDuty,
    PharmacistNeeded,
    PinToChange,
    ResponsibleAbsent,
    Revoked,
    Task,
    User,
)
from dispensary.domain.prescription import Origin
from dispensary.domain.printers import PrinterKind, PrinterPlan, PrinterSetup
from dispensary.domain.printing import JobKind, JobState, QueueLine
from dispensary.domain.recalls import Recalled
from dispensary.domain.refusals import Refusal
from dispensary.domain.refused import NotFound
from dispensary.domain.scanners import ScannerSetup
from dispensary.wording.label_kinds import Sticker

TODAY = NOW.date()
KEY = IssueKey(checked_id("9F3C71-FZZ99A-44B0E"))
ITEM = ItemId("11111111-1111-4111-8111-000000000001")
NOBODY = PatientId("nobody")
SHEET = SheetStock("A4-8", 1680, 2376, 2, 4, 0, 0, 800, 540, load_papers().usual.label)
LINE = QueueLine("j", JobKind.LABEL, "Label 1", None, NOW, JobState.IN_DOUBT, 1)
MESSAGE = OutboxMessage(MessageId("m"), MessageKind.CLAIM, KEY, b"", NOW, state=MessageState.REJECTED)
ENTERED = Entered(Origin.PAPER, NOBODY, "Dr Imogen Farrant", "Quarry Lane", TODAY, ())
NEW = User(UserId("new"), "Ona Brill", "Dispenser")
GTIN = Gtin("05012345678900")
NOTICE = Notice("Ramipril", Recalled(gtins=frozenset({GTIN})), "Bring it back.")
GIVEN = Authorisation(Task.HAND_OUT, TODAY)

Call = Callable[[Workplace, UserId], object]


@dataclass(frozen=True)
class Row:
    """One use-case. task None: its own rules say who may. medicines: it needs a responsible pharmacist who is there."""

    task: Task | None
    call: Call
    medicines: bool = False
    pharmacist: bool = False


def _on(task: Task, call: Call, *, pharmacist: bool = False) -> Row:
    return Row(task, call, medicines=True, pharmacist=pharmacist)


class PlansOnPaper:
    """Where backups go is noted outside the record."""

    def keep(self, plan: BackupPlan | None) -> None:
        self.kept = plan


class ScannerOnPaper:
    """How the scanner of one workstation is set up, in no file."""

    def __init__(self) -> None:
        self.kept = ScannerSetup()

    def read(self) -> ScannerSetup:
        return self.kept

    def keep(self, setup: ScannerSetup) -> None:
        self.kept = setup


class PrintersOnPaper:
    """How the printers of one workstation are set up, in no file."""

    def __init__(self) -> None:
        self.kept = PrinterPlan()

    def read(self) -> PrinterPlan:
        return self.kept

    def keep(self, plan: PrinterPlan) -> None:
        self.kept = plan


class SheetsOnPaper:
    """How far the sheets of labels of one workstation are used, in no file."""

    def free(self, kind: JobKind, sheet: SheetStock) -> int:
        del kind, sheet
        return 1

    def put(self, kind: JobKind, sheet: SheetStock, place: int) -> None:
        del kind, sheet, place


class ReleasesOnPaper:
    """Two releases of the dictionary, on no disk."""

    def prepared(self, name: str) -> Release:
        return Release(name, TODAY, {})

    def previous(self) -> Release | None:
        return Release("before", TODAY, {})

    def put_in_use(self, name: str) -> None:
        self.used = name

    def roll_back(self) -> None:
        self.used = "before"


def a_record_of(who: UserId) -> Patient:
    """A record with an id of its own."""
    return replace(a_patient(), id=PatientId(who.value))


T = Task
MATRIX: Mapping[str, Row] = {
    "absence.begin_absence": Row(T.SUPERVISE, begin_absence, pharmacist=True),
    "absence.end_absence": Row(T.SUPERVISE, end_absence, pharmacist=True),
    "accounts.add_staff": Row(T.ADMINISTER, lambda p, a: add_staff(p, a, NEW, "482915")),
    "accounts.end_account": Row(T.ADMINISTER, lambda p, a: end_account(p, a, UserId("x"), "left")),
    "accounts.reopen_account": Row(T.ADMINISTER, lambda p, a: reopen_account(p, a, UserId("x"))),
    "accounts.unlock": Row(T.ADMINISTER, lambda p, a: unlock(p, a, UserId("x"))),
    "accounts.reset_pin": Row(T.ADMINISTER, lambda p, a: reset_pin(p, a, UserId("x"), "482915")),
    "accuracy_check.scan_at_bench": _on(T.ACCURACY_CHECK, lambda p, a: scan_at_bench(p, a, KEY, "09520000040703")),
    "scan_and_look.scan_and_look": _on(T.ACCURACY_CHECK, lambda p, a: scan_and_look(p, a, KEY, "09520000040703")),
    "accuracy_check.may_check": _on(T.ACCURACY_CHECK, lambda p, a: may_check(p, a, KEY)),
    "accuracy_check.settle_wrong_pack": _on(
        T.ACCURACY_CHECK, lambda p, a: settle_wrong_pack(p, a, KEY, NearMissKind.PRODUCT)
    ),
    "accuracy_check.check_own_work": _on(T.ACCURACY_CHECK, lambda p, a: check_own_work(p, a, KEY, "alone")),
    "accuracy_check.confirm_mapped": _on(T.ACCURACY_CHECK, lambda p, a: confirm_mapped(p, a, KEY)),
    "accuracy_check.set_pack_aside": _on(T.ACCURACY_CHECK, lambda p, a: set_pack_aside(p, a, KEY)),
    "count_packs.count_loose": _on(T.ACCURACY_CHECK, lambda p, a: count_loose(p, a, KEY, ITEM, Decimal(1))),
    "count_packs.confirm_packs": _on(T.ACCURACY_CHECK, lambda p, a: confirm_packs(p, a, KEY, ITEM, 1)),
    "accuracy_check.accept_held_pack": _on(
        T.ACCURACY_CHECK, lambda p, a: accept_held_pack(p, a, KEY, Decimal(1), "seen"), pharmacist=True
    ),
    "assemble.assemble": _on(T.ASSEMBLE, lambda p, a: assemble(p, a, KEY, ITEM)),
    "assemble.put_in_basket": _on(T.ASSEMBLE, lambda p, a: put_in_basket(p, a, KEY, BasketNumber("7"))),
    "assemble.reject": _on(T.ACCURACY_CHECK, lambda p, a: reject(p, a, KEY, ITEM, "no")),
    "authorisations.give_tasks": Row(None, lambda p, a: give_tasks(p, a, NIA, (GIVEN,))),
    "authorisations.revoke_task": Row(None, lambda p, a: revoke_task(p, a, NIA, GIVEN, "why")),
    "back_up.plan_backups": Row(T.ADMINISTER, lambda p, a: plan_backups(p, a, BackupPlan("/backups"), PlansOnPaper())),
    "bag.bag": _on(T.ACCURACY_CHECK, lambda p, a: bag(p, a, KEY, "C3")),
    "bag.unbag": _on(T.ACCURACY_CHECK, lambda p, a: unbag(p, a, KEY)),
    "claim.claim": Row(T.CLAIM, lambda p, a: claim(p, a, KEY)),
    "claim.not_dispense": _on(T.LABEL, lambda p, a: not_dispense(p, a, KEY, ITEM, NotDispensedReason.NOT_REQUIRED)),
    "claim.owe": _on(T.LABEL, lambda p, a: owe(p, a, KEY, ITEM)),
    "claim.stock_arrived": _on(T.LABEL, lambda p, a: stock_arrived(p, a, KEY, ITEM)),
    "clinical_check.approve": _on(T.CLINICAL_CHECK, lambda p, a: approve(p, a, KEY), pharmacist=True),
    "clinical_check.add_note": Row(T.LABEL, lambda p, a: add_note(p, a, KEY, "so")),
    "keep_check.keep_check": _on(T.LABEL, lambda p, a: keep_check(p, a, KEY)),
    "clinical_check.query": _on(T.LABEL, lambda p, a: query(p, a, KEY, ITEM, "why")),
    "clinical_check.answer_query": _on(T.LABEL, lambda p, a: answer_query(p, a, KEY, ITEM, "so")),
    "deliver_outbox.acknowledge": Row(T.CLAIM, lambda p, a: acknowledge(p, MESSAGE, a)),
    "deliver_outbox.send_again": Row(T.CLAIM, lambda p, a: send_again(p, MESSAGE, a)),
    "dictionary_releases.begin_import": Row(T.ADMINISTER, lambda p, a: begin_import(p, a, "release.zip", Vouched())),
    "dictionary_releases.put_release_in_use": Row(
        T.ADMINISTER, lambda p, a: put_release_in_use(p, a, ReleasesOnPaper(), "release")
    ),
    "dictionary_releases.roll_back_release": Row(T.ADMINISTER, lambda p, a: roll_back_release(p, a, ReleasesOnPaper())),
    "hand_out.hand_out": _on(T.HAND_OUT, lambda p, a: hand_out(p, a, KEY, Answers())),
    "hand_out.may_hand_out": _on(T.HAND_OUT, lambda p, a: may_hand_out(p, a, KEY)),
    "inspect_journal.search_journal": Row(None, lambda p, a: search_journal(p, a, Sought(), 9)),
    "inspect_journal.take_checkpoint": Row(None, take_checkpoint),
    "inspect_journal.check_journal": Row(None, check_journal),
    "inspect_journal.take_journal": Row(None, take_journal),
    "label.label_item": _on(T.LABEL, lambda p, a: label_item(p, a, KEY, ITEM, Wanted())),
    "leaflets.print_leaflet": _on(T.LABEL, lambda p, a: print_leaflet(p, a, KEY)),
    "leaflets.print_list": _on(T.LABEL, lambda p, a: print_list(p, a, NOBODY)),
    "label_again.print_label_again": _on(T.LABEL, lambda p, a: print_label_again(p, a, KEY, ITEM, Again.SPOILT)),
    "label_again.extra_label": _on(T.LABEL, lambda p, a: extra_label(p, a, KEY, ITEM, "Keep the box.")),
    "split_pack.label_opened_pack": _on(T.LABEL, lambda p, a: label_opened_pack(p, a, KEY, ITEM)),
    "split_pack.label_rest": _on(T.ACCURACY_CHECK, lambda p, a: label_rest(p, a, KEY, ITEM, Decimal(1))),
    "slips.owing_slip": _on(T.LABEL, lambda p, a: owing_slip(p, a, KEY)),
    "slips.bag_sticker": _on(T.LABEL, lambda p, a: bag_sticker(p, a, KEY, Sticker.FRIDGE)),
    "slips.dispensing_token": Row(T.LABEL, lambda p, a: dispensing_token(p, a, KEY)),
    "mapped_barcodes.map_barcode": _on(
        T.ACCURACY_CHECK, lambda p, a: map_barcode(p, a, GTIN, SnomedCode("1"), "read"), pharmacist=True
    ),
    "mapped_barcodes.unmap_barcode": Row(
        T.ACCURACY_CHECK, lambda p, a: unmap_barcode(p, a, GTIN, "wrong"), pharmacist=True
    ),
    "near_misses.note_near_miss": Row(None, lambda p, a: note_near_miss(p, a, NearMissKind.LABEL, "this", "that")),
    "near_misses.complete_near_miss": Row(
        None, lambda p, a: complete_near_miss(p, a, 1, NearMissKind.LABEL, NOTHING_YET)
    ),
    "manual.add_prescription": Row(T.RECEIVE, lambda p, a: add_prescription(p, a, ENTERED)),
    "patient_record.create_patient": Row(T.EDIT_RECORD, lambda p, a: create_patient(p, a, a_record_of(a))),
    "patient_record.correct_patient": Row(T.EDIT_RECORD, lambda p, a: correct_patient(p, a, a_patient())),
    "premises.change_premises": Row(T.ADMINISTER, lambda p, a: change_premises(p, a, PREMISES, PREMISES)),
    "prints.take_over": Row(T.LABEL, lambda p, a: take_over(p, a, ())),
    "prints.settle_labels": Row(T.LABEL, lambda p, a: settle_labels(p, a, (), Fate.NOT_NEEDED)),
    "print_queue.it_printed": Row(T.LABEL, lambda p, a: it_printed(p, a, LINE)),
    "print_queue.print_again": Row(T.LABEL, lambda p, a: print_again(p, a, LINE)),
    "print_queue.cancel_print": Row(T.LABEL, lambda p, a: cancel_print(p, a, LINE)),
    "promise.promise": Row(T.RECEIVE, lambda p, a: promise(p, a, KEY, Service.COLLECT, None)),
    "read_journal.read_journal": Row(None, lambda p, a: read_journal(p, a, Sought(), 9)),
    "receive.ask_for_nominated": Row(T.RECEIVE, ask_for_nominated),
    "receive.ask_for_one": Row(T.RECEIVE, lambda p, a: ask_for_one(p, a, KEY.prescription.value)),
    "receive.link_patient": Row(T.EDIT_RECORD, lambda p, a: link_patient(p, a, KEY, NOBODY)),
    "recalls.start_recall": Row(T.ACCURACY_CHECK, lambda p, a: start_recall(p, a, NOTICE)),
    "recalls.end_recall": Row(T.ACCURACY_CHECK, lambda p, a: end_recall(p, a, 1, "over"), pharmacist=True),
    "restricted.restrict_record": Row(T.OPEN_RESTRICTED, lambda p, a: restrict_record(p, a, NOBODY, "why")),
    "restricted.lift_restriction": Row(T.OPEN_RESTRICTED, lambda p, a: lift_restriction(p, a, NOBODY, "why")),
    "restricted.open_restricted": Row(
        T.CLINICAL_CHECK, lambda p, a: open_restricted(p, a, NOBODY, "why"), pharmacist=True
    ),
    "set_up_printers.set_up_printer": Row(
        T.ADMINISTER,
        lambda p, a: set_up_printer(p, a, PrintersOnPaper(), JobKind.LABEL, PrinterSetup(PrinterKind.QUEUE, "Zebra")),
    ),
    "set_up_printers.begin_sheet": Row(
        T.LABEL, lambda p, a: begin_sheet(p, a, SheetsOnPaper(), JobKind.LABEL, SHEET, 1)
    ),
    "set_up_printers.print_test": Row(T.LABEL, lambda p, a: print_test(p, a, JobKind.LABEL)),
    "set_up_scanner.set_up_scanner": Row(
        T.ADMINISTER, lambda p, a: set_up_scanner(p, a, ScannerOnPaper(), ScannerSetup(port="COM3"))
    ),
    "send_back.return_prescription": Row(
        T.RECEIVE, lambda p, a: return_prescription(p, a, KEY, ReturnReason.PATIENT_REQUEST)
    ),
    "send_back.mark_failed_seen": Row(T.RECEIVE, lambda p, a: mark_failed_seen(p, a, KEY)),
    "sign_in.become_responsible_pharmacist": Row(T.SUPERVISE, become_responsible_pharmacist, pharmacist=True),
    "sign_in.end_duty": Row(T.SUPERVISE, end_duty, pharmacist=True),
    "sign_in.change_pin": Row(None, lambda p, a: change_pin(p, a, "1234", "482915")),
}

BY_THEMSELVES = frozenset(
    {
        "sign_in.sign_in",
        "deliver_outbox.deliver_outbox",
        "prints.send_prints",
        "looks.look_at",
        "looks.look_for",
        "inspect_journal.export_journal",
    }
)
"""Nobody has signed in yet; a timer sends what somebody authorised has recorded; what was looked at is noted, whoever
did it; and who takes the journal out needs the key of the store.
"""

LOOKS = frozenset({"queries.bench.bench", "queries.bench.bench_of", "queries.collection.collection"})
"""They look, and ask the use-case itself whether this person may."""

ABOUT_PEOPLE = (
    NotAuthorised,
    AuthorisationEnded,
    AuthorisationNotBegun,
    AuthorisationRevoked,
    AccountEnded,
    AccountLocked,
    PinToChange,
    PharmacistNeeded,
    NoResponsiblePharmacist,
    ResponsibleAbsent,
)


def use_cases() -> set[str]:
    """Everything in application/ in which somebody acts, or which records something, be it through its own helpers."""
    found = set()
    prefix = "dispensary.application."
    for module in pkgutil.walk_packages(dispensary.application.__path__, prefix):
        if module.name.startswith(f"{prefix}ports"):
            continue
        held = importlib.import_module(module.name)
        made = {
            name: each
            for name, each in vars(held).items()
            if inspect.isfunction(each) and each.__module__ == module.name
        }
        recording = recorders({name: inspect.getsource(each) for name, each in made.items()})
        found |= {
            f"{module.name.removeprefix(prefix)}.{name}"
            for name, each in made.items()
            if not name.startswith("_") and (name in recording or "actor" in inspect.signature(each).parameters)
        }
    return found


def recorders(sources: Mapping[str, str]) -> set[str]:
    """The functions of a module that open a Step, or call one that does."""
    known = {name for name, source in sources.items() if "Step(place" in source}
    while True:
        more = {
            name
            for name, source in sources.items()
            if any(re.search(rf"\b{other}\(", source.partition(":\n")[2]) for other in known)
        }
        if more <= known:
            return known
        known |= more


def test_every_use_case_has_its_row() -> None:
    assert use_cases() == set(MATRIX) | BY_THEMSELVES | LOOKS


def test_no_query_records_anything() -> None:
    prefix = "dispensary.application.queries"
    for module in pkgutil.iter_modules(importlib.import_module(prefix).__path__, f"{prefix}."):
        source = inspect.getsource(importlib.import_module(module.name))
        assert "Step(" not in source
        assert "store.begin" not in source


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workplace]:
    made = workplace(tmp_path_factory.mktemp("matrix"))
    yield made
    made.store.close()


_made: list[int] = [0]


def somebody(place: Workplace, row: Row, *, failures: int = 0, pharmacist: bool | None = None, **more: Any) -> UserId:
    """A new member of staff who holds the task of the row, unless `more` says otherwise."""
    _made[0] += 1
    tasks = (Authorisation(row.task, date(2020, 1, 1)),) if row.task is not None else ()
    user = User(
        UserId(f"someone-{_made[0]}"),
        "Wren Abara",
        "Locum",
        pharmacist=row.pharmacist if pharmacist is None else pharmacist,
        registration="2999055",
        authorisations=more.pop("authorisations", tasks),
        **more,
    )
    with place.store.begin() as uow:
        uow.staff.add(user, "no hash at all")
        for _ in range(failures):
            uow.staff.record_attempt(user.id, failed=True, at=NOW - timedelta(days=1))
        uow.commit()
    return user.id


def entries(place: Workplace) -> int:
    with place.store.read() as uow:
        return sum(1 for _ in uow.journal.entries())


def as_before(place: Workplace, *, duty: bool, away: bool) -> None:
    """Who is responsible and who is absent, whatever the use-case before this one has changed."""
    absent = Absence(AMARA, "Amara Whitlock", NOW - timedelta(minutes=20)) if away else None
    with place.store.read() as uow:
        current = uow.duty.current()
        as_wanted = current is not None and current.user == AMARA if duty else current is None
        if as_wanted and uow.duty.away() == absent:
            return
    with place.store.begin() as uow:
        uow.duty.come_back(NOW)
        uow.duty.end(NOW)
        if duty:
            uow.duty.begin(OnDuty(AMARA, "Amara Whitlock", "2999041", NOW - timedelta(hours=2)))
        if absent is not None:
            uow.duty.leave(absent)
        uow.commit()


def answer(place: Workplace, row: Row, who: UserId, *, duty: bool = True, away: bool = False) -> object:
    """What the use-case answers. A refusal leaves no entry."""
    as_before(place, duty=duty, away=away)
    before = entries(place)
    made = row.call(place, who)
    if isinstance(made, ABOUT_PEOPLE):
        assert entries(place) == before
    return made


ROWS = [pytest.param(row, id=name) for name, row in MATRIX.items()]
TASKED = [pytest.param(row, id=name) for name, row in MATRIX.items() if row.task is not None]
MEDICINES = [pytest.param(row, id=name) for name, row in MATRIX.items() if row.medicines]


@pytest.mark.parametrize("row", TASKED)
def test_it_is_done_with_the_task_and_refused_without_and_the_refusal_says_which(place: Workplace, row: Row) -> None:
    assert row.task is not None
    day = timedelta(days=1)
    held = Authorisation(row.task, TODAY - day, TODAY)
    elsewhere = Authorisation(next(task for task in Task if task is not row.task), TODAY - day)
    cases: dict[type[Refusal], tuple[Authorisation, ...]] = {
        AuthorisationEnded: (Authorisation(row.task, TODAY - 9 * day, TODAY - day),),
        AuthorisationNotBegun: (Authorisation(row.task, TODAY + day),),
        AuthorisationRevoked: (replace(held, revoked=Revoked(NOW - day, NIA, "left")),),
        NotAuthorised: (elsewhere,),
    }
    for expected, authorisations in cases.items():
        refused = answer(place, row, somebody(place, row, authorisations=authorisations))
        assert type(refused) is expected, refused
        assert refused.task is row.task  # type: ignore[attr-defined]
    for authorisations in ((held,), (*cases[AuthorisationEnded], held), (*cases[AuthorisationRevoked], held)):
        made = answer(place, row, somebody(place, row, authorisations=authorisations))
        assert not isinstance(made, ABOUT_PEOPLE), made


@pytest.mark.parametrize("row", ROWS)
def test_an_account_that_is_not_in_order_does_nothing(place: Workplace, row: Row) -> None:
    yesterday = NOW - timedelta(days=1)
    for ended in ({"ended": Ended(yesterday, NIA, "left")}, {"until": yesterday.date(), "locum": True}):
        assert isinstance(answer(place, row, somebody(place, row, **ended)), AccountEnded)
    assert isinstance(answer(place, row, somebody(place, row, failures=LOCKED_AFTER)), AccountLocked)
    if row.call is not MATRIX["sign_in.change_pin"].call:
        assert isinstance(answer(place, row, somebody(place, row, new_pin=True)), PinToChange)
        unknown = answer(place, row, UserId("who-is-that"))
        assert isinstance(unknown, NotAuthorised | NotFound)


@pytest.mark.parametrize("row", ROWS)
def test_the_system_account_does_what_a_timer_may_and_nothing_else(place: Workplace, row: Row) -> None:
    every = tuple(Authorisation(task, date(2020, 1, 1)) for task in Task)
    robot = somebody(place, row, system=True, pharmacist=True, authorisations=every)
    made = answer(place, row, robot)
    name = next(name for name, held in MATRIX.items() if held is row)
    if row.task in SYSTEM_TASKS and name not in ("deliver_outbox.acknowledge", "deliver_outbox.send_again"):
        assert not isinstance(made, ABOUT_PEOPLE), made
    elif row.task is not None:
        assert isinstance(made, NotAuthorised)
    else:
        assert isinstance(made, Refusal)


@pytest.mark.parametrize("row", [pytest.param(row, id=name) for name, row in MATRIX.items() if row.pharmacist])
def test_what_is_a_pharmacist_s_is_not_done_by_anybody_else_whatever_was_authorised(place: Workplace, row: Row) -> None:
    assert isinstance(answer(place, row, somebody(place, row, pharmacist=False)), PharmacistNeeded)


@pytest.mark.parametrize("row", ROWS)
def test_without_a_responsible_pharmacist_only_what_is_not_medicines_goes_on(place: Workplace, row: Row) -> None:
    made = answer(place, row, somebody(place, row), duty=False)
    own = ("absence.begin_absence", "sign_in.end_duty")
    if row.medicines or any(MATRIX[name] is row for name in own):
        assert isinstance(made, NoResponsiblePharmacist)
    elif not row.pharmacist or row.task is not Task.SUPERVISE:
        assert not isinstance(made, NoResponsiblePharmacist)


@pytest.mark.parametrize("row", MEDICINES)
def test_while_the_responsible_pharmacist_is_absent_medicines_wait_but_for_what_the_law_lets_go(
    place: Workplace, row: Row
) -> None:
    refused = answer(place, row, somebody(place, row), away=True)
    assert isinstance(refused, ResponsibleAbsent), refused
    assert (refused.pharmacist, refused.since) == ("Amara Whitlock", NOW - timedelta(minutes=20))
    assert row.task is not None
    by_law = (Authorisation(row.task, date(2026, 1, 7), basis=Basis.REG_220B),)
    made = answer(place, row, somebody(place, row, authorisations=by_law), away=True)
    if row.task is Task.HAND_OUT:
        assert not isinstance(made, ABOUT_PEOPLE), made
    else:
        # Nobody can be given it for another task; were it in the record all the same, it would open nothing.
        assert isinstance(made, Refusal)
        assert isinstance(made, ABOUT_PEOPLE), made

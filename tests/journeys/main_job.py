"""The main job of a pharmacy without a window: from the release to the claim, one recorded step after another.

`one_step` looks at what the store says and does what is next, so that it can be left at any moment and taken up again
by another process. `main` runs it in child processes that are killed on the way (see test_main_job_kills.py).
"""

import json
import os
import shutil
import signal
import sys
import traceback
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import httpx
from tests.builders import AMARA, JOSEPH, NIA, NOW, PIN, StandingClock, sealed_store, starter

from dispensary import __version__, bootstrap
from dispensary.adapters.demo.pharmacy import PREMISES, STAFF, SYSTEM_USER, patients
from dispensary.adapters.documents.folder_pages import PdfPages
from dispensary.adapters.documents.labels import PdfLabels
from dispensary.adapters.eps.gateway import HttpEps
from dispensary.adapters.knowledge.warnings import load_storage, load_warnings
from dispensary.adapters.printing.file_printer import FilePrinter
from dispensary.adapters.store.cipher import CipherStore
from dispensary.adapters.system.clock import RandomIds
from dispensary.adapters.system.credentials import Argon2Credentials
from dispensary.application.accuracy_check import scan_at_bench
from dispensary.application.assemble import assemble
from dispensary.application.bag import bag
from dispensary.application.claim import claim, stock_arrived
from dispensary.application.clinical_check import approve
from dispensary.application.count_packs import confirm_packs, count_loose
from dispensary.application.deliver_outbox import deliver_outbox
from dispensary.application.hand_out import Answers, hand_out
from dispensary.application.label import Wanted, label_item
from dispensary.application.ports.printer import Printer
from dispensary.application.print_queue import it_printed, print_again, print_queue
from dispensary.application.prints import send_prints
from dispensary.application.receive import ask_for_nominated
from dispensary.application.send_back import return_prescription
from dispensary.application.sign_in import become_responsible_pharmacist, sign_in
from dispensary.application.step import Receipt
from dispensary.application.workplace import Workplace
from dispensary.domain.barcodes.tokens import label_token
from dispensary.domain.charges import PAID, ChargeDecision
from dispensary.domain.dispensing import Dispensing, ItemWork
from dispensary.domain.eps_status import PrescriptionStatus
from dispensary.domain.identifiers import IssueKey, PrescriptionId, SnomedCode
from dispensary.domain.messages import MessageState, ReturnReason
from dispensary.domain.printing import JobKind, JobState, QueueLine
from dispensary.domain.refusals import Refusal
from dispensary.domain.workflow import SETTLED, Stage
from dispensary.keeping.equipment import stock_room
from dispensary.keeping.home import Home
from dispensary.keeping.leaflets import leaflets
from dispensary.simulators.eps import DEMO_ODS, RunningSimulator, start
from dispensary.simulators.eps.demo_orders import DemoOrder, demo_orders
from dispensary.wording.refused import refusal_words

Result = TypeVar("Result")


def ok(result: Result | Refusal) -> Result:
    """What a step brought. A refusal ends the test, in the words that the screen would say."""
    assert not isinstance(result, Refusal), refusal_words(result)
    return result


# The other end.


@dataclass(frozen=True)
class Eps:
    """The simulator's own process, and its admin endpoints."""

    url: str

    def admin(self, path: str, **body: Any) -> dict[str, Any]:
        answer = httpx.post(f"{self.url}/_sim/{path}", json=body, timeout=30)
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    def prepare(self, *orders: DemoOrder, sign: str = "always") -> None:
        """Nothing but these prescriptions, at the time of these tests; strict, and no fault."""
        self.admin("reset")
        self.admin("settings", strict=True)
        self.admin("clock", now=NOW.isoformat(), frozen=True)
        self.add(*orders, sign=sign)

    def add(self, *orders: DemoOrder, sign: str = "always") -> None:
        assert self.admin("load", bundles=[order.bundle for order in orders], sign=sign)["refused"] == []

    def faults(self, *rules: dict[str, Any]) -> None:
        self.admin("faults", faults=list(rules))

    def state(self) -> dict[str, Any]:
        return dict(httpx.get(f"{self.url}/_sim/state", timeout=30).json())

    def issue(self, key: IssueKey) -> dict[str, Any]:
        """What the Spine holds of that issue."""
        held = next(row for row in self.state()["prescriptions"] if row["prescription_id"] == key.prescription.value)
        return dict(held["issues"][key.issue - 1])

    def acts(self, key: IssueKey) -> list[str]:
        """What counted for that prescription, in order."""
        return [row["act"] for row in self.state()["log"] if key.prescription.value in row["prescriptions"]]


@contextmanager
def simulator() -> Iterator[Eps]:
    with start() as running:
        yield eps_of(running)


def eps_of(running: RunningSimulator) -> Eps:
    return Eps(running.url)


def order(name: str) -> DemoOrder:
    """That prescription of the demonstration, as its surgery sends it."""
    return next(each for each in demo_orders(NOW, ods=DEMO_ODS) if each.entry["key"] == name)


def key_of(made: DemoOrder, issue: int = 1) -> IssueKey:
    requests = [row["resource"] for row in made.bundle["entry"] if "groupIdentifier" in row["resource"]]
    return IssueKey(PrescriptionId(requests[0]["groupIdentifier"]["value"]), issue)


# The counter.


def furnish(folder: Path) -> None:
    """The demonstration pharmacy's store in that folder, with nobody on duty yet."""
    store = sealed_store(folder)
    secret = Argon2Credentials(quick=True).hash(PIN)
    with store.begin() as uow:
        uow.set_premises(PREMISES)
        for user in (*STAFF, SYSTEM_USER):
            uow.staff.add(user, secret)
        for patient in patients(NOW.date()):
            uow.patients.add(patient)
        uow.commit()
    store.close()


@dataclass
class Bench:
    """One counter at work: its means, its printers, its clock."""

    place: Workplace
    clock: StandingClock
    printers: dict[JobKind, Printer]
    printed: Path

    def held(self, key: IssueKey) -> Dispensing:
        with self.place.store.read() as uow:
            found = uow.dispensings.get(key)
        assert found is not None, f"{key} is not here"
        return found

    def deliver(self) -> None:
        """Tries until EPS has answered everything, each time once the pause is over."""
        for _ in range(40):
            done = deliver_outbox(self.place)
            if not done.waiting:
                return
            self.clock.pass_by(minutes=6)
        raise AssertionError(f"EPS never answered: {done.unavailable}")

    def print_all(self) -> None:
        """Sends what waits, and looks after what was cut off."""
        send_prints(self.place, self.printers)
        for line in print_queue(self.place):
            if line.state is JobState.IN_DOUBT:
                ok(look_at_the_printer(self, line))
                send_prints(self.place, self.printers)


def look_at_the_printer(bench: Bench, line: QueueLine) -> Receipt | Refusal:
    """Somebody goes to the printer: the label is there, or it is printed again."""
    there = (bench.printed / f"{line.id}.pdf").is_file()
    return (it_printed if there else print_again)(bench.place, NIA, line)


@contextmanager
def opened(folder: Path, url: str, now: datetime = NOW) -> Iterator[Bench]:
    """The counter over the store in that folder: real store, real line to EPS, real dictionary, labels into files."""
    store = sealed_store(folder)
    clock = StandingClock(now)
    printer = FilePrinter(folder / "printed")
    eps = HttpEps(url, simulated=True)
    place = Workplace(
        store=store,
        dictionary=starter(),
        knowledge=bootstrap.knowledge(),
        read_dose=bootstrap.dose_reader(),
        dose_codes=bootstrap.dose_codes(),
        eps=eps,
        documents=PdfLabels(),
        pages=PdfPages(),
        stocks=stock_room(Home(folder)),
        warnings=load_warnings(),
        cold=load_storage(),
        leaflets=leaflets(Home(folder)),
        credentials=Argon2Credentials(quick=True),
        clock=clock,
        ids=RandomIds(),
        version=__version__,
    )
    try:
        yield Bench(place, clock, dict.fromkeys(JobKind, printer), folder / "printed")
    finally:
        eps.close()
        store.close()


# What each person does.


def begin_the_day(bench: Bench) -> None:
    ok(sign_in(bench.place, AMARA, PIN))
    ok(become_responsible_pharmacist(bench.place, AMARA))


def release_all(bench: Bench) -> None:
    ok(ask_for_nominated(bench.place, NIA))
    bench.deliver()


def pack_scan(bench: Bench, code: SnomedCode, quantity: Decimal, serial: str = "S1") -> str:
    """What the scanner reads from a pack of that product holding so much: a DataMatrix with all that one can carry."""
    for pack in bench.place.dictionary.packs_of(code):
        gtins = bench.place.dictionary.gtins_of(pack.code)
        if pack.quantity is not None and pack.quantity.value == quantity and gtins:
            return f"]d201{gtins[0]}1728113010B77\x1d21{serial}"
    raise AssertionError(f"no pack of {quantity} of {code} has a barcode")


def prepare_item(bench: Bench, key: IssueKey, work: ItemWork, part: Decimal | None = None) -> bool:
    """The next thing to do to one item before it can be bagged. False: nothing."""
    place, item = bench.place, bench.held(key).prescription.item(work.item_id)
    match work.stage:
        case Stage.RECEIVED:
            ok(approve(place, AMARA, key))
        case Stage.CLINICALLY_CHECKED:
            first = part is not None and not work.supplies
            wanted = Wanted("dd", quantity=part if first else None, as_written=item.dosage_text or "")
            ok(label_item(place, NIA, key, work.item_id, wanted))
        case Stage.LABELLED:
            ok(assemble(place, NIA, key, work.item_id))
        case Stage.ASSEMBLED:
            _check(bench, key, work)
        case Stage.OWING if item.line_status not in ("0005", "0006"):
            ok(stock_arrived(place, NIA, key, work.item_id))
        case _:
            return False
    return True


def _check(bench: Bench, key: IssueKey, work: ItemWork) -> None:
    """The next scan or count of the accuracy check."""
    item = bench.held(key).prescription.item(work.item_id)
    assert work.supplying is not None
    assert work.label is not None
    assert item.code is not None
    assert item.quantity is not None
    if not work.scans:
        serial = f"{work.item_id.value[:6]}{len(work.supplies)}"
        ok(scan_at_bench(bench.place, JOSEPH, key, pack_scan(bench, item.code, item.quantity.value, serial)))
    elif not work.packs_complete:
        ok(count_loose(bench.place, JOSEPH, key, work.item_id, work.supplying.value))
    elif work.packs_to_count is not None:
        ok(confirm_packs(bench.place, JOSEPH, key, work.item_id, len(work.scans)))
    else:
        ok(scan_at_bench(bench.place, JOSEPH, key, label_token(work.label.number)))


def one_step_on(bench: Bench, key: IssueKey, parts: dict[str, Decimal] | None = None) -> bool:
    """The next thing to do to a prescription, up to the hand-over of everything. False: nothing is left to do.

    parts: what goes out first of an item, by its name; the rest is owed and follows.
    """
    held = bench.held(key)
    bagged = any(work.stage is Stage.BAGGED for work in held.items)
    ready = any(work.stage is Stage.ACCURACY_CHECKED for work in held.items)
    for work in held.live:
        if (bagged or ready) and work.stage is Stage.OWING:
            continue
        if prepare_item(bench, key, work, (parts or {}).get(held.prescription.item(work.item_id).name)):
            return True
    if bagged:
        answers = Answers(identity_matches=True, charge=ChargeDecision(PAID), counselled=True)
        ok(hand_out(bench.place, NIA, key, answers))
        return True
    if ready:
        ok(bag(bench.place, JOSEPH, key, "c4"))
        return True
    return False


def dispense(bench: Bench, key: IssueKey, parts: dict[str, Decimal] | None = None) -> None:
    """Everything from the clinical check to the hand-over of the last owing; EPS told of each event."""
    while one_step_on(bench, key, parts):
        bench.print_all()
    bench.deliver()


def dispense_once(bench: Bench, key: IssueKey, parts: dict[str, Decimal] | None = None) -> None:
    """One bag and no more: whatever is owed afterwards stays owed."""
    told = len(bench.held(key).notifications)
    while len(bench.held(key).notifications) == told:
        assert one_step_on(bench, key, parts)
        bench.print_all()
    bench.deliver()


def claim_for(bench: Bench, key: IssueKey) -> None:
    ok(claim(bench.place, NIA, key))
    bench.deliver()


# The whole path, for faults and kills: two prescriptions come; one goes out in two parts and is claimed, one goes back.

SUPPLIED, SENT_BACK = "grimshaw-1", "nwachukwu-1"
PARTS = {"Tamsulosin 400microgram modified-release capsules": Decimal(15)}
MOST_STEPS = 120


@cache
def path_orders() -> tuple[DemoOrder, DemoOrder]:
    return order(SUPPLIED), order(SENT_BACK)


@cache
def path_keys() -> tuple[IssueKey, IssueKey]:
    supplied, sent_back = path_orders()
    return key_of(supplied), key_of(sent_back)


def one_step(bench: Bench) -> bool:
    """Does what the store says is next on the path. False: it is walked to its end."""
    place = bench.place
    supplied, sent_back = path_keys()
    with place.store.read() as uow:
        on_duty = uow.duty.current() is not None
        pending = [held for held in uow.outbox.unfinished() if held.state is MessageState.PENDING]
        to_print = any(line.state is not JobState.FAILED for line in uow.prints.queue())
        here = all(uow.dispensings.get(key) is not None for key in (supplied, sent_back))
    if not on_duty:
        begin_the_day(bench)
    elif pending:
        bench.deliver()
    elif to_print:
        bench.print_all()
    elif not here:
        ok(ask_for_nominated(place, NIA))
    elif bench.held(sent_back).returned is None:
        ok(return_prescription(place, NIA, sent_back, ReturnReason.PATIENT_REQUEST))
    elif not one_step_on(bench, supplied, PARTS):
        return _claim_last(bench, supplied)
    return True


def _claim_last(bench: Bench, key: IssueKey) -> bool:
    held = bench.held(key)
    if held.claim is not None or held.eps_status is not PrescriptionStatus.DISPENSED:
        return False
    ok(claim(bench.place, NIA, key))
    return True


def walk(bench: Bench) -> None:
    for _ in range(MOST_STEPS):
        if not one_step(bench):
            return
    raise AssertionError("the path never ends")


def picture(bench: Bench, eps: Eps) -> dict[str, Any]:
    """Where everything stands at the end, at both ends, without ids and times: the same after every walk."""
    return {"spine": _spine(eps), "store": _store(bench), "printed": _printed(bench)}


def _spine(eps: Eps) -> dict[str, Any]:
    state = eps.state()
    return {
        "log": sorted(Counter(row["act"] for row in state["log"]).items()),
        "prescriptions": [
            {
                "id": held["prescription_id"],
                "nominated": held["nominated"],
                "issues": [_spine_issue(issue) for issue in held["issues"]],
            }
            for held in state["prescriptions"]
        ],
    }


def _spine_issue(issue: dict[str, Any]) -> dict[str, Any]:
    return {
        "status": issue["status"],
        "holder": issue["holder"],
        "lines": [(line["item_id"], line["status"], line["supplied"]) for line in issue["lines"]],
        "told": [(row["status_before"], row["status_after"]) for row in issue["notifications"]],
        "claim": issue["claim"] and [issue["claim"]["exemption"], issue["claim"]["replaced"]],
    }


def _store(bench: Bench) -> dict[str, Any]:
    keys = path_keys()
    with bench.place.store.read() as uow:
        entries = [json.loads(entry.body) for entry in uow.journal.entries()]
        unfinished = [(held.kind.value, held.state.value) for held in uow.outbox.unfinished()]
        waiting = len(uow.prints.queue())
        held = [uow.dispensings.get(key) for key in keys]
    proof = bench.place.store.prove()
    assert proof.broken is None, proof.broken
    assert proof.unsealed == 0
    about = [row for row in entries if row["subject"].get("prescription") in {key.prescription.value for key in keys}]
    return {
        "unfinished": unfinished,
        "waiting to print": waiting,
        "dispensings": [_dispensing(each) for each in held if each is not None],
        # EPS answers and printers may come between two steps of people; people's own steps keep their order.
        "journal": [
            row["kind"] for row in about if not row["kind"].startswith(("message-", "sent-to-printer", "print-"))
        ],
        "messages": sorted(row["kind"] for row in entries if row["kind"].startswith("message-")),
        "prints": sum(row["kind"] in ("sent-to-printer", "print-found") for row in entries),
    }


def _dispensing(held: Dispensing) -> dict[str, Any]:
    return {
        "id": str(held.key),
        "patient": held.patient.value if held.patient else None,
        "told": len(held.notifications),
        "claimed": held.claim is not None,
        "returned": held.returned is not None,
        "charge": held.charge.exemption if held.charge else None,
        "items": [
            {
                "stage": work.stage.value,
                "label": work.label.number.value if work.label else None,
                "supplies": [
                    [str(supply.quantity), supply.product.name, len(supply.packs)] for supply in work.supplies
                ],
            }
            for work in held.items
        ],
        "settled": all(work.stage in SETTLED for work in held.items),
    }


def _printed(bench: Bench) -> dict[str, Any]:
    """How many files there are, and that every job of the queue has its own."""
    files = sorted(path.name for path in bench.printed.glob("*"))
    jobs = set()
    with bench.place.store.read() as uow:
        for entry in uow.journal.entries():
            body = json.loads(entry.body)
            if body["kind"] in ("sent-to-printer", "print-found"):
                jobs.add(f"{body['detail']['job']}.pdf")
    return {"files": len(files), "every job once": sorted(jobs) == files}


# Killed on the way.


@dataclass
class Trap:
    """Counts what happens, and kills its own process at one of it, as a power cut would."""

    at: tuple[str, int] | None = None
    seen: Counter[str] = field(default_factory=Counter)

    def happens(self, what: str) -> None:
        self.seen[what] += 1
        if (what, self.seen[what]) == self.at:
            os.kill(os.getpid(), signal.SIGKILL)


class TrappedUnitOfWork:
    """A unit of work whose commits are counted."""

    def __init__(self, uow: Any, trap: Trap) -> None:
        self._uow = uow
        self._trap = trap

    def __getattr__(self, name: str) -> Any:
        return getattr(self._uow, name)

    def __enter__(self) -> "TrappedUnitOfWork":
        self._uow.__enter__()
        return self

    def __exit__(self, *why: Any) -> None:
        self._uow.__exit__(*why)

    def commit(self) -> None:
        self._trap.happens("before commit")
        self._uow.commit()
        self._trap.happens("after commit")


@dataclass
class TrappedStore:
    store: CipherStore
    trap: Trap

    @property
    def shared(self) -> bool:
        return self.store.shared

    def begin(self, *, light: bool = False) -> TrappedUnitOfWork:
        return TrappedUnitOfWork(self.store.begin(light=light), self.trap)

    def read(self) -> Any:
        return self.store.read()

    @property
    def untidy(self) -> bool:
        return self.store.untidy

    def tidy(self) -> None:
        self.store.tidy()


@dataclass
class TrappedEps:
    eps: Any
    trap: Trap

    def __getattr__(self, name: str) -> Any:
        return getattr(self.eps, name)

    def send(self, *message: Any) -> Any:
        self.trap.happens("before send")
        answer = self.eps.send(*message)
        self.trap.happens("after send")
        return answer


@dataclass
class TrappedPrinter:
    printer: Printer
    trap: Trap

    def send(self, *job: Any) -> Any:
        sent = self.printer.send(*job)
        self.trap.happens("after print")
        return sent


def trapped(bench: Bench, trap: Trap) -> Bench:
    store = bench.place.store
    assert isinstance(store, CipherStore)
    place = replace(bench.place, store=TrappedStore(store, trap), eps=TrappedEps(bench.place.eps, trap))  # type: ignore[arg-type]
    printers: dict[JobKind, Printer] = {kind: TrappedPrinter(each, trap) for kind, each in bench.printers.items()}
    return replace(bench, place=place, printers=printers)


def _in_a_child(work: Any) -> int:
    """Runs it in a process of its own; what that process came to, as waitpid tells it."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    try:
        work()
    except BaseException:
        traceback.print_exc()
        os._exit(1)
    os._exit(0)


def killed_and_taken_up(eps: Eps, template: Path, folder: Path, point: tuple[str, int]) -> dict[str, Any]:
    """One walk that ends at that point by SIGKILL and is finished by another process; where all of it then stands."""
    eps.prepare(*path_orders())
    shutil.copytree(template, folder)

    def first() -> None:
        with opened(folder, eps.url) as bench:
            walk(trapped(bench, Trap(point)))

    def second() -> None:
        with opened(folder, eps.url, NOW + timedelta(hours=1)) as bench:
            walk(bench)
            (folder / "picture.json").write_text(json.dumps(picture(bench, eps)))

    came_to = _in_a_child(first)
    assert came_to == -signal.SIGKILL, f"{point}: the first process was not killed but ended with {came_to}"
    assert _in_a_child(second) == 0, f"{point}: the second process did not finish"
    found = json.loads((folder / "picture.json").read_text())
    shutil.rmtree(folder)
    return dict(found)


def walked(eps: Eps, template: Path, folder: Path) -> tuple[dict[str, Any], Counter[str]]:
    """One walk that nobody disturbs: where everything then stands, and how often each thing happened."""
    eps.prepare(*path_orders())
    shutil.copytree(template, folder)
    trap = Trap()
    with opened(folder, eps.url) as bench:
        walk(trapped(bench, trap))
        found = picture(bench, eps)
    return json.loads(json.dumps(found)), trap.seen


def main(arguments: Iterable[str]) -> None:
    """Takes a furnished folder and one for scratch, and points as JSON lines on standard input; one JSON line out for
    each. What is loaded once is shared by the processes it starts; each opens its own store, dictionary and line.
    """
    template, scratch = (Path(argument) for argument in arguments)
    with simulator() as eps:
        walked(eps, template, scratch)
        starter().close()  # type: ignore[attr-defined]
        starter.cache_clear()
        for number, line in enumerate(sys.stdin):
            what, nth = json.loads(line)
            found = killed_and_taken_up(eps, template, scratch / str(number), (what, nth))
            print(json.dumps({"point": [what, nth], "picture": found}), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])

"""What must be true whenever the counter is opened again, whatever became of the process before.

The worker writes down what it means to do before it does it, and what came of it afterwards, into a file that no
fault reaches. `Ledger` is that file; `disagreements` holds the store against it, and against itself;
`eps_disagreements` holds the store against EPS.
"""

import json
import os
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import msgspec
from tests.journeys.main_job import Bench

from dispensary.application.ports.store import UnitOfWork
from dispensary.domain.dispensing import Dispensing
from dispensary.domain.identifiers import IssueKey, LabelNumber, MessageId, PatientId
from dispensary.domain.journal import verify
from dispensary.domain.messages import MessageState
from dispensary.domain.printing import JobState, QueueLine
from dispensary.domain.workflow import Stage

BESIDE = frozenset({"released-again"})
"""Journal kinds that name an issue and change nothing of it. Every other entry that names one was saved with it."""
SETTLING = {"message-accepted": MessageState.DONE, "message-rejected": MessageState.REJECTED}


class Ledger:
    """What was meant and what came of it, one JSON line each, in the order in which it happened."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def write(self, said: str, **more: object) -> None:
        line = json.dumps({"said": said, **more}) + "\n"
        handle = os.open(self._path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            os.write(handle, line.encode())
        finally:
            os.close(handle)

    def lines(self) -> list[dict[str, Any]]:
        if not self._path.exists():
            return []
        return [json.loads(line) for line in self._path.read_text().splitlines()]

    def last_known(self) -> dict[str, Any] | None:
        """The last line that says where the store stood."""
        return next((line for line in reversed(self.lines()) if "tip" in line), None)

    def in_flight(self) -> str:
        """What was being done when the process ended, or ended in doubt since anybody looked; "" where nothing was."""
        doubtful, after = "", ""
        for line in reversed(self.lines()):
            if "tip" in line:
                break
            if line["said"] == "uncertain" or (line["said"] == "meant" and after not in _CAME_OF):
                doubtful = str(line["act"])
            after = line["said"]
        return doubtful


_CAME_OF = ("done", "refused", "outage")
"""What an act can have come to. Where the ledger goes on otherwise, nobody could look any more."""


@dataclass(frozen=True)
class Picture:
    """Where the store stands. tip: how long the journal is and its last digest. mark: of everything else that a step
    changes. entries: the journal, read.
    """

    tip: tuple[int, str]
    mark: str
    entries: tuple[Mapping[str, Any], ...]
    digests: tuple[str, ...]


def picture(bench: Bench, keys: tuple[IssueKey, ...]) -> Picture:
    """Reads all of it in one transaction."""
    with bench.place.store.read() as uow:
        held = list(uow.journal.entries())
        broken = verify(held)
        assert broken is None, f"the journal does not verify: {broken}"
        entries = tuple(msgspec.json.decode(entry.body) for entry in held)
        mark = sha256()
        for part in _state(uow, keys, entries):
            mark.update(msgspec.json.encode(part))
        digests = tuple(entry.digest for entry in held)
    return Picture((len(entries), digests[-1] if digests else ""), mark.hexdigest(), entries, digests)


def _state(uow: UnitOfWork, keys: tuple[IssueKey, ...], entries: tuple[Mapping[str, Any], ...]) -> Iterator[object]:
    """All that a step may change, except how often a message was tried: a try is counted before it is made."""
    yield uow.duty.current()
    yield [uow.staff.failures(user.id) for user in uow.staff.all()]
    patients = {PatientId(row["subject"]["patient"]) for row in entries if "patient" in row["subject"]}
    for key in keys:
        held = uow.dispensings.get(key)
        yield held
        yield sha256(uow.dispensings.document(key) or b"").hexdigest()
        if held is not None and held.patient is not None:
            patients.add(held.patient)
    for patient in sorted(patients, key=lambda each: each.value):
        yield uow.patients.get(patient)
    for message in uow.outbox.unfinished():
        yield (message.id, message.kind, message.state, sha256(message.body).hexdigest())
    # A try is recorded before it is made, and what is being tried is in doubt: it is in the queue all the same.
    for line in to_settle(uow):
        job = uow.prints.get(line.id)
        yield (line.id, line.kind, line.title, sha256(job.document if job else b"").hexdigest())


def to_settle(uow: UnitOfWork) -> list[QueueLine]:
    """What has still to be printed, or looked after."""
    return [line for line in uow.prints.queue() if line.state is not JobState.FAILED]


def _queued(entries: tuple[Mapping[str, Any], ...]) -> list[MessageId]:
    return [MessageId(row["subject"]["message"]) for row in entries if row["kind"] == "message-queued"]


def disagreements(bench: Bench, keys: tuple[IssueKey, ...], seen: Picture, ledger: Ledger) -> list[str]:
    """Everything that is lost, half done or there twice, in words; nothing where all is well."""
    found = list(_against_ledger(seen, ledger))
    with bench.place.store.read() as uow:
        for key in keys:
            found += _issue(uow, key, seen.entries)
        found += _patients(uow, seen.entries)
        found += _messages(uow, seen.entries)
        found += _prints(bench, uow, seen.entries)
    return found


def _against_ledger(seen: Picture, ledger: Ledger) -> Iterator[str]:
    """What was acknowledged is there; what is there beyond was being done when the process ended."""
    for line in ledger.lines():
        if "tip" not in line:
            continue
        length, digest = line["tip"]
        if length > len(seen.digests) or (length and seen.digests[length - 1] != digest):
            yield f"lost: {line['act']} was acknowledged as journal entry {length}"
            return
    last = ledger.last_known()
    if last is None:
        return
    if list(seen.tip) == last["tip"]:
        if seen.mark != last["mark"]:
            yield f"the journal ends as it did after {last['act']}, but something else changed"
    elif not ledger.in_flight():
        kinds = [row["kind"] for row in seen.entries[last["tip"][0] :]]
        yield f"nobody was doing anything, and yet there are {kinds} after {last['act']}"


def _issue(uow: UnitOfWork, key: IssueKey, entries: tuple[Mapping[str, Any], ...]) -> Iterator[str]:
    """One issue against what the journal says of it: every saved version, every stage, every number and message."""
    about = [row for row in entries if row["subject"].get("prescription") == key.prescription.value]
    saved = [row for row in about if row["subject"].get("issue") == str(key.issue) and row["kind"] not in BESIDE]
    held = uow.dispensings.get(key)
    if held is None:
        if saved:
            yield f"{key} is in the journal and not in the store"
        return
    if held.version != len(saved):
        yield f"{key} was saved {held.version} times and journalled {len(saved)} times"
    if uow.dispensings.document(key) is None:
        yield f"{key} is here without the document that came"
    tale = _told(saved, held)
    for work in held.items:
        if tale.stages.get(work.item_id.value, Stage.RECEIVED.value) != work.stage.value:
            yield f"{key}: an item is {work.stage.value}, the journal says {tale.stages.get(work.item_id.value)}"
    for number in tale.labels:
        owner = uow.dispensings.with_label(LabelNumber(number))
        if owner is None or owner.key != key:
            yield f"label {number} of {key} is not to be found"
    if held.bag is not None and held.bag.number.value != (tale.bags or [""])[-1]:
        yield f"{key}: bag {held.bag.number.value} is not the one in the journal"
    ours = [*held.notifications, held.claim] + ([held.returned] if held.returned else [])
    queued = {row["subject"]["message"] for row in about if row["kind"] == "message-queued"}
    for message in ours:
        if message is not None and message.value not in queued:
            yield f"{key}: message {message} is named in the record and was never queued"
    if (held.claim is not None) != tale.claimed:
        yield f"{key}: the record and the journal differ on whether it was claimed"
    if len(held.notifications) != tale.told:
        yield f"{key}: {len(held.notifications)} notifications, {tale.told} events in the journal"


@dataclass
class _Tale:
    """What the journal says of one issue since it last came."""

    stages: dict[str, str] = field(default_factory=dict)
    labels: list[str] = field(default_factory=list)
    bags: list[str] = field(default_factory=list)
    told: int = 0
    claimed: bool = False


def _told(saved: list[Mapping[str, Any]], held: Dispensing) -> _Tale:
    tale = _Tale()
    for row in saved:
        kind, detail = row["kind"], row["detail"]
        if kind == "received":
            tale = replace(tale, stages={}, told=0, claimed=False)
        tale.stages.update(detail.get("stages", {}))
        if kind == "labelled":
            tale.labels.append(detail["label"])
        elif kind == "bagged":
            tale.bags.append(detail["bag"])
        elif kind == "claimed":
            tale.claimed = True
        elif kind == "handed-out" or (kind == "not-dispensed" and _last_open(tale, held)):
            tale.told += 1
    return tale


def _last_open(tale: _Tale, held: Dispensing) -> bool:
    """Whether nothing on it was open any more, so that giving up an item was told to EPS at once."""
    closed = {Stage.HANDED_OUT.value, Stage.NOT_DISPENSED.value, Stage.RETURNED.value}
    return all(tale.stages.get(work.item_id.value) in closed for work in held.live)


def _patients(uow: UnitOfWork, entries: tuple[Mapping[str, Any], ...]) -> Iterator[str]:
    added = {row["subject"]["patient"] for row in entries if row["kind"] == "patient-added"}
    changed = Counter(row["subject"]["patient"] for row in entries if row["kind"] == "patient-changed")
    for name in added | set(changed):
        found = uow.patients.get(PatientId(name))
        if found is None:
            yield f"patient {name} is in the journal and not in the store"
        elif found.version != 1 + changed[name] or len(found.revisions) != changed[name]:
            yield f"patient {name} was changed {changed[name]} times, and the record says {found.version - 1}"


def _messages(uow: UnitOfWork, entries: tuple[Mapping[str, Any], ...]) -> Iterator[str]:
    """Every message that was queued is in the outbox, once, and is settled where the journal says so."""
    queued = [message.value for message in _queued(entries)]
    settled = Counter(row["subject"]["message"] for row in entries if row["kind"] in SETTLING)
    for name, times in Counter(queued).items():
        found = uow.outbox.get(MessageId(name))
        if found is None or not found.body:
            yield f"message {name} was journalled and is not in the outbox"
        elif times != 1 or settled[name] > 1:
            yield f"message {name} was queued {times} times and settled {settled[name]} times"
        elif (found.state is MessageState.PENDING) != (settled[name] == 0):
            yield f"message {name} is {found.state.value}, and the journal settled it {settled[name]} times"
    for held in uow.outbox.unfinished():
        if held.id.value not in queued:
            yield f"message {held.id} is in the outbox and not in the journal"


def _prints(bench: Bench, uow: UnitOfWork, entries: tuple[Mapping[str, Any], ...]) -> Iterator[str]:
    """Every label has its print job, waiting, in doubt, sent, found or taken off, once; a sent one has its file; no
    number was given twice; and what waits is the label that its item or its bag has.
    """
    made = [f"Label {row['detail']['label']}" for row in entries if row["kind"] == "labelled"]
    made += [f"Bag {row['detail']['bag']}" for row in entries if row["kind"] == "bagged"]
    sent = [row["detail"] for row in entries if row["kind"] == "sent-to-printer"]
    settled = ("print-found", "label-withdrawn", "print-cancelled")
    found = [row["detail"]["title"] for row in entries if row["kind"] in settled]
    queue = [*found, *(line.title for line in to_settle(uow))]
    for title, times in Counter(made).items():
        if times > 1:
            yield f"{title} was given {times} times"
    jobs = Counter(queue) + Counter(row["title"] for row in sent)
    if jobs != Counter(made):
        yield f"print jobs and labels differ: {sorted((jobs - Counter(made)) + (Counter(made) - jobs))}"
    for row in sent:
        if not (bench.printed / f"{row['job']}.pdf").is_file():
            yield f"{row['title']} was sent to the printer and left nothing there"
    for job in uow.prints.waiting():
        held = uow.dispensings.get(job.key) if job.key is not None else None
        if held is None:
            continue
        its = {f"Label {work.label.number}" for work in held.items if work.label is not None}
        its |= {f"Bag {held.bag.number}"} if held.bag is not None else set()
        if job.title not in its:
            yield f"{job.title} waits to be printed, and its prescription has {', '.join(sorted(its)) or 'no label'}"


def eps_disagreements(seen: Picture, url: str, keys: tuple[IssueKey, ...], *, over: bool) -> Iterator[str]:
    """The store against what counted at EPS. `over`: everything has been sent and answered, so both say the same."""
    with urlopen(f"{url}/_sim/state", timeout=30) as answer:
        log = msgspec.json.decode(answer.read())["log"]
    queued = {message.value for message in _queued(seen.entries)}
    accepted = {row["subject"]["message"] for row in seen.entries if row["kind"] == "message-accepted"}
    counted = Counter(row["request_id"] for row in log)
    for name, times in counted.items():
        if times > 1:
            yield f"EPS counted message {name} {times} times"
        if name not in queued:
            yield f"EPS has message {name}, which was never recorded"
    if over and accepted != queued:
        refused = [row["detail"] for row in seen.entries if row["kind"] == "message-rejected"]
        yield f"{len(queued - accepted)} messages were never accepted; refused: {refused}"
    kinds = {
        row["subject"]["message"]: row["detail"]["kind"] for row in seen.entries if row["kind"] == "message-accepted"
    }
    for name in accepted - set(counted):
        # A release that brought nothing changes nothing at EPS, and is not in its log.
        if kinds[name] != "release":
            yield f"{kinds[name]} {name} is accepted here, and EPS has never counted it"
    if over:
        for key in keys:
            yield from _same_acts(seen, log, key)


def _same_acts(seen: Picture, log: list[Mapping[str, Any]], key: IssueKey) -> Iterator[str]:
    """Each event of one prescription, in order, at both ends."""
    about = [row for row in seen.entries if row["subject"].get("prescription") == key.prescription.value]
    ours = [
        row["detail"]["kind"].removeprefix("dispense-")
        for row in about
        if row["kind"] == "message-accepted" and row["detail"]["kind"] != "release"
    ]
    theirs = [row["act"] for row in log if key.prescription.value in row["prescriptions"] and row["act"] != "release"]
    if ours != theirs:
        yield f"{key}: we say {ours}, EPS says {theirs}"
    events = Counter(row["kind"] for row in about)
    for kind, act in (("claimed", "claim"), ("returned", "return")):
        if events[kind] != theirs.count(act):
            yield f"{key}: {kind} {events[kind]} times here, {theirs.count(act)} times at EPS"

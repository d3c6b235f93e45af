"""What the simulator remembers: each prescription with the state of each issue and line, and every answer it gave.

All of it can be written as one JSON document and read back, so that the simulator itself may be killed.
"""

from datetime import date, datetime

import msgspec

from dispensary.simulators.eps import states


class Line(msgspec.Struct):
    """One item of one issue. `item_id` in lower case."""

    item_id: str
    status: str


class Cancellation(msgspec.Struct):
    """A prescriber's cancellation: of one line, or of all where `item_id` is None. `reason` is a code 0001-0009."""

    reason: str
    at: datetime
    item_id: str | None = None


class Notification(msgspec.Struct):
    """An accepted dispense notification, with what stood before it (to withdraw or amend it) and what it changed."""

    bundle_id: str
    at: datetime
    handed_over: datetime
    status_before: str
    lines_before: dict[str, str]
    status_after: str
    lines_after: dict[str, str]
    quantities: dict[str, str]


class Claim(msgspec.Struct):
    """The claim that stands for an issue; `replaced` are the identifiers of those it amended."""

    claim_id: str
    at: datetime
    exemption: str
    replaced: list[str] = []


class Issue(msgspec.Struct):
    """One supply. Acute and repeat prescriptions have one; repeat dispensing has several."""

    number: int
    status: str
    lines: list[Line]
    available_on: date | None = None
    holder: str | None = None
    holder_organisation: str | None = None
    release_id: str | None = None
    released_at: datetime | None = None
    notifications: list[Notification] = []
    claim: Claim | None = None
    pending: list[Cancellation] = []
    cancellations: list[Cancellation] = []
    last_dispensed: date | None = None
    completed_at: datetime | None = None

    def line(self, item_id: str) -> Line | None:
        """The line of that item, if it is on this issue."""
        return next((line for line in self.lines if line.item_id == item_id.lower()), None)

    def line_statuses(self) -> dict[str, str]:
        """Status by item."""
        return {line.item_id: line.status for line in self.lines}

    def set_lines(self, statuses: dict[str, str]) -> None:
        """Gives every line named its new status."""
        for line in self.lines:
            line.status = statuses.get(line.item_id, line.status)

    def release_hold(self) -> None:
        """Nobody holds the issue any more."""
        self.holder = self.holder_organisation = self.release_id = self.released_at = None


class Prescription(msgspec.Struct):
    """One prescription ID with its issues. `bundle` is the signed order as the prescriber sent it, in JSON."""

    prescription_id: str
    uuid: str
    nhs_number: str
    treatment: str
    bundle: str
    prescribed_at: datetime
    expires_at: datetime
    issues: list[Issue]
    nominated: str | None = None
    days_supply: int | None = None

    @property
    def is_erd(self) -> bool:
        """Electronic repeat dispensing."""
        return self.treatment == "erd"

    def current(self) -> Issue:
        """The issue that a release means: the first that is neither complete nor stopped, else the last."""
        stopped = states.COMPLETE | {states.EXPIRED, states.CANCELLED}
        return next((issue for issue in self.issues if issue.status not in stopped), self.issues[-1])

    def issue(self, number: int) -> Issue | None:
        """The issue of that number, counted from 1."""
        return next((issue for issue in self.issues if issue.number == number), None)


class Answer(msgspec.Struct):
    """The stored response to one X-Request-ID, and the digest of the request that it answers."""

    request_digest: str
    status: int
    body: str
    headers: dict[str, str] = {}


class LogEntry(msgspec.Struct):
    """One message that was accepted and changed something. It was accepted once, however often it came."""

    at: datetime
    act: str
    request_id: str
    message_id: str | None = None
    ods: str | None = None
    prescriptions: list[str] = []


class State(msgspec.Struct):
    """Everything. `clock_offset` in seconds from the real time; a frozen clock stands still.

    `trusted` are the certificates (PEM) of the authorities whose signatures count. `strict` refuses what the Spine
    is known or assumed to refuse; lenient lets the flaws of the published examples pass.
    """

    prescriptions: dict[str, Prescription] = {}
    answers: dict[str, Answer] = {}
    log: list[LogEntry] = []
    trusted: list[str] = []
    strict: bool = True
    clock_offset: float = 0.0
    frozen_at: datetime | None = None


def dump(state: State) -> bytes:
    """The state as JSON."""
    return msgspec.json.encode(state)


def restore(document: bytes) -> State:
    """The inverse of dump. Raises msgspec.DecodeError or msgspec.ValidationError on anything else."""
    return msgspec.json.decode(document, type=State)

"""The simulated Spine: one state, changed by one message at a time, each change whole or not at all."""

import copy
import hashlib
import os
import threading
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Literal, TypeAlias

from dispensary.simulators.eps import fhir, outcomes, states
from dispensary.simulators.eps.claims import claim
from dispensary.simulators.eps.fhir import Resource
from dispensary.simulators.eps.notifications import notify
from dispensary.simulators.eps.orders import accept_order, is_order
from dispensary.simulators.eps.outcomes import Refused
from dispensary.simulators.eps.prescriptions import (
    Answer,
    Cancellation,
    Line,
    LogEntry,
    Prescription,
    State,
    dump,
    restore,
)
from dispensary.simulators.eps.releases import release
from dispensary.simulators.eps.signing import SigningAuthority
from dispensary.simulators.eps.tasks import cancel, return_prescription, withdraw_notification
from dispensary.simulators.eps.timers import apply_timers

Act: TypeAlias = Literal["release", "notification", "return", "withdraw", "claim"]
Signing: TypeAlias = Literal["always", "missing", "keep"]


def real_now() -> datetime:
    """The time of day."""
    return datetime.now(UTC)


class Spine:
    """Holds the state. Every method may be called from any thread; each is one step."""

    def __init__(
        self,
        *,
        file: Path | None = None,
        clock: Callable[[], datetime] = real_now,
        authority: SigningAuthority | None = None,
    ) -> None:
        self._file = file
        self._clock = clock
        self._lock = threading.RLock()
        self._authority = authority
        self.was_restored = bool(file and file.exists())
        self._state = restore(file.read_bytes()) if file and self.was_restored else State()

    def now(self) -> datetime:
        """The simulator's time: the real one, moved or frozen by whoever drives it."""
        return self._now(self._state)

    def _now(self, state: State) -> datetime:
        return state.frozen_at or self._clock() + timedelta(seconds=state.clock_offset)

    def set_clock(self, *, now: datetime | None, advance_seconds: float, frozen: bool | None) -> datetime:
        """Sets or advances the clock, and stops it or lets it run. Returns the new time."""
        with self._lock:
            draft = copy.deepcopy(self._state)
            moment = (now or self._now(draft)) + timedelta(seconds=advance_seconds)
            stop = draft.frozen_at is not None if frozen is None else frozen
            draft.frozen_at = moment if stop else None
            draft.clock_offset = (moment - self._clock()).total_seconds()
            apply_timers(draft, moment)
            self._commit(draft)
            return moment

    def set_strict(self, strict: bool) -> None:  # noqa: FBT001 - it is the one thing being set
        """Strict refuses what the Spine is assumed to refuse; lenient passes the flaws of published examples."""
        with self._lock:
            draft = copy.deepcopy(self._state)
            draft.strict = strict
            self._commit(draft)

    def answer(self, act: Act, body: bytes, request_id: str) -> Answer:
        """The answer to one message, and its effect. The same message again gets the same answer and no effect."""
        digest = hashlib.sha256(act.encode() + b"\0" + body).hexdigest()
        with self._lock:
            known = self._state.answers.get(request_id)
            if known is not None:
                return known if known.request_digest == digest else self._reused(request_id)
            draft = copy.deepcopy(self._state)
            now = self._now(draft)
            apply_timers(draft, now)
            answer = self._decide(draft, act, body, request_id, digest, now)
            if answer.status != 200:
                draft = copy.deepcopy(self._state)
                apply_timers(draft, now)
            draft.answers[request_id] = answer
            self._commit(draft)
            return answer

    def stored_answer(self, request_id: str) -> Answer | None:
        """What was answered to that request."""
        with self._lock:
            return self._state.answers.get(request_id)

    def _reused(self, request_id: str) -> Answer:
        outcome = outcomes.error("DUPLICATE_REQUEST", self.now(), request_id)
        return Answer("", 400, fhir.render(outcome))

    def _decide(self, draft: State, act: Act, body: bytes, request_id: str, digest: str, now: datetime) -> Answer:
        try:
            resource = fhir.parse(body)
            response = outcomes.accepted(now)
            match act:
                case "release":
                    response = release(draft, resource, request_id, now)
                case "notification":
                    notify(draft, resource, request_id, now)
                case "return":
                    return_prescription(draft, resource, request_id, now)
                case "withdraw":
                    withdraw_notification(draft, resource, request_id, now)
                case "claim":
                    claim(draft, resource, request_id, now)
        except fhir.NotFhir as error:
            return Answer(digest, 400, fhir.render(outcomes.error("INVALID_MESSAGE", now, str(error))))
        except Refused as refused:
            return Answer(digest, 400, fhir.render(outcomes.refusal(refused, now)))
        return Answer(digest, 200, fhir.render(response))

    def load(self, orders: Iterable[Resource], *, sign: Signing = "always") -> list[str]:
        """Takes in orders, signing them as asked. Returns what was wrong with those it did not take."""
        problems = []
        with self._lock:
            draft = copy.deepcopy(self._state)
            now = self._now(draft)
            for order in orders:
                try:
                    self._take_in(draft, order, sign, now)
                except Refused as refused:
                    problems.append(str(refused))
            apply_timers(draft, now)
            self._commit(draft)
        return problems

    def _take_in(self, draft: State, order: Resource, sign: Signing, now: datetime) -> Prescription:
        if not is_order(order):
            raise Refused("INVALID_MESSAGE", "not a prescription-order message")
        prescription = accept_order(order, now)
        if prescription.prescription_id in draft.prescriptions:
            raise Refused("DUPLICATE_PRESCRIPTION_ID", prescription.prescription_id)
        has_signature = bool(fhir.entries(order, "Provenance"))
        if sign == "always" or (sign == "missing" and not has_signature):
            prescription.bundle = fhir.render(self.authority(draft).sign(order, prescription.prescribed_at))
        draft.prescriptions[prescription.prescription_id] = prescription
        return prescription

    def authority(self, draft: State) -> SigningAuthority:
        """The signing authority of this process, made when it is first needed and trusted from then on."""
        if self._authority is None:
            self._authority = SigningAuthority()
        if self._authority.pem not in draft.trusted:
            draft.trusted.append(self._authority.pem)
        return self._authority

    def change(self, alter: Callable[[State, SigningAuthority, datetime], None]) -> None:
        """Alters the state from outside the protocol, in one step."""
        with self._lock:
            draft = copy.deepcopy(self._state)
            alter(draft, self.authority(draft), self._now(draft))
            self._commit(draft)

    def cancel(self, prescription_id: str, reason: str, item_id: str | None) -> str:
        """The prescriber cancels; the answer is the Spine's code, R-0001 to R-0010."""
        with self._lock:
            draft = copy.deepcopy(self._state)
            now = self._now(draft)
            apply_timers(draft, now)
            prescription = draft.prescriptions.get(prescription_id)
            if prescription is None:
                return "R-0008"
            cancellation = Cancellation(reason, now, item_id.lower() if item_id else None)
            response = cancel(prescription, cancellation)
            draft.log.append(LogEntry(now, "cancellation", "", None, None, [prescription_id]))
            self._commit(draft)
            return response

    def reset(self) -> None:
        """Forgets everything but the settings of strictness."""
        with self._lock:
            self._commit(State(strict=self._state.strict))

    def snapshot(self) -> State:
        """A copy of the state as it is now, timers applied."""
        with self._lock:
            draft = copy.deepcopy(self._state)
            apply_timers(draft, self._now(draft))
            return draft

    def _commit(self, draft: State) -> None:
        for prescription in draft.prescriptions.values():
            for issue in prescription.issues:
                if draft.strict and not states.lines_fit(issue.status, _statuses(issue.lines)):
                    raise AssertionError(f"{prescription.prescription_id} issue {issue.number} is {issue.status}")
        if self._file:
            written = self._file.with_name(self._file.name + ".new")
            written.write_bytes(dump(draft))
            os.replace(written, self._file)
        self._state = draft


def _statuses(lines: list[Line]) -> list[str]:
    return [line.status for line in lines]

"""The endpoints under /_sim/: look at the simulator, set the scene, act the prescriber. Not part of any protocol."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec

from dispensary.simulators.eps import fhir, states
from dispensary.simulators.eps.demo import load_demo
from dispensary.simulators.eps.faults import Rule, read_script
from dispensary.simulators.eps.loading import load_folder
from dispensary.simulators.eps.prescriptions import Issue, Prescription, State
from dispensary.simulators.eps.spine import Signing, Spine
from dispensary.simulators.eps.tasks import CANCELLATION_REASONS


class BadCommand(Exception):
    """An admin request that cannot be followed."""


class _Clock(msgspec.Struct, forbid_unknown_fields=True):
    now: datetime | None = None
    advance_seconds: float = 0
    advance_days: float = 0
    frozen: bool | None = None


class _Cancel(msgspec.Struct, forbid_unknown_fields=True):
    prescription_id: str
    reason: str = "0001"
    item_id: str | None = None


class _Load(msgspec.Struct, forbid_unknown_fields=True):
    folder: str | None = None
    demo: str | None = None
    bundles: list[msgspec.Raw] = []
    sign: Signing = "always"


class _Settings(msgspec.Struct, forbid_unknown_fields=True):
    strict: bool


class Admin:
    """Answers admin requests about one Spine. `rules` is the list of fault rules that the server follows."""

    def __init__(self, spine: Spine, rules: list[Rule]) -> None:
        self._spine = spine
        self._rules = rules

    def get(self, path: str) -> dict[str, Any]:
        """health, state, faults. Raises BadCommand."""
        match path:
            case "health":
                return {"status": "ready", "now": self._spine.now().isoformat()}
            case "state":
                return state_as_json(self._spine.snapshot(), self._spine.now())
            case "faults":
                return {"faults": msgspec.to_builtins(self._rules)}
        raise BadCommand(f"There is no /_sim/{path} to read.")

    def post(self, path: str, body: bytes) -> dict[str, Any]:
        """clock, cancel, load, faults, settings, reset. Raises BadCommand, UnknownFault."""
        try:
            return self._post(path, body or b"{}")
        except msgspec.DecodeError as error:
            raise BadCommand(str(error)) from None

    def _post(self, path: str, body: bytes) -> dict[str, Any]:
        match path:
            case "clock":
                return self._clock(msgspec.json.decode(body, type=_Clock))
            case "cancel":
                return self._cancel(msgspec.json.decode(body, type=_Cancel))
            case "load":
                return self._load(msgspec.json.decode(body, type=_Load))
            case "faults":
                self._rules[:] = read_script(body)
                return self.get("faults")
            case "settings":
                self._spine.set_strict(msgspec.json.decode(body, type=_Settings).strict)
                return {}
            case "reset":
                self._rules.clear()
                self._spine.reset()
                return {}
        raise BadCommand(f"There is no /_sim/{path} to do.")

    def _clock(self, command: _Clock) -> dict[str, Any]:
        now = command.now
        if now is not None and now.tzinfo is None:
            now = now.replace(tzinfo=UTC)
        seconds = command.advance_seconds + command.advance_days * 86400
        moment = self._spine.set_clock(now=now, advance_seconds=seconds, frozen=command.frozen)
        return {"now": moment.isoformat()}

    def _cancel(self, command: _Cancel) -> dict[str, Any]:
        if command.reason not in CANCELLATION_REASONS:
            raise BadCommand(f"There is no cancellation reason {command.reason}.")
        return {"response": self._spine.cancel(command.prescription_id, command.reason, command.item_id)}

    def _load(self, command: _Load) -> dict[str, Any]:
        if command.folder is not None:
            return load_folder(self._spine, Path(command.folder), sign=command.sign).as_json()
        if command.demo is not None:
            load_demo(self._spine, ods=command.demo)
            return {}
        try:
            orders = [fhir.parse(bytes(raw)) for raw in command.bundles]
        except fhir.NotFhir as error:
            raise BadCommand(str(error)) from None
        problems = self._spine.load(orders, sign=command.sign)
        return {"accepted": len(orders) - len(problems), "refused": problems}


def state_as_json(state: State, now: datetime) -> dict[str, Any]:
    """The state for people and tests: every prescription with its issues and lines, and the log of what counted."""
    return {
        "now": now.isoformat(),
        "strict": state.strict,
        "trusted": state.trusted,
        "prescriptions": [_prescription(held) for held in state.prescriptions.values()],
        "log": msgspec.to_builtins(state.log),
    }


def _prescription(held: Prescription) -> dict[str, Any]:
    return {
        "prescription_id": held.prescription_id,
        "uuid": held.uuid,
        "nhs_number": held.nhs_number,
        "treatment": held.treatment,
        "nominated": held.nominated,
        "prescribed_at": held.prescribed_at.isoformat(),
        "expires_at": held.expires_at.isoformat(),
        "current_issue": held.current().number,
        "issues": [_issue(issue) for issue in held.issues],
    }


def _issue(issue: Issue) -> dict[str, Any]:
    shown = msgspec.to_builtins(issue)
    shown.pop("holder_organisation")
    shown["status_display"] = states.PRESCRIPTION_DISPLAY[issue.status]
    for line in shown["lines"]:
        line["display"] = states.LINE_DISPLAY[line["status"]]
        line["supplied"] = [row.quantities.get(line["item_id"], "0") for row in issue.notifications]
    return dict(shown)

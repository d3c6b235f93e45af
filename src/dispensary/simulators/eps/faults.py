"""Faults on demand: what a network, a gateway or a busy Spine does to a client. Nothing here is random.

A fault is asked for by a script (`{"faults": [{"on": "release", "nth": 1, "fault": "reset-after"}]}`), by the
admin endpoint, or by the header X-Sim-Fault of one request.
"""

from typing import Any, Final

import msgspec

ACTS: Final = frozenset({"release", "notification", "return", "withdraw", "claim", "any"})

BEFORE: Final = frozenset(
    {"reset-before", "504", "500", "500-html", "500-empty", "502", "503", "429", "401", "403", "empty-passed"}
)
"""Faults without effect: the Spine never saw the message."""

AFTER: Final = frozenset(
    {
        "reset-after", "504-after", "500-after", "truncated-body", "wrong-content-type", "slow", "202-poll",
    }
)  # fmt: skip
"""Faults after the effect: the Spine did what it was told, and the answer is lost, late or spoilt."""


class UnknownFault(Exception):
    """A fault script or header that nobody can follow."""


class Fault(msgspec.Struct, frozen=True):
    """One fault. `retry_after` in seconds goes with 429 and 503; `seconds` is how slow slow is."""

    name: str
    retry_after: int | None = None
    seconds: float = 0.2


class Rule(msgspec.Struct):
    """When a fault happens: at the `nth` request of that act, at `every` so many, at the first `count`, or at `all`."""

    on: str
    fault: str
    nth: int | None = None
    every: int | None = None
    count: int | None = None
    all: bool = False
    retry_after: int | None = None
    seconds: float = 0.2
    seen: int = 0

    def happens(self, act: str) -> bool:
        """Counts this request if it is of the rule's act, and says whether its turn has come."""
        if self.on not in {act, "any"}:
            return False
        self.seen += 1
        return (
            self.all
            or self.seen == self.nth
            or (self.every is not None and self.seen % self.every == 0)
            or (self.count is not None and self.seen <= self.count)
        )


class _Script(msgspec.Struct, forbid_unknown_fields=True):
    faults: list[Rule]


def read_script(document: bytes) -> list[Rule]:
    """The rules of a fault script. Raises UnknownFault, naming what is wrong."""
    try:
        rules = msgspec.json.decode(document, type=_Script).faults
    except msgspec.DecodeError as error:
        raise UnknownFault(f"The fault script cannot be read: {error}") from None
    for rule in rules:
        _known(rule.fault)
        if rule.on not in ACTS:
            raise UnknownFault(f"There is no act named {rule.on}. Choose from {', '.join(sorted(ACTS))}.")
        if not (rule.nth or rule.every or rule.count or rule.all):
            raise UnknownFault(f"The fault {rule.fault} on {rule.on} never happens. Say nth, every, count or all.")
    return rules


def _known(name: str) -> None:
    if name not in BEFORE | AFTER:
        raise UnknownFault(f"There is no fault named {name}. Choose from {', '.join(sorted(BEFORE | AFTER))}.")


def from_header(value: str) -> Fault:
    """The fault that X-Sim-Fault asks for, such as `429; retry-after=2`. Raises UnknownFault."""
    name, *options = (part.strip() for part in value.split(";"))
    _known(name)
    known: dict[str, Any] = {}
    for option in options:
        key, _, number = option.partition("=")
        try:
            known[key.strip()] = float(number)
        except ValueError:
            raise UnknownFault(f"{option} is not a number.") from None
    retry_after = known.get("retry-after")
    return Fault(name, None if retry_after is None else int(retry_after), known.get("seconds", 0.2))


def choose(rules: list[Rule], act: str) -> Fault | None:
    """The fault for this request, by the first rule whose turn it is; every rule counts the request."""
    happening = [rule for rule in rules if rule.happens(act)]
    if not happening:
        return None
    rule = happening[0]
    return Fault(rule.fault, rule.retry_after, rule.seconds)

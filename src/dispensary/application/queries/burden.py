"""The alert burden of a month: how often the clinical check interrupted, and what became of it. Reads the journal only.

No patient stands in it, so anybody on the staff may read it. What is counted are checks that ended in an approval.
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from dispensary.application.workplace import Workplace
from dispensary.domain.burden import Burden, RuleBurden
from dispensary.domain.clinical.findings import Check, Tier
from dispensary.domain.clinical.gate import Action
from dispensary.domain.journal import Sought
from dispensary.domain.validity import months_after

MOST = 50_000
"""Entries of one month that are read: ten times what a large pharmacy writes."""
_OVERRIDDEN = frozenset({Action.ACCEPTED_RISK.value, Action.NOT_APPLICABLE.value, Action.WRONG_DATA.value})
"""The item went out as it was, and nobody was asked or told."""


def burden(place: Workplace, month: date | None = None) -> Burden:
    """The month that holds this day; without one, the current."""
    day = month if month is not None else place.clock.now().date()
    first = day.replace(day=1)
    last = months_after(first, 1) - timedelta(days=1)
    with place.store.read() as uow:
        checked = uow.journal.search(Sought(kind="clinically-checked", since=first, until=last), MOST)
        kept = uow.journal.search(Sought(kind="check-kept", since=first, until=last), MOST)
    bodies = [json.loads(entry.body) for entry in checked]
    counted = [body for body in bodies if "interrupted" in body["detail"]]
    details = [body["detail"] for body in counted]
    return Burden(
        month=first,
        checks=len(bodies),
        items=_total(details, "items"),
        told=sum(each["items"] > 0 for detail in details for each in detail["findings"]),
        stopped=_total(details, "stopped"),
        interrupted=_total(details, "interrupted"),
        kept=_total((json.loads(entry.body)["detail"] for entry in kept), "items"),
        uncounted=len(bodies) - len(counted),
        whole=len(checked) < MOST and len(kept) < MOST,
        rules=_rules(counted),
    )


def _total(details: Iterable[Mapping[str, Any]], key: str) -> int:
    return sum(int(detail[key]) for detail in details)


def _rules(bodies: Iterable[Mapping[str, Any]]) -> tuple[RuleBurden, ...]:
    counts: dict[tuple[str, str], Counter[str]] = {}
    for body in bodies:
        detail = body["detail"]
        made = {each["finding"]: each for each in detail["decisions"]}
        carried = {each["finding"] for each in detail["carried"]}
        for found in detail["findings"]:
            if not Tier(found["tier"]).interrupts or not found["items"]:
                continue
            count = counts.setdefault((found["check"], found["rule"]), Counter())
            count[_fate(made.get(found["hash"]), body["at"], carried=found["hash"] in carried)] += 1
            count["stops"] += found["tier"] == Tier.STOP.value
    return tuple(_rule(*key, count) for key, count in sorted(counts.items()))


def _fate(made: Mapping[str, Any] | None, at: str, *, carried: bool) -> str:
    """What became of a finding. One that was answered at an earlier check of the same prescription asked nobody."""
    if made is None:
        return "carried" if carried else "acted on"
    if made["at"] != at:
        return "answered before"
    return "overridden" if made["action"] in _OVERRIDDEN else "acted on"


def _rule(check: str, rule: str, count: Counter[str]) -> RuleBurden:
    return RuleBurden(
        check=Check(check),
        rule=rule,
        stops=count["stops"],
        shown=count["overridden"] + count["acted on"],
        carried=count["carried"],
        overridden=count["overridden"],
        acted_on=count["acted on"],
    )

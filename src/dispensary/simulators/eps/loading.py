"""Prescription orders from a folder: any JSON files; those that hold none are reported, never fatal."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dispensary.simulators.eps import fhir
from dispensary.simulators.eps.fhir import Resource
from dispensary.simulators.eps.orders import is_order
from dispensary.simulators.eps.spine import Signing, Spine


@dataclass(slots=True)
class LoadReport:
    """How many orders were taken in; which files had none, could not be read, or were refused and why."""

    accepted: int = 0
    not_orders: int = 0
    unreadable: dict[str, str] = field(default_factory=dict)
    refused: dict[str, str] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """For the admin endpoint."""
        return {
            "accepted": self.accepted,
            "not_orders": self.not_orders,
            "unreadable": self.unreadable,
            "refused": self.refused,
        }


def load_folder(spine: Spine, folder: Path, *, sign: Signing = "always") -> LoadReport:
    """Takes in every prescription order under the folder. The first of several with one ID counts."""
    report = LoadReport()
    for path in sorted(folder.rglob("*.json")):
        name = path.relative_to(folder).as_posix()
        try:
            found = list(_orders(path))
        except (fhir.NotFhir, OSError) as error:
            report.unreadable[name] = str(error)
            continue
        if not found:
            report.not_orders += 1
        for order in found:
            problems = spine.load([order], sign=sign)
            if problems:
                report.refused[name] = problems[0]
            else:
                report.accepted += 1
    return report


def _orders(path: Path) -> Iterator[Resource]:
    document = path.read_bytes()
    try:
        resource = fhir.parse(document)
    except fhir.NotFhir:
        if _is_json(document):
            return
        raise
    if is_order(resource):
        yield resource


def _is_json(document: bytes) -> bool:
    try:
        json.loads(document)
    except ValueError:
        return False
    return True

"""`dispensary recall` and `dispensary record near-misses`: who had a pack, and what was learnt at the bench."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from dispensary.cli.acting import opened_store, with_store
from dispensary.cli.given import DONE, BadUsage, Given, write
from dispensary.cli.services import Services
from dispensary.domain.batches import folded_batch
from dispensary.domain.identifiers import Gtin
from dispensary.domain.refusals import Refusal

if TYPE_CHECKING:
    from dispensary.application.queries.recalls import Concerned
    from dispensary.application.workplace import Workplace
    from dispensary.cli.counter import Answer
    from dispensary.domain.identifiers import UserId

AddCommand = Callable[[Any, str, str, Callable[[argparse.Namespace, Given, Services], int]], argparse.ArgumentParser]


def add_commands(commands: Any, records: Any, command: AddCommand) -> None:
    """Adds `recall`, and `near-misses` to the records."""
    recall = command(commands, "recall", "every patient and supply that had that pack", _recall)
    recall.add_argument("--gtin", required=True, metavar="GTIN", help="the barcode's number, 8 to 14 digits")
    recall.add_argument("--batch", metavar="BATCH", help="packs whose batch is not known are listed too, as not sure")
    misses = command(records, "near-misses", "the near misses that were recorded, newest first", _near_misses)
    misses.add_argument("--since", metavar="DAY", help="YYYY-MM-DD")
    misses.add_argument("--until", metavar="DAY", help="YYYY-MM-DD, that day included")
    misses.add_argument("--csv", action="store_true", help="as a table for a spreadsheet")


def _recall(options: argparse.Namespace, given: Given, services: Services) -> int:
    gtin = Gtin.of(options.gtin.strip())
    if gtin is None:
        raise BadUsage("--gtin is no barcode number: its check digit is wrong, or it has not 8, 12, 13 or 14 digits.")
    batch = folded_batch(options.batch)
    return with_store(given, services, lambda place, who: who_had(place, who, gtin, batch))


def who_had(place: Workplace, who: UserId, gtin: Gtin, batch: str | None) -> Answer:
    """The answer of `recall`; the look at these people is journalled."""
    from dispensary.application.looks import look_for
    from dispensary.application.queries.recalls import packs_with_barcode

    found = packs_with_barcode(place, who, gtin, batch)
    shown = {each.patient.id for each in found if each.patient is not None}
    look_for(place, who, f"recall {gtin.value} {batch or ''}", sorted(shown))
    return {"gtin": gtin.value, "batch": batch, "supplies": [_supply(each) for each in found]}, DONE


def _supply(found: Concerned) -> dict[str, Any]:
    pack, patient = found.pack, found.patient
    return {
        "patient": {
            "name": patient.name,
            "nhs_number": patient.nhs_number.value if patient.nhs_number else None,
            "birth_date": patient.facts.birth_date.isoformat() if patient.facts.birth_date else None,
            "phone": patient.phone or None,
        }
        if patient is not None
        else None,
        "restricted": found.closed,
        "prescription_id": pack.key.prescription.value,
        "issue": pack.key.issue,
        "supplied_at": pack.at.isoformat() if pack.at else None,
        "product": pack.product,
        "quantity": pack.amount or None,
        "batch": pack.batch,
        "expiry": pack.expiry.isoformat() if pack.expiry else None,
        "sure": found.sure,
    }


def _near_misses(options: argparse.Namespace, given: Given, services: Services) -> int:
    from dispensary.application.near_miss_lines import near_miss_lines, near_miss_row
    from dispensary.application.queries.near_misses import near_misses
    from dispensary.cli.counter import refused
    from dispensary.cli.record import days

    since, until = days(options)
    if not options.csv:
        return with_store(
            given,
            services,
            lambda place, _who: ([near_miss_row(miss) for miss in near_misses(place, since, until)], DONE),
        )
    with opened_store(given, services) as (place, who):
        if isinstance(who, Refusal):
            answer, code = refused(who)
            write(answer)
            return code
        for line in near_miss_lines(near_misses(place, since, until)):
            sys.stdout.write(line)
    return DONE

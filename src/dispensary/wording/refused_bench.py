"""Refusals around the bench, in plain English."""

from collections.abc import Callable
from typing import Any

from dispensary.domain import refused_bench
from dispensary.domain.refusals import Refusal

_MISSING = {
    "what": "Say which product or which barcode is recalled.",
    "title": "Give the recall a title, so that people know it again.",
    "advice": "Say what to tell the people who have it.",
    "days": "The first day of the supplies is after the last.",
    "expiry": "The first expiry date is after the last.",
}

SENTENCES: dict[type[Refusal], Callable[[Any], str]] = {
    refused_bench.RecallUnfit: lambda it: f"The recall was not recorded. {_MISSING[it.what]}",
    refused_bench.RecallOver: lambda it: f"Recall {it.number} was ended before. Enter it again if it is needed again.",
    refused_bench.ReasonWanted: lambda _: "Say why: the reason is kept in the record.",
    refused_bench.BarcodeKnown: lambda it: (
        f"The dictionary knows this barcode: it is {it.name}. It cannot be mapped to another pack."
    ),
    refused_bench.NotAPack: lambda it: (
        f"{it.name or 'That code'} is no supplier's pack. Choose the very pack that carries the barcode."
    ),
    refused_bench.CaseBarcode: lambda _: (
        "This is the barcode of a case of packs, so it cannot stand for one pack. Scan the pack itself."
    ),
    refused_bench.NotMapped: lambda _: "The pack that waits is not one that a pharmacist mapped.",
    refused_bench.BasketTaken: lambda it: (
        f"Basket {it.number} holds the prescription of {it.name}. Take another basket, or finish that one first."
    ),
    refused_bench.NotForABasket: lambda _: "This prescription is bagged or done with, so it needs no basket.",
    refused_bench.OwnCheckNotAllowed: lambda _: (
        "In this pharmacy nobody checks what they labelled or assembled themselves. Ask a colleague to check it."
    ),
}

"""A journal of any length with entries as a dispensary writes them, put in fast, chained and sealed by the program."""

import itertools
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

from tests.builders import NIA, NOW, sealed_store

from dispensary.adapters.store.cipher import CipherStore
from dispensary.domain.journal import GENESIS, Event, body_text, digest_of

AUTHORITY = "responsible pharmacist 2999041"
VERSIONS = {"dictionary": "Starter dictionary", "knowledge": "df4eef422747b381", "program": "0.1.0"}
CHECKS = ("age", "pregnancy", "renal", "disease", "refill", "quantity", "monitoring", "identity", "cd", "legal")


def long_journal(folder: Path, length: int) -> CipherStore:
    """A store with so many entries, the last of them added by the program itself, which seals all."""
    store = sealed_store(folder)
    with store.begin() as uow:
        driver = uow._open().connection.dbapi_connection
        assert driver is not None
        driver.executemany(  # type: ignore[attr-defined]
            "INSERT INTO journal (workstation, sequence, digest, body) VALUES (?, ?, ?, ?)", rows(length - 1)
        )
        uow.journal.append(Event("signed-in", {"user": "nia"}, {}), actor=NIA, authority=AUTHORITY, at=NOW)
        uow.commit()
    return store


def rows(length: int, workstation: str = "Counter 1") -> Iterator[tuple[str, int, str, str]]:
    """Entry after entry of a chain: workstation, sequence, digest, body."""
    previous, at = GENESIS, NOW - timedelta(seconds=length)
    for sequence, event in zip(range(1, length + 1), itertools.cycle(_prescription()), strict=False):
        number = sequence // 20
        about = {
            "issue": "1",
            "patient": f"{number % 8000:08d}-0000-4000-8000-000000000000",
            "prescription": f"{number:06X}-FZZ99A-{number % 4096:05X}",
        }
        detail = dict(event.detail) | ({"batch": f"TR{number // 200}"} if event.kind == "pack-scanned" else {})
        placed = Event(event.kind, about | dict(event.subject), detail)
        body = body_text(
            placed,
            workstation=workstation,
            sequence=sequence,
            at=at + timedelta(seconds=sequence),
            actor="nia",
            authority=AUTHORITY,
        )
        previous = digest_of(previous, body)
        yield workstation, sequence, previous, body


def _prescription() -> list[Event]:
    """What is written about one prescription of one item: kinds, mix and lengths as the tour writes them."""
    item = {"item": "11111111-1111-4111-8111-002409597476"}
    product: dict[str, str] = item | {"product": "42381611000001104"}

    def stage(name: str, **more: Any) -> dict[str, Any]:
        return {"stages": {item["item"]: name}, **more}

    pack = {
        "batch": "TR4071",
        "expiry": "2028-08-31",
        "gtin": "09520000046255",
        "packs": ["100089730989121109"],
        "raw": "]d201095200000462551728083110TR4071\x1d21597476",
        "reasons": [],
        "rule": "equivalent",
        "verdict": "pass",
        "versions": VERSIONS,
    }
    unchecked = [{"cause": "unknown-fact", "check": check} for check in CHECKS]
    looks = [Event("looked-at", {}, {"why": why}) for why in ("prescription", "clinical-check", "hand-out") * 2]
    message = {"message": "0000000a-0000-4000-8000-000000000007"}
    sent = [
        event
        for kind in ("notification", "claim")
        for event in (
            Event("message-queued", message, {"kind": kind}),
            Event("message-accepted", message, {"kind": kind, "brought": [], "answer": "urn:uuid:" + "0" * 36}),
        )
    ]
    return [
        Event(
            "received", {}, {"signature": "valid", "treatment": "acute", "status": "0001", "items": [item["item"]] * 3}
        ),
        Event("patient-linked", {}, {"patient": "00000000-0000-4000-8000-000000000000"}),
        *looks,
        Event(
            "clinically-checked",
            {},
            stage(
                "clinically-checked", decisions=[], findings=[], not_checked=unchecked, tier="none", versions=VERSIONS
            ),
        ),
        Event(
            "labelled",
            product,
            stage(
                "labelled",
                label="70410001",
                text="Take ONE capsule each morning",
                prescribed="1 om",
                quantity="28 capsules",
                product="Ramipril 5mg capsules",
                warnings=["W21"],
                versions=VERSIONS,
            ),
        ),
        Event("sent-to-printer", {}, {"job": message["message"], "title": "Label 70410001"}),
        Event("assembled", product, stage("assembled")),
        Event("pack-scanned", product, pack),
        Event("accuracy-checked", product, stage("accuracy-checked", label="70410001", versions=VERSIONS)),
        Event("bagged", {}, stage("bagged", bag="1", shelf="C3")),
        Event("sent-to-printer", {}, {"job": message["message"], "title": "Bag label 1"}),
        Event(
            "handed-out",
            {},
            stage(
                "handed-out",
                collector={"kind": "patient", "name": None, "identity": None},
                charge={"exemption": "0002", "evidence": "seen", "paid": None},
                matches=True,
                counselled=True,
                packs=["09520000046255"],
                shelf="C3",
            ),
        ),
        *sent,
        Event("claimed", {}, {"message": message["message"], "charge": "0002"}),
    ]

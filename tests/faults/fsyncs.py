"""What one dispensed item costs the disk: every sync of one item's whole path, step by step, as one JSON line each.

python -m tests.faults.fsyncs
"""

import json
import tempfile
from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

from tests.builders import AMARA, JOSEPH, NIA, PIN
from tests.faults.day import PAYS
from tests.faults.oracle import Ledger
from tests.faults.supervisor import Decision, Event, Verdict, supervise
from tests.journeys.main_job import Bench, furnish, key_of, ok, opened, order, pack_scan, simulator

from dispensary.application.accuracy_check import scan_at_bench
from dispensary.application.assemble import assemble
from dispensary.application.bag import bag
from dispensary.application.claim import claim
from dispensary.application.clinical_check import approve, look_at
from dispensary.application.deliver_outbox import deliver_outbox
from dispensary.application.hand_out import hand_out, may_hand_out
from dispensary.application.label import Wanted, draft, label_item
from dispensary.application.prints import send_prints
from dispensary.application.queries.detail import detail
from dispensary.application.queries.journal import journal_state
from dispensary.application.queries.worklist import worklist
from dispensary.application.receive import ask_for_nominated
from dispensary.application.sign_in import become_responsible_pharmacist, sign_in
from dispensary.domain.barcodes.tokens import label_token
from dispensary.domain.dispensing import ItemWork

MADE = order("adair-1")
KEY = key_of(MADE)

Deed = tuple[str, Callable[[], object]]


def path(bench: Bench) -> list[Deed]:
    """One item from the release to the claim, with a look at everything in between."""
    place = bench.place

    def work() -> ItemWork:
        return bench.held(KEY).items[0]

    def pack() -> str:
        item = bench.held(KEY).prescription.items[0]
        assert item.code is not None
        assert item.quantity is not None
        return pack_scan(bench, item.code, Decimal(item.quantity.value))

    def label() -> str:
        made = work().label
        assert made is not None
        return label_token(made.number)

    def look() -> None:
        worklist(place)
        detail(place, KEY)
        journal_state(place)

    return [
        ("sign in", lambda: sign_in(place, AMARA, PIN)),
        ("take over", lambda: become_responsible_pharmacist(place, AMARA)),
        ("ask", lambda: ask_for_nominated(place, NIA)),
        ("send the question", lambda: deliver_outbox(place)),
        ("look", look),
        ("look at the clinical check", lambda: look_at(place, KEY)),
        ("approve", lambda: approve(place, AMARA, KEY)),
        ("see the label", lambda: draft(place, KEY, work().item_id, Wanted("dd"))),
        ("label", lambda: label_item(place, NIA, KEY, work().item_id, Wanted("dd"))),
        ("print the label", lambda: send_prints(place, bench.printers)),
        ("assemble", lambda: assemble(place, NIA, KEY, work().item_id)),
        ("scan the pack", lambda: scan_at_bench(place, JOSEPH, KEY, pack())),
        ("scan the label", lambda: scan_at_bench(place, JOSEPH, KEY, label())),
        ("bag", lambda: bag(place, JOSEPH, KEY, "C4")),
        ("print the bag label", lambda: send_prints(place, bench.printers)),
        ("see whether it may go", lambda: may_hand_out(place, NIA, KEY)),
        ("hand out", lambda: hand_out(place, NIA, KEY, PAYS)),
        ("send the notification", lambda: deliver_outbox(place)),
        ("claim", lambda: claim(place, NIA, KEY)),
        ("send the claim", lambda: deliver_outbox(place)),
        ("nothing is left to send", lambda: send_prints(place, bench.printers)),
    ]


def walk(folder: Path, url: str, ledger: Ledger) -> None:
    ledger.write("meant", act="open")
    with opened(folder, url) as bench:
        for name, do in path(bench):
            ledger.write("meant", act=name)
            ok(do())
        ledger.write("meant", act="close")


def counted() -> dict[str, Counter[str]]:
    """What each deed had synced: "wal" is a step of the store, "printed" a document for a printer."""
    found: dict[str, Counter[str]] = {}

    def count(event: Event) -> Decision:
        if event.name == "write" and event.path.endswith(".ledger"):
            found[json.loads(event.data())["act"]] = Counter()
        elif event.name == "fsync":
            list(found.values())[-1][event.part] += 1
        return Verdict.GO_ON

    with tempfile.TemporaryDirectory(prefix="fsyncs-") as scratch, simulator() as eps:
        folder = Path(scratch) / "home"
        folder.mkdir()
        furnish(folder)
        eps.prepare(MADE)
        ledger = Ledger(folder.parent / "path.ledger")
        ended = supervise(lambda: walk(folder, eps.url, ledger), folder, count)
        assert ended.code == 0, ended
    return found


if __name__ == "__main__":
    for deed, synced in counted().items():
        print(json.dumps([deed, synced]))

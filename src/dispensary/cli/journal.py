"""`dispensary journal ...`: proving it, reading it, taking it out of the store, and a checkpoint for the folder."""

import argparse
import json
import sys
from collections.abc import Callable
from typing import Any

from dispensary.application.inspect_journal import export_journal, patients_named, search_journal, take_checkpoint
from dispensary.application.journal_lines import csv_lines, json_lines
from dispensary.application.workplace import Workplace
from dispensary.cli.given import DONE, REFUSED, BadUsage, day
from dispensary.domain.identifiers import UserId
from dispensary.domain.journal import Entry, Sought
from dispensary.domain.refusals import Refusal
from dispensary.domain.seals import Chain, Proof
from dispensary.wording.journal import broken_words, proof_notes
from dispensary.wording.refused import refusal_words

Answer = tuple[Any, int]


def add_show_options(parser: argparse.ArgumentParser) -> None:
    """What narrows `journal show`."""
    parser.add_argument("--patient", metavar="ID", help="an NHS number, or the id of a record")
    parser.add_argument("--prescription", metavar="ID")
    parser.add_argument("--product", metavar="CODE", help="a dm+d code")
    parser.add_argument("--person", metavar="USER", help="who did it")
    parser.add_argument("--batch", metavar="BATCH")
    parser.add_argument("--kind", metavar="KIND", help="labelled, handed-out, looked-at ...")
    parser.add_argument("--from", dest="since", metavar="DAY", help="YYYY-MM-DD")
    parser.add_argument("--to", dest="until", metavar="DAY", help="YYYY-MM-DD, that day included")
    parser.add_argument("--limit", type=int, default=100, metavar="N")


def proved(proof: Proof) -> Answer:
    """Whether everything fits, and what that rests on; if not, the first entry that does not."""
    answer = {
        "ok": proof.broken is None,
        "entries": proof.entries,
        "last": proof.last,
        "unsealed": proof.unsealed,
        "workstations": [_chain(chain) for chain in proof.chains],
        "notes": list(proof_notes(proof)),
    }
    return answer | _first(proof), REFUSED if proof.broken is not None else DONE


def _first(proof: Proof) -> dict[str, Any]:
    broken = proof.broken
    if broken is None:
        return {}
    return {
        "workstation": broken.workstation,
        "sequence": broken.sequence,
        "sound_to": broken.since,
        "reason": broken.reason,
        "message": broken_words(broken),
    }


def _chain(chain: Chain) -> dict[str, Any]:
    return {
        "workstation": chain.workstation,
        "entries": chain.entries,
        "sealed_to": chain.vouched,
        "sealed_at": chain.sealed_at,
        "checkpoints": chain.checkpoints,
        "known_here_to": chain.anchored,
        "keys": [{"fingerprint": key.fingerprint, "since": key.since} for key in chain.keys],
    }


def show(place: Workplace, actor: UserId, options: argparse.Namespace) -> Answer:
    """The newest entries that fit."""
    if options.limit < 1:
        raise BadUsage("--limit needs a number of at least 1.")
    sought = Sought(
        patients=patients_named(place, options.patient) if options.patient else (),
        prescription=options.prescription,
        products=(options.product,) if options.product else (),
        person=options.person,
        batch=options.batch,
        kind=options.kind,
        since=day("--from", options.since),
        until=day("--to", options.until),
    )
    found = search_journal(place, actor, sought, options.limit)
    if isinstance(found, Refusal):
        return {"refused": found.code, "message": refusal_words(found)}, REFUSED
    return [_shown(entry) for entry in found], DONE


def _shown(entry: Entry) -> dict[str, Any]:
    return {**json.loads(entry.body), "digest": entry.digest}


def export(place: Workplace, actor: UserId, *, as_csv: bool) -> int:
    """Every entry on standard output, as it is read."""
    entries = export_journal(place, actor)
    for line in csv_lines(entries) if as_csv else json_lines(entries):
        sys.stdout.write(line)
    return DONE


def checkpoint(place: Workplace, actor: UserId, write: Callable[[bytes], None] | None) -> Answer:
    """Seals the journal up to now; `write` keeps its page for the folder."""
    taken = take_checkpoint(place, actor)
    if isinstance(taken, Refusal):
        return {"refused": taken.code, "message": refusal_words(taken)}, REFUSED
    if write is not None:
        with place.store.read() as uow:
            premises = uow.premises()
        write(place.pages.checkpoint(premises, taken))
    return {
        "workstation": taken.workstation,
        "first": taken.first,
        "sequence": taken.sequence,
        "digest": taken.digest,
        "at": taken.at,
        "fingerprint": taken.fingerprint,
        "seal": taken.seal.hex(),
    }, DONE

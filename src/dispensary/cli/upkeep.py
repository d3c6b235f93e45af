"""Commands that keep the record itself: setting up, its key, backups, restoring."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable
from dataclasses import fields
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dispensary.cli.given import DONE, REFUSED, UNAVAILABLE, BadUsage, Given, say, write
from dispensary.cli.secrets import at_a_terminal, line_from, new_passphrase, typed_twice, unlock_of
from dispensary.cli.services import BackupWish, KeyWish, RestoreWish, Services, SetUpWish
from dispensary.domain.backups import LEAST, MOST, BackupPlan
from dispensary.domain.refusals import Refusal
from dispensary.domain.retention import KeepRule
from dispensary.domain.upkeep import JournalProof, WouldLose
from dispensary.wording.upkeep import FILE_LEFT_BEHIND, SHARED_SET_UP

if TYPE_CHECKING:
    from dispensary.application.back_up import BackedUp


WAYS = ("passphrase", "file", "keyring")

Run = Callable[[argparse.Namespace, Given, Services], int]
AddCommand = Callable[[Any, str, str, Run], argparse.ArgumentParser]

PHARMACY = {
    "name": "The pharmacy's name",
    "address": "Its address, without the postcode",
    "postcode": "Its postcode",
    "phone": "Its telephone number",
    "ods": "Its ODS code",
    "workstation": "This counter's name (Counter 1)",
}
PERSON = {
    "user": "What the first person signs in as (a short name)",
    "name": "Their full name",
    "title": "Their job",
    "registration": "Their GPhC number, empty if they have none",
}


def add_commands(commands: Any, command: AddCommand) -> None:
    """Adds `init`, `key`, `backup`, `restore` and the child's `check-file`."""
    init = command(commands, "init", "set up a new record", _init)
    init.add_argument("--key", choices=WAYS, help="how the record's key is kept")
    init.add_argument("--from", dest="file", type=Path, metavar="FILE", help="a JSON file with the answers")
    for name, words in PHARMACY.items():
        init.add_argument(f"--{name}", help=words, default=None)
    for name, words in PERSON.items():
        init.add_argument(f"--person-{name}", help=words, default=None)
    init.add_argument("--pharmacist", action="store_true", help="the first person is a pharmacist")

    key = commands.add_parser("key", help="the record's key", allow_abbrev=False)
    acts = key.add_subparsers(required=True, metavar="ACT")
    change = command(acts, "change", "keep the key in another way, or under another passphrase", _key_change)
    change.add_argument("--key", choices=WAYS, default="passphrase")
    change.add_argument("--new-passphrase-fd", metavar="N")
    command(acts, "renew", "rewrite the record under a new key", _key_renew)
    command(acts, "export", "write the key in clear into a file, for the safe", _key_export).add_argument(
        "out", type=Path, metavar="FILE"
    )

    backup = command(commands, "backup", "make a verified copy while others work", _backup)
    backup.add_argument("destination", type=Path, metavar="DEST", nargs="?", help="a folder, or one file: X.db")
    often = "and from now on so often by itself while the window is open; never: not any more"
    backup.add_argument("--every", type=_every, metavar="DAY|HOURS", default=argparse.SUPPRESS, help=often)
    for name, many in (("daily", 7), ("weekly", 5), ("monthly", 12)):
        backup.add_argument(f"--{name}", type=_count, default=many, metavar="N")
    restore = command(commands, "restore", "go back to a backup", _restore)
    restore.add_argument("source", type=Path, metavar="SRC")
    restore.add_argument("--source-key", type=Path, metavar="FILE", help="the key file of the backup")
    restore.add_argument("--source-passphrase-fd", metavar="N", help="the passphrase the backup was made under")
    restore.add_argument("--yes", action="store_true", help="even if newer entries are lost")
    command(commands, "check-file", "look for damage (asked by the window)", _check_file)
    command(commands, "make-backup", "make a backup (asked by the window)", _make_backup)


def _count(text: str) -> int:
    if not text.isdigit():
        raise argparse.ArgumentTypeError(f"{text} is not a number of backups")
    return int(text)


def _every(text: str) -> timedelta | None:
    """How often; None for never."""
    word = text.strip().lower()
    if word == "never":
        return None
    hours = 24 if word in ("day", "daily") else int(word) if word.isdecimal() else 0
    if not LEAST <= timedelta(hours=hours) <= MOST:
        raise argparse.ArgumentTypeError(f"{text} is neither day, never, nor a number of hours from 1 to 168")
    return timedelta(hours=hours)


def _refused(refusal: Refusal) -> int:
    from dispensary.wording.refused import refusal_words

    answer: dict[str, Any] = {"refused": refusal.code, "message": refusal_words(refusal)}
    if isinstance(refusal, WouldLose):
        lost = refusal.loss
        answer |= {
            "lost_entries": None if lost.unreadable else lost.entries,
            "since": lost.since or None,
            "until": lost.until or None,
            "different_past": lost.apart,
        }
    write(answer)
    return REFUSED


def _init(options: argparse.Namespace, given: Given, services: Services) -> int:
    from dispensary.application.set_up import FirstPerson, PharmacyDetails

    answers = _answers(options)
    person, pharmacy = _Asked(answers.get("person")), _Asked(answers.get("pharmacy"))
    wish = SetUpWish(
        pharmacy=PharmacyDetails(**{name: pharmacy.of(name, words) for name, words in PHARMACY.items()}),
        person=FirstPerson(
            **{name: person.of(name, words) for name, words in PERSON.items()},
            pharmacist=person.yes("pharmacist", "Are they a pharmacist? (y/n)"),
            pin=_first_pin(given),
        ),
        way=_way(answers.get("key")),
        passphrase=new_passphrase(given.passphrase_fd, "--passphrase-fd"),
        store_url=shared_url(given),
    )
    home = services.home(given.home)
    made = services.upkeep().set_up(home, wish)
    if isinstance(made, Refusal):
        return _refused(made)
    if wish.store_url is not None:
        say(SHARED_SET_UP)
    write({"home": str(home), "key": wish.way, "user": made.id.value})
    return DONE


def shared_url(given: Given) -> str | None:
    """The record on a server that this line, or this counter's setting, is about."""
    return given.store_url or os.environ.get("DISPENSARY_STORE_URL") or None


def _answers(options: argparse.Namespace) -> dict[str, Any]:
    """What the file and the line say; the line counts for more. Raises BadUsage."""
    from dispensary.application.set_up import FirstPerson

    held: Any = {}
    if options.file is not None:
        try:
            held = json.loads(options.file.read_text(encoding="utf-8"))
        except (OSError, ValueError, RecursionError):
            raise BadUsage(f"No answers can be read from {options.file.name}.") from None
    if not isinstance(held, dict) or not all(isinstance(held.get(part, {}), dict) for part in ("pharmacy", "person")):
        raise BadUsage(f'{options.file.name} does not hold a JSON object with "pharmacy" and "person".')
    given = vars(options)
    pharmacy = {**held.get("pharmacy", {}), **_said(given, PHARMACY, "")}
    person = {**held.get("person", {}), **_said(given, PERSON, "person_")}
    if options.pharmacist:
        person["pharmacist"] = True
    known = {*PHARMACY, *(f.name for f in fields(FirstPerson))} - {"pin"}
    unknown = sorted(((pharmacy.keys() | person.keys()) - known) | (held.keys() - {"pharmacy", "person", "key"}))
    if unknown:
        raise BadUsage(f"These answers are not asked for: {', '.join(unknown)}.")
    return {"pharmacy": pharmacy, "person": person, "key": options.key or held.get("key")}


def _said(given: dict[str, Any], names: dict[str, str], before: str) -> dict[str, str]:
    return {name: given[f"{before}{name}"] for name in names if given[f"{before}{name}"] is not None}


class _Asked:
    """Answers given beforehand; what is missing is asked for on a terminal, else left empty, to be refused by name."""

    def __init__(self, held: dict[str, Any] | None) -> None:
        self._held = held or {}

    def of(self, name: str, words: str) -> str:
        found = self._held.get(name)
        if found is None:
            return _typed(words)
        if not isinstance(found, str):
            raise BadUsage(f"{name} must be text.")
        return found

    def yes(self, name: str, words: str) -> bool:
        found = self._held.get(name)
        return _typed(words).strip().lower().startswith("y") if found is None else found is True


def _typed(words: str) -> str:
    if not at_a_terminal():
        return ""
    sys.stderr.write(f"{words}: ")
    sys.stderr.flush()
    return sys.stdin.readline().strip()


def _first_pin(given: Given) -> str:
    if given.pin_fd is not None:
        return line_from(given.pin_fd, "PIN", "--pin-fd").strip()
    return typed_twice("Their PIN: ", "The first person's PIN is given with --pin-fd N.")


def _way(given: object) -> str:
    way = given or _typed(f"How is the key kept? ({', '.join(WAYS)})")
    if way not in WAYS:
        raise BadUsage(f"Say how the key is kept: --key {', --key '.join(WAYS)}.")
    return str(way)


def _key_change(options: argparse.Namespace, given: Given, services: Services) -> int:
    wish = KeyWish(options.key, new_passphrase(options.new_passphrase_fd, "--new-passphrase-fd"))
    refused = services.upkeep().change_key(services.home(given.home), unlock_of(given), wish)
    if refused is not None:
        return _refused(refused)
    write({"key": options.key})
    return DONE


def _key_renew(_options: argparse.Namespace, given: Given, services: Services) -> int:
    done = services.upkeep().renew_key(services.home(given.home), unlock_of(given))
    write({"renewed": True, **_proof(done.proof)})
    return DONE


def _key_export(options: argparse.Namespace, given: Given, services: Services) -> int:
    services.upkeep().export_key(services.home(given.home), unlock_of(given), options.out)
    write({"file": str(options.out)})
    return DONE


def _backup(options: argparse.Namespace, given: Given, services: Services) -> int:
    rule = KeepRule(options.daily, options.weekly, options.monthly)
    if "every" in options:
        return _set_backups(options, given, services, rule)
    home, unlock, upkeep = services.home(given.home), unlock_of(given), services.upkeep()
    if options.destination is None:
        done = upkeep.back_up_as_planned(home, unlock, shared_url(given))
    else:
        done = upkeep.back_up(home, unlock, BackupWish(options.destination, rule, shared_url(given)))
    return _backed_up(done)


def _set_backups(options: argparse.Namespace, given: Given, services: Services, rule: KeepRule) -> int:
    """How often one is made by itself: proved by making one at once."""
    home, unlock = services.home(given.home), unlock_of(given)
    if options.every is None:
        services.upkeep().stop_planned(home, unlock, shared_url(given))
        write({"every_hours": None})
        return DONE
    if options.destination is None or options.destination.suffix == ".db":
        raise BadUsage("Name the folder that backups go to: dispensary backup --every day FOLDER")
    plan = BackupPlan(str(options.destination.expanduser().absolute()), options.every, rule)
    return _backed_up(services.upkeep().plan_backups(home, unlock, plan, shared_url(given)), every_hours=plan.hours)


def _backed_up(done: BackedUp, **more: object) -> int:
    made = {"file": done.kept.name, "bytes": done.kept.size, **_proof(done.proof), "removed": list(done.removed)}
    write({**made, **more})
    return DONE


def _restore(options: argparse.Namespace, given: Given, services: Services) -> int:
    number = options.source_passphrase_fd
    passphrase = partial(line_from, number, "passphrase", "--source-passphrase-fd") if number else None
    wish = RestoreWish(options.source, options.source_key, options.yes, passphrase, shared_url(given))
    home = services.home(given.home)
    done = services.upkeep().restore(home, unlock_of(given), wish)
    if isinstance(done, WouldLose):
        return _refused(done)
    if wish.store_url is not None and (home / "store.db").exists():
        say(FILE_LEFT_BEHIND)
    lost = None if done.lost.unreadable else done.lost.entries
    write(
        {"restored": str(options.source), **_proof(done.backup), "lost_entries": lost, "put_aside": done.aside or None}
    )
    return DONE


def _check_file(_options: argparse.Namespace, _given: Given, services: Services) -> int:
    write(services.upkeep().check_file(sys.stdin.read()))
    return DONE


def _make_backup(_options: argparse.Namespace, _given: Given, services: Services) -> int:
    answer = services.upkeep().make_backup(sys.stdin.read())
    write(answer)
    return DONE if answer["ok"] else UNAVAILABLE


def _proof(proof: JournalProof) -> dict[str, Any]:
    heads = {head.workstation: {"entry": head.sequence, "digest": head.digest} for head in proof.heads}
    return {"entries": proof.entries, "heads": heads}

"""Keeping the record, in words: damage, a full disk, backups, and what going back to one would lose."""

from datetime import datetime

from dispensary.domain.upkeep import MEGABYTE, Damage, Loss, Space
from dispensary.wording.labels import date_words
from dispensary.wording.times import clock_words

PARTS = {
    "journal": "the journal",
    "journal_head": "the journal's seals",
    "checkpoint": "the journal's seals",
    "workstation_key": "the journal's seals",
    "supply": "what was supplied",
    "supplied_pack": "which packs went out",
    "recall": "recalls",
    "near_miss": "near misses",
    "mapped_barcode": "barcodes that were mapped",
    "commit_mark": "marks of what was recorded",
    "dispensing": "prescriptions at work",
    "received": "prescriptions as they were received",
    "patient": "patients' records",
    "outbox": "messages for EPS",
    "print_job": "labels to print",
    "label": "label numbers",
    "staff": "staff",
    "duty": "responsible pharmacists",
    "absence": "responsible pharmacists' absences",
    "setting": "the pharmacy's details",
    "counter": "numbers that must not repeat",
}

STOP_AND_RESTORE = (
    "Stop recording at this computer: what is written now may be lost. Close the program, make a copy of the whole "
    "data folder, and go back to the last good backup with: dispensary restore BACKUP --yes. Have the disk replaced."
)

SHARED_SET_UP = (
    "The record is on the server now. The other counters need no init: give each the same DISPENSARY_STORE_URL and a "
    "DISPENSARY_WORKSTATION of its own. The server must encrypt its disk itself. The key that was made here encrypts "
    "the backups, so make them at this counter: dispensary backup FOLDER. Put a copy of it in the safe: dispensary key "
    "export FILE"
)
NO_BACKUP_KEY = (
    "This counter has no key to encrypt a backup with. Make the backup at the counter where the record was set up. Or "
    "write that counter's key onto a USB stick with: dispensary key export FILE, and name it here with --key-file FILE."
)
FILE_LEFT_BEHIND = (
    "The record is on the server now. The file store.db in this folder is the one from before: move it away, so that "
    "nobody opens it and goes on in it."
)
ONLY_BACKUPS = (
    "The record is on the server, and this key opens only its backups: there is no file to rewrite. Where the key may "
    "have become known, guard the backups that were made with it or destroy them."
)


def damage_words(damage: Damage, last_backup: str) -> tuple[str, str]:
    """What is damaged, and what to do about it."""
    return _what_is_hit(damage), f"{STOP_AND_RESTORE} {backup_words(last_backup)}"


def _what_is_hit(damage: Damage) -> str:
    if damage.locked:
        return "The record cannot be opened: this is not its key, or the beginning of its file is damaged."
    if damage.unreadable:
        return "The record on this disk is damaged, so that its parts cannot even be listed."
    pages = f"{damage.pages} page{'s' if damage.pages != 1 else ''}"
    named = [PARTS.get(part, part) for part in damage.parts]
    if not named:
        return f"The record on this disk is damaged: {pages} that nothing uses just now. The disk has begun to fail."
    hit = named[0] if len(named) == 1 else f"{', '.join(named[:-1])} and {named[-1]}"
    return f"The record on this disk is damaged ({pages}). Hit: {hit}."


def backup_words(last_backup: str) -> str:
    """last_backup: where the last good one is and of when; "" none is known."""
    return f"The last good backup is {last_backup}." if last_backup else "No backup of it is known here."


def space_words(space: Space) -> str:
    """How much room is left, and what it means where that is little."""
    left = f"{space.free // MEGABYTE:,} MB are free on the disk that holds the record."
    if space.nearly_none:
        return f"{left} The next steps may be refused. Delete what is not needed, or move the record to a larger disk."
    if space.low:
        return f"{left} When it is full, nothing can be recorded. Free some space today."
    return left


def _moment(iso: str) -> str:
    if not iso:
        return "the beginning"
    at = datetime.fromisoformat(iso)
    return f"{clock_words(at)} on {date_words(at.date())}"


def loss_words(loss: Loss) -> str:
    """What a restore would lose."""
    if loss.unreadable:
        return (
            "The present record cannot be read to its end, so nobody can say what it holds beyond the backup. "
            "Nothing was changed. To go back to the backup all the same, say --yes; the present record is put aside."
        )
    entries = f"{loss.entries:,} {'entry' if loss.entries == 1 else 'entries'} of the journal"
    span = f" between {_moment(loss.since)} and {_moment(loss.until)}" if loss.entries else ""
    if loss.apart:
        return (
            f"The backup is not an earlier form of this record: they have different pasts. {entries}{span} would go. "
            "Nothing was changed. To restore it all the same, say --yes; the present record is put aside."
        )
    return (
        f"The present record is newer than the backup: {entries}{span} would be lost. Nothing was changed. "
        "To go back all the same, say --yes; the present record is put aside, not deleted."
    )

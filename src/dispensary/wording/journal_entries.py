"""Entries of the journal in plain words: what was done, under what authority, and what else the entry says."""

import re
from collections.abc import Mapping
from datetime import date

from dispensary.domain.people import Basis, Task
from dispensary.wording.labels import date_words
from dispensary.wording.staff import BASIS_NAMES, TASK_NAMES

KINDS: Mapping[str, str] = {
    "absence-began": "Responsible pharmacist left",
    "absence-ended": "Responsible pharmacist came back",
    "account-ended": "Account ended",
    "account-locked": "Account locked after wrong PINs",
    "account-reopened": "Account opened again",
    "account-unlocked": "Account unlocked",
    "accuracy-checked": "Accuracy checked",
    "assembled": "Assembled",
    "authorisation-revoked": "Task taken back",
    "authorised": "Task given",
    "backed-up": "Backup made",
    "bag-sticker": "Sticker for a bag made",
    "bagged": "Bagged",
    "barcode-mapped": "Barcode mapped to a pack",
    "barcode-unmapped": "Mapped barcode taken back",
    "checkpoint-taken": "Checkpoint of the journal taken",
    "check-kept": "Earlier clinical check kept",
    "claimed": "Claimed",
    "clinically-checked": "Clinically checked",
    "counted": "Loose stock counted",
    "counted-once": "Loose stock counted, to be counted again",
    "dictionary-import-began": "Reading in of a dictionary release begun",
    "dictionary-imported": "Dictionary release put in use",
    "dictionary-rolled-back": "Earlier dictionary release put back",
    "directions-changed": "Directions changed",
    "entered": "Prescription typed in",
    "extra-label": "Extra label made",
    "handed-out": "Handed out",
    "in-basket": "Put in a basket",
    "journal-checked": "Journal checked",
    "journal-exported": "Journal exported",
    "journal-searched": "Journal searched",
    "key-renewed": "Record's key renewed",
    "label-reprinted": "Label printed again",
    "label-withdrawn": "Label withdrawn before it was printed",
    "labelled": "Labelled",
    "mapped-pack-seen": "Pack with a mapped barcode looked at",
    "leaflet-queued": "Leaflet made and queued for the printer",
    "looked-at": "Looked at",
    "message-accepted": "EPS took a message",
    "message-queued": "Message for EPS made",
    "message-rejected": "EPS refused a message",
    "near-miss": "Near miss",
    "near-miss-completed": "Near miss completed",
    "near-miss-noted": "Near miss noted",
    "not-dispensed": "Not dispensed",
    "noted": "Note added",
    "owing-slip": "Owing slip made",
    "own-check": "Own work checked",
    "pack-accepted-by-eye": "Pack accepted by eye",
    "pack-scanned": "Pack scanned",
    "pack-set-aside": "Pack put aside",
    "pack-stopped": "Wrong pack stopped",
    "packs-counted": "Packs counted",
    "patient-added": "Patient's record made",
    "patient-changed": "Patient's record changed",
    "patient-linked": "Prescription linked to a record",
    "patients-searched": "Patients searched",
    "pin-changed": "PIN changed",
    "pin-reset": "PIN reset",
    "premises-changed": "Pharmacy's details changed",
    "promised": "Collection promised",
    "queried": "Queried",
    "query-answered": "Query answered",
    "recall-ended": "Recall ended",
    "recall-started": "Recall entered",
    "received": "Prescription received",
    "record-restricted": "Record restricted",
    "refusal-seen": "Failed release seen",
    "refused-at-release": "Prescription failed at release",
    "rejected": "Sent back to be assembled",
    "release-failed": "EPS gave no prescription",
    "release-kept": "EPS kept a prescription",
    "release-unreadable": "EPS answer could not be read",
    "released-again": "Released again",
    "responsible-pharmacist-began": "Responsible pharmacist took over",
    "responsible-pharmacist-ended": "Responsible pharmacist ended",
    "restored": "Record restored from a backup",
    "restricted-record-opened": "Restricted record opened",
    "restriction-lifted": "Restriction lifted",
    "returned": "Sent back to EPS",
    "test-print": "Test print",
    "print-again": "Asked to print again",
    "print-cancelled": "Taken off the print queue",
    "print-found": "Found printed",
    "printer-set-up": "Printer set up",
    "scanner-set-up": "Scanner set up",
    "sent-to-printer": "Sent to the printer",
    "set-up": "Record set up",
    "sign-in-failed": "Sign-in failed",
    "sign-in-refused": "Sign-in refused",
    "signed-in": "Signed in",
    "split-pack-labelled": "Rest of a pack labelled",
    "staff-added": "Person added",
    "token-printed": "Dispensing token made",
    "unbagged": "Bag opened again",
}

_UNDER = re.compile(
    r"(?P<task>[a-z-]+), (?P<basis>[a-z0-9-]+), authorised(?: by (?P<by>.+))? from (?P<since>[\d-]{10})"
)
_CODED = re.compile(r"[a-z]+(-[a-z]+)+")
_RESPONSIBLE = "responsible pharmacist "


def kind_words(kind: str) -> str:
    """What was done, in a few words. A kind that a later version writes is shown as it is called."""
    return KINDS.get(kind, _spoken(kind))


def authority_words(authority: str, names: Mapping[str, str]) -> str:
    """Who was responsible, and under whose authorisation it was done."""
    responsible, _, under = authority.partition("; ")
    if responsible.startswith(_RESPONSIBLE):
        responsible = f"Responsible pharmacist on duty: GPhC {responsible.removeprefix(_RESPONSIBLE)}"
    elif responsible == "no responsible pharmacist":
        responsible = "No responsible pharmacist on duty"
    else:
        responsible = _spoken(responsible)
    return ". ".join(part for part in (responsible, _under_words(under, names)) if part)


def authority_brief(authority: str, names: Mapping[str, str]) -> str:
    """The same in a few words, for a line of a list: the task, or where none was needed, who was responsible."""
    responsible, _, under = authority.partition("; ")
    read = _UNDER.fullmatch(under)
    if read is None:
        return authority_words(responsible, names)
    by = f", given by {names.get(read['by'], read['by'])}" if read["by"] else ""
    return f"Task: {_spoken(read['task']).lower()}{by}"


def _under_words(under: str, names: Mapping[str, str]) -> str:
    read = _UNDER.fullmatch(under)
    if read is None:
        return _spoken(under)
    tasks, bases = {task.value: task for task in Task}, {basis.value: basis for basis in Basis}
    if read["task"] not in tasks or read["basis"] not in bases:
        return _spoken(under)
    by = f" by {names.get(read['by'], read['by'])}" if read["by"] else ""
    since = date_words(date.fromisoformat(read["since"]))
    basis = BASIS_NAMES[bases[read["basis"]]]
    return f"Task: {TASK_NAMES[tasks[read['task']]].lower()}, given{by} from {since}. {basis}"


def detail_lines(detail: Mapping[str, object], names: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """What else the entry says: each thing by its name, and in words as far as there are any."""
    said = ((name, value) for name, value in sorted(detail.items()) if value not in ("", None, [], {}))
    return tuple(
        (_spoken(name), _stages_words(value) if name == "stages" else value_words(value, names)) for name, value in said
    )


def _stages_words(stages: object) -> str:
    """Where the items came to; an item's own id says nothing to anybody."""
    reached = sorted({str(stage).replace("-", " ") for stage in stages.values()}) if isinstance(stages, dict) else []
    return ", ".join(reached)


def value_words(value: object, names: Mapping[str, str]) -> str:
    """A value of an entry, for reading; ids of the staff as names."""
    match value:
        case None | "" | []:
            return "none"
        case bool():
            return "yes" if value else "no"
        case dict():
            if set(value) == {"before", "after"}:
                return f"was {value['before'] or 'empty'}, now {value['after'] or 'empty'}"
            return "; ".join(
                f"{_spoken(str(name)).lower()}: {value_words(each, names)}" for name, each in value.items()
            )
        case list():
            return ", ".join(value_words(each, names) for each in value)
        case _:
            plain = names.get(str(value), str(value))
            return plain.replace("-", " ") if _CODED.fullmatch(plain) else plain


def _spoken(name: str) -> str:
    """first_name and handed-out as people write them."""
    plain = name.replace("_", " ").replace("-", " ") if " " not in name else name
    return plain[:1].upper() + plain[1:]

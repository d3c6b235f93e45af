"""Refusals about accounts, authorisations, duty and restricted records, in plain English."""

from collections.abc import Callable, Mapping
from typing import Any

from dispensary.domain import people, refused_people
from dispensary.domain.people import Register, Task
from dispensary.domain.refusals import Refusal
from dispensary.domain.refused_people import Unfit, WeakPin
from dispensary.wording.labels import date_words
from dispensary.wording.times import clock_words

TASKS: Mapping[Task, str] = {
    Task.RECEIVE: "receive prescriptions",
    Task.EDIT_RECORD: "change a patient's record",
    Task.CLINICAL_CHECK: "make the clinical check",
    Task.LABEL: "label",
    Task.ASSEMBLE: "assemble",
    Task.ACCURACY_CHECK: "make the accuracy check",
    Task.HAND_OUT: "hand out",
    Task.SUPERVISE: "be responsible pharmacist",
    Task.CLAIM: "claim",
    Task.ADMINISTER: "run the staff accounts and the settings",
    Task.OPEN_RESTRICTED: "restrict records and open restricted ones",
}

REGISTERS: Mapping[Register, str] = {
    Register.PHARMACIST: "a registered pharmacist",
    Register.TECHNICIAN: "a registered pharmacy technician",
    Register.NONE: "on no register",
}

UNFIT: Mapping[Unfit, str] = {
    Unfit.DATES: "It begins today or later, and ends no earlier than it begins. Put the dates right.",
    Unfit.REGULATION: "That regulation does not reach this task. Choose another task, or leave the regulation out.",
    Unfit.BAGGED_ONLY: "Only handing out can be limited to checked and bagged items. Leave that condition out.",
    Unfit.CONTROLLED_DRUGS: "This task is not done to single items, so controlled drugs cannot be left out of it.",
    Unfit.PHARMACIST: "The responsible pharmacist named in the condition must be a pharmacist with an open account.",
}

WEAK: Mapping[WeakPin, str] = {
    WeakPin.SHORT: "A PIN has at least 4 figures. Choose a longer one.",
    WeakPin.LONG: "That is too long: a PIN has at most 12 figures, a passphrase at most 200 characters.",
    WeakPin.SHORT_FOR_ADMINISTRATOR: (
        "Whoever runs the staff accounts needs a PIN of at least 6 figures, or a passphrase."
    ),
    WeakPin.SHORT_PHRASE: "A passphrase has at least 10 characters. Three or four words that nobody expects are best.",
    WeakPin.EASY: "That is one of the first to be tried. Choose one with no row, pattern, year or name in it.",
    WeakPin.OWN_NUMBER: "That stands in the GPhC number, which anybody can read. Choose another PIN.",
    WeakPin.SAME: "That is the PIN used until now. Choose another one.",
}


def _ask(task: Task) -> str:
    """Who can put it right."""
    return "Whoever runs the staff accounts can give it." if task in _OFFICE else "A pharmacist can give it."


def _renew(task: Task) -> str:
    return "Whoever runs the staff accounts can renew it." if task in _OFFICE else "A pharmacist can renew it."


_OFFICE = frozenset({Task.RECEIVE, Task.EDIT_RECORD, Task.CLAIM, Task.ADMINISTER})


def _whose(name: str) -> str:
    return f"{name}'s"


def _giver(it: refused_people.NotByThisPerson) -> str:
    if it.pharmacist:
        return f"{it.name} is not a pharmacist, and only a pharmacist may authorise somebody to {TASKS[it.task]}."
    return f"To give or take back leave to {TASKS[it.task]} somebody who runs the staff accounts is needed. Ask them."


SENTENCES: Mapping[type[Refusal], Callable[[Any], str]] = {
    people.NotAuthorised: lambda it: f"{it.name} is not authorised to {TASKS[it.task]}. {_ask(it.task)}",
    people.AuthorisationEnded: lambda it: (
        f"{_whose(it.name)} authorisation to {TASKS[it.task]} ended on {date_words(it.on)}. {_renew(it.task)}"
    ),
    people.AuthorisationNotBegun: lambda it: (
        f"{_whose(it.name)} authorisation to {TASKS[it.task]} begins on {date_words(it.since)}. Until then somebody "
        "else does it."
    ),
    people.AuthorisationRevoked: lambda it: (
        f"{_whose(it.name)} authorisation to {TASKS[it.task]} was taken back on {date_words(it.on)}. {_ask(it.task)}"
    ),
    people.LawNotInForce: lambda it: (
        f"{_whose(it.name)} authorisation to {TASKS[it.task]} rests on {it.regulation}, which is in force from "
        f"{date_words(it.since)}. Until then somebody else does it."
    ),
    people.NotOnRegister: lambda it: (
        f"{it.name} is not recorded as {REGISTERS[it.register]}, and only one may be authorised in this way."
    ),
    people.OnlyWhileResponsible: lambda it: (
        f"{it.name} may {TASKS[it.task]} only while {it.pharmacist} is responsible pharmacist, which is not so now."
    ),
    people.NotForControlledDrugs: lambda it: (
        f"{it.name} may {TASKS[it.task]}, but not controlled drugs, and {it.item} is one. Ask a pharmacist."
        if it.known
        else f"{it.name} may {TASKS[it.task]}, but not controlled drugs, and the dictionary does not say whether "
        f"{it.item} is one. Ask a pharmacist."
    ),
    people.ResponsibleAbsent: lambda it: (
        f"{it.pharmacist}, the responsible pharmacist, has been absent since {clock_words(it.since)}. Until they are "
        "back, or another pharmacist takes over, only bags that are checked and closed go out, by those authorised "
        "for it."
    ),
    people.AbsentTooLong: lambda it: (
        f"{it.pharmacist}, the responsible pharmacist, has been absent for longer than the {it.allowed_minutes} "
        "minutes that one day allows. Nothing can be supplied until they are back or another pharmacist takes over."
    ),
    people.AccountEnded: lambda it: (
        f"{_whose(it.name)} account ended on {date_words(it.on)}. Whoever runs the staff accounts can open it again."
    ),
    people.AccountLocked: lambda it: (
        f"{_whose(it.name)} account is locked after too many wrong PINs. Whoever runs the staff accounts, or a "
        "pharmacist who supervises, can unlock it."
    ),
    people.PinToChange: lambda it: f"{_whose(it.name)} PIN was set by somebody else. Choose a new one, then go on.",
    people.PinSpent: lambda it: (
        f"This PIN of {it.name} was good for one sign-in, on {date_words(it.at.date())} at {clock_words(it.at)}. Ask "
        "whoever runs the staff accounts for another. If that was not you, say so to the superintendent."
    ),
    refused_people.NotByThisPerson: _giver,
    refused_people.NotToOneself: lambda it: (
        f"{it.name} cannot do this for themselves ({TASKS[it.task]}). Somebody else who may do it is needed."
    ),
    refused_people.AuthorisationUnfit: lambda it: UNFIT[it.what],
    refused_people.PinUnfit: lambda it: WEAK[it.what],
    refused_people.LastAdministrator: lambda it: (
        f"After this nobody could run the staff accounts any more: {it.name} is the last. Let somebody else do it "
        "first, without an end date."
    ),
    refused_people.StillResponsible: lambda it: (
        f"{it.name} is the responsible pharmacist now. Another pharmacist takes over first, or the duty is ended."
    ),
    refused_people.AccountTaken: lambda it: (
        f"There is an account {it.user} already, open or closed. Choose another short name, or open that one again."
    ),
    refused_people.AccountIncomplete: lambda it: f"The account still needs {_list(it.missing)}.",
    refused_people.AccountClosed: lambda it: f"{_whose(it.name)} account ended on {date_words(it.on)} already.",
    refused_people.NotAbsent: lambda _: "The responsible pharmacist is not recorded as absent.",
    refused_people.NoAbsenceLeft: lambda it: (
        f"The {it.allowed_minutes} minutes that responsible pharmacists may be absent in one day are used up. "
        "Another pharmacist takes over, or the duty is ended."
    ),
    refused_people.RecordRestricted: lambda _: (
        "This record is restricted. Those whom it is open to can see it; a pharmacist who must check for this person "
        "can open it with a reason, which is recorded."
    ),
    refused_people.NotRestricted: lambda _: "This record is not restricted.",
    refused_people.WhyNeeded: lambda _: "Say why: this is kept with a reason.",
}


def _list(parts: tuple[str, ...]) -> str:
    return parts[0] if len(parts) == 1 else ", ".join(parts[:-1]) + " and " + parts[-1]

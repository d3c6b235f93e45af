"""The Staff screen's words: tasks, what they rest on, how they stand; and the responsible pharmacist's absence."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from dispensary.domain.people import (
    AccountEnded,
    AccountLocked,
    Authorisation,
    AuthorisationEnded,
    AuthorisationNotBegun,
    AuthorisationRevoked,
    Basis,
    LawNotInForce,
    OnlyWhileResponsible,
    PinGiven,
    PinToChange,
    Task,
    User,
)
from dispensary.domain.refusals import Refusal
from dispensary.wording.labels import date_words
from dispensary.wording.times import clock_words

LATELY = timedelta(days=90)
"""So long a PIN that somebody else set is told of at the next."""

PIN_RULE = "A PIN of at least 4 figures (6 for whoever runs the accounts), or a passphrase."

TASK_NAMES: Mapping[Task, str] = {
    Task.RECEIVE: "Receive prescriptions",
    Task.EDIT_RECORD: "Change patients' records",
    Task.CLINICAL_CHECK: "Clinical check",
    Task.LABEL: "Label",
    Task.ASSEMBLE: "Assemble",
    Task.ACCURACY_CHECK: "Accuracy check",
    Task.HAND_OUT: "Hand out",
    Task.SUPERVISE: "Responsible pharmacist",
    Task.CLAIM: "Claim",
    Task.ADMINISTER: "Staff accounts and settings",
    Task.OPEN_RESTRICTED: "Restricted records",
}

BASIS_NAMES: Mapping[Basis, str] = {
    Basis.SUPERVISED: "Under the pharmacist's supervision",
    Basis.REG_220A: "Technician, regulation 220A",
    Basis.REG_220B: "Closed bags while the pharmacist is absent, regulation 220B",
}


def standing_words(why: Refusal | None) -> str:
    """How an authorisation stands, in a word or two."""
    match why:
        case None:
            return "holds"
        case AuthorisationEnded():
            return f"ended {date_words(why.on)}"
        case AuthorisationRevoked():
            return f"taken back {date_words(why.on)}"
        case AuthorisationNotBegun():
            return f"from {date_words(why.since)}"
        case LawNotInForce():
            return f"in force {date_words(why.since)}"
        case OnlyWhileResponsible():
            return f"not now: {why.pharmacist} is out"
        case _:
            return "does not hold"


def account_words(barred: Refusal | None, user: User) -> str:
    """How the account stands."""
    match barred:
        case AccountEnded():
            return f"ended {date_words(barred.on)}"
        case AccountLocked():
            return "locked"
        case PinToChange():
            return "PIN to change"
        case _:
            return f"until {date_words(user.until)}" if user.until is not None else ""


def condition_words(held: Authorisation) -> str:
    """What an authorisation rests on and is bound to, in one line; "" for nothing but the pharmacist's supervision."""
    bound = held.conditions
    parts = [BASIS_NAMES[held.basis]] if held.basis is not Basis.SUPERVISED else []
    if bound.responsible is not None:
        parts.append(f"only while {bound.responsible_name or bound.responsible} is responsible")
    if bound.bagged_only and held.basis is not Basis.REG_220B:
        parts.append("only checked and bagged items")
    if bound.no_controlled_drugs:
        parts.append("no controlled drugs")
    if bound.words:
        parts.append(bound.words.rstrip("."))
    return "; ".join(parts)


def person_words(user: User) -> str:
    """What somebody is here: title, register, locum."""
    parts = [user.title]
    if user.registration:
        parts.append(f"GPhC {user.registration}")
    if user.locum:
        parts.append("locum")
    return ", ".join(parts)


def pin_given_words(user: User, now: datetime) -> str:
    """Who gave the PIN that this person has just signed in with, and who gave one lately besides; "" for their own."""
    if not user.new_pin or not user.pins_given:
        return ""
    *earlier, last = user.pins_given
    said = f"{last.name} gave you this PIN on {_when(last.at)}. It was good for this one sign-in: choose your own now."
    lately = [given for given in earlier if now - given.at < LATELY]
    if not lately:
        return said
    others = "; ".join(f"{given.name} on {_when(given.at)}, {_used(given)}" for given in lately)
    return f"{said} Before that: {others}. If one was not for you, tell the superintendent."


def last_given_words(user: User) -> str:
    """For everybody to see on the Staff screen: the last PIN that somebody else set, and whether it was used."""
    if not user.pins_given:
        return ""
    given = user.pins_given[-1]
    return f"PIN given by {given.name} on {_when(given.at)}, {_used(given)}"


def _when(at: datetime) -> str:
    return f"{date_words(at.date())} at {clock_words(at)}"


def _used(given: PinGiven) -> str:
    return f"used on {_when(given.used)}" if given.used is not None else "not used"


def minutes_words(minutes: int) -> str:
    """1 hour 5 minutes; 45 minutes."""
    hours, rest = divmod(minutes, 60)
    parts = [f"{hours} {'hour' if hours == 1 else 'hours'}"] if hours else []
    if rest or not hours:
        parts.append(f"{rest} {'minute' if rest == 1 else 'minutes'}")
    return " ".join(parts)


def absence_words(name: str, since: datetime, left: int) -> tuple[str, str]:
    """The banner while the responsible pharmacist is absent: what happened, and what still works."""
    first = f"{name}, the responsible pharmacist, is absent since {clock_words(since)}."
    if left <= 0:
        return first, "The day's absence is used up: nothing is supplied until a pharmacist is there."
    return first, f"Only closed bags go out, by those authorised for it. {minutes_words(left).capitalize()} left today."

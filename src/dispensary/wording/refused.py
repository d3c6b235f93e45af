"""Refusals in plain English: what happened, what it means, what to do. One sentence or two for each rule."""

from collections.abc import Callable, Sequence
from typing import Any

from dispensary.domain import people, premises, refused, refused_eps, scanners, upkeep, workflow
from dispensary.domain.labels.content import LabelIncomplete, LabelTooSmall, LabelUnprintable
from dispensary.domain.leaflets.leaflet import LeafletChanged, LeafletIncomplete, LeafletUnprintable, NothingToTell
from dispensary.domain.quantity import decimal_text
from dispensary.domain.refusals import Refusal
from dispensary.domain.refused_prints import LabelReplaced
from dispensary.wording import label_kinds, refused_bench, refused_people
from dispensary.wording.accuracy import not_a_pack
from dispensary.wording.labels import date_words, label_refusal_words, quantity_words
from dispensary.wording.leaflets import leaflet_refusal_words
from dispensary.wording.premises import UNFIT
from dispensary.wording.printing import SENTENCES as PRINTING
from dispensary.wording.printing import replaced_words
from dispensary.wording.scanners import UNFIT as SCANNER_UNFIT
from dispensary.wording.upkeep import loss_words

UNFORESEEN = "Something went wrong that nobody foresaw. What was recorded stands; your last step was not done."
"""Of a bug: no rule refused, and nothing outside is out of reach."""

STAGES = {
    workflow.Stage.RECEIVED: "waiting for the clinical check",
    workflow.Stage.CLINICALLY_CHECKED: "to label",
    workflow.Stage.LABELLED: "to assemble",
    workflow.Stage.ASSEMBLED: "waiting for the accuracy check",
    workflow.Stage.ACCURACY_CHECKED: "checked, not bagged",
    workflow.Stage.BAGGED: "bagged",
    workflow.Stage.HANDED_OUT: "handed out",
    workflow.Stage.QUERIED: "queried",
    workflow.Stage.OWING: "owing",
    workflow.Stage.NOT_DISPENSED: "not dispensed",
    workflow.Stage.RETURNED: "sent back",
}

ACTIONS = {
    workflow.Action.APPROVE: "approved",
    workflow.Action.VOID_CHECK: "sent back to the clinical check",
    workflow.Action.LABEL: "labelled",
    workflow.Action.ASSEMBLE: "assembled",
    workflow.Action.REJECT: "rejected",
    workflow.Action.ACCURACY_CHECK: "accuracy checked",
    workflow.Action.BAG: "bagged",
    workflow.Action.UNBAG: "taken out of the bag",
    workflow.Action.HAND_OUT: "handed out",
    workflow.Action.HAND_OUT_PART: "handed out in part",
    workflow.Action.OWE: "owed",
    workflow.Action.STOCK_ARRIVED: "brought back",
    workflow.Action.QUERY: "queried",
    workflow.Action.ANSWER_QUERY: "answered",
    workflow.Action.NOT_DISPENSE: "given up",
    workflow.Action.RETURN: "sent back",
}

QUESTIONS = {
    "identity": "ask for the name and the address",
    "charge": "settle what there is to pay",
    "fridge": "fetch what stands in the fridge",
    "collector": "say who collects the controlled drug, and ask for identification",
}

_SENTENCES: dict[type[Refusal], Callable[[Any], str]] = {
    workflow.NotFromHere: lambda it: f"This item is {STAGES[it.stage]}, so it cannot be {ACTIONS[it.action]} now.",
    people.PharmacistNeeded: lambda it: f"{it.name} is not a pharmacist, and only a pharmacist may do this.",
    people.NoResponsiblePharmacist: lambda _: (
        "There is no responsible pharmacist on duty. Nothing can be checked or supplied until one signs on."
    ),
    upkeep.WouldLose: lambda it: loss_words(it.loss),
    upkeep.WeakPassphrase: lambda it: (
        f"A passphrase needs at least {it.least} characters. Three or four words that have nothing to do with each "
        "other are easy to keep and hard to guess."
    ),
    upkeep.AlreadySetUp: lambda it: (
        "There is a record in that database already. It was not touched. A further counter needs no init: give it the "
        "address of the same database and start the program there."
        if it.shared
        else "There is a record in that folder already. It was not touched. Choose another."
    ),
    premises.PremisesUnfit: lambda it: UNFIT[it.what],
    upkeep.CounterNameUnfit: lambda it: (
        f"A counter's name has at most {it.most} characters that can be printed. Choose another, like Bench 2."
    ),
    upkeep.NotAnOdsCode: lambda it: f"{it.given} is not an ODS code. It is on the pharmacy's NHS contract, like FA123.",
    upkeep.FileNotWritten: lambda it: (
        f"{it.name} was not written: {it.why.rstrip('.')}. Nothing that was there was changed. Choose another place."
    ),
    upkeep.Missing: lambda it: f"This is still needed to set the record up: {', '.join(it.what)}.",
    people.WrongPin: lambda it: _pin(it.wait_seconds),
    refused.SameHands: lambda it: f"{it.name} {it.deed} {it.item}, so somebody else makes its accuracy check.",
    refused.PackHeld: lambda it: "Put the wrong pack aside first, and say what was wrong. " + " ".join(it.reasons),
    refused.NotAssembled: lambda _: "Nothing on this prescription is ready for the accuracy check.",
    refused.WrongLabel: lambda it: (
        f"That label is for {it.item}, not for this pack. Find the right label."
        if it.item
        else "That label is not one that this pharmacy has on record. Print the label again."
    ),
    refused.PacksFirst: lambda it: f"Scan every pack of {it.item} first, then its label.",
    refused.CountThePacks: lambda it: (
        f"Count the packs of {it.item}: {it.packs} were scanned, and one could have been scanned twice."
    ),
    refused.Unusable: lambda it: not_a_pack(it.scan.kind, it.scan.error),
    refused.CountWrong: lambda it: (
        f"{decimal_text(it.counted)} does not fit"
        + (f": {quantity_words(it.due)} go out, and a part pack holds less than the whole." if it.due else ".")
    ),
    refused.OverrideNotAllowed: lambda _: (
        "This pack cannot be accepted: it is another medicine, strength, form or brand, or no reason was given."
    ),
    refused.StillInHand: lambda it: (
        f"Not everything is checked yet: {_list(it.items)}. Check it, owe it or give it up first."
    ),
    refused.NothingToBag: lambda _: "There is nothing checked to put into a bag.",
    refused.PatientNotLinked: lambda it: (
        f"Say first whose record this is: no record here matches {it.name} in every detail."
    ),
    refused.NotClinicallyChecked: lambda it: f"A pharmacist has not checked {it.item} yet.",
    refused.CheckVoid: lambda it: (
        f"The clinical check of {it.item} no longer stands: {_list(it.changed)} changed. A pharmacist checks it again."
    ),
    refused_eps.NotFinished: lambda _: "Only a prescription that is wholly dispensed can be claimed for.",
    refused_eps.AlreadyClaimed: lambda _: "The claim for this prescription has been made.",
    refused_eps.ChargeUnknown: lambda _: "Say first whether the charge was paid, or which exemption applies.",
    refused_eps.NotByEps: lambda _: "This prescription did not come from EPS, so it is not claimed or sent back there.",
    refused_eps.AlreadySupplied: lambda _: (
        "Something has been handed over already, so the prescription cannot be sent back."
    ),
    refused.Unsettled: lambda it: (
        f"{len(it.findings)} finding still needs a decision."
        if len(it.findings) == 1
        else f"{len(it.findings)} findings still need a decision."
    ),
    refused.ItemExpired: lambda it: (
        f"{it.item} could be dispensed until {date_words(it.last_day)}. It has expired: mark it not dispensed."
    ),
    refused.CheckNotKept: lambda _: "No earlier check counts for this prescription. A pharmacist has to make it.",
    refused.NothingToCheck: lambda _: "Nothing on this prescription waits for a clinical check.",
    refused.NotAnswered: lambda it: f"Before the bag goes: {_list([QUESTIONS[asked] for asked in it.questions])}.",
    refused.NotBagged: lambda _: "There is no checked and bagged item to hand out.",
    refused.ExemptionNotValid: lambda _: (
        "That exemption cannot be claimed today, or it has not been said whether the evidence was seen."
    ),
    refused.LookFirst: lambda it: (
        f"{'A label' if it.many == 1 else f'{it.many} labels'} of {it.counter} may be printed already. Look at the "
        "printer there first."
    ),
    refused.LabelsGone: lambda it: (
        f"Somebody else was quicker, or {it.counter} is printing again: these labels do not wait there as they did. "
        "Nothing was printed here. Look again."
    ),
    refused.DirectionsMissing: lambda it: f"There are no directions for {it.item}. Type them, or ask the prescriber.",
    refused.DirectionsUnread: lambda it: (
        "These directions cannot be read as a dose"
        + (f": {_list(it.words)}" if it.words else "")
        + ". Type the dose and how often, or type dd to print the prescriber's words as they are."
    ),
    refused.ReasonNeeded: lambda _: "Give a reason for wording this differently from the prescriber.",
    refused.QuantityWrong: lambda it: (
        f"{quantity_words(it.due)} are still due, so enter that or less."
        if it.due is not None
        else "Nobody has said how much is prescribed. Ask the prescriber."
    ),
    refused.OtherProduct: lambda it: (
        f"{it.chosen} is not what was prescribed ({it.prescribed}). Choose a pack of that."
    ),
    refused.NhsNumberTaken: lambda it: f"{it.name} has this NHS number already. Open that record instead.",
    refused.NhsNumberWrong: lambda it: (
        f"{it.number} is not an NHS number: its check digit does not fit. Read it again."
    ),
    refused.NotAPrescriptionId: lambda it: (
        f"{it.text or 'That'} is not a prescription ID: it looks like 24F5DA-A83008-7EFE6Z, and its last character "
        "checks the others. Scan or type it again."
    ),
    refused.NoEarlierDictionary: lambda _: (
        "No earlier release of the dictionary is kept here, so there is none to go back to."
    ),
    refused.NotFound: lambda it: f"{it.what} is not here.",
    refused_eps.FailedAtRelease: lambda it: (
        f"This prescription may not be dispensed: {it.reason.rstrip('.')}. "
        "It can be looked at, and nothing else. Ask the prescriber for a new one."
    ),
    refused.EntryIncomplete: lambda it: f"The prescription still needs {_list(it.missing)}.",
    refused.AlteredElsewhere: lambda _: (
        "Somebody else changed this a moment ago. Nothing was overwritten: look at it again, then repeat your step."
    ),
    refused.PackOutOfDate: lambda it: (
        f"A pack of {it.item} in this bag expired on {date_words(it.expiry)}. "
        "Open the bag, take it out and supply a pack that is in date."
    ),
    refused.ChargeSettled: lambda _: (
        "What there is to pay was settled when the first part was handed out, and it stays so."
    ),
    refused_eps.LineClosed: lambda it: (
        f"EPS had closed {it.item} before it came here, so there is nothing to do for it. Ask the prescriber if the "
        "patient still needs it."
    ),
    refused_eps.NothingToAcknowledge: lambda _: (
        "That message is not one that EPS refused, so there is nothing to put away. It is sent by itself."
    ),
    LabelIncomplete: label_refusal_words,
    LabelTooSmall: label_refusal_words,
    LabelUnprintable: label_refusal_words,
    LeafletChanged: leaflet_refusal_words,
    LeafletIncomplete: leaflet_refusal_words,
    LeafletUnprintable: leaflet_refusal_words,
    NothingToTell: leaflet_refusal_words,
    scanners.ScannerUnfit: lambda it: SCANNER_UNFIT[it.detail],
    **refused_people.SENTENCES,
    **refused_bench.SENTENCES,
    **PRINTING,
    **label_kinds.SENTENCES,
}


def refusal_words(refusal: Refusal) -> str:
    """The sentence for any refusal. Raises KeyError for a kind nobody has worded: a bug that a test finds."""
    return _SENTENCES[type(refusal)](refusal)


def withdrawn_words(why: Refusal) -> str:
    """What the print queue says of a label that was given up before it was printed. The one that replaced it comes by
    itself.
    """
    if isinstance(why, LabelReplaced):
        return f"Withdrawn. {replaced_words(why)}"
    return f"Withdrawn. {refusal_words(why)}"


def worded_kinds() -> frozenset[type[Refusal]]:
    return frozenset(_SENTENCES)


def _pin(wait: int) -> str:
    if wait:
        return f"That PIN is not right. Wait {wait} seconds, then try again."
    return "That PIN is not right. Try again."


def _list(parts: Sequence[str]) -> str:
    held = [str(part) for part in parts]
    return held[0] if len(held) == 1 else ", ".join(held[:-1]) + " and " + held[-1]

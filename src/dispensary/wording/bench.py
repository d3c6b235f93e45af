"""The words of the accuracy check: what stopped it in two or three words, and what to scan next."""

from dispensary.domain import people, refused, refused_eps, refused_labels
from dispensary.domain.accuracy.reasons import Rule
from dispensary.domain.refusals import Refusal
from dispensary.wording.accuracy import Difference, DifferenceKind

_DIFFERENCES = {
    DifferenceKind.STRENGTH: "Wrong strength",
    DifferenceKind.DRUG: "Wrong medicine",
    DifferenceKind.FORM: "Wrong form",
    DifferenceKind.QUANTITY: "Wrong quantity",
    DifferenceKind.EXPIRED: "Out of date",
    DifferenceKind.RECALLED: "Recalled",
}
_RULES = {
    Rule.BRAND_DIFFERS: "Wrong brand",
    Rule.NEAR_MISS: "Wrong product",
    Rule.UNRELATED: "Wrong medicine",
    Rule.EXPIRED: "Out of date",
    Rule.SAME_PACK_TWICE: "Same pack twice",
    Rule.UNKNOWN_PACK: "Check it by eye",
    Rule.UNREADABLE: "Check it by eye",
    Rule.QUANTITY: "Look at the quantity",
    Rule.RECALLED: "Recalled",
    Rule.MAY_BE_RECALLED: "Read the batch",
    Rule.MAPPED: "Is it that pack?",
}
_REFUSALS: dict[type[Refusal], str] = {
    refused.WrongLabel: "Wrong label",
    refused.PacksFirst: "Packs first",
    refused.CountThePacks: "Count the packs",
    refused.SameHands: "Somebody else checks",
    refused.CheckVoid: "Clinical check void",
    refused.NotClinicallyChecked: "No clinical check",
    refused.PatientNotLinked: "No record chosen",
    refused.ItemExpired: "Expired",
    refused.NotAssembled: "Nothing to check",
    refused.Unusable: "Not a pack",
    refused_eps.FailedAtRelease: "Not to be dispensed",
    refused.StillInHand: "Not all checked",
    refused.NotFound: "Not here",
    refused.AlteredElsewhere: "Changed elsewhere",
    refused_labels.PackNotKnown: "Not labelled",
    people.NotAuthorised: "Not authorised",
    people.NoResponsiblePharmacist: "No pharmacist",
}

WHY_OWN = "Why does nobody else check it?"
HOW_MANY_LEFT = "How many are left?"


def stop_heading(rule: Rule, difference: Difference | None) -> str:
    """What was wrong with a pack, in as few words as can be read in one glance."""
    if difference is not None and difference.kind in _DIFFERENCES:
        return _DIFFERENCES[difference.kind]
    return _RULES.get(rule, "Look at this pack")


def ask_heading(rule: Rule) -> str:
    """Why a person has to look at a pack."""
    return _RULES.get(rule, "Look at this pack")


def refusal_heading(refusal: Refusal) -> str:
    """A refusal in a few words, large; its sentence stands under it."""
    return _REFUSALS.get(type(refusal), "Not recorded")

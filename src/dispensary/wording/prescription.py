"""The prescription in words: who may have written it, endorsements, controlled quantities, why one is not given."""

from datetime import date

from dispensary.domain.messages import NotDispensedReason, ReturnReason
from dispensary.domain.patient import Allergy
from dispensary.domain.prescription import PrescribedItem
from dispensary.wording.labels import date_words, quantity_words

NOT_SUPPLIED: dict[NotDispensedReason, str] = {
    NotDispensedReason.NOT_REQUIRED: "Patient does not want it",
    NotDispensedReason.CLINICALLY_UNSUITABLE: "Clinically unsuitable",
    NotDispensedReason.NOT_COLLECTED: "Not collected",
    NotDispensedReason.BOUGHT: "Patient bought it",
    NotDispensedReason.EXPIRED: "Expired",
    NotDispensedReason.CANCELLED: "Cancelled by the prescriber",
    NotDispensedReason.OUT_OF_SCOPE: "Not supplied here",
    NotDispensedReason.NOT_ALLOWED_ON_FP10: "Not allowed on the NHS",
    NotDispensedReason.DEATH: "Patient has died",
    NotDispensedReason.ILLEGAL: "Not a legal prescription",
}
"""The reasons a person may pick for one item, in the order of the keys. An owing has a step of its own."""

RETURNS: dict[ReturnReason, str] = {
    ReturnReason.PATIENT_REQUEST: "Patient asked for it back",
    ReturnReason.OTHER_DISPENSER: "Another pharmacy asked for it",
    ReturnReason.UNABLE_TO_DISPENSE: "We cannot supply it",
    ReturnReason.NON_ATTENDANCE: "Nobody came for it",
    ReturnReason.INVALID_SIGNATURE: "The signature is not valid",
    ReturnReason.INVALID: "Not valid or not readable",
    ReturnReason.EXPIRED: "Expired",
}
"""The reasons a person may pick for sending the whole prescription back; a version problem is the system's own."""

OPENED_AGAIN = ("Nobody collected it", "Something in it is out of date", "Something in it has to be put right")
"""Why a closed bag is opened again."""

ASSEMBLED_AGAIN = ("Wrong pack or label", "Damaged or out of date", "Not enough or too much", "It is not to go out")
"""Why a checked item goes back to be assembled anew."""

_ENDORSEMENTS = {
    "CC": "contraceptive",
    "FS": "free supply for a specified use",
    "ACBS": "Advisory Committee on Borderline Substances",
    "SLS": "Selected List Scheme",
    "AF": "food replacement or food supplement",
}

# prescription-type, NHS Digital eps-spine-shared: the first two figures say where, the last two who.
_SETTINGS = {
    "01": "primary care",
    "02": "primary care, Wales",
    "05": "primary care, Isle of Man",
    "10": "hospital outpatients",
    "11": "hospital pharmacy",
    "12": "homecare",
    "20": "hospital outpatients, Wales",
    "50": "hospital outpatients, Isle of Man",
    "03": "GP practice",
    "07": "supplementary prescribing",
    "09": "private",
}
_PRESCRIBERS = {
    "01": "Doctor",
    "02": "Trainee doctor",
    "03": "Deputising doctor",
    "04": "Nurse",
    "05": "Community nurse",
    "06": "Nurse",
    "07": "Community nurse",
    "08": "Pharmacist",
    "09": "Pharmacist",
    "13": "Optometrist",
    "14": "Podiatrist",
    "16": "Radiographer",
    "17": "Physiotherapist",
    "19": "Podiatrist",
    "20": "Optometrist",
    "21": "Radiographer",
    "22": "Physiotherapist",
    "23": "Hospital prescriber",
    "24": "Dietitian",
    "25": "Paramedic",
}
_WHOLE = {
    "0001": "GP",
    "0003": "Nurse practitioner",
    "0004": "Hospital",
    "0006": "Dentist",
    "0007": "Supplementary prescriber",
    "0009": "GP, private",
    "0012": "Extended formulary prescriber",
    "0406": "Hospital prescriber",
    "0607": "Dentist",
    "0707": "Dentist, Wales",
    "0718": "Optometrist, supplementary prescribing",
    "0719": "Podiatrist, supplementary prescribing",
    "0721": "Radiographer, supplementary prescribing",
    "0722": "Physiotherapist, supplementary prescribing",
    "0915": "Physiotherapist, private",
    "0916": "Radiographer, private",
}

_TITLES = frozenset({"mr", "mrs", "ms", "miss", "mx", "dr", "prof", "sir", "dame", "lady", "lord", "master"})
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def type_words(code: str) -> str:
    """Who may have written it, from the prescription type; the bare code where it is not known (row 1.6.2)."""
    if code in _WHOLE:
        return _WHOLE[code]
    setting, who = _SETTINGS.get(code[:2]), _PRESCRIBERS.get(code[2:])
    return f"{who}, {setting}" if setting is not None and who is not None else f"Type {code}"


def endorsement_words(code: str) -> str:
    """The prescriber's endorsement with its meaning: "Endorsed CC: contraceptive" (row 1.8.10)."""
    meaning = _ENDORSEMENTS.get(code)
    return f"Endorsed {code}: {meaning}" if meaning is not None else f"Endorsed {code}"


def cd_words(item: PrescribedItem, schedule: int | None) -> str:
    """A schedule 2 or 3 quantity in words and figures, "CD: twenty-eight (28 tablets)" (row 1.8.9); "" for others.

    Without a known schedule the words that were sent decide.
    """
    written = (item.cd_quantity_words or "").strip()
    if schedule not in (2, 3) and (schedule is not None or not written):
        return ""
    figures = quantity_words(item.quantity) if item.quantity is not None else "no figures sent"
    return f"CD: {written or 'no quantity in words sent'} ({figures})"


def capital(words: str) -> str:
    """The same words with a capital first, as a line of a list begins."""
    return f"{words[:1].upper()}{words[1:]}"


def counted_words(quantity: str) -> str:
    """28 of 28 tablets, where the medicine's name says what is counted; 10 ml stays 10 ml."""
    figures, _, unit = quantity.partition(" ")
    return quantity if unit in ("ml", "g", "mg", "l") else figures


def allergy_words(allergy: Allergy) -> str:
    """ "Penicillin: rash, 2014"."""
    year = str(allergy.recorded_on.year) if allergy.recorded_on is not None else ""
    about = ", ".join(part for part in (allergy.severity or "", year) if part)
    name = capital(allergy.substance)
    return f"{name}: {about}" if about else name


def first_name(name: str) -> str:
    """The name that people use, from a whole name with or without a title: Beryl, of Mrs Beryl Hartnoll."""
    words = [word for word in name.split() if word.strip(".").casefold() not in _TITLES]
    return words[0] if words else name


def short_date_words(day: date, today: date) -> str:
    """2 Nov, or with its year where that is another: 2 Nov 2025."""
    return f"{day.day} {_MONTHS[day.month - 1]}" if day.year == today.year else date_words(day)


def unwritten(words: str) -> str:
    """The words, or that none were sent."""
    return words.strip() or "not given"

"""The clinical cases and the HL7 requests, put into words that `check` reads, and each positive's negative twin.

A case is a line of a table; what its context means in fields (a date, a history) is written out here once.
"""

import copy
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tests.bench.reference import RANK, TODAY, Answer, Case, checked, days_ago, folder, rows

SCANNED = frozenset({"CC144"})
"""About a pack in the hand: it belongs to `verify`."""

NAMES = {
    "Amlodipine 5mg 28": "Amlodipine 5mg tablets",
    "Amoxicillin 500mg": "Amoxicillin 500mg capsules",
    "Apixaban 5mg": "Apixaban 5mg tablets",
    "Aspirin 300mg dispersible": "Aspirin 300mg dispersible tablets",
    "Aspirin 75mg dispersible": "Aspirin 75mg dispersible tablets",
    "Bisoprolol 2.5mg": "Bisoprolol 2.5mg tablets",
    "Dabigatran 110mg capsules": "Dabigatran etexilate 110mg capsules",
    "Diazepam 2mg": "Diazepam 2mg tablets",
    "Diazepam 5mg": "Diazepam 5mg tablets",
    "Diclofenac 1% gel": "Diclofenac sodium 1% gel",
    "Diclofenac 50mg": "Diclofenac sodium 50mg gastro-resistant tablets",
    "Domperidone 1mg/ml susp": "Domperidone 1mg/ml oral suspension sugar free",
    "Fentanyl 25microgram/hour patches": "Fentanyl 25micrograms/hour transdermal patches",
    "Fentanyl 75microgram/hour patches": "Fentanyl 75micrograms/hour transdermal patches",
    "Levothyroxine 100microgram tablets": "Levothyroxine sodium 100microgram tablets",
    "Loperamide 2mg caps (OTC sale)": "Loperamide 2mg capsules",
    "Metoclopramide 10mg": "Metoclopramide 10mg tablets",
    "Morphine sulfate 10mg MR": "Morphine 10mg modified-release tablets",
    "Morphine sulfate 60mg MR tablets": "Morphine 60mg modified-release tablets",
    "Nitrofurantoin 100mg MR capsules": "Nitrofurantoin 100mg modified-release capsules",
    "Prednisolone 5mg": "Prednisolone 5mg tablets",
    "Pregabalin 150mg": "Pregabalin 150mg capsules",
    "Propranolol 40mg": "Propranolol 40mg tablets",
    "Ramipril 5mg": "Ramipril 5mg capsules",
    "Risedronate 35mg tablets": "Risedronate sodium 35mg tablets",
    "Salbutamol inhaler": "Salbutamol 100micrograms/dose inhaler CFC free",
    "Sodium valproate 200mg EC tablets": "Sodium valproate 200mg gastro-resistant tablets",
    "Sodium valproate 500mg MR": "Sodium valproate 500mg modified-release tablets",
    "Sulfasalazine 500mg EC tablets": "Sulfasalazine 500mg gastro-resistant tablets",
    "Temazepam 10mg": "Temazepam 10mg tablets",
    "Tramadol 50mg": "Tramadol 50mg capsules",
    "Warfarin 1mg, 3mg, 5mg tablets": "Warfarin 1mg tablets",
    "Zopiclone 7.5mg": "Zopiclone 7.5mg tablets",
}


def had(name: str, directions: str = "1 od", on: int = 20, **more: Any) -> Case:
    return {"name": name, "directions": directions, "supplied_on": days_ago(on), "days": 28, **more}


@dataclass(frozen=True)
class Context:
    """What the context of a case means: further fields of the person and of the item, the history, other items."""

    person: Case | None = None
    item: Case | None = None
    history: tuple[Case, ...] = ()
    beside: tuple[Case, ...] = ()


_WARFARIN = had("Warfarin 3mg tablets")
_ASPART = "Insulin aspart 100units/ml solution for injection 3ml cartridges"
_AS_BOOKED = "as per yellow book"
CONTEXTS = {
    "CC004": Context(history=(had("Co-codamol 30mg/500mg tablets", "2 qds"),)),
    "CC010": Context(item={"days": 3, "quantity": "9"}),
    "CC014": Context(history=(had("Tramadol 100mg modified-release capsules", "1 bd"),)),
    "CC017": Context(history=(had("Oxycodone 10mg tablets", "1 qds"),)),
    "CC033": Context(item={"quantity": "84", "days": 28}),
    "CC036": Context(item={"quantity": "84", "days": 28}),
    "CC041": Context(item={"supply": "otc"}),
    "CC044": Context(item={"supply": "otc", "ingredient": "dextromethorphan", "name": None}),
    "CC053": Context(item={"days": 3, "quantity": "6"}),
    "CC054": Context(item={"days": 84, "quantity": "84"}),
    "CC069": Context(history=(had("Amlodipine 5mg tablets"),)),
    "CC070": Context(history=(had("Amlodipine 5mg tablets"),)),
    "CC072": Context(history=(had("Amlodipine 10mg tablets"),)),
    "CC074": Context(
        item={"name": "Miconazole 20mg/g oromucosal gel sugar free", "ingredient": "miconazole"}, history=(_WARFARIN,)
    ),
    "CC076": Context(history=(_WARFARIN,)),
    "CC077": Context(person={"age_years": 70}, history=(_WARFARIN,)),
    "CC078": Context(history=(_WARFARIN, had("Omeprazole 20mg gastro-resistant capsules"))),
    "CC080": Context(history=(had("Methotrexate 2.5mg tablets", "6 tablets once a week on Monday"),)),
    "CC081": Context(history=(had("Candesartan 8mg tablets"),)),
    "CC082": Context(history=(had("Morphine 30mg modified-release tablets", "1 bd"),)),
    "CC096": Context(person={"ppp_date": days_ago(60)}),
    "CC098": Context(item={"quantity": "56"}),
    "CC100": Context(item={"days": 30, "quantity": "60", "signed_on": days_ago(10)}),
    "CC102": Context(item={"days": 60, "quantity": "120"}),
    "CC105": Context(beside=({"name": "Ramipril 2.5mg capsules", "directions": "1 od"},)),
    "CC106": Context(history=(had("Lisinopril 10mg tablets", on=14),)),
    "CC109": Context(history=(had("Prednisolone 5mg tablets"),)),
    "CC111": Context(
        beside=tuple({"name": f"Warfarin {mg}mg tablets", "directions": _AS_BOOKED} for mg in (3, 5)),
    ),
    "CC112": Context(history=(_WARFARIN,)),
    "CC113": Context(history=(had(_ASPART, "10 units tds"),)),
    "CC115": Context(item={"signed_on": days_ago(27)}),
    "CC116": Context(item={"signed_on": days_ago(40)}),
    "CC118": Context(item={"quantity": "112", "days": 56}),
    "CC120": Context(item={"treatment": "erd", "issue": 2}),
    "CC121": Context(item={"treatment": "erd", "issue": 1, "signed_on": days_ago(30)}),
    "CC122": Context(item={"cd_quantity_words": "", "quantity": "28"}),
    "CC123": Context(item={"signed_on": "2026-04-20"}),
    "CC126": Context(item={"emergency": True, "days": 7}),
    "CC127": Context(item={"emergency": True, "days": 28}),
    "CC128": Context(item={"quantity": "28"}, history=(had("Amlodipine 5mg tablets", on=10, quantity="28"),)),
    "CC129": Context(item={"quantity": "28"}, history=(had("Amlodipine 5mg tablets", on=24, quantity="28"),)),
    "CC131": Context(
        history=(had("Salbutamol 100micrograms/dose inhaler CFC free", "2 prn", days=None, times_supplied=3),)
    ),
    "CC133": Context(item={"quantity": "100"}),
    "CC134": Context(item={"quantity": "40"}),
    "CC142": Context(item={"days": 5}),
}


def _person(row: dict[str, str]) -> Case:
    said = row["patient"]
    aged = re.search(r"(\d+)y ([MF])", said)
    made: Case = {"age_years": int(aged[1]), "sex": aged[2]} if aged else {"age_years": 45, "sex": "M"}
    for key, pattern in (("egfr", r"eGFR (\d+)"), ("crcl", r"CrCl (\d+)")):
        number = re.search(pattern, said)
        if number:
            made[key] = number[1]
    weeks = re.search(r"pregnant (\d+)w", said)
    if weeks:
        made |= {"pregnant": True, "gestation_weeks": int(weeks[1])}
    if "breastfeeding" in said:
        made["breastfeeding"] = True
    if row["check"] == "allergy":
        substance, _, severity = said.replace("-induced", "").partition(" ")
        return made | {"allergies": [{"substance": substance, "severity": severity.strip("()")}]}
    if row["check"] == "disease":
        made["conditions"] = [said]
    return made | {"no_known_allergies": True}


def case_of(row: dict[str, str]) -> Case:
    """One line of the table as a case of the command line."""
    context = CONTEXTS.get(row["id"], Context())
    item = {"name": NAMES.get(row["item"], row["item"]), "directions": row["directions"]} | (context.item or {})
    return {
        "today": TODAY.isoformat(),
        "patient": _person(row) | (context.person or {}),
        "items": [item, *context.beside],
        "history": list(context.history),
    }


_TAKEN_DAILY = {"Citalopram 40mg tablets": "1/2 od", "Escitalopram 20mg tablets": "1/2 od"}


def twin_of(row: dict[str, str]) -> Case:
    """The same case with what it is about taken away: another dose, age, condition or date, no other medicine."""
    made = copy.deepcopy(case_of(row))
    item, person, kind = made["items"][0], made["patient"], row["check"]
    match kind:
        case "allergy":
            person["allergies"][0]["status"] = "refuted"
        case "ddi" | "ddi_dose":
            made["history"] = []
        case "duplicate":
            made["history"], made["items"] = [], made["items"][:1]
        case "max_dose" | "unit":
            item["directions"], made["history"] = _TAKEN_DAILY.get(row["item"], "1 od"), []
        case "ome":
            made["history"] = []
            item["directions"] = "1 od" if "Morphine" in row["item"] else "1 every 72h"
            item["name"] = item["name"].replace("75", "25")
        case "weekly":
            item["directions"] = "1 once a week"
            if "Methotrexate" in row["item"]:
                item["directions"] = "6 tablets once a week on Monday"
        case "age":
            person["age_years"] = 40
        case "breastfeeding":
            person["breastfeeding"] = False
        case "duration":
            item |= {"days": 5, "quantity": "15"}
        case "renal":
            person |= {"egfr": "95"} if "egfr" in person else {"crcl": "95"}
        case "pack":
            item["quantity"] = "100"
        case "pregnancy" if row["expected_tier"] == "inform":
            # What is said of the medicine itself, whoever takes it: the twin takes another.
            item |= {"name": "Levetiracetam 500mg tablets", "directions": "1 bd"}
        case "pregnancy":
            person |= {"sex": "M", "pregnant": False, "gestation_weeks": None}
        case "cd" | "legal" | "emergency":
            item |= {"signed_on": days_ago(1), "treatment": "acute", "issue": None, "emergency": False}
            item |= {"days": None, "quantity": "28", "cd_quantity_words": "twenty eight"}
        case "refill":
            made["history"][0] |= {"supplied_on": days_ago(27), "times_supplied": 1}
        case "oversupply":
            item["quantity"] = "21"
        case "disease":
            person["conditions"] = []
    return made


@dataclass(frozen=True)
class Outcome:
    """One case: what was wanted, what came, and whether the twin was silent about the same."""

    id: str
    check: str
    wanted: str
    got: str
    rules: tuple[str, ...]
    twin_quiet: bool | None


def outcomes() -> Iterator[Outcome]:
    for row in rows("clinical_cases.csv"):
        if row["id"] in SCANNED:
            continue
        answer = checked(case_of(row))
        rules = tuple(sorted({found["rule"] for found in answer["findings"]}))
        leading = tuple(found["rule"] for found in answer["findings"] if found["tier"] == answer["tier"])
        twin = None if row["expected_tier"] == "none" else _quiet(checked(twin_of(row)), leading)
        yield Outcome(row["id"], row["check"], row["expected_tier"], str(answer["tier"]), rules, twin)


def _quiet(answer: Answer, rules: tuple[str, ...]) -> bool:
    """Nothing interrupts, and none of the rules that gave the case its tier speaks."""
    return not any(RANK[found["tier"]] >= RANK["reason"] or found["rule"] in rules for found in answer["findings"])


# --- the HL7 requests ------------------------------------------------------------------------------------------------

_WORST = {"critical": "stop", "warning": "reason", "info": "inform"}
_PLAIN = {"cyclosporine": "ciclosporin", "potassium": "potassium chloride"}
_KNOWN = (
    "warfarin diclofenac ibuprofen rabeprazole dexamethasone spironolactone digoxin cyclosporine furosemide potassium"
)


def _resources(value: object) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        if value.get("resourceType") not in (None, "Bundle"):
            yield value
        for each in value.values():
            yield from _resources(each)
    if isinstance(value, list):
        for each in value:
            yield from _resources(each)


def _display(resource: dict[str, Any], key: str) -> str:
    codings = (resource.get(key) or {}).get("coding", [])
    return next((str(coding["display"]) for coding in codings if coding.get("display")), "")


def _medicine(display: str) -> Case:
    low = display.lower()
    word = next((each for each in _KNOWN.split() if each in low), low)
    if word == "diclofenac" and ("topical" in low or "gel" in low):
        return {"name": "Diclofenac sodium 1% gel"}
    return {"ingredient": _PLAIN.get(word, word)}


def _request(scenario: dict[str, Any]) -> Case:
    path = folder() / "clinical" / "pddi_cds_requests" / scenario["source_file"]
    request = json.loads(path.read_text(encoding="utf-8"))
    context = request["context"]
    new = [each for each in _resources(context.get("medications", {})) if each["resourceType"].startswith("Medication")]
    known = [*(value for key, value in context.items() if key != "medications"), request.get("prefetch", {})]
    person: Case = {"no_known_allergies": True, "conditions": [], "results": []}
    history = []
    for each in _resources(known):
        display = _display(each, "medicationCodeableConcept")
        if each["resourceType"].startswith("Medication") and display:
            history.append({**_medicine(display), "supplied_on": days_ago(11)})
        if each["resourceType"] == "Condition":
            person["conditions"].append(_display(each, "code"))
        value = each.get("valueQuantity", {}).get("value")
        if each["resourceType"] == "Observation" and value is not None:
            test = _display(each, "code")
            person["results"].append({"test": "digoxin" if "digoxin" in test.lower() else test, "value": str(value)})
    for said, age in (("age >65", 72), ("age <65", 50)):
        if said in scenario["prefetch"]:
            person["age_years"] = age
    items = [{**_medicine(_display(each, "medicationCodeableConcept")), "directions": ""} for each in new]
    return {"today": TODAY.isoformat(), "patient": person, "items": items, "history": history}


def requests() -> Iterator[tuple[str, str, str]]:
    """Each scenario with the tier that its worst card stands for, and the tier that came."""
    path = folder() / "clinical" / "pddi_cds_scenarios.json"
    for scenario in json.loads(path.read_text(encoding="utf-8"))["scenarios"]:
        cards = scenario["expected_cards"].values()
        wanted = next(tier for card, tier in _WORST.items() if card in cards)
        yield scenario["id"], wanted, str(checked(_request(scenario))["tier"])

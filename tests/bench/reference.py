"""The reference data that the figures are measured on: where it lies, and how one case is put to the clinical check.

The data is no part of the repository: it lies in ../shared/data beside the checkout, or where DISPENSARY_REFERENCE
says.
"""

import csv
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from dispensary import bootstrap
from dispensary.adapters.knowledge.dose_codes import load_dose_codes
from dispensary.cli import check, dose

TODAY = date(2026, 11, 21)
RANK = {"none": 0, "inform": 1, "reason": 2, "stop": 3}
Case = dict[str, Any]
Answer = Mapping[str, Any]


class DataMissing(Exception):
    """The reference data is not there; the text says where it was looked for."""


def folder() -> Path:
    """Raises DataMissing."""
    named = os.environ.get("DISPENSARY_REFERENCE")
    checkout = Path(__file__).resolve().parents[2]
    places = [Path(named)] if named else [checkout.parent / "shared" / "data"]
    for place in places:
        if (place / "clinical").is_dir():
            return place
    looked = ", ".join(str(place) for place in places)
    raise DataMissing(f"The reference data is not here (looked in {looked}). Set DISPENSARY_REFERENCE to its folder.")


def rows(name: str) -> list[dict[str, str]]:
    with (folder() / "clinical" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def days_ago(days: int) -> str:
    return (TODAY - timedelta(days=days)).isoformat()


@cache
def _means() -> tuple[Any, Any, Any]:
    return bootstrap.dictionary(None), bootstrap.knowledge(), bootstrap.dose_reader()


def checked(case: Case) -> Answer:
    """As `dispensary check --jsonl` answers."""
    return check.answer(case, *_means())


@cache
def _codes() -> Any:
    return load_dose_codes()


def dosed(text: str, unit: str | None) -> Answer:
    """As `dispensary dose --jsonl` answers."""
    return dose.answer({"text": text, "unit": unit}, _codes())


def bare_pair(new: str, had: str) -> Case:
    """One substance new, the other in the history."""
    return {
        "today": TODAY.isoformat(),
        "patient": {"age_years": 50, "no_known_allergies": True},
        "items": [{"ingredient": new}],
        "history": [{"ingredient": had, "supplied_on": days_ago(20)}],
    }


_NAMING_BOTH = frozenset({"interaction", "duplicate", "disease", "dose"})


def naming_both(answer: Answer) -> int:
    """The rank of the worst finding that is about both."""
    ranks = [
        RANK[found["tier"]]
        for found in answer["findings"]
        if found["check"] in _NAMING_BOTH and found["items"] and found["history"]
    ]
    return max(ranks, default=0)


@dataclass(frozen=True)
class Pair:
    """A reference pair, asked about both ways round. least, most: of the two ranks."""

    expected: str
    level: str
    names: tuple[str, str]
    least: int
    most: int
    unmapped: bool


def pairs() -> list[Pair]:
    made = []
    for row in rows("ddi_reference_pairs.csv"):
        a, b = row["drug_a"], row["drug_b"]
        answers = [checked(bare_pair(a, b)), checked(bare_pair(b, a))]
        ranks = [naming_both(answer) for answer in answers]
        unmapped = any(missed["cause"] == "unmapped" for answer in answers for missed in answer["not_checked"])
        made.append(Pair(row["expected"], row["ansm_level"], (a, b), min(ranks), max(ranks), unmapped))
    return made


@dataclass(frozen=True)
class DoseText:
    """right: read as it should be, or rightly not read. wrong: read, and not as it should be."""

    text: str
    right: bool
    wrong: bool


_NUMBERS = ("dose_min", "dose_max", "per_day_min", "per_day_max", "max_24h")
_NEAR = 0.003


def dose_texts() -> list[DoseText]:
    made = []
    for row in rows("dose_text_cases.csv"):
        got = dosed(row["text"], row["unit"] or None)
        same = all(_near(got[key], row[key], got["unit"], row["unit"]) for key in _NUMBERS)
        same = same and got["as_needed"] == (row["prn"] == "1")
        directed = got["as_directed"] == (row["as_directed"] == "1")
        wanted = row["parse"] == "yes"
        right = directed and (same if wanted and got["parsed"] else not wanted and not got["parsed"])
        made.append(DoseText(row["text"], right, bool(got["parsed"]) and not right))
    return made


def _near(got: str | None, wanted: str, unit: str | None, wanted_unit: str) -> bool:
    if not got or not wanted:
        return not got and not wanted
    scale = 1000 if (unit, wanted_unit) == ("g", "mg") else 1
    scaled = {float(got) * scale, float(got)}
    return any(abs(each - float(wanted)) <= max(_NEAR, 0.001 * float(wanted)) for each in scaled)


NON_INTERRUPTIVE: Mapping[str, Sequence[str]] = {
    "ACE inhibitors": ("captopril", "enalapril", "lisinopril", "perindopril", "quinapril", "ramipril", "trandolapril"),
    "salicylates": ("aspirin",),
    "niacin": ("nicotinic acid",),
    "statins": ("atorvastatin", "fluvastatin", "pravastatin", "rosuvastatin", "simvastatin"),
    "beta-blockers": ("atenolol", "bisoprolol", "carvedilol", "labetalol", "metoprolol", "nebivolol", "propranolol"),
    "serotonin reuptake inhibitors": ("citalopram", "escitalopram", "fluoxetine", "paroxetine", "sertraline"),
    "thiazides": ("bendroflumethiazide", "hydrochlorothiazide", "indapamide", "chlortalidone", "metolazone"),
    "thyroid hormones": ("levothyroxine", "liothyronine"),
    "calcium salts": ("calcium carbonate",),
    "oral calcium salts": ("calcium carbonate",),
    "NSAIDs": ("celecoxib", "diclofenac", "etoricoxib", "ibuprofen", "indometacin", "meloxicam", "naproxen"),
    "macrolide immunosuppressants": ("tacrolimus", "sirolimus", "everolimus"),
    "corticosteroids": ("prednisolone", "hydrocortisone", "dexamethasone", "betamethasone", "methylprednisolone"),
    "oral corticosteroids": ("prednisolone", "hydrocortisone", "dexamethasone"),
    "antacids": ("aluminium hydroxide", "magnesium hydroxide", "calcium carbonate"),
    "bisphosphonates": ("alendronic acid", "risedronate", "ibandronic acid"),
    "folic acid": ("folic acid",),
    "methotrexate": ("methotrexate",),
    "sulfonylureas": ("gliclazide", "glimepiride", "glipizide", "tolbutamide"),
    "anticoagulants": ("warfarin", "acenocoumarol", "apixaban", "rivaroxaban", "edoxaban", "dabigatran"),
    "paracetamol": ("paracetamol",),
    "proton pump inhibitors": ("omeprazole", "lansoprazole", "pantoprazole", "rabeprazole", "esomeprazole"),
    "imidazoles": ("ketoconazole", "miconazole", "clotrimazole", "metronidazole"),
    "ARBs": ("candesartan", "irbesartan", "losartan", "olmesartan", "telmisartan", "valsartan"),
    "omeprazole": ("omeprazole",),
    "benzodiazepines": ("diazepam", "temazepam", "lorazepam", "nitrazepam", "clonazepam", "clobazam", "alprazolam"),
    "vitamin E": ("tocopherol",),
    "clopidogrel": ("clopidogrel",),
    "oral contraceptives": ("ethinylestradiol", "levonorgestrel", "desogestrel", "drospirenone"),
    "nifedipine and derivatives": ("nifedipine", "amlodipine", "felodipine", "lercanidipine"),
    "anticholinesterases": ("donepezil", "rivastigmine", "galantamine", "pyridostigmine", "neostigmine"),
}
"""The classes of the non-interruptive list by their British members."""


def loud_though_listed() -> tuple[int, list[tuple[str, str, str, str]]]:
    """How many member pairs were asked about, and those of the list that interrupt: row, note, the two names."""
    asked, loud = 0, []
    for row in rows("onc_non_interruptive_classes.csv"):
        for a in NON_INTERRUPTIVE.get(row["class_a"], ()):
            for b in NON_INTERRUPTIVE.get(row["class_b"], ()):
                if a == b:
                    continue
                asked += 2
                worst = max(RANK[checked(bare_pair(*both))["tier"]] for both in ((a, b), (b, a)))
                if worst >= RANK["reason"]:
                    loud.append((row["onc_row"], row["uk_note"], a, b))
    return asked, loud

"""A structured dosage in words, by the NHS algorithm, and when it is said to disagree with the prescriber's words."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dispensary.adapters.eps.dosage import disagrees, dosage_text, is_structured
from dispensary.adapters.eps.dosage_elements import DosageError

SHARED = Path(__file__).parents[2] / ".." / "shared" / "data" / "eps" / "dosage"


def amount(value: object, unit: str) -> dict[str, Any]:
    return {"value": value, "unit": unit}


def repeat(**elements: object) -> list[dict[str, Any]]:
    return [{"timing": {"repeat": elements}}]


def shown(display: str) -> dict[str, Any]:
    return {"coding": [{"system": "http://snomed.info/sct", "code": "1", "display": display}]}


READS = [
    ([], ""),
    ([{}], ""),
    ([{"doseAndRate": [{"doseQuantity": amount(2, "tablet")}]}], "2 tablet"),
    ([{"doseAndRate": [{"doseQuantity": amount(Decimal("2.50"), "ml")}]}], "2.5 ml"),
    ([{"doseAndRate": [{"doseRange": {"low": amount(1, "puff"), "high": amount(2, "puff")}}]}], "1 to 2 puff"),
    ([{"doseAndRate": [{"doseRange": {"high": amount(2, "puff")}}]}], "up to 2 puff"),
    ([{"doseAndRate": [{"doseRange": {"low": amount(2, "puff")}}]}], "at least 2 puff"),
    (
        [{"doseAndRate": [{"rateRatio": {"numerator": amount(5, "ml"), "denominator": amount(3, "hour")}}]}],
        "at a rate of 5 ml every 3 hours",
    ),
    (
        [{"doseAndRate": [{"rateRatio": {"numerator": amount(5, "ml"), "denominator": amount(1, "hour")}}]}],
        "at a rate of 5 ml per hour",
    ),
    (repeat(duration=4, durationMax=6, durationUnit="h"), "over 4 hours (maximum 6 hours)"),
    (repeat(frequency=1, period=1, periodUnit="d"), "once a day"),
    (repeat(frequency=1, period=1, periodUnit="h"), "once an hour"),
    (repeat(frequency=2, period=1, periodUnit="wk"), "twice a week"),
    (repeat(frequency=1, period=3, periodUnit="mo"), "every 3 months"),
    (repeat(frequency=3, period=1, periodUnit="d"), "3 times a day"),
    (repeat(frequency=2, frequencyMax=4, period=1, periodUnit="d"), "2 to 4 times a day"),
    (repeat(frequencyMax=4, period=2, periodUnit="d"), "up to 4 times every 2 days"),
    (repeat(frequency=1, period=6, periodMax=8, periodUnit="h"), "every 6 to 8 hours"),
    (repeat(frequency=2), "twice"),
    (repeat(period=1, periodUnit="a"), "annually"),
    (repeat(when=["HS"]), "before sleep"),
    (repeat(offset=30, when=["AC", "WAKE"]), "30 minutes before a meal and upon waking"),
    (repeat(offset=1440, when=["PC"]), "1 day after a meal"),
    (
        repeat(dayOfWeek=["mon", "fri"], timeOfDay=["10:00:00", "15:00:30"]),
        "on Monday and Friday at 10:00 and 15:00:30",
    ),
    (repeat(boundsDuration=amount(1, "week")), "for 1 week"),
    (repeat(boundsRange={"low": amount(2, "hour"), "high": amount(4, "hour")}), "for 2 to 4 hours"),
    (repeat(boundsRange={"high": amount(4, "day")}), "for up to 4 days"),
    (repeat(boundsPeriod={"start": "2026-11-21"}), "from 21/11/2026"),
    (repeat(boundsPeriod={"start": "2026-11-21", "end": "2026-12-01T10:00:00+00:00"}), "from 21/11/2026 to 01/12/2026"),
    (repeat(count=2), "take twice"),
    (repeat(count=2, countMax=3), "take 2 to 3 times"),
    ([{"timing": {"event": ["2026-11-21", "2026-11-23"]}}], "on 21/11/2026 and 23/11/2026"),
    ([{"asNeededCodeableConcept": shown("pain")}], "as required for pain"),
    ([{"maxDosePerAdministration": amount(2, "tablet")}], "up to a maximum of 2 tablet per dose"),
    (
        [{"maxDosePerPeriod": {"numerator": amount(8, "tablet"), "denominator": amount(24, "hour")}}],
        "up to a maximum of 8 tablet in 24 hours",
    ),
    ([{"maxDosePerLifetime": amount(3, "g")}], "up to a maximum of 3 g for the lifetime of the patient"),
    ([{"additionalInstruction": [{"text": "With food"}, shown("Warning")]}], "With food and Warning"),
    ([{"method": shown("Take"), "route": shown("Oral"), "site": shown("Left eye")}], "Take Oral - Left eye"),
    (
        [
            {"sequence": 2, "patientInstruction": "third"},
            {"sequence": 1, "patientInstruction": "first"},
            {"sequence": 1, "patientInstruction": "second"},
        ],
        "first, and second, then third",
    ),
]

INCOMPLETE = [
    [{"doseAndRate": [{"doseQuantity": amount(None, "tablet")}]}],
    [{"doseAndRate": [{"doseQuantity": {"value": 1}}]}],
    [{"doseAndRate": [{"doseQuantity": amount(True, "tablet")}]}],
    [{"doseAndRate": [{"doseQuantity": amount(-1, "tablet")}]}],
    [{"doseAndRate": [{"doseQuantity": amount("1e400", "tablet")}]}],
    [{"doseAndRate": [{"doseQuantity": amount(float("nan"), "tablet")}]}],
    [{"doseAndRate": [{"doseRange": {}}]}],
    [{"doseAndRate": [{"doseQuantity": amount(1, "tablet")}, {"doseQuantity": amount(2, "tablet")}]}],
    [{"doseAndRate": [{"rateRatio": {"numerator": amount(5, "ml")}}]}],
    repeat(duration=1, durationUnit="fortnight"),
    repeat(durationMax=1, durationUnit="h"),
    repeat(period=2, periodUnit="d"),
    repeat(frequency=2, periodMax=2, periodUnit="d"),
    repeat(frequency=2, period=2),
    repeat(offset=30),
    repeat(offset="half an hour", when=["AC"]),
    repeat(when=["elevenses"]),
    repeat(dayOfWeek=["someday"]),
    repeat(timeOfDay=["25:00:00"]),
    repeat(timeOfDay=["10:00"]),
    repeat(boundsRange={}),
    repeat(boundsPeriod={}),
    repeat(boundsPeriod={"start": "2026-02-30"}),
    repeat(boundsPeriod={"start": "2026-02"}),
    repeat(countMax=2),
    [{"timing": {"event": ["tomorrow"]}}],
    [{"timing": {"code": {"text": "BD"}}}],
    [{"asNeededCodeableConcept": {}}],
    [{"asNeededBoolean": "yes"}],
    [{"route": {"coding": [{"code": "26643006"}]}}],
    [{"additionalInstruction": [{}]}],
    [{"patientInstruction": ""}],
    [{"sequence": 1}, {"patientInstruction": "then what"}],
]


@pytest.mark.parametrize(("dosages", "words"), READS, ids=[words or "nothing" for _, words in READS])
def test_reads(dosages: list[dict[str, Any]], words: str) -> None:
    assert dosage_text(dosages) == words


@pytest.mark.parametrize("dosages", INCOMPLETE, ids=[json.dumps(each, default=str)[:70] for each in INCOMPLETE])
def test_a_part_that_is_there_but_incomplete_is_an_error(dosages: list[dict[str, Any]]) -> None:
    with pytest.raises(DosageError):
        dosage_text(dosages)


@pytest.mark.parametrize(
    ("words", "structure"),
    [
        ("4 times a day - Oral", "4 times a day - oral"),
        ("1 tablet,  twice a day.", "1 tablet - twice a day"),
        ("Inject 2.5 ml daily", "inject 2.5 ml - daily"),
    ],
)
def test_case_spaces_and_separators_are_no_disagreement(words: str, structure: str) -> None:
    assert not disagrees(words, structure)


@pytest.mark.parametrize(
    ("words", "structure"),
    [
        ("Once daily", "5 milligram - 5 times a day"),
        ("2 times a day", "twice a day"),
        ("2.5 ml daily", "25 ml - daily"),
        ("1,5 ml daily", "1 5 ml - daily"),
        ("twice a day for 10 days", "twice a day"),
    ],
)
def test_other_words_are_a_disagreement(words: str, structure: str) -> None:
    assert disagrees(words, structure)


def test_text_and_sequence_alone_are_no_structure() -> None:
    assert not is_structured({"text": "One a day", "sequence": 1, "additionalInstruction": []})
    assert is_structured({"text": "One a day", "asNeededBoolean": False})


NAMES = sorted(
    [
        "method",
        "route",
        "site",
        "doseAndRate",
        "timing",
        "repeat",
        "asNeededBoolean",
        "asNeededCodeableConcept",
        "maxDosePerPeriod",
        "sequence",
        "maxDosePerAdministration",
        "maxDosePerLifetime",
        "additionalInstruction",
        "patientInstruction",
        "doseQuantity",
        "doseRange",
        "value",
        "unit",
        "low",
        "high",
        "coding",
        "display",
        "text",
        "frequency",
        "period",
        "periodUnit",
        "periodMax",
        "count",
        "event",
        "when",
        "offset",
        "boundsRange",
    ]
)
LEAVES = st.sampled_from(
    [None, True, 0, 1, -3, 2.5, float("inf"), 10**400, "", "d", "mon", "1", "1e9", "HS", "2026-01-01"]
)
DOSAGE_LIKE = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(NAMES), inner, max_size=3),
    max_leaves=10,
)


@given(st.lists(st.dictionaries(st.sampled_from(NAMES), DOSAGE_LIKE, max_size=4) | LEAVES, max_size=2))
@settings(max_examples=150, deadline=None)
def test_any_json_reads_or_is_refused_and_never_breaks(dosages: list[Any]) -> None:
    try:
        words = dosage_text(dosages)
    except DosageError:
        return
    assert isinstance(words, str)


@given(st.permutations([{"sequence": n, "patientInstruction": f"step {n}"} for n in range(1, 6)]))
def test_the_order_in_the_document_does_not_matter_only_the_sequence(dosages: list[dict[str, Any]]) -> None:
    assert dosage_text(dosages) == "step 1, then step 2, then step 3, then step 4, then step 5"


def _shared_cases() -> list[dict[str, Any]]:
    path = SHARED / "eps-api-dose-to-text-cases.json"
    return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else []


@pytest.mark.skipif(not _shared_cases(), reason="the shared dose-to-text cases are not beside this checkout")
def test_the_published_cases_all_agree() -> None:
    wrong = {}
    for case in _shared_cases():
        dosages = case["input"] if case["fn"] == "stringifyDosages" else [case["input"]]
        try:
            found: str | None = dosage_text(dosages)
        except DosageError:
            found = None
        if found != (None if case.get("expected_error") else case["expected"]):
            wrong[case["id"]] = found
    assert wrong == {}

"""Structured doses read to the same model as directions in words."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from dispensary.adapters.eps.dosage_reading import read_dosages
from dispensary.adapters.knowledge.dose_codes import load_dose_codes
from dispensary.domain.dose.parse import read_dose
from dispensary.domain.dose.reading import DoseReading
from dispensary.domain.dose.vocabulary import words

CODES = load_dose_codes()


def amount(value: object, unit: str = "tablet") -> dict[str, Any]:
    return {"value": value, "unit": unit}


def dosage(value: object = 1, unit: str = "tablet", **elements: Any) -> dict[str, Any]:
    return {"doseAndRate": [{"doseQuantity": amount(value, unit)}], **elements}


def repeated(**repeat: Any) -> dict[str, Any]:
    return {"timing": {"repeat": repeat}}


def shown(display: str) -> dict[str, Any]:
    return {"coding": [{"system": "http://snomed.info/sct", "code": "1", "display": display}]}


DAILY = repeated(frequency=1, period=1, periodUnit="d")
TWICE = repeated(frequency=2, period=1, periodUnit="d")


def model(reading: DoseReading) -> DoseReading:
    return replace(reading, text="", method=None, extra=())


SAME = [
    ([dosage(**TWICE)], "1 tablet bd"),
    ([dosage(2, "puff", **repeated(frequency=1, frequencyMax=2, period=1, periodUnit="d"))],
     "2 puffs once or twice a day"),
    ([dosage(5, "ml", **repeated(frequency=1, period=4, periodMax=6, periodUnit="h"))], "5ml every 4 to 6 hours"),
    ([dosage(1, "patch", **repeated(frequency=1, period=72, periodUnit="h"))], "1 patch every 72 hours"),
    ([dosage(10, "milligram", **repeated(frequency=1, period=1, periodUnit="wk"))], "10mg once a week"),
    ([dosage(1, "gram", **repeated(frequency=4, period=1, periodUnit="d"))], "1g qds"),
    ([dosage(6, **repeated(frequency=1, period=1, periodUnit="wk", dayOfWeek=["mon"]))], "6 tablets weekly on Monday"),
    ([dosage(**repeated(dayOfWeek=["wed", "mon", "fri"]))], "1 tablet Mon Wed Fri"),
    ([dosage(**repeated(timeOfDay=["08:00:00", "14:00:00"]))], "1 tablet at 8am and 2pm"),
    ([dosage(**repeated(when=["MORN", "HS"]))], "1 tablet in the morning and at bedtime"),
    ([dosage(**repeated(when=["ACM"], offset=30))], "1 tablet 30 minutes before breakfast"),
    ([dosage(**repeated(when=["C"]))], "1 tablet with meals"),
    ([dosage(**TWICE, asNeededBoolean=True)], "1 tablet bd prn"),
    ([dosage(**TWICE, asNeededCodeableConcept=shown("Pain"))], "1 tablet bd when needed for pain"),
    ([dosage(**repeated(frequencyMax=4, period=1, periodUnit="d"))], "1 tablet up to 4 times a day"),
    ([{"doseAndRate": [{"doseRange": {"low": amount(1), "high": amount(2)}}], **TWICE,
       "maxDosePerPeriod": {"numerator": amount(3), "denominator": amount(24, "h")}}],
     "1-2 tablets bd max 3 tablets in 24 hours"),
    ([dosage(1, "drop", **TWICE, site=shown("Left eye"))], "1 drop in the left eye bd"),
    ([dosage(**repeated(frequency=2, period=1, periodUnit="d", boundsDuration=amount(7, "day")))],
     "1 tablet bd for 7 days"),
    ([dosage(**repeated(frequency=2, period=1, periodUnit="d",
                        boundsPeriod={"start": "2026-03-01", "end": "2026-03-07"}))], "1 tablet bd for 7 days"),
    ([dosage(**repeated(frequency=2, period=1, periodUnit="d",
                        boundsRange={"low": amount(5, "day"), "high": amount(7, "day")}))],
     "1 tablet bd for 5 to 7 days"),
    ([{"sequence": 2, **dosage(1, **DAILY)},
      {"sequence": 1, **dosage(2, **repeated(frequency=1, period=1, periodUnit="d",
                                             boundsDuration=amount(3, "days")))}],
     "2 tablets od for 3 days then 1 tablet od"),
    ([{"sequence": 1, **dosage(1, **repeated(when=["MORN"]))},
      {"sequence": 1, **dosage(2, **repeated(when=["NIGHT"]))}],
     "1 tablet in the morning and 2 tablets at night"),
    ([{"method": shown("Apply"), **TWICE}], "apply bd"),
    ([{"sequence": 1, **dosage(2, **repeated(count=1))}, {"sequence": 2, **dosage(1, **DAILY)}],
     "2 tablets straight away then 1 tablet od"),
    ([dosage(**TWICE, additionalInstruction=[shown("With or after food")])], "1 tablet bd with or after food"),
]  # fmt: skip


@pytest.mark.parametrize(("structure", "said_so"), SAME)
def test_structure_and_words_are_one_reading(structure: list[dict[str, Any]], said_so: str) -> None:
    found, said = read_dosages(structure), read_dose(said_so, codes=CODES)
    assert said.parsed, said.unparsed
    assert found.parsed, found.unparsed
    assert model(found) == model(said)


def test_the_products_own_unit_is_known() -> None:
    own = [dosage(2, "vegetarian disc", **TWICE)]
    assert read_dosages(own, unit="vegetarian disc").unit == "vegetarian disc"
    assert not read_dosages(own).parsed


def test_a_missing_dose_is_said_and_the_rest_is_kept() -> None:
    found = read_dosages([TWICE])
    assert (found.parsed, found.missing, found.per_day_max) == (False, ("dose",), 2)


@pytest.mark.parametrize(
    "structure",
    [
        [dosage(**repeated(period=2, periodUnit="d"))],
        [dosage(**repeated(frequency=2))],
        [dosage(**repeated(frequency=1, period="0.5", periodUnit="d"))],
        [dosage(**repeated(frequency=1, period=5, periodUnit="min"))],
        [dosage(**repeated(frequency=3, period=1, periodUnit="d", when=["MORN"]))],
        [dosage(**repeated(frequency=1, period=1, periodUnit="wk", when=["MORN.early"]))],
        [dosage(**repeated(frequency=1, period=1, periodUnit="d", duration=4, durationUnit="h"))],
        [dosage(**repeated(frequency=1, period=1, periodUnit="d", count=10))],
        [dosage(**repeated(frequency=1, period=1, periodUnit="d", somethingNew=1))],
        [dosage(1, "blob", **DAILY)],
        [{"doseAndRate": [{"doseQuantity": {"value": 1}}], **DAILY}],
        [dosage(0, **DAILY)],
        [dosage(-1, **DAILY)],
        [dosage(**DAILY, maxDosePerLifetime=amount(5))],
        [dosage(**DAILY, maxDosePerPeriod={"numerator": amount(5), "denominator": amount(1, "week")})],
        [dosage(**DAILY, additionalInstruction=[shown("Take 2 if pain is severe")])],
        [{"doseAndRate": [{"doseRange": {"low": amount(1)}}], **DAILY}],
        [{"doseAndRate": [{"doseQuantity": amount(1)}, {"doseQuantity": amount(2)}], **DAILY}],
        [{"doseAndRate": [{"rateQuantity": amount(1, "ml/h")}], **DAILY}],
        [dosage(timing={"code": shown("BID")})],
        [dosage(timing={"event": ["2026-01-01"]})],
        [dosage(**DAILY), dosage(2, **DAILY)],
        [{"sequence": 1, **dosage(**DAILY)}, {"sequence": 2, **dosage(2, **DAILY)}],
    ],
)
def test_what_has_no_phrase_or_contradicts_itself_is_not_read(structure: list[dict[str, Any]]) -> None:
    found = read_dosages(structure)
    assert not found.parsed
    assert found.unparsed
    assert found.max_24h is None


_VALUES = st.sampled_from(
    [None, 1, 2, "1.5", 0, -1, True, "x", [], {}, "d", "h", "wk", ["mon"], ["MORN"], ["08:00:00"], [{}]]
)
_NAMES = "frequency frequencyMax period periodMax periodUnit when dayOfWeek timeOfDay offset count"
_REPEAT = st.dictionaries(st.sampled_from(words(_NAMES)), _VALUES)
_ANY = st.fixed_dictionaries(
    {},
    optional={
        "sequence": _VALUES,
        "timing": _VALUES | st.fixed_dictionaries({"repeat": _REPEAT | _VALUES}),
        "doseAndRate": _VALUES | st.just([{"doseQuantity": amount(1)}]),
        "site": _VALUES, "method": _VALUES, "maxDosePerPeriod": _VALUES, "asNeededBoolean": _VALUES,
        "additionalInstruction": _VALUES, "asNeededCodeableConcept": _VALUES,
    },
)  # fmt: skip


@settings(deadline=None)
@given(st.lists(_ANY, max_size=3))
def test_whatever_comes_is_answered(structure: list[dict[str, Any]]) -> None:
    found = read_dosages(structure)
    assert found.parsed is False or found.max_24h is not None


_PERIODS = st.sampled_from([(1, "d"), (1, "wk"), (2, "d"), (4, "h"), (8, "h"), (72, "h"), (2, "wk"), (1, "mo")])


@settings(deadline=None)
@given(
    st.sampled_from(["0.5", 1, 2, 5]),
    st.sampled_from(["tablet", "ml", "milligram", "puff", "unit", "microgram"]),
    st.integers(1, 4),
    _PERIODS,
    st.sampled_from([None, 5, 7]),
    st.booleans(),
    st.sampled_from([None, "MORN", "NIGHT", "ACM"]),
)
def test_the_nhs_words_of_a_structure_read_to_the_same_dose(
    value: object, unit: str, often: int, period: tuple[int, str], days: int | None, needed: bool, when: str | None
) -> None:
    """Two ways that share no step but the model: the structure itself, and the NHS algorithm's words in the grammar."""
    repeat: dict[str, Any] = {"frequency": often, "period": period[0], "periodUnit": period[1]}
    if days is not None:
        repeat["boundsDuration"] = amount(days, "day")
    if when is not None:
        repeat["when"] = [when]
    found = read_dosages([dosage(value, unit, timing={"repeat": repeat}, asNeededBoolean=needed)])
    said = read_dose(found.text, codes=CODES)
    assume(found.parsed and said.parsed)
    assert model(found) == model(said)

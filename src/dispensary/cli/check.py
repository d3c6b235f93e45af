"""`dispensary check --jsonl`: one case as a dictionary in, the clinical check's answer as a dictionary out."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from dispensary.application.pack_sizes import pack_sizes
from dispensary.application.ports.dictionary import Dictionary
from dispensary.application.product_meant import product_meant
from dispensary.domain.clinical.case import CheckCase, CheckItem, HistoryItem, Supply
from dispensary.domain.clinical.engine import check
from dispensary.domain.clinical.findings import CheckResult
from dispensary.domain.clinical.knowledge import Knowledge
from dispensary.domain.dictionary import Resolved
from dispensary.domain.dose.reading import DoseReading
from dispensary.domain.dose.routes import counted_in
from dispensary.domain.identifiers import SnomedCode
from dispensary.domain.patient import Allergy, AllergyStatus, ClinicalFacts, Sex, TestResult
from dispensary.domain.plausible import CLEARANCE, EGFR, LONGEST_WEEKS, OLDEST_YEARS, WEIGHT, Bounds
from dispensary.domain.prescription import Treatment
from dispensary.domain.quantity import decimal_text, read_decimal

ReadDose = Callable[[str, str | None], DoseReading]
Given = Mapping[str, Any]


class UnreadableCase(ValueError):
    """The case cannot be read: the text says which key, and what it should be."""


def _object(value: object, key: str) -> Given:
    if value is None:
        return {}
    if not isinstance(value, Mapping):
        raise UnreadableCase(f"{key} should be an object")
    return value


def _list(value: object, key: str) -> list[Any]:
    if value is None:
        return []
    if not isinstance(value, list):
        raise UnreadableCase(f"{key} should be a list")
    return value


def _text(given: Given, key: str) -> str | None:
    value = given.get(key)
    if value is None:
        return None
    if not isinstance(value, str):
        raise UnreadableCase(f"{key} should be text")
    return value.strip() or None


def _date(given: Given, key: str) -> date | None:
    text = _text(given, key)
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UnreadableCase(f"{key} should be a date such as 2026-11-21") from None


def _decimal(given: Given, key: str) -> Decimal | None:
    value = given.get(key)
    if value is None or value == "":
        return None
    number = read_decimal(value if isinstance(value, (int, Decimal)) else str(value))
    if number is None:
        raise UnreadableCase(f'{key} should be a number as text, such as "12.5"')
    return number


def _whole(given: Given, key: str) -> int | None:
    number = _decimal(given, key)
    if number is None:
        return None
    if number != number.to_integral_value():
        raise UnreadableCase(f"{key} should be a whole number")
    return int(number)


def _within(given: Given, key: str, bounds: Bounds) -> Decimal | None:
    number = _decimal(given, key)
    if number is not None and not bounds.hold(number):
        between = f"between {decimal_text(bounds.least)} and {decimal_text(bounds.most)} {bounds.unit}"
        raise UnreadableCase(f"{key} should be {between}, and not {decimal_text(number)}")
    return number


def _counted(given: Given, key: str, least: int, most: int | None = None) -> int | None:
    """A whole number from least on, to most where there is one."""
    number = _whole(given, key)
    if number is not None and (number < least or (most is not None and number > most)):
        reach = f"at least {least}" if most is None else f"between {least} and {most}"
        raise UnreadableCase(f"{key} should be {reach}, and not {number}")
    return number


def _quantity(given: Given) -> Decimal | None:
    number = _decimal(given, "quantity")
    if number is not None and number <= 0:
        raise UnreadableCase(f"quantity should be more than 0, and not {decimal_text(number)}")
    return number


def _past(given: Given, key: str, today: date) -> date | None:
    """A day that has come: what was measured, recorded or supplied cannot lie ahead."""
    day = _date(given, key)
    if day is not None and day > today:
        raise UnreadableCase(f"{key} should not be later than today: {day.isoformat()} is after {today.isoformat()}")
    return day


def _birth_date(given: Given, today: date) -> date | None:
    born = _past(given, "birth_date", today)
    if born is not None and born.year < today.year - OLDEST_YEARS:
        raise UnreadableCase(f"birth_date should not be more than {OLDEST_YEARS} years ago: {born.isoformat()}")
    return born


def _flag(given: Given, key: str) -> bool | None:
    value = given.get(key)
    if value is not None and not isinstance(value, bool):
        raise UnreadableCase(f"{key} should be true, false or null")
    return value


def _choice(given: Given, key: str, choices: tuple[str, ...]) -> str | None:
    text = _text(given, key)
    if text is not None and text not in choices:
        raise UnreadableCase(f"{key} should be one of {', '.join(choices)}")
    return text


def _allergy(value: object, dictionary: Dictionary, today: date) -> Allergy:
    given = _object(value, "allergies")
    substance = _text(given, "substance")
    if substance is None:
        raise UnreadableCase("an allergy needs a substance")
    status = _choice(given, "status", tuple(AllergyStatus)) or AllergyStatus.ACTIVE
    found = dictionary.ingredient(substance)
    return Allergy(
        substance=substance,
        severity=_text(given, "severity"),
        status=AllergyStatus(status),
        code=found[0] if found is not None else None,
        recorded_on=_past(given, "recorded_on", today),
    )


def _result(value: object, today: date) -> TestResult:
    given = _object(value, "results")
    test, number = _text(given, "test"), _decimal(given, "value")
    if test is None or number is None:
        raise UnreadableCase("a result needs a test and a value")
    return TestResult(test, number, _text(given, "unit"), _past(given, "date", today))


def _patient(given: Given, dictionary: Dictionary, today: date) -> ClinicalFacts:
    sex = _choice(given, "sex", tuple(Sex))
    allergies = given.get("allergies")
    conditions = given.get("conditions")
    recorded = tuple(_allergy(each, dictionary, today) for each in _list(allergies, "allergies"))
    return ClinicalFacts(
        birth_date=_birth_date(given, today),
        age_years=_counted(given, "age_years", 0, OLDEST_YEARS),
        sex=Sex(sex) if sex is not None else None,
        weight_kg=_within(given, "weight_kg", WEIGHT),
        weight_date=_past(given, "weight_date", today),
        egfr=_within(given, "egfr", EGFR),
        egfr_date=_past(given, "egfr_date", today),
        crcl=_within(given, "crcl", CLEARANCE),
        pregnant=_flag(given, "pregnant"),
        breastfeeding=_flag(given, "breastfeeding"),
        gestation_weeks=_counted(given, "gestation_weeks", 0, LONGEST_WEEKS),
        ppp_date=_past(given, "ppp_date", today),
        palliative=bool(_flag(given, "palliative")),
        allergies=recorded if allergies is not None else None,
        no_known_allergies=bool(_flag(given, "no_known_allergies")),
        conditions=tuple(str(each) for each in _list(conditions, "conditions")) if conditions is not None else None,
        results=tuple(_result(each, today) for each in _list(given.get("results"), "results")),
    )


def _product(given: Given, dictionary: Dictionary) -> Resolved | None:
    """By code first, else by name; None where the dictionary knows neither."""
    code = _text(given, "code")
    if code is not None:
        found = dictionary.resolve(SnomedCode(code))
        if found.known:
            return found
    name = _text(given, "name")
    return product_meant(name, dictionary) if name is not None else None


class _Reader:
    """Turns entries of the case into items, with the dictionary and the dose reader at hand."""

    def __init__(self, dictionary: Dictionary, read_dose: ReadDose, today: date) -> None:
        self._dictionary = dictionary
        self._read_dose = read_dose
        self._today = today

    def _dose(self, given: Given, product: Resolved | None) -> DoseReading | None:
        directions = _text(given, "directions")
        if directions is None:
            return None
        virtual = product.virtual_product if product is not None else None
        return self._read_dose(directions, counted_in(virtual))

    def _ingredient(self, given: Given, product: Resolved | None) -> tuple[str | None, SnomedCode | None]:
        """The bare ingredient; a name that is no product may be one."""
        name = _text(given, "ingredient")
        if name is None and product is None:
            name = _text(given, "name")
        if name is None or product is not None:
            return None, None
        found = self._dictionary.ingredient(name)
        return name, found[0] if found is not None else None

    def item(self, value: object) -> CheckItem:
        given = _object(value, "items")
        product = _product(given, self._dictionary)
        ingredient, code = self._ingredient(given, product)
        return CheckItem(
            name=_shown(given, product),
            product=product,
            ingredient=ingredient,
            ingredient_code=code,
            dose=self._dose(given, product),
            directions=_text(given, "directions") or "",
            quantity=_quantity(given),
            days=_counted(given, "days", 1),
            supply=Supply(_choice(given, "supply", tuple(Supply)) or Supply.NHS),
            treatment=Treatment(_choice(given, "treatment", tuple(Treatment)) or Treatment.ACUTE),
            issue=_counted(given, "issue", 1),
            emergency=bool(_flag(given, "emergency")),
            signed_on=_date(given, "signed_on"),
            prescription_status=_text(given, "prescription_status"),
            line_status=_text(given, "line_status"),
            cd_quantity_words=_words(given),
            pack_sizes=pack_sizes(self._dictionary, product),
        )

    def supplied(self, value: object) -> HistoryItem:
        given = _object(value, "history")
        product = _product(given, self._dictionary)
        ingredient, code = self._ingredient(given, product)
        times = _counted(given, "times_supplied", 0)
        return HistoryItem(
            name=_shown(given, product),
            product=product,
            ingredient=ingredient,
            ingredient_code=code,
            dose=self._dose(given, product),
            directions=_text(given, "directions") or "",
            quantity=_quantity(given),
            supplied_on=_past(given, "supplied_on", self._today),
            days=_counted(given, "days", 1),
            times_supplied=1 if times is None else times,
        )


def _words(given: Given) -> str | None:
    """ "" means that the prescription carries none, which is not the same as not knowing."""
    value = given.get("cd_quantity_words")
    return value.strip() if isinstance(value, str) else None


def _shown(given: Given, product: Resolved | None) -> str:
    known = product.name if product is not None else None
    return _text(given, "name") or known or _text(given, "ingredient") or _text(given, "code") or ""


def _as_json(result: CheckResult) -> dict[str, Any]:
    return {
        "tier": result.tier.value,
        "findings": [
            {
                "check": finding.check.value,
                "rule": finding.rule,
                "tier": finding.tier.value,
                "items": list(finding.items),
                "history": list(finding.history),
                "message": finding.message,
                "action": finding.action,
                "source": finding.source,
            }
            for finding in result.findings
        ],
        "not_checked": [
            {
                "check": missed.check.value,
                "items": list(missed.items),
                "cause": missed.cause.value,
                "why": missed.why,
            }
            for missed in result.not_checked
        ],
    }


def read_case(case: Given, dictionary: Dictionary, read_dose: ReadDose) -> CheckCase:
    """The case in the domain's words. Raises UnreadableCase for a wrong shape; an unknown product is no error."""
    today = _date(case, "today")
    if today is None:
        raise UnreadableCase("today is missing")
    reader = _Reader(dictionary, read_dose, today)
    return CheckCase(
        today=today,
        patient=_patient(_object(case.get("patient"), "patient"), dictionary, today),
        items=tuple(reader.item(each) for each in _list(case.get("items"), "items")),
        history=tuple(reader.supplied(each) for each in _list(case.get("history"), "history")),
    )


def answer(case: Given, dictionary: Dictionary, knowledge: Knowledge, read_dose: ReadDose) -> dict[str, Any]:
    """The answer to one case. Raises UnreadableCase, and DictionaryUnavailable where no release can be opened."""
    return _as_json(check(read_case(case, dictionary, read_dose), knowledge))

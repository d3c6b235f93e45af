"""`dispensary check --jsonl`: one case as a dictionary in, the clinical check's answer as a dictionary out."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from dispensary.application.pack_sizes import with_pack_sizes
from dispensary.application.ports.dictionary import Dictionary
from dispensary.domain.clinical.case import CheckCase, CheckItem, HistoryItem, Supply
from dispensary.domain.clinical.engine import check
from dispensary.domain.clinical.findings import CheckResult
from dispensary.domain.clinical.knowledge import Knowledge
from dispensary.domain.dictionary import Resolved
from dispensary.domain.dose.reading import DoseReading
from dispensary.domain.identifiers import SnomedCode
from dispensary.domain.patient import Allergy, AllergyStatus, ClinicalFacts, Sex, TestResult
from dispensary.domain.prescription import Treatment
from dispensary.domain.quantity import read_decimal

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


def _allergy(value: object, dictionary: Dictionary) -> Allergy:
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
        recorded_on=_date(given, "recorded_on"),
    )


def _result(value: object) -> TestResult:
    given = _object(value, "results")
    test, number = _text(given, "test"), _decimal(given, "value")
    if test is None or number is None:
        raise UnreadableCase("a result needs a test and a value")
    return TestResult(test, number, _text(given, "unit"), _date(given, "date"))


def _patient(given: Given, dictionary: Dictionary) -> ClinicalFacts:
    sex = _choice(given, "sex", tuple(Sex))
    allergies = given.get("allergies")
    conditions = given.get("conditions")
    recorded = tuple(_allergy(each, dictionary) for each in _list(allergies, "allergies"))
    return ClinicalFacts(
        birth_date=_date(given, "birth_date"),
        age_years=_whole(given, "age_years"),
        sex=Sex(sex) if sex is not None else None,
        weight_kg=_decimal(given, "weight_kg"),
        weight_date=_date(given, "weight_date"),
        egfr=_decimal(given, "egfr"),
        egfr_date=_date(given, "egfr_date"),
        crcl=_decimal(given, "crcl"),
        pregnant=_flag(given, "pregnant"),
        breastfeeding=_flag(given, "breastfeeding"),
        gestation_weeks=_whole(given, "gestation_weeks"),
        ppp_date=_date(given, "ppp_date"),
        palliative=bool(_flag(given, "palliative")),
        allergies=recorded if allergies is not None else None,
        no_known_allergies=bool(_flag(given, "no_known_allergies")),
        conditions=tuple(str(each) for each in _list(conditions, "conditions")) if conditions is not None else None,
        results=tuple(_result(each) for each in _list(given.get("results"), "results")),
    )


def _product(given: Given, dictionary: Dictionary) -> Resolved | None:
    """By code first, else by name; None where the dictionary knows neither."""
    code = _text(given, "code")
    if code is not None:
        found = dictionary.resolve(SnomedCode(code))
        if found.known:
            return found
    name = _text(given, "name")
    return dictionary.by_name(name) if name is not None else None


class _Reader:
    """Turns entries of the case into items, with the dictionary and the dose reader at hand."""

    def __init__(self, dictionary: Dictionary, read_dose: ReadDose) -> None:
        self._dictionary = dictionary
        self._read_dose = read_dose

    def _dose(self, given: Given, product: Resolved | None) -> DoseReading | None:
        directions = _text(given, "directions")
        if directions is None:
            return None
        virtual = product.virtual_product if product is not None else None
        return self._read_dose(directions, virtual.unit if virtual is not None else None)

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
            quantity=_decimal(given, "quantity"),
            days=_whole(given, "days"),
            supply=Supply(_choice(given, "supply", tuple(Supply)) or Supply.NHS),
            treatment=Treatment(_choice(given, "treatment", tuple(Treatment)) or Treatment.ACUTE),
            issue=_whole(given, "issue"),
            emergency=bool(_flag(given, "emergency")),
            signed_on=_date(given, "signed_on"),
            prescription_status=_text(given, "prescription_status"),
            line_status=_text(given, "line_status"),
            cd_quantity_words=_words(given),
        )

    def supplied(self, value: object) -> HistoryItem:
        given = _object(value, "history")
        product = _product(given, self._dictionary)
        ingredient, code = self._ingredient(given, product)
        times = _whole(given, "times_supplied")
        return HistoryItem(
            name=_shown(given, product),
            product=product,
            ingredient=ingredient,
            ingredient_code=code,
            dose=self._dose(given, product),
            directions=_text(given, "directions") or "",
            quantity=_decimal(given, "quantity"),
            supplied_on=_date(given, "supplied_on"),
            days=_whole(given, "days"),
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
    reader = _Reader(dictionary, read_dose)
    return CheckCase(
        today=today,
        patient=_patient(_object(case.get("patient"), "patient"), dictionary),
        items=tuple(reader.item(each) for each in _list(case.get("items"), "items")),
        history=tuple(reader.supplied(each) for each in _list(case.get("history"), "history")),
    )


def answer(case: Given, dictionary: Dictionary, knowledge: Knowledge, read_dose: ReadDose) -> dict[str, Any]:
    """The answer to one case. Raises UnreadableCase, and DictionaryUnavailable where no release can be opened."""
    read = with_pack_sizes(read_case(case, dictionary, read_dose), knowledge, dictionary)
    return _as_json(check(read, knowledge))

"""The table of dose codes: one meaning a code, words that the grammar reads to the table's own numbers."""

from dataclasses import replace
from decimal import Decimal
from itertools import combinations
from pathlib import Path

import pytest

from dispensary.adapters.knowledge.dose_codes import DoseCodesUnreadable, load_dose_codes
from dispensary.domain.dose.asking import AskedCode, code_asked
from dispensary.domain.dose.codes import DoseCode, DoseCodes, ReadWhen
from dispensary.domain.dose.parse import read_dose
from dispensary.domain.dose.reading import DoseReading

CODES = load_dose_codes()
HEADER = "code,category,patient_text,times_per_day,as_needed,ambiguous,read_when,choices,source,note\n"
TIMED = [entry for entry in CODES.all if entry.times_per_day and entry.words]

ASKED = [entry for entry in CODES.all if entry.choices]
FITTING = (
    "1 tablet {}",
    "Instil 1 drop {}",
    "Instil 1 drop {} twice a day",
    "Take 1 tablet {} twice a day",
    "Take 1 tablet twice a day for 2 {}",
    "Apply {} twice a day",
    "Inject 1 ml {} once a day",
    "2 {} twice a day",
    "{} twice a day",
    "{} 1 puff twice a day",
    "{} 1 pessary twice a day",
    "{} 1 spray twice a day",
)


def asked_in(directions: str) -> AskedCode | None:
    return code_asked(directions, read_dose(directions, codes=CODES), CODES)


def table(tmp_path: Path, *rows: str) -> Path:
    path = tmp_path / "codes.csv"
    path.write_text(HEADER + "\n".join(rows) + "\n", encoding="utf-8")
    return path


def test_the_shipped_table_loads_and_names_a_source_for_every_code() -> None:
    assert len(CODES.all) > 150
    assert [entry.code for entry in CODES.all if not entry.source] == []


def test_the_five_codes_with_a_dangerous_second_meaning_have_no_words() -> None:
    assert {code for code in ("qd", "bb", "in", "sp", "td") if CODES.find(code).words} == set()  # type: ignore[union-attr]


@pytest.mark.parametrize("entry", [e for e in CODES.all if e.ambiguous], ids=lambda e: e.code)
def test_an_ambiguous_code_is_never_read_without_its_surroundings(entry: DoseCode) -> None:
    directed = entry.words == "as directed"
    assert directed or entry.when is not ReadWhen.ALWAYS


@pytest.mark.parametrize("entry", TIMED, ids=lambda e: e.code)
def test_the_words_of_a_code_read_to_the_times_a_day_of_the_table(entry: DoseCode) -> None:
    reading = read_dose(f"1 tablet {entry.words}", codes=CODES)
    assert entry.times_per_day is not None
    assert reading.parsed, reading.unparsed
    for found, said in zip((reading.per_day_min, reading.per_day_max), entry.times_per_day, strict=True):
        if not reading.steps[0].frequency or not reading.steps[0].frequency.up_to:
            assert found is not None
            assert abs(found - said) < Decimal("0.0006")


@pytest.mark.parametrize("entry", [e for e in TIMED if e.when is ReadWhen.ALWAYS], ids=lambda e: e.code)
def test_a_code_reads_as_its_words_do(entry: DoseCode) -> None:
    by_code = read_dose(f"1 tablet {entry.code}", codes=CODES)
    by_words = read_dose(f"1 tablet {entry.words}", codes=CODES)
    assert (by_code.parsed, by_code.per_day_max, by_code.max_24h) == (True, by_words.per_day_max, by_words.max_24h)


@pytest.mark.parametrize("entry", [e for e in CODES.all if e.when is ReadWhen.NEVER], ids=lambda e: e.code)
def test_a_code_that_is_never_read_stops_the_reading(entry: DoseCode) -> None:
    assert not read_dose(f"1 {entry.code}", codes=CODES).parsed
    assert not read_dose(f"1 {entry.code} bd", codes=CODES).parsed


@pytest.mark.parametrize("entry", ASKED, ids=lambda e: e.code)
def test_each_choice_of_a_code_is_read_in_its_place_and_means_something_else(entry: DoseCode) -> None:
    meant: dict[str, set[DoseReading]] = {choice: set() for choice in entry.choices}
    for directions in FITTING:
        asked = asked_in(directions.format(entry.code))
        if asked is None:
            continue
        for choice in asked.choices:
            reading = read_dose(asked.with_choice(choice), codes=CODES)
            if reading.parsed:
                meant[choice].add(replace(reading, text=""))
    assert all(meant.values()), meant
    for one, other in combinations(meant, 2):
        assert not meant[one] & meant[other]


def test_a_code_of_two_meanings_offers_both() -> None:
    offered = {code: set(CODES.find(code).choices) for code in ("qd", "bb", "td", "bw")}  # type: ignore[union-attr]
    assert offered == {
        "qd": {"once a day", "4 times a day"},
        "bb": {"before breakfast", "twice a day"},
        "td": {"3 times a day", "to the skin"},
        "bw": {"twice a week", "every 2 weeks"},
    }


@pytest.mark.parametrize("code", ["u", "ins", "am", "pm", "x3"])
def test_a_code_with_a_meaning_that_cannot_be_said_safely_offers_none(code: str) -> None:
    """Unit, insulin, a time of the clock, packs: half of the meanings would be worse than none."""
    assert CODES.find(code).choices == ()  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "rows",
    [
        ("od,frequency,once a day,1,,,always,,x,", "od,frequency,every day,1,,,always,,x,"),
        ("OD,frequency,once a day,1,,,always,,x,",),
        ("od,frequency,,1,,,always,,x,",),
        ("od,frequency,once a day,1,,,sometimes,,x,",),
        ("od,frequency,once a day,often,,,always,,x,",),
        ("qd,frequency,,,,,never,,x,",),
        ("qds,frequency,4 times a day,4,,,always,once a day,x,",),
        ("qd,frequency,,,,Y,never,once a day|once a day,x,",),
        ("qd,frequency,,,,Y,never,once a day|,x,",),
    ],
    ids=[
        *("twice", "capitals", "no words", "unknown condition", "no number", "never but not ambiguous"),
        *("choices but not ambiguous", "a choice twice", "an empty choice"),
    ],
)
def test_a_damaged_table_is_refused_as_a_whole(tmp_path: Path, rows: tuple[str, ...]) -> None:
    with pytest.raises(DoseCodesUnreadable, match=r"codes\.csv"):
        load_dose_codes(table(tmp_path, *rows))


def test_a_missing_table_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DoseCodesUnreadable):
        load_dose_codes(tmp_path / "nothing.csv")


def test_one_code_has_one_meaning() -> None:
    entry = DoseCode("od", "frequency", "once a day", ReadWhen.ALWAYS)
    with pytest.raises(ValueError, match="od stands twice"):
        DoseCodes.of([entry, entry])

"""Recorded words to conditions: what is the condition, what is denied, asked or somebody else's."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.clinical_people import condition

from dispensary.domain.clinical.conditions import Said, said_of

ASTHMA = condition("asthma", "asthma*", "bronchospasm", unless="cardiac asthma")
CLOT = condition("a clot", "dvt", "pulmonary embol*", "deep vein thrombosis")
ULCER = condition("peptic ulcer", "oesophageal ulcer", "haematemesis")


@pytest.mark.parametrize(
    "words",
    [
        "asthma", "Asthmatic", "Brittle asthma", "ASTHMA NOS", "H/O asthma", "Asthma, well controlled",
        "mild asthma (childhood)", "asthma - no admissions", "No recent exacerbations of asthma",
        "not well controlled asthma", "asthma resolved", "asthma but no COPD", "asthma ?COPD", "Allergy; asthma",
        "no COPD, asthma since 1990", "diagnosed with asthma 2010", "asthma\nhypertension",
    ],
)  # fmt: skip
def test_the_condition_in_whatever_words(words: str) -> None:
    assert said_of(words, ASTHMA) is Said.YES


@pytest.mark.parametrize(
    "words",
    [
        "COPD", "no asthma", "No history of asthma", "nil asthma", "denies asthma", "asthma excluded",
        "asthma excluded by spirometry", "Asthma: no", "never had asthma", "does not have asthma", "non-asthmatic",
        "asthma unlikely", "no COPD or asthma", "no diabetes, asthma or epilepsy", "cardiac asthma",
    ],
)  # fmt: skip
def test_what_is_denied_is_not_the_condition(words: str) -> None:
    assert said_of(words, ASTHMA) is Said.NO


@pytest.mark.parametrize(
    "words",
    ["FH asthma", "Family history of asthma", "mother has asthma", "asthma in brother", "asthma - family history"],
)
def test_what_a_relative_has_is_not_the_condition(words: str) -> None:
    assert said_of(words, ASTHMA) is Said.NO


@pytest.mark.parametrize("words", ["at risk of DVT", "DVT prophylaxis", "prevention of DVT", "screened for DVT"])
def test_what_is_prevented_is_not_the_condition(words: str) -> None:
    assert said_of(words, CLOT) is Said.NO


@pytest.mark.parametrize(
    "words",
    ["?asthma", "? late onset asthma", "asthma?", "asthma ?", "query asthma", "possible asthma", "suspected asthma",
     "asthma under investigation"],
)  # fmt: skip
def test_what_is_asked_is_said_to_be_asked(words: str) -> None:
    assert said_of(words, ASTHMA) is Said.ASKED


def test_a_certain_entry_outweighs_a_question() -> None:
    assert said_of("?asthma; asthma since 2001", ASTHMA) is Said.YES


def test_a_word_is_matched_whole_unless_it_may_go_on() -> None:
    assert said_of("pulmonary emboli 2019", CLOT) is Said.YES
    assert said_of("dvtx", CLOT) is Said.NO
    assert said_of("superficial vein thrombosis", CLOT) is Said.NO


@pytest.mark.parametrize("words", ["Esophageal ulcer", "OESOPHAGEAL ULCER", "hematemesis", "Haematemesis ’23"])
def test_british_and_american_spelling_are_one(words: str) -> None:
    assert said_of(words, ULCER) is Said.YES


@given(st.text(max_size=60))
def test_any_text_can_be_read(text: str) -> None:
    assert said_of(text, ASTHMA) in (Said.YES, Said.ASKED, Said.NO)


@given(st.sampled_from(["severe", "late onset", "childhood", "exercise induced", "h/o", "previous"]), st.booleans())
def test_no_adjective_hides_the_condition(adjective: str, last: bool) -> None:
    words = f"asthma, {adjective}" if last else f"{adjective} asthma"
    assert said_of(words, ASTHMA) is Said.YES
    assert said_of(f"no {adjective} asthma", ASTHMA) is Said.NO

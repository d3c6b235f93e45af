"""The patient's record: typed in, told apart from others, corrected, and never overwritten without a trace."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.builders import AMARA, NIA, NOW, a_patient, a_prescription, held, received, workplace

from dispensary.application.patient_record import (
    correct_patient,
    create_patient,
    from_prescription,
    unmatched_allergies,
)
from dispensary.application.queries.patients import (
    Candidate,
    PatientRecord,
    Whose,
    patient_record,
    search_patients,
    whose_record,
)
from dispensary.application.receive import Trait, link_patient
from dispensary.application.step import Receipt
from dispensary.application.workplace import Workplace
from dispensary.domain.identifiers import NhsNumber, PatientId
from dispensary.domain.patient import (
    Allergy,
    AllergyStatus,
    Communication,
    Goal,
    MedicinePurpose,
    Patient,
    Question,
    TestResult,
)
from dispensary.domain.prescription import Address
from dispensary.domain.refused import AlteredElsewhere, NhsNumberTaken, NotFound
from dispensary.wording.labels import date_words
from dispensary.wording.record_entry import (
    RecordFields,
    changed_fields,
    fields_of,
    missing_words,
    read_record,
    with_allergy,
    with_field,
    with_none_known,
    with_refuted,
    with_result,
)
from dispensary.wording.typed import read_amount, read_date, read_value

TODAY = NOW.date()
DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Workplace]:
    made = workplace(tmp_path)
    yield made
    made.store.close()


def stored(place: Workplace, patient: Patient) -> Patient:
    with place.store.begin() as uow:
        uow.patients.add(patient)
        uow.commit()
    return record(place, patient.id).patient


def record(place: Workplace, patient: PatientId) -> PatientRecord:
    found = patient_record(place, patient)
    assert isinstance(found, PatientRecord)
    return found


def whose(place: Workplace, prescription: object, text: str = "") -> tuple[Candidate, ...]:
    found = whose_record(place, received(place, prescription), text)  # type: ignore[arg-type]
    assert isinstance(found, Whose)
    return found.candidates


# Typed words


@given(DAYS)
def test_a_date_is_read_in_every_way_that_it_is_written(day: date) -> None:
    for text in (
        f"{day.day}/{day.month}/{day.year}",
        f"{day:%d.%m.%Y}",
        f"{day:%d-%m-%Y}",
        f"{day:%d%m%Y}",
        day.isoformat(),
        date_words(day),
        f"{day:%d %B %Y}".upper(),
    ):
        assert read_date(text, TODAY) == day, text


@given(st.integers(0, 3000))
def test_a_date_is_counted_from_today(days: int) -> None:
    assert read_date(f"T-{days}", TODAY) == TODAY - timedelta(days=days)
    assert read_date(f"+{days}", TODAY) == TODAY + timedelta(days=days)
    assert read_date("t", TODAY) == TODAY


@pytest.mark.parametrize(
    "text", ["2/11/26", "31/2/2026", "11/23/2026", "2 Ju 2026", "Nov 2026", "tomorrow", "", "2026"]
)
def test_what_is_no_date_is_never_guessed(text: str) -> None:
    assert read_date(text, TODAY) is None


@given(st.text(max_size=20))
def test_any_text_is_read_or_not_but_never_a_failure(text: str) -> None:
    read_date(text, TODAY)
    read_amount(text, "kg")
    read_value(text)


@pytest.mark.parametrize(("text", "value"), [("71", "71"), ("71.5 kg", "71.5"), (" 8 KG", "8")])
def test_an_amount_may_carry_its_unit(text: str, value: str) -> None:
    assert read_amount(text, "kg") == Decimal(value)


@pytest.mark.parametrize("text", ["-5", "1e3", "71,5", "heavy", "", "70 kg 5"])
def test_an_amount_is_one_plain_number(text: str) -> None:
    assert read_amount(text, "kg") is None


def test_a_result_is_a_number_with_its_unit() -> None:
    assert read_value("58 mmol/mol") == (Decimal(58), "mmol/mol")
    assert read_value("5.2 10*9/L") == (Decimal("5.2"), "10*9/L")
    assert read_value("2.4.5") is None


# Fields


@given(
    st.builds(
        Patient,
        id=st.just(PatientId("p")),
        name=st.sampled_from(["Mrs Beryl Hartnoll", "ŵyn"]),
        nhs_number=st.sampled_from([None, NhsNumber("9990142734"), NhsNumber("123")]),
        address=st.builds(
            Address, st.sampled_from([(), ("Flat 2, Mill House", "Harwick")]), st.sampled_from(["", "QX4 7LD"])
        ),
        phone=st.sampled_from([None, "01632 960118"]),
        communication=st.sampled_from([(), (Communication.BSL,)]),
        goal=st.sampled_from([None, Goal("Walk", NIA, TODAY)]),
        purposes=st.sampled_from([(), (MedicinePurpose("Ramipril 5mg capsules", "my heart"),)]),
        questions=st.sampled_from([(), (Question("Why?", NIA, TODAY),)]),
    ),
    st.sampled_from([None, (), ("asthma",)]),
    st.sampled_from([None, Decimal("71.50")]),
    st.sampled_from([None, True, False]),
    st.sampled_from([None, (), (Allergy("penicillin", "rash"),)]),
)
def test_a_record_that_nobody_touched_is_read_back_unchanged(
    patient: Patient, conditions: object, weight: object, pregnant: object, allergies: object
) -> None:
    facts = replace(
        patient.facts,
        conditions=conditions,
        weight_kg=weight,
        pregnant=pregnant,
        allergies=allergies,  # type: ignore[arg-type]
    )
    patient = replace(patient, facts=facts)
    assert read_record(fields_of(patient), patient, TODAY, AMARA) == patient


def typed_into(patient: Patient, **words: object) -> RecordFields:
    return replace(fields_of(patient), **words)  # type: ignore[arg-type]


def read(patient: Patient, **words: object) -> Patient:
    made = read_record(typed_into(patient, **words), patient, TODAY, AMARA)
    assert isinstance(made, Patient), made
    return made


def wrong(patient: Patient, **words: object) -> Mapping[str, str]:
    made = read_record(typed_into(patient, **words), patient, TODAY, AMARA)
    assert isinstance(made, Mapping), made
    return made


def test_an_empty_field_is_not_recorded_and_none_is_an_answer() -> None:
    patient = a_patient()
    assert read(patient, conditions="").facts.conditions is None
    assert read(patient, conditions="None").facts.conditions == ()
    assert read(patient, conditions="asthma; gout\nasthma").facts.conditions == ("asthma", "gout")
    assert read(patient, weight="").facts.weight_kg is None
    assert read(patient, born="").facts.birth_date is None


def test_a_goal_carries_who_asked_and_when() -> None:
    assert read(a_patient(), goal="See my sister").goal == Goal("See my sister", AMARA, TODAY)
    assert read(a_patient(), goal=" ").goal is None


@pytest.mark.parametrize(
    ("field", "words", "said"),
    [
        ("name", " ", "needs a name"),
        ("born", "31/2/1953", "not a date"),
        ("born", "24/11/2026", "still to come"),
        ("born", "1/1/1850", "130 years"),
        ("nhs_number", "999 014 2735", "check digit"),
        ("weight", "700", "between 0.3 and 500 kg"),
        ("egfr", "low", "eGFR"),
        ("egfr_date", "soon", "not a date"),
    ],
)
def test_what_is_wrong_is_said_of_its_field(field: str, words: str, said: str) -> None:
    found = wrong(a_patient(), **{field: words})
    assert set(found) == {field}
    assert said in found[field]


def test_a_new_figure_does_not_take_over_the_date_of_the_old_one() -> None:
    before = RecordFields(egfr="71", egfr_date="12 Oct 2026")
    after = with_field(before, before, "egfr", "60")
    assert (after.egfr, after.egfr_date) == ("60", "")
    dated = with_field(replace(after, egfr_date="T"), before, "egfr", "61")
    assert dated.egfr_date == "T"
    assert with_field(after, before, "egfr", "71") == before


def test_an_allergy_that_was_recorded_is_refuted_and_never_deleted() -> None:
    recorded = (Allergy("penicillin", "rash"),)
    fields = RecordFields(allergies=recorded, allergy_substance="Latex", allergy_reaction="hives")
    added = with_allergy(fields, TODAY)
    assert isinstance(added, RecordFields)
    assert added.allergies is not None
    assert added.allergies[1] == Allergy("Latex", "hives", recorded_on=TODAY)
    refuted = with_refuted(added, 0, recorded)
    assert refuted.allergies is not None
    assert refuted.allergies[0].status is AllergyStatus.REFUTED
    assert with_refuted(refuted, 0, recorded) == added
    assert with_refuted(added, 1, recorded).allergies == recorded


def test_none_known_is_not_said_while_an_allergy_stands() -> None:
    active = RecordFields(allergies=(Allergy("penicillin"),))
    assert "refuted first" in str(with_none_known(active, none_known=True))
    refuted = RecordFields(allergies=(Allergy("penicillin", status=AllergyStatus.REFUTED),))
    said = with_none_known(refuted, none_known=True)
    assert isinstance(said, RecordFields)
    assert said.no_known_allergies
    assert with_none_known(RecordFields(no_known_allergies=True, allergies=()), none_known=False) == RecordFields()


def test_adding_an_allergy_takes_back_that_none_is_known() -> None:
    fields = RecordFields(no_known_allergies=True, allergies=(), allergy_substance="latex")
    added = with_allergy(fields, TODAY)
    assert isinstance(added, RecordFields)
    assert not added.no_known_allergies
    assert "in the list already" in str(with_allergy(replace(added, allergy_substance="Latex"), TODAY))


def test_a_result_needs_a_test_a_number_and_a_day_that_has_been() -> None:
    fields = RecordFields(result_test="", result_value="high", result_date="1/1/2030")
    said = with_result(fields, TODAY)
    assert isinstance(said, Mapping)
    assert set(said) == {"result_test", "result_value", "result_date"}
    added = with_result(RecordFields(result_test="INR", result_value="2.4", result_date="T"), TODAY)
    assert isinstance(added, RecordFields)
    assert added.results == (TestResult("INR", Decimal("2.4"), None, TODAY),)


def test_the_button_says_what_is_missing() -> None:
    before = fields_of(a_patient())
    assert missing_words((), before, {}) == "nothing changed"
    half = replace(before, allergy_substance="latex")
    assert missing_words(changed_fields(before, half), half, {}) == "an allergy is not added yet"
    assert missing_words(("born",), before, {"born": "no"}) == "1 field to correct"
    assert missing_words(("phone",), before, {}) == ""


# The use-cases


def test_a_change_keeps_what_stood_before_in_words(place: Workplace) -> None:
    patient = stored(place, a_patient())
    facts = replace(patient.facts, weight_kg=Decimal("68.0"), pregnant=False, weight_date=TODAY)
    made = correct_patient(place, NIA, replace(patient, facts=facts, communication=(Communication.BSL,)), "She said so")
    assert made == Receipt(patients=frozenset({patient.id}))
    found = record(place, patient.id)
    told = {(change.field, change.before, change.after, change.who, change.reason) for change in found.changes}
    assert told == {
        ("weight_kg", "not recorded", "68", "Nia Rhys", "She said so"),
        ("weight_date", "not recorded", "23 Nov 2026", "Nia Rhys", "She said so"),
        ("pregnant", "not recorded", "no", "Nia Rhys", "She said so"),
        ("communication", "none", "BSL", "Nia Rhys", "She said so"),
    }


def test_two_results_of_one_test_are_told_apart_in_the_history(place: Workplace) -> None:
    patient = stored(place, a_patient())
    result = TestResult("INR", Decimal("2.4"), None, TODAY)
    correct_patient(place, NIA, replace(patient, facts=replace(patient.facts, results=(result,))))
    assert record(place, patient.id).changes[0].after == "INR 2.4, 23 Nov 2026"


def test_what_somebody_else_saved_meanwhile_is_not_overwritten(place: Workplace) -> None:
    read_first = stored(place, a_patient())
    correct_patient(place, AMARA, replace(read_first, phone="01632 960118"))
    assert correct_patient(place, NIA, replace(read_first, name="Mrs B Hartnoll")) == AlteredElsewhere()
    assert record(place, read_first.id).patient.phone == "01632 960118"
    assert record(place, read_first.id).patient.name == "Mrs Beryl Hartnoll"


def test_a_new_allergy_is_coded_and_an_old_one_left_as_it_was(place: Workplace) -> None:
    patient = stored(place, a_patient(allergies=(Allergy("ramipril", "cough"),)))
    allergies = (*(patient.facts.allergies or ()), Allergy("Amlodipine"), Allergy("the green ones"))
    correct_patient(place, NIA, replace(patient, facts=replace(patient.facts, allergies=allergies)))
    old, new, odd = record(place, patient.id).patient.facts.allergies or ()
    assert old.code is None
    assert new.code is not None
    assert odd.code is None


def test_an_allergy_that_the_check_cannot_match_is_named(place: Workplace) -> None:
    allergies = (Allergy("penicillin"), Allergy("amlodipine"), Allergy("the green ones"))
    assert unmatched_allergies(place, allergies) == frozenset({"the green ones"})


def test_one_number_has_one_record(place: Workplace) -> None:
    first = stored(place, a_patient())
    second = replace(a_patient(name="Mr Other"), id=PatientId("other"))
    assert create_patient(place, NIA, second) == NhsNumberTaken(first.name)


def test_a_record_made_from_a_prescription_says_what_it_said_and_no_more(place: Workplace) -> None:
    sent = a_prescription()
    key = received(place, sent)
    patient = from_prescription(sent, PatientId("new"))
    made = create_patient(place, NIA, patient, link=key)
    assert made == Receipt(patients=frozenset({patient.id}), prescriptions=frozenset({key}))
    assert held(place, key).patient == patient.id
    assert record(place, patient.id).patient.facts.allergies is None
    assert record(place, patient.id).prescriptions == frozenset({key})


# Finding


def test_people_are_found_by_parts_of_the_name_and_by_the_number(place: Workplace) -> None:
    beryl = stored(place, a_patient())
    assert [found.id for found in search_patients(place, "hart ber")] == [beryl.id]
    assert [found.id for found in search_patients(place, "999 014 2734")] == [beryl.id]
    assert search_patients(place, "  ") == ()
    assert search_patients(place, "nobody") == ()


def test_one_line_of_the_address_is_enough_to_ask(place: Workplace) -> None:
    beryl = stored(place, a_patient())
    moved = replace(a_patient(), address=Address(("9 Quarry Steps", "Little Harwick"), "QX4 7LD"))
    assert whose(place, a_prescription(patient=moved)) == (Candidate(beryl, (Trait.ADDRESS,)),)


def test_the_likeliest_record_comes_first_and_the_unlike_not_at_all(place: Workplace) -> None:
    beryl = stored(place, a_patient())
    bert = stored(place, a_patient(name="Mr Bert Hartnoll", number="9990000042"))
    stored(place, a_patient(name="Mrs Ann Hartnoll", number="9990218463", born=date(1990, 1, 1)))
    stored(place, a_patient(name="Mr Tomasz Wrona", number="9990305714"))
    sent = replace(a_patient(), phone=None, address=Address(("1 New Road",), "QX4 1AA"))
    assert [each.patient.id for each in whose(place, a_prescription(patient=sent))] == [beryl.id, bert.id]


def test_a_mistyped_birth_date_still_shows_the_same_name(place: Workplace) -> None:
    beryl = stored(place, replace(a_patient(born=date(1935, 3, 14)), nhs_number=None))
    found = whose(place, a_prescription())
    assert found == (Candidate(beryl, (Trait.NHS_NUMBER, Trait.BIRTH_DATE)),)


def test_nobody_alike_offers_nobody_and_a_name_finds_them(place: Workplace) -> None:
    wrona = stored(place, a_patient(name="Mr Tomasz Wrona", number="9990218463", born=date(1961, 9, 2)))
    sent = a_prescription()
    assert whose(place, sent) == ()
    found = whose_record(place, sent.key, "wrona")
    assert isinstance(found, Whose)
    assert [each.patient.id for each in found.candidates] == [wrona.id]


def test_a_prescription_is_linked_to_a_record_that_is_there(place: Workplace) -> None:
    beryl = stored(place, a_patient())
    key = received(place, a_prescription())
    assert link_patient(place, NIA, key, PatientId("nowhere")) == NotFound("That patient")
    assert held(place, key).patient is None
    assert isinstance(link_patient(place, NIA, key, beryl.id), Receipt)
    assert whose_record(place, key) == beryl.id

"""The law of supervision: when an authorisation stands, who may give which, and how absence is counted."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispensary.domain.identifiers import UserId
from dispensary.domain.people import (
    Absence,
    AbsentTooLong,
    Authorisation,
    AuthorisationEnded,
    AuthorisationRevoked,
    Basis,
    Conditions,
    LawNotInForce,
    NoResponsiblePharmacist,
    NotAuthorised,
    NotOnRegister,
    OnDuty,
    OnlyWhileResponsible,
    PharmacistNeeded,
    Register,
    ResponsibleAbsent,
    Revoked,
    Task,
    User,
)
from dispensary.domain.refusals import Refusal
from dispensary.domain.refused_people import AuthorisationUnfit, NotByThisPerson, NotToOneself, Unfit
from dispensary.domain.supervision import (
    BY_LAW,
    PROFESSIONAL,
    Circumstances,
    SupervisionRules,
    decide,
    is_lasting_administrator,
    leaves_nobody,
    may_give,
    may_take_back,
    time_absent,
)

NOON = datetime(2026, 12, 14, 12, 0, tzinfo=UTC)
TODAY = NOON.date()
DAY = timedelta(days=1)
AMARA, SAMIR = UserId("amara"), UserId("samir")
DUTY = OnDuty(AMARA, "Amara Whitlock", "2999041", NOON - timedelta(hours=3))
ON = Circumstances(NOON, duty=DUTY)
ADMINISTER = Authorisation(Task.ADMINISTER, date(2020, 1, 1))
PHARMACIST = User(AMARA, "Amara Whitlock", "Pharmacist", pharmacist=True)
OFFICE = User(UserId("kit"), "Kit Marlow", "Manager", authorisations=(ADMINISTER,))
NIA = User(UserId("nia"), "Nia Rhys", "Dispenser")
JOSEPH = User(UserId("joseph"), "Joseph Pell", "Technician", technician=True)


def of(user: User, *held: Authorisation) -> User:
    return replace(user, authorisations=held)


# --- when it stands


def test_technicians_are_authorised_from_the_day_that_the_regulation_is_in_force_and_not_before() -> None:
    given = Authorisation(Task.LABEL, date(2026, 11, 1), basis=Basis.REG_220A)
    before = replace(ON, now=datetime(2026, 12, 9, 23, 59, tzinfo=UTC))
    assert decide(of(JOSEPH, given), Task.LABEL, before) == LawNotInForce(
        Task.LABEL, "Joseph Pell", "regulation 220A", date(2026, 12, 10)
    )
    assert decide(of(JOSEPH, given), Task.LABEL, replace(ON, now=datetime(2026, 12, 10, tzinfo=UTC))) == given
    later = SupervisionRules(technicians_from=date(2027, 4, 1))
    assert isinstance(decide(of(JOSEPH, given), Task.LABEL, replace(ON, rules=later)), LawNotInForce)


def test_only_a_registered_technician_works_under_regulation_220a() -> None:
    given = Authorisation(Task.LABEL, TODAY, basis=Basis.REG_220A)
    assert decide(of(NIA, given), Task.LABEL, ON) == NotOnRegister("Nia Rhys", Register.TECHNICIAN)


@pytest.mark.parametrize("task", [Task.CLINICAL_CHECK, Task.SUPERVISE])
def test_the_clinical_check_is_a_pharmacist_s_whatever_was_authorised(task: Task) -> None:
    given = Authorisation(task, TODAY)
    assert decide(of(JOSEPH, given), task, ON) == PharmacistNeeded("Joseph Pell")
    assert decide(of(PHARMACIST, given), task, ON) == given


def test_bound_to_a_supervisor_it_holds_only_while_that_one_is_responsible() -> None:
    bound = Authorisation(Task.LABEL, TODAY, conditions=Conditions(responsible=SAMIR, responsible_name="Samir Okonedo"))
    assert decide(of(NIA, bound), Task.LABEL, ON) == OnlyWhileResponsible(Task.LABEL, "Nia Rhys", "Samir Okonedo")
    assert decide(of(NIA, bound), Task.LABEL, replace(ON, duty=replace(DUTY, user=SAMIR))) == bound


def test_of_several_that_fail_the_nearest_says_why_and_one_that_stands_is_enough() -> None:
    old = Authorisation(Task.LABEL, date(2020, 1, 1), date(2021, 1, 1))
    newer = Authorisation(Task.LABEL, date(2022, 1, 1), date(2026, 12, 3))
    taken = Authorisation(Task.LABEL, date(2022, 1, 1), revoked=Revoked(NOON, AMARA, "left"))
    assert decide(of(NIA, taken, newer, old), Task.LABEL, ON) == AuthorisationEnded(
        Task.LABEL, "Nia Rhys", date(2026, 12, 3)
    )
    assert isinstance(decide(of(NIA, taken), Task.LABEL, ON), AuthorisationRevoked)
    stands = Authorisation(Task.LABEL, TODAY)
    assert decide(of(NIA, old, taken, stands), Task.LABEL, ON) == stands
    assert decide(NIA, Task.LABEL, ON) == NotAuthorised(Task.LABEL, "Nia Rhys")


def test_in_an_absence_only_bags_go_out_and_only_by_those_authorised_for_it() -> None:
    plain, bags = Authorisation(Task.HAND_OUT, TODAY), Authorisation(Task.HAND_OUT, TODAY, basis=Basis.REG_220B)
    left = NOON - timedelta(minutes=30)
    away = replace(ON, away=Absence(AMARA, "Amara Whitlock", left), minutes_absent=30)
    assert decide(of(NIA, plain), Task.HAND_OUT, away) == ResponsibleAbsent("Amara Whitlock", left)
    assert decide(of(NIA, plain, bags), Task.HAND_OUT, away) == bags
    technician = Authorisation(Task.HAND_OUT, TODAY, basis=Basis.REG_220A)
    assert isinstance(decide(of(JOSEPH, technician), Task.HAND_OUT, away), ResponsibleAbsent)


def test_after_two_hours_of_absence_nothing_goes_out_at_all() -> None:
    bags = Authorisation(Task.HAND_OUT, TODAY, basis=Basis.REG_220B)
    away = replace(ON, away=Absence(AMARA, "Amara Whitlock", NOON - timedelta(hours=2)), minutes_absent=120)
    assert decide(of(NIA, bags), Task.HAND_OUT, away) == bags
    longer = replace(away, minutes_absent=121)
    assert decide(of(NIA, bags), Task.HAND_OUT, longer) == AbsentTooLong("Amara Whitlock", 120)
    assert decide(of(NIA, bags), Task.HAND_OUT, Circumstances(NOON)) == NoResponsiblePharmacist()


# --- who gives which


@pytest.mark.parametrize("task", sorted(PROFESSIONAL))
def test_who_runs_the_accounts_hands_out_no_professional_authorisation(task: Task) -> None:
    receiver = replace(PHARMACIST, id=SAMIR)
    assert isinstance(may_give(OFFICE, receiver, Authorisation(task, TODAY), TODAY), NotByThisPerson)
    assert may_give(PHARMACIST, receiver, Authorisation(task, TODAY), TODAY) is None


@pytest.mark.parametrize("task", sorted(set(Task) - PROFESSIONAL))
def test_a_pharmacist_who_does_not_run_the_accounts_gives_none_of_the_office_s(task: Task) -> None:
    assert isinstance(may_give(PHARMACIST, NIA, Authorisation(task, TODAY), TODAY), NotByThisPerson)
    assert may_give(OFFICE, NIA, Authorisation(task, TODAY), TODAY) is None


@pytest.mark.parametrize("task", list(Task))
def test_nobody_authorises_themselves_beyond_what_the_law_gives_them(task: Task) -> None:
    everything = replace(PHARMACIST, authorisations=(ADMINISTER,))
    refused = may_give(everything, everything, Authorisation(task, TODAY), TODAY)
    assert (refused is None) is (task in BY_LAW)
    assert isinstance(may_give(OFFICE, OFFICE, Authorisation(task, TODAY), TODAY), Refusal)
    if task not in PROFESSIONAL:
        assert isinstance(may_give(OFFICE, OFFICE, Authorisation(task, TODAY), TODAY), NotToOneself)


@pytest.mark.parametrize(
    ("wanted", "what"),
    [
        (Authorisation(Task.LABEL, TODAY - DAY), Unfit.DATES),
        (Authorisation(Task.LABEL, TODAY + 2 * DAY, TODAY + DAY), Unfit.DATES),
        (Authorisation(Task.LABEL, TODAY, basis=Basis.REG_220B), Unfit.REGULATION),
        (Authorisation(Task.OPEN_RESTRICTED, TODAY, basis=Basis.REG_220A), Unfit.REGULATION),
        (Authorisation(Task.LABEL, TODAY, conditions=Conditions(bagged_only=True)), Unfit.BAGGED_ONLY),
        (
            Authorisation(Task.OPEN_RESTRICTED, TODAY, conditions=Conditions(no_controlled_drugs=True)),
            Unfit.CONTROLLED_DRUGS,
        ),
    ],
)
def test_an_authorisation_that_could_not_stand_is_not_given(wanted: Authorisation, what: Unfit) -> None:
    assert may_give(PHARMACIST, JOSEPH, wanted, TODAY) == AuthorisationUnfit(wanted.task, what)


def test_a_regulation_is_given_only_to_whom_it_is_for_and_may_be_given_before_it_is_in_force() -> None:
    early = Authorisation(Task.ASSEMBLE, date(2026, 11, 20), basis=Basis.REG_220A)
    assert may_give(PHARMACIST, JOSEPH, early, date(2026, 11, 20)) is None
    assert may_give(PHARMACIST, NIA, early, date(2026, 11, 20)) == NotOnRegister("Nia Rhys", Register.TECHNICIAN)
    check = Authorisation(Task.CLINICAL_CHECK, TODAY)
    assert may_give(PHARMACIST, JOSEPH, check, TODAY) == PharmacistNeeded("Joseph Pell")


def test_taking_back_is_for_a_pharmacist_or_for_whoever_runs_the_accounts() -> None:
    label, claim = Authorisation(Task.LABEL, TODAY), Authorisation(Task.CLAIM, TODAY)
    assert may_take_back(OFFICE, label, TODAY)
    assert may_take_back(PHARMACIST, label, TODAY)
    assert not may_take_back(PHARMACIST, claim, TODAY)
    assert not may_take_back(JOSEPH, label, TODAY)


def test_somebody_is_always_left_who_can_run_the_accounts() -> None:
    locum = replace(OFFICE, id=SAMIR, until=TODAY + DAY)
    assert is_lasting_administrator(OFFICE, TODAY)
    assert not is_lasting_administrator(locum, TODAY)
    assert leaves_nobody((OFFICE, locum), replace(OFFICE, authorisations=()), TODAY)
    other = replace(OFFICE, id=UserId("other"))
    assert not leaves_nobody((OFFICE, other), replace(OFFICE, authorisations=()), TODAY)
    assert not leaves_nobody((locum,), replace(locum, authorisations=()), TODAY)


# --- absence


def absence(left: str, back: str | None) -> Absence:
    at = [datetime.fromisoformat(f"2026-12-14T{clock}:00+00:00") if clock else None for clock in (left, back)]
    assert at[0] is not None
    return Absence(AMARA, "Amara Whitlock", at[0], at[1])


@pytest.mark.parametrize(
    ("absences", "minutes"),
    [
        ((), 0),
        ((absence("09:00", "09:45"),), 45),
        ((absence("09:00", "09:45"), absence("11:30", None)), 75),
        ((absence("09:00", "10:00"), absence("09:30", "10:30")), 90),
        ((Absence(AMARA, "A", datetime(2026, 12, 13, 22, 0, tzinfo=UTC), NOON - timedelta(hours=11)),), 60),
        ((Absence(AMARA, "A", datetime(2026, 12, 13, 9, 0, tzinfo=UTC), datetime(2026, 12, 13, 10, tzinfo=UTC)),), 0),
    ],
)
def test_absence_is_counted_for_the_day_across_everybody_and_once(absences: tuple[Absence, ...], minutes: int) -> None:
    assert time_absent(absences, NOON) == timedelta(minutes=minutes)


_MOMENTS = st.integers(-24 * 60, 12 * 60)


@given(st.lists(st.tuples(_MOMENTS, st.integers(0, 300), st.booleans()), max_size=8))
def test_absence_counts_every_minute_of_today_that_anybody_was_away(spans: list[tuple[int, int, bool]]) -> None:
    """The same as ticking off minute by minute, however absences overlap and in whichever order they come."""
    midnight = NOON.replace(hour=0)
    made, ticked = [], set()
    for start, length, still in spans:
        end = min(start + length, 12 * 60)
        open_end = still or end < start
        left, back = midnight + timedelta(minutes=start), midnight + timedelta(minutes=end)
        made.append(Absence(AMARA, "A", left, None if open_end else back))
        ticked |= set(range(max(start, 0), 12 * 60 if open_end else max(end, 0)))
    assert time_absent(made, NOON) == timedelta(minutes=len(ticked))

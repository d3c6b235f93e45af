"""Accounts: signing in, locking, new PINs, leaving; and the register of authorisations. On a real store."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from tests.builders import (  # fmt: skip
    AMARA,
    JOSEPH,
    NIA,
    NOW,
    PIN,
    StandingClock,
    a_patient,
    a_prescription,
    an_item,
    assembled,
    bagged,
    checked,
    received,
    staff,
    workplace,
)

from dispensary.adapters.system.credentials import Argon2Credentials
from dispensary.application.accounts import add_staff, end_account, reopen_account, reset_pin, unlock
from dispensary.application.authorisations import give_tasks, revoke_task
from dispensary.application.claim import owe
from dispensary.application.hand_out import Answers, hand_out
from dispensary.application.label import Wanted, label_item
from dispensary.application.receive import ask_for_nominated
from dispensary.application.sign_in import become_responsible_pharmacist, change_pin, sign_in
from dispensary.application.step import LOCKED_AFTER, Receipt
from dispensary.application.workplace import Workplace
from dispensary.domain.charges import PAID, ChargeDecision
from dispensary.domain.identifiers import UserId
from dispensary.domain.people import (
    AccountEnded,
    AccountLocked,
    Authorisation,
    AuthorisationRevoked,
    Basis,
    Conditions,
    Ended,
    NotAuthorised,
    NotForControlledDrugs,
    OnlyWhileResponsible,
    PharmacistNeeded,
    PinGiven,
    PinSpent,
    PinToChange,
    Task,
    User,
    WrongPin,
)
from dispensary.domain.refusals import Refusal
from dispensary.domain.refused import NotBagged, NotFound
from dispensary.domain.refused_people import (
    AccountClosed,
    AccountIncomplete,
    AccountTaken,
    AuthorisationUnfit,
    LastAdministrator,
    NotByThisPerson,
    NotToOneself,
    PinUnfit,
    StillResponsible,
    Unfit,
    WeakPin,
    WhyNeeded,
)
from dispensary.wording.staff import last_given_words, pin_given_words

SAMIR, SYSTEM, ONA = UserId("samir"), UserId("system"), UserId("ona")
TODAY = NOW.date()
DAY = timedelta(days=1)
LOCUM = User(ONA, "Ona Brill", "Locum pharmacist", pharmacist=True, registration="2999088", locum=True, until=TODAY)
PAYS = Answers(identity_matches=True, charge=ChargeDecision(PAID))


@pytest.fixture
def clock() -> StandingClock:
    return StandingClock()


@pytest.fixture
def place(tmp_path: Path, clock: StandingClock) -> Iterator[Workplace]:
    made = workplace(tmp_path, clock=clock)
    yield made
    made.store.close()


def entries(place: Workplace, kind: str = "") -> list[str]:
    with place.store.read() as uow:
        return [entry.body for entry in uow.journal.entries() if not kind or f'"kind":"{kind}"' in entry.body]


def done(made: object) -> None:
    assert isinstance(made, Receipt), made


def wrong(place: Workplace, clock: StandingClock, user: UserId, times: int = LOCKED_AFTER) -> object:
    """So many wrong PINs, each after its wait."""
    made: object = None
    for _ in range(times):
        made = sign_in(place, user, "0000")
        clock.pass_by(minutes=6)
    return made


# --- signing in


def test_ten_wrong_pins_lock_the_account_and_the_right_one_opens_it_no_more(
    place: Workplace, clock: StandingClock
) -> None:
    assert isinstance(wrong(place, clock, NIA, LOCKED_AFTER - 1), WrongPin)
    assert wrong(place, clock, NIA, 1) == AccountLocked("Nia Rhys")
    assert sign_in(place, NIA, PIN) == AccountLocked("Nia Rhys")
    assert ask_for_nominated(place, NIA) == AccountLocked("Nia Rhys")
    assert len(entries(place, "account-locked")) == 1
    done(unlock(place, AMARA, NIA))
    assert isinstance(sign_in(place, NIA, PIN), User)


def test_the_last_person_who_could_unlock_anybody_waits_and_is_not_locked_out(
    place: Workplace, clock: StandingClock
) -> None:
    assert isinstance(wrong(place, clock, SAMIR), AccountLocked)
    assert isinstance(wrong(place, clock, AMARA, LOCKED_AFTER + 3), WrongPin)
    assert isinstance(sign_in(place, AMARA, PIN), User)
    done(unlock(place, AMARA, SAMIR))


def test_a_stranger_and_the_system_account_get_the_answer_of_a_wrong_pin(place: Workplace) -> None:
    known = sign_in(place, NIA, "0000")
    assert sign_in(place, UserId("nobody"), "0000") == known == WrongPin()
    assert sign_in(place, SYSTEM, PIN) == WrongPin()
    assert isinstance(change_pin(place, SYSTEM, PIN, "482915"), WrongPin)


def test_a_stranger_costs_as_much_work_as_somebody_known(place: Workplace) -> None:
    """One slow hash each and one entry: nobody finds out by the clock who works here."""
    counted: list[str] = []

    class Counting(Argon2Credentials):
        def hash(self, secret: str) -> str:
            counted.append("one hash")
            return super().hash(secret)

        def matches(self, secret: str, hashed: str) -> bool:
            counted.append("one hash")
            return super().matches(secret, hashed)

    place = replace(place, credentials=Counting(quick=True))
    for user in (NIA, UserId("nobody"), SYSTEM):
        before = len(entries(place))
        assert sign_in(place, user, "0000") == WrongPin()
        assert len(entries(place)) == before + 1
    assert counted == ["one hash"] * 3


def test_an_account_that_ended_is_told_so_only_to_whoever_knows_its_pin(place: Workplace, clock: StandingClock) -> None:
    done(end_account(place, AMARA, NIA, "moved away"))
    assert sign_in(place, NIA, "0000") == WrongPin()
    assert sign_in(place, NIA, PIN) == AccountEnded("Nia Rhys", TODAY)
    assert staff(place, NIA).name == "Nia Rhys"
    assert end_account(place, AMARA, NIA, "again") == AccountClosed("Nia Rhys", TODAY)
    done(reopen_account(place, AMARA, NIA))
    assert isinstance(sign_in(place, NIA, PIN), User)


def test_no_entry_of_the_journal_ever_holds_a_pin(place: Workplace, clock: StandingClock) -> None:
    secrets = ("739152", "615203", "842067", "three blue herons", "350716")
    done(add_staff(place, AMARA, replace(LOCUM, until=TODAY + DAY), secrets[0]))
    sign_in(place, ONA, secrets[1])
    sign_in(place, UserId(secrets[4]), secrets[1])
    done(change_pin(place, ONA, secrets[0], secrets[2]))
    done(reset_pin(place, AMARA, ONA, secrets[3]))
    change_pin(place, ONA, secrets[1], secrets[4])
    everything = "\n".join(entries(place))
    assert all(secret not in everything for secret in secrets)
    with place.store.read() as uow:
        assert str(uow.staff.secret(ONA)).startswith("$argon2id$")


# --- PINs


def test_a_pin_set_by_somebody_else_is_changed_before_anything_is_done(place: Workplace) -> None:
    done(reset_pin(place, AMARA, NIA, "7391"))
    assert isinstance(sign_in(place, NIA, PIN), WrongPin)
    found = sign_in(place, NIA, "7391")
    assert isinstance(found, User)
    assert found.new_pin
    assert ask_for_nominated(place, NIA) == PinToChange("Nia Rhys")
    assert change_pin(place, NIA, "7391", "7391") == PinUnfit(WeakPin.SAME)
    assert change_pin(place, NIA, "7391", "1234") == PinUnfit(WeakPin.EASY)
    done(change_pin(place, NIA, "7391", "5017"))
    done(ask_for_nominated(place, NIA))
    assert isinstance(sign_in(place, NIA, "5017"), User)


def test_a_pin_set_by_somebody_else_is_good_for_one_sign_in(place: Workplace, clock: StandingClock) -> None:
    done(reset_pin(place, AMARA, SAMIR, "739152"))
    assert isinstance(sign_in(place, SAMIR, "739152"), User)
    at = clock.at
    clock.pass_by(minutes=5)
    assert sign_in(place, SAMIR, "739152") == PinSpent("Samir Okonedo", at)
    assert isinstance(sign_in(place, SAMIR, "000000"), WrongPin)
    assert become_responsible_pharmacist(place, SAMIR) == PinToChange("Samir Okonedo")
    # Whoever did sign in may still choose their own; and another reset is good for another sign-in.
    done(reset_pin(place, AMARA, SAMIR, "842067"))
    assert isinstance(sign_in(place, SAMIR, "842067"), User)
    done(change_pin(place, SAMIR, "842067", "615203"))
    assert isinstance(sign_in(place, SAMIR, "615203"), User)
    assert isinstance(sign_in(place, SAMIR, "615203"), User)


def test_who_gave_a_pin_and_when_it_was_used_stays_and_the_person_is_told(
    place: Workplace, clock: StandingClock
) -> None:
    """Somebody who runs the accounts signs in as the pharmacist, who comes back and asks for a PIN that works."""
    done(reset_pin(place, SAMIR, AMARA, "739152"))
    assert isinstance(sign_in(place, AMARA, "739152"), User)
    done(change_pin(place, AMARA, "739152", "615203"))
    assert pin_given_words(staff(place, AMARA), clock.at) == ""
    clock.pass_by(days=1)
    done(reset_pin(place, SAMIR, AMARA, "842067"))
    found = sign_in(place, AMARA, "842067")
    assert isinstance(found, User)
    words = pin_given_words(found, clock.at)
    assert words.startswith("Samir Okonedo gave you this PIN on 24 Nov 2026 at 10:42.")
    assert "Before that: Samir Okonedo on 23 Nov 2026 at 10:42, used on 23 Nov 2026 at 10:42." in words
    assert last_given_words(found) == "PIN given by Samir Okonedo on 24 Nov 2026 at 10:42, used on 24 Nov 2026 at 10:42"
    assert "Before that" not in pin_given_words(found, clock.at + timedelta(days=91))
    (signed,) = [entry for entry in entries(place)[-1:] if '"signed-in"' in entry]
    assert '"pin_given_by":"samir"' in signed


def test_the_first_pin_of_a_new_person_is_told_of_too(place: Workplace, clock: StandingClock) -> None:
    done(add_staff(place, AMARA, replace(LOCUM, pins_given=(PinGiven(NIA, "Nobody", NOW),)), "739152"))
    assert staff(place, ONA).pins_given == (PinGiven(AMARA, "Amara Whitlock", clock.at),)
    assert last_given_words(staff(place, ONA)).endswith("not used")
    assert last_given_words(staff(place, NIA)) == ""


def test_where_nobody_can_choose_a_pin_one_from_somebody_else_is_not_used_up(place: Workplace) -> None:
    done(reset_pin(place, AMARA, NIA, "7391"))
    assert sign_in(place, NIA, "7391", may_choose=False) == PinToChange("Nia Rhys")
    assert isinstance(sign_in(place, NIA, "7391"), User)


def test_a_pin_from_before_it_was_noted_who_gives_them_is_good_once_too(place: Workplace, clock: StandingClock) -> None:
    with place.store.begin() as uow:
        uow.staff.save(replace(staff(place, NIA), new_pin=True))
        uow.commit()
    found = sign_in(place, NIA, PIN)
    assert isinstance(found, User)
    assert pin_given_words(found, clock.at).startswith("Somebody else gave you this PIN")
    assert sign_in(place, NIA, PIN) == PinSpent("Nia Rhys", clock.at)


def test_the_only_person_who_could_give_another_pin_is_never_shut_out(place: Workplace) -> None:
    done(reset_pin(place, SAMIR, AMARA, "739152"))
    assert isinstance(sign_in(place, AMARA, "739152"), User)
    with place.store.begin() as uow:
        for user in uow.staff.all():
            if user.id != AMARA and not user.system:
                uow.staff.save(replace(user, ended=Ended(NOW, AMARA, "left")))
        uow.commit()
    again = sign_in(place, AMARA, "739152")
    assert isinstance(again, User)
    assert ask_for_nominated(place, AMARA) == PinToChange("Amara Whitlock")
    done(change_pin(place, AMARA, "739152", "615203"))


def test_the_old_pin_is_asked_for_and_a_wrong_one_counts(place: Workplace, clock: StandingClock) -> None:
    for _ in range(LOCKED_AFTER):
        assert isinstance(change_pin(place, NIA, "0000", "5017"), Refusal)
        clock.pass_by(minutes=6)
    assert change_pin(place, NIA, PIN, "5017") == AccountLocked("Nia Rhys")
    with place.store.read() as uow:
        assert uow.staff.failures(NIA)[0] == LOCKED_AFTER


def test_a_supervising_pharmacist_helps_somebody_in_but_not_whoever_runs_the_accounts(
    place: Workplace, clock: StandingClock
) -> None:
    with place.store.begin() as uow:
        amara = uow.staff.get(AMARA)
        assert amara is not None
        kept = tuple(held for held in amara.authorisations if held.task is not Task.ADMINISTER)
        uow.staff.save(replace(amara, authorisations=kept))
        uow.commit()
    wrong(place, clock, NIA)
    done(unlock(place, AMARA, NIA))
    done(reset_pin(place, AMARA, NIA, "7391"))
    assert isinstance(reset_pin(place, AMARA, SAMIR, "739152"), NotByThisPerson)
    assert isinstance(reset_pin(place, JOSEPH, NIA, "7391"), NotAuthorised)
    assert isinstance(reset_pin(place, AMARA, AMARA, "739152"), NotToOneself)
    assert isinstance(unlock(place, SAMIR, SYSTEM), NotFound)


# --- coming and going


def test_a_locum_has_a_gphc_number_and_a_last_day_from_the_start(place: Workplace, clock: StandingClock) -> None:
    for unfit in (replace(LOCUM, registration=None), replace(LOCUM, registration="12"), replace(LOCUM, until=None)):
        assert isinstance(add_staff(place, AMARA, unfit, "739152"), AccountIncomplete)
    assert isinstance(add_staff(place, AMARA, replace(LOCUM, until=TODAY - DAY), "739152"), AccountIncomplete)
    assert add_staff(place, AMARA, LOCUM, "1234") == PinUnfit(WeakPin.EASY)
    done(add_staff(place, AMARA, LOCUM, "739152"))
    assert add_staff(place, AMARA, replace(LOCUM, name="Somebody else"), "739152") == AccountTaken("ona")
    done(change_pin(place, ONA, "739152", "615203"))
    assert isinstance(become_responsible_pharmacist(place, ONA), NotAuthorised)
    done(give_tasks(place, ONA, ONA, (Authorisation(Task.SUPERVISE, TODAY, TODAY),)))
    done(become_responsible_pharmacist(place, ONA))
    clock.pass_by(days=1)
    assert isinstance(become_responsible_pharmacist(place, ONA), AccountEnded)
    assert sign_in(place, ONA, "615203") == AccountEnded("Ona Brill", TODAY)
    assert isinstance(reopen_account(place, AMARA, ONA), AccountIncomplete)
    done(reopen_account(place, AMARA, ONA, TODAY + 3 * DAY))
    assert isinstance(sign_in(place, ONA, "615203"), User)


def test_a_new_person_gets_only_what_whoever_adds_them_may_give(place: Workplace) -> None:
    office = User(UserId("kit"), "Kit Marlow", "Manager", authorisations=(Authorisation(Task.ADMINISTER, TODAY),))
    done(add_staff(place, AMARA, office, "739152"))
    done(change_pin(place, office.id, "739152", "615203"))
    asked = (Authorisation(Task.RECEIVE, TODAY), Authorisation(Task.HAND_OUT, TODAY))
    new = User(UserId("new"), "Wren Abara", "Dispenser", authorisations=asked, system=True)
    assert isinstance(add_staff(place, office.id, new, "7391"), NotByThisPerson)
    done(add_staff(place, office.id, replace(new, authorisations=asked[:1]), "7391"))
    made = staff(place, new.id)
    assert (made.system, made.new_pin, made.authorisations[0].by) == (False, True, office.id)
    done(give_tasks(place, AMARA, new.id, asked[1:]))
    assert staff(place, new.id).may(Task.HAND_OUT, TODAY)


def test_the_last_who_runs_the_accounts_cannot_be_removed(place: Workplace) -> None:
    samir = next(held for held in staff(place, SAMIR).authorisations if held.task is Task.ADMINISTER)
    amara = next(held for held in staff(place, AMARA).authorisations if held.task is Task.ADMINISTER)
    done(revoke_task(place, AMARA, SAMIR, samir, "not needed"))
    assert revoke_task(place, AMARA, AMARA, amara, "tired of it") == LastAdministrator("Amara Whitlock")
    done(become_responsible_pharmacist(place, SAMIR))
    assert end_account(place, AMARA, AMARA, "left") == LastAdministrator("Amara Whitlock")
    assert end_account(place, AMARA, SAMIR, "left") == StillResponsible("Samir Okonedo")
    assert end_account(place, AMARA, NIA, "  ") == WhyNeeded()


# --- the register of authorisations


def test_a_revoked_authorisation_ends_at_once_and_stays_to_be_read(place: Workplace) -> None:
    key = received(place, a_prescription(), a_patient())
    (held,) = [held for held in staff(place, NIA).authorisations if held.task is Task.LABEL]
    assert revoke_task(place, AMARA, NIA, held, "") == WhyNeeded()
    assert isinstance(revoke_task(place, JOSEPH, NIA, held, "why"), NotByThisPerson)
    done(revoke_task(place, AMARA, NIA, held, "needs training first"))
    item = an_item().item_id
    assert owe(place, NIA, key, item) == AuthorisationRevoked(Task.LABEL, "Nia Rhys", TODAY)
    (kept,) = [held for held in staff(place, NIA).authorisations if held.task is Task.LABEL]
    assert kept.revoked is not None
    assert kept.revoked.why == "needs training first"
    assert isinstance(revoke_task(place, AMARA, NIA, kept, "twice"), NotFound)
    done(give_tasks(place, AMARA, NIA, (Authorisation(Task.LABEL, TODAY),)))
    assert len([held for held in staff(place, NIA).authorisations if held.task is Task.LABEL]) == 2
    assert not isinstance(owe(place, NIA, key, item), AuthorisationRevoked)


def test_who_gave_it_and_when_is_recorded_whatever_was_asked(place: Workplace) -> None:
    asked = Authorisation(Task.ACCURACY_CHECK, TODAY, TODAY + DAY, by=SAMIR, recorded_at=NOW - 9 * DAY)
    done(give_tasks(place, AMARA, NIA, (asked,)))
    made = staff(place, NIA).authorisations[-1]
    assert (made.by, made.recorded_at, made.until) == (AMARA, NOW, TODAY + DAY)
    (entry,) = entries(place, "authorised")
    assert '"task":"accuracy-check"' in entry
    assert '"actor":"amara"' in entry
    several = (Authorisation(Task.HAND_OUT, TODAY), Authorisation(Task.CLINICAL_CHECK, TODAY))
    assert isinstance(give_tasks(place, AMARA, NIA, several), PharmacistNeeded)
    assert staff(place, NIA).authorisations[-1] == made
    assert isinstance(give_tasks(place, AMARA, SYSTEM, several), NotFound)


def test_a_condition_names_a_pharmacist_who_is_here(place: Workplace) -> None:
    bound = Authorisation(Task.ACCURACY_CHECK, TODAY, conditions=Conditions(responsible=JOSEPH))
    assert give_tasks(place, AMARA, NIA, (bound,)) == AuthorisationUnfit(Task.ACCURACY_CHECK, Unfit.PHARMACIST)
    fits = replace(bound, conditions=Conditions(responsible=SAMIR))
    done(give_tasks(place, AMARA, NIA, (fits,)))
    key = assembled(place, received(place, a_prescription(), a_patient()), by=JOSEPH)
    from dispensary.application.accuracy_check import may_check

    assert may_check(place, NIA, key) == OnlyWhileResponsible(Task.ACCURACY_CHECK, "Nia Rhys", "Samir Okonedo")
    done(become_responsible_pharmacist(place, SAMIR))
    assert not isinstance(may_check(place, NIA, key), OnlyWhileResponsible)


def only(place: Workplace, user: UserId, *held: Authorisation) -> None:
    with place.store.begin() as uow:
        found = uow.staff.get(user)
        assert found is not None
        uow.staff.save(replace(found, authorisations=held))
        uow.commit()


def test_an_authorisation_that_leaves_controlled_drugs_out_stops_at_one(place: Workplace) -> None:
    bound = Conditions(no_controlled_drugs=True)
    only(place, NIA, *(Authorisation(task, TODAY, conditions=bound) for task in (Task.LABEL, Task.HAND_OUT)))
    plain, strong = an_item(), an_item("Morphine 10mg modified-release tablets", 56, "1 bd")
    unknown = an_item("Novelstatin 10mg tablets", 28, "1 on", code="999000000000000104")
    key = received(place, a_prescription(plain, strong, unknown), a_patient())
    assert isinstance(owe(place, NIA, key, plain.item_id), Refusal)
    assert not isinstance(owe(place, NIA, key, plain.item_id), NotForControlledDrugs)
    refused = label_item(place, NIA, key, strong.item_id, Wanted())
    assert refused == NotForControlledDrugs(Task.LABEL, "Nia Rhys", strong.name)
    assert owe(place, NIA, key, unknown.item_id) == NotForControlledDrugs(Task.LABEL, "Nia Rhys", unknown.name, False)
    assert isinstance(hand_out(place, NIA, key, PAYS), NotForControlledDrugs)


def test_an_authorisation_for_bags_hands_out_nothing_that_is_not_checked_and_bagged(place: Workplace) -> None:
    only(place, NIA, Authorisation(Task.HAND_OUT, date(2026, 1, 7), basis=Basis.REG_220B))
    key = received(place, a_prescription(), a_patient())
    assert isinstance(hand_out(place, NIA, key, PAYS), NotBagged)
    joseph = JOSEPH
    only(place, UserId("edie"), *(Authorisation(task, TODAY) for task in (Task.LABEL, Task.ASSEMBLE)))
    checked(place, assembled(place, key, by=UserId("edie")), by=joseph)
    assert isinstance(hand_out(place, NIA, key, PAYS), NotBagged)
    bagged(place, key)
    done(hand_out(place, NIA, key, PAYS))
    (entry,) = entries(place, "handed-out")
    assert "hand-out, reg-220b" in entry

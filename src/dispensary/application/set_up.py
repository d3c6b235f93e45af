"""The first day: the pharmacy's details, the first person, and the account that timers act as."""

from dataclasses import dataclass
from datetime import date

from dispensary.application.ports.clock import Clock
from dispensary.application.ports.credentials import Credentials
from dispensary.application.ports.store import Store, StoreUnavailable, UnitOfWork
from dispensary.application.receive import SYSTEM
from dispensary.application.step import SYSTEM_TASKS
from dispensary.domain.identifiers import OdsCode, UserId
from dispensary.domain.journal import Event
from dispensary.domain.people import Authorisation, Task, User
from dispensary.domain.pins import pin_unfit
from dispensary.domain.premises import FIRST_COUNTER, MOST_COUNTER_NAME, Premises, fits_a_counter
from dispensary.domain.refusals import Refusal
from dispensary.domain.upkeep import AlreadySetUp, CounterNameUnfit, Missing, NotAnOdsCode


@dataclass(frozen=True, slots=True)
class FirstPerson:
    """user: what they sign in as. registration: their GPhC number, "" where they have none."""

    user: str
    name: str
    title: str
    pharmacist: bool
    registration: str
    pin: str


@dataclass(frozen=True, slots=True)
class PharmacyDetails:
    """As labels, messages and registers name it. workstation: what this counter is called; "" the usual name."""

    name: str
    address: str
    postcode: str
    phone: str
    ods: str
    workstation: str = ""


def details_refused(pharmacy: PharmacyDetails, person: FirstPerson) -> Refusal | None:
    """What is wrong with the answers, before anything is made."""
    needed = {
        "the pharmacy's name": pharmacy.name,
        "its address": pharmacy.address,
        "its postcode": pharmacy.postcode,
        "its telephone number": pharmacy.phone,
        "its ODS code": pharmacy.ods,
        "what the first person signs in as": person.user,
        "the first person's name": person.name,
        "the first person's job": person.title,
    }
    if person.pharmacist:
        needed["the pharmacist's GPhC number"] = person.registration
    absent = tuple(what for what, given in needed.items() if not given.strip())
    if absent:
        return Missing(absent)
    if not OdsCode(pharmacy.ods.strip().upper()).is_valid:
        return NotAnOdsCode(pharmacy.ods)
    counter = pharmacy.workstation.strip()
    if counter and not fits_a_counter(counter):
        return CounterNameUnfit(MOST_COUNTER_NAME)
    return pin_unfit(first_user(person, date.min), person.pin)


def set_up(
    store: Store, credentials: Credentials, clock: Clock, pharmacy: PharmacyDetails, person: FirstPerson
) -> User | Refusal:
    """Fills an empty store in one transaction: premises, the first person with what they may do, the system account.

    Refuses one that holds any of that, also where two do it at the same moment.
    """
    refused = details_refused(pharmacy, person)
    if refused is not None:
        return refused
    now = clock.now()
    first = first_user(person, now.date())
    with store.begin() as uow:
        if is_set_up(uow):
            return AlreadySetUp()
        uow.set_premises(_premises(pharmacy))
        uow.staff.add(first, credentials.hash(person.pin))
        # Nobody signs in as the system account: its secret is the hash of nothing that can be typed.
        uow.staff.add(system_user(now.date()), credentials.hash(""))
        uow.journal.append(
            Event("set-up", {"user": first.id.value}, {"name": first.name, "pharmacist": first.pharmacist}),
            actor=first.id,
            authority="set up the record",
            at=now,
        )
        uow.commit()
    return first


def is_set_up(uow: UnitOfWork) -> bool:
    """Whether anybody, or any pharmacy, is in that store."""
    if uow.staff.all():
        return True
    try:
        uow.premises()
    except StoreUnavailable:
        return False
    return True


def _premises(given: PharmacyDetails) -> Premises:
    return Premises(
        name=given.name.strip(),
        address=f"{given.address.strip()} {given.postcode.strip().upper()}",
        phone=given.phone.strip(),
        ods=OdsCode(given.ods.strip().upper()),
        workstation=given.workstation.strip() or FIRST_COUNTER,
    )


def first_user(person: FirstPerson, today: date) -> User:
    """A pharmacist may do everything; anybody else administers, until a pharmacist authorises them to more."""
    tasks = tuple(Task) if person.pharmacist else (Task.ADMINISTER,)
    return User(
        id=UserId(person.user.strip()),
        name=person.name.strip(),
        title=person.title.strip(),
        pharmacist=person.pharmacist,
        registration=person.registration.strip() or None,
        authorisations=tuple(Authorisation(task, today) for task in tasks),
    )


def system_user(today: date) -> User:
    """What timers act as: it may do nothing that a person answers for."""
    tasks = tuple(Authorisation(task, today) for task in sorted(SYSTEM_TASKS))
    return User(id=SYSTEM, name="The workstation", title="System account", authorisations=tasks, system=True)

"""What every store must keep its word on, whatever it is made of.

Each test takes a `shop`: a way to open the same store several times, as several counters do.
"""

import contextlib
import json
import types
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, fields, is_dataclass, replace
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any, Union, get_args, get_origin, get_type_hints

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from tests.builders import AMARA, KEY, NIA, NOW, a_patient, a_prescription, an_item

from dispensary.adapters.store.cipher import open_store
from dispensary.adapters.store.postgres import open_postgres
from dispensary.application.ports.store import ChangedElsewhere, Store
from dispensary.domain.dispensing import Dispensing, ItemWork, LabelRecord, stage_of
from dispensary.domain.identifiers import (
    BagNumber,
    IssueKey,
    LabelNumber,
    MessageId,
    NhsNumber,
    PatientId,
    PrescriptionId,
    UserId,
)
from dispensary.domain.journal import GENESIS, Entry, Event, Mark, Sought, verify
from dispensary.domain.messages import MessageKind, MessageState, OutboxMessage
from dispensary.domain.patient import Patient
from dispensary.domain.people import Absence, OnDuty, User
from dispensary.domain.premises import Premises
from dispensary.domain.prescription import PrescribedItem
from dispensary.domain.printing import JobKind, JobState, PrintJob
from dispensary.domain.quantity import Quantity
from dispensary.domain.workflow import Stage


@dataclass
class Shop:
    """One store that may be opened at several counters."""

    open_one: Callable[[str], Any]
    opened: list[Any] = field(default_factory=list)

    def counter(self, name: str = "Counter 1") -> Store:
        store = self.open_one(name)
        self.opened.append(store)
        return store  # type: ignore[no-any-return]

    def close(self) -> None:
        for store in self.opened:
            store.close()


@pytest.fixture(params=["sqlcipher", "postgresql", "restored"])
def shop(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Shop]:
    if request.param == "sqlcipher":
        made = Shop(lambda name: open_store(tmp_path / "store.db", KEY, name, create=True))
    else:
        url = request.getfixturevalue("restored_url" if request.param == "restored" else "store_url")
        made = Shop(lambda name: open_postgres(url, name))
    yield made
    made.close()


@pytest.fixture
def store(shop: Shop) -> Store:
    return shop.counter()


def dispensing(number: str = "9F3C71-FZZ99A-44B0E", *, at: datetime = NOW, **more: Any) -> Dispensing:
    prescription = more.pop("prescription", None) or a_prescription(an_item(), number=number)
    return Dispensing(prescription, tuple(ItemWork(item.item_id) for item in prescription.items), at, **more)


def message(
    number: int, key: IssueKey | None, kind: MessageKind = MessageKind.NOTIFICATION, **more: Any
) -> OutboxMessage:
    return OutboxMessage(MessageId(f"0000000{number}-0000-4000-8000-000000000000"), kind, key, b"{}", NOW, **more)


# Every field of every aggregate, whatever it holds.

_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
_ZONES = st.sampled_from([UTC, timezone(timedelta(hours=1)), timezone(timedelta(hours=-3, minutes=-30))])
_DECIMALS = st.decimals(min_value=0, max_value=10**9, allow_nan=False, places=None) | st.decimals(
    min_value=0, max_value=100, places=2
)
_PLAIN: dict[Any, st.SearchStrategy[Any]] = {
    str: _TEXT,
    int: st.integers(0, 10**6),
    bool: st.booleans(),
    bytes: st.binary(max_size=20),
    Decimal: _DECIMALS,
    date: st.dates(date(1900, 1, 1), date(2199, 12, 31)),
    datetime: st.datetimes(datetime(1950, 1, 1), datetime(2199, 12, 31), timezones=_ZONES),  # noqa: DTZ001
    Quantity: st.builds(Quantity, _DECIMALS, _TEXT),
    NhsNumber: st.just(NhsNumber("9990142734")),
}


@cache
def anything(kind: Any) -> st.SearchStrategy[Any]:
    """Any value of that type, built from the annotations: a field that is added is tested from then on."""
    if kind in _PLAIN:
        return _PLAIN[kind]
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        return st.one_of(*(st.none() if each is type(None) else anything(each) for each in get_args(kind)))
    if origin is tuple:
        inner = get_args(kind)
        if inner[-1] is Ellipsis:
            least = 1 if inner[0] in (ItemWork, PrescribedItem) else 0
            return st.lists(anything(inner[0]), min_size=least, max_size=2).map(tuple)
        return st.tuples(*(anything(each) for each in inner))
    if isinstance(kind, type) and issubclass(kind, Enum):
        return st.sampled_from(kind)
    if isinstance(kind, type) and is_dataclass(kind):
        hints = get_type_hints(kind)
        return st.builds(kind, **{each.name: anything(hints[each.name]) for each in fields(kind)})
    raise TypeError(f"no way to make a {kind}")


@pytest.fixture(scope="module", params=["sqlcipher", "postgresql"])
def kept(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store for tests that commit nothing."""
    if request.param == "sqlcipher":
        made: Any = open_store(tmp_path_factory.mktemp("kept") / "store.db", KEY, create=True)
    else:
        server = request.getfixturevalue("server")
        made = open_postgres(server.url(server.database(request.getfixturevalue("migrated"))), "Counter 1")
    yield made
    made.close()


anything_goes = settings(
    max_examples=40,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def _of_its_own_lines(made: Dispensing) -> Dispensing:
    """Each line of the prescription with work on it, as a dispensing has it."""
    pairs = zip(made.items, made.prescription.items, strict=False)
    return replace(made, items=tuple(replace(work, item_id=item.item_id) for work, item in pairs))


def _no_number_twice(made: Dispensing) -> bool:
    numbers = [work.label.number for work in made.items if work.label is not None]
    return len(numbers) == len(set(numbers))


@anything_goes
@given(made=anything(Dispensing).map(_of_its_own_lines).filter(_no_number_twice))
def test_a_dispensing_comes_back_as_it_went_in(kept: Store, made: Dispensing) -> None:
    with kept.begin() as uow:
        uow.dispensings.add(made)
        back = uow.dispensings.get(made.key)
    assert back == replace(made, version=1)
    assert repr(_offsets(back)) == repr(_offsets(made))


def _offsets(value: Any) -> list[Any]:
    """What == does not see: trailing zeros of decimals, the offsets of times."""
    if isinstance(value, Decimal):
        return [str(value)]
    if isinstance(value, datetime):
        return [value.utcoffset()]
    if isinstance(value, tuple):
        return [found for each in value for found in _offsets(each)]
    if is_dataclass(value):
        return [found for each in fields(value) for found in _offsets(getattr(value, each.name))]
    return []


@anything_goes
@given(made=anything(Patient))
def test_a_patient_comes_back_as_they_went_in(kept: Store, made: Patient) -> None:
    with kept.begin() as uow:
        uow.patients.add(made)
        back = uow.patients.get(made.id)
    assert back == replace(made, version=1)
    assert repr(_offsets(back)) == repr(_offsets(made))


@anything_goes
@given(made=anything(User), secret=_TEXT)
def test_a_member_of_staff_comes_back_as_they_went_in(kept: Store, made: User, secret: str) -> None:
    with kept.begin() as uow:
        uow.staff.add(made, secret)
        assert uow.staff.get(made.id) == replace(made, version=1)
        assert uow.staff.secret(made.id) == secret


@anything_goes
@given(made=anything(OutboxMessage))
def test_a_message_comes_back_as_it_went_in(kept: Store, made: OutboxMessage) -> None:
    named = made.key is None or made.key.prescription.value != ""
    with kept.begin() as uow:
        uow.outbox.add(made)
        back = uow.outbox.get(made.id)
    assert back is not None
    assert back == replace(made, sequence=back.sequence, key=made.key if named else None)


@anything_goes
@given(made=anything(PrintJob))
def test_a_print_job_comes_back_as_it_went_in(kept: Store, made: PrintJob) -> None:
    named = made.key is None or made.key.prescription.value != ""
    with kept.begin() as uow:
        uow.prints.add(made)
        assert uow.prints.get(made.id) == replace(made, key=made.key if named else None)


@anything_goes
@given(made=anything(Premises), duty=anything(OnDuty))
def test_the_premises_and_who_is_on_duty_come_back(kept: Store, made: Premises, duty: OnDuty) -> None:
    with kept.begin() as uow:
        uow.set_premises(made)
        uow.set_premises(made)
        uow.duty.begin(duty)
        assert uow.premises() == made
        assert uow.duty.current() == replace(duty, until=None)


# Nothing is overwritten unseen, nothing is half recorded.


def test_what_was_committed_is_there_at_every_counter(shop: Shop) -> None:
    here, there = shop.counter(), shop.counter("Counter 2")
    with here.begin() as uow:
        uow.dispensings.add(dispensing())
        uow.dispensings.keep_document(dispensing().key, b"\x00as it came\xff")
        uow.commit()
    with there.read() as uow:
        assert uow.dispensings.get(dispensing().key) == replace(dispensing(), version=1)
        assert uow.dispensings.document(dispensing().key) == b"\x00as it came\xff"


def test_leaving_without_commit_leaves_nothing(store: Store) -> None:
    with store.begin() as uow:
        _one_of_everything(uow)
    with contextlib.suppress(RuntimeError), store.begin() as uow:
        _one_of_everything(uow)
        raise RuntimeError("something else broke")
    with store.read() as uow:
        assert uow.dispensings.get(dispensing().key) is None
        assert uow.patients.get(a_patient().id) is None
        assert not uow.staff.all()
        assert uow.duty.current() is None
        assert not list(uow.journal.entries())
        assert not uow.outbox.unfinished()
        assert not uow.prints.waiting()
    with store.begin() as uow:
        assert uow.next_number("label") == 1


def _one_of_everything(uow: Any) -> None:
    uow.dispensings.add(dispensing())
    uow.patients.add(a_patient())
    uow.staff.add(User(NIA, "Nia Rhys", "Dispenser"), "secret")
    uow.duty.begin(OnDuty(AMARA, "Amara Whitlock", "2999041", NOW))
    uow.journal.append(Event("tested", {}, {}), actor=NIA, authority="", at=NOW)
    uow.outbox.add(message(1, None))
    uow.prints.add(PrintJob("job", JobKind.LABEL, "Label 1", b"%PDF", None, NOW))
    assert uow.next_number("label") == 1


def test_the_second_of_two_who_changed_the_same_dispensing_is_told(shop: Shop) -> None:
    here, there = shop.counter(), shop.counter("Counter 2")
    with here.begin() as uow:
        uow.dispensings.add(dispensing())
        uow.commit()
    with here.read() as uow:
        mine = uow.dispensings.get(dispensing().key)
    with there.read() as uow:
        theirs = uow.dispensings.get(dispensing().key)
    assert mine is not None
    assert theirs is not None
    with there.begin() as uow:
        uow.dispensings.save(replace(theirs, failed_seen=True))
        uow.commit()
    with here.begin() as uow:
        uow.journal.append(Event("tested", {}, {}), actor=NIA, authority="", at=NOW)
        with pytest.raises(ChangedElsewhere):
            uow.dispensings.save(replace(mine, promised_at=NOW))
    with here.read() as uow:
        stands = uow.dispensings.get(dispensing().key)
        assert stands == replace(dispensing(), failed_seen=True, version=2)
        assert not list(uow.journal.entries())


def test_the_second_of_two_who_changed_the_same_record_is_told(store: Store) -> None:
    with store.begin() as uow:
        uow.patients.add(a_patient())
        uow.commit()
    with store.read() as uow:
        read = uow.patients.get(a_patient().id)
    assert read is not None
    with store.begin() as uow:
        uow.patients.save(replace(read, phone="01632 960301"))
        uow.commit()
    with pytest.raises(ChangedElsewhere), store.begin() as uow:
        uow.patients.save(replace(read, phone="01632 960302"))
    with store.read() as uow:
        assert uow.patients.get(read.id) == replace(read, phone="01632 960301", version=2)


def test_what_was_never_there_cannot_be_changed(store: Store) -> None:
    with pytest.raises(ChangedElsewhere), store.begin() as uow:
        uow.dispensings.save(dispensing())
    with pytest.raises(ChangedElsewhere), store.begin() as uow:
        uow.patients.save(a_patient())


def test_a_reader_sees_one_moment_while_somebody_writes(shop: Shop) -> None:
    here, there = shop.counter(), shop.counter("Counter 2")
    with here.read() as reading:
        assert not reading.dispensings.open()
        with there.begin() as writing:
            writing.dispensings.add(dispensing())
            writing.commit()
        assert not reading.dispensings.open()
    with here.read() as reading:
        assert len(reading.dispensings.open()) == 1


def test_numbers_never_repeat_at_two_counters_at_once(shop: Shop) -> None:
    counters = [shop.counter(), shop.counter("Counter 2")]

    def take(store: Store) -> list[tuple[int, int]]:
        taken = []
        for _ in range(25):
            with store.begin() as uow:
                taken.append((uow.next_number("label"), uow.next_number("bag")))
                uow.commit()
        return taken

    with ThreadPoolExecutor(2) as both:
        pairs = [pair for taken in both.map(take, counters) for pair in taken]
    assert sorted(label for label, _ in pairs) == list(range(1, 51))
    assert sorted(bag for _, bag in pairs) == list(range(1, 51))


# Finding things.


def test_prescriptions_that_need_somebody_are_open_oldest_first(store: Store) -> None:
    first, second, third = (f"{number}F3C71-FZZ99A-44B0E" for number in "123")
    done = replace(ItemWork(an_item().item_id), stage=Stage.NOT_DISPENSED)
    refused = dispensing(third, at=NOW - timedelta(hours=2), failed="Signature is invalid.")
    with store.begin() as uow:
        uow.dispensings.add(dispensing(second, at=NOW - timedelta(hours=1)))
        uow.dispensings.add(replace(dispensing(first), items=(done,)))
        uow.dispensings.add(refused)
        assert [held.key for held in uow.dispensings.open()] == [refused.key, dispensing(second).key]
        uow.dispensings.save(replace(refused, failed_seen=True, version=1))
        assert [held.key for held in uow.dispensings.open()] == [dispensing(second).key]


def test_a_finished_prescription_stays_open_until_it_is_claimed(store: Store) -> None:
    finished = replace(ItemWork(an_item().item_id), stage=Stage.HANDED_OUT, completed=True)
    held = replace(dispensing(), items=(finished,))
    assert stage_of(held) is Stage.HANDED_OUT
    with store.begin() as uow:
        uow.dispensings.add(held)
        assert uow.dispensings.open()
        uow.dispensings.save(replace(held, claim=MessageId("c"), version=1))
        assert not uow.dispensings.open()


def test_a_label_leads_to_its_prescription_even_when_another_replaced_it(store: Store) -> None:
    def labelled(number: str) -> Dispensing:
        record = LabelRecord(LabelNumber(number), "Take one", "1 om", Quantity(Decimal(28), "capsule"), NIA, NOW)
        return replace(dispensing(), items=(replace(ItemWork(an_item().item_id), label=record),))

    with store.begin() as uow:
        uow.dispensings.add(labelled("41"))
        uow.dispensings.save(replace(labelled("42"), version=1))
        for number in ("41", "42"):
            found = uow.dispensings.with_label(LabelNumber(number))
            assert found is not None
            assert found.key == dispensing().key
        assert uow.dispensings.with_label(LabelNumber("43")) is None


def test_a_bag_leads_to_its_prescription_until_it_is_opened(store: Store) -> None:
    from dispensary.domain.dispensing import Bag

    bagged = replace(dispensing(), bag=Bag(BagNumber("7"), "C4", NIA, NOW))
    with store.begin() as uow:
        uow.dispensings.add(bagged)
        assert uow.dispensings.with_bag(BagNumber("7")) == replace(bagged, version=1)
        uow.dispensings.save(replace(bagged, bag=None, version=1))
        assert uow.dispensings.with_bag(BagNumber("7")) is None


def test_several_patients_are_read_at_once_as_each_is_alone(store: Store) -> None:
    beryl, bronwen = a_patient(), a_patient(name="Mrs Bronwen Ŵyn-Aldred", number="9991162348")
    with store.begin() as uow:
        uow.patients.add(beryl)
        uow.patients.add(bronwen)
        asked = {beryl.id, bronwen.id, PatientId("nobody")}
        assert uow.patients.those(asked) == {one: held for one in asked if (held := uow.patients.get(one))}
        assert len(uow.patients.those(asked)) == 2
        assert uow.patients.those([]) == {}


def test_a_patients_open_prescriptions_come_newest_first(store: Store) -> None:
    patient = PatientId("hartnoll")
    numbers = [f"{number}F3C71-FZZ99A-44B0E" for number in "312"]
    with store.begin() as uow:
        for hours, number in enumerate(numbers):
            uow.dispensings.add(dispensing(number, at=NOW - timedelta(hours=hours), patient=patient))
        uow.dispensings.add(dispensing("4F3C71-FZZ99A-44B0E"))
        found = [held.key for held in uow.dispensings.open_of_patient(patient)]
    assert found == [dispensing(number).key for number in numbers]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("hartnoll", {"Mrs Beryl Hartnoll"}),
        ("BERYL hart", {"Mrs Beryl Hartnoll"}),
        ("999 014 2734", {"Mrs Beryl Hartnoll"}),
        ("9990142734", {"Mrs Beryl Hartnoll"}),
        ("wyn-ald", {"Mrs Bronwen Ŵyn-Aldred"}),
        ("Ŵyn", {"Mrs Bronwen Ŵyn-Aldred"}),
        ("ŵyn", {"Mrs Bronwen Ŵyn-Aldred"}),
        ("%", set()),
        ("nobody", set()),
    ],
)
def test_people_are_found_by_any_part_of_the_name_or_by_nhs_number(store: Store, typed: str, found: set[str]) -> None:
    with store.begin() as uow:
        uow.patients.add(a_patient())
        uow.patients.add(a_patient(name="Mrs Bronwen Ŵyn-Aldred", number="9991162348"))
        assert {patient.name for patient in uow.patients.search(typed)} == found


def test_wrong_pins_are_counted_until_a_right_one(store: Store) -> None:
    with store.begin() as uow:
        uow.staff.add(User(NIA, "Nia Rhys", "Dispenser"), "secret")
        uow.staff.add(User(AMARA, "Amara Whitlock", "Pharmacist"), "secret")
        assert uow.staff.failures(NIA) == (0, None)
        uow.staff.record_attempt(NIA, failed=True, at=NOW)
        uow.staff.record_attempt(NIA, failed=True, at=NOW + timedelta(minutes=1))
        assert uow.staff.failures(NIA) == (2, NOW + timedelta(minutes=1))
        assert uow.staff.failures(AMARA) == (0, None)
        uow.staff.record_attempt(NIA, failed=False, at=NOW)
        assert uow.staff.failures(NIA) == (0, None)
        assert [user.id for user in uow.staff.all()] == [NIA, AMARA]


def test_one_responsible_pharmacist_follows_another(store: Store) -> None:
    with store.begin() as uow:
        uow.duty.begin(OnDuty(AMARA, "Amara Whitlock", "2999041", NOW))
        uow.duty.end(NOW + timedelta(hours=4))
        assert uow.duty.current() is None
        uow.duty.begin(OnDuty(UserId("samir"), "Samir Okonedo", "2999077", NOW + timedelta(hours=5)))
        current = uow.duty.current()
    assert current is not None
    assert current.name == "Samir Okonedo"


# The outbox.

RAMIPRIL = IssueKey(PrescriptionId("9F3C71-FZZ99A-44B0E4"), 1)
NEXT_ISSUE = IssueKey(PrescriptionId("9F3C71-FZZ99A-44B0E4"), 2)


def _due(store: Store, at: datetime = NOW) -> list[str]:
    with store.read() as uow:
        return [held.id.value[7] for held in uow.outbox.due(at)]


def _put(store: Store, *messages: OutboxMessage) -> None:
    with store.begin() as uow:
        for each in messages:
            uow.outbox.add(each)
        uow.commit()


def _change(store: Store, number: int, **more: Any) -> None:
    with store.begin() as uow:
        held = uow.outbox.get(message(number, None).id)
        assert held is not None
        uow.outbox.save(replace(held, **more))
        uow.commit()


def test_later_messages_of_one_issue_wait_for_the_first(store: Store) -> None:
    claim = message(2, RAMIPRIL, MessageKind.CLAIM)
    _put(store, message(1, RAMIPRIL), claim, message(3, NEXT_ISSUE), message(4, None), message(5, None))
    assert _due(store) == ["1", "3", "4", "5"]
    _change(store, 1, state=MessageState.DONE)
    assert _due(store) == ["2", "3", "4", "5"]


def test_a_message_that_waits_for_its_next_try_holds_the_later_ones_back(store: Store) -> None:
    _put(store, message(1, RAMIPRIL), message(2, RAMIPRIL, MessageKind.CLAIM))
    _change(store, 1, next_try=NOW + timedelta(seconds=10), attempts=1)
    assert _due(store) == []
    assert _due(store, NOW + timedelta(seconds=10)) == ["1"]


def test_what_is_not_settled_stays_listed(store: Store) -> None:
    _put(store, *(message(number, None) for number in range(1, 5)))
    _change(store, 1, state=MessageState.DONE)
    _change(store, 2, state=MessageState.REJECTED, answer="PRESCRIPTION_CANCELLED")
    _change(store, 3, state=MessageState.VERIFY)
    with store.read() as uow:
        assert [held.id.value[7] for held in uow.outbox.unfinished()] == ["2", "3", "4"]
    assert _due(store) == ["4"]


def test_the_bytes_of_a_message_never_change(store: Store) -> None:
    _put(store, replace(message(1, RAMIPRIL), body=b'{"quantity":28.50}'))
    _change(store, 1, attempts=3, body=b"something else")
    with store.read() as uow:
        held = uow.outbox.get(message(1, None).id)
    assert held is not None
    assert (held.body, held.attempts) == (b'{"quantity":28.50}', 3)


def test_prints_wait_in_order_until_they_are_sent(store: Store) -> None:
    with store.begin() as uow:
        for number in "12":
            uow.prints.add(PrintJob(number, JobKind.LABEL, f"Label {number}", b"%PDF", RAMIPRIL, NOW))
        first, second = uow.prints.waiting()
        assert (first.id, second.id) == ("1", "2")
        uow.prints.save(replace(first, state=JobState.SENT, attempts=1))
        assert uow.prints.waiting() == [second]


# The journal.


def _write(store: Store, *words: str) -> None:
    for word in words:
        with store.begin() as uow:
            event = Event("tested", {"prescription": "9F3C71"}, {"words": word})
            uow.journal.append(event, actor=NIA, authority="responsible pharmacist 2999041", at=NOW)
            uow.commit()


def _entries(store: Store) -> list[Entry]:
    with store.read() as uow:
        return list(uow.journal.entries())


def test_each_entry_follows_from_the_one_before_at_each_counter(shop: Shop) -> None:
    here, there = shop.counter(), shop.counter("Counter 2")
    _write(here, "a", "b")
    _write(there, "c")
    _write(here, "Ŵ \u2028 \x00 end")
    entries = _entries(here)
    assert [(entry.workstation, entry.sequence) for entry in entries] == [
        ("Counter 1", 1),
        ("Counter 1", 2),
        ("Counter 1", 3),
        ("Counter 2", 1),
    ]
    assert [entry.previous for entry in entries] == [GENESIS, entries[0].digest, entries[1].digest, GENESIS]
    assert verify(entries) is None


def test_two_counters_writing_at_once_keep_two_sound_chains(shop: Shop) -> None:
    counters = [shop.counter(), shop.counter("Counter 2"), shop.counter()]
    with ThreadPoolExecutor(3) as all_at_once:
        list(all_at_once.map(lambda store: _write(store, *"abcdefgh"), counters))
    entries = _entries(counters[0])
    assert len(entries) == 24
    assert verify(entries) is None


def test_any_single_changed_character_of_an_entry_is_found(store: Store) -> None:
    _write(store, "first", "second", "third")
    entries = _entries(store)
    tried = 0
    for place, entry in enumerate(entries):
        for name in ("workstation", "previous", "body", "digest"):
            text = getattr(entry, name)
            for at, character in enumerate(text):
                other = "0" if character != "0" else "1"
                changed = replace(entry, **{name: text[:at] + other + text[at + 1 :]})
                altered = [*entries[:place], changed, *entries[place + 1 :]]
                assert verify(altered) is not None, (place, name, at)
                tried += 1
        assert verify([*entries[:place], replace(entry, sequence=entry.sequence + 7), *entries[place + 1 :]])
    assert tried > 1000


def test_an_entry_left_out_moved_or_written_twice_is_found(store: Store) -> None:
    _write(store, "first", "second", "third")
    first, second, third = _entries(store)
    for altered in ([first, third], [second, third], [first, third, second], [first, second, second, third]):
        assert verify(altered) is not None


def _about(store: Store, kind: str, at: datetime = NOW, by: UserId = NIA, batch: str = "", **subject: str) -> None:
    with store.begin() as uow:
        detail = {"batch": batch} if batch else {}
        uow.journal.append(Event(kind, subject, detail), actor=by, authority="", at=at)
        uow.commit()


def _found(store: Store, limit: int = 100, **sought: Any) -> list[str]:
    with store.read() as uow:
        return [json.loads(entry.body)["kind"] for entry in uow.journal.search(Sought(**sought), limit)]


def test_the_journal_is_searched_by_what_its_entries_say_newest_first(shop: Shop) -> None:
    here, there = shop.counter(), shop.counter("Counter 2")
    _about(here, "received", patient="p1", prescription="9F3C71")
    _about(there, "labelled", NOW + timedelta(hours=1), patient="p1", prescription="9F3C71", product="318135008")
    _about(here, "pack-scanned", NOW + timedelta(hours=2), AMARA, "TR4071", patient="p2", product="318135008")
    _about(here, "bagged", NOW + timedelta(days=1), AMARA, patient="p2")
    assert _found(here) == ["bagged", "pack-scanned", "labelled", "received"]
    assert _found(here, limit=2) == ["bagged", "pack-scanned"]
    assert _found(here, patients=(PatientId("p1"),)) == ["labelled", "received"]
    assert _found(here, patients=(PatientId("p1"), PatientId("p2")), person="amara") == ["bagged", "pack-scanned"]
    assert _found(here, prescription="9F3C71", products=("318135008",)) == ["labelled"]
    assert _found(here, batch="TR4071") == ["pack-scanned"]
    assert _found(here, batch="TR407") == []
    assert _found(here, kind="bagged") == ["bagged"]
    assert _found(here, since=NOW.date() + timedelta(days=1)) == ["bagged"]
    assert _found(here, until=NOW.date()) == ["pack-scanned", "labelled", "received"]
    assert _found(here, since=NOW.date(), until=NOW.date(), kind="bagged") == []
    assert _found(here, until=date.max) == _found(here)


def test_a_search_goes_on_page_by_page_and_shows_each_entry_once(shop: Shop) -> None:
    here, there = shop.counter(), shop.counter("Counter 2")
    for number in range(4):
        for counter in (here, there):
            _about(counter, f"kind-{number}", NOW + timedelta(minutes=number // 2), product="318135008")
    with here.read() as uow:
        whole = uow.journal.search(Sought(products=("318135008", "1")), 100)
        paged: list[Entry] = []
        sought = Sought(products=("318135008", "1"))
        while page := uow.journal.search(sought, 3):
            paged += page
            last = page[-1]
            at = json.loads(last.body)["at"]
            _about(there, "meanwhile", NOW + timedelta(hours=1), product="318135008")
            sought = replace(sought, after=Mark(at, last.workstation, last.sequence))
    assert len(whole) == 8
    assert paged == whole


@given(st.dictionaries(st.sampled_from(["patient", "product", "words"]), _TEXT), _TEXT)
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_an_entry_says_it_is_found_by_and_proved(kept: Store, subject: dict[str, str], batch: str) -> None:
    with kept.begin() as uow:
        uow.journal.append(Event("tested", subject, {"batch": batch}), actor=NIA, authority="", at=NOW)
        (entry,) = uow.journal.entries()
        assert verify([entry]) is None
        if "\x00" not in batch:
            assert uow.journal.search(Sought(batch=batch), 10) == [entry]


def test_a_light_step_is_there_for_everybody_and_undone_like_any_other(shop: Shop) -> None:
    here, there = shop.counter(), shop.counter("Counter 2")
    with here.begin(light=True) as uow:
        uow.journal.append(Event("looked-at", {}, {}), actor=NIA, authority="", at=NOW)
        uow.commit()
    with contextlib.suppress(KeyError), here.begin(light=True) as uow:
        uow.journal.append(Event("looked-at", {}, {}), actor=NIA, authority="", at=NOW)
        raise KeyError("a bug")
    assert _found(there) == ["looked-at"]


def test_a_store_proves_its_own_journal(shop: Shop) -> None:
    here, there = shop.counter(), shop.counter("Counter 2")
    assert here.prove().entries == 0
    _write(here, "a", "b")
    _write(there, "c")
    proof = here.prove()
    assert (proof.entries, proof.broken) == (3, None)
    assert proof.last == {entry.workstation: entry.digest for entry in _entries(here)}


def test_a_person_changed_at_two_counters_is_overwritten_by_neither(shop: Shop) -> None:
    one, other = shop.counter(), shop.counter("Counter 2")
    with one.begin() as uow:
        uow.staff.add(User(NIA, "Nia Rhys", "Dispenser"), "secret")
        uow.commit()
    with one.read() as uow:
        mine = uow.staff.get(NIA)
    assert mine is not None
    with other.begin() as uow:
        uow.staff.save(replace(mine, title="Checker"))
        uow.staff.set_secret(NIA, "another")
        uow.commit()
    with one.begin() as uow, pytest.raises(ChangedElsewhere):
        uow.staff.save(replace(mine, title="Trainee"))
    with one.read() as uow:
        now = uow.staff.get(NIA)
        assert now == replace(mine, title="Checker", version=2)
        assert uow.staff.all() == [now]
        assert uow.staff.secret(NIA) == "another"
        assert uow.staff.secret(AMARA) is None


def test_absences_and_stretches_of_duty_are_kept_with_their_times(store: Store) -> None:
    day = timedelta(days=1)
    with store.begin() as uow:
        uow.duty.begin(OnDuty(AMARA, "Amara Whitlock", "2999041", NOW - day))
        uow.duty.end(NOW - day + timedelta(hours=8))
        uow.duty.begin(OnDuty(AMARA, "Amara Whitlock", "2999041", NOW))
        uow.duty.come_back(NOW)
        assert uow.duty.away() is None
        uow.duty.leave(Absence(AMARA, "Amara Whitlock", NOW - day))
        uow.duty.come_back(NOW - day + timedelta(minutes=30))
        uow.duty.leave(Absence(AMARA, "Amara Whitlock", NOW))
        uow.commit()
    with store.read() as uow:
        under_way = Absence(AMARA, "Amara Whitlock", NOW)
        assert uow.duty.away() == under_way
        assert uow.duty.absences(NOW) == [under_way]
        assert uow.duty.absences(NOW + 3 * day) == [under_way]
        assert [each.returned_at for each in uow.duty.absences(NOW - day)] == [NOW - day + timedelta(minutes=30), None]
        assert [each.until for each in uow.duty.record(NOW - 2 * day)] == [NOW - day + timedelta(hours=8), None]
        assert len(uow.duty.record(NOW)) == 1

"""Labels that wait at a counter which does not print them: shown elsewhere, taken over once, never printed twice."""

from collections import Counter as Tally
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.builders import (
    KEY,
    NIA,
    StandingClock,
    a_patient,
    a_prescription,
    an_item,
    approved,
    beside,
    held,
    received,
    settled_decisions,
    workplace,
)
from tests.tills import RAMIPRIL, Shop, Till

from dispensary.adapters.store.cipher import open_store
from dispensary.application.label import Labelled, Wanted, label_item
from dispensary.application.label_again import Again, print_label_again
from dispensary.application.print_queue import SHOWN_DONE, cancel_print, it_printed, print_again, print_queue
from dispensary.application.prints import Fate, TakenOver, settle_labels
from dispensary.application.queries.counter import counter_state
from dispensary.application.step import Receipt
from dispensary.domain.identifiers import IssueKey, LabelNumber
from dispensary.domain.printing import AwayJob, JobKind, LabelOf
from dispensary.domain.refused import LabelsGone, LookFirst
from dispensary.domain.refused_prints import NotFromThatState, PrintChanged


def test_what_waits_at_another_counter_is_shown_after_ten_minutes_with_where_and_since_when(shop: Shop) -> None:
    shop.two.makes("a", "b")
    began = shop.clock.at
    assert counter_state(shop.one.place).labels_away == ()
    shop.clock.pass_by(minutes=10)
    shown = counter_state(shop.one.place).labels_away
    assert [(job.id, job.workstation, job.created_at, job.uncertain) for job in shown] == [
        ("a", "Counter 2", began, False),
        ("b", "Counter 2", began, False),
    ]
    assert counter_state(shop.two.place).labels_away == ()
    assert counter_state(shop.two.place).to_print == 2


def test_labels_taken_over_come_out_here_and_never_there(shop: Shop) -> None:
    shop.two.makes("a", "b")
    taken = shop.one.takes()
    assert isinstance(taken, TakenOver)
    assert (taken.taken, taken.gone, taken.receipt) == (2, 0, Receipt(prints=True))
    shop.two.prints()
    shop.one.prints()
    assert (shop.one.paper.came_out, shop.two.paper.came_out) == (["a", "b"], [])
    assert shop.one.told("label-taken-over") == 2


def test_of_two_who_take_the_same_labels_one_is_told(shop: Shop) -> None:
    shop.two.makes("a")
    seen = shop.one.away(), shop.three.away()
    assert isinstance(shop.one.takes(seen[0]), TakenOver)
    assert shop.three.takes(seen[1]) == LabelsGone("Counter 2")
    shop.three.prints()
    shop.one.prints()
    assert (shop.one.paper.came_out, shop.three.paper.came_out) == (["a"], [])


def test_who_is_late_for_a_part_takes_the_rest_and_is_told(shop: Shop) -> None:
    shop.two.makes("a", "b")
    seen = shop.three.away()
    shop.one.takes(shop.one.away()[:1])
    taken = shop.three.takes(seen)
    assert isinstance(taken, TakenOver)
    assert (taken.taken, taken.gone) == (1, 1)


def test_a_label_that_is_being_sent_at_this_moment_is_not_taken(shop: Shop) -> None:
    shop.two.makes("a")
    before = shop.one.away()
    answers: list[object] = []

    def meanwhile() -> None:
        answers.append(shop.one.takes(before))
        answers.append(shop.one.takes())

    shop.two.paper.meanwhile = meanwhile
    shop.two.prints()
    shop.one.prints()
    assert answers == [LabelsGone("Counter 2"), LookFirst("Counter 2", 1)]
    assert (shop.one.paper.came_out, shop.two.paper.came_out) == ([], ["a"])


@pytest.mark.parametrize("how", ["dies before", "dies after"])
def test_a_label_whose_sending_was_cut_off_takes_a_look_at_the_printer(shop: Shop, how: str) -> None:
    shop.two.makes("a")
    shop.two.prints(how)
    (job,) = shop.one.away()
    assert job.uncertain
    assert shop.one.takes() == LookFirst("Counter 2", 1)
    if how == "dies after":
        assert isinstance(settle_labels(shop.one.place, NIA, (job,), Fate.PRINTED), Receipt)
    else:
        assert isinstance(shop.one.takes(looked=True), TakenOver)
        shop.one.prints()
    shop.two.prints()
    assert shop.one.paper.came_out + shop.two.paper.came_out == ["a"]
    assert shop.one.away() == ()


def test_a_label_that_certainly_did_not_come_out_may_be_taken(shop: Shop) -> None:
    shop.two.makes("a")
    shop.two.prints("down")
    (job,) = shop.one.away()
    assert (job.attempts, job.problem, job.uncertain) == (1, "There is no paper.", False)
    assert isinstance(shop.one.takes(), TakenOver)
    shop.two.prints()
    shop.one.prints()
    assert (shop.one.paper.came_out, shop.two.paper.came_out) == (["a"], [])


def test_a_label_that_the_printer_may_have_taken_waits_nowhere(shop: Shop) -> None:
    """Its own counter has told a person to look."""
    shop.two.makes("a")
    shop.two.prints("unsure")
    assert shop.one.away() == ()


def test_labels_that_nobody_needs_any_more_are_put_away_once_and_journalled(shop: Shop) -> None:
    shop.two.makes("a")
    seen = shop.one.away()
    assert isinstance(settle_labels(shop.one.place, NIA, seen, Fate.NOT_NEEDED), Receipt)
    assert settle_labels(shop.three.place, NIA, seen, Fate.NOT_NEEDED) == LabelsGone("Counter 2")
    shop.two.prints()
    assert shop.two.paper.came_out == []
    assert shop.one.told("label-put-away") == 1


def test_what_a_counter_says_late_of_a_label_that_was_taken_changes_nothing(shop: Shop) -> None:
    """Somebody looked, found nothing and took it; then the first counter wakes up and says that its printer is off."""
    shop.two.makes("a")
    shop.two.paper.meanwhile = lambda: shop.one.takes(looked=True)
    shop.two.prints("down")
    shop.two.paper.meanwhile = lambda: None
    shop.one.prints()
    shop.two.prints()
    assert (shop.one.paper.came_out, shop.two.paper.came_out) == (["a"], [])


@pytest.mark.parametrize("how", ["dies before", "dies after", "unsure"])
def test_a_try_whose_end_nobody_knows_is_in_doubt_and_never_made_again_by_itself(shop: Shop, how: str) -> None:
    shop.two.makes("a", "b")
    shop.two.prints(how)
    assert shop.two.queue()[0] == ("a", "in-doubt")
    shop.two.prints()
    assert shop.two.paper.came_out.count("a") == (0 if how == "dies before" else 1)
    assert shop.two.queue() == [("a", "in-doubt")] if how != "unsure" else [("a", "in-doubt"), ("b", "in-doubt")]
    assert counter_state(shop.two.place).in_doubt == len(shop.two.queue())


def test_who_looks_says_that_it_printed_or_has_it_printed_again(shop: Shop) -> None:
    shop.two.makes("a", "b")
    shop.two.prints("dies after")
    shop.two.prints("dies before")
    assert shop.two.queue() == [("a", "in-doubt"), ("b", "in-doubt")]
    a, b = (shop.two.line(job) for job in "ab")
    assert isinstance(it_printed(shop.two.place, NIA, a), Receipt)
    assert isinstance(print_again(shop.two.place, NIA, b), Receipt)
    assert it_printed(shop.two.place, NIA, a) == PrintChanged("Label a")
    assert it_printed(shop.two.place, NIA, shop.two.line("b")) == NotFromThatState("Label b")
    shop.two.prints()
    assert shop.two.paper.came_out == ["a", "b"]
    assert shop.two.queue() == []
    assert (shop.two.told("print-found"), shop.two.told("print-again")) == (1, 1)


def test_a_sender_that_wakes_up_after_somebody_has_looked_changes_nothing(shop: Shop) -> None:
    """Its try is over: whoever looked had it printed again, and says so again if that one is in doubt."""
    shop.two.makes("a")

    def decide() -> None:
        shop.two.paper.meanwhile = lambda: None
        assert isinstance(print_again(shop.two.place, NIA, shop.two.line("a")), Receipt)

    shop.two.paper.meanwhile = decide
    shop.two.prints("down")
    assert shop.two.queue() == [("a", "waiting")]
    assert shop.two.line("a").problem == "Somebody asked for it again."


def test_what_waits_or_is_in_doubt_is_taken_off_and_what_was_given_up_is_printed_after_all(shop: Shop) -> None:
    shop.two.makes("a", "b")
    waiting = shop.two.line("b")
    assert isinstance(cancel_print(shop.two.place, NIA, waiting), Receipt)
    assert cancel_print(shop.two.place, NIA, waiting) == PrintChanged("Label b")
    shop.two.prints("unfit")
    assert shop.two.queue() == [("a", "failed"), ("b", "failed")]
    assert shop.two.line("a").problem == "Its barcode does not read."
    shop.two.prints()
    assert shop.two.paper.came_out == []
    assert isinstance(print_again(shop.two.place, NIA, shop.two.line("b")), Receipt)
    shop.two.prints()
    assert shop.two.paper.came_out == ["b"]


def test_what_was_sent_is_printed_again_as_another_job_and_the_journal_says_by_whom(shop: Shop) -> None:
    shop.two.makes("a")
    shop.two.prints()
    assert isinstance(print_again(shop.two.place, NIA, shop.two.line("a")), Receipt)
    shop.two.prints()
    first, second = shop.two.paper.came_out
    assert first == "a" != second
    with shop.two.place.store.read() as uow:
        again = uow.prints.get(second)
        assert again is not None
        assert (again.title, again.document, again.key) == ("Label a", b"%PDF", RAMIPRIL)
        (entry,) = [entry for entry in uow.journal.entries() if '"kind":"print-again"' in entry.body]
    assert f'"actor":"{NIA.value}"' in entry.body
    assert second in entry.body


def test_what_was_given_up_long_ago_leaves_the_queue_and_what_waits_never_does(shop: Shop) -> None:
    till = shop.one
    old = [f"old-{each:02}" for each in range(SHOWN_DONE + 3)]
    till.makes("waits", *old)
    for name in old:
        assert isinstance(cancel_print(till.place, NIA, till.line(name)), Receipt)
    shown = print_queue(till.place)
    assert [line.id for line in shown] == [*old[3:], "waits"]
    assert isinstance(print_again(till.place, NIA, shown[0]), Receipt)
    assert [line.id for line in print_queue(till.place)] == [*old[2:3], *old[4:], "waits", old[3]]


def test_the_queue_of_one_counter_is_not_another_ones_to_settle(shop: Shop) -> None:
    shop.two.makes("a")
    line = shop.two.line("a")
    assert shop.one.queue() == []
    assert cancel_print(shop.one.place, NIA, line) == PrintChanged("Label a")
    assert shop.two.queue() == [("a", "waiting")]


TILLS = st.sampled_from([0, 1, 2])
MEANWHILE = st.none() | TILLS | st.sampled_from(["label", "send back"])
ACTS = st.one_of(
    st.tuples(st.sampled_from(["make", "see", "take", "label", "send back", "again"]), TILLS),
    st.tuples(st.sampled_from(["ok", "down", "unsure", "dies before", "dies after"]), TILLS, MEANWHILE),
)


@dataclass
class Labelling:
    """One item at three counters, labelled and sent back again and again. now: the only label of it that may go out."""

    tills: list[Till]
    key: IssueKey
    now: LabelNumber | None = None

    def does(self, what: str, till: Till) -> None:
        work = held(till.place, self.key).items[0]
        if what == "again":
            print_label_again(till.place, NIA, self.key, work.item_id, Again.LOST)
            return
        dose = ""
        if what == "send back":
            dose = "1 om" if work.entered_directions == "2 om" else "2 om"
        elif work.approval is None:
            approved(till.place, self.key, settled_decisions(till.place, self.key))
        made = label_item(till.place, NIA, self.key, work.item_id, Wanted(dose))
        if isinstance(made, Labelled):
            self.now = made.number

    def begins(self, till: Till, job: str) -> None:
        """What is said to a printer is never a label that was replaced before."""
        with till.place.store.read() as uow:
            sent = uow.prints.get(job)
        assert sent is not None
        assert sent.made_for is None or sent.made_for == LabelOf(held(till.place, self.key).items[0].item_id, self.now)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(acts=st.lists(ACTS, max_size=14))
def test_no_label_comes_out_twice_or_once_it_was_replaced_however_they_print_die_label_and_take_over(
    acts: list[tuple[object, ...]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """take: of what was seen last, which may be long past; and in the middle of somebody's sending, where named."""
    folder = tmp_path_factory.mktemp("shop")
    stores = [open_store(folder / "store.db", KEY, f"Counter {n}", create=True) for n in (1, 2, 3)]
    first = workplace(folder, store=stores[0])
    tills = [Till(first), *(Till(beside(first, store)) for store in stores[1:])]
    labelling = Labelling(tills, received(first, a_prescription(an_item()), a_patient()))
    for till in tills:
        till.paper.begins = partial(labelling.begins, till)
    seen: list[tuple[AwayJob, ...]] = [(), (), ()]
    made = 0
    try:
        for what, who, *other in acts:
            till = tills[int(str(who))]
            if what == "make":
                made += 1
                till.makes(f"job-{made}")
            elif what == "see":
                seen[int(str(who))] = till.away()
            elif what == "take":
                till.takes(seen[int(str(who))])
            elif what in ("label", "send back", "again"):
                labelling.does(str(what), till)
            else:
                (besides,) = other
                till.paper.meanwhile = _meanwhile(labelling, besides)
                till.prints(str(what))
        for till in tills:
            till.paper.meanwhile = lambda: None
            till.prints()
            till.looks({job for each in tills for job in each.paper.came_out})
            till.prints()
        every = Tally(job for till in tills for job in till.paper.came_out)
        assert all(many == 1 for many in every.values()), every
        assert sum(job.startswith("job-") for job in every) == made, "what waits is printed in the end"
        work = held(first, labelling.key).items[0]
        assert work.label is None or every[work.label.job] == 1, "the label that the item has came out"
        assert all(not till.away() for till in tills)
        assert {state for till in tills for _, state in till.queue()} <= {"failed"}
    finally:
        for store in stores:
            store.close()


def _meanwhile(labelling: Labelling, what: object) -> Callable[[], object]:
    if what is None:
        return lambda: None
    if isinstance(what, int):
        return labelling.tills[what].takes
    return lambda: labelling.does(str(what), labelling.tills[2])


def test_a_job_of_a_time_when_counters_had_no_names_is_everybodys_and_nobodys_elsewhere(shop: Shop) -> None:
    shop.two.makes("a")
    with shop.two.place.store.begin() as uow:
        from sqlalchemy import update

        from dispensary.adapters.store import model

        uow._open().execute(update(model.print_job).values(workstation=None))  # type: ignore[attr-defined]
        uow.commit()
    assert shop.one.away() == ()
    shop.one.prints()
    assert shop.one.paper.came_out == ["a"]


def test_ten_minutes_are_counted_from_when_the_label_was_made() -> None:
    at = StandingClock().now()
    job = AwayJob("a", JobKind.LABEL, "Label 1", None, "Counter 2", at)
    assert not job.long_away(at + timedelta(minutes=9, seconds=59))
    assert replace(job).long_away(at + timedelta(minutes=10))

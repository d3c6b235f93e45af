"""What going back would lose, and when a disk counts as full."""

from dispensary.domain.journal import Broken
from dispensary.domain.upkeep import (
    MEGABYTE,
    Damage,
    Head,
    JournalProof,
    Loss,
    Space,
    WeakPassphrase,
    loss,
    passphrase_refused,
)

GB = 1000 * MEGABYTE


def proof(*heads: tuple[str, int, str], **marked: str) -> JournalProof:
    made = tuple(Head(name, sequence, digest, f"2026-11-{10 + sequence}") for name, sequence, digest in heads)
    return JournalProof(sum(head.sequence for head in made), made, marked=marked)


def test_the_same_record_loses_nothing() -> None:
    assert not loss(proof(("A", 5, "e")), proof(("A", 5, "e"), A="e"))


def test_entries_written_since_the_backup_are_counted_at_every_counter() -> None:
    found = loss(proof(("A", 5, "e")), proof(("A", 8, "h"), ("B", 2, "x"), A="e"))
    assert found == Loss(5, "2026-11-15", "2026-11-18")
    assert found


def test_an_older_record_than_the_backup_loses_nothing_by_it() -> None:
    assert not loss(proof(("A", 8, "h")), proof(("A", 5, "e")))


def test_another_past_is_never_taken_for_an_earlier_one() -> None:
    assert loss(proof(("A", 5, "e")), proof(("A", 5, "other"), A="other")).apart
    assert loss(proof(("A", 5, "e")), proof(("A", 8, "h"), A="other")).apart


def test_an_empty_record_has_no_newest_entry() -> None:
    assert proof().newest == ""
    assert JournalProof(0, (), Broken("A", 1, "changed")).broken is not None


def test_a_record_that_cannot_be_read_may_hold_anything() -> None:
    assert Loss(unreadable=True)


def test_damage_of_any_kind_counts() -> None:
    assert not Damage()
    assert all((Damage(locked=True), Damage(unreadable=True), Damage(1), Damage(0, ("journal",))))


def test_a_disk_is_low_under_half_a_gigabyte_or_five_per_cent_but_not_where_much_is_left() -> None:
    assert not Space(11 * GB, 200 * GB).low
    assert Space(4 * GB, 200 * GB).low
    assert not Space(6 * GB, 4000 * GB).low
    assert Space(499 * MEGABYTE, 2 * GB).low
    assert not Space(501 * MEGABYTE, 2 * GB).low


def test_the_bound_can_be_set_by_hand() -> None:
    assert Space(11 * GB, 200 * GB, least=12 * GB).low
    assert not Space(2 * GB, 200 * GB, least=GB).low


def test_nearly_none_is_said_apart() -> None:
    assert Space(49 * MEGABYTE, 2 * GB).nearly_none
    assert not Space(51 * MEGABYTE, 2 * GB).nearly_none


def test_a_new_passphrase_is_long() -> None:
    assert passphrase_refused("short words") == WeakPassphrase()
    assert passphrase_refused("            ") == WeakPassphrase()
    assert passphrase_refused("correct horse") is None

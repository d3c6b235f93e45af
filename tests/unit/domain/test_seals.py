"""What a counter seals: texts that cannot be taken for each other, stretches that cannot be cut otherwise."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from dispensary.domain.journal import GENESIS, chained
from dispensary.domain.seals import (
    START,
    Chain,
    Checkpoint,
    Head,
    Place,
    Proof,
    SigningKey,
    Walk,
    block_line,
    block_of,
    fingerprint_of,
)

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
HEADS = st.builds(Head, TEXT, st.integers(0, 10**6), TEXT, TEXT, TEXT)
CHECKPOINTS = st.builds(Checkpoint, TEXT, st.integers(0, 10**6), st.integers(0, 10**6), TEXT, TEXT, TEXT, TEXT, TEXT)


def body(words: str, workstation: str = "Counter 1") -> str:
    return f'{{"detail":"{words}","workstation":"{workstation}"}}'


def rows(length: int) -> list[tuple[int, bytes, bytes]]:
    made, previous = [], GENESIS
    for sequence in range(1, length + 1):
        entry = chained(body(f"ŵ {sequence}"), workstation="Counter 1", sequence=sequence, previous=previous)
        previous = entry.digest
        made.append((sequence, entry.digest.encode(), entry.body.encode()))
    return made


@given(HEADS | CHECKPOINTS, HEADS | CHECKPOINTS)
def test_two_seals_never_stand_over_one_text(one: Head | Checkpoint, other: Head | Checkpoint) -> None:
    assert (one.sealed_text == other.sealed_text) == (one == other)


def test_a_walk_goes_from_any_sound_place_to_the_end() -> None:
    chain = rows(9)
    for start in range(9):
        at = Place(start, chain[start - 1][1].decode()) if start else START
        walk = Walk("Counter 1", at)
        assert [walk.step(*row) for row in chain[start:]] == [None] * (9 - start)
        assert walk.at == Place(9, chain[-1][1].decode())


@given(st.integers(1, 8), st.data())
def test_a_walk_stops_at_the_first_changed_byte(length: int, data: st.DataObject) -> None:
    chain = rows(length)
    at = data.draw(st.integers(0, length - 1))
    sequence, digest, text = chain[at]
    place = data.draw(st.integers(0, len(digest) + len(text) - 1))
    both = bytearray(digest + text)
    both[place] ^= data.draw(st.integers(1, 255))
    chain[at] = (sequence, bytes(both[: len(digest)]), bytes(both[len(digest) :]))
    walk = Walk("Counter 1", START)
    broken = next(found for found in (walk.step(*row) for row in chain) if found is not None)
    assert broken.sequence == sequence


def test_an_entry_of_another_workstation_does_not_belong_here() -> None:
    walk = Walk("Counter 2", START)
    broken = walk.step(*rows(1)[0])
    assert broken is not None
    assert "workstation" in broken.reason


def test_a_missing_entry_is_named_by_the_one_that_stands_in_its_place() -> None:
    chain = rows(4)
    walk = Walk("Counter 1", START)
    assert walk.step(*chain[0]) is None
    broken = walk.step(*chain[2])
    assert broken is not None
    assert (broken.sequence, broken.reason) == (3, "entry 2 was expected here")


@given(st.lists(st.tuples(st.integers(1, 99), TEXT.filter(lambda text: "\n" not in text)), max_size=4), st.data())
def test_a_block_is_another_for_any_other_entries(entries: list[tuple[int, str]], data: st.DataObject) -> None:
    def block(held: list[tuple[int, str]], name: str = "Counter 1") -> str:
        lines = [block_line(sequence, b"d" * 64, text.encode()) for sequence, text in held]
        return block_of(name, b"\n".join(lines))

    other = data.draw(st.lists(st.tuples(st.integers(1, 99), TEXT.filter(lambda text: "\n" not in text)), max_size=4))
    assert (block(entries) == block(other)) == (entries == other)
    assert block(entries) != block(entries, "Counter 2")


def test_a_proof_counts_what_no_seal_speaks_for() -> None:
    whole = Chain("Counter 1", 10, "a" * 64, vouched=10)
    part = Chain("Counter 2", 7, "b" * 64, vouched=4)
    none = replace(part, workstation="Counter 3", entries=0)
    proof = Proof((whole, part, none), None)
    assert (proof.entries, proof.unsealed) == (17, 3)
    assert proof.last == {"Counter 1": "a" * 64, "Counter 2": "b" * 64}


def test_a_fingerprint_is_the_same_for_the_same_key_only() -> None:
    one, other = SigningKey("Counter 1", bytes(32), ""), SigningKey("Counter 1", bytes([1]) + bytes(31), "")
    assert one.fingerprint == fingerprint_of(bytes(32))
    assert one.fingerprint != other.fingerprint
    assert len(one.fingerprint) == 32

"""The journal's chain: whatever is changed, taken out, put in or swapped, the first that does not fit is named."""

from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from dispensary.domain.journal import GENESIS, Broken, Entry, Event, body_text, chained, verify

AT = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)


def chain(length: int, workstation: str = "Counter 1") -> list[Entry]:
    entries: list[Entry] = []
    previous = GENESIS
    for sequence in range(1, length + 1):
        event = Event("labelled", {"prescription": f"P{sequence}"}, {"n": sequence, "words": "ŵ é"})
        body = body_text(event, workstation=workstation, sequence=sequence, at=AT, actor="nia", authority="rp 1")
        entry = chained(body, workstation=workstation, sequence=sequence, previous=previous)
        entries.append(entry)
        previous = entry.digest
    return entries


def test_a_whole_chain_holds() -> None:
    assert verify(chain(50)) is None
    assert verify([]) is None
    assert verify(chain(3, "Counter 1") + chain(4, "Counter 2")) is None


@given(st.integers(1, 20), st.data())
def test_any_changed_character_is_found_at_its_entry(length: int, data: st.DataObject) -> None:
    entries = chain(length)
    at = data.draw(st.integers(0, length - 1))
    body = entries[at].body
    place = data.draw(st.integers(0, len(body) - 1))
    letter = data.draw(st.characters(codec="utf-8").filter(lambda sign: sign != body[place]))
    entries[at] = replace(entries[at], body=body[:place] + letter + body[place + 1 :])
    broken = verify(entries)
    assert broken is not None
    assert broken.sequence == at + 1


@given(st.integers(2, 20), st.data())
def test_an_entry_taken_out_or_put_in_or_swapped_is_found(length: int, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, length - 2))
    without = chain(length)
    del without[at]
    assert verify(without) == Broken("Counter 1", at + 2, f"entry {at + 1} was expected here")
    twice = chain(length)
    twice.insert(at, twice[at])
    assert verify(twice) is not None
    swapped = chain(length)
    swapped[at], swapped[at + 1] = swapped[at + 1], swapped[at]
    assert verify(swapped) is not None


def test_a_re_hashed_entry_breaks_the_one_after_it() -> None:
    entries = chain(3)
    entries[1] = chained(
        entries[1].body.replace("P2", "P9"), workstation="Counter 1", sequence=2, previous=entries[0].digest
    )
    broken = verify(entries)
    assert broken is not None
    assert broken.sequence == 3

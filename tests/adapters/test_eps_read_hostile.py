"""Nothing that stands in a document makes reading fail: changed, cut or nonsensical documents give named problems."""

import copy
import json
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dispensary.adapters.eps.reader import read_document
from dispensary.adapters.eps.release_reply import read_outcome, read_release_reply
from dispensary.cli.eps_read import prescription_json

FIXTURES = Path(__file__).parents[1] / "fixtures" / "eps"
DOCUMENTS = [path.read_text(encoding="utf-8") for path in sorted(FIXTURES.glob("*.json"))]
NONSENSE: list[Any] = [
    None, True, 0, -1, 3.5, 10**400, "", " ", "x", "\ud800", "urn:uuid:00000001-0000-4000-8000-000000000000", "#m",
    [], {}, [[]], [None], [{}], {"reference": "#m"}, {"coding": [{}]}, {"resourceType": "Bundle", "entry": [{}]},
    {"resourceType": "MedicationRequest"}, {"resourceType": "MedicationDispense", "contained": [{}]},
]  # fmt: skip


def everything_holds(data: bytes) -> None:
    found = read_document(data)
    assert found
    for prescription in found:
        json.dumps(prescription_json("a file", prescription), allow_nan=False).encode()
        assert prescription.items or prescription.problems
        if not prescription.id.is_valid:
            assert prescription.problems
    reply = read_release_reply(data)
    assert reply.passed or reply.failed or reply.problems or reply.outcome or b'"Parameters"' in data
    read_outcome(data)


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(place for key, each in inner for place in places(each, (*path, key)))]


def put(value: Any, path: tuple[Any, ...], new: Any) -> Any:
    if not path:
        return new
    holder = value
    for key in path[:-1]:
        holder = holder[key]
    holder[path[-1]] = new
    return value


@given(st.data())
@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_any_value_anywhere_in_a_document(data: st.DataObject) -> None:
    document = json.loads(data.draw(st.sampled_from(DOCUMENTS), label="document"))
    for _ in range(data.draw(st.integers(1, 3), label="changes")):
        where = places(document)
        document = put(
            document,
            where[data.draw(st.integers(0, len(where) - 1))],
            copy.deepcopy(data.draw(st.sampled_from(NONSENSE))),
        )
    everything_holds(json.dumps(document).encode())


@given(st.sampled_from(DOCUMENTS), st.floats(0, 1), st.binary(max_size=6))
@settings(max_examples=80, deadline=None)
def test_a_document_cut_anywhere_with_anything_after_it(document: str, where: float, tail: bytes) -> None:
    data = document.encode()
    everything_holds(data[: int(len(data) * where)] + tail)


@given(st.sampled_from(DOCUMENTS), st.floats(0, 1), st.binary(min_size=1, max_size=4))
@settings(max_examples=80, deadline=None)
def test_bytes_overwritten_anywhere(document: str, where: float, new: bytes) -> None:
    data = document.encode()
    at = int(len(data) * where)
    everything_holds(data[:at] + new + data[at + len(new) :])


@given(st.binary(max_size=80))
@settings(max_examples=100, deadline=None)
def test_any_bytes(data: bytes) -> None:
    everything_holds(data)

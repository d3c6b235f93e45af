"""`eps read` on the command line: the public keys, one entry a prescription, at least one a file."""

import json
from pathlib import Path

import pytest

from dispensary.adapters.eps.reader import read_document
from dispensary.cli.eps_read import prescription_json, read_files

FIXTURES = Path(__file__).parents[1] / "fixtures" / "eps"
KEYS = (
    "source, prescription_id, prescription_id_valid, prescription_uuid, type_code, treatment, issue, "
    "issues_authorised, review_date, nominated, patient, prescriber, items, signature, problems"
)
ITEM_KEYS = (
    "item_id, code, name, quantity, unit, dosage_text, structured_dosage_text, dosage_conflict, endorsements, "
    "cd_quantity_words, cd_schedule, status, additional_instructions"
)


def read_bytes(path: str) -> bytes:
    return Path(path).read_bytes()


def fixture(name: str) -> str:
    return str(FIXTURES / name)


def test_the_keys_are_exactly_the_public_ones() -> None:
    for path in FIXTURES.glob("*.json"):
        for prescription in read_document(path.read_bytes()):
            entry = prescription_json(str(path), prescription)
            assert ", ".join(entry) == KEYS
            assert list(entry["patient"]) == [
                "nhs_number",
                "nhs_number_valid",
                "name",
                "birth_date",
                "gender",
                "postcode",
            ]
            assert list(entry["prescriber"]) == ["name", "organisation", "phone"]
            assert list(entry["signature"]) == ["status", "reasons"]
            assert all(", ".join(item) == ITEM_KEYS for item in entry["items"])
            assert all(list(problem) == ["severity", "code", "message"] for problem in entry["problems"])


def test_an_entry_says_what_the_document_says() -> None:
    (entry,), code = read_files([fixture("order-acute.json")], read_bytes, read_document)
    assert code == 0
    assert (entry["prescription_id"], entry["prescription_id_valid"]) == ("0A1B2C-Y90001-0000AJ", True)
    assert (entry["treatment"], entry["nominated"], entry["review_date"]) == ("acute", "FA001", None)
    assert entry["patient"]["nhs_number_valid"] is True
    assert entry["patient"]["postcode"] == "ZZ99 3CZ"
    assert [item["quantity"] for item in entry["items"]] == ["28", "0.5"]
    assert entry["items"][0]["cd_quantity_words"] == "twenty eight"
    assert entry["signature"] == {"status": "absent", "reasons": []}


def test_every_file_has_its_entries_in_order_and_the_source_as_given(tmp_path: Path) -> None:
    (tmp_path / "bad.json").write_bytes(b"\xff\xfe")
    (tmp_path / "cut.json").write_bytes(b'{"resourceType": "Bundle", "entry": [{')
    given = [
        str(tmp_path),
        "no/such/../file.json",
        str(tmp_path / "bad.json"),
        str(tmp_path / "cut.json"),
        "odd\0name",
        fixture("release-reply.json"),
        fixture("outcome-no-more.json"),
    ]
    entries, code = read_files(given, read_bytes, read_document)
    assert code == 0
    assert [entry["source"] for entry in entries] == [*given[:6], given[5], given[6]]
    assert [entry["problems"][0]["code"] if entry["problems"] else None for entry in entries] == [
        "file-unreadable",
        "file-unreadable",
        "not-utf8",
        "not-json",
        "file-unreadable",
        None,
        "release-failed",
        "no-prescription",
    ]
    assert all(not entry["items"] for entry in entries[:5])
    json.dumps(entries)


@pytest.mark.parametrize("path", ["/no/such/file", str(FIXTURES)])
def test_nothing_readable_is_exit_two(path: str) -> None:
    entries, code = read_files([path], read_bytes, read_document)
    assert (len(entries), code) == (1, 2)
    assert entries[0]["treatment"] is None
    assert entries[0]["problems"][0]["severity"] == "error"


def test_a_treatment_that_is_not_stated_is_null_never_a_guess() -> None:
    (entry,), _ = read_files([fixture("task-return.json")], read_bytes, read_document)
    assert (entry["prescription_id"], entry["treatment"], entry["issue"]) == ("0A1B2C-Y90001-0000DD", None, None)

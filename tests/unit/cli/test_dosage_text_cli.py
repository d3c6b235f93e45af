"""`dispensary eps dosage-text`: the NHS words of structured doses, line by line."""

import json
from io import BytesIO, TextIOWrapper

import pytest

from dispensary.adapters.eps.dosage import dosage_text
from dispensary.bootstrap import services
from dispensary.cli.dosage_text import answer
from dispensary.cli.main import run

TWICE = {"timing": {"repeat": {"frequency": 2, "period": 1, "periodUnit": "d"}}}


def test_a_dosage_is_said_in_the_words_of_the_algorithm() -> None:
    assert answer({"dosage": [TWICE]}, dosage_text) == {"text": "twice a day"}
    ordered = [{"sequence": 2, **TWICE}, {"sequence": 1, "asNeededBoolean": True}]
    assert answer({"dosage": ordered}, dosage_text) == {"text": "as required, then twice a day"}
    assert answer({"dosage": []}, dosage_text) == {"text": ""}


@pytest.mark.parametrize("case", [{}, {"dosage": None}, {"dosage": TWICE}, {"dosage": [1]}, {"dosage": [TWICE, TWICE]},
                                  {"dosage": [{"timing": {"repeat": {"period": 2, "periodUnit": "d"}}}]}])  # fmt: skip
def test_what_is_incomplete_is_an_error_and_never_half_said(case: dict[str, object]) -> None:
    assert list(answer(case, dosage_text)) == ["error"]


def test_the_command_answers_each_line_in_its_order(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = f"{json.dumps({'dosage': [TWICE]})}\nnot json\n"
    monkeypatch.setattr("sys.stdin", TextIOWrapper(BytesIO(lines.encode())))
    assert run(["eps", "dosage-text", "--jsonl"], services()) == 0
    found = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert found == [{"text": "twice a day"}, {"error": "this line is not JSON"}]

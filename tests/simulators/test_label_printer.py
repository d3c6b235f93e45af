"""The simulated label printer: what it draws, what it says of itself, what is lost when it is switched off."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from dispensary.simulators.label_printer import Engine, Fault
from dispensary.simulators.label_printer.drawing import NotDrawable, draw
from dispensary.simulators.label_printer.engine import Conversation

LABEL = b"^XA^PW16^LL4^LH0,0^FO0,0^GFA,8,8,2,FF00:,!^FS^PQ1^XZ"


def test_a_picture_is_drawn_dot_for_dot() -> None:
    picture = draw(LABEL)
    rows = [picture.dots[at : at + 16] for at in range(0, 64, 16)]
    assert rows == [b"\0" * 8 + b"\xff" * 8] * 2 + [b"\xff" * 16, b"\0" * 16]


def test_pictures_lie_where_they_are_put_and_over_each_other() -> None:
    label = b"^XA^PW16^LL2^FO8,0^GFA,1,1,1,FF^FS^FO8,0^GFA,1,1,1,00^FS^FO12,1^GFA,1,1,1,FF^FS^XZ"
    picture = draw(label)
    assert picture.dots == b"\xff" * 8 + b"\0" * 8 + b"\xff" * 12 + b"\0" * 4


@pytest.mark.parametrize(
    "label", [b"^XA^XZ", b"^XA^PW8^LL1^XZ", b"^XA^PW8^LL1^FO0,0^GFA,1,1,1,ZZ^XZ", b"^XA^PW8^LL1^FO0,0^GFA,0,0,0,^XZ"]
)
def test_what_it_does_not_understand_it_does_not_print(tmp_path: Path, label: bytes) -> None:
    with pytest.raises(NotDrawable):
        draw(label)
    engine = Engine(tmp_path)
    Conversation(engine).feed(label)
    assert (engine.labels(), engine.misunderstood) == ([], 1)


def test_a_label_that_comes_in_pieces_comes_out_whole_and_once(tmp_path: Path) -> None:
    engine = Engine(tmp_path)
    talk = Conversation(engine)
    for byte in LABEL:
        assert talk.feed(bytes([byte])) == b""
    assert len(engine.labels()) == 1
    assert talk.feed(b"~HS").count(b"\x03") == 3


@pytest.mark.parametrize("left", [16, 20, 24, 2000])
def test_a_picture_beside_the_paper_leaves_no_dot_and_the_paper_its_size(left: int) -> None:
    beside = draw(f"^XA^PW16^LL4^FO{left},0^GFA,8,8,2,FFFFFFFF^FS^XZ".encode())
    assert beside.dots == b"\xff" * 16 * 4


def test_a_run_that_would_never_end_fills_the_picture_and_no_more() -> None:
    assert draw(b"^XA^PW16^LL4^FO0,0^GFA,8,8,2," + b"z" * 50_000 + b"F^FS^XZ").dots == b"\x00" * 16 * 4


def test_out_of_paper_it_keeps_the_label_says_so_and_prints_it_later(tmp_path: Path) -> None:
    engine = Engine(tmp_path)
    engine.set_fault(Fault.PAPER_OUT)
    talk = Conversation(engine)
    said = talk.feed(LABEL + b"~HS")
    assert said.startswith(b"\x02030,1,0,0280,001,")
    assert engine.labels() == []
    engine.set_fault(Fault.NONE)
    assert talk.feed(b"~HS").startswith(b"\x02030,0,0,0280,000,")
    assert len(engine.labels()) == 1


def test_switched_off_it_loses_what_was_in_it_and_the_line(tmp_path: Path) -> None:
    engine = Engine(tmp_path)
    engine.set_fault(Fault.PAPER_OUT)
    talk = Conversation(engine)
    talk.feed(LABEL)
    engine.set_fault(Fault.OFF)
    engine.work()
    engine.set_fault(Fault.NONE)
    assert talk.over
    assert Conversation(engine).feed(b"~HS").startswith(b"\x02030,0,0,0280,000,")
    assert engine.labels() == []


def test_it_runs_as_a_process_of_its_own_until_its_input_ends(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "dispensary.simulators.label_printer", str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as program:
        assert program.stdout is not None
        assert json.loads(program.stdout.readline())["port"] > 0
        program.communicate(timeout=20)
    assert program.returncode == 0

"""Printers that are a folder, and queues of CUPS: against real files and a real program."""

import os
import stat
from pathlib import Path

import pytest

from dispensary.adapters.printing.cups_printer import CupsPrinter
from dispensary.adapters.printing.file_printer import FilePrinter
from dispensary.application.ports.printer import PrinterUnavailable, PrinterUncertain, Sent

DOCUMENT = b"%PDF-1.4 a label \x00\xff"


def test_a_job_becomes_one_file_and_the_same_job_again_replaces_it(tmp_path: Path) -> None:
    printer = FilePrinter(tmp_path / "out")
    first = printer.send("job-1", DOCUMENT, "Label 1")
    printer.send("job-1", DOCUMENT + b"more", "Label 1")

    assert first == Sent("job-1", str(tmp_path / "out"), "job-1.pdf")
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["job-1.pdf"]
    assert (tmp_path / "out" / "job-1.pdf").read_bytes() == DOCUMENT + b"more"


@pytest.mark.parametrize("job_id", ["", "../elsewhere", "a/b", ".hidden", "a" * 101, "a\\b", "a\n"])
def test_a_job_cannot_name_a_file_elsewhere(tmp_path: Path, job_id: str) -> None:
    with pytest.raises(ValueError, match="letters"):
        FilePrinter(tmp_path).send(job_id, DOCUMENT, "Label")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_used_is_said_in_words_and_leaves_nothing_half_done(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder", encoding="utf-8")
    with pytest.raises(PrinterUnavailable, match="could not be written"):
        FilePrinter(blocked).send("job-1", DOCUMENT, "Label")

    (tmp_path / "job-1.pdf").mkdir()
    with pytest.raises(PrinterUnavailable):
        FilePrinter(tmp_path).send("job-1", DOCUMENT, "Label")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "job-1.pdf"]


def program(folder: Path, body: str) -> str:
    path = folder / "lp"
    path.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)


needs_a_shell = pytest.mark.skipif(
    os.name != "posix", reason="CUPS and its lp program are there on Linux and macOS only"
)


@needs_a_shell
def test_lp_gets_the_bytes_the_queue_and_a_harmless_title(tmp_path: Path) -> None:
    lp = program(
        tmp_path,
        f"printf '%s\\n' \"$@\" > {tmp_path}/arguments; cat > {tmp_path}/document; "
        "echo 'request id is labels-42 (1 file(s))'",
    )
    sent = CupsPrinter("labels", program=lp).send("job-1", DOCUMENT, 'Label 7041\n"; rm -rf ~ #')

    assert sent == Sent("job-1", "labels", "labels-42")
    assert (tmp_path / "document").read_bytes() == DOCUMENT
    arguments = (tmp_path / "arguments").read_text(encoding="utf-8").splitlines()
    assert arguments[:4] == ["-d", "labels", "-t", 'Label 7041 "; rm -rf ~ #']
    assert arguments[-2:] == ["--", "-"]


@needs_a_shell
def test_what_lp_says_when_it_refuses_reaches_the_person(tmp_path: Path) -> None:
    lp = program(tmp_path, "cat > /dev/null; echo 'lp: The printer or class does not exist.' >&2; exit 1")
    with pytest.raises(PrinterUnavailable, match=r"labels took nothing: lp: The printer or class does not exist\."):
        CupsPrinter("labels", program=lp).send("job-1", DOCUMENT, "Label")


@needs_a_shell
def test_an_lp_that_does_not_answer_leaves_the_outcome_open(tmp_path: Path) -> None:
    lp = program(tmp_path, "exec tail -f /dev/null")
    with pytest.raises(PrinterUncertain, match="Look at the printer"):
        CupsPrinter("labels", program=lp, timeout=0.2).send("job-1", DOCUMENT, "Label")


def test_without_lp_another_printer_is_suggested(tmp_path: Path) -> None:
    with pytest.raises(PrinterUnavailable, match="Install CUPS, or choose another printer"):
        CupsPrinter("labels", program=str(tmp_path / "absent")).send("job-1", DOCUMENT, "Label")


@pytest.mark.parametrize("queue", ["", "-o", "a b", "a;b", "labels\n"])
def test_a_queue_name_cannot_become_an_option(queue: str) -> None:
    with pytest.raises(ValueError, match="queue"):
        CupsPrinter(queue)


@needs_a_shell
def test_a_queue_that_hands_on_what_it_gets_gets_the_printers_own_language(tmp_path: Path) -> None:
    lp = program(tmp_path, f"printf '%s\\n' \"$@\" > {tmp_path}/arguments; cat > {tmp_path}/document")
    CupsPrinter("zebra", encode=lambda pdf: b"^XA" + pdf, program=lp).send("job-1", DOCUMENT, "Label")
    assert (tmp_path / "document").read_bytes() == b"^XA" + DOCUMENT
    assert "raw" in (tmp_path / "arguments").read_text(encoding="utf-8").splitlines()

"""The tour: the proof that the main job works in the real window, and that it fails where the job does."""

import json
import os
import struct
import subprocess
import sys
from pathlib import Path

import pypdfium2
import pytest

from dispensary import bootstrap
from dispensary.cli.main import run
from dispensary.desktop.tour import hands, tour
from dispensary.keeping import equipment
from dispensary.keeping.demonstration import furnish_demo

ROOT = Path(__file__).parents[2]
LEAST_PICTURES = 10
WINDOW = (1366, 768)


def size_of(picture: Path) -> tuple[int, int]:
    return struct.unpack(">II", picture.read_bytes()[16:24])


def words_of(document: Path) -> str:
    pdf = pypdfium2.PdfDocument(document)
    try:
        return " ".join(page.get_textpage().get_text_bounded() for page in pdf)
    finally:
        pdf.close()


def without_display() -> dict[str, str]:
    hidden = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return {name: value for name, value in os.environ.items() if name not in hidden}


def test_the_window_without_a_display_is_a_sentence() -> None:
    command = [sys.executable, "-m", "dispensary", "demo"]
    done = subprocess.run(
        command, cwd=ROOT, env=without_display(), capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 4
    assert "There is no display" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.slow
def test_the_tour_goes_from_sign_in_to_claim_and_leaves_its_proof(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pictures, home = tmp_path / "tour", tmp_path / "home"
    environment = without_display()
    command = [sys.executable, "-m", "dispensary", "demo", "--tour", pictures, "--keep", home]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=600, check=False)
    assert done.returncode == 0, done.stderr
    transcript = json.loads((pictures / "transcript.json").read_text(encoding="utf-8"))
    assert transcript["ok"] is True
    assert all(step["ok"] for step in transcript["steps"])
    claimed = {step["prescription"] for step in transcript["steps"] if step["what"] == "The claim is sent"}
    assert len(claimed) >= 3
    shown = sorted(pictures.glob("*.png"))
    assert len(shown) >= LEAST_PICTURES
    assert all(size_of(picture) >= WINDOW for picture in shown)
    labels = [words_of(document) for document in sorted((pictures / "printed").glob("*.pdf"))]
    assert sum("Keep out of the reach and sight of children" in words for words in labels) >= 3
    assert any("Ask for name and address" in words for words in labels)
    printed = [step for step in transcript["steps"] if step["document"]]
    assert [step["detail"].split(",")[0] for step in printed] == ["Standard", "Easy read", "Large print"]
    standard, easy_read, carried = (words_of(pictures / step["document"]) for step in printed)
    assert "my high blood pressure" in standard
    assert "May I still have my grapefruit" in standard
    assert "the tight feeling in my chest" in easy_read
    assert "Mrs Beryl Hartnoll" in carried
    assert "Simvastatin 40mg tablets" in carried
    assert {path.name for path in home.iterdir()} >= {"store.db", "store.key"}
    assert not (home / "store.db-wal").exists() or (home / "store.db-wal").stat().st_size == 0
    capsys.readouterr()
    assert run(["journal", "verify", "--home", str(home)], bootstrap.services()) == 0
    assert json.loads(capsys.readouterr().out)["entries"] > 50


@pytest.mark.slow
def test_the_tour_fails_where_a_step_does_not_come_to_pass(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    monkeypatch.setattr(hands, "PATIENCE_MS", 4000)
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    home = bootstrap.Home(tmp_path / "home")
    store = furnish_demo(home)
    nobody = "http://127.0.0.1:9"
    with bootstrap.workplace(store, home, eps_url=nobody, simulated=True, quick=True) as place:
        code = tour(place, equipment.printers_of(home), home.printed, tmp_path / "tour")
    store.close()
    assert code == 1
    transcript = json.loads((tmp_path / "tour" / "transcript.json").read_text(encoding="utf-8"))
    assert transcript["ok"] is False
    assert "the nominated prescriptions" in transcript["steps"][-1]["what"]
    assert "ended early" in capsys.readouterr().err

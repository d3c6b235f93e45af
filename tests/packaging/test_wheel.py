"""`pip install .`: the wheel holds everything and works where there is no checkout."""

import json
import os
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new environment with our wheel in it; what it depends on comes from the one that runs the tests."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "pip", "wheel", "--quiet", "--disable-pip-version-check", "--no-deps"]
    subprocess.run([*build, "--no-build-isolation", "--wheel-dir", folder, ROOT], check=True, timeout=240)
    wheel = next(folder.glob("dispensary-*.whl"))
    clean = folder / "env"
    venv.create(clean, with_pip=False, symlinks=True)
    site = clean / "lib" / f"python{sys.version_info.major}.{sys.version_info.minor}" / "site-packages"
    (site / "dependencies.pth").write_text(sysconfig.get_paths()["purelib"] + "\n", encoding="utf-8")
    install = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps"]
    subprocess.run([*install, "--target", site, wheel], check=True, timeout=240)
    return clean


def run(clean: Path, *words: str, feed: str = "", folder: Path) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "DISPENSARY"))}
    environment |= {"HOME": str(folder), "XDG_CACHE_HOME": str(folder / "cache"), "QT_QPA_PLATFORM": "offscreen"}
    command = [clean / "bin" / "python", "-m", "dispensary", *words]
    return subprocess.run(
        command, input=feed, capture_output=True, text=True, cwd=folder, env=environment, timeout=120, check=False
    )


@pytest.mark.slow
def test_the_installed_program_brings_its_dictionary_knowledge_fonts_and_forms(installed: Path, tmp_path: Path) -> None:
    done = run(installed, "doctor", "--json", folder=tmp_path)
    assert done.returncode == 0, done.stderr
    parts = {row["part"]: row for row in json.loads(done.stdout)}
    # There, and said to be too old to dispense by.
    assert parts["dictionary"]["state"].startswith("Starter dictionary, dated 2025-04-10")
    assert parts["clinical knowledge"]["ok"]
    where = run_python(installed, "import dispensary; print(dispensary.__file__)", tmp_path)
    assert str(installed) in where


@pytest.mark.slow
def test_the_installed_program_prints_a_label_and_reads_a_dose(installed: Path, tmp_path: Path) -> None:
    case = {
        "premises": {
            "name": "Fernhill Pharmacy",
            "address": "8 Market Row, Little Harwick QX4 7LT",
            "phone": "01632 960147",
        },
        "patient": {"name": "Mrs Beryl Hartnoll"},
        "supplied_on": "2026-11-21",
        "stock": "70x35",
        "item": {
            "name": "Amlodipine 5mg tablets",
            "quantity": "28",
            "unit": "tablet",
            "directions": "1 om",
            "item_id": "1",
        },
    }
    (tmp_path / "case.json").write_text(json.dumps(case), encoding="utf-8")
    done = run(installed, "label", "--case", "case.json", "--out", "label.pdf", folder=tmp_path)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "label.pdf").read_bytes().startswith(b"%PDF")
    assert "Take 1 tablet in the morning." in " ".join(json.loads(done.stdout)["text"])


def run_python(clean: Path, code: str, folder: Path) -> str:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    done = subprocess.run(
        [clean / "bin" / "python", "-c", code], capture_output=True, text=True, cwd=folder, env=environment, check=True
    )
    return done.stdout

"""A full-size dictionary: how long its import takes and what it needs, and how long searches and look-ups take.

The release is synthetic (1.26 million records in the real shape), made by the tool among the shared reference data;
where that is not beside this checkout nothing is measured. The bars are for two free cores, and nothing else at work.
"""

import gc
import json
import os
import random
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from dispensary.adapters.dictionary import ensure_starter, open_dictionary
from dispensary.adapters.dictionary.reading import ReleaseDictionary
from dispensary.domain.identifiers import Gtin, SnomedCode
from dispensary.keeping.collecting import settle

ROOT = Path(__file__).parents[2]
MAKER = ROOT.parent / "shared" / "tools" / "make_full_size_dmd.py"
RELEASE = "nhsbsa_dmd_11.1.0_20251110000001.zip"
pytestmark = [
    pytest.mark.bench,
    pytest.mark.skipif(not MAKER.is_file(), reason="the maker of a full-size release is not beside this checkout"),
]

SECONDS, MEBIBYTES = 10.0, 300.0
"""The bars of an import, of the whole process tree."""
KEYSTROKE, LOOK_UP = 10.0, 0.1
"""Milliseconds, of which one in a hundred may take longer."""
GROWTH = 20.0
"""Mebibytes that a workstation with the full dictionary may have more than one with the starter."""


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("full")
    subprocess.run([sys.executable, str(MAKER), str(folder / "made")], check=True, capture_output=True)
    alone = folder / RELEASE
    (folder / "made" / RELEASE).rename(alone)
    os.sync()
    return alone


def resident(process: int) -> float:
    """Mebibytes of a process and all its children, shared pages counted once for each sharer's part."""
    tree, found = {process}, {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                found[int(entry.name)] = int((entry / "stat").read_text().rsplit(")", 1)[1].split()[1])
            except OSError:
                continue
    while more := {child for child, parent in found.items() if parent in tree} - tree:
        tree |= more
    return sum(map(_proportional, tree))


def _proportional(process: int) -> float:
    try:
        rollup = Path(f"/proc/{process}/smaps_rollup").read_text()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in rollup.splitlines() if line.startswith("Pss:")), 0.0)


def run_watched(command: Sequence[str]) -> tuple[float, float, str]:
    """Seconds, peak mebibytes of the process tree, and what it wrote."""
    before = time.perf_counter()
    child = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
    )  # fmt: skip
    peak, done = 0.0, threading.Event()

    def watch() -> None:
        nonlocal peak
        while not done.wait(0.1):
            peak = max(peak, resident(child.pid))

    watching = threading.Thread(target=watch)
    watching.start()
    try:
        told, _ = child.communicate()
    finally:
        done.set()
        watching.join()
    assert child.returncode == 0
    return time.perf_counter() - before, peak, told


def bring_in(home: Path, release: Path) -> tuple[float, float, dict[str, Any]]:
    seconds, peak, told = run_watched(
        [sys.executable, "-m", "dispensary", "--home", str(home), "dictionary", "import", str(release)]
    )
    return seconds, peak, json.loads(told)


@dataclass(frozen=True, slots=True)
class Imported:
    """A home that the release was brought into several times; how long each took, and the most that one needed."""

    home: Path
    seconds: list[float]
    peak: float
    counts: dict[str, int]


@pytest.fixture(scope="module")
def imported(release: Path, tmp_path_factory: pytest.TempPathFactory) -> Imported:
    made = tmp_path_factory.mktemp("home")
    runs = [bring_in(made, release) for _ in range(3)]
    return Imported(made, [run[0] for run in runs], max(run[1] for run in runs), runs[0][2]["counts"])


@pytest.fixture(scope="module")
def home(imported: Imported) -> Path:
    return imported.home


@pytest.fixture(scope="module")
def full(home: Path) -> Iterator[ReleaseDictionary]:
    with open_dictionary(home) as dictionary:
        yield dictionary


def test_a_full_size_import(imported: Imported) -> None:
    print(
        f"\nfull-size import: {', '.join(f'{each:.1f}' for each in imported.seconds)} s; peak {imported.peak:.0f} MiB;"
        f" load {os.getloadavg()[0]:.1f}"
    )
    assert imported.counts == {
        "vtm": 3223, "vmp": 24390, "vmpp": 36932, "amp": 164893, "ampp": 184331, "gtin": 95378, "substance": 4460,
    }  # fmt: skip
    assert (imported.home / "dictionary" / "current.json").is_file()
    assert min(imported.seconds) <= SECONDS
    assert imported.peak <= MEBIBYTES


def test_against_the_other_importer(home: Path, release: Path, tmp_path: Path) -> None:
    """nhs-dmd 0.3.0b0 is no part of this project: it gets an environment of its own, for this comparison only."""
    environment = tmp_path / "other"
    subprocess.run([sys.executable, "-m", "venv", str(environment)], check=True)
    got = subprocess.run(
        [str(environment / "bin" / "pip"), "install", "-q", "nhs-dmd==0.3.0b0"], check=False, capture_output=True
    )
    if got.returncode != 0:
        pytest.skip("nhs-dmd cannot be had here")
    ours, _, _ = bring_in(home, release)
    folder = tmp_path / "work"
    folder.mkdir()
    before = time.perf_counter()
    subprocess.run(
        [str(environment / "bin" / "dmd-build"), str(release), str(folder / "other.db")], check=True,
        capture_output=True, cwd=folder,
    )  # fmt: skip
    theirs = time.perf_counter() - before
    print(f"\nimport: {ours:.1f} s here, {theirs:.1f} s there: {theirs / ours:.1f} times")
    assert theirs / ours >= 8


def percentiles(act: Callable[[Any], object], given: Sequence[Any]) -> tuple[float, float]:
    """Median and 99th percentile in milliseconds."""
    taken = []
    for each in given:
        before = time.perf_counter()
        act(each)
        taken.append((time.perf_counter() - before) * 1000)
    return statistics.median(taken), statistics.quantiles(taken, n=100)[98]


def keystrokes(names: Sequence[str]) -> Iterator[str]:
    """What a dispenser types on the way to a product: the start of its name, then its strength; some with a slip."""
    slips = random.Random(7)
    for name in names:
        number = "".join(part for part in name if part.isdigit() or part == ".")[:3]
        typed = f"{name.split()[0][:6]} {number}"
        yield from (typed[:length] for length in range(1, len(typed) + 1))
        letters = list(name[:8])
        letters[slips.randrange(2, len(letters))] = "x"
        yield "".join(letters)


def test_a_keystroke_of_a_search(full: ReleaseDictionary) -> None:
    names = [name for (name,) in full._rows("SELECT nm FROM vmp ORDER BY vpid LIMIT 300")]
    full.search("amlod 5")
    full.search("xmlod 5")
    median, slow = percentiles(lambda text: full.search(text, 20), list(keystrokes(names)))
    print(f"\na keystroke: median {median:.2f} ms, 99 of 100 within {slow:.2f}")
    assert slow <= KEYSTROKE


@dataclass(frozen=True, slots=True)
class Asked:
    """Some thousands of codes asked of a release that was just opened, each once. In milliseconds.

    machine: the 99th percentile of a loop that takes as long as the median and does nothing. What a look-up takes
    longer than that is its own; the rest is this machine, doing something else.
    """

    median: float
    slow: float
    machine: float


@pytest.fixture
def as_the_program_runs() -> Iterator[None]:
    """With garbage looked for as in the window."""
    before = gc.get_threshold()
    settle()
    yield
    gc.set_threshold(*before)
    gc.unfreeze()


def asked(home: Path, codes: str, first: Callable[[ReleaseDictionary], Callable[[str], object]]) -> Asked:
    with open_dictionary(home) as dictionary:
        listed = [code for (code,) in dictionary._rows(codes)]
        ask = first(dictionary)
        for code in listed[:50]:  # the short lists are read, as they are when the first prescription shows
            ask(code)
        median, slow = percentiles(ask, random.Random(7).sample(listed[50:], 3000))
    return Asked(median, slow, idling(median))


def idling(about: float) -> float:
    """The 99th percentile of doing nothing for about so many milliseconds."""

    def idle(rounds: int) -> None:
        for _ in range(rounds):
            pass

    once, _ = percentiles(idle, [1000] * 200)
    _, slow = percentiles(idle, [round(1000 * about / once)] * 3000)
    return slow


def said(what: str, runs: Sequence[Asked]) -> str:
    each = ", ".join(f"{run.slow:.3f} ({run.machine:.3f})" for run in runs)
    return f"\n{what} looked up: median {runs[0].median:.3f} ms; 99 of 100 within {each}"


@pytest.mark.parametrize("kind", ["vmp.vpid", "vmpp.vppid", "amp.apid", "ampp.appid"])
def test_a_code_is_looked_up(home: Path, as_the_program_runs: None, kind: str) -> None:
    table, _, column = kind.partition(".")
    codes = f"SELECT {column} FROM {table} ORDER BY {column} LIMIT 20000"
    runs = [asked(home, codes, lambda held: lambda code: held.resolve(SnomedCode(code))) for _ in range(5)]
    print(said(kind, runs))
    assert runs[0].slow <= LOOK_UP


def test_a_barcode_is_looked_up(home: Path, as_the_program_runs: None) -> None:
    codes = "SELECT gtin FROM gtin ORDER BY gtin LIMIT 20000"
    runs = [asked(home, codes, lambda held: lambda gtin: held.packs_with(Gtin(gtin))) for _ in range(5)]
    print(said("a barcode", runs))
    assert runs[0].slow <= LOOK_UP


WORK = """
import sys
from pathlib import Path
from dispensary.adapters.dictionary import open_dictionary
from dispensary.domain.identifiers import SnomedCode
dictionary = open_dictionary(Path(sys.argv[1]))
codes = [code for (code,) in dictionary._rows("SELECT code FROM vmp_place ORDER BY place LIMIT 1000")]
for code in codes:
    dictionary.packs_of(SnomedCode(code))
for text in ("amlod 5", "amlodopin", "metho 2.5", "salb inh", "t", "a", "co-cod 30/500"):
    dictionary.search(text)
line = next(line for line in open("/proc/self/smaps_rollup") if line.startswith("Private_Dirty"))
print(int(line.split()[1]) / 1024)
"""


def test_memory_of_a_workstation_with_the_full_dictionary(home: Path, tmp_path: Path) -> None:
    """A thousand products and their packs looked at, and searches, with either dictionary."""
    starter = ensure_starter(tmp_path)
    used = []
    for place in (starter, home):
        done = subprocess.run(
            [sys.executable, "-c", WORK, str(place)], capture_output=True, text=True, check=True,
            env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        )  # fmt: skip
        used.append(float(done.stdout))
    print(f"\nmemory: {used[0]:.1f} MiB with the starter, {used[1]:.1f} with the full dictionary")
    assert used[1] - used[0] < GROWTH


MANY = """
import sys
from pathlib import Path
from dispensary.adapters.dictionary import open_dictionary
from dispensary.domain.identifiers import Gtin, SnomedCode

def used():
    line = next(line for line in open("/proc/self/smaps_rollup") if line.startswith("Private_Dirty"))
    return int(line.split()[1]) / 1024

with open_dictionary(Path(sys.argv[1])) as dictionary:
    columns = ("vmp.vpid", "vmpp.vppid", "amp.apid", "ampp.appid")
    for table, _, column in (each.partition(".") for each in columns):
        [(code,)] = dictionary._rows(f"SELECT {column} FROM {table} LIMIT 1")
        dictionary.resolve(SnomedCode(code))
    before = used()
    for number in range(100_000):
        table, _, column = columns[number % 4].partition(".")
        for (code,) in dictionary._rows(f"SELECT {column} FROM {table} WHERE rowid = ?", number // 4):
            assert dictionary.resolve(SnomedCode(code)).known
    print(used() - before)
"""


def test_memory_after_a_hundred_thousand_look_ups(home: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", MANY, str(home)], capture_output=True, text=True, check=True,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
    )  # fmt: skip
    print(f"\nmemory after 100,000 look-ups: {float(done.stdout):.1f} MiB more")
    assert float(done.stdout) < GROWTH

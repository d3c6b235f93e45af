"""How the printers are set up, read back from a file that was spoilt: what is for such a printer waits, and is never
taken for printed.
"""

import json
from pathlib import Path
from typing import Any

import pytest
from tests.adapters.test_labels_pdf import rendered, worded

from dispensary.adapters.system.printers_file import FILE, PrintersFile
from dispensary.application.ports.printer import PrinterUnavailable, PrinterUncertain
from dispensary.domain.labels.stock import LargePrintOn
from dispensary.domain.printers import UNREAD, PrinterKind, PrinterPlan, PrinterSetup
from dispensary.domain.printing import JobKind
from dispensary.keeping import equipment
from dispensary.keeping.home import Home

NETWORK: dict[str, Any] = {
    "kind": "network",
    "queue": "",
    "host": "zebra",
    "port": 9100,
    "device": "",
    "speed": 9600,
    "dots_per_mm": 8,
    "paper": "70x35",
    "large": "same",
}
OFFICE = PrinterSetup(PrinterKind.QUEUE, queue="Office")
OFFICE_NOTED = {**NETWORK, "kind": "queue", "queue": "Office", "host": "", "paper": ""}
ENTRIES: list[Any] = [
    None,
    7,
    [],
    {},
    {"kind": "network"},
    {**NETWORK, "kind": "carrier pigeon"},
    {**NETWORK, "kind": "unread"},
    {**NETWORK, "kind": ["network"]},
    {**NETWORK, "host": None},
    {**NETWORK, "host": "; rm"},
    {**NETWORK, "port": 65_536},
    {**NETWORK, "port": "9100"},
    {**NETWORK, "port": True},
    {**NETWORK, "port": 9100.5},
    {**NETWORK, "dots_per_mm": 9},
    {**NETWORK, "kind": "queue", "queue": None},
]
FILES = ["", "{", "[]", "null", "7", "[" * 100_000, '{"label": ', "\x00"]


@pytest.fixture(autouse=True)
def _nothing_named(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LABEL", "BAG", "PAGE"):
        monkeypatch.delenv(f"DISPENSARY_{name}_PRINTER", raising=False)


def note(home: Path, held: object) -> None:
    (home / FILE).write_text(held if isinstance(held, str) else json.dumps(held), encoding="utf-8")


def waits(home: Path, kind: JobKind) -> str:
    """That such a job certainly went nowhere, and what is said of it."""
    with pytest.raises(PrinterUnavailable) as caught:
        equipment.printing(Home(home)).made()[kind].send("j", rendered(worded()).pdf, "Label")
    assert not isinstance(caught.value, PrinterUncertain)
    assert not Home(home).printed.exists()
    return str(caught.value)


def well(home: Path) -> dict[str, tuple[bool, str]]:
    return {name: (fine, words) for name, fine, words in equipment.looked_at(Home(home))}


@pytest.mark.parametrize("entry", ENTRIES)
def test_labels_wait_for_a_printer_whose_entry_cannot_stand_and_the_others_print(tmp_path: Path, entry: object) -> None:
    note(tmp_path, {"label": entry, "page": OFFICE_NOTED})
    said = waits(tmp_path, JobKind.LABEL)
    assert said == (
        "How the label printer is set up could not be read, so labels wait. "
        "Choose the printer again under Pharmacy, Printers."
    )
    assert well(tmp_path)["label printer"] == (False, said)
    assert [well(tmp_path)[name][0] for name in ("bag label printer", "page printer")] == [True, True]
    plan = PrintersFile(tmp_path).read()
    assert (plan.of(JobKind.BAG_LABEL), plan.of(JobKind.PAGE)) == (PrinterSetup(), OFFICE)
    assert equipment.stock_room(Home(tmp_path)).loaded().label.name == "70x35"
    assert equipment.printing(Home(tmp_path)).standing().of(JobKind.LABEL) == UNREAD


@pytest.mark.parametrize("held", FILES)
def test_everything_waits_where_the_whole_file_cannot_be_read(tmp_path: Path, held: str) -> None:
    note(tmp_path, held)
    assert [waits(tmp_path, kind).split(" is set up")[0] for kind in JobKind] == [
        "How the label printer",
        "How the bag label printer",
        "How the printer for A4 pages",
    ]
    assert [fine for name, (fine, _) in well(tmp_path).items() if name != "scanner"] == [False, False, False]


def test_a_file_that_may_not_be_read_is_not_one_that_is_not_there(tmp_path: Path) -> None:
    (tmp_path / FILE).mkdir()
    assert waits(tmp_path, JobKind.LABEL)


@pytest.mark.parametrize("held", [None, {}, {"page": NETWORK}])
def test_what_nobody_has_set_up_comes_into_the_folder(tmp_path: Path, held: object) -> None:
    if held is not None:
        note(tmp_path, held)
    label = rendered(worded()).pdf
    equipment.printing(Home(tmp_path)).made()[JobKind.LABEL].send("j", label, "Label")
    assert [path.read_bytes() for path in Home(tmp_path).printed.iterdir()] == [label]


@pytest.mark.parametrize("large", ["huge", 7, None, ["same"]])
def test_where_large_print_comes_out_is_no_reason_to_wait(tmp_path: Path, large: object) -> None:
    note(tmp_path, {"label": {**NETWORK, "large": large}})
    setup = PrintersFile(tmp_path).read().of(JobKind.LABEL)
    assert (setup.host, setup.large) == ("zebra", LargePrintOn.SAME)
    assert well(tmp_path)["label printer"][0]


@pytest.mark.parametrize("paper", ["12x12", 7, None, ["70x35"]])
def test_a_paper_that_there_is_not_is_the_usual_one(tmp_path: Path, paper: object) -> None:
    note(tmp_path, {"label": {**NETWORK, "paper": paper}})
    assert equipment.printing(Home(tmp_path)).standing().of(JobKind.LABEL).paper == "70x35"


def test_setting_one_printer_up_mends_it_and_leaves_the_others_as_they_are_noted(tmp_path: Path) -> None:
    bags = {**NETWORK, "port": 99_999}
    note(tmp_path, {"label": 7, "bag-label": bags, "page": OFFICE_NOTED})
    setups = PrintersFile(tmp_path)
    setups.keep(setups.read().having(JobKind.LABEL, PrinterSetup(PrinterKind.NETWORK, host="other")))
    plan = setups.read()
    assert [plan.of(kind) for kind in JobKind] == [PrinterSetup(PrinterKind.NETWORK, host="other"), UNREAD, OFFICE]
    assert json.loads((tmp_path / FILE).read_text())["bag-label"] == bags


def test_setting_one_printer_up_leaves_the_others_waiting_where_nothing_was_to_be_read(tmp_path: Path) -> None:
    note(tmp_path, "{")
    setups = PrintersFile(tmp_path)
    setups.keep(setups.read().having(JobKind.LABEL, PrinterSetup()))
    plan = setups.read()
    assert [plan.of(kind) for kind in JobKind] == [PrinterSetup(), UNREAD, UNREAD]


def test_what_was_only_unreadable_for_a_moment_or_is_mended_by_hand_prints_without_a_new_start(tmp_path: Path) -> None:
    note(tmp_path, "{")
    printer = equipment.printing(Home(tmp_path)).made()[JobKind.LABEL]
    large = rendered(worded(), "100x75").pdf
    with pytest.raises(PrinterUnavailable, match="labels wait"):
        printer.send("j", large, "Label")
    (tmp_path / FILE).unlink()
    with pytest.raises(PrinterUnavailable, match="labels wait"):
        printer.send("j", large, "Label")
    PrintersFile(tmp_path).keep(PrinterPlan({JobKind.LABEL: PrinterSetup(paper="100x75")}))
    printer.send("j", large, "Label")
    assert [path.read_bytes() for path in Home(tmp_path).printed.iterdir()] == [large]


def test_a_printer_that_the_machine_names_prints_whatever_stands_in_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    note(tmp_path, "{")
    monkeypatch.setenv("DISPENSARY_LABEL_PRINTER", "zebra")
    assert type(equipment.connected_to(Home(tmp_path), JobKind.LABEL, UNREAD)).__name__ == "CupsPrinter"

"""The look over what patients read: each fault is named where it stands; not looked at is not well."""

import csv
import json
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest
from tests.builders import starter

from dispensary.adapters.knowledge.patient_texts import gather_patient_texts
from dispensary.application.ports.dictionary import DictionaryUnavailable
from dispensary.application.ports.patient_texts import PatientTexts
from dispensary.application.queries.texts_state import TextsState, look_over_texts
from dispensary.assets import resource
from dispensary.domain.clinical.lint_names import Review
from dispensary.domain.leaflets.lint import Flaw

HARD = (
    "Concomitant administration necessitates continuous electrolyte monitoring because hyperkalaemia predisposes "
    "susceptible individuals towards potentially irreversible cardiovascular deterioration and hospitalisation, "
    "particularly following dehydration."
)


class Folders:
    """Copies of what ships, to spoil."""

    def __init__(self, folder: Path) -> None:
        self.leaflets, self.knowledge, self.own = folder / "leaflets", folder / "knowledge", folder / "own"
        copytree(resource("leaflets"), self.leaflets)
        copytree(resource("knowledge"), self.knowledge)
        self.own.mkdir()

    def gathered(self) -> PatientTexts:
        return gather_patient_texts(leaflets=self.leaflets, knowledge=self.knowledge, own_warnings=self.own)

    def state(self) -> TextsState:
        return look_over_texts(self.gathered(), starter(), Review())

    def change(self, name: str, **fields: Any) -> None:
        path = self.leaflets / name
        path.write_text(json.dumps({**json.loads(path.read_text(encoding="utf-8")), **fields}), encoding="utf-8")

    def row(self, file: str, ident: str, **fields: str) -> None:
        path = self.knowledge / file
        with path.open(encoding="utf-8", newline="") as lines:
            rows = list(csv.DictReader(lines))
        found = [row for row in rows if row["id"] == ident]
        assert found
        found[0].update(fields)
        with path.open("w", encoding="utf-8", newline="") as lines:
            table = csv.DictWriter(lines, list(rows[0]))
            table.writeheader()
            table.writerows(rows)


@pytest.fixture
def folders(tmp_path: Path) -> Folders:
    return Folders(tmp_path)


def test_what_ships_is_sound_and_covers_the_sixty_most_dispensed(folders: Folders) -> None:
    state = folders.state()
    assert (state.faults, state.flaws, state.unknown, state.uncovered, state.unseen) == ((), (), (), (), ())
    assert (state.listed, state.measured, state.looked_up, state.wrong) == (60, True, True, False)
    assert state.leaflets.count >= 60
    assert state.leaflets.read > 0
    assert state.warnings.read + state.warnings.to_confirm == state.warnings.count


def test_words_that_are_too_hard_too_long_or_give_a_dose_are_named(folders: Folders) -> None:
    folders.change("ramipril.json", take=["Take 1 capsule twice a day."], missed=[HARD], store=[HARD] * 8)
    found = {(flaw.where, flaw.flaw) for flaw in folders.state().flaws}
    assert found == {("ramipril.json", flaw) for flaw in Flaw}


def test_a_warning_and_a_line_of_the_fridge_list_are_judged_by_the_same_rules(folders: Folders) -> None:
    folders.row("warnings.csv", "W04", text=HARD)
    folders.row("storage.csv", "S02", text=HARD)
    found = {(flaw.where, flaw.flaw) for flaw in folders.state().flaws}
    assert found == {(where, flaw) for where in ("W04", "S02") for flaw in (Flaw.HARD, Flaw.LONG)}


def test_a_misspelt_ingredient_is_named_with_what_may_be_meant(folders: Folders) -> None:
    folders.change("ramipril.json", ingredients=["ramiprill"])
    folders.row("warnings.csv", "W04", ingredients="paracetamoll;co-codamol")
    folders.row("storage.csv", "S02", ingredients="semaglutyde")
    state = folders.state()
    assert {(each.name, each.where, each.near) for each in state.unknown} == {
        ("ramiprill", ("ramipril.json",), "ramipril"),
        ("paracetamoll", ("W04",), "paracetamol"),
        ("semaglutyde", ("S02",), "semaglutide"),
    }
    assert state.uncovered == ("Ramipril",)
    assert state.wrong


def test_a_name_that_is_rightly_in_no_dictionary_is_passed_by(folders: Folders) -> None:
    folders.row("storage.csv", "S02", ingredients="tirzepatide;our own stomach mixture")
    review = Review(frozenset({"our own stomach mixture"}))
    assert look_over_texts(folders.gathered(), starter(), review).unknown == ()


def test_a_word_for_a_form_that_no_product_has_is_shown_to_the_reviewer(folders: Folders) -> None:
    folders.row("warnings.csv", "W01", name_lacks="injektion;infusion")
    assert folders.state().idle["W01"] == ("injektion",)


@pytest.mark.parametrize(
    ("file", "fault"),
    [
        ("leaflets/ramipril.json", "ramipril.json: cannot be read"),
        ("knowledge/warnings.csv", "warnings.csv has other columns"),
        ("knowledge/storage.csv", "storage.csv has other columns"),
        ("knowledge/most_dispensed.csv", "most_dispensed.csv"),
        ("own/warnings.csv", "must begin with the lines"),
    ],
)
def test_a_damaged_file_is_a_fault_and_the_rest_is_looked_over_all_the_same(
    folders: Folders, tmp_path: Path, file: str, fault: str
) -> None:
    (tmp_path / file).write_text("{damaged\n1,2\n", encoding="utf-8")
    state = folders.state()
    assert len(state.faults) == 1
    assert fault in state.faults[0]
    assert state.wrong
    assert state.leaflets.count > 50


def test_a_file_that_is_not_there_is_a_fault_too(folders: Folders) -> None:
    for name in ("warnings.csv", "most_dispensed.csv"):
        (folders.knowledge / name).unlink()
    assert len(folders.state().faults) == 2


def test_a_list_of_the_most_dispensed_that_was_cut_to_its_head_does_not_count_as_covered(folders: Folders) -> None:
    path = folders.knowledge / "most_dispensed.csv"
    path.write_text(path.read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8")
    assert folders.state().faults == ("most_dispensed.csv: the table is empty",)


def test_a_fact_without_a_source_is_work_for_a_reviewer(folders: Folders) -> None:
    kept = json.loads((folders.leaflets / "ramipril.json").read_text(encoding="utf-8"))["sources"]
    folders.change("ramipril.json", sources=[each for each in kept if each["about"] != "store"])
    state = folders.state()
    assert state.uncited["ramipril.json"] == ("storage",)
    assert not state.wrong


def test_without_a_dictionary_nothing_is_called_known_or_covered(folders: Folders) -> None:
    folders.change("ramipril.json", ingredients=["ramiprill"])
    state = look_over_texts(folders.gathered(), DictionaryUnavailable("none"), Review())
    assert not state.looked_up
    assert (state.unknown, state.uncovered) == ((), ())


def test_a_product_that_the_dictionary_does_not_know_is_not_called_covered(folders: Folders) -> None:
    path = folders.knowledge / "most_dispensed.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("Ramipril 5mg capsules", "Ramipril 6mg capsules"))
    state = folders.state()
    assert (state.uncovered, state.unseen) == ((), ("Ramipril",))


def test_the_words_of_a_licence_are_not_ours_to_judge_but_its_names_are(folders: Folders) -> None:
    head = "# licence: ours\n# use: beside\nid,text,ingredients,name_has,name_lacks,opened,source,verification\n"
    row = f'L1,"{HARD}",ramiprill,,,,Licensed,read\n'
    (folders.own / "warnings.csv").write_text(head + row, encoding="utf-8")
    state = folders.state()
    assert (state.licensed, state.flaws) == (1, ())
    assert [each.where for each in state.unknown] == [("L1",)]

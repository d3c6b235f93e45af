"""Whose prescription is it: records that it may belong to, and the chosen one beside it (conformance row 1.4.5)."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from dispensary.application.queries.patients import Candidate, Whose
from dispensary.application.receive import Trait
from dispensary.desktop.components import Cell, Chip, Chips, Emptiness, IconWords, TwoLines
from dispensary.desktop.forms.ui_patient_record import Ui_PatientRecord
from dispensary.desktop.row_model import RowModel
from dispensary.desktop.theme import Tone
from dispensary.desktop.view_models.patient import PatientModel
from dispensary.desktop.views.patient_find import FieldOverList, born_or_not
from dispensary.desktop.views.person import banner_person
from dispensary.domain.prescription import Address, PatientAsSent

_TRAITS = {
    Trait.NAME: "Name",
    Trait.BIRTH_DATE: "Born",
    Trait.NHS_NUMBER: "NHS number",
    Trait.ADDRESS: "Address",
    Trait.SEX: "Sex",
}


class WhosePage(QObject):
    """Records that a prescription may belong to, and the chosen one side by side with it (conformance row 1.4.5)."""

    def __init__(self, ui: Ui_PatientRecord, model: PatientModel, parent: QWidget) -> None:
        super().__init__(parent)
        self.ui, self.model = ui, model
        self._whose: Whose | None = None
        self.candidates = RowModel(("Patient", "Born", "Differs in"), self)
        self.comparison = RowModel(("", "On the prescription", "In the record"), self)
        ui.candidates.setModel(self.candidates)
        ui.candidates.set_columns((0, 110, 290))
        ui.comparison.setModel(self.comparison)
        ui.comparison.set_columns((140, 0, 240))
        field = FieldOverList(ui.find_other, ui.candidates)
        field.entered.connect(self.link)
        ui.find_other.textEdited.connect(model.find)
        ui.candidates.moved.connect(self._compare)
        ui.candidates.opened.connect(lambda _key: self.link())
        model.whose.connect(self._show)
        model.refused.connect(ui.whose_refusal.say)

    @property
    def chosen(self) -> Candidate | None:
        row = self.ui.candidates.currentIndex().row()
        held = self._whose.candidates if self._whose is not None else ()
        return held[row] if 0 <= row < len(held) else None

    def link(self) -> None:
        if self.chosen is not None:
            self.model.link(self.chosen.patient.id)

    def _show(self, whose: Whose) -> None:
        ui, sent = self.ui, whose.prescription.patient
        self._whose = whose
        ui.whose_refusal.clear()
        ui.patient_banner.show_person(banner_person(None, sent, whose.now.date()))
        ui.whose_words.setText(
            f"No record here is the same as the prescription for {sent.name} in every detail. "
            "Choose theirs, or make a new one."
        )
        rows = [_candidate(candidate, sent) for candidate in whose.candidates]
        self.candidates.show_rows(rows, [candidate.patient.id for candidate in whose.candidates])
        ui.candidates_list.setCurrentWidget(ui.candidates_page if rows else ui.candidates_empty)
        if rows:
            ui.candidates.selectRow(0)
        else:
            title = "Nobody is called that" if ui.find_other.text().strip() else "No record looks like this person"
            ui.candidates_empty.say(Emptiness.NO_MATCH, title, "Look for another name, or make a new record.")
        self._compare()

    def _compare(self, _key: object = None) -> None:
        ui, chosen, whose = self.ui, self.chosen, self._whose
        ui.compared.setVisible(chosen is not None)
        if chosen is None or whose is None:
            ui.save.setText("This is their record")
            ui.save.hold("nobody chosen")
            return
        rows, tones = zip(*(_compared(trait, whose.prescription.patient, chosen) for trait in _TRAITS), strict=True)
        self.comparison.show_rows(rows, list(_TRAITS), tones)
        ui.compared_heading.setText(f"The prescription and {chosen.patient.name}")
        other = _other_number(chosen, whose.prescription.patient)
        ui.save.setText("Link although the NHS numbers differ" if other else "This is their record")
        ui.save.free()


def _other_number(candidate: Candidate, sent: PatientAsSent) -> bool:
    """Two numbers that differ, not one that is missing."""
    both = candidate.patient.nhs_number is not None and sent.nhs_number is not None
    return Trait.NHS_NUMBER in candidate.differs and both


def _candidate(candidate: Candidate, sent: PatientAsSent) -> tuple[Cell, ...]:
    patient = candidate.patient
    chips = tuple(
        Chip(words, Tone.STOP if trait is Trait.NHS_NUMBER and _other_number(candidate, sent) else Tone.REASON)
        for trait, words in _TRAITS.items()
        if trait in candidate.differs
    )
    return (
        TwoLines(patient.name, str(patient.address)),
        IconWords(born_or_not(patient.facts.birth_date)),
        Chips(chips or (Chip("Nothing", Tone.PASS),)),
    )


def _compared(trait: Trait, sent: PatientAsSent, candidate: Candidate) -> tuple[tuple[Cell, ...], Tone | None]:
    patient = candidate.patient
    sex = patient.facts.sex
    pairs: dict[Trait, tuple[Cell, Cell]] = {
        Trait.NAME: (IconWords(sent.name), IconWords(patient.name)),
        Trait.BIRTH_DATE: (IconWords(born_or_not(sent.birth_date)), IconWords(born_or_not(patient.facts.birth_date))),
        Trait.NHS_NUMBER: (
            IconWords(sent.nhs_number.spaced if sent.nhs_number else "not given"),
            IconWords(patient.nhs_number.spaced if patient.nhs_number else "not recorded"),
        ),
        Trait.ADDRESS: (_address(sent.address, "not given"), _address(patient.address, "not recorded")),
        Trait.SEX: (IconWords(sent.gender or "not given"), IconWords(sex.name.lower() if sex else "not recorded")),
    }
    tone = Tone.STOP if trait is Trait.NHS_NUMBER and _other_number(candidate, sent) else Tone.REASON
    differs = trait in candidate.differs
    heading = IconWords(
        _TRAITS[trait], ("stop" if tone is Tone.STOP else "reason") if differs else "", tone if differs else Tone.TEXT2
    )
    return (heading, *pairs[trait]), tone if differs else None


def _address(address: Address, absent: str) -> Cell:
    lines = ", ".join(address.lines)
    return TwoLines(lines, address.postcode) if lines else IconWords(address.postcode or absent)

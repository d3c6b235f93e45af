"""Leaflets to test with: three texts of our own form, and one person's medicines read as the program reads them."""

from datetime import date

from tests.builders import leaflet_texts as texts

from dispensary import bootstrap
from dispensary.adapters.demo.pharmacy import PREMISES
from dispensary.application.leaflet_content import Said, taken_of
from dispensary.domain.leaflets.leaflet import Leaflet, Taken
from dispensary.domain.patient import MedicinePurpose

TODAY = date(2026, 11, 23)
GOAL = "Keep walking Biscuit up Beacon Hill without getting out of breath."


def taken(
    name: str = "Ramipril 5mg capsules",
    directions: str = "1 om",
    unit: str | None = "capsule",
    *,
    conditions: tuple[str, ...] = ("Hypertension",),
    purposes: dict[str, str] | None = None,
    since: date | None = None,
) -> Taken:
    """A medicine that is known by its name alone."""
    said = Said(tuple(MedicinePurpose(*pair) for pair in (purposes or {}).items()), conditions)
    return taken_of(
        name=name,
        directions=directions,
        product=None,
        unit=unit,
        said=said,
        texts=texts(),
        read_dose=bootstrap.dose_reader(),
        since=since,
    )


def a_leaflet(*medicines: Taken, **more: object) -> Leaflet:
    given = {"goal": GOAL, "questions": ("Will it make me cough?",), **more}
    return Leaflet("Mrs Beryl Hartnoll", PREMISES, TODAY, medicines or (taken(),), **given)  # type: ignore[arg-type]


def several() -> Leaflet:
    """Seven medicines of every sort: ticked, when needed, weekly, changing, a course, unread."""
    return a_leaflet(
        taken(),
        taken("Salbutamol 100micrograms/dose inhaler CFC free", "2 puffs qds prn", "dose"),
        taken("Alendronic acid 70mg tablets", "1 weekly on monday", "tablet"),
        taken("Prednisolone 5mg tablets", "6 daily for 5 days then 5 daily for 5 days", "tablet"),
        taken("Clarithromycin 500mg tablets", "1 bd for 7 days", "tablet"),
        taken("Estradiol 50micrograms/24hours patches", "use as the moon rises", "patch"),
        taken("Gabapentin 300mg capsules", "1 with breakfast and 2 at night", "capsule"),
    )

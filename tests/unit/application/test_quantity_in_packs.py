"""The clinical check of a prescription knows the packs that its medicines come in."""

from pathlib import Path

import pytest
from tests.builders import a_patient, a_prescription, an_item, received, workplace

from dispensary.application.clinical_check import CheckedCase, look_at
from dispensary.domain.clinical.findings import Check


@pytest.mark.parametrize(("bottles", "asked"), [(2, False), (4, True)])
def test_a_second_bottle_for_the_last_doses_is_no_mistake(tmp_path: Path, bottles: int, asked: bool) -> None:
    place = workplace(tmp_path)
    item = an_item("Amoxicillin 250mg/5ml oral suspension", 100 * bottles, "5ml three times a day for 7 days")
    key = received(place, a_prescription(item), a_patient())
    seen = look_at(place, key)
    assert isinstance(seen, CheckedCase)
    assert any(finding.check is Check.QUANTITY for finding in seen.result.findings) is asked

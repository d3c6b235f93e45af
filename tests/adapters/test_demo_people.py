"""The people of the demonstration say what their medicines are for, so that their leaflets show it."""

import json
from datetime import date

from dispensary.adapters.demo.pharmacy import patients
from dispensary.assets import resource
from dispensary.domain.identifiers import UserId

TODAY = date(2026, 11, 22)


def test_what_they_say_is_about_medicines_that_they_have_or_are_prescribed() -> None:
    orders = json.loads(resource("demo", "prescriptions.json").read_text(encoding="utf-8"))
    due = {
        (order["patient"], orders["products"][item["product"]]["name"])
        for order in orders["prescriptions"]
        for item in order["items"]
    }
    people = patients(TODAY)
    said = [(person, purpose) for person in people for purpose in person.purposes]
    assert said
    for person, purpose in said:
        had = {medicine.name for medicine in person.other_medicines}
        assert purpose.medicine in had or (person.id.value, purpose.medicine) in due
        assert purpose.recorded_by == UserId("nia")
        assert purpose.recorded_on is not None
        assert purpose.recorded_on <= TODAY
    assert sum(bool(person.questions) for person in people) >= 2

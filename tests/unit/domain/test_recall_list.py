"""The list of a recall: the packs that can still be kept back first, and whose names it shows."""

from datetime import UTC, datetime

from dispensary.adapters.demo.pharmacy import PREMISES
from dispensary.domain.identifiers import PatientId, UserId
from dispensary.domain.recall_list import RecallLine, RecallList
from dispensary.domain.recalls import Recall, RecallClass, Recalled, RecallLevel

NOW = datetime(2026, 11, 23, 10, 42, tzinfo=UTC)
RECALL = Recall(1, "x", "", RecallLevel.PATIENT, RecallClass.AT_ONCE, Recalled(), "Stop.", UserId("joseph"), NOW)


def line(who: str, at: datetime | None = None) -> RecallLine:
    patient = PatientId(who) if who else None
    return RecallLine(patient, who, None, "", not who, "Ramipril 5mg capsules", "28 capsule", None, None, at, False)


def test_what_is_still_here_comes_first_and_a_closed_record_is_nobody_whose_name_was_seen() -> None:
    supplied = (line("a", NOW), line("", NOW), line("b", NOW), line("a", NOW))
    found = RecallList(PREMISES, RECALL, "", "", (line("b"),), supplied, NOW)
    assert [each.at for each in found.lines] == [None, NOW, NOW, NOW, NOW]
    assert found.patients == (PatientId("b"), PatientId("a"))

"""The clinical knowledge that ships: readable, sound, sourced; and a broken file is never half a check."""

import csv
import shutil
from decimal import Decimal
from pathlib import Path

import pytest

from dispensary.adapters.knowledge.clinical import ClinicalKnowledge
from dispensary.application.ports.knowledge import KnowledgeSource, KnowledgeUnavailable
from dispensary.assets import resource
from dispensary.domain.clinical.findings import Tier
from dispensary.domain.clinical.knowledge import Knowledge, Status
from dispensary.domain.clinical.lint import awaiting_confirmation, problems
from dispensary.domain.clinical.substances import normal

SHARED = Path(__file__).parents[2].parent / "shared" / "data" / "clinical"


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    source: KnowledgeSource = ClinicalKnowledge()
    return source.clinical()


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    return Path(shutil.copytree(resource("knowledge"), tmp_path / "knowledge"))


def test_the_shipped_knowledge_is_sound(knowledge: Knowledge) -> None:
    assert problems(knowledge) == ()
    assert knowledge.same_allergy is not None
    assert knowledge.uncoded_allergy is not None
    assert len(knowledge.interactions) > 300


def test_no_row_stops_before_somebody_has_read_its_source(knowledge: Knowledge) -> None:
    waiting = set(awaiting_confirmation(knowledge))
    assert waiting
    for rule in knowledge.interactions:
        if rule.row.id in waiting:
            assert rule.row.bounded(rule.tier) is Tier.REASON
    confirmed = [rule for rule in knowledge.interactions if rule.row.status is Status.CONFIRMED]
    assert all("read and cite before" not in rule.row.source for rule in confirmed)


def test_the_words_are_plain(knowledge: Knowledge) -> None:
    for rule in knowledge.interactions:
        assert rule.text == rule.text.strip().rstrip(".!")
        assert rule.action.endswith(".")
        assert "!" not in rule.text + rule.action


def test_reading_twice_gives_the_same_version_and_a_changed_row_another(knowledge: Knowledge, copied: Path) -> None:
    assert ClinicalKnowledge(copied).clinical().version == knowledge.version
    source = ClinicalKnowledge(copied)
    assert source.clinical() is source.clinical()
    path = copied / "interactions.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("bleeding", "heavy bleeding", 1), encoding="utf-8")
    changed = ClinicalKnowledge(copied).clinical()
    assert changed.version != knowledge.version
    versions = {rule.row.id: rule.row.version for rule in knowledge.interactions}
    moved = [rule.row.id for rule in changed.interactions if rule.row.version != versions[rule.row.id]]
    assert len(moved) == 1


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("interactions.csv", ",stop,", ",halt,"),
        ("interactions.csv", "2026-11-21", "yesterday"),
        ("interactions.csv", "confirmed", "perhaps"),
        ("doses.csv", ",4000,", ",,"),
        ("doses.csv", ",4000,", ",four grams,"),
        ("allergy_classes.csv", "id,recorded", "id,noted"),
    ],
)
def test_one_unreadable_row_makes_the_whole_unavailable(copied: Path, name: str, before: str, after: str) -> None:
    path = copied / name
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")
    with pytest.raises(KnowledgeUnavailable):
        ClinicalKnowledge(copied).clinical()


def test_a_missing_file_is_unavailable(copied: Path) -> None:
    (copied / "doses.csv").unlink()
    with pytest.raises(KnowledgeUnavailable):
        ClinicalKnowledge(copied).clinical()


def test_dose_limits_agree_with_the_cited_facts(knowledge: Knowledge) -> None:
    """Every limit that was carried from the shared facts has the same figure, and no more certainty than it had."""
    path = SHARED / "dose_age_pregnancy_legal_facts.csv"
    if not path.exists():
        pytest.skip("the shared clinical facts are not beside the checkout")
    with path.open(encoding="utf-8", newline="") as file:
        facts = {row["id"]: row for row in csv.DictReader(file)}
    carried = 0
    for limit in knowledge.doses:
        fact = facts.get(limit.row.id.removeprefix("D")) or facts.get(limit.row.id.removeprefix("D")[:-1])
        if fact is None:
            continue
        figure = limit.limit * 1000 if fact["unit"] == "micrograms" else limit.limit
        assert figure == Decimal(fact["limit"])
        assert (limit.row.status is Status.CONFIRMED) is (fact["verification"] == "read")
        carried += 1
    assert carried > 50


def test_the_high_priority_classes_are_all_there(knowledge: Knowledge) -> None:
    """Every pair of the published high-priority list that is sold here meets a rule of its tier or the one above."""
    path = SHARED / "onc_high_priority_classes.csv"
    if not path.exists():
        pytest.skip("the shared list of high-priority classes is not beside the checkout")
    with path.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["tier"] in ("stop", "reason")]
    for row in rows:
        for a in _names(row["uk_object_members"]):
            partners = row["uk_precipitant_members"]
            for b in _names(row["uk_object_members"] if partners == "same" else partners):
                if a != b:
                    assert _tiers(knowledge, a, b), f"{row['id']}: {a} with {b}"


def _names(text: str) -> list[str]:
    names = [normal(part) for part in text.split(";")]
    return [name for name in names if name and name not in ("hiv pis",)]


def _tiers(knowledge: Knowledge, a: str, b: str) -> list[Tier]:
    found = []
    for left in knowledge.sets_of.get(a, ()):
        for right in knowledge.sets_of.get(b, ()):
            for pair in ((left, right), (right, left)):
                found += [rule.tier for rule in knowledge.interaction_pairs.get(pair, ()) if rule.tier.interrupts]
    return found

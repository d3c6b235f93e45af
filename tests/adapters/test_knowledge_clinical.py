"""The clinical knowledge that ships: readable, sound, sourced; and a broken file is never half a check."""

import csv
import shutil
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dispensary import bootstrap
from dispensary.adapters.knowledge.clinical import ClinicalKnowledge, counted
from dispensary.application.ports.knowledge import KnowledgeSource, KnowledgeUnavailable
from dispensary.assets import resource
from dispensary.domain.clinical.findings import Tier
from dispensary.domain.clinical.knowledge import Knowledge, Status
from dispensary.domain.clinical.lint import awaiting_confirmation, problems
from dispensary.domain.clinical.lint_names import unknown_names
from dispensary.domain.clinical.substances import normal

COUNTED = resource("knowledge", "rows.csv").read_text(encoding="utf-8").splitlines()[1:]
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


def _refused(folder: Path) -> KnowledgeUnavailable:
    with pytest.raises(KnowledgeUnavailable) as refused:
        ClinicalKnowledge(folder).clinical()
    return refused.value


def _edit(folder: Path, name: str, before: str, after: str) -> None:
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "before", "after", "said"),
    [
        ("interactions.csv", ",stop,", ",halt,", "interactions.csv line 2: 'halt'"),
        ("interactions.csv", "2026-11-21", "yesterday", "interactions.csv line 2: "),
        ("interactions.csv", "confirmed", "perhaps", "'perhaps' is not a valid Status"),
        ("doses.csv", ",4000,", ",,", "doses.csv line 2: the limit is missing"),
        ("doses.csv", ",4000,", ",four grams,", "doses.csv line 2: “four grams” is not a number"),
        ("doses.csv", ",16,,", ",sixteen,,", "doses.csv line 2: “sixteen” is not a whole number"),
        ("doses.csv", ",4000,", ",-4000,", "doses.csv line 2: DF001: limit is less than nothing"),
        ("doses.csv", ",4000,", ",0,", "doses.csv line 2: DF001: the limit is nothing at all"),
        ("doses.csv", ",4000,", ",NaN,", "doses.csv line 2: DF001: limit is not a number"),
        ("doses.csv", ",16,,", ",16,12,", "doses.csv line 2: DF001: nothing lies between from_age 16, under_age 12"),
        ("substance_sets.csv", "set,title", "set,called", "substance_sets.csv: there is no column called title"),
        ("substance_sets.csv", "set,title", "set,set", "substance_sets.csv: there are two columns called set"),
        ("allergy_classes.csv", "id,recorded", "id,noted", "allergy_classes.csv: there is no column called recorded"),
        ("interactions.csv", "IX001,stimulants,maois", "IX001,stimulant,maois", "there is no set called stimulant"),
        ("interactions.csv", "IX002,", "IX001,", "IX001: 2 rows have this id"),
        ("substance_sets_duplicates.csv", ",methotrexate,", ",methotrexat,", "there is no set called methotrexat"),
        ("substance_sets.csv", "aminopenicillins,aminopenicillin,aminopenicillins,amoxicillin;ampicillin;pivampicillin;"
         "bacampicillin,", "aminopenicillins,aminopenicillin,,,", "aminopenicillins: the set has no members"),
        ("substance_sets.csv", "aminopenicillins,", "penicillins,", "penicillins: the set stands there twice"),
        ("interactions.csv", "a dangerous rise in blood pressure", "", "interactions.csv line 2: IX001: its text"),
        ("interactions.csv", ",stimulants,maois,", ",stimulants,maois,systemic,", "line 2: the row has "),
        ("interactions.csv", ",stimulants,maois,systemic", ",stimulants,maois", "line 2: the row is cut short"),
        ("interactions.csv", "\"serotonin syndrome, which can kill\"", "\"serotonin syndrome, which can kill",
         "interactions.csv line 4: its quotation marks do not pair"),
    ],
)  # fmt: skip
def test_one_bad_row_makes_the_whole_unavailable_and_is_named(
    copied: Path, name: str, before: str, after: str, said: str
) -> None:
    _edit(copied, name, before, after)
    refused = _refused(copied)
    assert said in str(refused)
    assert any(said in fault for fault in refused.faults)


@pytest.mark.parametrize("name", [path.name for path in sorted(resource("knowledge").glob("*.csv"))])
def test_a_table_cut_to_its_header_is_not_taken_for_a_table_with_nothing_to_say(copied: Path, name: str) -> None:
    if name in ("dose_codes.csv", "warnings.csv", "storage.csv", "most_dispensed.csv"):
        pytest.skip("read elsewhere")
    if name in ("rows.csv", "names_elsewhere.csv", "substance_sets_groups.csv"):
        pytest.skip("no rule stands in it")
    path = copied / name
    path.write_text(path.read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8")
    assert f"{name}: the table is empty" in str(_refused(copied))


def test_a_table_cut_off_between_two_rows_is_refused(copied: Path) -> None:
    path = copied / "interactions.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join(lines[:-3]) + "\n", encoding="utf-8")
    assert f"interactions.csv: {len(lines) - 4} rows of the {len(lines) - 1} that rows.csv counts" in str(
        _refused(copied)
    )


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from([line.split(",")[0] for line in COUNTED]), st.randoms(use_true_random=False), st.booleans())
def test_without_any_one_row_or_any_one_cell_no_table_is_read(
    copied: Path, name: str, random: Random, whole_row: bool
) -> None:
    given_text = (resource("knowledge") / name).read_text(encoding="utf-8")
    rows = list(csv.reader(given_text.splitlines()))
    row = random.randrange(1, len(rows))
    if whole_row:
        del rows[row]
    else:
        del rows[row][random.randrange(len(rows[row]))]
    with (copied / name).open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    try:
        assert name in str(_refused(copied))
    finally:
        (copied / name).write_text(given_text, encoding="utf-8")


def test_the_counts_are_those_of_the_tables() -> None:
    """If this fails after rows were added or taken away on purpose: make knowledge."""
    assert resource("knowledge", "rows.csv").read_text(encoding="utf-8") == counted(resource("knowledge"))


@pytest.mark.parametrize(
    ("name", "line", "said"),
    [
        ("allergy_classes.csv", "AL01,", "an allergy to the same substance: there is no row for it"),
        ("substance_sets.csv", "absorbed-through-any-route,", "absorbed-through-any-route: there is no row for it"),
        ("substance_sets_duplicates.csv", "DU01,", "duplicates of the kind one-strength: there is no row for it"),
    ],
)
def test_what_the_program_itself_goes_by_may_not_be_gone(copied: Path, name: str, line: str, said: str) -> None:
    lines = (copied / name).read_text(encoding="utf-8").splitlines()
    kept = [each for each in lines if not each.startswith(line)]
    assert len(kept) == len(lines) - 1
    (copied / name).write_text("\n".join(kept) + "\n", encoding="utf-8")
    (copied / "rows.csv").write_text(counted(copied), encoding="utf-8")
    assert said in str(_refused(copied))


def test_the_names_in_the_shipped_knowledge_are_substances_of_the_starter_dictionary(knowledge: Knowledge) -> None:
    """A new name that is rightly in no dictionary belongs into names_elsewhere.csv, with the reason."""
    known = bootstrap.dictionary(None).every_substance()
    assert unknown_names(knowledge, known, ClinicalKnowledge().review()) == ()


@pytest.mark.parametrize(
    ("name", "before", "after", "wrong", "near"),
    [
        ("substance_sets.csv", ";naproxen", ";naproxin", "naproxin", "naproxen"),
        ("interactions.csv", "=simvastatin", "=simvastatinn", "simvastatinn", "simvastatin"),
        ("doses.csv", "DF001,paracetamol", "DF001,paracetmol", "paracetmol", "paracetamol"),
        ("substance_sets_compounds.csv", "codeine;paracetamol", "codein;paracetamol", "codein", "codeine"),
        ("doses_opioid_equivalents.csv", "OME01,morphine", "OME01,morphne", "morphne", "morphine"),
    ],
)
def test_a_misspelt_substance_is_found_with_what_may_be_meant(
    copied: Path, name: str, before: str, after: str, wrong: str, near: str
) -> None:
    _edit(copied, name, before, after)
    source = ClinicalKnowledge(copied)
    known = bootstrap.dictionary(None).every_substance()
    found = {each.name: each.near for each in unknown_names(source.clinical(), known, source.review())}
    assert found[wrong] == near


def test_every_class_that_is_held_against_the_dictionary_is_a_set(knowledge: Knowledge) -> None:
    groups = ClinicalKnowledge().review().groups
    assert len(groups) > 50
    assert {each.set_name for each in groups} <= knowledge.sets.keys()


def test_a_rule_without_its_source_is_refused(copied: Path) -> None:
    path = copied / "interactions.csv"
    rows = list(csv.reader(path.read_text(encoding="utf-8").splitlines()))
    rows[1][rows[0].index("source")] = ""
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    assert _refused(copied).faults == ("interactions.csv line 2: IX001: it names no source",)


def test_a_quotation_mark_that_swallows_the_next_row_is_found(copied: Path) -> None:
    lines = (copied / "interactions.csv").read_text(encoding="utf-8").splitlines()
    lines[1] = lines[1].replace("IX001,", '"IX001,', 1)
    lines[5] = lines[5].replace("IX005,", 'IX005",', 1)
    (copied / "interactions.csv").write_text("\n".join(lines), encoding="utf-8")
    assert "interactions.csv line 2: " in str(_refused(copied))


def test_every_bad_row_is_named_at_once(copied: Path) -> None:
    _edit(copied, "doses.csv", ",4000,", ",-4000,")
    _edit(copied, "interactions.csv", "IX001,stimulants", "IX001,stimulant")
    assert len(_refused(copied).faults) == 2


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

"""What a pharmacy adds to the knowledge: its own rules and tiers, never half read and never hidden."""

from pathlib import Path

import pytest

from dispensary.adapters.knowledge.clinical import ClinicalKnowledge
from dispensary.adapters.knowledge.example import write_examples
from dispensary.adapters.knowledge.review import read_review
from dispensary.application.ports.knowledge import KnowledgeUnavailable
from dispensary.domain.clinical.findings import Tier
from dispensary.domain.clinical.knowledge import InteractionRule, Knowledge

SHIPPED = ClinicalKnowledge().clinical()
RULE = "id,a,b,a_where,b_where,tier,cause,text,action,source,dated,status,author,reason\n"
ROW = (
    "L-1,=warfarin,=turmeric,systemic,systemic,reason,bleeding,raised INR seen here,Ask about it.,"
    "Incident report of June 2026,2026-11-21,confirmed,S. Patel,two incidents\n"
)
TIERS = "id,column,tier,author,reason,dated\n"


def held(folder: Path) -> Knowledge:
    return ClinicalKnowledge(local=folder).clinical()


def refused(folder: Path) -> str:
    with pytest.raises(KnowledgeUnavailable) as said:
        held(folder)
    return str(said.value)


def write(folder: Path, name: str, text: str) -> None:
    (folder / name).write_text(text, encoding="utf-8")


def rule(knowledge: Knowledge, name: str) -> InteractionRule:
    return next(each for each in knowledge.interactions if each.row.id == name)


def test_no_folder_and_an_empty_one_leave_the_knowledge_and_its_version_as_they_are(tmp_path: Path) -> None:
    assert held(tmp_path / "nowhere").version == SHIPPED.version
    write(tmp_path, "tiers.csv", TIERS + "# IX001,,inform,who,why,2026-11-21\n,,,,,\n")
    assert held(tmp_path).version == SHIPPED.version
    assert held(tmp_path).local == ()


def test_a_rule_of_the_pharmacy_is_used_and_says_whose_it_is(tmp_path: Path) -> None:
    write(tmp_path, "interactions.csv", RULE + ROW)
    knowledge = held(tmp_path)
    added = rule(knowledge, "L-1")
    assert added.tier is Tier.REASON
    assert "turmeric" in knowledge.sets["=turmeric"].members
    for words in ("Incident report of June 2026", "S. Patel", "two incidents", "this pharmacy"):
        assert words in added.row.source
    assert knowledge.version != SHIPPED.version
    (change,) = knowledge.local
    assert (change.rule, change.file, change.author) == ("L-1", "interactions.csv", "S. Patel")


def test_a_set_of_the_pharmacy_can_be_named_by_its_rules(tmp_path: Path) -> None:
    write(
        tmp_path,
        "substance_sets.csv",
        "set,title,members,author,reason,dated\nL-spices,spice,turmeric;ginger,S. Patel,incidents,21/11/2026\n",
    )
    write(tmp_path, "interactions.csv", RULE + ROW.replace("=turmeric", "L-spices"))
    assert held(tmp_path).sets["L-spices"].members == {"turmeric", "ginger"}


def test_another_tier_is_shown_beside_the_finding_and_changes_the_version_of_that_rule(tmp_path: Path) -> None:
    write(tmp_path, "tiers.csv", TIERS + "IX001,,reason,S. Patel,specialist clinic next door,21/11/2026\n")
    knowledge = held(tmp_path)
    before, after = rule(SHIPPED, "IX001"), rule(knowledge, "IX001")
    assert (before.tier, after.tier) == (Tier.STOP, Tier.REASON)
    assert after.row.source.startswith(before.row.source)
    assert "stop changed to reason in this pharmacy by S. Patel, 2026-11-21: specialist clinic" in after.row.source
    assert after.action == f"{before.action} This pharmacy lowered the rule from a stop."
    assert after.row.version != before.row.version
    assert knowledge.version != SHIPPED.version
    assert rule(knowledge, "IX002") == rule(SHIPPED, "IX002")


def test_one_of_several_tiers_of_a_row_is_chosen_by_its_column(tmp_path: Path) -> None:
    write(tmp_path, "tiers.csv", TIERS + "AL10,intolerance,reason,S. Patel,we always ask,2026-11-21\n")
    allergy = next(each for each in held(tmp_path).allergies if each.row.id == "AL10")
    assert (allergy.intolerance, allergy.severe) == (Tier.REASON, Tier.STOP)
    assert "lowered" not in allergy.action


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("IX001,,none,S. Patel,why,2026-11-21", "tiers.csv line 2: IX001 is a stop: it may be lowered to inform"),
        ("IX001,,inform,,why,2026-11-21", "say who decided this and why"),
        ("IX001,,inform,S. Patel, ,2026-11-21", "say who decided this and why"),
        ("IX001,,inform,S. Patel,why,soon", "dated should be a day"),
        ("IX001,,inform,S. Patel,why,", "dated should be a day"),
        ("IX001,,stop,S. Patel,why,2026-11-21", "IX001 is stop already"),
        ("IX001,,never,S. Patel,why,2026-11-21", "cannot become “never”"),
        ("IX999999,,inform,S. Patel,why,2026-11-21", "this version has no rule IX999999"),
        ("AL10,,inform,S. Patel,why,2026-11-21", "AL10 has no tier under tier; it has severe, unknown, mild"),
        ("IX001,source,inform,S. Patel,why,2026-11-21", "IX001 has no tier under source"),
        ("IX001,inform,S. Patel,why,2026-11-21", "tiers.csv line 2: the row is cut short"),
    ],
)
def test_a_tier_that_cannot_be_given_is_named_and_nothing_runs(tmp_path: Path, line: str, said: str) -> None:
    write(tmp_path, "tiers.csv", f"{TIERS}{line}\n")
    assert said in refused(tmp_path)


def test_a_row_that_nobody_confirmed_cannot_be_made_a_stop(tmp_path: Path) -> None:
    waiting = next(
        each for each in SHIPPED.interactions if each.row.status == "to confirm" and each.tier is not Tier.STOP
    )
    write(tmp_path, "tiers.csv", f"{TIERS}{waiting.row.id},,stop,S. Patel,why,2026-11-21\n")
    assert "nobody has confirmed its source" in refused(tmp_path)


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("interactions.csv", RULE + ROW.replace("L-1", "IX001"), "the id of a row of your own begins with L-"),
        ("interactions.csv", RULE + ROW.replace("S. Patel", ""), "say who decided this and why"),
        ("interactions.csv", RULE + ROW.replace("Incident report of June 2026", ""), "name the source"),
        ("interactions.csv", RULE + ROW.replace("=warfarin", "warfarins"), "there is no set called warfarins"),
        ("interactions.csv", RULE + ROW.replace(",reason,", ",none,"), "must at least inform"),
        ("interactions.csv", RULE + ROW.replace(",reason,", ",perhaps,"), "interactions.csv line 2: 'perhaps'"),
        ("interactions.csv", RULE + ROW + ROW, "L-1: 2 rows have this id"),
        ("interactions.csv", RULE.replace("author", "auther") + ROW, "there is no column called auther"),
        ("interaction.csv", RULE + ROW, "interaction.csv: no table that can be added to has that name"),
        ("substance_sets_compounds.csv", "name,parts\n", "no table that can be added to has that name"),
        ("doses_opioid_equivalents.csv", "id,substance,form,factor,source,dated,status,author,reason\n"
         "L-2,codeine,oral,0.0001,My own sum of it,2026-11-21,confirmed,S. Patel,why\n", "must at least inform"),
        ("substance_sets.csv", "set,title,members,author,reason,dated\nnsaids,x,ibuprofen,S,why,2026-11-21\n",
         "the set of a row of your own begins with L-"),
    ],
)  # fmt: skip
def test_a_local_row_that_cannot_be_used_is_named_and_nothing_runs(
    tmp_path: Path, name: str, text: str, said: str
) -> None:
    write(tmp_path, name, text)
    message = refused(tmp_path)
    assert said in message
    assert "this pharmacy's" in message


def test_a_file_that_a_spreadsheet_saved_is_read(tmp_path: Path) -> None:
    text = (TIERS + "IX001,,reason,S. Pätel,why,21/11/2026\n").replace("\n", "\r\n")
    (tmp_path / "tiers.csv").write_bytes(text.encode("utf-8-sig"))
    assert held(tmp_path).local[0].author == "S. Pätel"
    (tmp_path / "tiers.csv").write_bytes(text.encode("cp1252"))
    assert "CSV UTF-8" in refused(tmp_path)


def test_the_one_rule_for_the_same_substance_cannot_be_taken_over(tmp_path: Path) -> None:
    header = "id,recorded,prescribed,severe,unknown,mild,intolerance,text,action,source,dated,status,author,reason\n"
    row = "L-1,=,=,inform,inform,inform,inform,x,Y.,Our own idea,2026-11-21,confirmed,S. Patel,quiet\n"
    write(tmp_path, "allergy_classes.csv", header + row)
    assert "AL01 is the one rule for" in refused(tmp_path)


def test_the_examples_do_nothing_until_somebody_takes_the_mark_away(tmp_path: Path) -> None:
    made = write_examples(tmp_path)
    assert {path.name for path in made} >= {"tiers.csv", "interactions.csv", "substance_sets.csv", "doses.csv"}
    assert held(tmp_path).version == SHIPPED.version
    assert write_examples(tmp_path) == ()
    for path in made:
        text = path.read_text(encoding="utf-8-sig")
        path.write_text(text.replace("#", ""), encoding="utf-8-sig")
    assert {change.rule for change in held(tmp_path).local} == {"IX001", "L-pair-1", "L-dose-1", "L-set-1"}


def test_the_decisions_on_names_are_read_as_strictly(tmp_path: Path) -> None:
    write(tmp_path, "names_elsewhere.csv", "name,why\nturmeric latte,a drink\n")
    assert "turmeric latte" in ClinicalKnowledge(local=tmp_path).review().elsewhere
    assert held(tmp_path).version == SHIPPED.version
    for text, said in (("nom,why\nx,y\n", "no column called name"), ("name,why\nx\n", "line 2: the row is cut short")):
        write(tmp_path, "names_elsewhere.csv", text)
        with pytest.raises(KnowledgeUnavailable, match=said):
            ClinicalKnowledge(local=tmp_path).review()
    with pytest.raises(KnowledgeUnavailable, match="cannot be read"):
        read_review(tmp_path / "nowhere")

"""The shipped interaction rules whose source was read: each says of a real pair what its source says, and no more."""

import pytest
from tests.clinical_people import TODAY, before, new

from dispensary.adapters.knowledge.clinical import ClinicalKnowledge
from dispensary.domain.clinical.case import CheckCase, CheckItem, HistoryItem
from dispensary.domain.clinical.engine import check
from dispensary.domain.clinical.findings import Check, Finding, Tier
from dispensary.domain.clinical.knowledge import Status
from dispensary.domain.patient import ClinicalFacts

KNOWLEDGE = ClinicalKnowledge().clinical()
STOP, REASON, INFORM = Tier.STOP, Tier.REASON, Tier.INFORM


def tablets(substance: str) -> CheckItem:
    return new(f"{substance} tablets", f"{substance} 10")


def taken(substance: str) -> HistoryItem:
    return before(f"{substance} tablets", f"{substance} 10")


def found(item: CheckItem, history: HistoryItem) -> list[Finding]:
    case = CheckCase(TODAY, ClinicalFacts(age_years=60), (item,), (history,))
    return [each for each in check(case, KNOWLEDGE).findings if each.check is Check.INTERACTION]


def gravest(one: str, other: str) -> Tier:
    """The tier of the two, whichever of them is the new one."""
    tiers = [max(each.tier for each in found(tablets(a), taken(b))) for a, b in ((one, other), (other, one))]
    assert tiers[0] is tiers[1]
    return tiers[0]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("quetiapine", "clarithromycin"),
        ("quetiapine", "erythromycin"),
        ("quetiapine", "fluconazole"),
        ("ticagrelor", "clarithromycin"),
        ("dabigatran", "itraconazole"),
        ("dabigatran", "dronedarone"),
        ("lercanidipine", "clarithromycin"),
        ("lercanidipine", "ciclosporin"),
        ("finerenone", "itraconazole"),
        ("linezolid", "phenelzine"),
        ("bupropion", "moclobemide"),
        ("bupropion", "rasagiline"),
        ("mirtazapine", "tranylcypromine"),
        ("sumatriptan", "ergotamine"),
        ("pimozide", "clarithromycin"),
        ("fingolimod", "sotalol"),
        ("naltrexone", "codeine"),
        ("naltrexone", "methadone"),
        ("rilpivirine", "omeprazole"),
        ("rilpivirine", "carbamazepine"),
        ("cobicistat", "phenytoin"),
        ("cobicistat", "domperidone"),
        ("warfarin", "st john's wort"),
        ("ciclosporin", "st john's wort"),
        ("lurasidone", "clarithromycin"),
        ("lurasidone", "carbamazepine"),
        ("ranolazine", "itraconazole"),
        ("duloxetine", "ciprofloxacin"),
        ("agomelatine", "fluvoxamine"),
        ("repaglinide", "gemfibrozil"),
        ("isavuconazole", "rifampicin"),
        ("capecitabine", "brivudine"),
    ],
)
def test_what_its_source_contraindicates_stops(one: str, other: str) -> None:
    assert gravest(one, other) is STOP


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("amiodarone", "sofosbuvir"),
        ("digoxin", "st john's wort"),
        ("theophylline", "st john's wort"),
        ("levonorgestrel", "st john's wort"),
        ("finerenone", "spironolactone"),
        ("edoxaban", "erythromycin"),
        ("lurasidone", "erythromycin"),
        ("lithium", "metronidazole"),
        ("olanzapine", "ciprofloxacin"),
    ],
)
def test_what_its_source_only_advises_against_asks_for_a_reason(one: str, other: str) -> None:
    assert gravest(one, other) is REASON


def test_what_calls_for_care_informs() -> None:
    assert gravest("warfarin", "tramadol") is INFORM


def test_miconazole_in_the_mouth_stops_beside_gliclazide_and_on_the_skin_does_not() -> None:
    gel = new("Miconazole 20mg/g oromucosal gel", "miconazole 20", routes=("Oromucosal",), unit="gram")
    cream = new("Miconazole 2% cream", "miconazole 20", routes=("Cutaneous",), unit="gram")
    assert [each.tier for each in found(gel, taken("gliclazide"))] == [STOP]
    assert found(cream, taken("gliclazide")) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [("lercanidipine", "azithromycin"), ("ticagrelor", "azithromycin"), ("naltrexone", "paracetamol")],
)
def test_the_neighbour_that_its_source_does_not_name_is_left_alone(one: str, other: str) -> None:
    assert found(tablets(one), taken(other)) == []


def test_a_confirmed_rule_says_what_was_read() -> None:
    unread = ("cite the version read", "read and cite", "secondary only", "no uk text", "to be read")
    for rule in KNOWLEDGE.every_rule:
        if rule.row.status is Status.CONFIRMED:
            assert not any(words in rule.row.source.casefold() for words in unread), rule.row.id


def test_what_was_confirmed_for_a_part_still_asks_for_the_rest() -> None:
    """A row narrowed to what its source names leaves the rest of its set to a row that nobody has confirmed."""
    for one, other in (("glimepiride", "miconazole"), ("eplerenone", "itraconazole"), ("nalmefene", "codeine"),
                       ("lercanidipine", "erythromycin"), ("acenocoumarol", "st john's wort")):  # fmt: skip
        assert gravest(one, other).interrupts

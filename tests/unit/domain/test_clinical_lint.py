"""The look over the knowledge: what keeps it from being used, and what a dictionary says about its names."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

import pytest

from dispensary.domain.clinical.findings import Tier
from dispensary.domain.clinical.knowledge import (
    DoseLimit,
    DuplicateKind,
    DuplicateRule,
    InteractionRule,
    Knowledge,
    Metric,
    OpioidFactor,
    Row,
    Rule,
    Status,
    SubstanceSet,
    compile_knowledge,
)
from dispensary.domain.clinical.lint import Problem, Wrong, awaiting_confirmation, missing, problems
from dispensary.domain.clinical.lint_names import (
    ClassGap,
    ClassGroup,
    Review,
    UnknownName,
    class_gaps,
    unknown_names,
    unused_sets,
)
from dispensary.domain.dictionary import KnownSubstance
from dispensary.wording.knowledge import problem_words

ROW = Row("R1", "SmPC section 4.3, read", date(2026, 11, 21), Status.CONFIRMED, "1")
STATINS = SubstanceSet("statins", "statin", frozenset({"simvastatin", "atorvastatin"}))
WARFARIN = SubstanceSet("warfarin", "warfarin", frozenset({"warfarin"}))
PAIR = InteractionRule(
    ROW, frozenset({"statins"}), frozenset({"warfarin"}), Tier.REASON, "bleeding", "bleeding", "Ask."
)
LIMIT = DoseLimit(ROW, "simvastatin", Metric.MAX_24H, Decimal(80), Tier.REASON, "the most is", "Ask.")
DOUBLE = DuplicateRule(ROW, DuplicateKind.CLASS, frozenset({"statins"}), Tier.REASON, "two of {what}", "Ask.")


@dataclass(frozen=True, slots=True)
class ClearanceRule:
    """A rule of a table that lint has never heard of."""

    row: Row
    sets: frozenset[str]
    tier: Tier
    text: str = "builds up"
    action: str = "Ask."
    below: Decimal | None = None
    from_age: int | None = None
    under_age: int | None = None
    uses: frozenset[str] = frozenset()
    defines: str = ""

    @property
    def named_sets(self) -> frozenset[str]:
        return self.sets

    @property
    def tiers(self) -> tuple[Tier, ...]:
        return (self.tier,)


CLEARANCE = ClearanceRule(ROW, frozenset({"statins"}), Tier.STOP)


class Bare:
    """A rule that is no dataclass."""

    row = ROW
    named_sets: frozenset[str] = frozenset()
    tiers = (Tier.INFORM,)


def held(*rules: Rule, sets: tuple[SubstanceSet, ...] = (STATINS, WARFARIN)) -> Knowledge:
    def of(kind: type) -> tuple:
        return tuple(rule for rule in rules if isinstance(rule, kind))

    return compile_knowledge(
        "1",
        sets,
        {},
        interactions=of(InteractionRule),
        doses=of(DoseLimit),
        duplicates=of(DuplicateRule),
        opioids=of(OpioidFactor),
        tables={ClearanceRule: of(ClearanceRule), Bare: of(Bare)},
    )


@pytest.mark.parametrize("rule", [PAIR, LIMIT, DOUBLE, CLEARANCE, Bare(), OpioidFactor(ROW, "morphine", "oral", None)])
def test_a_sound_rule_is_left_alone(rule: Rule) -> None:
    assert problems(held(rule)) == ()


@pytest.mark.parametrize(
    ("rule", "wrong", "about"),
    [
        (replace(PAIR, a=frozenset({"statin"})), Wrong.NO_SET, "statin"),
        (replace(PAIR, unless_with=frozenset({"ppi"})), Wrong.NO_SET, "ppi"),
        (replace(CLEARANCE, sets=frozenset({"statin"})), Wrong.NO_SET, "statin"),
        (replace(PAIR, a=frozenset()), Wrong.NEVER_FIRES, ""),
        (replace(PAIR, a=frozenset({"warfarin"})), Wrong.NEVER_FIRES, ""),
        (replace(PAIR, only_with=PAIR.a, unless_with=PAIR.a), Wrong.NEVER_FIRES, ""),
        (replace(DOUBLE, applies_to=frozenset({"warfarin"})), Wrong.NEVER_FIRES, ""),
        (replace(PAIR, a_over_mg=Decimal(-1)), Wrong.BELOW_NOTHING, "a_over_mg"),
        (replace(LIMIT, limit=Decimal(0)), Wrong.NO_LIMIT, ""),
        (replace(LIMIT, limit=Decimal("Infinity")), Wrong.NO_NUMBER, "limit"),
        (replace(LIMIT, from_age=12, under_age=12), Wrong.EMPTY_BAND, "from_age 12, under_age 12"),
        (replace(CLEARANCE, below=Decimal(-30)), Wrong.BELOW_NOTHING, "below"),
        (replace(CLEARANCE, from_age=18, under_age=2), Wrong.EMPTY_BAND, "from_age 18, under_age 2"),
        (replace(CLEARANCE, text=" "), Wrong.NO_WORDS, "text"),
        (replace(PAIR, action=""), Wrong.NO_WORDS, "action"),
        (replace(CLEARANCE, row=replace(ROW, source=" short ")), Wrong.NO_SOURCE, ""),
    ],
)
def test_what_is_wrong_with_a_rule_is_named_once(rule: Rule, wrong: Wrong, about: str) -> None:
    assert problems(held(rule)) == (Problem("R1", wrong, about),)


def test_a_name_that_no_row_defines_is_found() -> None:
    asthma = replace(CLEARANCE, row=replace(ROW, id="R2"), defines="asthma")
    rule = replace(CLEARANCE, uses=frozenset({"asthma"}))
    assert problems(held(rule, asthma)) == ()
    assert problems(held(replace(rule, uses=frozenset({"astma"})), asthma)) == (Problem("R1", Wrong.NO_NAME, "astma"),)


def test_an_id_belongs_to_one_row_of_all_tables() -> None:
    assert problems(held(PAIR, CLEARANCE)) == (Problem("R1", Wrong.ID_TWICE, "2"),)


def test_a_rule_that_finds_nothing_needs_no_words_and_a_band_may_be_open() -> None:
    assert problems(held(replace(CLEARANCE, tier=Tier.NONE, text="", action=""))) == ()
    assert problems(held(replace(CLEARANCE, from_age=65))) == ()
    assert problems(held(replace(CLEARANCE, from_age=0, under_age=1))) == ()


def test_an_empty_set_is_the_problem_and_not_each_of_its_rules() -> None:
    empty = SubstanceSet("statins", "statin", frozenset())
    assert problems(held(PAIR, sets=(empty, WARFARIN))) == (Problem("statins", Wrong.EMPTY_SET),)


def test_a_member_is_written_as_a_substance() -> None:
    odd = SubstanceSet("odd", "odd", frozenset({"", "codeine phosphate"}))
    assert [each.about for each in problems(held(sets=(odd,)))] == ["", "codeine phosphate"]


def test_every_problem_has_its_words() -> None:
    for wrong in Wrong:
        words = problem_words(Problem("IX001", wrong, "statin"))
        assert words.startswith("IX001: ")
        assert "{" not in words


def test_what_the_program_itself_goes_by_is_asked_for() -> None:
    said = {each.subject for each in missing(held())}
    assert {"absorbed-through-any-route", "an allergy to the same substance", "duplicates of the kind class"} <= said
    assert "duplicates of the kind class" not in {each.subject for each in missing(held(DOUBLE))}


@pytest.mark.parametrize(
    ("rule", "waits"),
    [
        (replace(CLEARANCE, row=replace(ROW, status=Status.TO_CONFIRM)), True),
        (CLEARANCE, False),
        (replace(CLEARANCE, row=replace(ROW, status=Status.TO_CONFIRM), tier=Tier.REASON), False),
        (replace(LIMIT, row=replace(ROW, status=Status.TO_CONFIRM), stop_from_percent=Decimal(150)), True),
        (replace(LIMIT, row=replace(ROW, status=Status.TO_CONFIRM)), False),
    ],
)
def test_a_row_that_would_stop_waits_for_whoever_reads_its_source(rule: Rule, waits: bool) -> None:
    assert awaiting_confirmation(held(rule)) == (("R1",) if waits else ())


# --- against a dictionary --------------------------------------------------------------------------------------------

KNOWN = (
    KnownSubstance("Simvastatin", frozenset({"C10AA01"})),
    KnownSubstance("Atorvastatin calcium trihydrate", frozenset({"C10AA05"})),
    KnownSubstance("Rosuvastatin calcium", frozenset({"C10AA07"})),
    KnownSubstance("Ezetimibe", frozenset({"C10AX09"})),
    KnownSubstance("Warfarin sodium"),
)


def test_a_substance_is_known_by_its_name_without_its_salt() -> None:
    assert unknown_names(held(PAIR, LIMIT), KNOWN, Review()) == ()


def test_a_misspelt_name_is_found_wherever_it_stands() -> None:
    odd = SubstanceSet("odd", "odd", frozenset({"simvastatine"}), unless_also=frozenset({"qqqqq"}))
    knowledge = replace(
        held(
            replace(LIMIT, substance="simvastatine"),
            replace(LIMIT, substance="", metric=Metric.OPIOID),
            OpioidFactor(replace(ROW, id="R2"), "zzzzz", "oral", None),
            sets=(odd,),
        ),
        compounds={"co-thing": ("vvvvv",)},
    )
    assert unknown_names(knowledge, KNOWN, Review(elsewhere=frozenset({"zzzzz"}))) == (
        UnknownName("qqqqq", ("odd",), None),
        UnknownName("simvastatine", ("R1", "odd"), "simvastatin"),
        UnknownName("vvvvv", ("co-thing",), None),
    )


def test_a_class_that_misses_one_of_its_own_says_which() -> None:
    group = ClassGroup("statins", ("C10AA",))
    assert class_gaps(held(), KNOWN, Review(groups=(group,))) == (ClassGap("statins", ("rosuvastatin",)),)
    left_out = replace(group, leaves_out=frozenset({"rosuvastatin"}))
    assert class_gaps(held(), KNOWN, Review(groups=(left_out,))) == ()
    assert class_gaps(held(), KNOWN, Review(groups=(ClassGroup("gone", ("C10AX",)),))) == (
        ClassGap("gone", ("ezetimibe",)),
    )


def test_a_set_that_nobody_names_is_listed() -> None:
    assert unused_sets(held(PAIR)) == ()
    assert unused_sets(held(DOUBLE)) == ("warfarin",)

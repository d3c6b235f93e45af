"""The clinical check over small cases, with a handful of rules: what fires, what stays silent, what is not checked."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispensary.domain.clinical.case import CheckCase, CheckItem, HistoryItem, Supply
from dispensary.domain.clinical.engine import CHECKS, check
from dispensary.domain.clinical.findings import Cause, Check, CheckResult, Tier, highest
from dispensary.domain.clinical.knowledge import (
    AllergyRule,
    DoseLimit,
    DuplicateKind,
    DuplicateRule,
    InteractionRule,
    Knowledge,
    Metric,
    OpioidFactor,
    Row,
    Status,
    SubstanceSet,
    Where,
    compile_knowledge,
)
from dispensary.domain.clinical.lint import Wrong, awaiting_confirmation, problems
from dispensary.domain.dictionary import Ingredient, Kind, Resolved, VirtualProduct
from dispensary.domain.dose.reading import DoseReading
from dispensary.domain.identifiers import IssueKey, PrescriptionId, SnomedCode
from dispensary.domain.patient import Allergy, AllergyStatus, ClinicalFacts
from dispensary.domain.quantity import Quantity

TODAY = date(2026, 11, 21)
ASKED = ClinicalFacts(age_years=45, no_known_allergies=True, allergies=())


def row(name: str, status: Status = Status.CONFIRMED) -> Row:
    return Row(name, "a source that can be read", date(2026, 11, 1), status, "1")


def members(name: str, *substances: str, aliases: tuple[str, ...] = (), unless: tuple[str, ...] = ()) -> SubstanceSet:
    return SubstanceSet(name, name, frozenset(substances), frozenset(aliases), frozenset(unless))


def pair(name: str, a: str, b: str, tier: Tier, cause: str | None = None, **more: object) -> InteractionRule:
    status = more.pop("status", Status.CONFIRMED)
    return InteractionRule(
        row(name, status), frozenset({a}), frozenset({b}), tier, cause or name, "harm", "Act.", **more
    )


def limit(name: str, substance: str, mg: str, metric: Metric = Metric.MAX_24H, **more: object) -> DoseLimit:
    tier = more.pop("tier", Tier.REASON)
    status = more.pop("status", Status.CONFIRMED)
    return DoseLimit(row(name, status), substance, metric, Decimal(mg), tier, "the most is", "Act.", **more)


def double(name: str, kind: DuplicateKind, tier: Tier, *sets: str, where: str = "systemic") -> DuplicateRule:
    return DuplicateRule(row(name), kind, frozenset(sets), tier, "{what} twice", "Act.", where)


def allergy_rule(name: str, recorded: str, prescribed: str, *tiers: Tier) -> AllergyRule:
    return AllergyRule(row(name), frozenset({recorded}), frozenset({prescribed}), *tiers, "it is alike", "Act.")


STOP, REASON, INFORM, NONE = Tier.STOP, Tier.REASON, Tier.INFORM, Tier.NONE
KNOWLEDGE = compile_knowledge(
    version="test",
    sets=[
        members("penicillins", "amoxicillin", "flucloxacillin", aliases=("penicillin", "penicillins")),
        members("cephalosporins", "cefalexin"),
        members("warfarin", "warfarin"),
        members("nsaids", "ibuprofen", "naproxen", "diclofenac"),
        members("ppis", "omeprazole"),
        members("statins", "simvastatin", "atorvastatin"),
        members("macrolides", "clarithromycin"),
        members("raisers", "amlodipine"),
        members("qt", "citalopram", "domperidone", "sotalol"),
        members("beta-blockers", "timolol", "bisoprolol"),
        members("verapamil", "verapamil"),
        members("steroids", "fluticasone"),
        members("boosters", "ritonavir"),
        members("ace", "ramipril", "lisinopril"),
        members("anticoagulants", "warfarin", "apixaban"),
        members("icss", "beclometasone", "fluticasone"),
        members("weekly", "methotrexate"),
        members("potassium", "potassium", unless=("macrogol",)),
        members("mras", "spironolactone"),
        members("opioids", "morphine", "fentanyl", "methadone"),
        members("absorbed-through-any-route", "timolol"),
        members("excipient-allergens", "peanut"),
        members("intended", "levothyroxine"),
    ],
    compounds={"co-amoxiclav": ("amoxicillin", "clavulanic acid"), "co-codamol": ("codeine", "paracetamol")},
    interactions=[
        pair("bleed", "warfarin", "nsaids", STOP, "bleeding", unless_with=frozenset({"ppis"})),
        pair("bleed-ppi", "warfarin", "nsaids", REASON, "bleeding", only_with=frozenset({"ppis"})),
        pair("bleed-skin", "warfarin", "nsaids", INFORM, "bleeding-skin", b_where=Where.LOCAL),
        pair("muscle", "statins", "macrolides", STOP),
        pair("muscle-dose", "statins", "raisers", REASON, a_over_mg=Decimal(20)),
        pair("qt", "qt", "qt", REASON),
        pair("block", "beta-blockers", "verapamil", REASON),
        pair("steroid", "steroids", "boosters", REASON, a_where=Where.ANY),
        pair("potassium", "potassium", "mras", STOP, status=Status.TO_CONFIRM),
        pair("nothing", "ppis", "qt", NONE),
    ],
    allergies=[
        allergy_rule("class", "penicillins", "penicillins", STOP, STOP, STOP, INFORM),
        allergy_rule("cross", "penicillins", "cephalosporins", STOP, STOP, REASON, NONE),
    ],
    same_allergy=allergy_rule("same", "=", "=", STOP, STOP, STOP, INFORM),
    uncoded_allergy=allergy_rule("uncoded", "?", "?", NONE, REASON, NONE, NONE),
    duplicates=[
        double("one-strength", DuplicateKind.ONE_STRENGTH, STOP, "weekly"),
        double("intended", DuplicateKind.STRENGTHS_INTENDED, NONE, "intended"),
        double("strengths", DuplicateKind.STRENGTHS, INFORM),
        double("twice", DuplicateKind.SAME_SUBSTANCE, REASON),
        double("two-anticoagulants", DuplicateKind.CLASS, STOP, "anticoagulants"),
        double("two-of-them", DuplicateKind.CLASS, INFORM, "anticoagulants"),
        double("twice-class", DuplicateKind.CLASS, REASON, "ace"),
        double("inhaled", DuplicateKind.CLASS, REASON, "icss", where="inhaled"),
    ],
    doses=[
        limit("para", "paracetamol", "4000", tier=STOP, from_age=16, stop_from_percent=Decimal(150)),
        limit("cit", "citalopram", "40", tier=STOP, from_age=18, under_age=66, routes=frozenset({"oral"})),
        limit("cit-old", "citalopram", "20", tier=STOP, from_age=66, routes=frozenset({"oral"})),
        limit("ibu", "ibuprofen", "2400", stop_from_percent=Decimal(150)),
        limit("ibu-otc", "ibuprofen", "1200", supply="otc"),
        limit("simva-amlo", "simvastatin", "20", with_sets=frozenset({"raisers"})),
        limit("dic", "diclofenac", "150", name_lacks="potassium"),
        limit("dic-k", "diclofenac", "200", name_has="potassium"),
        limit("met", "metformin", "3000", name_lacks="modified-release"),
        limit("met-mr", "metformin", "2000", name_has="modified-release"),
        limit("liver", "paracetamol", "2000", Metric.REVIEW_ABOVE, conditions=("liver",), from_age=16),
        limit("ros", "rosuvastatin", "40", tier=STOP, status=Status.TO_CONFIRM),
        limit("levo", "levothyroxine", "0.2", Metric.REVIEW_ABOVE, stop_from_percent=Decimal(500)),
        limit("mtx", "methotrexate", "7", Metric.MIN_INTERVAL, tier=STOP, as_directed=STOP),
        limit("mtx-week", "methotrexate", "25", Metric.MAX_7D),
        limit("alen", "alendronate", "7", Metric.MIN_INTERVAL, tier=STOP, strength_mg=Decimal(70)),
        limit("ome", "", "120", Metric.OPIOID),
    ],
    opioids=[
        OpioidFactor(row("o1"), "morphine", "oral", Decimal(1)),
        OpioidFactor(row("o2"), "fentanyl", "patch", Decimal("2.4")),
        OpioidFactor(row("o3"), "methadone", "oral", None),
    ],
)

_codes: dict[str, SnomedCode] = {}


def code_of(name: str) -> SnomedCode:
    return _codes.setdefault(name, SnomedCode(str(900_000_000 + len(_codes))))


def quantity(text: str | None) -> Quantity | None:
    if text is None:
        return None
    value, unit = text.split(" ", 1)
    return Quantity(Decimal(value), unit)


def product(
    name: str, *ingredients: str, routes: tuple[str, ...] = ("Oral",), unit: str = "tablet", per: str | None = None
) -> Resolved:
    """Ingredients as "paracetamol 500 mg"."""
    held = []
    for each in ingredients:
        words = each.rsplit(" ", 2)
        strength = quantity(" ".join(words[1:])) if len(words) == 3 else None
        held.append(Ingredient(code_of(words[0] if strength else each), words[0] if strength else each, strength,
                               quantity(per)))  # fmt: skip
    virtual = VirtualProduct(code_of(name), name, ingredients=tuple(held), routes=routes, unit=unit)
    return Resolved(virtual.code, virtual.code, Kind.VMP, name, virtual=virtual)


def by_moiety(name: str, moiety: str) -> Resolved:
    """A product whose ingredients the dictionary does not list."""
    virtual = VirtualProduct(code_of(name), name, vtm_name=moiety, unit="tablet")
    return Resolved(virtual.code, virtual.code, Kind.VMP, name, virtual=virtual)


def reading(most: str | None = None, unit: str | None = None, **more: object) -> DoseReading:
    most_24h = Decimal(most) if most is not None else None
    return DoseReading("as read", parsed=most is not None, max_24h=most_24h, unit=unit, **more)


def new(name: str, *ingredients: str, dose: DoseReading | None = None, **more: object) -> CheckItem:
    shape = {key: more.pop(key) for key in ("routes", "unit", "per") if key in more}
    return CheckItem(name, product(name, *ingredients, **shape), dose=dose, **more)


def before(name: str, *ingredients: str, dose: DoseReading | None = None, **more: object) -> HistoryItem:
    shape = {key: more.pop(key) for key in ("routes", "unit", "per") if key in more}
    more.setdefault("supplied_on", TODAY - timedelta(days=20))
    more.setdefault("days", 28)
    return HistoryItem(name, product(name, *ingredients, **shape), dose=dose, **more)


def bare(name: str) -> CheckItem:
    return CheckItem(name, ingredient=name, ingredient_code=code_of(name))


def run(
    *items: CheckItem, history: tuple[HistoryItem, ...] = (), patient: ClinicalFacts = ASKED, today: date = TODAY
) -> CheckResult:
    return check(CheckCase(today, patient, items, history), KNOWLEDGE)


def tier_of(result: CheckResult, which: Check) -> Tier:
    return highest(tuple(finding.tier for finding in result.findings if finding.check is which))


def missed(result: CheckResult, which: Check, cause: Cause) -> list[str]:
    return [each.why for each in result.not_checked if each.check is which and each.cause is cause]


def allergic(substance: str, severity: str | None = None, **more: object) -> ClinicalFacts:
    return replace(ASKED, no_known_allergies=False, allergies=(Allergy(substance, severity, **more),))


AMOXICILLIN = new("Amoxicillin 500mg capsules", "Amoxicillin trihydrate 500 mg")
CEFALEXIN = new("Cefalexin 500mg capsules", "Cefalexin 500 mg")
WARFARIN = before("Warfarin 3mg tablets", "Warfarin sodium 3 mg")
NAPROXEN = new("Naproxen 500mg tablets", "Naproxen 500 mg")


NEEDS_NO_INGREDIENTS = {Check.REFILL, Check.QUANTITY, Check.LEGAL}


# --- what was not looked at ------------------------------------------------------------------------------------------


def test_every_check_that_this_version_does_not_run_says_so_once() -> None:
    result = run(AMOXICILLIN, CEFALEXIN)
    failed = [each for each in result.not_checked if each.cause is Cause.FAILED]
    assert set(CHECKS) == set(Check)
    assert sorted(each.check for each in failed) == sorted(set(Check) - set(result.ran))
    assert all(each.items == (0, 1) for each in failed)
    assert {Check.ALLERGY, Check.INTERACTION, Check.DOSE, Check.DUPLICATE} <= set(result.ran)


def test_a_product_that_is_not_in_the_dictionary_is_not_checked_by_any_check() -> None:
    result = run(CheckItem("Something imported"))
    unmapped = {each.check for each in result.not_checked if each.cause is Cause.UNMAPPED}
    assert unmapped == set(result.ran) - NEEDS_NO_INGREDIENTS
    assert result.tier is NONE


def test_directions_that_nobody_could_read_are_said_even_where_no_limit_is_held() -> None:
    wibble = replace(AMOXICILLIN, directions="wibble", dose=DoseReading("wibble"))
    unread = [each for each in run(wibble).not_checked if each.cause is Cause.UNREAD_DOSE]
    assert [(each.check, each.items) for each in unread] == [(Check.DOSE, (0,))]
    assert not [each for each in run(AMOXICILLIN).not_checked if each.cause is Cause.UNREAD_DOSE]


def test_an_unmapped_medicine_in_the_history_is_said_too() -> None:
    result = run(AMOXICILLIN, history=(HistoryItem("A herbal mixture"),))
    why = missed(result, Check.INTERACTION, Cause.UNMAPPED)
    assert len(why) == 1
    assert "A herbal mixture" in why[0]


def test_a_lapsed_medicine_in_the_history_is_left_alone() -> None:
    old = replace(WARFARIN, supplied_on=TODAY - timedelta(days=400))
    assert tier_of(run(NAPROXEN, history=(old,)), Check.INTERACTION) is NONE


def test_a_bare_ingredient_that_nobody_knows_is_unmapped() -> None:
    assert missed(run(CheckItem("zzz", ingredient="zzz")), Check.INTERACTION, Cause.UNMAPPED)


def test_a_co_name_stands_for_its_parts() -> None:
    result = run(CheckItem("Co-amoxiclav", ingredient="Co-amoxiclav"), patient=allergic("penicillin"))
    assert tier_of(result, Check.ALLERGY) is STOP
    assert not missed(result, Check.INTERACTION, Cause.UNMAPPED)


def test_a_moiety_code_stands_for_its_substances() -> None:
    moiety = CheckItem("Warfarin", Resolved(code_of("VTM"), code_of("VTM"), Kind.VTM, "Warfarin"))
    assert tier_of(run(moiety, NAPROXEN), Check.INTERACTION) is STOP


def test_a_product_without_ingredients_is_read_by_its_moiety() -> None:
    both = CheckItem("Coumadin 3", by_moiety("Coumadin 3", "Warfarin + Naproxen"))
    assert not missed(run(both), Check.INTERACTION, Cause.UNMAPPED)
    nothing = CheckItem("Bandage", Resolved(code_of("b"), code_of("b"), Kind.VMP, "Bandage",
                        virtual=VirtualProduct(code_of("b"), "Bandage")))  # fmt: skip
    assert missed(run(nothing), Check.INTERACTION, Cause.UNMAPPED)


# --- allergy ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("substance", "severity", "item", "tier"),
    [
        ("penicillin", "anaphylaxis", AMOXICILLIN, STOP),
        ("penicillin", None, AMOXICILLIN, STOP),
        ("Amoxicillin", "rash", AMOXICILLIN, STOP),
        ("co-amoxiclav", None, AMOXICILLIN, STOP),
        ("penicillin", "rash (mild, delayed)", CEFALEXIN, REASON),
        ("penicillin", "non-severe rash", CEFALEXIN, REASON),
        ("penicillin anaphylaxis", None, CEFALEXIN, STOP),
        ("penicillin", "nausea", AMOXICILLIN, INFORM),
        ("amoxicillin sickness (intolerance, not allergy)", None, AMOXICILLIN, INFORM),
        ("penicillin", "nausea", CEFALEXIN, NONE),
        ("cefalexin", None, AMOXICILLIN, NONE),
        ("penicillin", "anaphylaxis", NAPROXEN, NONE),
    ],
)
def test_allergy_tiers(substance: str, severity: str | None, item: CheckItem, tier: Tier) -> None:
    result = run(item, patient=allergic(substance, severity))
    assert tier_of(result, Check.ALLERGY) is tier
    assert not missed(result, Check.ALLERGY, Cause.UNKNOWN_FACT)


def test_a_refuted_allergy_changes_nothing() -> None:
    refuted = allergic("penicillin", "anaphylaxis", status=AllergyStatus.REFUTED)
    asked = replace(refuted, no_known_allergies=True)
    assert run(AMOXICILLIN, patient=asked) == run(AMOXICILLIN)
    never_asked = replace(ASKED, allergies=None, no_known_allergies=False)
    assert run(AMOXICILLIN, patient=refuted) == run(AMOXICILLIN, patient=never_asked)


def test_never_asked_is_not_the_same_as_none_known() -> None:
    never_asked = replace(ASKED, allergies=None, no_known_allergies=False)
    assert missed(run(AMOXICILLIN, patient=never_asked), Check.ALLERGY, Cause.UNKNOWN_FACT)
    assert not missed(run(AMOXICILLIN), Check.ALLERGY, Cause.UNKNOWN_FACT)
    said = allergic("NKDA")
    assert not missed(run(AMOXICILLIN, patient=said), Check.ALLERGY, Cause.UNKNOWN_FACT)


def test_an_allergy_in_free_words_must_be_read_by_somebody() -> None:
    result = run(AMOXICILLIN, CEFALEXIN, patient=allergic("the pink medicine"))
    assert [(each.rule, each.tier, each.items) for each in result.findings] == [("uncoded", REASON, (0, 1))]
    assert missed(result, Check.ALLERGY, Cause.UNMAPPED)
    without = replace(KNOWLEDGE, uncoded_allergy=None)
    assert not check(CheckCase(TODAY, allergic("the pink medicine"), (AMOXICILLIN,)), without).findings


def test_an_allergy_that_the_dictionary_knows_is_coded() -> None:
    facts = allergic("Zanamivir", code=code_of("Zanamivir"))
    assert not run(AMOXICILLIN, patient=facts).findings
    zanamivir = new("Zanamivir 5mg", "Zanamivir 5 mg", routes=("Inhalation",))
    assert tier_of(run(zanamivir, patient=facts), Check.ALLERGY) is STOP
    by_code = allergic("odd name", code=code_of("Zanamivir"))
    assert tier_of(run(zanamivir, patient=by_code), Check.ALLERGY) is STOP


def test_a_class_on_the_skin_needs_a_reason_unless_the_reaction_was_severe() -> None:
    cream = new("Cefalexin cream", "Cefalexin", routes=("Cutaneous",))
    assert tier_of(run(cream, patient=allergic("penicillin")), Check.ALLERGY) is REASON
    assert tier_of(run(cream, patient=allergic("penicillin", "anaphylaxis")), Check.ALLERGY) is STOP
    assert tier_of(run(cream, patient=allergic("penicillin", "rash")), Check.ALLERGY) is REASON


def test_what_was_tolerated_since_the_entry_only_informs() -> None:
    since = before("Amoxicillin 250mg capsules", "Amoxicillin 250 mg", days=7, times_supplied=2)
    entered = allergic("penicillin", "rash", recorded_on=TODAY - timedelta(days=300))
    assert tier_of(run(AMOXICILLIN, history=(since,), patient=entered), Check.ALLERGY) is INFORM
    severe = allergic("penicillin", "anaphylaxis", recorded_on=TODAY - timedelta(days=300))
    assert tier_of(run(AMOXICILLIN, history=(since,), patient=severe), Check.ALLERGY) is STOP
    later = allergic("penicillin", "rash", recorded_on=TODAY)
    assert tier_of(run(AMOXICILLIN, history=(since,), patient=later), Check.ALLERGY) is STOP


def test_an_excipient_allergy_sends_somebody_to_the_pack() -> None:
    result = run(AMOXICILLIN, patient=allergic("peanut"))
    assert "peanut" in missed(result, Check.ALLERGY, Cause.UNKNOWN_FACT)[0]


def test_two_items_of_one_allergy_are_one_finding() -> None:
    second = new("Flucloxacillin 500mg capsules", "Flucloxacillin sodium 500 mg")
    result = run(AMOXICILLIN, second, patient=allergic("penicillin"))
    assert [each.items for each in result.findings] == [(0, 1)]


# --- interaction -----------------------------------------------------------------------------------------------------


def test_a_new_medicine_meets_what_is_being_taken() -> None:
    result = run(NAPROXEN, history=(WARFARIN,))
    (finding,) = [each for each in result.findings if each.check is Check.INTERACTION]
    assert (finding.rule, finding.tier, finding.items, finding.history) == ("bleed", STOP, (0,), (0,))
    assert finding.message == "Warfarin 3mg tablets with Naproxen 500mg tablets: harm."


def test_stomach_protection_lowers_the_bleeding_rule_and_the_skin_lowers_it_further() -> None:
    omeprazole = before("Omeprazole 20mg capsules", "Omeprazole 20 mg")
    assert tier_of(run(NAPROXEN, history=(WARFARIN, omeprazole)), Check.INTERACTION) is REASON
    gel = new("Diclofenac 1% gel", "Diclofenac diethylammonium", routes=("Cutaneous",))
    assert tier_of(run(gel, history=(WARFARIN,)), Check.INTERACTION) is INFORM


def test_two_old_medicines_are_not_compared() -> None:
    naproxen = before("Naproxen 500mg tablets", "Naproxen 500 mg")
    assert tier_of(run(AMOXICILLIN, history=(WARFARIN, naproxen)), Check.INTERACTION) is NONE


def test_eye_drops_count_where_they_are_absorbed() -> None:
    verapamil = before("Verapamil 80mg tablets", "Verapamil 80 mg")
    drops = new("Timolol 0.5% eye drops", "Timolol maleate", routes=("Ocular",))
    assert tier_of(run(drops, history=(verapamil,)), Check.INTERACTION) is REASON
    cream = new("Bisoprolol cream", "Bisoprolol", routes=("Cutaneous",))
    assert tier_of(run(cream, history=(verapamil,)), Check.INTERACTION) is NONE


def test_an_inhaler_counts_only_where_the_rule_says_any_route() -> None:
    ritonavir = before("Ritonavir 100mg tablets", "Ritonavir 100 mg")
    inhaler = new("Fluticasone 50 inhaler", "Fluticasone propionate", routes=("Inhalation",))
    assert tier_of(run(inhaler, history=(ritonavir,)), Check.INTERACTION) is REASON
    inhaled_ibuprofen = new("Ibuprofen inhaler", "Ibuprofen", routes=("Inhalation",))
    assert tier_of(run(inhaled_ibuprofen, history=(WARFARIN,)), Check.INTERACTION) is INFORM


@pytest.mark.parametrize(("tablets", "tier"), [("1", REASON), ("0.5", NONE)])
def test_a_dose_dependent_rule_holds_only_above_its_dose(tablets: str, tier: Tier) -> None:
    amlodipine = before("Amlodipine 5mg tablets", "Amlodipine 5 mg")
    simvastatin = new("Simvastatin 40mg tablets", "Simvastatin 40 mg", dose=reading(tablets))
    assert tier_of(run(simvastatin, history=(amlodipine,)), Check.INTERACTION) is tier


def test_a_dose_dependent_rule_without_a_dose_is_not_checked() -> None:
    amlodipine = before("Amlodipine 5mg tablets", "Amlodipine 5 mg")
    simvastatin = new("Simvastatin 40mg tablets", "Simvastatin 40 mg", dose=DoseReading("?"))
    assert missed(run(simvastatin, history=(amlodipine,)), Check.INTERACTION, Cause.UNREAD_DOSE)


def test_pairs_of_one_cause_are_one_finding() -> None:
    three = (bare("citalopram"), bare("domperidone"), bare("sotalol"))
    (finding,) = [each for each in run(*three).findings if each.check is Check.INTERACTION]
    assert finding.items == (0, 1, 2)
    assert finding.message.endswith("Also involved: sotalol.")


def test_a_substance_does_not_interact_with_itself() -> None:
    assert tier_of(run(bare("citalopram"), bare("citalopram")), Check.INTERACTION) is NONE


def test_an_unconfirmed_row_never_stops() -> None:
    assert tier_of(run(bare("potassium chloride"), bare("spironolactone")), Check.INTERACTION) is REASON


def test_potassium_in_a_laxative_sachet_is_no_supplement() -> None:
    sachet = new("Macrogol sachets", "Macrogol 13125 mg", "Potassium chloride 46.6 mg")
    assert tier_of(run(sachet, bare("spironolactone")), Check.INTERACTION) is NONE


def test_what_was_taken_together_for_three_months_only_informs() -> None:
    dose = reading("1")
    citalopram = new("Citalopram 20mg tablets", "Citalopram 20 mg", dose=dose)
    same = before("Citalopram 20mg tablets", "Citalopram 20 mg", dose=dose, times_supplied=4)
    sotalol = before("Sotalol 80mg tablets", "Sotalol 80 mg", dose=reading("2"), times_supplied=4)
    assert tier_of(run(citalopram, history=(same, sotalol)), Check.INTERACTION) is INFORM
    changed = replace(citalopram, dose=reading("2"))
    assert tier_of(run(changed, history=(same, sotalol)), Check.INTERACTION) is REASON
    shorter = replace(sotalol, times_supplied=1)
    assert tier_of(run(citalopram, history=(same, shorter)), Check.INTERACTION) is REASON
    unread = replace(citalopram, dose=None, directions="one  daily")
    noted = replace(same, dose=None, directions="One daily")
    assert tier_of(run(unread, history=(noted, sotalol)), Check.INTERACTION) is INFORM


def test_a_stop_is_never_lowered_by_habit() -> None:
    naproxen = before("Naproxen 500mg tablets", "Naproxen 500 mg", times_supplied=6)
    warfarin = replace(WARFARIN, times_supplied=6)
    assert tier_of(run(NAPROXEN, history=(naproxen, warfarin)), Check.INTERACTION) is STOP


def test_a_short_course_that_is_over_no_longer_counts() -> None:
    course = before("Clarithromycin 500mg tablets", "Clarithromycin 500 mg", days=7)
    statin = new("Atorvastatin 20mg tablets", "Atorvastatin 20 mg")
    assert tier_of(run(statin, history=(course,)), Check.INTERACTION) is NONE
    assert tier_of(run(statin, history=(replace(course, supplied_on=TODAY),)), Check.INTERACTION) is STOP


def test_a_supply_of_the_same_issue_is_left_out() -> None:
    issue = IssueKey(PrescriptionId("24F5DA-A83008-7EFE6Z"))
    item = replace(NAPROXEN, prescription=issue)
    own = replace(WARFARIN, prescription=issue)
    assert tier_of(run(item, history=(own,)), Check.INTERACTION) is NONE


def test_a_new_dose_asks_again_about_the_same_pair() -> None:
    one = new("Citalopram 20mg tablets", "Citalopram 20 mg", dose=reading("1"))
    first = run(one, bare("sotalol")).findings[0]
    again = run(replace(one, dose=reading("1", "tablet")), bare("sotalol")).findings[0]
    more = run(replace(one, dose=reading("2")), bare("sotalol")).findings[0]
    assert first.hash == run(one, bare("sotalol")).findings[0].hash
    assert len({first.hash, again.hash, more.hash}) == 3


def test_products_without_a_route_are_placed_by_their_form() -> None:
    verapamil = before("Verapamil 80mg tablets", "Verapamil 80 mg")
    cream = new("Bisoprolol 1% cream", "Bisoprolol", routes=())
    assert tier_of(run(cream, history=(verapamil,)), Check.INTERACTION) is NONE
    inhaler = new("Bisoprolol inhaler", "Bisoprolol", routes=())
    assert tier_of(run(inhaler, history=(verapamil,)), Check.INTERACTION) is NONE
    tablet = new("Bisoprolol 5mg tablets", "Bisoprolol", routes=())
    assert tier_of(run(tablet, history=(verapamil,)), Check.INTERACTION) is REASON
    unplaced = new("Bisoprolol", "Bisoprolol", routes=())
    assert tier_of(run(unplaced, history=(verapamil,)), Check.INTERACTION) is REASON


def test_a_rule_without_a_tier_says_nothing() -> None:
    assert tier_of(run(bare("omeprazole"), bare("citalopram")), Check.INTERACTION) is NONE


# --- duplicate -------------------------------------------------------------------------------------------------------


def test_the_next_box_of_the_same_medicine_is_no_duplicate() -> None:
    ramipril = new("Ramipril 5mg capsules", "Ramipril 5 mg")
    again = before("Ramipril 5mg capsules", "Ramipril 5 mg")
    assert tier_of(run(ramipril, history=(again,)), Check.DUPLICATE) is NONE


def test_two_strengths_overlap_only_while_enough_is_left() -> None:
    ramipril = new("Ramipril 5mg capsules", "Ramipril 5 mg")
    weaker = before("Ramipril 2.5mg capsules", "Ramipril 2.5 mg", supplied_on=TODAY - timedelta(days=10))
    assert tier_of(run(ramipril, history=(weaker,)), Check.DUPLICATE) is REASON
    nearly_gone = replace(weaker, supplied_on=TODAY - timedelta(days=24))
    assert tier_of(run(ramipril, history=(nearly_gone,)), Check.DUPLICATE) is NONE
    no_date = replace(weaker, supplied_on=None)
    assert tier_of(run(ramipril, history=(no_date,)), Check.DUPLICATE) is REASON
    unknown = replace(weaker, days=None)
    assert missed(run(ramipril, history=(unknown,)), Check.DUPLICATE, Cause.UNREAD_DOSE)
    counted = replace(unknown, quantity=Decimal(28), dose=reading("1"))
    assert tier_of(run(ramipril, history=(counted,)), Check.DUPLICATE) is REASON


def test_two_strengths_in_one_prescription_inform_and_the_same_twice_asks() -> None:
    five = new("Ramipril 5mg capsules", "Ramipril 5 mg")
    two = new("Ramipril 2.5mg capsules", "Ramipril 2.5 mg")
    assert tier_of(run(five, two), Check.DUPLICATE) is INFORM
    assert tier_of(run(five, five), Check.DUPLICATE) is REASON


def test_what_is_usual_in_several_strengths_says_nothing() -> None:
    fifty = new("Levothyroxine 50microgram tablets", "Levothyroxine sodium 50 microgram", dose=reading("1"))
    hundred = new("Levothyroxine 100microgram tablets", "Levothyroxine sodium 100 microgram", dose=reading("1"))
    assert tier_of(run(fifty, hundred), Check.DUPLICATE) is NONE


def test_one_strength_only_where_mixing_has_killed() -> None:
    small = new(
        "Methotrexate 2.5mg tablets", "Methotrexate 2.5 mg", dose=reading("0.857142", per_day_max=Decimal("0.142857"))
    )
    large = before("Methotrexate 10mg tablets", "Methotrexate 10 mg")
    assert tier_of(run(small, history=(large,)), Check.DUPLICATE) is STOP


def test_other_routes_and_releases_are_meant() -> None:
    ibuprofen = new("Ibuprofen 400mg tablets", "Ibuprofen 400 mg", dose=reading("3"))
    gel = before("Ibuprofen 5% gel", "Ibuprofen", routes=("Cutaneous",))
    assert tier_of(run(ibuprofen, history=(gel,)), Check.DUPLICATE) is NONE
    plain = new("Morphine 10mg tablets", "Morphine sulfate 10 mg", dose=reading("2"))
    slow = before("Morphine 30mg modified-release tablets", "Morphine sulfate 30 mg", dose=reading("2"))
    assert tier_of(run(plain, history=(slow,)), Check.DUPLICATE) is NONE


def test_one_class_twice_asks_and_two_anticoagulants_stop() -> None:
    lisinopril = before("Lisinopril 10mg tablets", "Lisinopril 10 mg", supplied_on=TODAY - timedelta(days=35))
    ramipril = new("Ramipril 5mg capsules", "Ramipril 5 mg")
    assert tier_of(run(ramipril, history=(lisinopril,)), Check.DUPLICATE) is REASON
    apixaban = new("Apixaban 5mg tablets", "Apixaban 5 mg")
    assert tier_of(run(apixaban, history=(WARFARIN,)), Check.DUPLICATE) is STOP
    both = (before("Ramipril 5mg capsules", "Ramipril 5 mg", times_supplied=6), replace(lisinopril, times_supplied=6))
    assert tier_of(run(ramipril, history=both), Check.DUPLICATE) is INFORM


def test_inhaled_classes_are_their_own() -> None:
    one = new("Beclometasone inhaler", "Beclometasone dipropionate", routes=("Inhalation",))
    other = before("Fluticasone inhaler", "Fluticasone propionate", routes=("Inhalation",))
    assert tier_of(run(one, history=(other,)), Check.DUPLICATE) is REASON
    nasal = before("Fluticasone nasal spray", "Fluticasone propionate", routes=("Nasal",))
    assert tier_of(run(one, history=(nasal,)), Check.DUPLICATE) is NONE


# --- dose ------------------------------------------------------------------------------------------------------------


def paracetamol(most: str, **more: object) -> CheckItem:
    return new("Paracetamol 500mg tablets", "Paracetamol 500 mg", dose=reading(most), **more)


@pytest.mark.parametrize(("tablets", "tier"), [("8", NONE), ("8.5", STOP), ("12", STOP)])
def test_the_most_in_24_hours(tablets: str, tier: Tier) -> None:
    assert tier_of(run(paracetamol(tablets)), Check.DOSE) is tier


def test_the_substance_is_summed_over_everything() -> None:
    co_codamol = before("Co-codamol 30/500", "Codeine phosphate 30 mg", "Paracetamol 500 mg", dose=reading("8"))
    (finding,) = [each for each in run(paracetamol("8"), history=(co_codamol,)).findings if each.check is Check.DOSE]
    assert (finding.tier, finding.items, finding.history) == (STOP, (0,), (0,))
    assert "8 g of paracetamol" in finding.message


def test_the_next_box_is_not_added_to_the_last_one() -> None:
    last = before("Paracetamol 500mg tablets", "Paracetamol 500 mg", dose=reading("8"))
    assert tier_of(run(paracetamol("8"), history=(last,)), Check.DOSE) is NONE


def test_a_new_strength_replaces_the_old_one_and_another_release_adds_to_it() -> None:
    old = before("Citalopram 20mg tablets", "Citalopram 20 mg", dose=reading("1"))
    citalopram = new("Citalopram 40mg tablets", "Citalopram 40 mg", dose=reading("1"))
    assert tier_of(run(citalopram, history=(old,)), Check.DOSE) is NONE
    slow = before("Ibuprofen 800mg modified-release tablets", "Ibuprofen 800 mg", dose=reading("2"))
    plain = new("Ibuprofen 400mg tablets", "Ibuprofen 400 mg", dose=reading("3"))
    assert tier_of(run(plain, history=(slow,)), Check.DOSE) is REASON


@pytest.mark.parametrize(("age", "tier"), [(45, NONE), (65, NONE), (66, STOP), (78, STOP)])
def test_limits_by_age(age: int, tier: Tier) -> None:
    citalopram = new("Citalopram 40mg tablets", "Citalopram 40 mg", dose=reading("1"))
    assert tier_of(run(citalopram, patient=replace(ASKED, age_years=age)), Check.DOSE) is tier


def test_an_unknown_age_is_said_and_the_highest_limit_still_holds() -> None:
    ageless = replace(ASKED, age_years=None)
    forty = new("Citalopram 40mg tablets", "Citalopram 40 mg", dose=reading("1"))
    result = run(forty, patient=ageless)
    assert tier_of(result, Check.DOSE) is NONE
    assert missed(result, Check.DOSE, Cause.UNKNOWN_FACT)
    assert tier_of(run(replace(forty, dose=reading("2")), patient=ageless), Check.DOSE) is STOP


def test_a_child_below_every_row_is_not_checked() -> None:
    result = run(paracetamol("2"), patient=replace(ASKED, age_years=8))
    assert missed(result, Check.DOSE, Cause.UNKNOWN_FACT) == ["no maximum of paracetamol is held for this age"]


def test_a_sale_has_its_own_limit() -> None:
    ibuprofen = new("Ibuprofen 400mg tablets", "Ibuprofen 400 mg", dose=reading("6"))
    assert tier_of(run(ibuprofen), Check.DOSE) is NONE
    assert tier_of(run(replace(ibuprofen, supply=Supply.OTC)), Check.DOSE) is REASON


@pytest.mark.parametrize(("tablets", "tier"), [("6", NONE), ("7", REASON), ("9", STOP)])
def test_half_as_much_again_is_a_stop(tablets: str, tier: Tier) -> None:
    ibuprofen = new("Ibuprofen 400mg tablets", "Ibuprofen 400 mg", dose=reading(tablets))
    assert tier_of(run(ibuprofen), Check.DOSE) is tier


def test_an_unconfirmed_limit_never_stops() -> None:
    rosuvastatin = new("Rosuvastatin 40mg tablets", "Rosuvastatin calcium 40 mg", dose=reading("4"))
    assert tier_of(run(rosuvastatin), Check.DOSE) is REASON


def test_limits_that_another_medicine_or_condition_brings() -> None:
    simvastatin = new("Simvastatin 40mg tablets", "Simvastatin 40 mg", dose=reading("1"))
    assert tier_of(run(simvastatin), Check.DOSE) is NONE
    assert missed(run(simvastatin), Check.DOSE, Cause.UNKNOWN_FACT) == []
    amlodipine = before("Amlodipine 5mg tablets", "Amlodipine 5 mg")
    assert tier_of(run(simvastatin, history=(amlodipine,)), Check.DOSE) is REASON
    liver = replace(ASKED, conditions=("Alcohol-related liver disease",))
    assert tier_of(run(paracetamol("8"), patient=liver), Check.DOSE) is REASON


def test_a_row_can_be_about_some_products_only() -> None:
    plain = new("Diclofenac sodium 50mg tablets", "Diclofenac sodium 50 mg", dose=reading("4"))
    other = new("Diclofenac potassium 50mg tablets", "Diclofenac potassium 50 mg", dose=reading("4"))
    assert tier_of(run(plain), Check.DOSE) is REASON
    assert tier_of(run(other), Check.DOSE) is NONE
    quick = new("Metformin 500mg tablets", "Metformin 500 mg", dose=reading("6"))
    slow = new("Metformin 500mg MR tablets", "Metformin 500 mg", dose=reading("6"))
    assert tier_of(run(quick), Check.DOSE) is NONE
    assert tier_of(run(slow), Check.DOSE) is REASON


def test_milligrams_for_micrograms_is_a_stop() -> None:
    levothyroxine = new("Levothyroxine 100microgram tablets", "Levothyroxine sodium 100 microgram")
    slip = replace(levothyroxine, dose=reading("100", "mg"))
    assert tier_of(run(slip), Check.DOSE) is STOP
    assert tier_of(run(replace(levothyroxine, dose=reading("100", "microgram"))), Check.DOSE) is NONE
    assert tier_of(run(replace(levothyroxine, dose=reading("3"))), Check.DOSE) is REASON


def test_liquids_are_counted_by_volume() -> None:
    syrup = new("Paracetamol 250mg/5ml", "Paracetamol 250 mg", unit="ml", per="5 ml")
    assert tier_of(run(replace(syrup, dose=reading("80", "ml"))), Check.DOSE) is NONE
    assert tier_of(run(replace(syrup, dose=reading("100", "ml"))), Check.DOSE) is STOP
    tablets_of_syrup = replace(syrup, dose=reading("8", "tablet"))
    assert missed(run(tablets_of_syrup), Check.DOSE, Cause.UNREAD_DOSE)


@pytest.mark.parametrize(
    "item",
    [
        new("Paracetamol 500mg tablets", "Paracetamol 500 mg"),
        new("Paracetamol 500mg tablets", "Paracetamol 500 mg", dose=DoseReading("?")),
        new("Paracetamol tablets", "Paracetamol", dose=reading("8")),
        new("Paracetamol 500mg tablets", "Paracetamol 500 mg", dose=reading("8", "drop")),
        new("Paracetamol 500mg tablets", "Paracetamol 500 mg", dose=reading("8", "ml")),
        new("Paracetamol liquid", "Paracetamol 500 mg", dose=reading("8"), unit="ml"),
        new("Paracetamol 500 units", "Paracetamol 500 unit", dose=reading("8")),
        new("Paracetamol odd", "Paracetamol 500 mg", dose=reading("8"), per="0 tablet"),
        new("Both", "Paracetamol 500 mg", "Codeine phosphate 8 mg", dose=reading("500", "mg")),
        CheckItem("paracetamol", ingredient="paracetamol", dose=reading("8")),
        CheckItem("Panadol", by_moiety("Panadol", "Paracetamol"), dose=reading("8")),
    ],
)
def test_a_dose_that_cannot_be_worked_out_is_not_checked(item: CheckItem) -> None:
    result = run(item)
    assert tier_of(result, Check.DOSE) is NONE
    assert missed(result, Check.DOSE, Cause.UNREAD_DOSE)


def test_a_medicine_without_a_limit_says_so_and_a_cream_does_not() -> None:
    assert missed(run(AMOXICILLIN), Check.DOSE, Cause.UNKNOWN_FACT) == [
        "no dose limit is held for Amoxicillin 500mg capsules"
    ]
    cream = new("Some cream", "Clotrimazole", routes=("Cutaneous",))
    assert not missed(run(cream), Check.DOSE, Cause.UNKNOWN_FACT)


def test_another_route_is_not_counted() -> None:
    drip = new("Citalopram infusion", "Citalopram 40 mg", dose=reading("4"), routes=("Intravenous",))
    assert tier_of(run(drip), Check.DOSE) is NONE


# --- weekly medicines ------------------------------------------------------------------------------------------------

WEEKLY = Decimal("0.142857")


def methotrexate(dose: DoseReading | None, directions: str = "") -> CheckItem:
    return new("Methotrexate 2.5mg tablets", "Methotrexate 2.5 mg", dose=dose, directions=directions)


@pytest.mark.parametrize(
    ("item", "tier"),
    [
        (methotrexate(reading("6", per_day_max=Decimal(1)), "6 tablets daily"), STOP),
        (methotrexate(reading("0.857142", per_day_max=WEEKLY), "6 once a week"), NONE),
        (methotrexate(reading("1.714284", per_day_max=WEEKLY), "12 once a week"), REASON),
        (methotrexate(DoseReading("as directed", as_directed=True), "as directed"), STOP),
        (methotrexate(DoseReading("6 daily for the rash"), "6 daily for the rash"), STOP),
        (methotrexate(DoseReading("6 weekly, not daily"), "6 weekly, not daily"), NONE),
        (methotrexate(None), NONE),
    ],
)
def test_once_a_week_means_once_a_week(item: CheckItem, tier: Tier) -> None:
    assert tier_of(run(item), Check.DOSE) is tier


def test_a_weekly_medicine_with_unread_directions_is_not_checked() -> None:
    assert missed(run(methotrexate(None)), Check.DOSE, Cause.UNREAD_DOSE)


@pytest.mark.parametrize(("name", "strength", "tier"), [("70mg", "70 mg", STOP), ("10mg", "10 mg", NONE)])
def test_only_the_weekly_strength_is_weekly(name: str, strength: str, tier: Tier) -> None:
    daily = reading("1", per_day_max=Decimal(1))
    item = new(f"Alendronic acid {name} tablets", f"Alendronic acid {strength}", dose=daily, directions="1 od")
    assert tier_of(run(item), Check.DOSE) is tier


# --- opioids ---------------------------------------------------------------------------------------------------------


def patch(strength: str) -> CheckItem:
    name = f"Fentanyl {strength} patches"
    return new(name, f"Fentanyl {strength} microgram/hour", routes=("Transdermal",), unit="patch",
               dose=reading("0.333333", dose_max=Decimal(1)))  # fmt: skip


@pytest.mark.parametrize(("strength", "tier"), [("25", NONE), ("50", INFORM), ("75", REASON)])
def test_patches_count_as_oral_morphine(strength: str, tier: Tier) -> None:
    assert tier_of(run(patch(strength)), Check.DOSE) is tier


def test_opioids_add_up_and_palliative_care_only_informs() -> None:
    morphine = before("Morphine 30mg modified-release tablets", "Morphine sulfate 30 mg", dose=reading("2"))
    assert tier_of(run(patch("50"), history=(morphine,)), Check.DOSE) is REASON
    palliative = replace(ASKED, palliative=True)
    assert tier_of(run(patch("75"), history=(morphine,), patient=palliative), Check.DOSE) is INFORM


def test_an_opioid_that_cannot_be_counted_is_said() -> None:
    methadone = new("Methadone 5mg tablets", "Methadone 5 mg", dose=reading("4"))
    result = run(methadone)
    assert any("Methadone" in why and "no fixed ratio" in why for why in missed(result, Check.DOSE, Cause.UNKNOWN_FACT))
    assert missed(result, Check.DOSE, Cause.UNREAD_DOSE) == []
    hour = new("Fentanyl 75 patch", "Fentanyl 75 microgram", per="1 hour", routes=("Transdermal",),
               dose=reading("0.333333", dose_max=Decimal(1)))  # fmt: skip
    assert tier_of(run(hour), Check.DOSE) is REASON
    unknown = new("Fentanyl patch", "Fentanyl", routes=("Transdermal",), dose=reading("1", dose_max=Decimal(1)))
    assert missed(run(unknown), Check.DOSE, Cause.UNREAD_DOSE)
    injection = new("Morphine injection", "Morphine sulfate 10 mg", routes=("Intravenous",), dose=reading("6"))
    assert missed(run(injection), Check.DOSE, Cause.UNREAD_DOSE)
    typed = CheckItem("Fentanyl 25 patch", ingredient="fentanyl", dose=reading("1", dose_max=Decimal(1)))
    assert missed(run(typed), Check.DOSE, Cause.UNREAD_DOSE)


def test_old_opioids_alone_are_not_added_up() -> None:
    morphine = before("Morphine 60mg tablets", "Morphine sulfate 60 mg", dose=reading("4"))
    assert tier_of(run(AMOXICILLIN, history=(morphine,)), Check.DOSE) is NONE
    box = new("Morphine 60mg tablets", "Morphine sulfate 60 mg", dose=reading("2"))
    assert tier_of(run(box, history=(morphine,)), Check.DOSE) is INFORM
    unlimited = replace(KNOWLEDGE, doses=tuple(each for each in KNOWLEDGE.doses if each.metric is not Metric.OPIOID))
    assert not check(CheckCase(TODAY, ASKED, (patch("75"),)), unlimited).findings


# --- properties ------------------------------------------------------------------------------------------------------

POOL = (
    AMOXICILLIN,
    CEFALEXIN,
    NAPROXEN,
    paracetamol("8"),
    paracetamol("12"),
    bare("citalopram"),
    bare("domperidone"),
    bare("apixaban"),
    new("Warfarin 1mg tablets", "Warfarin sodium 1 mg", dose=reading("1")),
    methotrexate(reading("6", per_day_max=Decimal(1)), "6 daily"),
    CheckItem("Unknown thing"),
    patch("75"),
)
cases = st.lists(st.sampled_from(range(len(POOL))), min_size=1, max_size=5)
people = st.sampled_from([ASKED, replace(ASKED, age_years=None), allergic("penicillin"), allergic("the pink one"),
                          replace(ASKED, allergies=None, no_known_allergies=False)])  # fmt: skip


@given(cases, people, st.data())
def test_the_order_of_the_items_changes_nothing(chosen: list[int], person: ClinicalFacts, data: st.DataObject) -> None:
    shuffled = data.draw(st.permutations(chosen))
    one = run(*(POOL[place] for place in chosen), history=(WARFARIN,), patient=person)
    other = run(*(POOL[place] for place in shuffled), history=(WARFARIN,), patient=person)
    assert one.tier is other.tier
    assert sorted(each.hash for each in one.findings) == sorted(each.hash for each in other.findings)


@given(cases, people)
def test_an_unmapped_item_never_disappears(chosen: list[int], person: ClinicalFacts) -> None:
    items = [POOL[place] for place in chosen]
    result = run(*items, history=(WARFARIN,), patient=person)
    for place, item in enumerate(items):
        if item.name == "Unknown thing":
            for which in set(result.ran) - NEEDS_NO_INGREDIENTS:
                assert any(place in each.items for each in result.not_checked if each.check is which)


@given(cases, people)
def test_a_refuted_allergy_never_changes_a_result(chosen: list[int], person: ClinicalFacts) -> None:
    items = tuple(POOL[place] for place in chosen)
    refuted = Allergy("warfarin", "anaphylaxis", AllergyStatus.REFUTED)
    more = replace(person, allergies=(*(person.allergies or ()), refuted))
    assert run(*items, history=(WARFARIN,), patient=more) == run(*items, history=(WARFARIN,), patient=person)


@given(cases, people)
def test_findings_come_worst_first_and_name_real_places(chosen: list[int], person: ClinicalFacts) -> None:
    result = run(*(POOL[place] for place in chosen), history=(WARFARIN,), patient=person)
    ranks = [each.tier.rank for each in result.findings]
    assert ranks == sorted(ranks, reverse=True)
    for finding in result.findings:
        assert finding.items
        assert all(0 <= place < len(chosen) for place in finding.items)
        assert finding.message
        assert finding.action
        assert finding.source


# --- the knowledge itself --------------------------------------------------------------------------------------------


def test_the_small_knowledge_is_sound_and_its_open_stops_are_listed() -> None:
    assert problems(KNOWLEDGE) == ()
    assert awaiting_confirmation(KNOWLEDGE) == ("potassium", "ros")


def test_lint_names_what_is_wrong() -> None:
    broken = compile_knowledge(
        version="broken",
        sets=[members("one", "warfarin"), members("empty"), members("salt", "codeine phosphate")],
        compounds={},
        interactions=[pair("a", "one", "one", REASON), pair("a", "one", "nowhere", REASON)],
        allergies=[allergy_rule("b", "nowhere", "one", STOP, STOP, STOP, STOP)],
        duplicates=[double("c", DuplicateKind.CLASS, REASON, "nowhere")],
        doses=[limit("d", "codeine", "1", with_sets=frozenset({"nowhere"}))],
        opioids=[OpioidFactor(replace(row("e"), source=""), "codeine", "oral", None)],
    )
    said = {(each.subject, each.wrong, each.about) for each in problems(broken)}
    assert said == {
        ("a", Wrong.NO_SET, "nowhere"),
        ("b", Wrong.NO_SET, "nowhere"),
        ("c", Wrong.NO_SET, "nowhere"),
        ("d", Wrong.NO_SET, "nowhere"),
        ("empty", Wrong.EMPTY_SET, ""),
        ("salt", Wrong.SPELLING, "codeine phosphate"),
        ("e", Wrong.NO_SOURCE, ""),
        ("a", Wrong.ID_TWICE, "2"),
        ("a", Wrong.NEVER_FIRES, ""),
    }


def test_knowledge_knows_its_own_names() -> None:
    assert KNOWLEDGE.knows("alendronate")
    assert not KNOWLEDGE.knows("zanamivir")
    assert isinstance(KNOWLEDGE, Knowledge)

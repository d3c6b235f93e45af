"""The allergy check: every recorded substance or class against every ingredient about to be supplied.

Source of the class table: Romano 2021; Pichichero 2006 and 2014; reviews of NSAID hypersensitivity (in the rows).
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from dispensary.domain.clinical.case import CheckCase
from dispensary.domain.clinical.findings import Cause, Check, Finding, NotChecked, Outcome, Tier
from dispensary.domain.clinical.knowledge import AllergyRule, Knowledge
from dispensary.domain.clinical.look import Look
from dispensary.domain.clinical.medicines import Medicine, Reach
from dispensary.domain.clinical.substances import normal
from dispensary.domain.patient import Allergy, AllergyStatus

EXCIPIENTS = "excipient-allergens"
"""The set of recorded substances that are seldom ingredients: the dictionary cannot show where they are."""

_NOTHING = frozenset(
    {"nkda", "nka", "none", "no known allergies", "no known drug allergies", "nil known", "none known"}
)
_NOT_SEVERE = re.compile(r"\b(?:non|not)[- ]severe\b")
_SEVERE = re.compile(
    r"anaphyl|angio-?o?edema|stevens|\bsjs\b|\bten\b|toxic epidermal|\bdress\b|bronchospas|wheez|asthma|collapse|severe"
    r"|immediate|urticaria|hives|swell|swollen|breath|life-threat|airway|shock"
)
_INTOLERANCE = re.compile(r"intoleran|not (?:an |a )?(?:true )?allerg|side[- ]effect")
_MILD = re.compile(r"\bmild|rash|delayed|itch|prurit|exanthem|maculopap|eczema|erythema")
_EFFECTS = re.compile(
    r"nausea|vomit|sick|constipat|diarrh|upset|headache|dizz|drows|cough|myalgia|muscle|indigest|dry mouth|thrush"
    r"|tired|\bgi\b|stomach|bloat|insomnia|palpitat"
)
_LONGEST_NAME = 5


class Reaction(StrEnum):
    """What is on record about the reaction, from its words. INTOLERANCE: a side effect, not an allergy."""

    SEVERE = "severe"
    UNKNOWN = "unknown"
    MILD = "mild"
    INTOLERANCE = "intolerance"


def reaction_of(words: str) -> Reaction:
    """Reads the recorder's words. Anything that sounds severe is severe; no words at all is unknown."""
    text = words.lower()
    calm = _NOT_SEVERE.sub(" mild ", text)
    if _INTOLERANCE.search(calm) and not re.search(r"anaphyl|angio-?o?edema", calm):
        return Reaction.INTOLERANCE
    if _SEVERE.search(calm):
        return Reaction.SEVERE
    if _MILD.search(calm):
        return Reaction.MILD
    return Reaction.INTOLERANCE if _EFFECTS.search(calm) else Reaction.UNKNOWN


@dataclass(frozen=True, slots=True)
class RecordedAllergy:
    """An allergy as the check understands it. Neither substances nor classes: uncoded, a person must read it."""

    record: Allergy
    substances: frozenset[str]
    classes: frozenset[str]
    reaction: Reaction

    @property
    def is_coded(self) -> bool:
        return bool(self.substances or self.classes)

    @property
    def in_words(self) -> str:
        severity = f" ({self.record.severity})" if self.record.severity else ""
        return f"{self.record.substance}{severity}"


def understand(allergy: Allergy, knowledge: Knowledge) -> RecordedAllergy:
    """Finds the substances and classes that a record names, wherever they stand in its words."""
    words = re.sub(r"[^a-z0-9'’ -]+", " ", allergy.substance.lower()).replace("-induced", " induced").split()
    substances: set[str] = set()
    classes: set[str] = set()
    rest: list[str] = []
    place = 0
    while place < len(words):
        for length in range(min(_LONGEST_NAME, len(words) - place), 0, -1):
            phrase = " ".join(words[place : place + length])
            name = normal(phrase)
            found = knowledge.class_words.get(phrase) or knowledge.class_words.get(name)
            if found:
                classes |= found
            elif name in knowledge.compounds:
                substances.update(knowledge.compounds[name])
            elif knowledge.knows(name):
                substances.add(name)
            else:
                continue
            place += length
            break
        else:
            rest.append(words[place])
            place += 1
    if not substances and not classes and allergy.code is not None:
        substances.add(normal(allergy.substance))
    reaction = reaction_of(" ".join([*rest, allergy.severity or ""]))
    return RecordedAllergy(allergy, frozenset(substances), frozenset(classes), reaction)


def _recorded_sets(known: RecordedAllergy, knowledge: Knowledge) -> frozenset[str]:
    held = {name for substance in known.substances for name in knowledge.sets_of.get(substance, ())}
    return frozenset(held | known.classes)


def _same(known: RecordedAllergy, medicine: Medicine) -> bool:
    if known.substances & medicine.names:
        return True
    code = known.record.code
    return code is not None and any(substance.code == code for substance in medicine.substances)


def _tier(rule: AllergyRule, reaction: Reaction) -> Tier:
    tiers = {
        Reaction.SEVERE: rule.severe,
        Reaction.UNKNOWN: rule.unknown,
        Reaction.MILD: rule.mild,
        Reaction.INTOLERANCE: rule.intolerance,
    }
    return rule.row.bounded(tiers[reaction])


def _tolerated(known: RecordedAllergy, medicine: Medicine, case: CheckCase, past: dict[int, Medicine]) -> bool:
    """The same ingredient was supplied since the entry was made, and the reaction on record was not severe."""
    entered = known.record.recorded_on
    if entered is None or known.reaction is Reaction.SEVERE:
        return False
    for place, before in past.items():
        supplied = case.history[place].supplied_on
        if supplied is not None and supplied > entered and medicine.names & before.names:
            return True
    return False


def _worst(
    known: RecordedAllergy, medicine: Medicine, recorded_sets: frozenset[str], knowledge: Knowledge
) -> tuple[AllergyRule, Tier] | None:
    best: tuple[AllergyRule, Tier] | None = None
    if knowledge.same_allergy is not None and _same(known, medicine):
        best = (knowledge.same_allergy, _tier(knowledge.same_allergy, known.reaction))
    prescribed = medicine.sets.keys()
    for rule in knowledge.allergies:
        if not (rule.recorded & recorded_sets and rule.prescribed & prescribed):
            continue
        tier = _tier(rule, known.reaction)
        if medicine.reach is Reach.LOCAL and known.reaction is not Reaction.SEVERE:
            tier = Tier.REASON if tier is Tier.STOP else tier
        if best is None or tier.rank > best[1].rank:
            best = (rule, tier)
    return best if best is not None and best[1] is not Tier.NONE else None


def _finding(known: RecordedAllergy, rule: AllergyRule, tier: Tier, medicines: list[Medicine]) -> Finding:
    names = sorted({medicine.label for medicine in medicines})
    return Finding(
        check=Check.ALLERGY,
        rule=rule.row.id,
        rule_version=rule.row.version,
        tier=tier,
        items=tuple(sorted(medicine.item for medicine in medicines if medicine.item is not None)),
        history=(),
        message=f"On record: {known.in_words}. {' and '.join(names)}: {rule.text}.",
        action=rule.action,
        source=rule.row.source,
        evidence=(normal(known.record.substance), known.reaction.value, *names),
    )


def _one(
    known: RecordedAllergy, case: CheckCase, new: tuple[Medicine, ...], past: dict[int, Medicine], knowledge: Knowledge
) -> list[Finding]:
    recorded_sets = _recorded_sets(known, knowledge)
    grouped: dict[tuple[str, Tier], tuple[AllergyRule, list[Medicine]]] = {}
    for medicine in new:
        worst = _worst(known, medicine, recorded_sets, knowledge)
        if worst is None:
            continue
        rule, tier = worst
        if _tolerated(known, medicine, case, past):
            tier = Tier.INFORM
        grouped.setdefault((rule.row.id, tier), (rule, []))[1].append(medicine)
    return [_finding(known, rule, tier, medicines) for (_, tier), (rule, medicines) in grouped.items()]


def _uncoded(known: RecordedAllergy, items: tuple[int, ...], knowledge: Knowledge) -> Outcome:
    missed = NotChecked(
        Check.ALLERGY, items, Cause.UNMAPPED, f"the recorded allergy “{known.in_words}” is not matched to a medicine"
    )
    rule = knowledge.uncoded_allergy
    if rule is None:
        return Outcome((), (missed,))
    finding = Finding(
        check=Check.ALLERGY,
        rule=rule.row.id,
        rule_version=rule.row.version,
        tier=_tier(rule, Reaction.UNKNOWN),
        items=items,
        history=(),
        message=f"On record: {known.in_words}. {rule.text}.",
        action=rule.action,
        source=rule.row.source,
        evidence=(known.in_words.lower(),),
    )
    return Outcome((finding,), (missed,))


def check_allergies(look: Look) -> Outcome:
    """Recorded allergies against the items. Refuted entries are not read; "never asked" is not checked."""
    case, knowledge = look.case, look.knowledge
    items = tuple(range(len(case.items)))
    record = case.patient.allergies or ()
    standing = [each for each in record if each.status is AllergyStatus.ACTIVE and each.substance.strip()]
    said_none = case.patient.no_known_allergies or any(normal(each.substance) in _NOTHING for each in standing)
    standing = [each for each in standing if normal(each.substance) not in _NOTHING]
    if not standing and not said_none:
        why = "no allergy information is recorded: ask, and record the answer"
        return Outcome((), (NotChecked(Check.ALLERGY, items, Cause.UNKNOWN_FACT, why),))
    findings: list[Finding] = []
    missed: list[NotChecked] = []
    past = {medicine.history: medicine for medicine in look.current if medicine.history is not None}
    excipients = knowledge.sets.get(EXCIPIENTS)
    for each in standing:
        known = understand(each, knowledge)
        if not known.is_coded:
            outcome = _uncoded(known, items, knowledge)
            findings.extend(outcome.findings)
            missed.extend(outcome.not_checked)
            continue
        if excipients is not None and known.substances & excipients.members:
            why = f"“{known.in_words}” may be an excipient, which the dictionary does not list: read the pack"
            missed.append(NotChecked(Check.ALLERGY, items, Cause.UNKNOWN_FACT, why))
        findings.extend(_one(known, case, look.new, past, knowledge))
    return Outcome(tuple(findings), tuple(missed))

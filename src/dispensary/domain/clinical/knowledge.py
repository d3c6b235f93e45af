"""The reviewed facts that the checks apply: sets of substances, rules with tier, text and source. Data, no code.

A row that nobody has confirmed from its source never stops; the most it does is to ask for a reason.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Protocol, TypeVar

from dispensary.domain.clinical.clauses import Clause
from dispensary.domain.clinical.findings import Tier
from dispensary.domain.clinical.substances import normal


class Status(StrEnum):
    CONFIRMED = "confirmed"
    TO_CONFIRM = "to confirm"


class Where(StrEnum):
    """How a medicine must reach the body for a rule to hold."""

    SYSTEMIC = "systemic"
    LOCAL = "local"
    ANY = "any"


@dataclass(frozen=True, slots=True)
class Row:
    """What every reviewed row carries. version: changes whenever anything in the row does. dated: last reviewed."""

    id: str
    source: str
    dated: date
    status: Status
    version: str

    def bounded(self, tier: Tier) -> Tier:
        """The tier that this row may use: an unconfirmed row never stops."""
        if tier is Tier.STOP and self.status is not Status.CONFIRMED:
            return Tier.REASON
        return tier


@dataclass(frozen=True, slots=True)
class LocalChange:
    """What a pharmacy did to the knowledge: a rule of its own, or another tier for a given one.

    column, before, after: for another tier, which of the row's tiers it is and what it was and became; "" for a rule
    that was added.
    """

    rule: str
    file: str
    author: str
    reason: str
    dated: date
    column: str = ""
    before: str = ""
    after: str = ""


class Rule(Protocol):
    """What a row of any table is: reviewed, with the sets that it names and the tiers that it may give.

    A row that defines a name for others (a condition) may say so as `defines`, and a rule that goes by such names as
    `uses`: the look over the knowledge then finds a misspelt one.
    """

    @property
    def row(self) -> Row: ...

    @property
    def named_sets(self) -> frozenset[str]: ...

    @property
    def tiers(self) -> tuple[Tier, ...]: ...


R = TypeVar("R", bound=Rule)
_ANY_SET = ""


@dataclass(frozen=True, slots=True)
class SubstanceSet:
    """A class of substances by their normal names. `aliases`: words in which a record names the whole class.

    unless_also: a product that holds one of these as well does not count (potassium in a laxative sachet).
    """

    name: str
    title: str
    members: frozenset[str]
    aliases: frozenset[str] = frozenset()
    unless_also: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class InteractionRule:
    """Two sets that should meet only with care. text says what may happen, in a few words.

    a_over_mg: only where the daily dose of the a-side is above that. only_if: what else must hold. only_with,
    unless_with: sets that must, or must not, be taken as well. cause: rules that share it are shown as one finding.
    """

    row: Row
    a: frozenset[str]
    b: frozenset[str]
    tier: Tier
    cause: str
    text: str
    action: str
    a_where: Where = Where.SYSTEMIC
    b_where: Where = Where.SYSTEMIC
    only_with: frozenset[str] = frozenset()
    unless_with: frozenset[str] = frozenset()
    a_over_mg: Decimal | None = None
    only_if: tuple[Clause, ...] = ()

    @property
    def named_sets(self) -> frozenset[str]:
        return self.a | self.b | self.only_with | self.unless_with

    @property
    def tiers(self) -> tuple[Tier, ...]:
        return (self.tier,)


SAME_SUBSTANCE = "="
UNCODED = "?"
"""What an allergy rule may name instead of sets: any substance met again; an entry that nobody matched to one."""


@dataclass(frozen=True, slots=True)
class AllergyRule:
    """A recorded class against a prescribed class, with a tier for each kind of reaction on record."""

    row: Row
    recorded: frozenset[str]
    prescribed: frozenset[str]
    severe: Tier
    unknown: Tier
    mild: Tier
    intolerance: Tier
    text: str
    action: str

    @property
    def named_sets(self) -> frozenset[str]:
        return (self.recorded | self.prescribed) - {SAME_SUBSTANCE, UNCODED}

    @property
    def tiers(self) -> tuple[Tier, ...]:
        return (self.severe, self.unknown, self.mild, self.intolerance)


class DuplicateKind(StrEnum):
    """What is there twice. STRENGTHS: two strengths in one prescription. STRENGTHS_INTENDED: that is often meant, and
    an earlier supply of another strength is never a duplicate. ONE_STRENGTH: only one may be in use at a time."""

    SAME_SUBSTANCE = "same-substance"
    STRENGTHS = "strengths"
    CLASS = "class"
    STRENGTHS_INTENDED = "strengths-intended"
    ONE_STRENGTH = "one-strength"


@dataclass(frozen=True, slots=True)
class DuplicateRule:
    """Two of one. applies_to: sets (empty: any substance). where: systemic or inhaled, for a class."""

    row: Row
    kind: DuplicateKind
    applies_to: frozenset[str]
    tier: Tier
    text: str
    action: str
    where: str = "systemic"

    @property
    def named_sets(self) -> frozenset[str]:
        return self.applies_to

    @property
    def tiers(self) -> tuple[Tier, ...]:
        return (self.tier,)


class Metric(StrEnum):
    """What a dose limit counts. REVIEW_ABOVE is no licensed maximum, but a dose to ask about."""

    MAX_24H = "max_24h"
    REVIEW_ABOVE = "review_above"
    MAX_7D = "max_7d"
    MIN_INTERVAL = "min_interval_days"
    OPIOID = "opioid_equivalent_24h"


@dataclass(frozen=True, slots=True)
class DoseLimit:
    """The most of one substance for one population. Limits in mg (days for MIN_INTERVAL).

    route: oral, systemic or any dm+d route word; several joined. strength_mg: only products of that strength.
    from_age inclusive, under_age exclusive, in years. with_sets: only while something of these sets is taken.
    stop_from_percent: from how much of the limit it is a stop. as_directed: the tier of directions without a
    frequency, for a medicine where that alone is dangerous. called: the substance as the row writes it, its salt too.
    rests_on: a fact of the person that made the limit (a weight), so that another weight is another finding.
    """

    row: Row
    substance: str
    metric: Metric
    limit: Decimal
    tier: Tier
    text: str
    action: str
    routes: frozenset[str] = frozenset()
    from_age: int | None = None
    under_age: int | None = None
    supply: str | None = None
    with_sets: frozenset[str] = frozenset()
    conditions: tuple[str, ...] = ()
    strength_mg: Decimal | None = None
    name_has: str | None = None
    name_lacks: str | None = None
    stop_from_percent: Decimal | None = None
    as_directed: Tier = Tier.NONE
    called: str = ""
    rests_on: str = ""

    @property
    def named_sets(self) -> frozenset[str]:
        return self.with_sets

    @property
    def tiers(self) -> tuple[Tier, ...]:
        """What it may give; from a share of the limit on, a stop."""
        most = (Tier.STOP,) if self.stop_from_percent is not None else ()
        return (self.tier, self.as_directed, *most)


@dataclass(frozen=True, slots=True)
class OpioidFactor:
    """Oral morphine equivalent: per mg by mouth, or per microgram an hour for a patch (mg a day).

    factor None: no fixed ratio, so the total cannot count it.
    """

    row: Row
    substance: str
    form: str
    factor: Decimal | None

    @property
    def named_sets(self) -> frozenset[str]:
        return frozenset()

    @property
    def tiers(self) -> tuple[Tier, ...]:
        """It counts, and finds nothing by itself."""
        return ()


@dataclass(frozen=True, slots=True)
class Knowledge:
    """All of it, in one version. sets_of: substance name to the sets that hold it; compounds: co-names to parts;
    doses_of: substance name to its limits.
    tables: the rules of the other checks, by their class; by_set: the same by each set that a rule names, with their
    place in the table ("": a rule that names none). local: what this pharmacy added or changed.
    """

    version: str
    sets: Mapping[str, SubstanceSet]
    sets_of: Mapping[str, frozenset[str]]
    class_words: Mapping[str, frozenset[str]]
    compounds: Mapping[str, tuple[str, ...]]
    interactions: tuple[InteractionRule, ...] = ()
    interaction_pairs: Mapping[tuple[str, str], tuple[InteractionRule, ...]] = field(default_factory=dict)
    allergies: tuple[AllergyRule, ...] = ()
    same_allergy: AllergyRule | None = None
    uncoded_allergy: AllergyRule | None = None
    duplicates: tuple[DuplicateRule, ...] = ()
    doses: tuple[DoseLimit, ...] = ()
    opioids: tuple[OpioidFactor, ...] = ()
    doses_of: Mapping[str, tuple[DoseLimit, ...]] = field(default_factory=dict)
    tables: Mapping[type[Rule], tuple[Rule, ...]] = field(default_factory=dict)
    by_set: Mapping[type[Rule], Mapping[str, tuple[tuple[int, Rule], ...]]] = field(default_factory=dict)
    local: tuple[LocalChange, ...] = ()

    @property
    def every_rule(self) -> tuple[Rule, ...]:
        """The rows of every table, whatever they check."""
        special = [rule for rule in (self.same_allergy, self.uncoded_allergy) if rule is not None]
        own: tuple[Rule, ...] = (
            *self.interactions, *self.allergies, *special, *self.duplicates, *self.doses, *self.opioids,
        )  # fmt: skip
        return (*own, *(rule for table in self.tables.values() for rule in table))

    def rules(self, kind: type[R]) -> tuple[R, ...]:
        """The rows of one table, by the class of its rules."""
        return self.tables.get(kind, ())  # type: ignore[return-value]

    def rules_about(self, kind: type[R], sets: Iterable[str]) -> tuple[R, ...]:
        """Those rows of one table that name one of these sets, or none at all, in the order of the table."""
        held = self.by_set.get(kind, {})
        found = dict(each for name in (_ANY_SET, *sets) for each in held.get(name, ()))
        return tuple(found[place] for place in sorted(found))  # type: ignore[misc]

    def knows(self, name: str) -> bool:
        """Whether any rule speaks of that substance (by its normal name)."""
        return name in self.sets_of or name in self.doses_of


def _by_set(rules: Iterable[Rule]) -> dict[str, tuple[tuple[int, Rule], ...]]:
    found: dict[str, list[tuple[int, Rule]]] = {}
    for place, rule in enumerate(rules):
        for name in rule.named_sets or {_ANY_SET}:
            found.setdefault(name, []).append((place, rule))
    return {name: tuple(each) for name, each in found.items()}


def _by_substance(limits: Iterable[DoseLimit]) -> dict[str, tuple[DoseLimit, ...]]:
    found: dict[str, list[DoseLimit]] = {}
    for limit in limits:
        if limit.substance:
            found.setdefault(limit.substance, []).append(limit)
    return {name: tuple(each) for name, each in found.items()}


def compile_knowledge(
    version: str,
    sets: Iterable[SubstanceSet],
    compounds: Mapping[str, tuple[str, ...]],
    interactions: Iterable[InteractionRule] = (),
    allergies: Iterable[AllergyRule] = (),
    same_allergy: AllergyRule | None = None,
    uncoded_allergy: AllergyRule | None = None,
    duplicates: Iterable[DuplicateRule] = (),
    doses: Iterable[DoseLimit] = (),
    opioids: Iterable[OpioidFactor] = (),
    tables: Mapping[type[Rule], Iterable[Rule]] | None = None,
) -> Knowledge:
    """Puts the rows into the shape that the checks read quickly."""
    by_name = {each.name: each for each in sets}
    sets_of: dict[str, set[str]] = {}
    class_words: dict[str, set[str]] = {}
    for each in by_name.values():
        for member in each.members:
            sets_of.setdefault(member, set()).add(each.name)
        for alias in each.aliases:
            class_words.setdefault(alias, set()).add(each.name)
    rules = tuple(interactions)
    limits = tuple(doses)
    others = {kind: tuple(found) for kind, found in (tables or {}).items()}
    pairs: dict[tuple[str, str], list[InteractionRule]] = {}
    for rule in rules:
        for a in rule.a:
            for b in rule.b:
                pairs.setdefault((a, b), []).append(rule)
    return Knowledge(
        version=version,
        sets=by_name,
        sets_of={name: frozenset(found) for name, found in sets_of.items()},
        class_words={word: frozenset(found) for word, found in class_words.items()},
        compounds={normal(name): tuple(normal(part) for part in parts) for name, parts in compounds.items()},
        interactions=rules,
        interaction_pairs={pair: tuple(found) for pair, found in pairs.items()},
        allergies=tuple(allergies),
        same_allergy=same_allergy,
        uncoded_allergy=uncoded_allergy,
        duplicates=tuple(duplicates),
        doses=limits,
        opioids=tuple(opioids),
        doses_of=_by_substance(limits),
        tables=others,
        by_set={kind: _by_set(found) for kind, found in others.items()},
    )

"""A medicine and a condition that do not go together. Only what is recorded counts; medicines may hint at the rest."""

from dataclasses import dataclass
from decimal import Decimal

from dispensary.domain.clinical.conditions import Recorded, Said, unread_codes
from dispensary.domain.clinical.findings import Cause, Check, Finding, NotChecked, Outcome, Tier
from dispensary.domain.clinical.knowledge import Row
from dispensary.domain.clinical.look import Look
from dispensary.domain.clinical.medicines import Medicine, acts_on_the_whole_body
from dispensary.domain.clinical.which import Which, daily_mg, finding, unknown, worst
from dispensary.domain.quantity import decimal_text

_NOT_RECORDED = "no medical conditions are recorded, so one that speaks against the medicine would not be seen"
_HINT = "Ask the patient, and record the condition."


@dataclass(frozen=True, slots=True)
class DiseaseRule:
    """A class of medicines against conditions, one of which is enough.

    unless_condition: not with one of these. unless_with, only_with: sets that must not, or must, be taken as well.
    from_mg: only from so many mg a day. text: what may happen, to be read after the names of both.
    """

    row: Row
    which: Which
    conditions: frozenset[str]
    tier: Tier
    text: str
    action: str
    unless_condition: frozenset[str] = frozenset()
    unless_with: frozenset[str] = frozenset()
    only_with: frozenset[str] = frozenset()
    from_mg: Decimal | None = None

    @property
    def named_sets(self) -> frozenset[str]:
        return self.which.sets | self.unless_with | self.only_with

    @property
    def uses(self) -> frozenset[str]:
        """The conditions that must be described somewhere."""
        return self.conditions | self.unless_condition

    @property
    def tiers(self) -> tuple[Tier, ...]:
        return (self.tier,)


class _Search:
    def __init__(self, look: Look) -> None:
        self.look = look
        self.recorded = Recorded(look)
        self.found: dict[str, list[Finding]] = {}
        self.missed: list[NotChecked] = []
        self._taken: frozenset[str] | None = None

    @property
    def taken(self) -> frozenset[str]:
        """The sets of everything that acts on the whole body."""
        if self._taken is None:
            self._taken = frozenset(
                name
                for each in self.look.taken
                for name, held in each.sets.items()
                if acts_on_the_whole_body(each, held, self.look.knowledge)
            )
        return self._taken

    def beside(self, rule: DiseaseRule) -> bool:
        """Whether what is taken besides lets the rule speak."""
        if rule.only_with and rule.only_with.isdisjoint(self.taken):
            return False
        return not rule.unless_with or rule.unless_with.isdisjoint(self.taken)

    def judge(self, rule: DiseaseRule, medicine: Medicine) -> None:
        said, entry, name = self.recorded.first(rule.conditions)
        if said in (Said.NO, Said.NOT_RECORDED):
            if said is Said.NOT_RECORDED and rule.tier.interrupts:
                self.missed.append(unknown(Check.DISEASE, medicine, _NOT_RECORDED))
            return
        if not self.beside(rule) or self.recorded.has(rule.unless_condition):
            return
        title = self.recorded.title(name)
        if said is Said.ASKED:
            why = f"“{entry}” is recorded as a question: with {title}, {medicine.label} may do harm"
            self.missed.append(unknown(Check.DISEASE, medicine, why))
        elif self._enough(rule, medicine):
            self._add(rule, medicine, said, entry, title)

    def _enough(self, rule: DiseaseRule, medicine: Medicine) -> bool:
        if rule.from_mg is None:
            return True
        daily = daily_mg(rule.which, medicine)
        if daily is None:
            why = f"the daily dose of {medicine.label} is not read; it matters from {decimal_text(rule.from_mg)} mg on"
            self.missed.append(unknown(Check.DISEASE, medicine, why, Cause.UNREAD_DOSE))
        return daily is not None and daily >= rule.from_mg

    def _add(self, rule: DiseaseRule, medicine: Medicine, said: Said, entry: str, title: str) -> None:
        hinted = said is Said.IMPLIED
        if hinted and rule.tier is not Tier.STOP:
            return
        known = f"{entry} suggests {title}, which is not recorded" if hinted else f"“{entry}” is recorded"
        found = finding(
            Check.DISEASE,
            rule.row,
            Tier.INFORM if hinted else rule.tier,
            medicine,
            f"{medicine.label} with {title}: {rule.text}. {known[0].upper()}{known[1:]}.",
            _HINT if hinted else rule.action,
            (title, entry.lower()),
        )
        self.found.setdefault(f"{medicine.item} {title}", []).append(found)


def check_disease(look: Look) -> Outcome | None:
    """Every new medicine against the recorded conditions; one finding for each condition of each."""
    search = _Search(look)
    for medicine in look.new:
        rules = look.knowledge.rules_about(DiseaseRule, medicine.sets)
        concerned = [rule for rule in rules if rule.which.fits(medicine, look)]
        for rule in concerned:
            search.judge(rule, medicine)
        if concerned:
            search.missed += unread_codes(Check.DISEASE, medicine, search.recorded)
    return Outcome(worst(search.found), tuple(search.missed))

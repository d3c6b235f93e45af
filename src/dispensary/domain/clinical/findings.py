"""What a clinical check says: findings by tier, and what it could not check. Silence is never taken for safety."""

from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256


class Check(StrEnum):
    """The checks, by the names that the command line prints."""

    ALLERGY = "allergy"
    INTERACTION = "interaction"
    DOSE = "dose"
    AGE = "age"
    PREGNANCY = "pregnancy"
    RENAL = "renal"
    DISEASE = "disease"
    DUPLICATE = "duplicate"
    REFILL = "refill"
    QUANTITY = "quantity"
    MONITORING = "monitoring"
    IDENTITY = "identity"
    CD = "cd"
    LEGAL = "legal"


class Tier(StrEnum):
    """How a finding asks for attention: a stop needs a pharmacist, a coded reason and words; a reason one key."""

    STOP = "stop"
    REASON = "reason"
    INFORM = "inform"
    NONE = "none"

    @property
    def rank(self) -> int:
        """0 none to 3 stop, to find the highest."""
        return ("none", "inform", "reason", "stop").index(self.value)

    @property
    def interrupts(self) -> bool:
        return self in (Tier.STOP, Tier.REASON)

    def lowered(self) -> "Tier":
        """One tier down, never below inform; a stop stays a stop."""
        return Tier.INFORM if self is Tier.REASON else self


def highest(tiers: "tuple[Tier, ...]") -> Tier:
    return max(tiers, key=lambda tier: tier.rank, default=Tier.NONE)


class Cause(StrEnum):
    """Why something was not checked. FAILED: the check did not run at all, whatever the facts are."""

    UNKNOWN_FACT = "unknown-fact"
    UNMAPPED = "unmapped"
    UNREAD_DOSE = "unread-dose"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Finding:
    """One cause for concern. items and history are positions in the case; evidence is what the finding rests on
    (substances, doses, ages, dates), in a fixed order: it makes the hash, so a new dose or result is a new finding.
    """

    check: Check
    rule: str
    rule_version: str
    tier: Tier
    items: tuple[int, ...]
    history: tuple[int, ...]
    message: str
    action: str
    source: str
    evidence: tuple[str, ...] = ()

    @property
    def hash(self) -> str:
        """Names this finding across runs: the same rule, tier and facts give the same hash, in any order of items."""
        parts = (self.check.value, self.rule, self.rule_version, self.tier.value, *self.evidence)
        return sha256("\x1f".join(parts).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class NotChecked:
    """Something that nobody looked at, as visible as a finding; by itself it carries no tier."""

    check: Check
    items: tuple[int, ...]
    cause: Cause
    why: str
    history: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one check contributes."""

    findings: tuple[Finding, ...] = ()
    not_checked: tuple[NotChecked, ...] = ()


@dataclass(frozen=True, slots=True)
class CheckResult:
    """All of it, worst first. `ran`: the checks that looked at the case (perhaps not at every item)."""

    findings: tuple[Finding, ...]
    not_checked: tuple[NotChecked, ...]
    ran: tuple[Check, ...]

    @property
    def tier(self) -> Tier:
        """The highest tier among the findings."""
        return highest(tuple(finding.tier for finding in self.findings))

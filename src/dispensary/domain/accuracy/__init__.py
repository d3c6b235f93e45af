"""The accuracy check: the pack in the hand against the prescription, by code.

No pack of another product ever passes."""

from dispensary.domain.accuracy.judge import judge
from dispensary.domain.accuracy.reasons import Outcome, Reason, Rule
from dispensary.domain.accuracy.verdict import JudgedPack, ScannedPack, Verdict

__all__ = ["JudgedPack", "Outcome", "Reason", "Rule", "ScannedPack", "Verdict", "judge"]

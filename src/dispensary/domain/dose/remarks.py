"""Words kept for the label: which stand beside the dose ("after food"), and which are a sentence ("avoid alcohol")."""

from dispensary.domain.dose.vocabulary import words

_BEGINS_BESIDE = frozenset(
    words(
        """with after before for to in into on onto under via by over around at between as half sparingly
        thinly liberally generously through from until during pea small thin dissolved mixed dispersed left
        right"""
    )
)
_LONGEST_BESIDE = 9
_PROHIBITIONS = frozenset({"not", "no", "dont", "never", "avoid", "if", "unless", "may"})


_LONGEST_CONDITION = 6
_ASKS = frozenset(
    words(
        """do dont never avoid may stop rest see contact tell ring call phone ask seek omit miss skip reduce
        increase take use drink eat lie sit drive return consult report apply wash repeat continue double halve inform
        discontinue speak go get check keep wait change remove then must should can will have give put"""
    )
)


def trimmed(remark: str) -> str:
    """Without marks that have lost their other half, and without an "and" that nothing follows."""
    remark = remark.strip(" ,:;-").removesuffix(" and").rstrip(" ,:;-")
    return remark.replace("(", "").replace(")", "").strip() if remark.count("(") != remark.count(")") else remark


def stands_beside(remark: str) -> bool:
    """Whether a trimmed remark is said in the sentence of the dose: after food, for pain, with plenty of water."""
    pieces = remark.split()
    begins = pieces[0] in _BEGINS_BESIDE or (pieces[0][0].isdigit() and len(pieces) > 1)
    return begins and len(pieces) <= _LONGEST_BESIDE and "." not in remark and not _PROHIBITIONS & set(pieces)


def conditional(remark: str) -> bool:
    """Whether a trimmed remark is the condition of the dose ("if bp high"), and asks for nothing itself, as "if sleepy
    do not drive" does. Set apart after the dose it would leave the dose standing for every day.
    """
    pieces = remark.split()
    begins = pieces[0] in ("if", "when") and not _forbids(pieces)
    return begins and len(pieces) <= _LONGEST_CONDITION and "." not in remark and not _ASKS & set(pieces)


def _forbids(pieces: list[str]) -> bool:
    """ "If drowsy no alcohol" forbids something; "if not drowsy" and "if bp is not high" are conditions."""
    return any(
        word in ("no", "not") and pieces[place - 1] not in ("if", "when", "is", "are")
        for place, word in enumerate(pieces)
    )

"""Live vaccines, told by their name: the dictionary may hold no ingredients for a vaccine.

Source of which are live: gov.uk, Immunisation against infectious disease (the Green Book), chapter 6, and the names of
dm+d, which say "live" of most.
"""

import re

LIVE_VACCINE = "live vaccine"
"""The name by which the sets of the knowledge speak of any of them."""
_SAYS_LIVE = re.compile(r"\blive\b")
_NOT_LIVE = ("inactivated", "recombinant", "non-live")
_ONLY_LIVE = ("bacillus calmette", "bcg", "measles", "mumps", "rotavirus", "rubella", "varicella", "yellow fever")
"""What there is a vaccine against in live form alone."""


def is_live_vaccine(name: str) -> bool:
    """Whether a product or an ingredient of that name is a live vaccine."""
    words = name.lower()
    if "vaccine" not in words or any(word in words for word in _NOT_LIVE):
        return False
    return _SAYS_LIVE.search(words) is not None or any(word in words for word in _ONLY_LIVE)

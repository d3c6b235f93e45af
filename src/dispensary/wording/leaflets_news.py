"""What is new about a medicine, in words for whoever takes it."""

from dispensary.domain.leaflets.leaflet import Taken
from dispensary.domain.leaflets.news import Changed, NewHere
from dispensary.domain.leaflets.pages import Panel, Part, Text, Tone

NEW = "New for you."
NEVER_HAD = "You have not had it from us before."
CHANGED = "This has changed."
NOW = "Go by the label you have now."
"""The words of before are an instruction too: nobody is to follow them."""

WHICH = "Are you not sure which ones to take? Ask us."


def news_parts(taken: Taken) -> list[Part]:
    """Under the medicine's name; nothing where there is no news, or nobody knows."""
    match taken.news:
        case NewHere():
            return [Panel(Tone.PLAIN, (Text(NEVER_HAD, NEW),))]
        case Changed(before, name):
            told = f"Before: {name}. “{before}” {NOW} {WHICH}" if name else f"Before: “{before}” {NOW}"
            return [Panel(Tone.CARE, (Text(told, CHANGED),))]
        case _:
            return []

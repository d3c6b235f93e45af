"""Easy read: one picture, one idea, very short sentences; a page of its own for every medicine."""

import re

from dispensary.domain.labels.typesetting import shows
from dispensary.domain.leaflets.day import Moment, Why
from dispensary.domain.leaflets.leaflet import Kind, Leaflet, Taken
from dispensary.domain.leaflets.pages import Heading, Pages, Panel, Part, PictureRow, Text, Title, Tone
from dispensary.domain.leaflets.text import Do, EasyStep
from dispensary.domain.premises import Premises
from dispensary.wording.dose_verbs import SWALLOWING
from dispensary.wording.leaflets import (
    MOMENTS,
    NO_DIRECTIONS,
    NOT_SAID,
    TODAY_LEAD,
    URGENT_LEAD,
    YOUR_GOAL,
    YOUR_QUESTIONS,
    dated_words,
    foot,
    goal_picture,
    record_words,
    ticks_words,
    told_us,
)
from dispensary.wording.leaflets_news import news_parts

_IN = {
    Moment.MORNING: "In the morning:",
    Moment.MIDDAY: "At midday:",
    Moment.EVENING: "In the evening:",
    Moment.BEDTIME: "At bedtime:",
}
_UNITS = {
    "tablet": "tablet", "capsule": "capsule", "ml": "liquid", "puff": "inhaler", "drop": "drops", "patch": "patch",
    "application": "cream", "g": "cream", "spoonful": "spoon", "dose": "inhaler",
}  # fmt: skip
_TO_SWALLOW = frozenset({"tablet", "capsule", "liquid"})
_NOT_SWALLOWED = {"inhale": "inhaler", "apply": "cream"}
_SENTENCE = re.compile(r"(?<=[.?])\s+(?=[A-Z“])")
LIKE_THE_LABEL = "Do what your label says:"
EVERY_DAY = "Every day."
IT_IS_FOR = "It is for:"
ASK_WHY = "Ask us what it is for."
NOT_KNOWN = (("ask", ("We do not know much about it here.", "Read the leaflet in the box. Ask us.")),)
MISSED = ("not-double", ("Did you forget one?", "Do not take 2. Ring us."))
SIGNS = ("Your face or lips swell.", "It is hard to breathe.")
QUESTIONS = "Questions? Ask us."


def easy_pages(leaflet: Leaflet) -> Pages:
    """The easy-read leaflet."""
    parts: list[Part] = []
    for place, taken in enumerate(leaflet.medicines):
        parts += _medicine(leaflet, taken, first=place == 0)
    title = f"Your medicines, {leaflet.person}"
    return Pages(title, Kind.EASY_READ, tuple(parts), _foot(leaflet.premises))


def _foot(premises: Premises) -> Text:
    """The name and the telephone; where they are stands beside the last picture."""
    return Text(f"{premises.name}.", foot(premises).lead)


def _medicine(leaflet: Leaflet, taken: Taken, *, first: bool) -> list[Part]:
    name = taken.text.name if taken.text is not None else taken.name
    under = f"{taken.name}. For {leaflet.person}." if name != taken.name else f"For {leaflet.person}."
    parts: list[Part] = [Title(name) if first else Heading(name, 1, opens=True)]
    parts.append(Text(f"{under} {dated_words(leaflet.dated)}."))
    if first:
        parts += _wishes(leaflet)
    parts += news_parts(taken)
    parts += _purpose(taken)
    parts += _doses(taken)
    parts += _steps(taken)
    parts += _danger(taken)
    ring = f"Ring {leaflet.premises.phone}." if leaflet.premises.phone.strip() else "Come in and ask."
    parts.append(PictureRow("ask", (QUESTIONS, ring, f"{leaflet.premises.name}, {leaflet.premises.address}.")))
    return parts


def _wishes(leaflet: Leaflet) -> list[Part]:
    parts: list[Part] = []
    if shows(leaflet.goal):
        parts.append(PictureRow(goal_picture(leaflet.goal), (f"“{leaflet.goal.strip()}”",), Tone.GOAL, YOUR_GOAL))
    questions = tuple(question.strip() for question in leaflet.questions if shows(question))
    if questions:
        parts.append(Panel(Tone.PLAIN, tuple(Text(question) for question in questions), YOUR_QUESTIONS, "ask"))
    return parts


def _purpose(taken: Taken) -> list[Part]:
    purpose, text = taken.purpose, taken.text
    if purpose.maybe:
        return [Text(words) for words in (told_us(purpose), *record_words(purpose))]
    if purpose.recorded:
        return [Text(f"{purpose.recorded.strip()}.", IT_IS_FOR)]
    if purpose.use is not None:
        return [Text(f"{purpose.use.words}.", IT_IS_FOR)]
    if text is None:
        return [Text(ASK_WHY)]
    uses = [use.words for use in text.uses]
    listed = uses[0] if len(uses) == 1 else f"{', '.join(uses[:-1])} or {uses[-1]}"
    more = NOT_SAID if len(uses) == 1 else "We do not know which is yours. Ask us."
    return [Text(f"People take it for {listed}. {more}")]


def _doses(taken: Taken) -> list[Part]:
    if taken.day.why is not None:
        said = f"“{taken.directions}”" if taken.unread else taken.directions
        lines = _SENTENCE.split(said) if shows(said) else [NO_DIRECTIONS]
        return [PictureRow(_picture(taken), (LIKE_THE_LABEL, *lines))]
    moments = [moment for moment in Moment if taken.day.at(moment)]
    rows: list[Part] = []
    for moment in moments:
        last = moment is moments[-1]
        daily = (EVERY_DAY,) if last and not taken.day.more else ()
        rows.append(PictureRow(MOMENTS[moment][1], (f"{_IN[moment]} {_amount(taken, moment)}.", *daily)))
    if taken.day.more:
        rows.append(PictureRow(_picture(taken), (LIKE_THE_LABEL, *_SENTENCE.split(taken.directions))))
    return rows


def _picture(taken: Taken) -> str:
    if taken.day.why is Why.NOT_EVERY_DAY:
        return "week"
    picture = _UNITS.get(taken.unit, "ask")
    return _NOT_SWALLOWED.get(taken.verb, "ask") if picture in _TO_SWALLOW and not _swallowed(taken) else picture


def _swallowed(taken: Taken) -> bool:
    """Where nobody said how, a tablet or a liquid is shown as one."""
    return not taken.verb or taken.verb in SWALLOWING or taken.verb == "give"


def _amount(taken: Taken, moment: Moment) -> str:
    """What looks as if it were to be swallowed, and is not, says so with its amount: inhale 1 capsule."""
    words = ticks_words(taken, moment)
    told = _UNITS.get(taken.unit) in _TO_SWALLOW and not _swallowed(taken)
    return f"{taken.verb} {words}" if told else words


def _steps(taken: Taken) -> list[Part]:
    if taken.text is None:
        steps: tuple[EasyStep, ...] = tuple(EasyStep(*each) for each in (MISSED, *NOT_KNOWN))
    else:
        steps = taken.text.easy
    return [PictureRow(step.picture, step.lines) for step in steps]


def _danger(taken: Taken) -> list[Part]:
    if taken.text is None:
        return [PictureRow("help", SIGNS, Tone.URGENT, URGENT_LEAD)]
    parts: list[Part] = []
    today, urgent = taken.text.signs(Do.TODAY), taken.text.signs(Do.EMERGENCY)
    if today:
        parts.append(PictureRow("ask", today, Tone.CARE, TODAY_LEAD))
    if urgent:
        parts.append(PictureRow("help", urgent, Tone.URGENT, URGENT_LEAD))
    return parts

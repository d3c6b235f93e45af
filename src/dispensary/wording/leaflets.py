"""The words of leaflets: headings, the day in words, what is not known, who to ask. What our texts say of a medicine is
data (`resources/leaflets/`); everything else that a patient reads there is here.
"""

import re
from collections.abc import Iterable
from datetime import date

from dispensary.domain.labels.content import Particular
from dispensary.domain.labels.typesetting import shows
from dispensary.domain.leaflets.day import Moment, Tick, Why
from dispensary.domain.leaflets.leaflet import (
    Kind,
    Leaflet,
    LeafletChanged,
    LeafletIncomplete,
    LeafletRefusal,
    LeafletUnprintable,
    Taken,
)
from dispensary.domain.leaflets.pages import (
    Bullets,
    Column,
    Heading,
    Pages,
    Panel,
    Part,
    Row,
    Section,
    Sections,
    Table,
    Text,
    Title,
    Tone,
)
from dispensary.domain.leaflets.purpose import Purpose
from dispensary.domain.leaflets.text import Do, MedicineText
from dispensary.domain.patient import Communication
from dispensary.domain.premises import Premises
from dispensary.wording.dose import amount_words, moment_words
from dispensary.wording.leaflets_news import news_parts
from dispensary.wording.times import long_day_words

_WORD = re.compile(r"[a-z]+")
_GOAL_WORDS = {
    "goal-walk": "walk walking stroll hill stairs dog",
    "goal-sleep": "sleep sleeping",
    "goal-family": "family grandchildren grandson granddaughter grandchild children daughter son sister brother",
    "goal-garden": "garden gardening allotment plants",
    "goal-work": "work job working",
    "goal-pain": "pain ache hurt hurts",
    "goal-breathe": "breathe breath breathing",
}
_GOALS = {word: picture for picture, words in _GOAL_WORDS.items() for word in words.split()}

YOUR_GOAL = "Your goal"
YOUR_QUESTIONS = "Your questions"
ANSWERS = "Ask us any of these. We will talk them through with you."
YOUR_DAY = "Your day"
MOMENTS = {
    Moment.MORNING: ("Morning", "morning"),
    Moment.MIDDAY: ("Midday", "noon"),
    Moment.EVENING: ("Evening", "evening"),
    Moment.BEDTIME: ("Bedtime", "bedtime"),
}
"""The name of the column and its picture."""
_ITSELF = {
    Moment.MORNING: {"morning"},
    Moment.MIDDAY: {"midday"},
    Moment.EVENING: {"evening"},
    Moment.BEDTIME: {"bedtime"},
}
_LEADS = {
    Why.UNREAD: "Follow your label:",
    Why.CHANGES: "The dose changes:",
    Why.WHEN_NEEDED: "When you need it:",
    Why.NOT_EVERY_DAY: "Not every day:",
    Why.NO_MOMENT: "",
    Why.ON_CONDITION: "",
}
LABEL_SAYS = "Your label says:"
NO_DIRECTIONS = "No directions are recorded. Ask us how to take it before you start."
NOT_KNOWN = (
    "We have no leaflet of our own for this medicine.",
    "So this page does not tell you its side effects, or what to avoid.",
    "Read the leaflet in the box, and ask us.",
)
MISSED_UNKNOWN = ("Do not take 2 doses to make up for it.", "Ring us. We will tell you what to do.")
WATCH_UNKNOWN = "you can’t breathe well, or your face, lips or tongue swell."
TODAY_LEAD = "Ring us, your doctor or 111 today if:"
URGENT_LEAD = "Ring 999 if:"
ASK_US = "Who to ask"
OUT_OF_HOURS = "Out of hours, ring 111."
_USED = ("Take", "Swallow", "Chew", "Suck", "Drink")
_PARTICULARS = {
    Particular.MEDICINE: "the name of a medicine",
    Particular.DATE: "the date",
    Particular.PERSON: "the name of the patient",
    Particular.SUPPLIER: "the name of the pharmacy",
    Particular.ADDRESS: "the address of the pharmacy",
}
_NEED_NOTES = {
    Communication.BSL: "They use British Sign Language. Paper alone will not do: book an interpreter to go through it.",
    Communication.LIP_READING: "They read lips. Face them when you go through it.",
    Communication.INTERPRETER: "They need an interpreter. This leaflet is in English: go through it with one.",
    Communication.BRAILLE: "They read braille. Print cannot give that: read it to them, or send the page for a screen "
    "reader.",
}
NO_PHONE = "The pharmacy has no telephone number here, so the leaflet gives none."
MAKING = "Making it. What is shown may not be what will print."
NOT_MADE_NOW = "The leaflet could not be made just now. Choose its kind to try again."


def leaflet_pages(leaflet: Leaflet, kind: Kind) -> Pages:
    """A standard or large print leaflet. Large print has no columns: the day stands in lines."""
    parts: list[Part] = [Title(f"Your medicines, {leaflet.person}", dated_words(leaflet.dated)), *wishes(leaflet)]
    parts += _day(leaflet.medicines, kind)
    for taken in leaflet.medicines:
        parts += _medicine(taken)
    parts += who_to_ask(leaflet.premises)
    return Pages(f"Your medicines, {leaflet.person}", kind, tuple(parts), foot(leaflet.premises))


def dated_words(day: date) -> str:
    """23 November 2026."""
    return long_day_words(day).partition(" ")[2]


def wishes(leaflet: Leaflet) -> list[Part]:
    """The person's goal and questions, as they said them. An empty goal leaves no empty frame."""
    parts: list[Part] = []
    if shows(leaflet.goal):
        parts.append(Panel(Tone.GOAL, (Text("", f"“{leaflet.goal.strip()}”"),), YOUR_GOAL, goal_picture(leaflet.goal)))
    questions = tuple(question.strip() for question in leaflet.questions if shows(question))
    if questions:
        parts.append(Panel(Tone.PLAIN, (Bullets(questions), Text(ANSWERS)), YOUR_QUESTIONS))
    return parts


def goal_picture(goal: str) -> str:
    """The picture for a goal, by its first word that has one; none where none has. The words are what counts."""
    for word in _WORD.findall(goal.lower()):
        if word in _GOALS:
            return _GOALS[word]
    return ""


def _day(medicines: Iterable[Taken], kind: Kind) -> list[Part]:
    if kind is Kind.LARGE_PRINT:
        return _day_in_lines(medicines)
    columns = (Column(YOUR_DAY, 32), *(Column(words, 17, picture) for words, picture in MOMENTS.values()))
    return [Table(YOUR_DAY, columns, tuple(map(_day_row, medicines)), centred=True)]


def _day_row(taken: Taken) -> Row:
    if taken.day.why is not None:
        return Row(taken.name, across=day_words(taken))
    ticks = tuple(ticks_words(taken, moment) for moment in Moment)
    return Row(taken.name, ticks, f"{LABEL_SAYS} {taken.directions}" if taken.day.more else "")


def _day_in_lines(medicines: Iterable[Taken]) -> list[Part]:
    parts: list[Part] = [Heading(YOUR_DAY)]
    for taken in medicines:
        parts.append(Heading(taken.name, 3))
        if taken.day.why is not None:
            parts.append(Text(day_words(taken)))
            continue
        lines = [f"{MOMENTS[moment][0]}: {ticks_words(taken, moment)}" for moment in Moment if taken.day.at(moment)]
        if taken.day.more:
            # Before the moments: a page that ends among them has said all of it.
            parts.append(Text(taken.directions, LABEL_SAYS))
        parts.append(Bullets(tuple(lines)))
    return parts


def ticks_words(taken: Taken, moment: Moment) -> str:
    """1 tablet; 1 tablet with breakfast: the moment is said again only where the label names it otherwise."""
    return ", ".join(_tick(tick, taken) for tick in taken.day.at(moment))


def _tick(tick: Tick, taken: Taken) -> str:
    amount = amount_words(tick.low, tick.high, taken.unit or None)
    where = f" in {taken.site}" if taken.site else ""
    when = "" if tick.said in _ITSELF[tick.moment] else f" {moment_words(tick.said)}"
    return f"{amount}{where}{when}"


def day_words(taken: Taken) -> str:
    """What stands across the chart: the label's own words, with why there is no tick."""
    if not shows(taken.directions):
        return NO_DIRECTIONS
    lead = _LEADS[taken.day.why] if taken.day.why is not None else ""
    words = f"“{taken.directions}”" if taken.unread else taken.directions
    return f"{lead} {words}".strip()


def purpose_words(taken: Taken) -> tuple[str, ...]:
    """What it is for in this person's record; where that is not known, what people take it for, and whom to ask."""
    purpose, text = taken.purpose, taken.text
    said: list[str] = []
    if purpose.recorded:
        said.append(told_us(purpose))
        said += record_words(purpose)
    elif purpose.use is not None:
        said.append(_it_is_for(purpose.use.words))
    elif text is not None:
        said.append(f"People take it for {_or(use.words for use in text.uses)}.")
        said.append("Your record here does not say which: ask us." if len(text.uses) > 1 else NOT_SAID)
    else:
        said.append("Your record here does not say what you take it for: ask us.")
    return (*said, *(purpose.use.text if purpose.use is not None else ()))


NOT_SAID = "Your record here does not say if that is why you take it: ask us."


NOT_SURE = "If that does not fit, ask us."
"""What the person says and what the record says both stand, and neither is called wrong."""


def told_us(purpose: Purpose) -> str:
    """The person's own words, as they were taken down."""
    return f"You told us: “{purpose.recorded.strip()}”."


def record_words(purpose: Purpose) -> tuple[str, ...]:
    """What the record says beside the person's own words, where those do not say so too."""
    if not purpose.maybe:
        return ()
    return (f"By your record here, it may be {_or(_for(use.words) for use in purpose.maybe)}.", NOT_SURE)


def _it_is_for(words: str) -> str:
    return f"It is {_for(words)}."


def _for(words: str) -> str:
    """For your high blood pressure; for an uneven heartbeat; to prevent a stroke."""
    if words.startswith("to "):
        return words
    whose = "" if words.startswith(("a ", "an ", "preventing ", "after ", "before ", "with ")) else "your "
    return f"for {whose}{words}"


def _medicine(taken: Taken) -> list[Part]:
    text = taken.text
    parts: list[Part] = [Heading(taken.name), *news_parts(taken)]
    sections = [Section("What it is for", _lines((*purpose_words(taken), *(text.what if text is not None else ()))))]
    sections.append(Section(f"How to {_verb(taken)} it", _how(taken)))
    if text is None:
        sections.append(Section("If you miss one", _lines(MISSED_UNKNOWN)))
        sections.append(Section("What we do not know", _lines(NOT_KNOWN)))
        return [
            *parts,
            Sections(tuple(sections)),
            Panel(Tone.URGENT, (Text(WATCH_UNKNOWN, URGENT_LEAD),), picture="help"),
        ]
    sections.append(Section("If you miss one", _lines(text.missed)))
    if text.stopping:
        sections.append(Section("Before you stop", _lines(text.stopping)))
    sections.append(Section("You may notice", (Bullets(text.common),)))
    sections.append(Section("Take care with", (Bullets(text.avoid),)))
    sections.append(Section("Keeping it", _lines(text.store)))
    return [*parts, Sections(tuple(sections)), *_danger(text)]


def _danger(text: MedicineText) -> list[Part]:
    parts: list[Part] = []
    for do, tone, lead in ((Do.TODAY, Tone.CARE, TODAY_LEAD), (Do.EMERGENCY, Tone.URGENT, URGENT_LEAD)):
        signs = text.signs(do)
        if signs:
            parts.append(Panel(tone, (Text("", lead), Bullets(signs)), picture="help" if do is Do.EMERGENCY else ""))
    return parts


def _lines(lines: Iterable[str]) -> tuple[Text, ...]:
    """Sentences that go on in one paragraph."""
    return (Text(" ".join(lines)),)


def _how(taken: Taken) -> tuple[Text, ...]:
    label = Text(f"“{taken.directions}”" if taken.unread else taken.directions, LABEL_SAYS)
    if not shows(taken.directions):
        label = Text(NO_DIRECTIONS)
    more = taken.text.take if taken.text is not None else ()
    return (label, Text(" ".join(more))) if more else (label,)


def _verb(taken: Taken) -> str:
    return "take" if taken.directions.startswith(_USED) else "use"


def who_to_ask(premises: Premises) -> list[Part]:
    ring = f"Ring {premises.phone}, or come in." if premises.phone.strip() else "Come in and ask."
    where = f"{premises.name}, {premises.address}."
    parts = (Text(where, ring), Text("If it is an emergency, ring 999."), Text(OUT_OF_HOURS))
    return [Panel(Tone.PLAIN, parts, ASK_US, "ask")]


def foot(premises: Premises) -> Text:
    """On every page: who made it, and where to ring."""
    where = f"{premises.name}, {premises.address}. {OUT_OF_HOURS}"
    return Text(where, f"Ask us: {premises.phone.strip()}." if premises.phone.strip() else "Ask us.")


def leaflet_refusal_words(refusal: LeafletRefusal) -> str:
    """What happened and what to do."""
    match refusal:
        case LeafletIncomplete(missing):
            return f"The leaflet was not made: it needs {_and(_PARTICULARS[one] for one in missing)}."
        case LeafletUnprintable(characters):
            return (
                f"The leaflet was not made: its typeface has no sign for {_and(characters)}. "
                "Write those words in other letters."
            )
        case LeafletChanged():
            return "Nothing was printed: it has changed since it was shown. Look at it as it is now, then print it."
        case _:
            return "There is no medicine here to make a leaflet about."


def need_notes(needs: Iterable[Communication]) -> tuple[str, ...]:
    """What whoever prints must know, since paper does not answer it."""
    return tuple(_NEED_NOTES[need] for need in needs if need in _NEED_NOTES)


def replaced_note(replaced: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    pairs = [f"“{shown}” stands for “{letter}”" for letter, shown in replaced]
    return (f"The typeface lacks a letter: {_and(pairs)}.",) if pairs else ()


def no_text_note(name: str) -> str:
    return f"We have no text for {name}: its page says so. Give the manufacturer’s leaflet with it."


MANUFACTURERS_QUEUED = "The manufacturer’s leaflet waits for the A4 printer: put it with the part pack."


def no_manufacturer_note(name: str) -> str:
    return f"No manufacturer’s leaflet is kept here for {name}. Find one: it must go with a pack that was opened."


def unread_note(name: str) -> str:
    return f"The directions of {name} could not be read as a dose. They stand as they are: check them by eye."


def _or(parts: Iterable[str]) -> str:
    return _joined(list(parts), "or")


def _and(parts: Iterable[str]) -> str:
    return _joined(list(parts), "and")


def _joined(parts: list[str], word: str) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} {word} {parts[-1]}"


PREVIEW_OF = "The leaflet as it will print"
PREVIEW_LIST = "The medicines list as it will print"
KIND_NAMES = {Kind.STANDARD: "Standard", Kind.LARGE_PRINT: "Large print", Kind.EASY_READ: "Easy read"}


def page_words(kind: Kind, pages: int) -> str:
    """Large print, 3 pages."""
    return f"{KIND_NAMES[kind]}, {'1 page' if pages == 1 else f'{pages} pages'}"


def queued_words(pages: int) -> str:
    """After it was asked for. It is on its way to the printer, and nobody knows yet that it came out."""
    return f"{'1 page waits' if pages == 1 else f'{pages} pages wait'} for the A4 printer."

"""What we tell people about one medicine, in our own words: the file format of `resources/leaflets/` as values."""

from dataclasses import dataclass
from enum import StrEnum


class Do(StrEnum):
    """What to do about a serious effect. today: ring us, the doctor or 111 the same day."""

    EMERGENCY = "999"
    TODAY = "today"


@dataclass(frozen=True, slots=True)
class Use:
    """One thing that the medicine is taken for. words: as it is said ("high blood pressure"). conditions: the words
    under which a record may hold it. text: what it does for that.
    """

    id: str
    words: str
    conditions: tuple[str, ...]
    text: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Serious:
    signs: str
    do: Do


@dataclass(frozen=True, slots=True)
class EasyStep:
    """One picture, one idea, one or two very short sentences."""

    picture: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """Where a fact comes from. verification: "read" where the cited text was read, else "to confirm"."""

    about: str
    source: str
    verification: str


@dataclass(frozen=True, slots=True)
class MedicineText:
    """Our text for a medicine. Never a dose or how often: the label says those.

    ingredients: exactly the set of active ingredients, base names. name_has: whole words or phrases of which the
    product's dm+d name has one (none: any); name_lacks: of which it has none. what: what the medicine does.
    """

    id: str
    name: str
    ingredients: tuple[str, ...]
    name_has: tuple[str, ...]
    name_lacks: tuple[str, ...]
    what: tuple[str, ...]
    uses: tuple[Use, ...]
    take: tuple[str, ...]
    missed: tuple[str, ...]
    stopping: tuple[str, ...]
    common: tuple[str, ...]
    serious: tuple[Serious, ...]
    avoid: tuple[str, ...]
    store: tuple[str, ...]
    easy: tuple[EasyStep, ...]
    sources: tuple[Source, ...]

    def signs(self, do: Do) -> tuple[str, ...]:
        return tuple(each.signs for each in self.serious if each.do is do)

    @property
    def sentences(self) -> tuple[str, ...]:
        """Everything in it that a patient may read."""
        said = [*self.what, *(line for use in self.uses for line in use.text)]
        said += [*self.take, *self.missed, *self.stopping, *self.common]
        said += [each.signs for each in self.serious]
        said += [*self.avoid, *self.store, *(line for step in self.easy for line in step.lines)]
        return tuple(said)

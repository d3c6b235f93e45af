"""Our own leaflet texts from `resources/leaflets/*.json`, each held against its form as it is read."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from dispensary.application.ports.knowledge import KnowledgeUnavailable
from dispensary.assets import AssetMissing, resource
from dispensary.domain.leaflets.library import LeafletLibrary
from dispensary.domain.leaflets.text import Do, EasyStep, MedicineText, Serious, Source, Use

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_LISTS = (
    "ingredients", "name_has", "name_lacks", "is", "take", "missed", "stopping", "common", "avoid", "store",
)  # fmt: skip
_MAY_BE_EMPTY = frozenset({"name_has", "name_lacks", "stopping"})
_OBJECTS = {
    "uses": {"id", "words", "conditions", "text"},
    "serious": {"signs", "do"},
    "easy": {"picture", "lines"},
    "sources": {"about", "source", "verification"},
}
_KEYS = {"id", "name", *_LISTS, *_OBJECTS}
_INNER_LISTS = frozenset({"conditions", "text", "lines"})
_FEWEST = {"common": 2, "easy": 5, "sources": 1, "uses": 1, "serious": 1}
_MUST_CITE = ("missed", "common", "serious", "avoid")
_VERIFICATIONS = frozenset({"read", "to confirm"})


class LeafletTextsUnreadable(KnowledgeUnavailable):
    """A leaflet text is damaged. No leaflet may be made as if there were none."""


def load_leaflet_texts(folder: Path | None = None) -> LeafletLibrary:
    """Every text, by name of file; an empty library where none is installed. Raises LeafletTextsUnreadable.

    A text that names a picture which is not there is refused too: an easy-read page without its picture is half a page.
    """
    texts, faults = _read_all(folder)
    if faults:
        raise LeafletTextsUnreadable(f"A leaflet text cannot be used. {faults[0]}.", faults)
    return LeafletLibrary(texts)


def read_leaflet_texts(folder: Path | None = None) -> tuple[tuple[MedicineText, ...], tuple[str, ...]]:
    """The texts that are sound, and what is wrong with the others: faults of form, pictures that are not there, two
    texts for the same products.
    """
    texts, faults = _read_all(folder)
    return texts, (*faults, *_twins(texts))


def _read_all(folder: Path | None) -> tuple[tuple[MedicineText, ...], tuple[str, ...]]:
    texts, faults = list[MedicineText](), list[str]()
    drawn = _pictograms()
    for path in _files(folder):
        read = _read(path)
        if not isinstance(read, MedicineText):
            faults += read
            continue
        missing = [step.picture for step in read.easy if step.picture not in drawn]
        faults += [f"{path.name}: there is no picture {name}" for name in missing]
        if not missing:
            texts.append(read)
    return tuple(texts), tuple(faults)


def _twins(texts: Iterable[MedicineText]) -> Iterator[str]:
    seen = dict[object, str]()
    for text in texts:
        same = (frozenset(part.lower() for part in text.ingredients), text.name_has, text.name_lacks)
        if same in seen:
            yield f"{text.id}.json: {seen[same]}.json is for the same products"
        seen[same] = text.id


def _files(folder: Path | None) -> list[Path]:
    try:
        where = folder or resource("leaflets")
    except AssetMissing:
        return []
    return sorted(where.glob("*.json"))


def _pictograms() -> frozenset[str]:
    try:
        return frozenset(path.stem for path in resource("icons", "pictograms").glob("*.svg"))
    except AssetMissing:
        return frozenset()


def _read(path: Path) -> MedicineText | list[str]:
    try:
        data = msgspec.json.decode(path.read_bytes())
    except (OSError, msgspec.DecodeError, UnicodeDecodeError) as problem:
        return [f"{path.name}: cannot be read: {problem}"]
    faults = [f"{path.name}: {fault}" for fault in _faults(data, path.stem)]
    return faults or _text(data)


def _faults(data: Any, stem: str) -> Iterator[str]:
    if not isinstance(data, dict) or set(data) != _KEYS:
        odd = sorted(set(data) ^ _KEYS) if isinstance(data, dict) else []
        yield f"its keys are not those of the form ({', '.join(odd)})"
        return
    if data["id"] != stem or not _ID.fullmatch(stem):
        yield "its id is not the name of the file, in lower case with hyphens"
    if not _is_words(data["name"]):
        yield "it has no name"
    for key in _LISTS:
        yield from _list_faults(data[key], key)
    for key, fields in _OBJECTS.items():
        yield from _object_faults(data[key], key, fields)


def _list_faults(value: Any, key: str) -> Iterator[str]:
    if not isinstance(value, list) or not all(map(_is_words, value)):
        yield f"{key} is not a list of words"
    elif len(value) < (0 if key in _MAY_BE_EMPTY else _FEWEST.get(key, 1)):
        yield f"{key} has too few lines"


def _object_faults(value: Any, key: str, fields: set[str]) -> Iterator[str]:
    if not isinstance(value, list) or not all(isinstance(each, dict) and set(each) == fields for each in value):
        yield f"{key} is not a list of {', '.join(sorted(fields))}"
        return
    if len(value) < _FEWEST[key]:
        yield f"{key} has fewer than {_FEWEST[key]}"
    for each in value:
        for field in fields:
            if field in _INNER_LISTS:
                yield from _list_faults(each[field], f"{key}.{field}")
            elif not _is_words(each[field]):
                yield f"{key}.{field} is not words"
    yield from _value_faults(value, key)


def _value_faults(value: list[dict[str, Any]], key: str) -> Iterator[str]:
    if key == "serious" and not all(each["do"] in set(Do) for each in value):
        yield 'serious.do is "999" or "today"'
    if key == "uses" and len({each["id"] for each in value}) != len(value):
        yield "two uses have the same id"
    if key != "sources":
        return
    if not all(each["verification"] in _VERIFICATIONS for each in value):
        yield "a source is neither read nor to confirm"
    about = " ".join(str(each["about"]) for each in value)
    yield from (f"no source is given for {field}" for field in _MUST_CITE if field not in about)


def _is_words(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _text(data: dict[str, Any]) -> MedicineText:
    lists = {key: tuple(data[key]) for key in _LISTS if key != "is"}
    return MedicineText(
        id=data["id"],
        name=data["name"],
        what=tuple(data["is"]),
        uses=tuple(
            Use(each["id"], each["words"], tuple(each["conditions"]), tuple(each["text"])) for each in data["uses"]
        ),
        serious=tuple(Serious(each["signs"], Do(each["do"])) for each in data["serious"]),
        easy=tuple(EasyStep(each["picture"], tuple(each["lines"])) for each in data["easy"]),
        sources=tuple(Source(each["about"], each["source"], each["verification"]) for each in data["sources"]),
        **lists,
    )

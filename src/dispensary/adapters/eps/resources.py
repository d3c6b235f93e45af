"""FHIR JSON, read with care: exact numerals, every wrong type noted, hostile input refused, references resolved.

Nothing here raises for the shape of a document except `NotReadable`, which means that no document could be had at all.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NoReturn

from dispensary.application.ports.documents_in import NOT_FHIR, NOT_JSON, NOT_UTF8, TOO_DEEP, TOO_LARGE
from dispensary.domain.prescription import Problem, Severity

MAX_BYTES = 32 * 1024 * 1024
MAX_DEPTH = 80
MAX_PROBLEMS = 200
_LOGICAL_DEPTH = "The document is nested far deeper than any prescription. It was not read."

# EPS keeps the numerals of its store, so ".5" can come bare, which is not JSON (reference/eps/PROTOCOL.md section 4).
_STRING_OR_BARE_POINT = re.compile(r'"(?:[^"\\]|\\.)*+\\?(?:"|\Z)|(?<![0-9.eE+])\.(?=[0-9])', re.DOTALL)
_SURROGATE_ESCAPE = re.compile(r"\\u[dD][89a-fA-F]")
_SURROGATE = re.compile("[\ud800-\udfff]")


class NotReadable(Exception):
    """The bytes are no document: `code` and `message` as a Problem would carry them."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


class Numeral(str):
    """A JSON number, kept as the text that was sent: 2.50 stays 2.50, and no digit is lost."""

    __slots__ = ()


@dataclass(slots=True)
class Findings:
    """What turned out to be wrong while a document was read, in the order it was met, each thing once."""

    _met: dict[Problem, None] = field(default_factory=dict)

    @classmethod
    def following(cls, other: "Findings") -> "Findings":
        """New findings that start with those of another."""
        return cls(dict(other._met))

    @property
    def problems(self) -> tuple[Problem, ...]:
        return tuple(self._met)

    def error(self, code: str, message: str) -> None:
        self._add(Problem(Severity.ERROR, code, message))

    def warning(self, code: str, message: str) -> None:
        self._add(Problem(Severity.WARNING, code, message))

    def _add(self, problem: Problem) -> None:
        if len(self._met) < MAX_PROBLEMS:
            self._met[problem] = None


@dataclass(frozen=True, slots=True)
class Node:
    """One JSON object, with the path to it for messages. A wrong type is noted, and read as far as it goes."""

    raw: dict[str, Any]
    path: str
    findings: Findings

    def has(self, key: str) -> bool:
        return self.raw.get(key) is not None

    def text(self, key: str) -> str | None:
        """The text under that key; None where it is absent or blank. A number in its place is noted and kept."""
        value = self.raw.get(key)
        if value is None:
            return None
        if isinstance(value, Numeral):
            self._wrong(key, "a text", value)
            return str(value)
        if not isinstance(value, str):
            self._wrong(key, "a text", value)
            return None
        return value if value.strip() else None

    def numeral(self, key: str) -> str | None:
        """The number under that key as its exact text. A text in its place (".5") is taken as it stands."""
        value = self.raw.get(key)
        if value is None:
            return None
        if not isinstance(value, str):
            self._wrong(key, "a number", value)
            return None
        return str(value).strip() or None

    def node(self, key: str) -> "Node | None":
        """The object under that key. A list of one object in its place is noted and taken."""
        value = self.raw.get(key)
        if value is None:
            return None
        if isinstance(value, list):
            self._wrong(key, "an object", value)
            value = value[0] if len(value) == 1 else None
        elif not isinstance(value, dict):
            self._wrong(key, "an object", value)
        return Node(value, f"{self.path}.{key}", self.findings) if isinstance(value, dict) else None

    def nodes(self, key: str) -> tuple["Node", ...]:
        """The objects in the list under that key. A single object in its place is noted and taken."""
        value = self.raw.get(key)
        if value is None:
            return ()
        if not isinstance(value, list):
            self._wrong(key, "a list", value)
            value = [value] if isinstance(value, dict) else []
        found = []
        for place, element in enumerate(value):
            if isinstance(element, dict):
                found.append(Node(element, f"{self.path}.{key}[{place}]", self.findings))
            else:
                self._wrong(f"{key}[{place}]", "an object", element)
        return tuple(found)

    def texts(self, key: str) -> tuple[str, ...]:
        """The texts in the list under that key, blank ones left out."""
        value = self.raw.get(key)
        if value is None:
            return ()
        if not isinstance(value, list):
            self._wrong(key, "a list", value)
            value = [value]
        found = []
        for place, element in enumerate(value):
            if not isinstance(element, str) or isinstance(element, Numeral):
                self._wrong(f"{key}[{place}]", "a text", element)
            elif element.strip():
                found.append(element)
        return tuple(found)

    def extensions(self, url: str) -> tuple["Node", ...]:
        """Extensions with that URL; a short name fits the end of a full URL, since both spellings are sent."""
        return tuple(extension for extension in self.nodes("extension") if _same_url(extension.text("url"), url))

    def extension(self, url: str) -> "Node | None":
        return next(iter(self.extensions(url)), None)

    def identifier(self, system: str, key: str = "identifier") -> str | None:
        """The value of the identifier of that system in a list of identifiers."""
        for identifier in self.nodes(key):
            if identifier.text("system") == system:
                value = identifier.text("value")
                if value is not None:
                    return value
        return None

    @property
    def kind(self) -> str | None:
        return self.text("resourceType")

    def with_findings(self, findings: Findings) -> "Node":
        return Node(self.raw, self.path, findings)

    def _wrong(self, key: str, wanted: str, value: object) -> None:
        self.findings.error("wrong-type", f"{self.path}.{key} should be {wanted} but is {_kind_of(value)}.")


def _same_url(sent: str | None, wanted: str) -> bool:
    return sent is not None and (sent == wanted or sent.rsplit("/", 1)[-1] == wanted.rsplit("/", 1)[-1])


def _kind_of(value: object) -> str:
    if isinstance(value, Numeral):
        return "a number"
    names: dict[type, str] = {str: "a text", bool: "true or false", list: "a list", dict: "an object"}
    return names.get(type(value), "empty")


def parse(data: bytes, findings: Findings) -> Node:
    """The document as a node. Raises NotReadable where it is no JSON object with a resourceType."""
    text = decode(data)
    tree = _load(text, findings)
    _refuse_depth(tree)
    if _SURROGATE_ESCAPE.search(text):
        tree = _without_surrogates(tree, findings)
    kind = tree.get("resourceType") if isinstance(tree, dict) else None
    if not isinstance(kind, str) or isinstance(kind, Numeral):
        raise NotReadable(
            NOT_FHIR, "The file is JSON but not a FHIR document: it does not say what kind of resource it is."
        )
    return Node(tree, kind, findings)


def decode(data: bytes) -> str:
    """The text of a document. Raises NotReadable where it is too large or not UTF-8."""
    if len(data) > MAX_BYTES:
        raise NotReadable(TOO_LARGE, "The file is larger than any EPS document. It was not read.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise NotReadable(NOT_UTF8, "The file is not text in UTF-8, so it is not an EPS document.") from None


def mend_bare_points(text: str) -> str:
    """JSON text in which a bare numeral such as .5 reads 0.5; anything inside a string is left alone."""
    return _STRING_OR_BARE_POINT.sub(lambda found: "0." if found.group() == "." else found.group(), text)


def _load(text: str, findings: Findings) -> Any:
    try:
        return _decoded(text, findings)
    except RecursionError:
        raise NotReadable(TOO_DEEP, _LOGICAL_DEPTH) from None
    except ValueError as first:
        mended = mend_bare_points(text)
        if mended == text:
            raise _not_json(first) from None
    try:
        return _decoded(mended, findings)
    except RecursionError:
        raise NotReadable(TOO_DEEP, _LOGICAL_DEPTH) from None
    except ValueError as second:
        raise _not_json(second) from None


def _not_json(cause: ValueError) -> NotReadable:
    where = f" It breaks off or goes wrong at line {cause.lineno}." if isinstance(cause, json.JSONDecodeError) else ""
    return NotReadable(NOT_JSON, f"The file is not complete JSON.{where} Ask for the document again.")


def _decoded(text: str, findings: Findings) -> Any:
    def pairs(found: list[tuple[str, Any]]) -> dict[str, Any]:
        made = dict(found)
        if len(made) != len(found):
            twice = [name for name, times in Counter(name for name, _ in found).items() if times > 1]
            findings.error(
                "duplicate-name",
                f"The document says {', '.join(twice[:3])} twice in one place; which holds is unclear.",
            )
        return made

    def constant(name: str) -> NoReturn:
        raise ValueError(f"{name} is not a JSON number")

    return json.loads(text, parse_float=Numeral, parse_int=Numeral, parse_constant=constant, object_pairs_hook=pairs)


def _refuse_depth(tree: Any) -> None:
    level: list[Any] = [tree]
    for _ in range(MAX_DEPTH):
        level = [inner for outer in level for inner in _children(outer)]
        if not level:
            return
    raise NotReadable(TOO_DEEP, _LOGICAL_DEPTH)


def _children(value: Any) -> Iterator[Any]:
    if isinstance(value, dict):
        yield from value.values()
    elif isinstance(value, list):
        yield from value


def _without_surrogates(tree: Any, findings: Findings) -> Any:
    """Half a character (a lone surrogate) cannot be shown, stored or signed: it becomes the replacement character."""
    if isinstance(tree, dict):
        return {_whole(name, findings): _without_surrogates(value, findings) for name, value in tree.items()}
    if isinstance(tree, list):
        return [_without_surrogates(value, findings) for value in tree]
    return _whole(tree, findings) if isinstance(tree, str) and not isinstance(tree, Numeral) else tree


def _whole(text: str, findings: Findings) -> str:
    mended = _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text)
    if mended != text:
        findings.error(
            "broken-character", "A text in the document holds half a character. It is shown with a mark in its place."
        )
    return mended


@dataclass(frozen=True, slots=True)
class Scope:
    """Where references point: the entries of the bundle around a resource, then what the resource itself contains."""

    entries: tuple[Node, ...] = ()
    by_name: Mapping[str, Node] = field(default_factory=dict)
    contained: tuple[Node, ...] = ()

    @classmethod
    def of_bundle(cls, bundle: Node) -> "Scope":
        by_name: dict[str, Node] = {}
        pairs = list(bundle_entries(bundle))
        for entry, resource in pairs:
            by_name.setdefault((entry.text("fullUrl") or "").casefold(), resource)
        for _, resource in pairs:
            by_name.setdefault((resource.text("id") or "").casefold(), resource)
        by_name.pop("", None)
        return cls(tuple(resource for _, resource in pairs), by_name)

    def inside(self, resource: Node) -> "Scope":
        return Scope(self.entries, self.by_name, resource.nodes("contained") + self.contained)

    def resources(self, kind: str) -> tuple[Node, ...]:
        return tuple(resource for resource in self.entries if resource.kind == kind)

    def resolve(self, reference: Node | None) -> Node | None:
        """The resource that a FHIR Reference names, or None: "#id", "urn:uuid:...", "Type/id" or a full URL."""
        name = reference.text("reference") if reference is not None else None
        if name is None:
            return None
        if name.startswith("#"):
            return next((resource for resource in self.contained if resource.text("id") == name[1:]), None)
        wanted = name.casefold()
        bare = wanted.removeprefix("urn:uuid:").rsplit("/", 1)[-1]
        return self.by_name.get(wanted) or self.by_name.get(bare)


def bundle_entries(bundle: Node) -> Iterator[tuple[Node, Node]]:
    """(entry, resource) pairs. EPS also sends entries that are the resource itself, without a wrapper."""
    for entry in bundle.nodes("entry"):
        resource = entry.node("resource")
        if resource is not None:
            yield entry, resource
        elif entry.has("resourceType"):
            yield entry, entry


def first_coding(concept: Node | None, system: str | None = None) -> Node | None:
    """The coding of that system in a CodeableConcept, or its first where no system is named."""
    if concept is None:
        return None
    codings = concept.nodes("coding")
    return next((coding for coding in codings if system is None or coding.text("system") == system), None)

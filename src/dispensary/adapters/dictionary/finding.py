"""What a dispenser typed as a question to the word index, and its answers in the order in which they are meant."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from dispensary.adapters.dictionary.names import Word, words
from dispensary.adapters.dictionary.substances import salt_of
from dispensary.domain.dictionary import Found, Kind
from dispensary.domain.identifiers import SnomedCode

Rows = Callable[..., list[tuple[Any, ...]]]
"""Asks the release file."""

MOST = 120
"""Finds of one kind that are looked at: the index gives the likeliest first."""
_QUERIES = {
    Kind.VMP: """
        SELECT w.rowid, v.vpid, v.nm, '', v.vpid FROM vmp_words w JOIN vmp_place p ON p.place = w.rowid
            JOIN vmp v ON v.vpid = p.code
        WHERE vmp_words MATCH ? ORDER BY w.rowid LIMIT ?""",
    Kind.AMP: """
        SELECT w.rowid, a.apid, coalesce(a.desc, a.nm), a.suppcd, a.vpid FROM amp_words w
            JOIN amp_place p ON p.place = w.rowid JOIN amp a ON a.apid = p.code
        WHERE amp_words MATCH ? ORDER BY w.rowid LIMIT ?""",
    Kind.VMPP: """
        SELECT w.rowid, v.vppid, v.nm, '', v.vpid FROM vmpp_words w JOIN vmpp_place p ON p.place = w.rowid
            JOIN vmpp v ON v.vppid = p.code
        WHERE vmpp_words MATCH ? ORDER BY w.rowid LIMIT ?""",
}
Hit = tuple[int, str, str, str | None, str]
"""Place in its index, code, name, supplier's code, VMP."""


MOST_BEGUN = 400
"""The same while a number is only begun: the index cannot tell those apart."""


@dataclass(frozen=True, slots=True)
class Question:
    """match: what the index is asked. first: the word that a name should begin with. begun: figures that one of its
    numbers must begin with. salts: where salts were left out of the question, those words; a name with another salt is
    not meant.
    """

    match: str
    first: str
    begun: str = ""
    salts: frozenset[str] | None = None

    def keeps(self, name: str) -> bool:
        if self.salts is not None and not {salt_of(word.text) for word in words(name)} <= self.salts | {None}:
            return False
        return not self.begun or re.search(rf"(?<![\d.]){re.escape(self.begun)}", name) is not None


class Searcher:
    """Searches one release. Words of names with typing errors are looked up among those that the release knows."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        self._spelling: Spelling | None = None

    def search(self, text: str, limit: int) -> tuple[Found, ...]:
        """Generic products first, then suppliers' products, then packs; a brand name brings its generic product."""
        typed = words(text)
        if not typed:
            return ()
        for asked in self._readings(typed):
            found = self._found(asked, limit)
            if found:
                return found[:limit]
        return ()

    def _readings(self, typed: tuple[Word, ...]) -> Iterator[Question]:
        """As typed; with short forms written out; without the salt; then with words spelt as the release spells them.
        Each first with the last number as a whole one, then as the beginning of one: 5 is not 50, but may become it.
        """
        whole = written_out(typed)
        for asked in dict.fromkeys((typed, whole)):
            yield from questions(asked)
        bare, salts = without_salts(whole)
        if salts:
            yield from (replace(asked, salts=salts) for asked in questions(bare))
        for better in corrected(whole, self._known()):
            yield from questions(better)
        if salts:
            for better in corrected(bare, self._known()):
                yield from (replace(asked, salts=salts) for asked in questions(better))

    def _found(self, asked: Question, limit: int) -> tuple[Found, ...]:
        generic = self._hits(Kind.VMP, asked, limit)
        if len(generic) >= limit:
            return _as_found(Kind.VMP, generic)
        actual = self._hits(Kind.AMP, asked, limit)
        if actual and not generic:
            # A brand: what it is, and as much of its generic as there is room for.
            shown = actual[: max(1, limit - len({hit[4] for hit in actual[:limit]}))]
            return self._as_brands(shown) + self._generics(shown)
        found = _as_found(Kind.VMP, generic) + self._as_brands(actual)
        if len(found) < limit:
            found += _as_found(Kind.VMPP, self._hits(Kind.VMPP, asked, limit))
        return found

    def _hits(self, kind: Kind, asked: Question, limit: int) -> list[Hit]:
        rows = self._rows(_QUERIES[kind], asked.match, max(MOST_BEGUN if asked.begun else MOST, limit))
        kept = [hit for hit in rows if asked.keeps(hit[2])]
        # What begins as typed comes first; else the index's own order stands, and sorting keeps it.
        return sorted(kept, key=lambda hit: not hit[2].casefold().startswith(asked.first))

    def _as_brands(self, hits: Sequence[Hit]) -> tuple[Found, ...]:
        names = {code: self._supplier(code) for code in {hit[3] for hit in hits} if code}
        return tuple(Found(Kind.AMP, SnomedCode(hit[1]), hit[2], names.get(hit[3] or "", "")) for hit in hits)

    def _supplier(self, code: str) -> str:
        rows = self._rows("SELECT desc FROM lookup WHERE cd = ? AND section = 'SUPPLIER' LIMIT 1", code)
        return rows[0][0] or "" if rows else ""

    def _generics(self, hits: Sequence[Hit]) -> tuple[Found, ...]:
        codes = dict.fromkeys(hit[4] for hit in hits)
        return tuple(
            Found(Kind.VMP, SnomedCode(code), name)
            for code in codes
            for (name,) in self._rows("SELECT nm FROM vmp WHERE vpid = ?", code)
        )

    def _known(self) -> "Spelling":
        if self._spelling is None:
            self._spelling = Spelling([word for (word,) in self._rows("SELECT word FROM spelling ORDER BY word")])
        return self._spelling


def _as_found(kind: Kind, hits: Sequence[Hit]) -> tuple[Found, ...]:
    return tuple(Found(kind, SnomedCode(hit[1]), hit[2]) for hit in hits)


_SHORT = {
    "tabs": "tablets", "crm": "cream", "crms": "cream", "mr": "modified release", "sr": "modified release",
    "xl": "modified release", "cr": "modified release", "la": "modified release", "er": "modified release",
    "gr": "gastro resistant", "ec": "gastro resistant", "sf": "sugar free", "pf": "preservative free",
    "amps": "ampoules", "supps": "suppositories", "pfs": "pre filled", "pfp": "pre filled", "odt": "orodispersible",
    "mdi": "inhaler", "drps": "drops", "inj": "injection", "neb": "nebuliser", "nebs": "nebuliser",
}  # fmt: skip
"""Short forms that no name begins with, or that mean more in a brand's name: tried after the letters themselves."""


def written_out(typed: tuple[Word, ...]) -> tuple[Word, ...]:
    """What was typed with its short forms as names have them."""
    return tuple(
        part
        for word in typed
        for part in (map(Word, _SHORT[word.text].split()) if word.text in _SHORT and not word.number else (word,))
    )


def without_salts(typed: tuple[Word, ...]) -> tuple[tuple[Word, ...], frozenset[str]]:
    """What was typed without its salt, and the words that a name may have for a salt; none where none was typed.

    Boxes and doctors say "amlodipine besilate 5mg", dm+d does not. The first word names the substance and stays, also
    where it is a metal.
    """
    bare, salts = [typed[0]], set()
    for word in typed[1:]:
        salt = None if word.number else salt_of(word.text, begun=word is typed[-1])
        if salt is None:
            bare.append(word)
        else:
            salts.add(salt)
    return tuple(bare), frozenset(salts | {typed[0].text}) if salts else frozenset()


def questions(typed: Sequence[Word]) -> Iterator[Question]:
    """What was typed as the index understands it; then, where it ends in a number, with that number only begun."""
    first = next((word.text for word in typed if not word.number), "")
    match = query(typed)
    if match:
        yield Question(match, first)
    others = query(typed[:-1], more=True) if typed[-1].number else ""
    if others:
        yield Question(others, first, begun=typed[-1].text)


def query(typed: Sequence[Word], *, more: bool = False) -> str:
    """Every word must be there. A word of letters may be unfinished, a number stands as it is.

    A single letter says little and would match half of everything: the last one is left until more is typed, an
    earlier one ("vitamin b compound") stands as it is. more: something was typed behind these. Words are quoted: no
    typed text can be an operator.
    """
    last = len(typed) - 1
    asked = []
    for place, word in enumerate(typed):
        single = len(word.text) == 1 and not word.number and (last > 0 or more)
        if single and place == last and not more:
            continue
        asked.append(f'"{word.token}"' if single or word.number else f'"{word.token}"*')
    return " AND ".join(dict.fromkeys(asked))


def corrected(typed: Sequence[Word], known: "Spelling") -> Iterator[tuple[Word, ...]]:
    """What was typed with each word that no name begins with replaced by the nearest that one does, if one is near."""
    better = [word if word.number or len(word.text) < 4 else known.nearest(word) for word in typed]
    spelt = tuple(word for word in better if word is not None)
    if len(spelt) == len(typed) and spelt != tuple(typed):
        yield spelt


class Spelling:
    """The words of letters that names are made of."""

    def __init__(self, known: Sequence[str]) -> None:
        """known: in alphabetical order."""
        self._known = known

    def nearest(self, word: Word) -> Word | None:
        """The word itself where one begins with it; else the nearest beginning of one; None where none is near.

        The first letter is taken to be right: it nearly always is.
        """
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        text = word.text
        place = bisect_left(self._known, text)
        if place < len(self._known) and self._known[place].startswith(text):
            return word
        size = len(text)
        near = self._known[bisect_left(self._known, text[0]) : bisect_left(self._known, chr(ord(text[0]) + 1))]
        beginnings = dict.fromkeys(each[: size + more] for each in near for more in (-1, 0, 1))
        allowed = 1 if size < 7 else 2
        found = process.extractOne(text, list(beginnings), scorer=OSA.distance, score_cutoff=allowed)
        return Word(found[0]) if found is not None else None

"""Pairs of what is prescribed and what is scanned, drawn out of a release, and the verdict that each must get.

The verdict that a pair must get is worked out from the release's own tables, by code alone (same pack, same product,
same generic, same moiety), without anything of the program: `judged` then holds the program against it.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import groupby, islice
from pathlib import Path
from random import Random
from typing import Any
from urllib.parse import quote

from sqlcipher3 import dbapi2

from dispensary.adapters.dictionary import open_dictionary
from dispensary.adapters.dictionary.installed import in_use
from dispensary.adapters.dictionary.reading import ReleaseDictionary
from dispensary.domain.accuracy import Outcome, Rule, ScannedPack, Verdict, judge
from dispensary.domain.barcodes import read_scan
from dispensary.domain.identifiers import SnomedCode
from dispensary.domain.quantity import Quantity

TODAY = date(2026, 11, 21)
_AT_ONCE = 50_000
_UNKNOWN = ("1", "999999999999999999", "39732011000001103")

_TABLES = """
CREATE TEMP TABLE retired AS
    SELECT old, min(now) AS now FROM (
        SELECT idprevious AS old, idcurrent AS now FROM history
        WHERE kind IN ('VMP', 'VTM') AND idprevious <> idcurrent
        UNION SELECT vpidprev, vpid FROM vmp WHERE vpidprev IS NOT NULL
        UNION SELECT vtmidprev, vtmid FROM vtm WHERE vtmidprev IS NOT NULL
    ) WHERE old NOT IN (SELECT vpid FROM vmp) AND old NOT IN (SELECT vtmid FROM vtm)
    GROUP BY old HAVING count(*) = 1;
CREATE TEMP TABLE held (
    code TEXT PRIMARY KEY, kind TEXT, appid TEXT, apid TEXT, vppid TEXT, vpid TEXT, vtmid TEXT, choice INTEGER,
    doubted INTEGER
) WITHOUT ROWID;
INSERT OR IGNORE INTO held SELECT vpid, 'VMP', NULL, NULL, NULL, vpid, NULL,
    coalesce(pres_statcd IN ('0003', '0004', '0006', '0007', '0008', '0009'), 0), coalesce(invalid, 0) FROM vmp;
INSERT OR IGNORE INTO held SELECT apid, 'AMP', NULL, apid, NULL, vpid, NULL, 0, coalesce(invalid, 0)
    FROM amp WHERE vpid IN (SELECT vpid FROM vmp);
INSERT OR IGNORE INTO held SELECT vppid, 'VMPP', NULL, NULL, vppid, vpid, NULL,
    (SELECT choice FROM held AS generic WHERE generic.code = vmpp.vpid), coalesce(invalid, 0)
    FROM vmpp WHERE vpid IN (SELECT vpid FROM vmp);
INSERT OR IGNORE INTO held SELECT appid, 'AMPP', appid, apid, vppid, amp.vpid, NULL, 0, coalesce(ampp.invalid, 0)
    FROM ampp JOIN amp USING (apid) WHERE amp.vpid IN (SELECT vpid FROM vmp);
INSERT OR IGNORE INTO held SELECT vtmid, 'VTM', NULL, NULL, NULL, NULL, vtmid, 0, 0 FROM vtm;
CREATE TEMP TABLE made_of AS
    SELECT vpid, group_concat(substance, ' ') AS substances FROM (
        SELECT DISTINCT vpid, coalesce(bs_subid, base, isid) AS substance FROM vpi LEFT JOIN substance USING (isid)
        ORDER BY vpid, substance
    ) GROUP BY vpid;
CREATE UNIQUE INDEX temp.made_of_vpid ON made_of (vpid);
CREATE TEMP TABLE pair (number INTEGER PRIMARY KEY, code TEXT, gtin TEXT);
"""
_RELATIONS = """
SELECT pair.number, pack.appid,
    CASE
        WHEN found.vpid IS NULL THEN 'no pack has it'
        WHEN wanted.kind IS NULL THEN 'prescribed unknown'
        WHEN wanted.kind = 'VTM' AND coalesce(found.vtmid, wanted.vtmid) = wanted.vtmid THEN 'moiety'
        WHEN wanted.kind = 'VTM' THEN 'unrelated'
        WHEN EXISTS (SELECT 1 FROM ampp_ccontent WHERE prntappid = wanted.appid AND chldappid = pack.appid)
            OR EXISTS (SELECT 1 FROM vmpp_ccontent WHERE wanted.kind = 'VMPP' AND prntvppid = wanted.vppid
                       AND chldvppid = pack.vppid) THEN 'part'
        WHEN pack.appid = wanted.appid OR (wanted.kind = 'AMP' AND pack.apid = wanted.apid) THEN 'exact'
        WHEN wanted.kind = 'AMPP' AND pack.apid = wanted.apid THEN 'other size'
        WHEN wanted.kind LIKE 'VMP%' AND size.vpid <> amp.vpid AND wanted.vpid IN (amp.vpid, size.vpid)
            THEN 'two parents'
        WHEN wanted.kind = 'VMP' AND amp.vpid = wanted.vpid AND wanted.choice THEN 'choice'
        WHEN wanted.kind = 'VMP' AND amp.vpid = wanted.vpid THEN 'equivalent'
        WHEN wanted.kind = 'VMPP' AND pack.vppid = wanted.vppid AND wanted.choice THEN 'choice'
        WHEN wanted.kind = 'VMPP' AND pack.vppid = wanted.vppid THEN 'equivalent'
        WHEN wanted.kind = 'VMPP' AND amp.vpid = wanted.vpid AND wanted.choice THEN 'other size and choice'
        WHEN wanted.kind = 'VMPP' AND amp.vpid = wanted.vpid THEN 'other size'
        WHEN amp.vpid = wanted.vpid THEN 'brand differs'
        WHEN found.vtmid = (SELECT vtmid FROM vmp WHERE vpid = wanted.vpid) THEN 'near miss'
        WHEN mine.substances = theirs.substances THEN 'near miss'
        ELSE 'unrelated'
    END,
    coalesce(wanted.doubted, 0), size.qtyval,
    (SELECT desc FROM lookup WHERE section = 'UNIT_OF_MEASURE' AND cd = size.qty_uomcd ORDER BY rowid LIMIT 1)
FROM pair
LEFT JOIN retired ON retired.old = pair.code
LEFT JOIN held AS wanted ON wanted.code = coalesce(retired.now, pair.code)
LEFT JOIN (
    SELECT DISTINCT gtin.gtin, ampp.appid, ampp.apid, ampp.vppid FROM pair
    JOIN gtin ON gtin.gtin = pair.gtin LEFT JOIN ampp ON ampp.appid = gtin.amppid
) AS pack ON pack.gtin = pair.gtin
LEFT JOIN amp ON amp.apid = pack.apid LEFT JOIN vmp AS found ON found.vpid = amp.vpid
LEFT JOIN vmpp AS size ON size.vppid = pack.vppid
LEFT JOIN made_of AS mine ON mine.vpid = wanted.vpid LEFT JOIN made_of AS theirs ON theirs.vpid = amp.vpid
ORDER BY pair.number
"""
_MUST = {
    "exact": (Outcome.PASS, Rule.EXACT),
    "equivalent": (Outcome.PASS, Rule.EQUIVALENT),
    "choice": (Outcome.ASK, Rule.EQUIVALENT),
    "other size": (Outcome.ASK, Rule.QUANTITY),
    "other size and choice": (Outcome.ASK, Rule.EQUIVALENT),
    "two parents": (Outcome.ASK, Rule.UNKNOWN_PACK),
    "moiety": (Outcome.ASK, Rule.UNKNOWN_PACK),
    "prescribed unknown": (Outcome.ASK, Rule.UNKNOWN_PACK),
    "no pack has it": (Outcome.ASK, Rule.UNKNOWN_PACK),
    "part": (Outcome.STOP, Rule.NEAR_MISS),
    "brand differs": (Outcome.STOP, Rule.BRAND_DIFFERS),
    "near miss": (Outcome.STOP, Rule.NEAR_MISS),
    "unrelated": (Outcome.STOP, Rule.UNRELATED),
}


@dataclass(frozen=True, slots=True)
class Pair:
    """A prescribed dm+d code, and the GTIN of a scanned pack."""

    code: str
    gtin: str


@dataclass(frozen=True, slots=True)
class Expected:
    """What the tables say of one pair. relation: of each pack that carries the GTIN. contents: value and unit of one of
    them, where that is known.
    """

    relations: frozenset[str]
    outcome: Outcome
    rules: frozenset[Rule]
    contents: tuple[str, str] | None


@dataclass
class Tally:
    """What came of the pairs. wrong: those that did not get the verdict they must get, the first few of them."""

    pairs: int = 0
    by_relation: Counter[tuple[str, str]] = field(default_factory=Counter)
    asked: Counter[str] = field(default_factory=Counter)
    wrong_passed: int = 0
    right_stopped: int = 0
    otherwise: int = 0
    wrong: list[str] = field(default_factory=list)

    def add(self, pair: Pair, expected: Expected, verdict: Verdict) -> None:
        self.pairs += 1
        self.by_relation["/".join(sorted(expected.relations)), verdict.outcome.value] += 1
        if verdict.outcome is Outcome.ASK:
            asking = {type(reason).__name__ for reason in verdict.reasons if reason.outcome is Outcome.ASK}
            self.asked[" + ".join(sorted(asking))] += 1
        if verdict.outcome is expected.outcome and verdict.rule in expected.rules:
            return
        self.wrong_passed += verdict.outcome is Outcome.PASS
        self.right_stopped += verdict.outcome is Outcome.STOP and expected.outcome is not Outcome.STOP
        self.otherwise += verdict.outcome is Outcome.ASK or expected.outcome is verdict.outcome
        if len(self.wrong) < 10:
            self.wrong.append(f"{pair}: {expected}, and came to {verdict.outcome}, {verdict.rule}")

    def said(self) -> str:
        lines = [f"{self.pairs:,} pairs: {self.wrong_passed} wrong packs passed, {self.right_stopped} right stopped"]
        lines += [f"  {count:9,} {outcome:5} {what}" for (what, outcome), count in self.by_relation.most_common()]
        lines += [f"  {count:9,} asked for {why}" for why, count in self.asked.most_common()]
        return "\n".join([*lines, *self.wrong])


def asked_of(home: Path) -> Any:
    """A connection to the release in use in a home, with the tables that pairs are judged by."""
    file = quote(in_use(home).as_posix())
    tables = dbapi2.connect(f"file:{file}?mode=ro&immutable=1", uri=True)
    tables.executescript(_TABLES)
    return tables


class Shelf:
    """Everything of a release that can be prescribed or scanned."""

    def __init__(self, tables: Any) -> None:
        self._tables = tables
        self.under: dict[str, dict[str, list[str]]] = {}
        for code, kind, vpid in tables.execute("SELECT code, kind, vpid FROM held WHERE kind <> 'VTM' ORDER BY code"):
            self.under.setdefault(vpid, {}).setdefault(kind, []).append(code)
        for old, now in tables.execute("SELECT old, now FROM retired ORDER BY old"):
            if now in self.under:
                self.under[now].setdefault("retired", []).append(old)
        self.generics = sorted(self.under)
        self.moieties = [code for (code,) in tables.execute("SELECT vtmid FROM vtm ORDER BY vtmid")]
        self.of_moiety: dict[str, list[str]] = {}
        for vpid, vtm in tables.execute("SELECT vpid, vtmid FROM vmp WHERE vtmid IS NOT NULL ORDER BY vpid"):
            self.of_moiety.setdefault(vtm, []).append(vpid)
        self.scanned: list[tuple[str, str, str | None]] = tables.execute(
            "SELECT DISTINCT gtin, amp.vpid, vmp.vtmid FROM gtin JOIN ampp ON ampp.appid = gtin.amppid"
            " JOIN amp USING (apid) JOIN vmp USING (vpid) ORDER BY gtin, amp.vpid"
        ).fetchall()

    def draw(self, count: int, seed: int) -> Iterator[Pair]:
        """Half share the moiety, half of those the generic product. A few prescribe a moiety or what nobody knows."""
        chance = Random(seed)
        for _ in range(count):
            gtin, vpid, moiety = chance.choice(self.scanned)
            near = chance.random()
            if near >= 0.98:
                yield Pair(chance.choice(_UNKNOWN) if near >= 0.99 else chance.choice(self.moieties), gtin)
                continue
            if near >= 0.5:
                vpid = chance.choice(self.generics)
            elif near >= 0.25 and moiety is not None:
                vpid = chance.choice(self.of_moiety[moiety])
            held = self.under[vpid]
            yield Pair(chance.choice(held[chance.choice(list(held))]), gtin)

    def of_shared_codes(self) -> Iterator[Pair]:
        """Every GTIN that several packs carry, against all that is above each of them, and one retired code of each."""
        shared = self._tables.execute(
            "SELECT gtin, amppid FROM gtin WHERE gtin IN (SELECT gtin FROM gtin GROUP BY gtin"
            " HAVING count(DISTINCT amppid) > 1) GROUP BY gtin, amppid ORDER BY gtin"
        )
        for gtin, packs in groupby(shared.fetchall(), key=lambda row: row[0]):
            above = self._tables.execute(
                f"SELECT DISTINCT amp.vpid FROM ampp JOIN amp USING (apid)"
                f" WHERE appid IN ({','.join('?' * len(codes := [pack for _, pack in packs]))})",
                codes,
            )
            for (vpid,) in above.fetchall():
                for kind, held in self.under.get(vpid, {}).items():
                    yield from (Pair(code, gtin) for code in (held[:1] if kind == "retired" else held))

    def of_parts(self) -> Iterator[Pair]:
        """Every combination pack against its own GTINs and those of its parts."""
        rows = self._tables.execute(
            "SELECT DISTINCT prntappid, gtin FROM ampp_ccontent JOIN gtin ON amppid IN (prntappid, chldappid)"
            " UNION SELECT DISTINCT prntvppid, gtin FROM vmpp_ccontent"
            " JOIN ampp ON vppid IN (prntvppid, chldvppid) JOIN gtin ON amppid = appid ORDER BY 1, 2"
        )
        yield from (Pair(*row) for row in rows.fetchall())

    def of_two_parents(self) -> Iterator[Pair]:
        """Every pack that the release has under two generics, against all that is above either."""
        rows = self._tables.execute(
            "SELECT DISTINCT gtin, amp.vpid, vmpp.vpid FROM ampp JOIN amp USING (apid) JOIN vmpp USING (vppid)"
            " JOIN gtin ON amppid = appid WHERE amp.vpid <> vmpp.vpid ORDER BY gtin"
        )
        for gtin, *parents in rows.fetchall():
            for vpid in parents:
                yield from (Pair(code, gtin) for held in self.under[vpid].values() for code in held)


def expected(tables: Any, pairs: Sequence[Pair]) -> list[Expected]:
    """What each pair must come to, in order."""
    tables.execute("DELETE FROM pair")
    tables.executemany("INSERT INTO pair VALUES (?, ?, ?)", [(n, p.code, p.gtin) for n, p in enumerate(pairs)])
    rows = tables.execute(_RELATIONS).fetchall()
    found = [_must([row[1:] for row in group], pairs[n].gtin) for n, group in groupby(rows, key=lambda row: row[0])]
    assert len(found) == len(pairs)
    return found


def _must(packs: Sequence[tuple[Any, ...]], gtin: str) -> Expected:
    relations = frozenset(relation for _, relation, *_ in packs)
    outcomes = {_MUST[relation][0] for relation in relations}
    rules = frozenset(_MUST[relation][1] for relation in relations)
    contents = {(amount, unit) for _, relation, _, amount, unit in packs if relation != "no pack has it"}
    counted = [(amount, unit) for amount, unit in contents if amount is not None]
    if len(outcomes) > 1:
        outcome, rules = Outcome.ASK, frozenset({Rule.UNKNOWN_PACK})
    else:
        (outcome,) = outcomes
    uncounted = not counted or len(contents) > 1 or gtin[0] != "0"
    doubted = any(pack[2] for pack in packs)
    if outcome is Outcome.PASS and (uncounted or doubted):
        # A doubt about what was prescribed leaves the match as it is; what cannot be counted is a matter of quantity.
        outcome, rules = Outcome.ASK, frozenset({Rule.QUANTITY}) if uncounted else rules
    return Expected(relations, outcome, rules, min(counted, default=None))


def scan_of(pair: Pair, number: int) -> str:
    """The pack's code in one of the shapes that it comes in."""
    gtin, forms = pair.gtin, 5
    if number % forms == 0:
        return f"]d201{gtin}17301228\x1d10L{number}\x1d21S{number}"
    if number % forms == 1:
        return f"01{gtin}21S{number}\x1d17301200" + f"10L{number}\r\n"
    if number % forms == 2 and gtin[0] == "0":
        return f"]E0{gtin[1:]}"
    return f"]C101{gtin}" if number % forms == 3 else gtin


def judged(home: Path, pairs: Iterable[Pair]) -> Tally:
    """Every pair through the reader of scans, the dictionary and the verdict, against what it must come to."""
    tally, rest, tables = Tally(), iter(pairs), asked_of(home)
    with open_dictionary(home) as dictionary:
        while some := list(islice(rest, _AT_ONCE)):
            for pair, must in zip(some, expected(tables, some), strict=True):
                tally.add(pair, must, _verdict(dictionary, pair, must, tally.pairs))
    tables.close()
    return tally


def _verdict(dictionary: ReleaseDictionary, pair: Pair, must: Expected, number: int) -> Verdict:
    scan = read_scan(scan_of(pair, number), today=TODAY)
    assert scan.gtin is not None
    quantity = Quantity(Decimal(must.contents[0]), must.contents[1]) if must.contents else Quantity(Decimal(1), "")
    packs = ScannedPack(scan, dictionary.packs_with(scan.gtin))
    return judge(dictionary.resolve(SnomedCode(pair.code)), quantity, [packs], TODAY)

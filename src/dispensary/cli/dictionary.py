"""`dispensary dictionary`: bringing in a dm+d release, going back to the one before, and looking things up."""

from __future__ import annotations

import argparse
import os
import sys
import threading
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dispensary.application.ports.dictionary import (
    NoEarlierRelease,
    ReleaseFaulty,
    ReleaseSmaller,
    ReleaseUnusable,
)
from dispensary.cli.given import DONE, REFUSED, BadUsage, Given, each_text, say, write
from dispensary.cli.services import DictionaryWish, Services
from dispensary.domain.identifiers import Gtin, SnomedCode

if TYPE_CHECKING:
    from dispensary.domain.dictionary import Found, PackCode, Resolved
    from dispensary.domain.dictionary_import import Progress
    from dispensary.domain.product_sheet import PackSheet, ProductSheet


def add_commands(commands: Any, command: Any) -> None:
    """Adds `dictionary` with its acts."""
    acts = commands.add_parser("dictionary", help="the dictionary of medicines (dm+d)", allow_abbrev=False)
    acts = acts.add_subparsers(required=True, metavar="ACT")
    bring = command(acts, "import", "bring in a release from TRUD, a zip or a folder", _import)
    bring.add_argument("path", type=Path, metavar="PATH")
    bring.add_argument("--accept-smaller", action="store_true", help="even if much is gone since the last release")
    bring.add_argument(
        "--accept-faults",
        action="store_true",
        help="even with many records that belong to nothing, or misprinted barcodes",
    )
    command(acts, "rollback", "go back to the release before", _roll_back)
    search = command(acts, "search", "products for what somebody typed, best first", _search)
    search.add_argument("text", nargs="*", metavar="TEXT")
    search.add_argument("--limit", type=int, default=20, metavar="N")
    command(acts, "show", "what a code means", _show).add_argument("code", metavar="CODE")
    command(acts, "gtin", "every pack with a barcode", _gtin).add_argument("gtin", metavar="GTIN")


def add_child(commands: Any, command: Any) -> None:
    """Adds what a window asks for: reading a release in, aside."""
    command(commands, "read-release", "read in a dictionary release (asked by the window)", _read_release)


_VOUCHING = {ReleaseFaulty: "--accept-faults", ReleaseSmaller: "--accept-smaller"}


def _import(options: argparse.Namespace, given: Given, services: Services) -> int:
    from dispensary.domain.dictionary_import import Vouched

    wish = DictionaryWish(options.path, Vouched(options.accept_smaller, options.accept_faults))
    try:
        report = services.import_dictionary(services.home(given.home), wish, _Teller().told)
    except ReleaseUnusable as problem:
        option = _VOUCHING.get(type(problem))
        advice = f" If you know why, import it again with {option}." if option is not None else ""
        write({"refused": "release-unusable", "message": f"{problem}{advice}"})
        return REFUSED
    for warning in report.warnings:
        say(warning)
    answer = asdict(report)
    write({"release": answer.pop("name"), "dated": report.dated.isoformat(), **_but(answer, "dated")})
    return DONE


def _but(answer: dict[str, Any], name: str) -> dict[str, Any]:
    return {key: value for key, value in answer.items() if key != name}


def _read_release(_options: argparse.Namespace, _given: Given, services: Services) -> int:
    """The wish is the first line of standard input. The import is given up when that ends: the window closes it, or is
    itself no longer there. Standard output: a line for each step, and last what became of it.
    """
    # Not sys.stdin: a thread that waits in its buffer would stop this process from ending.
    standard_input = 0
    asked = bytearray()
    while not asked.endswith(b"\n") and (byte := os.read(standard_input, 1)):
        asked += byte
    given_up = threading.Event()

    def watch() -> None:
        while os.read(standard_input, 256):
            pass
        given_up.set()

    threading.Thread(target=watch, daemon=True).start()

    def said(answer: dict[str, Any]) -> None:
        write(answer)
        sys.stdout.flush()

    said(services.read_release(asked.decode(), said, given_up.is_set))
    return DONE


class _Teller:
    """Says how far it is, a line for every tenth of the way."""

    def __init__(self) -> None:
        self._said = -1

    def told(self, progress: Progress) -> None:
        from dispensary.wording.dictionary import progress_words

        tenth = int(progress.share * 10)
        if tenth > self._said:
            self._said = tenth
            say(progress_words(progress.share, progress.doing))


def _roll_back(_options: argparse.Namespace, given: Given, services: Services) -> int:
    try:
        release = services.roll_back_dictionary(services.home(given.home))
    except NoEarlierRelease as problem:
        write({"refused": "no-earlier-release", "message": str(problem)})
        return REFUSED
    write({"release": release.name, "dated": release.dated.isoformat(), "counts": release.counts})
    return DONE


def _search(options: argparse.Namespace, given: Given, services: Services) -> int:
    dictionary = services.dictionary(services.home(given.home))
    if given.jsonl:
        return each_text(lambda text: {"results": _results(dictionary.search(text, options.limit))})
    if not options.text:
        raise BadUsage("Say what to search for, or give lines of text with --jsonl.")
    found = dictionary.search(" ".join(options.text), options.limit)
    if given.json:
        write({"results": _results(found)})
    else:
        sys.stdout.write("".join(f"{line}\n" for line in _lines(found)))
    return DONE


def _results(found: tuple[Found, ...]) -> list[dict[str, Any]]:
    return [
        {"kind": each.kind.value, "code": each.code.value, "name": each.name, "detail": each.detail or None}
        for each in found
    ]


def _lines(found: tuple[Found, ...]) -> Iterator[str]:
    for each in found:
        yield f"{each.kind.value:5} {each.code.value:18} {each.name}"


def _show(options: argparse.Namespace, given: Given, services: Services) -> int:
    from dispensary.domain.product_sheet import ProductSheet

    dictionary, code = services.dictionary(services.home(given.home)), SnomedCode(options.code)
    write(_product(dictionary.sheet(code) or ProductSheet(dictionary.resolve(code))))
    return DONE


def _product(sheet: ProductSheet) -> dict[str, Any]:
    from dispensary.domain.product_sheet import PackSheet

    resolved = sheet.resolved
    answer: dict[str, Any] = {
        "received": resolved.received.value,
        "code": resolved.current.value,
        "known": resolved.known,
        "valid": resolved.received.is_valid,
        "kind": resolved.kind.value if resolved.kind is not None else None,
        "name": resolved.name,
        "invalid": resolved.invalid,
        "vmp": _virtual(resolved),
        "amp": _actual(resolved),
        "moved": _moved(sheet),
        "status": sheet.status,
        "availability": sheet.availability,
        "licence": sheet.licence,
        "flavour": sheet.flavour,
        "excipients": list(sheet.excipients),
        "packs": [_pack(pack) for pack in sheet.packs],
        "more_packs": sheet.more,
    }
    if resolved.pack is not None:
        answer["pack"] = _pack(next(iter(sheet.packs), PackSheet(resolved.pack)))
    return answer


def _actual(resolved: Resolved) -> dict[str, Any] | None:
    product = resolved.actual or (resolved.pack.product if resolved.pack is not None else None)
    if product is None:
        return None
    return {
        "code": product.code.value,
        "name": product.description,
        "supplier": product.supplier,
        "available": product.available,
        "invalid": product.invalid,
    }


def _moved(sheet: ProductSheet) -> dict[str, str] | None:
    if sheet.moved is None:
        return None
    before, now = sheet.moved.before, sheet.moved.now.code
    return {"before": before.value, "now": now.value, "since": sheet.moved.since.isoformat()}


def _virtual(resolved: Resolved) -> dict[str, Any] | None:
    product = resolved.virtual_product
    if product is None:
        return None
    return {
        "code": product.code.value,
        "name": product.name,
        "vtm": product.vtm.value if product.vtm is not None else None,
        "form": product.form,
        "routes": list(product.routes),
        "unit": product.unit,
        "controlled_drug": product.controlled_drug.value if product.controlled_drug is not None else None,
        "prescribing_status": product.prescribing_status,
        "atc": product.atc,
        "bnf": product.bnf,
        "ingredients": [
            {
                "code": each.code.value,
                "name": each.name,
                "strength": _amount(each.numerator),
                "per": _amount(each.denominator),
            }
            for each in product.ingredients
        ],
        "derived": sorted(product.derived),
    }


def _amount(quantity: Any) -> dict[str, str] | None:
    from dispensary.domain.quantity import decimal_text

    return None if quantity is None else {"value": decimal_text(quantity.value), "unit": quantity.unit}


def _pack(sheet: PackSheet) -> dict[str, Any]:
    pack, tariff = sheet.pack, sheet.tariff
    return {
        "kind": pack.kind.value,
        "code": pack.code.value,
        "name": pack.name,
        "vmpp": pack.virtual_pack.value if pack.virtual_pack is not None else None,
        "quantity": _amount(pack.quantity),
        "content": sheet.content,
        "legal": sheet.legal,
        "price_pence": sheet.price,
        "tariff": None if tariff is None else {"category": tariff.category, "price_pence": tariff.pence},
        "rules": [rule.value for rule in sheet.rules],
        "charges": sheet.charges,
        "discontinued": pack.discontinued,
        "discontinued_on": sheet.discontinued.isoformat() if sheet.discontinued is not None else None,
        "special_container": pack.special_container,
        "combination": pack.combination,
        "components": [component.value for component in pack.components],
        "gtins": [each.gtin.value for each in sheet.barcodes],
    }


def _gtin(options: argparse.Namespace, given: Given, services: Services) -> int:
    gtin = Gtin.of(options.gtin.strip())
    if gtin is None:
        raise BadUsage(f"{options.gtin} is no GTIN: 8, 12, 13 or 14 figures with a right check digit.")
    packs = services.dictionary(services.home(given.home)).packs_with(gtin)
    write({"gtin": gtin.value, "packs": [_pack_code(each) for each in packs]})
    return DONE


def _pack_code(found: PackCode) -> dict[str, Any]:
    return {
        "ampp": found.pack.code.value,
        "name": found.pack.name,
        "vmp": found.pack.virtual.code.value,
        "started": found.started.isoformat() if found.started is not None else None,
        "ended": found.ended.isoformat() if found.ended is not None else None,
        "discontinued": found.pack.discontinued,
    }

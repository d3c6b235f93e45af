"""The codes among the tokens written out in English, each where its surroundings leave it one meaning.

A code that may not be read there becomes a BLOCK, and the directions are not read.
"""

import re
from dataclasses import replace
from decimal import Decimal

from dispensary.domain.dose import vocabulary as v
from dispensary.domain.dose.codes import DoseCode, DoseCodes, ReadWhen
from dispensary.domain.dose.spelling import one_slip
from dispensary.domain.dose.tokens import Kind, Splitter, Token, known


def _form_meant(word: str) -> str | None:
    """The one form that a misspelt word can be: "tabelts" after a number is tablets."""
    if len(word) < 5:
        return None
    near = [form for form in v.FORMS if len(form) > 4 and one_slip(word, form)]
    return near[0] if len({v.FORMS[form] for form in near}) == 1 else None


_DROPS = frozenset({"drop", "drops", "gtt", "gutt", "eye", "eyes", "ear", "ears", "occ"})
_INSERTED = frozenset(
    v.words("insert inserted supp suppository suppositories pess pessary pessaries enem enema enemas applicatorful")
)
_ONS_END = frozenset({"for", "when", "if", "and", "then", "as"})
_DOSE_BEFORE = frozenset({"take", "taken", "then", "and", "or", "to", "-", "give", "inhale", "inject", "use", "insert"})
_DOSE_AFTER = frozenset(
    {"in", "at", "every", "each", "to", "or", "-", "once", "twice", "three", "four", "daily", "weekly", "with"}
)


class _Codes:
    """Writes the codes out, each where it may be read."""

    def __init__(self, tokens: list[Token], codes: DoseCodes, unit: str) -> None:
        self.tokens = tokens
        self.codes = codes
        self.unit = unit
        self.tokens = [self._spelt(at, token) for at, token in enumerate(tokens)]
        self.words = {token.text for token in self.tokens}

    def expanded(self) -> tuple[Token, ...]:
        out: list[Token] = []
        for at, token in enumerate(self.tokens):
            out.extend(self._expand(at, token))
        return tuple(out)

    def _expand(self, at: int, token: Token) -> list[Token]:
        if token.kind is not Kind.WORD:
            return [token]
        code = self.codes.find(token.text)
        if code is None:
            return [token]
        if code.when is ReadWhen.ENGLISH or (code.when is ReadWhen.DAYS and token.text in v.WEEKDAYS):
            return [token]
        if code.words and self._may_read(code, at):
            return _written_out(code, token)
        if token.text in v.PLAIN or token.text in v.HOURS:
            return [token]
        return [replace(token, kind=Kind.BLOCK)]

    def _spelt(self, at: int, token: Token) -> Token:
        if token.kind is not Kind.WORD or known(token.text, self.codes) or not self._is_number(at - 1):
            return token
        form = _form_meant(token.text)
        return token if form is None else replace(token, text=form)

    def _text(self, at: int) -> str:
        return self.tokens[at].text if 0 <= at < len(self.tokens) else ""

    def _is_number(self, at: int) -> bool:
        return 0 <= at < len(self.tokens) and (
            self.tokens[at].kind is Kind.NUMBER or self._text(at) in v.NUMBERS or self._text(at) in v.TENS
        )

    def _is_timing(self, at: int) -> bool:
        code = self.codes.find(self._text(at))
        return (
            code is not None and code.category in ("frequency", "timing", "interval", "asneeded") and bool(code.words)
        )

    def _is_form(self, at: int) -> bool:
        word = self._text(at)
        code = self.codes.find(word)
        named = word in v.FORMS or word in v.VOLUMES or word in v.MASSES or word in v.SPOONS
        return named or (code is not None and code.category == "form")

    def _may_read(self, code: DoseCode, at: int) -> bool:
        match code.when:
            case ReadWhen.ALWAYS:
                return not self._may_be_an_interval(code, at)
            case ReadWhen.AFTER_A_DOSE:
                return self._after_a_dose(code, at)
            case ReadWhen.AS_THE_DOSE:
                return self._as_the_dose(at)
            case ReadWhen.SIDE_NAMED:
                return not (self.words & _DROPS or self.unit == "drop") or self._side_named()
            case ReadWhen.DROPS:
                dropped = {"drop", "drops", "gtt", "gutt", "spray", "sprays", "sy"}
                return bool(self.words & dropped) or self.unit in ("drop", "spray")
            case ReadWhen.SOLID:
                return self.unit in ("tablet", "capsule") or bool(
                    self.words & {"tablet", "tablets", "capsule", "capsules"}
                )
            case ReadWhen.INJECTION:
                return bool(self.words & {"inject", "injected", "inj", "unit", "units"})
            case ReadWhen.APPLIED:
                return bool(self.words & {"apply", "applied", "ap"})
            case ReadWhen.INSERTED:
                return bool(self.words & _INSERTED) or self.unit in ("suppository", "pessary", "enema")
            case _:
                return False

    def _after_a_dose(self, code: DoseCode, at: int) -> bool:
        before = (
            self._is_number(at - 1)
            or self._is_form(at - 1)
            or self._is_timing(at - 1)
            or self._text(at - 1) in ("and", "half", "-")
        )
        if code.code in ("am", "pm"):
            return before and not self._may_be_a_time(at)
        follows = self._text(at + 1)
        after = at + 1 >= len(self.tokens) or self.tokens[at + 1].kind in (Kind.MARK, Kind.NUMBER)
        return before and (after or self._is_number(at + 1) or self._is_timing(at + 1) or follows in _ONS_END)

    def _may_be_an_interval(self, code: DoseCode, at: int) -> bool:
        """ "3 mthly" is 3 once a month, or every 3 months."""
        value = self.tokens[at - 1].value if self._is_number(at - 1) else None
        return code.words in ("once a week", "once a month") and self._is_number(at - 1) and value != 1

    def _may_be_a_time(self, at: int) -> bool:
        """ "8 pm" is a dose only for a small number, and only where no clock time stands beside it."""
        if not self._is_number(at - 1):
            return False
        value = self.tokens[at - 1].value
        return value is None or value > 3 or any(token.kind in (Kind.CLOCK, Kind.BLOCK) for token in self.tokens)

    def _as_the_dose(self, at: int) -> bool:
        before = at == 0 or self.tokens[at - 1].kind is Kind.MARK or self._text(at - 1) in _DOSE_BEFORE
        before = before or self._is_timing(at - 1) or self._text(at - 1) in ("i", "ii")
        follows = self._text(at + 1)
        return before and (self._is_form(at + 1) or self._is_timing(at + 1) or follows in _DOSE_AFTER)

    def _side_named(self) -> bool:
        sided = {"left", "right", "both", "each", "re", "le", "be", "la", "ra", "ba", "lear"}
        return bool(self.words & sided)


def _written_out(code: DoseCode, token: Token) -> list[Token]:
    """The words of a code. Only the first carries what was typed, so that a complaint names the code once."""
    out: list[Token] = []
    for piece in re.findall(r"\d+(?:\.\d+)?|[A-Za-z]+|,", code.words):
        written = token.written if not out else ""
        if piece[0].isdigit():
            out.append(Token(Kind.NUMBER, piece, written, Decimal(piece)))
        elif piece == ",":
            out.append(Token(Kind.MARK, piece, written))
        else:
            out.append(Token(Kind.WORD, piece.lower(), written))
    return out


def tokens_of(text: str, codes: DoseCodes, unit: str | None) -> tuple[Token, ...]:
    """The tokens of one text, codes written out. unit: the product's, which decides some codes."""
    return _Codes(Splitter(codes).split(text), codes, unit or "").expanded()

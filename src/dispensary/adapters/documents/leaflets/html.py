"""The same leaflet as a plain page for a screen reader: headings, table headers, a language, no script, no colour that
alone means something.
"""

from collections.abc import Iterable
from html import escape

from dispensary.domain.leaflets.leaflet import Kind
from dispensary.domain.leaflets.pages import (
    Bullets,
    Heading,
    Pages,
    Panel,
    Part,
    PictureRow,
    Section,
    Sections,
    Table,
    Text,
    Title,
)

_STYLE = (
    "body{{font-family:'Atkinson Hyperlegible Next',Verdana,sans-serif;font-size:{size};line-height:1.5;"
    "max-width:42em;margin:1em auto;padding:0 1em;color:#13201B;background:#FFFFFF}}"
    "table{{border-collapse:collapse;width:100%}}th,td{{border:1px solid #3D4A45;padding:.5em;text-align:left;"
    "vertical-align:top}}section.panel{{border:2px solid #3D4A45;padding:0 1em;margin:1em 0}}"
)
_KEPT = "\n\t\u200c\u200d"
"""The last two join letters or keep them apart, which is spelling in Persian and in the scripts of India."""
_SIZES = {Kind.STANDARD: "100%", Kind.LARGE_PRINT: "150%", Kind.EASY_READ: "150%"}


def html(pages: Pages) -> bytes:
    """The page, as UTF-8. Equal leaflets give equal bytes."""
    body = "\n".join(_part(part) for part in pages.parts)
    foot = _text(pages.foot)
    return (
        f'<!DOCTYPE html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{_words(pages.title)}</title>\n<style>{_STYLE.format(size=_SIZES[pages.kind])}</style>\n</head>\n"
        f"<body>\n<main>\n{body}\n</main>\n<footer>\n{foot}\n</footer>\n</body>\n</html>\n"
    ).encode()


def _words(words: str) -> str:
    """Safe to stand between tags: escaped, and without the control signs that no page may hold."""
    return escape(
        "".join(sign for sign in words if sign in _KEPT or ((sign.isprintable() or sign.isspace()) and sign >= " "))
    )


def _part(part: Part) -> str:
    match part:
        case Title():
            beside = f"\n<p>{_words(part.beside)}</p>" if part.beside else ""
            return f"<h1>{_words(part.words)}</h1>{beside}"
        case Heading():
            level = max(2, part.level)
            return f"<h{level}>{_words(part.words)}</h{level}>"
        case Text():
            return _text(part)
        case Bullets():
            return _bullets(part)
        case Sections():
            return "\n".join(map(_section, part.sections))
        case Panel():
            head = f"<h2>{_words(part.heading)}</h2>\n" if part.heading else ""
            return f'<section class="panel">\n{head}{_inner(part.parts)}\n</section>'
        case Table():
            return _table(part)
        case PictureRow():
            head = f"<h2>{_words(part.heading)}</h2>\n" if part.heading else ""
            lines = "\n".join(f"<p>{_words(line)}</p>" for line in part.lines)
            return f"<section>\n{head}{lines}\n</section>"


def _section(section: Section) -> str:
    return f"<h3>{_words(section.heading)}</h3>\n{_inner(section.parts)}"


def _inner(parts: Iterable[Text | Bullets]) -> str:
    return "\n".join(_text(part) if isinstance(part, Text) else _bullets(part) for part in parts)


def _text(part: Text) -> str:
    said = [f"<strong>{_words(part.lead)}</strong>" if part.lead else "", _words(part.words)]
    return f"<p>{' '.join(each for each in said if each)}</p>"


def _bullets(part: Bullets) -> str:
    lines = "\n".join(f"<li>{_words(line)}</li>" for line in part.lines)
    return f"<ul>\n{lines}\n</ul>"


def _table(part: Table) -> str:
    heads = "".join(f'<th scope="col">{_words(column.words)}</th>' for column in part.columns)
    rows = []
    for row in part.rows:
        across = f'<td colspan="{len(part.columns) - 1}">{_words(row.across)}</td>' if row.across else ""
        cells = "".join(f"<td>{_words(cell)}</td>" for cell in row.cells)
        both = ' rowspan="2"' if cells and across else ""
        lines = "</tr>\n<tr>".join(each for each in (cells, across) if each)
        rows.append(f'<tr><th scope="row"{both}>{_words(row.head)}</th>{lines}</tr>')
    inside = "\n".join(rows)
    return (
        f"<table>\n<caption>{_words(part.name)}</caption>\n<thead><tr>{heads}</tr></thead>\n"
        f"<tbody>\n{inside}\n</tbody>\n</table>"
    )

"""Canonical XML, written directly: what exclusive C14N makes of the fragments that a prescriber signs.

Only default namespaces are used there, so canonical form is: attributes in order after xmlns, no empty-element tags, no
white space between elements, and the escapes below (reference/eps/SIGNATURE.md).
"""

from collections.abc import Iterable

HL7 = "urn:hl7-org:v3"
XMLDSIG = "http://www.w3.org/2000/09/xmldsig#"

_TEXT = (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"))
_ATTRIBUTE = (("&", "&amp;"), ("<", "&lt;"), ('"', "&quot;"))


def element(name: str, attributes: dict[str, str] | None = None, *children: str, xmlns: str = "") -> str:
    """One element with its children, which are canonical already."""
    namespace = f' xmlns="{xmlns}"' if xmlns else ""
    written = "".join(f' {key}="{_attribute(value)}"' for key, value in sorted((attributes or {}).items()))
    return f"<{name}{namespace}{written}>{''.join(children)}</{name}>"


def text_element(name: str, text: str) -> str:
    return f"<{name}>{content(text)}</{name}>"


def content(text: str) -> str:
    """Text as it stands in canonical XML, after a parser has turned every line end into one line feed.

    The service's writer undoes "&amp;" first, so that text escaped before is not escaped twice.
    """
    return _replaced(_line_ends(text).replace("&amp;", "&"), _TEXT)


def _attribute(value: str) -> str:
    flat = _line_ends(value).replace("\n", " ").replace("\t", " ")
    return _replaced(flat, _ATTRIBUTE)


def _line_ends(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _replaced(text: str, pairs: Iterable[tuple[str, str]]) -> str:
    for plain, escaped in pairs:
        text = text.replace(plain, escaped)
    return text


def signed_info(digest_value: str, signature_method: str, digest_method: str) -> str:
    """The canonical SignedInfo for a digest. Its Reference has no URI (reference/eps/SIGNATURE.md)."""
    canonical = {"Algorithm": "http://www.w3.org/2001/10/xml-exc-c14n#"}
    reference = element(
        "Reference",
        None,
        element("Transforms", None, element("Transform", canonical)),
        element("DigestMethod", {"Algorithm": digest_method}),
        text_element("DigestValue", digest_value),
    )
    method = element("SignatureMethod", {"Algorithm": signature_method})
    return element("SignedInfo", None, element("CanonicalizationMethod", canonical), method, reference, xmlns=XMLDSIG)

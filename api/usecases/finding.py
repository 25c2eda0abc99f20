"""What a person typed → one node of the graph: a number, a code, a name, an id."""

from __future__ import annotations

import contextlib
import re
import unicodedata
from collections.abc import Iterator

from api.errors import BadRequest
from api.usecases.library import Library
from graph.errors import NotFound
from graph.ids import InvalidIdentifier, StandardId, parse
from graph.kinds import NodeKind
from graph.lookup import named_like, shown_as, with_value
from graph.model import PREFIXES, Node, kind_of, node_id
from ingest.bodies import committee, organization_id
from ingest.sources.organizations import parse_uscc
from ingest.sources.patents import parse_number

_CLASSES = (
    ("ICS", re.compile(r"(?:ICS\s*)?(\d{2}\.\d{3}(?:\.\d{2})?)|ICS\s*(\d{2})", re.IGNORECASE)),
    ("CCS", re.compile(r"(?:CCS\s*)?([A-Z]\d{2})|CCS\s*([A-Z])", re.IGNORECASE)),
    ("IPC", re.compile(r"(?:IPC\s*)?([A-H]\d{2}[A-Z](?:\s*\d{1,4}/\d{2,6})?)", re.IGNORECASE)),
    ("SEI", re.compile(r"SEI\s*(\d(?:\.\d{1,2})*)", re.IGNORECASE)),
)
_INDUSTRY = re.compile(r"(?:GB/T\s*4754|行业)\s*([A-T]?\d{0,4})|([A-T]?\d{2,4})")
_GROUP = re.compile(r"T/([A-Z][A-Z0-9]+)")
_NAMED = ("org", "committee", "domain", "aspect", "region", "task", "industry", "class")
_NAME_FIELDS = ("name_zh", "name_en", "aliases", "title_zh")
_HINTS = 8


def find_standard(library: Library, number: str) -> Node:
    """The edition or work of a number. Raises :class:`InvalidIdentifier` for a text that is none."""
    if number.strip():
        parse(number)
    return find_node(library, number)


def find_node(library: Library, what: str, kind: NodeKind | None = None) -> Node:
    """The node meant, of the ``kind`` asked for.

    Raises :class:`NotFound` with what comes near, or :class:`BadRequest` for an empty text.
    """
    text = unicodedata.normalize("NFKC", what).strip()
    if not text:
        raise BadRequest("give a number, a code or a name, for example: GB/T 1.1-2020")
    prefix, _, key = text.partition(":")
    if prefix in PREFIXES and key and not key.isdigit():
        return _by_id(library, what.strip(), text)

    def fits(node: str) -> bool:
        return kind is None or kind_of(node) is kind

    for node in filter(fits, _candidates(text)):
        if (found := library.graph.node(shown_as(library.statements, node))) is not None:
            return found
    codes = [node for node in _subjects(library, text) if fits(node)]
    if len(codes) == 1 and (found := library.graph.node(codes[0])) is not None:
        return found
    if len(codes) > 1:
        raise NotFound("{text}: several are called so: {codes}", text=text, codes="、".join(codes[:_HINTS]))
    raise _nothing(library, text)


def _by_id(library: Library, given: str, text: str) -> Node:
    for node in dict.fromkeys((given, text)):
        if (found := library.graph.node(shown_as(library.statements, node))) is not None:
            return found
    raise NotFound(
        "{given}: no such node in generation {generation}", given=given, generation=library.generation.manifest.number
    )


def _candidates(text: str) -> Iterator[str]:
    """Ids the text may stand for, the likeliest first; a standard before a class of the same letters."""
    identifier = _standard(text)
    if identifier is not None:
        if identifier.dated:
            yield node_id(NodeKind.STANDARD, identifier.canonical)
        else:
            yield node_id(NodeKind.WORK, identifier.work.canonical)
    yield committee(text)[0]
    with contextlib.suppress(ValueError):
        yield node_id(NodeKind.PATENT, parse_number(text))
    for scheme, pattern in _CLASSES:
        if found := pattern.fullmatch(text):
            code = re.sub(r"\s", "", next(filter(None, found.groups()))).upper()
            yield node_id(NodeKind.CLASSIFICATION, f"{scheme} {code}")
    if found := _INDUSTRY.fullmatch(text):
        code = next(filter(None, found.groups()), "")
        yield node_id(NodeKind.INDUSTRY, code[1:] if len(code) > 1 and code[0].isalpha() else code)
    yield organization_id(text)
    for prefix in ("domain", "aspect", "region", "task"):
        yield f"{prefix}:{text}"


def _standard(text: str) -> StandardId | None:
    try:
        return parse(text)
    except InvalidIdentifier:
        return None


def _subjects(library: Library, text: str) -> list[str]:
    """Nodes with this USCC, code of an association, or name."""
    with contextlib.suppress(ValueError):
        return with_value(library.statements, ("uscc",), parse_uscc(text))
    if found := _GROUP.fullmatch(text.upper()):
        return with_value(library.statements, ("group_code",), found[1])
    return [node for node in with_value(library.statements, _NAME_FIELDS, text)
            if library.graph.node(node) is not None]  # fmt: skip


def _nothing(library: Library, text: str) -> NotFound:
    identifier = _standard(text)
    if identifier is not None:
        return _other_editions(library, identifier)
    near = named_like(library.statements, _NAMED, text, _HINTS)
    live = library.generation.manifest.number
    if not near:
        return NotFound("{text}: not in the data of generation {generation}", text=text, generation=live)
    return NotFound(
        "{text}: not in the data of generation {generation}; near: {near}",
        text=text,
        generation=live,
        near="、".join(near),
    )


def _other_editions(library: Library, identifier: StandardId) -> NotFound:
    """Says what there is instead: other editions, other natures of the same serial."""
    rows = library.index.rows_of_works([identifier.work.canonical]) or library.index.rows_of_lineage(identifier.lineage)
    known = sorted(document.standard.number for document in library.index.rows(rows))
    live = library.generation.manifest.number
    if not known:
        return NotFound(
            "{number}: not in the data of generation {generation}", number=identifier.canonical, generation=live
        )
    return NotFound(
        "{number}: not in the data of generation {generation}; the data holds {known}",
        number=identifier.canonical,
        generation=live,
        known="、".join(known[:8]),
    )

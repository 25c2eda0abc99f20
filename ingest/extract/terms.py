"""Terms and definitions (GB/T 1.1-2020, 8.7; GB/T 20001.1): number, names, definition, notes, source."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from pydantic import BaseModel, ConfigDict

from graph.document import Block, BlockKind, Clause, Document, ElementKind, Place
from graph.references import Relation
from ingest.extract.references import extract_references


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class TermSource(_Frozen):
    """Where a definition comes from: canonical number and the clause there."""

    target: str
    clause: str | None = None


class Term(_Frozen):
    """One entry. ``also`` are admitted terms and abbreviations; ``modified`` when the source says 有修改."""

    number: str | None
    zh: str
    en: str | None = None
    also: tuple[str, ...] = ()
    definition: str = ""
    notes: tuple[str, ...] = ()
    sources: tuple[TermSource, ...] = ()
    source_text: str | None = None
    modified: bool = False
    place: Place


_HANZI = r"\u3400-\u9fff"
_GLUED = re.compile(
    rf"(?P<zh>[^。，；]{{0,24}}[{_HANZI}）)])\s+"
    rf"(?P<en>[A-Za-z][A-Za-z0-9 ,;'’()（）/\-—–]{{1,120}}?)\s*(?P<rest>[{_HANZI}《“].*)",
    re.DOTALL,
)
_GLUED_ZH = re.compile(
    rf"(?P<zh>[{_HANZI}A-Za-z0-9（）()、\-]{{2,20}})[\s\u3000]{{1,4}}(?P<rest>[{_HANZI}].{{8,}}。.*)", re.DOTALL
)
_SOURCE = re.compile(
    r"[\[［【](?P<inside>[^\[\]［］【】]{4,200})[\]］】]\s*$|^[\[［【](?P<lead>[^\[\]［］【】]{4,200})[\]］】]"
)
_CITES = re.compile(r"来源|引自|改写|定义|\d\.\d|有修改|[A-Z]{2,}", re.IGNORECASE)
_ABBREVIATION = re.compile(r"\s*[（(](?P<name>[A-Za-z][A-Za-z0-9\-]{1,15})[)）]\s*$")
_NOTE = re.compile(r"^(?:注\s*\d{0,2}\s*[:：]|示例\s*\d{0,2}\s*[:：]|说明\s*[:：])")
_LEAD = re.compile(r"适用于本|界定的|下列术语|没有需要界定")
_TERM_LINE = re.compile(rf"[^。；：:，,]{{0,40}}[{_HANZI}）)]\s+[A-Za-z][A-Za-z0-9 ,;'’()/\-—–]{{1,100}}")


@dataclass(slots=True)
class _Entry:
    number: str | None
    blocks: list[tuple[Block, str]] = field(default_factory=list)


def terms_of(document: Document) -> list[Term]:
    """All entries of the chapters on terms, in printed order."""
    blocks = {block.index: block for block in document.blocks}
    found: list[Term] = []
    for clause in document.walk():
        if clause.kind is ElementKind.TERMS:
            for entry in _entries(clause, [blocks[at] for at in clause.blocks if at in blocks]):
                term = _term(entry)
                if term is not None:
                    found.append(term)
    return found


def _entries(clause: Clause, blocks: list[Block]) -> list[_Entry]:
    """The entry of a numbered clause; without numbers, entries begin where a line names a term in two languages."""
    texts = [(block, _without_number(block, clause.number)) for block in blocks if block.table is None]
    texts = [(block, text) for block, text in texts if text]
    if clause.depth > 0 and clause.number is not None:
        if clause.children and not any("。" in text for _, text in texts[1:]):
            return []  # a group of terms: 3.1 一般术语
        return [_Entry(clause.number, texts)] if texts else []
    entries: list[_Entry] = []
    for block, text in texts[1:] if texts and texts[0][0].index == clause.blocks[0] else texts:
        begins = _TERM_LINE.fullmatch(text) or (_GLUED.fullmatch(text) and not _NOTE.match(text))
        if begins and not _LEAD.search(text):
            entries.append(_Entry(None))
        if entries:
            entries[-1].blocks.append((block, text))
    return entries


def _without_number(block: Block, number: str | None) -> str:
    text = block.text.strip()
    if number and text.startswith(number):
        return text[len(number) :].lstrip(" .\u3000")
    return text


def _term(entry: _Entry) -> Term | None:
    """The entry as a term; None for a clause without a definition (lead sentences, headings of groups)."""
    first, text = entry.blocks[0]
    if _LEAD.search(text) or (len(entry.blocks) == 1 and not _is_glued(text)):
        return None
    zh, en, rest = _names(text)
    if not zh or len(zh) > 60:
        return None
    body = [rest] if rest else []
    also: list[str] = []
    if en is not None and (short := _ABBREVIATION.search(en)):
        also.append(short["name"])
        en = en[: short.start()].strip()
    lines = [one for _, one in entry.blocks[1:]]
    while lines and not body and _is_name(lines[0]) and len(lines) > 1:
        name = lines.pop(0)
        if en is None and re.fullmatch(rf"[^{_HANZI}]+", name):
            en = name.strip()
        else:
            also.append(name.strip())
    notes, definition, source = _parts([*body, *lines], [block for block, _ in entry.blocks])
    if not definition and source is None:
        return None
    sources = _sources(source, notes)
    return Term(
        number=entry.number, zh=zh, en=en, also=tuple(also), definition=definition, notes=tuple(notes),
        sources=sources, source_text=source, modified="有修改" in (source or "") or any("改写" in n for n in notes),
        place=Place(block=first.index, page=first.page, clause=entry.number, start=0, end=len(first.text)),
    )  # fmt: skip


def _is_glued(text: str) -> bool:
    return _GLUED.fullmatch(text) is not None or _GLUED_ZH.fullmatch(text) is not None


def _names(text: str) -> tuple[str, str | None, str]:
    """Chinese and English name and what is glued to them."""
    glued = _GLUED.fullmatch(text)
    if glued is not None and ("。" in glued["rest"] or len(glued["rest"]) > 12):
        return glued["zh"].strip(), glued["en"].strip(" ;,"), glued["rest"].strip()
    only = _GLUED_ZH.fullmatch(text)
    if only is not None:
        return only["zh"].strip(), None, only["rest"].strip()
    line = text.split("\n", 1)
    split = re.search(rf"(?<=[{_HANZI}）)])\s*(?P<en>[A-Za-z][^{_HANZI}。]*)$", line[0])
    zh = line[0][: split.start()] if split else line[0]
    rest = line[1].strip() if len(line) > 1 else ""
    return zh.strip(" ,，;；"), (split["en"].strip() or None) if split else None, rest


def _is_name(line: str) -> bool:
    """A line of its own that is another name: short, without an end of sentence."""
    if len(line) > 60 or re.search(r"[。；：:，]", line) or _NOTE.match(line) or _SOURCE.search(line):
        return False
    return re.fullmatch(rf"[^{_HANZI}]+", line) is not None or len(line) <= 12


def _parts(lines: list[str], blocks: list[Block]) -> tuple[list[str], str, str | None]:
    """Notes, definition and source of the lines after the names."""
    kinds = {block.text.strip(): block.kind for block in blocks}
    notes: list[str] = []
    definition: list[str] = []
    source: str | None = None
    for line in lines:
        found = _SOURCE.search(line)
        inside = (found["inside"] or found["lead"]) if found else None
        if found is not None and inside is not None and _CITES.search(inside):
            source = inside if source is None else f"{source}；{inside}"
            line = (line[: found.start()] + line[found.end() :]).strip()
        if not line:
            continue
        if _NOTE.match(line) or kinds.get(line) is BlockKind.NOTE:
            notes.append(line)
        elif notes and not re.match(r"[a-z0-9][)）]|[—–-]{1,2}", line) and source is None and len(line) < 8:
            notes[-1] += line
        else:
            definition.append(line)
    return notes, "\n".join(definition), source


def _sources(source: str | None, notes: list[str]) -> tuple[TermSource, ...]:
    texts = [f"[来源：{re.sub('^来源[:：]', '', source)}]"] if source else []
    texts += [note for note in notes if "改写" in note or "来源" in note]
    return tuple(
        TermSource(target=one.target, clause=next(iter(one.clauses), None))
        for one in extract_references("\n".join(texts), "terms")
        if one.relation is Relation.TERM_SOURCE
    )

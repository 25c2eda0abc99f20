"""Automatic numbers of Word paragraphs, which are not in the text (ECMA-376, 17.9: numbering).

A paragraph names a list (``numId``) and a level, itself or through its style; the list names an abstract one that
says how each level is counted and written (``%1.%2``). Counters belong to the abstract list, since Word lets all lists
of one abstract list count on together, unless a list overrides the start.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from ingest.documents.docx_counting import counted

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LEVELS = 9
_SYMBOLS = {"\uf0b7": "•", "\uf0a7": "▪", "\uf0d8": "➢", "\uf06c": "●", "\uf06e": "■", "\uf0fc": "✓", "o": "○"}


@dataclass(frozen=True, slots=True)
class Level:
    """One level of an abstract list."""

    start: int
    form: str
    text: str
    restart: int | None  # the level (from 1) whose number restarts it; 0 never
    style: str | None
    legal: bool  # all numbers in decimal


@dataclass(frozen=True, slots=True)
class _List:
    abstract: str
    starts: dict[int, int]
    levels: dict[int, Level]


@dataclass(slots=True)
class _Style:
    based_on: str | None
    num_id: str | None
    level: int | None
    outline: int | None
    name: str


@dataclass(slots=True)
class Numbering:
    """Numbers paragraphs in document order; one object a document."""

    styles: dict[str, _Style] = field(default_factory=dict)
    default_style: str | None = None
    _abstract: dict[str, dict[int, Level]] = field(default_factory=dict)
    _lists: dict[str, _List] = field(default_factory=dict)
    _counters: dict[str, list[int | None]] = field(default_factory=dict)
    _started: set[tuple[str, int]] = field(default_factory=set)

    @classmethod
    def read(cls, numbering: etree._Element | None, styles: etree._Element | None) -> Numbering:
        """From the parts ``numbering.xml`` and ``styles.xml``, either of which may be absent."""
        made = cls()
        for style in styles.iterfind(f"{W}style") if styles is not None else ():
            key = style.get(f"{W}styleId") or ""
            made.styles[key] = _style(style)
            if style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") in ("1", "true", "on"):
                made.default_style = key
        if numbering is not None:
            made._read_lists(numbering)
        return made

    def style_chain(self, key: str | None) -> list[_Style]:
        """A style and those it is based on."""
        chain: list[_Style] = []
        seen: set[str] = set()
        while key is not None and key in self.styles and key not in seen and len(chain) < 20:
            seen.add(key)
            chain.append(self.styles[key])
            key = chain[-1].based_on
        return chain

    def number(self, style: str | None, num_id: str | None, level: int | None) -> str | None:
        """The number of the next paragraph; ``num_id`` and ``level`` are its own, where it has them.

        Returns None where the paragraph is not numbered; bullets give their sign.
        """
        num_id, at = self._resolve(style, num_id, level)
        if num_id is None or num_id == "0" or num_id not in self._lists:
            return None
        listed = self._lists[num_id]
        levels = {**self._abstract.get(listed.abstract, {}), **listed.levels}
        at = min(max(at, 0), _LEVELS - 1)
        if at not in levels:
            return None
        counters = self._count(num_id, listed, levels, at)
        return _written(levels, counters, at)

    def _resolve(self, style: str | None, num_id: str | None, level: int | None) -> tuple[str | None, int]:
        if num_id is not None:
            return num_id, level if level is not None else self._linked(style, num_id) or 0
        key = style
        for one in self.style_chain(style):
            if one.num_id is not None:
                linked = self._linked(key, one.num_id)
                at = level if level is not None else linked if linked is not None else one.level or 0
                return one.num_id, at
            key = one.based_on
        return None, 0

    def _linked(self, style: str | None, num_id: str) -> int | None:
        """The level that is linked to a style."""
        listed = self._lists.get(num_id)
        levels = {**self._abstract.get(listed.abstract, {}), **listed.levels} if listed else {}
        return next((at for at, one in levels.items() if style is not None and one.style == style), None)

    def _count(self, num_id: str, listed: _List, levels: dict[int, Level], at: int) -> list[int | None]:
        counters = self._counters.setdefault(listed.abstract, [None] * _LEVELS)
        before = counters[at]
        if at in listed.starts and (num_id, at) not in self._started:
            counters[at] = listed.starts[at]
            for above in range(at):
                self._started.add((num_id, above))
        else:
            counters[at] = levels[at].start if before is None else before + 1
        self._started.add((num_id, at))
        for below in range(at + 1, _LEVELS):
            restart = levels[below].restart if below in levels else None
            if restart is None or (restart > 0 and at < restart):
                counters[below] = None
        return counters

    def _read_lists(self, root: etree._Element) -> None:
        links: dict[str, str] = {}
        named: dict[str, str] = {}
        for abstract in root.iterfind(f"{W}abstractNum"):
            key = abstract.get(f"{W}abstractNumId") or ""
            self._abstract[key] = {at: one for lvl in abstract.iterfind(f"{W}lvl") for at, one in _level(lvl)}
            link = _value(abstract, "numStyleLink")
            if link is not None:
                links[key] = link
            name = _value(abstract, "styleLink")
            if name is not None:
                named[name] = key
        for num in root.iterfind(f"{W}num"):
            abstract_id = _value(num, "abstractNumId") or ""
            if abstract_id in links:
                abstract_id = named.get(links[abstract_id], abstract_id)
            self._lists[num.get(f"{W}numId") or ""] = _list(num, abstract_id)


def _list(num: etree._Element, abstract: str) -> _List:
    starts: dict[int, int] = {}
    levels: dict[int, Level] = {}
    for override in num.iterfind(f"{W}lvlOverride"):
        at = _int(override.get(f"{W}ilvl"), 0)
        start = _value(override, "startOverride")
        if start is not None:
            starts[at] = _int(start, 1)
        for lvl in override.iterfind(f"{W}lvl"):
            levels.update(_level(lvl))
    return _List(abstract, starts, levels)


def _level(lvl: etree._Element) -> list[tuple[int, Level]]:
    form = _value(lvl, "numFmt") or "decimal"
    restart = _value(lvl, "lvlRestart")
    legal = lvl.find(f"{W}isLgl")
    level = Level(
        start=_int(_value(lvl, "start"), 0 if _value(lvl, "start") is None else 1),
        form=form,
        text=_value(lvl, "lvlText") or "",
        restart=None if restart is None else _int(restart, 0),
        style=_value(lvl, "pStyle"),
        legal=legal is not None and legal.get(f"{W}val") not in ("0", "false", "off"),
    )
    return [(_int(lvl.get(f"{W}ilvl"), 0), level)]


def _style(style: etree._Element) -> _Style:
    properties = style.find(f"{W}pPr")
    num = properties.find(f"{W}numPr") if properties is not None else None
    level = _value(num, "ilvl") if num is not None else None
    outline = _value(properties, "outlineLvl") if properties is not None else None
    return _Style(
        based_on=_value(style, "basedOn"),
        num_id=_value(num, "numId") if num is not None else None,
        level=None if level is None else _int(level, 0),
        outline=None if outline is None else _int(outline, 9),
        name=_value(style, "name") or "",
    )


def _written(levels: dict[int, Level], counters: list[int | None], at: int) -> str | None:
    level = levels[at]
    if level.form == "bullet":
        sign = level.text.strip()
        return "".join(_SYMBOLS.get(c, c if c < "\ue000" or c > "\uf8ff" else "•") for c in sign) or "•"
    if level.form == "none" and "%" not in level.text:
        return level.text.strip() or None

    def put(found: re.Match[str]) -> str:
        which = int(found[1]) - 1
        if which > at:
            return ""
        of = levels.get(which)
        count = counters[which]
        if count is None:
            count = of.start if of is not None else 1
        return counted(count, "decimal" if level.legal else of.form if of is not None else "decimal")

    return re.sub(r"%([1-9])", put, level.text).strip() or None


def _value(element: etree._Element, name: str) -> str | None:
    child = element.find(f"{W}{name}")
    return None if child is None else child.get(f"{W}val")


def _int(text: str | None, default: int) -> int:
    try:
        return int(text) if text is not None else default
    except ValueError:
        return default

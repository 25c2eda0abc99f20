"""What a title says 标准名称分析: object, kind of standard, aspect, process stage, region, series and part.

GB/T 1.1-2020, 6.1.4 composes a title of an introductory element 引导要素, a main element 主体要素 (the
object) and a complementary element 补充要素 (the aspect); `analyse` takes them apart again.

    >>> analyse("免烫男衬衫").head
    '衬衫'
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache, lru_cache

from graph import objects as classes
from search.compare import tables
from search.compare.lexicon import Token, cut

_PART = re.compile(r"第?\s*(\d+(?:[-.]\d+)*|[一二三四五六七八九十]+)\s*(?:部分|篇)\s*[::]?\s*")
_BRACKET = re.compile(r"[((\[][^)\])]*[)\])]")
_JOINTS = re.compile(r"[、,]|及其|以及|[及和与]")
_LOOSE_ENDS = "的及和与或、之 "
_LOOSE_STARTS = "的及和与或、 "
_SCOPE_VERBS = (  # GB/T 1.1-2020, 8.5: the verb of the scope tells the type of standard
    (re.compile(r"描述了.{0,60}(?:方法|步骤|程序)|规定了.{0,40}的(?:测定|试验|检验|测试)方法"), "method"),
    (re.compile(r"给出了|提供了.{0,30}指导|提供.{0,20}(?:指导|建议)"), "guide"),
    (re.compile(r"界定了.{0,30}术语"), "terminology"),
    (re.compile(r"排放限值|(?:的|等)限量|限值"), "limit"),
    (re.compile(r"服务.{0,20}(?:流程|要求|规范|评价)"), "service"),
)
_REQUIRES = re.compile(r"规定了[^。;]{0,120}(?:要求|指标)")  # then 描述了相应的试验方法 does not make it a method
_EXCLUDED = re.compile(r"[^。;]*不适用于[^。;]*[。;]?")
_THINGS = (
    "仪", "机", "箱", "器", "设备", "装置", "室", "剂", "试剂盒", "罐", "柜", "灯", "阀", "车", "膜", "袋", "管",
    "瓶", "板", "泵", "材料", "制品", "产品", "软件", "平台", "终端", "模块", "工具", "探头", "电池", "用品",
)  # fmt: skip
_GUIDED = frozenset({"management", "service", "evaluation", "grading", "design"})  # 等级评定实施指南
_PROPERTIES = ("性", "性能", "率", "强度", "精度", "含量", "指标", "特性")
_PROCESS_WORDS = frozenset({"规程", "技术规程", "技术"})


@dataclass(frozen=True, slots=True)
class ObjectName:
    """One object of standardization 标准化对象: `免烫男衬衫` → head `衬衫`, modifiers `免烫`, `男`."""

    text: str
    norm: str
    head: str
    modifiers: tuple[str, ...] = ()
    tokens: tuple[str, ...] = ()
    composed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TitleParts:
    """A title taken apart; every field may be empty, `kind` is `product` when nothing tells otherwise."""

    title: str
    objects: tuple[ObjectName, ...] = ()
    kind: str = "product"
    kind_explicit: bool = False
    topics: frozenset[str] = frozenset()
    scope_topics: frozenset[str] = frozenset()
    characteristic: str = ""
    stages: frozenset[str] = frozenset()
    region: str = ""
    series: str = ""
    subject: str = ""
    part: str = ""
    part_title: str = ""
    qualifier: str = ""
    scope_classes: frozenset[str] = field(default=frozenset())

    @property
    def object(self) -> str:
        return self.objects[0].text if self.objects else ""

    @property
    def head(self) -> str:
        return self.objects[0].head if self.objects else ""

    @property
    def modifiers(self) -> tuple[str, ...]:
        return self.objects[0].modifiers if self.objects else ()


@cache
def _endings() -> dict[str, str]:
    return dict(tables.column("kinds", "ending", "kind"))


@cache
def _regions() -> tuple[str, ...]:
    return tuple(sorted(tables.column("regions", "name", "level"), key=len, reverse=True))


def strip_kind(text: str) -> tuple[str, str, str]:
    """Split off the longest ending that names a kind of standard: (rest, kind, ending)."""
    for size in range(min(20, len(text)), 1, -1):
        kind = _endings().get(text[-size:])
        if kind is not None:
            return text[:-size].rstrip(_LOOSE_ENDS), kind, text[-size:]
    return text, "", ""


def _strip_kinds(text: str) -> tuple[str, str, str]:
    """Split off all endings; the innermost that says more than 规范/要求 decides (加工 + 技术规程)."""
    kind, tail = "", ""
    while True:
        rest, found, ending = strip_kind(text)
        if not found or (not rest and kind):
            return text, kind, tail
        weak = kind in ("", "product", "guide", "principle") or tail in _PROCESS_WORDS
        if weak and not (kind and found == "product"):
            kind = found if kind != "guide" or found in _GUIDED else kind
        tail, text = ending + tail, rest
        if not rest:
            return text, kind, tail


def _strip_region(text: str) -> tuple[str, str]:
    for name in _regions():
        if text.startswith(name) and len(text) > len(name):
            rest = text[len(name) :]
            first = cut(text)[0]
            if first.end > len(name) and "class" in first.roles and not classes.class_of(rest):
                return "", text  # 大理石 does not begin with 大理, but 福鼎白茶 is 白茶 from 福鼎
            unit = re.match(r"(?:省|市|县|区|自治区|壮族自治区|州|地区)", rest)
            return name, rest[unit.end() :] if unit and len(rest) > unit.end() else rest
    return "", text


def _object(text: str) -> ObjectName | None:
    tokens = [t for t in cut(text) if t.text.strip()]
    content = [t for t in tokens if "connector" not in t.roles]
    if not content:
        return None
    effects = tables.column("modifiers", "word", "effect")
    kept = [t for t in content if effects.get(t.text) not in ("neutral", "quality") or len(content) == 1]
    kept = kept or content
    while len(kept) > 1 and (effects.get(kept[-1].text) == "tail" or kept[-1].roles == {"stage"}):
        kept.pop()
    trailing: list[Token] = []  # 铁观音清香型 is 清香型铁观音
    while len(kept) > 1 and kept[-1].roles == {"modifier"}:
        trailing.insert(0, kept.pop())
    kept = trailing + kept
    head = classes.class_of("".join(t.norm for t in kept)) or _head(kept)
    norm = "".join(t.norm for t in kept)
    modifiers = tuple(
        word
        for t in kept
        if t.norm != head and not head.endswith(t.norm)
        for word in (_words(t.norm[: -len(head)]) if t.norm.endswith(head) else (t.norm,))
    )
    words = frozenset(w for t in content for w in (t.text, t.norm))
    return ObjectName(text, norm, head, modifiers, tuple(t.norm for t in kept), classes.composed(head, words))


def _words(text: str) -> tuple[str, ...]:
    return tuple(t.norm for t in cut(text) if "connector" not in t.roles)


def _head(tokens: list[Token]) -> str:
    last = tokens[-1]
    return last.norm if not last.is_unknown or len(tokens) == 1 or len(last.text) > 3 else last.text


def _characteristic(text: str) -> tuple[str, str]:
    """Split `人造板及其制品甲醛释放量` into object and characteristic at the first topic after an object."""
    seen_object = False
    rest, _, _ = _strip_kinds(text)
    if rest.endswith(_THINGS):  # 甲醛释放量检测用大气候室 is a thing, not a characteristic
        return text, ""
    tokens = cut(text)
    for token in tokens:
        only_topic = "topic" in token.roles and not token.roles & {"class"}
        if only_topic and seen_object and token.start > 0:
            rest = text[: token.start].rstrip(_LOOSE_ENDS + "中")
            if rest and not any("class" in t.roles for t in tokens if t.start >= token.end):
                return rest, text[token.start :]
        seen_object = seen_object or token.is_unknown or bool(token.roles & {"class", "stage"})
    if len(tokens) > 1 and tokens[-1].is_unknown and tokens[-1].text.endswith(_PROPERTIES):
        before = text[: tokens[-1].start].rstrip(_LOOSE_ENDS + "中")
        if any("class" in t.roles for t in tokens[:-1]):  # 防尘口罩佩戴舒适性
            return before, tokens[-1].text
    return text, ""


def _stages_at_end(text: str) -> frozenset[str]:
    """Process stages that an object ends in (家具回收交易 → disposal, sales), empty when it is only those."""
    words = tables.column("stages", "word", "stage")
    tokens = [t for t in cut(text) if "connector" not in t.roles]
    found: set[str] = set()
    while len(tokens) > 1 and tokens[-1].roles == {"stage"}:
        found.add(words[tokens.pop().text])
    return frozenset(found)


def _functions(text: str) -> list[str]:
    """Modifiers of an object that add a function (抗菌, 无醛添加)."""
    effects = tables.column("modifiers", "word", "effect")
    return [t.text for t in cut(text) if effects.get(t.text) == "function"]


def _split_objects(text: str) -> list[str]:
    """Objects joined by 及/和/与/、; what limits the first limits the rest (电动自行车换电柜与电池包)."""
    pieces = [p.lstrip(_LOOSE_STARTS).rstrip(_LOOSE_ENDS) for p in _JOINTS.split(text)]
    pieces = [p for p in pieces if p and p not in ("制品", "系统", "设备", "装置", "产品", "部件")]
    if len(pieces) < 2 or not all(len(p) > 1 and (len(p) > 3 or classes.class_of(p)) for p in pieces):
        return pieces[:1] or [text]
    if any(t.text in ("用", "的") for t in cut(pieces[-1])):  # 混凝土及砂浆用砂 is one object, 砂
        return [text]
    first = [t for t in cut(pieces[0]) if "connector" not in t.roles]
    lead = pieces[0][: first[-1].start] if len(first) > 1 else ""
    return [pieces[0], *(lead + p if len(cut(p)) == 1 and not p.startswith(lead) else p for p in pieces[1:])]


def topics_in(text: str) -> frozenset[str]:
    """Topics 特性 named in a text (甲醛, 噪声, 能效 …), longest phrase first so that parts do not count."""
    known = tables.column("topics", "phrase", "topic")
    found = {known[t.text] for t in cut(text) if t.text in known}
    taken = [False] * len(text)
    for phrase in _phrases_by_length():
        start = text.find(phrase)
        while start >= 0:
            if not any(taken[start : start + len(phrase)]):
                found.add(known[phrase])
                taken[start : start + len(phrase)] = [True] * len(phrase)
            start = text.find(phrase, start + 1)
    return frozenset(found)


@cache
def _phrases_by_length() -> tuple[str, ...]:
    return tuple(sorted((p for p in tables.column("topics", "phrase", "topic") if len(p) > 1), key=len)[::-1])


@cache
def weak_topics() -> frozenset[str]:
    """Topics that nearly every standard touches (分类, 标识, 抽样 …): they never decide a grade."""
    return frozenset(row["topic"] for row in tables.rows("topics") if row["weight"] == "weak")


def classes_in(text: str) -> frozenset[str]:
    """Object classes named in a text, in preferred form."""
    known = classes.known_classes()
    return frozenset(t.norm for t in cut(text) if t.norm in known and len(t.text) > 1)


def _segments(title: str) -> tuple[str, str, str, str, int]:
    """(introductory element, main text, part number, part title) of a normalised title, and the length of the object
    where the main text is a main and a complementary element put together (else 0)."""
    found = _PART.search(title)
    if found and found.start() > 0:
        whole, part = title[: found.start()].strip(), found.group(1)
        part_title = title[found.end() :].strip()
        intro = _pieces(whole)
        return " ".join(intro[:-1]), intro[-1] if intro else "", part, part_title, 0
    pieces = _pieces(title)
    if len(pieces) < 2:
        return "", pieces[0] if pieces else title, "", "", 0
    known = " ".join(pieces[:-1]) in tables.column("series", "prefix", "note")
    if _is_kind(pieces[-1]) or (not known and not _has_class(pieces[-1]) and _has_class(pieces[-2])):
        # 质量管理体系 要求, 化妆品 菌落总数测定: the object stands before the last element
        return " ".join(pieces[:-2]), pieces[-2] + pieces[-1], "", "", len(pieces[-2])
    return " ".join(pieces[:-1]), pieces[-1], "", "", 0


def _pieces(title: str) -> list[str]:
    """Elements of a title: a blank between two Chinese characters parts them, one inside 600 MPa does not."""
    found = re.split(r"(?<=[\u4e00-\u9fff)])\s+(?=[\u4e00-\u9fff(])", title)
    return [piece for f in found if (piece := re.sub(r"\s+", "", f))]


def _is_kind(text: str) -> bool:
    while text:
        text, kind, _ = strip_kind(text)
        if not kind:
            return False
    return True


def _has_class(text: str) -> bool:
    return any("class" in t.roles for t in cut(text))


def relevant_scope(scope: str) -> str:
    """The scope in normal form without what it says it is *not* for (本文件不适用于…)."""
    return _EXCLUDED.sub("", tables.normalise(scope))


def _kind_of_scope(scope: str) -> str:
    requires = _REQUIRES.search(scope) is not None
    found = (kind for pattern, kind in _SCOPE_VERBS if pattern.search(scope))
    return next((kind for kind in found if not (requires and kind == "method")), "")


@lru_cache(maxsize=65536)
def analyse(title: str, scope: str = "") -> TitleParts:
    """Take a title apart; the scope, where given, adds topics, classes and the kind a bare title lacks."""
    whole = tables.normalise(title)
    qualifier = " ".join(m.group(0)[1:-1] for m in _BRACKET.finditer(whole))
    series, main, part, part_title, joint = _segments(_BRACKET.sub("", whole).strip())
    series_kind = tables.column("series", "prefix", "kind")
    subject = tables.column("series", "prefix", "subject").get(series, "")
    text = main
    if part_title:
        names_object = not _is_kind(part_title) and (_has_class(part_title) or not _has_class(main))
        if names_object:  # 乌龙茶 第2部分: 铁观音: the part names the object
            series, text = f"{series} {main}".strip(), part_title
        else:
            text = main + part_title
    length = len(text)
    region, text = _strip_region(text)
    joint = joint and joint - (length - len(text))
    core, kind, tail = _strip_kinds(text)
    core = core or text
    split, characteristic = _characteristic(text)
    core = split if characteristic and len(split) < len(core) else core
    if 0 < joint < len(core):  # 移动操作机器人 微粒与微生物控制要求: the blank parts object and aspect
        core, characteristic = core[:joint], core[joint:] + characteristic
    if not region:
        region, core = _strip_region(core)
    for piece in series.split():
        region = region or next((r for r in _regions() if piece.startswith(r)), "")
    objects = tuple(o for o in map(_object, _split_objects(core)) if o is not None)
    scope_text = relevant_scope(scope)
    if not kind and series and series not in series_kind:
        kind = _strip_kinds(series.replace(" ", ""))[1]  # 体育器材售后服务 第8部分: 室外健身器材 is on service
    doing = _stages_at_end(core)
    if doing and kind in ("", "product"):
        kind = "process"  # 家具回收交易技术规范 is on doing, not on 家具
    explicit = kind != ""
    kind = kind or series_kind.get(series, "") or _kind_of_scope(scope_text) or "product"
    stage_words = tables.column("stages", "word", "stage")
    staged = f"{characteristic}{tail}" + (core if kind in ("process", "construction") else "")
    stages = frozenset(s for word, s in stage_words.items() if word in staged) | doing
    added = topics_in("".join(_functions(core))) - topics_in(characteristic)
    topics = topics_in(whole) - added  # 无醛添加胶合板 is about 胶合板; 甲醛 is an aside
    return TitleParts(
        title=whole, objects=objects, kind=kind, kind_explicit=explicit, topics=topics,
        scope_topics=(topics_in(scope_text) | added) - topics, characteristic=characteristic, stages=stages,
        region=region, series=series, subject=subject, part=part, part_title=part_title,
        qualifier=qualifier, scope_classes=classes_in(scope_text),
    )  # fmt: skip

"""Taking a printed name apart: object, characteristic, grade, brackets.

    木家具甲醛释放量           → 木家具 | 甲醛释放量
    透视机房屏蔽体外表面的周围剂量当量率 → 透视机房屏蔽体外表面 | 周围剂量当量率
    农用地土壤镉风险筛选值     → 农用地土壤 | 镉     (筛选值 says only that a limit follows)

The characteristic is the longest run of known terms (``data/characteristics.csv``) that ends the name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.extract.limits import lexicon

_JOINERS = "、和与及或"
_RESPONSES = ("反应", "响应", "效应", "供应", "适应", "感应", "对应", "相应")
_GRADE = re.compile(
    r"(?<![A-Za-z0-9.])[1-9][0-9]\.[05]R? ?级|(?<![A-Za-z0-9.])(?:ENF|[A-Z]{1,2}[0-9]{0,2}|"
    r"[IVX]{1,4}|[ⅠⅡⅢⅣⅤⅥ][A-Za-z]?|第?[0-9一二三四五六特优高中低][A-Z]?) ?(?:级(?!配|别|数|"
    r"差)(?:标准)?(?: ?[A-C] ?标准)?|类(?!型|别)|型|等品)"
    r"|(?<![A-Za-z0-9])[VSDFC][0-9]{1,2}(?=[:：]|$)|(?:[优一二三合][等格级]|特[等级]|优级)品?(?:品|级|标准)"
)
_NOT_GRADES = ("声级", "等级", "分级")


@dataclass(frozen=True, slots=True)
class Name:
    """A name taken apart; ``items`` are the members of an enumeration (颗粒物、二氧化硫), one where there is none."""

    object: str
    characteristic: str
    grade: str = ""
    modifier_only: bool = False  # 纬向: what is measured was said before
    generic: bool = False  # 限值: likewise


def strip_name(text: str) -> str:
    """Without the words that lead to the value (应为, 应控制在) and the conjunctions before."""
    text = _balanced(text.strip(" ,，、。;；:="))
    text = re.sub(r"[自从由][^，,]{1,14}起(?:计|算)?$", "", text)
    changed = True
    while changed and text:
        changed = False
        for word in lexicon.fillers("before_value"):
            if word == "能" and text[-2:] in ("性能", "功能", "效能", "节能", "热能", "电能", "技能"):
                continue
            if word == "应" and text[-2:] in _RESPONSES and lexicon.terms().ending(text, len(text) - 1) is None:
                continue
            if text.endswith(word) and lexicon.terms().ending(text, len(text)) in (None, "值", word):
                text = text[: -len(word)].rstrip(" ,，、:=")
                changed = True
                break
    changed = True
    while changed and text:
        changed = False
        for word in lexicon.fillers("before_name"):
            if text.startswith(word) and lexicon.terms().at(text, 0) is None:
                text = text[len(word) :].lstrip(" ,，、:=")
                changed = True
                break
    return _balanced(text)


def _balanced(text: str) -> str:
    """Without brackets that open or close outside the text."""
    while text.count("(") > text.count(")"):
        at = text.rfind("(")
        text = text[:at] + text[at + 1 :]
    while text.count(")") > text.count("("):
        at = text.find(")")
        text = text[:at] + text[at + 1 :]
    return text.strip(" ,，、")


def take_grade(text: str) -> tuple[str, str]:
    """A grade or class in a name, and the name without it."""
    found = None
    for match in _GRADE.finditer(text):
        if text[max(0, match.start() - 1) : match.end()].endswith(_NOT_GRADES) or text[
            match.start() - 1 : match.start() + 1
        ] in ("声级", "等级"):
            continue
        found = match
    if found is None:
        return "", text
    start, end = found.span()
    extra = re.match(r"(?:新扩改建|现有|标准|产品)", text[end:])
    if extra:
        end += extra.end()
    return text[start:end].strip(), text[:start] + " " + text[end:]


def split_name(text: str) -> Name:
    """Object and characteristic of a name without brackets and values."""
    grade, text = take_grade(text)
    text = strip_name(re.split(r"应(?:当)?(?:同时)?(?:满足|符合)(?=.)", text)[-1])
    if not text:
        return Name("", "", grade)
    at, roles = _run(text)
    if at < len(text) and roles and roles <= {"generic"}:
        head = text[:at].rstrip("的 ")
        inner = _last_run(head)
        if (
            inner is not None
            and not _goes_on(head[inner[1] :])
            and lexicon.terms().values.get(_last_term(head, inner[1])) == "substance"
        ):
            return _by_particle(head, grade)  # 对苯二胺 is no 苯
        if inner is not None:
            start, end = inner
            rest = (head[:start].rstrip("的 ") + " " + head[end:].strip("的 ")).strip()
            return Name(_object(rest), tidy(head[start:end]), grade)
        return Name("", head or text, grade, generic=not head)
    if at == len(text):
        return _by_particle(text, grade)
    characteristic = text[at:]
    before = text[:at]
    at = _with_substance(text, _to_particle(text, _to_extreme(text, at)))
    characteristic, before = text[at:], text[:at]
    if roles <= {"modifier", "generic"}:
        return Name(_object(before), characteristic, grade, modifier_only=True)
    return Name(_object(before), tidy(characteristic), grade)


def _to_extreme(text: str, at: int) -> int:
    """最小水泥用量: the words between 最小 and the quantity belong to it."""
    found = [text.rfind(word, max(0, at - 8), at) for word in ("最大", "最小", "最高", "最低")]
    return max(found) if max(found) >= 0 else at


def _to_particle(text: str, at: int) -> int:
    """The words between 的 and the known terms belong to the characteristic: 拉链的平拉强力."""
    mark = text.rfind("的", max(0, at - 7), at)
    return mark + 1 if mark >= 0 and mark + 1 < at and "、" not in text[mark:at] else at


def _run(text: str) -> tuple[int, set[str]]:
    """Start of the run of terms that ends the text, and the roles in it."""
    at, roles = len(text), set[str]()
    while at > 0:
        term = lexicon.terms().ending(text, at)
        if term is not None:
            at -= len(term)
            roles.add(lexicon.terms().values[term])
            if lexicon.terms().values[term] == "substance":
                at -= _compound(text[:at])
            continue
        bracket = _bracket_before(text, at)
        if bracket is not None and (at == len(text) or bracket > 0):
            if lexicon.terms().ending(text, bracket) is None:
                break
            at = bracket
            continue
        joined = text[at - 1] in _JOINERS and not roles <= {"generic"} and lexicon.terms().ending(text, at - 1)
        linked = text[at - 1] == "的" and roles <= {"generic", "modifier"} | _fractions(text[at:])
        if (joined or linked) and lexicon.terms().ending(text, at - 1) is not None:
            at -= 1
            continue
        if text[at - 1] == " " and at > 1 and roles and lexicon.terms().ending(text, at - 1) is not None:
            at -= 1
            continue
        break
    if at < len(text) and text[at] in _JOINERS + "的 ":
        at += 1
    return at, roles


_COMPOUND = re.compile(r"[亚次偏高过]?(?:[碳硫磷硝硅氯氧氟溴碘氰硼铬锰氢铵醋乙柠檬草]{1,3}[酸化]{1,2}氢?)$")


def _compound(text: str) -> int:
    """Length of what makes a compound of the element behind it: 碳酸 of 碳酸钙."""
    found = _COMPOUND.search(text)
    return found.end() - found.start() if found else 0


def _fractions(text: str) -> set[str]:
    """有机质的质量分数: the fraction belongs to what stands before 的."""
    return {"quantity"} if text in ("质量分数", "体积分数", "含量", "浓度", "质量浓度", "总量") else set()


def _bracket_before(text: str, at: int) -> int | None:
    if text[at - 1] != ")":
        return None
    depth = 0
    for place in range(at - 1, -1, -1):
        depth += (text[place] == ")") - (text[place] == "(")
        if depth == 0:
            return place
    return None


def _last_run(text: str) -> tuple[int, int] | None:
    """The last run of terms within a text that is not generic."""
    for end in range(len(text), 0, -1):
        term = lexicon.terms().ending(text, end)
        if term is not None and lexicon.terms().values[term] in ("substance", "quantity"):
            start, _ = _run(text[:end])
            return start, end
    return None


def _goes_on(rest: str) -> bool:
    """Whether what follows a substance is another word, not the rest of a longer name."""
    return not rest or rest.startswith(("释放", "迁移", "溶出", "残留", "的", "含", "(", " "))


def _last_term(text: str, end: int) -> str:
    return lexicon.terms().ending(text, end) or ""


_DEPENDENT = frozenset(
    {
        "含量",
        "浓度",
        "总量",
        "质量分数",
        "体积分数",
        "质量浓度",
        "残留量",
        "释放量",
        "迁移量",
        "溶出量",
        "排放浓度",
        "排放速率",
        "排放量",
        "限量",
        "用量",
        "添加量",
    }
)


def _with_substance(text: str, at: int) -> int:
    """A content needs what it is the content of: an unknown substance before it belongs to the name."""
    bare = tidy(re.sub(r"\([^()]*\)$", "", text[at:]))
    if bare not in _DEPENDENT:
        return at
    return max(text.rfind("的", 0, at), text.rfind("中", 0, at)) + 1


def _by_particle(text: str, grade: str) -> Name:
    """No known term at the end: what follows 的 or 中 is the characteristic."""
    for mark in ("的", "中"):
        at = text.rfind(mark)
        if 0 < at < len(text) - 1 and text[at + 1] not in "心央值间":
            return Name(_object(text[:at]), text[at + 1 :], grade)
    inner = _last_run(text)
    if inner is not None and inner[1] - inner[0] > 1:
        start = inner[0]
        return Name(_object(text[:start]), text[start:], grade)
    return Name("", text, grade)


def _object(text: str) -> str:
    text = strip_object(text)
    return text if len(text) > 1 or text in ("水",) else ""


def strip_object(text: str) -> str:
    """An object without the particle behind it: 大米中, 卧室的."""
    text = text.strip(" ,，、:;；")
    while (
        text
        and (text[-1] in "的中内" or text.endswith(("允许", "最大", "最小", "所有")))
        and not text.endswith(("空气中的",))
    ):
        text = text[: -2 if text.endswith(("允许", "最大", "最小", "所有")) else -1].rstrip(" ,，、")
    return text


def tidy(characteristic: str) -> str:
    """A characteristic without the words that only say that a limit follows."""
    text = characteristic.strip(" 、,，:的")
    while True:
        term = lexicon.terms().ending(text, len(text))
        if term is not None and lexicon.terms().values[term] == "generic" and len(term) < len(text):
            text = text[: -len(term)].rstrip("的 、")
            continue
        break
    return text + "量" if text.endswith(("释放", "迁移", "残留", "溶出")) else text


def members(text: str) -> list[str]:
    """The members of an enumeration, each with the quantity that closes it: 铬、镍溶出量 → 铬溶出量, 镍溶出量."""
    if re.search(r"\([^()]*[、和与及]", text):
        return [text]
    parts = [part for part in re.split("、", text) if part]
    last, _, more = parts[-1].rpartition(next((word for word in ("和", "与", "及") if word in parts[-1]), "和"))
    within = any(mark in term for _, term in lexicon.terms().find(parts[-1]) for mark in ("和", "与", "及"))
    if last and not within and lexicon.terms().ending(last, len(last)) is not None:
        parts = [*parts[:-1], last, more]  # 铬和镍, but not 饱和
    if len(parts) < 2 or lexicon.terms().values.get(text) or text.endswith(("总量", "之和", "合计", "总和")):
        return [text]
    last = parts[-1]
    tail = ""
    at = len(last)
    while at > 0:
        term = lexicon.terms().ending(last, at)
        if term is None or lexicon.terms().values[term] == "substance":
            break
        at -= len(term)
    tail = last[at:] if at > 0 else ""
    return [*(part if part.endswith(tail) else part + tail for part in parts[:-1]), last]

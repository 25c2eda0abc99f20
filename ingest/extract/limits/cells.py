"""Reading a cell that should hold a limit: ≤3，特≤5; 5（8）; 400 550(1); 不得检出; —; 0.5（指导值）."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from graph.document import Modality
from graph.limits import BOUNDS, QUALITATIVE, Op
from graph.text import Normal, normalize
from ingest.extract.limits import lexicon
from ingest.extract.limits.bounds import merge_bounds
from ingest.extract.limits.value import Value
from ingest.extract.limits.values import scan

_EMPTY = re.compile(
    r"[-—–_/\\.·… ]{0,6}|不适用|不要求|无要求|不作要求|不做要求|不限|无限制|N/?A|暂无|待定|未规定|"
    r"空白|不作规定|不规定"
)
_FOOTNOTE = re.compile(
    r"(?<=[0-9.%A-Za-zμ³\u4e00-\u9fff]) ?(?:\(([1-9])\)|⁽([¹²³⁴-⁹])⁾|注([¹²³⁴-⁹])|(?:注)?([①-⑳])|"
    r"([ᵃᵇᶜᵈᵉᶠᵍʰ])|(?<=[0-9])([a-h])(?![a-zA-Z0-9])|\(([a-h])\)|(\*{1,3})(?![0-9])|注([1-9]))"
)
_RAISED = str.maketrans("¹²³⁴⁵⁶⁷⁸⁹", "123456789")
_INSIDE = re.compile(r"括号内[^，。；]{0,12}?(?:为|是|适用于)([^，。；]{2,40})")
_OUTSIDE = re.compile(r"括号外[^，。；]{0,12}?(?:为|是|适用于)([^，。；]{2,40})")
_TAIL = re.compile(r"(?:时的?|的)?(?:控制指标|指标|限值|标准|数值|要求)$")
_SENTENCE = re.compile(r"[应宜须]|不得|不应|符合|规定")
_REFERENCE = re.compile(r"符合|按照?.{0,12}(?:规定|执行)|执行|参照")


@dataclass(frozen=True, slots=True)
class CellValue:
    """A value of a cell with what the cell adds to it; ``marks`` name its footnotes."""

    value: Value
    condition: str = ""
    modality: Modality | None = None
    marks: tuple[str, ...] = ()
    grade_word: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell holds: values, or running text for the sentence reader, or nothing."""

    values: tuple[CellValue, ...] = ()
    normal: Normal | None = None
    sentence: bool = False


def is_empty(text: str) -> bool:
    """Whether a cell says that there is no limit (— or /)."""
    return _EMPTY.fullmatch(normalize(text).text.strip()) is not None


def read_cell(source: str, notes: str = "", *, grade: bool = False) -> Cell:
    """Read a cell; ``grade`` where its unit is 级 (3-4 is one value, not a range)."""
    normal = normalize(_lines_apart(source))
    text = normal.text
    if is_empty(source):
        return Cell(normal=normal)
    word = _qualitative(text) or _designation(text)
    if word is not None:
        return Cell((CellValue(word, modality=_modality(text)),), normal)
    marks = {found.start(): _mark(found) for found in _FOOTNOTE.finditer(text) if _is_mark(found, notes)}
    blanked = _blank(text, marks)
    values = merge_bounds(blanked, scan(blanked, in_cell=True))
    if grade:
        values = [_half(value, blanked) for value in values]
    values = [
        value for value in values if value.op is not None or value.value is not None or value.expression is not None
    ]
    if not values:
        return Cell(normal=normal, sentence=bool(_SENTENCE.search(text)))
    if _is_sentence(blanked, values):
        return Cell(normal=normal, sentence=True)
    found = tuple(_cell_value(blanked, values, index, marks, notes) for index in range(len(values)))
    return Cell(tuple(value for value in found if value is not None), normal)


def _designation(text: str) -> Value | None:
    """A cell that is nothing but a degree of protection: IP54 (GB/T 4208), read as the least allowed."""
    found = re.fullmatch(r" ?(IP ?[0-9X]{2}[A-Z]?) ?", text)
    return Value(found.start(1), found.end(1), found.start(1), Op.GE, expression=found.group(1)) if found else None


def _lines_apart(source: str) -> str:
    """Lines of a cell that hold a value each, set apart by a sign that no number contains (400 ⏎ 550)."""
    return re.sub(r"\n(?=[0-9≤≥＜＞<>±+\-－不])", "；", source)


def _qualitative(text: str) -> Value | None:
    bare = text.strip(" 。")
    at = text.find(bare[:1]) if bare else 0
    inner = re.sub(r"^应(?:为)?", "", bare)
    inner = re.sub(r" ?\([^()]{1,20}\)$", "", inner)
    op = lexicon.qualitative().values.get(bare) or lexicon.qualitative().values.get(inner)
    if op is None and re.fullmatch(r"无[\u4e00-\u9fff]{1,8}", inner) and lexicon.defects().at(inner, 1):
        op = Op.ABSENT.value
    if op is None and re.fullmatch(r"(?:不得|不应|未)检出(?: ?/ ?[0-9]{1,4} ?(?:g|mL))?", inner):
        op = Op.NOT_DETECTED.value
    return Value(at, at + len(bare), at, Op(op), expression=bare) if op is not None else None


def _mark(found: re.Match[str]) -> str:
    return next(group for group in found.groups() if group is not None).translate(_RAISED)


def _is_mark(found: re.Match[str], notes: str) -> bool:
    """(1) is a footnote where a note begins with it, or where no value could stand: 30(1), but 5(8)."""
    mark = _mark(found)
    if "⁽" in found.group() or mark in "①②③④⑤⑥⑦⑧⑨⑩ᵃᵇᶜᵈᵉᶠᵍʰ" or mark.startswith("*"):
        return True
    if mark.isdigit():
        return f"({mark})" in notes or f"注{mark}" in notes or f"{mark})" in notes or (found.group().startswith("注"))
    return re.search(rf"(?:^|[\n ;；])(?:\(?{mark}\)?|注{mark})[ .、:：\u4e00-\u9fff]", notes) is not None


def _blank(text: str, marks: dict[int, str]) -> str:
    """The text with its footnote marks replaced by spaces, so that places stay."""
    for start in marks:
        found = _FOOTNOTE.match(text, start)
        if found is not None:
            text = text[:start] + " " * (found.end() - start) + text[found.end() :]
    return text


def _half(value: Value, text: str) -> Value:
    """3-4 and 3~4 of a grade are the half grade between."""
    low, high = value.low, value.high
    if value.op is not Op.RANGE or value.deviation or low is None or high is None or high - low != 1:
        return value
    if "-" not in text[value.at : value.end]:
        return value
    op = Op.GE if text[value.start : value.at].strip() in ("≥", "不低于", "不小于") else None
    return replace(value, op=op, value=(low + high) / 2, low=None, high=None)


def _is_sentence(text: str, values: list[Value]) -> bool:
    """Whether the cell is more than values: a reference, or words that only the sentence reader takes apart."""
    covered = sum(value.end - value.start for value in values)
    bare = text
    for value in values:  # 1200(硫、二氧化硫、硫酸和其它含硫化合物生产) says for what the value is
        if bracket := re.match(r" ?\([^()]{2,60}\) ?$", text[value.end :]):
            bare = text[: value.end + bracket.start()]
    words = sum("\u4e00" <= char <= "\u9fff" for char in bare)
    inside = sum("\u4e00" <= char <= "\u9fff" for value in values for char in text[value.start : value.end])
    return (words - inside > 12 and words - inside > covered) or (bool(_SENTENCE.search(text)) and words - inside > 6)


def _cell_value(text: str, values: list[Value], index: int, marks: dict[int, str], notes: str) -> CellValue | None:
    value = values[index]
    following = values[index + 1].start if index + 1 < len(values) else len(text)
    before = text[values[index - 1].end if index else 0 : value.start].strip(" ,，;；、()/:")
    behind = text[value.end : following]
    own = tuple(mark for place, mark in marks.items() if value.start < place <= following)
    condition = before if re.search(r"[\u4e00-\u9fff]", before) and not _REFERENCE.search(before) else ""
    named = re.match(r" ?[\u4e00-\u9fff]", behind) and lexicon.modality_in(behind) is None
    if value.op is None and value.unit is None and named and not behind.strip().startswith(("指导", "参考", "以", "(")):
        return None
    if index and value.op is None and text[value.start - 1 : value.start] == "(":
        condition = _bracket_condition(notes, _INSIDE) or condition
    elif (
        index + 1 < len(values)
        and text[values[index + 1].start - 1 : values[index + 1].start] == "("
        and "括号" in notes
    ):
        condition = _bracket_condition(notes, _OUTSIDE) or condition
    bracket = re.match(r" ?\(([^()]{2,60})\)", behind)
    if (
        bracket is not None
        and not condition
        and re.search(r"[\u4e00-\u9fff]", bracket.group(1))
        and lexicon.modality_in(bracket.group(1)) is None
    ):
        condition = bracket.group(1) if "计" not in bracket.group(1) and "无量纲" not in bracket.group(1) else ""
    if value.op in QUALITATIVE and lexicon.modality_in(condition) is None and not re.search("时|下|后", condition):
        condition = ""
    if value.unit is not None and (due := re.match(r" ?内([\u4e00-\u9fff]{2,8})", behind)):
        condition = due.group(1)
    if condition == "特":
        condition = "特殊情况"
    return CellValue(value, condition, _modality(behind) or _modality(before), own)


def _bracket_condition(notes: str, pattern: re.Pattern[str]) -> str:
    found = pattern.search(normalize(notes).text)
    return _TAIL.sub("", found.group(1)) if found else ""


def _modality(text: str) -> Modality | None:
    if any(word in text for word in ("指导值", "参考值", "推荐值", "建议值", "宜")):
        return Modality.SHOULD
    return None


def has_op(cell: Cell) -> bool:
    """Whether any value of the cell has its own comparator."""
    return any(found.value.op in BOUNDS for found in cell.values)

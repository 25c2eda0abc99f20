"""What a value of a sentence is: a limit, a condition, or none of both.

A value is a condition where it belongs to a circumstance (当…时, 在…下, 0.3 m处, brackets) or describes a thing
(大于6 mm的孔). It is nothing where it is a step, a count, a rounding or an estimate (``data/noise.csv``).
"""

from __future__ import annotations

import re
from enum import StrEnum

from graph.limits import BOUNDS, Op
from ingest.extract.limits import lexicon
from ingest.extract.limits.duties import deadline, forbidden
from ingest.extract.limits.value import Value

FAR = 300  # characters that a value is related to, at most
_STOPS = "，。；;,\n"
_CLOSERS = (
    "时",
    "下",
    "处",
    "条件",
    "的条件",
    "情况",
    "状态",
    "环境",
    "的情况",
    "的环境",
    "后",
    "前",
    "期间",
    "的时候",
    "之后",
    "之前",
    "试验",
    "以外的",
)
_GO_ON = (
    "且",
    "并",
    "或",
    "和",
    "及",
    "与",
    "而",
    "但",
    "执行",
    "控制",
    "为宜",
    "之间",
    "范围",
    "要求",
    "标准",
    "规定",
    "以",
    "计",
    "即",
    "其中",
    "至",
    "考核",
    "限值",
    "时应",
    "方可",
    "合格",
    "的要求",
    "的规定",
    "的范围",
    "的水平",
    "的标准",
    "的限值",
    "的精度",
)
_LIMIT_WORDS = (
    "限量值",
    "限值",
    "限量",
    "标准值",
    "最大值",
    "最小值",
    "不大于",
    "不小于",
    "不超过",
    "不低于",
    "即",
    "最高",
    "最低",
)
_KEPT_IN = (
    "控制",
    "保持",
    "维持",
    "限制",
    "稳定",
    "存",
    "所",
    "现",
    "旨",
    "限定",
    "设置",
    "设",
    "布置",
    "规定",
    "应",
    "宜",
    "处",
    "介于",
    "值",
    "度",
    "速",
    "量",
    "压",
    "率",
)
_TEST = ("测定", "测量", "测试", "检测", "试验", "放置", "调节", "养护", "干燥", "浸泡", "老化", "加热", "处理")
_ADOPTED = re.compile(
    r"(?:应|宜|须|必须|应当)(?:分别)?(?:采用|设置|选用|使用|配备|配置|安装|设有|采取|设|用|具有|具备|"
    r"为|有)[^，。；]{0,24}$"
)
_JOINED = re.compile(r" ?，?(?:且|并且|并|和|及|或|以及|但) ?[\u4e00-\u9fffA-Za-z]{0,14} ?")
_THEN = re.compile(r" ?[，,] ?(?:应|则|宜|须|必须|可|方可|均应|不应|不得|不宜|其|还应)")


class Role(StrEnum):
    LIMIT = "limit"
    CONDITION = "condition"
    NONE = "none"


def roles(text: str, values: list[Value]) -> list[Role]:
    """The role of every value of one sentence."""
    if _sentence_noise(text):
        return [Role.NONE] * len(values)
    found = [_role(text, values, index) for index in range(len(values))]
    # members of a chain share the fate of its end: 23℃、50%RH条件下
    for index in range(len(values) - 2, -1, -1):
        between = text[values[index].end : values[index + 1].start]
        if found[index + 1] is not Role.CONDITION or found[index] is not Role.LIMIT:
            continue
        if (values[index].op in (None, Op.TOL) and re.fullmatch(r"[ 、,和及]{1,3}[\u4e00-\u9fff]{0,6}", between)) or (
            _JOINED.fullmatch(between)
            and lexicon.modality_in(text[_clause_start(text, values[index].start) : values[index].at]) is None
        ):
            found[index] = Role.CONDITION
    return found


def _sentence_noise(text: str) -> bool:
    for cue in lexicon.noise():
        if cue.scope == "start" and text.lstrip(" (").startswith(cue.word):
            return True
        if cue.scope == "sentence" and cue.word in text:
            return True
    return False


def _role(text: str, values: list[Value], index: int) -> Role:
    value = values[index]
    after = text[value.end : value.end + 24].lstrip(" ")
    before = text[max(0, value.start - 40) : value.start].rstrip(" ")
    if value.product or _value_noise(value, before, after):
        return Role.NONE
    if value.op is None and index + 1 < len(values) and values[index + 1].op in BOUNDS:
        following = values[index + 1]
        if not text[value.end : following.start].strip(" ") and following.at > following.start:
            return Role.CONDITION  # 7 d≥4.0 MPa
    if value.op in (Op.NOT_DETECTED, Op.ABSENT, Op.PROHIBITED):
        return _qualitative(text, value, after)
    if _in_bracket(text, value):
        return Role.CONDITION
    if deadline(text, value):
        return Role.LIMIT
    if after.startswith(_CLOSERS) and not after.startswith(
        ("下限", "前应", "时应", "后方可", "下列", "处理", "前后", "前端", "处于")
    ):
        return Role.CONDITION
    if _opened(text, value) or _within(text, value):
        return Role.CONDITION
    if _threshold(text, value):
        return Role.CONDITION
    if _kept_store(text, value, after):
        return Role.LIMIT
    if after.startswith("的") and not after.startswith(_GO_ON):
        adopted = value.op in BOUNDS and _ADOPTED.search(before) and "当" not in before[-24:]
        return Role.LIMIT if adopted else Role.CONDITION
    follows = after[:1] and "\u4e00" <= after[0] <= "\u9fff" and not after.startswith(_GO_ON)
    if follows and (value.suffix or value.op in (None, Op.RANGE, Op.TOL)):
        return Role.CONDITION
    if follows and lexicon.modality_in(text[_clause_start(text, value.start) : value.at]) is None:
        return Role.CONDITION
    return Role.LIMIT


def _kept_store(text: str, value: Value, after: str) -> bool:
    """应贮存在温度不高于30℃、相对湿度不大于80%的库房中: conditions of storage are requirements."""
    clause = text[_clause_start(text, value.start) : _clause_end(text, value.end)]
    stored = re.search(r"应[^，。；]{0,8}(?:在|于)", clause) and re.search(r"[贮储存]", clause)
    return (
        bool(stored)
        and value.op in BOUNDS
        and after[:1] in ("的", "、", "且")
        and bool(re.search(r"库|场所|环境", clause))
    )


def _threshold(text: str, value: Value) -> bool:
    """A bound without 应 in a clause of its own before one with it: 密封点≥2000个，应开展泄漏检测."""
    if value.op not in (*BOUNDS, Op.RANGE) or _THEN.match(text, value.end) is None:
        return False
    clause = text[_clause_start(text, value.start) : value.at]
    return lexicon.modality_in(clause) is None and not any(
        word in clause for word in ("不大于", "不小于", "不超过", "不低于", "不少于", "不高于")
    )


def _value_noise(value: Value, before: str, after: str) -> bool:
    near = before[-8:].replace("约束", "")
    for cue in lexicon.noise():
        if cue.scope == "touching" and value.op is None and before.endswith(cue.word):
            return True
        said = cue.word in near or (len(cue.word) > 2 and cue.word in after[:10])
        if cue.scope == "value" and said and (value.op is None or cue.word not in ("间隔", "约")):
            return True
        if cue.scope == "before" and cue.word in near:
            return True
        if cue.scope == "after" and after.startswith(cue.word):
            return True
        if (
            cue.scope == "near_after"
            and cue.word in after[:6]
            and value.unit is not None
            and value.unit.kind in ("time", "calendar_month", "calendar_year")
        ):
            return True
    return False


def _qualitative(text: str, value: Value, after: str) -> Role:
    word = value.expression or ""
    if value.op is Op.NOT_DETECTED or word == "阴性":
        return Role.NONE if after.startswith(("时", "的", "率")) else Role.LIMIT
    if lexicon.defects().at(text, value.end) is not None:
        return Role.LIMIT
    if value.op is Op.PROHIBITED:
        return Role.LIMIT if not after or after[0] in "。，；、(" or forbidden(text, value) else Role.NONE
    return Role.NONE


def _in_bracket(text: str, value: Value) -> bool:
    depth, place = 0, value.start - 1
    least = max(0, value.start - FAR)
    while place >= least and text[place] not in "。；":
        if text[place] == ")":
            depth += 1
        elif text[place] == "(":
            if depth == 0:
                inner = text[place + 1 : value.start]
                return not any(
                    word in text[place + 1 : value.at] for word in _LIMIT_WORDS[:6] if word in inner or word == inner
                ) and not (
                    inner.strip() == ""
                    and value.op in BOUNDS
                    and lexicon.terms().ending(text, place) is None
                    and _whole(text, value)
                )
            depth -= 1
        place -= 1
    return False


def _whole(text: str, value: Value) -> bool:
    return text[value.end : value.end + 1] == ")"


def _clause_start(text: str, place: int) -> int:
    depth, least = 0, max(0, place - FAR)
    while place > least:
        char = text[place - 1]
        depth += (char == ")") - (char == "(")
        if depth <= 0 and char in _STOPS:
            return place
        place -= 1
    return least


def _clause_end(text: str, place: int) -> int:
    most = min(len(text), place + FAR)
    while place < most and text[place] not in _STOPS:
        place += 1
    return place


def _opened(text: str, value: Value) -> bool:
    """Within 当 … (时), 若 …, 如果 …."""
    clause = text[_clause_start(text, value.start) : value.start]
    for place, word in lexicon.conditions("opens").find(clause):
        rest = clause[place + len(word) :]
        if "时" in rest or "下" in rest or "后" in rest:
            continue
        if word == "当" and (
            clause[place - 1 : place] in ("相", "适", "应") or clause[place + 1 : place + 2] in ("量", "地", "于")
        ):
            continue
        if word == "对于" and not (text[value.end : value.end + 1] == "的" or value.suffix):
            continue
        return True
    return False


def _within(text: str, value: Value) -> bool:
    """Within 在 … 下/中/处/内."""
    start = _clause_start(text, value.start)
    at = text.rfind("在", start, value.start)
    if at < 0 or text[max(0, at - 2) : at].endswith(_KEPT_IN):
        return False
    # a limit word between 在 and the value: 在…中铬溶出量不大于
    inner = text[at + 1 : value.start]
    if any(mark in inner for mark in ("中", "下", "时", "处", "内", "后")) and value.op in BOUNDS:
        return False
    rest = text[value.end : _clause_end(text, value.end)]
    if re.search(r"[中下处内时后]|环境|条件", rest[:24]):
        return True
    return any(word in rest[:16] for word in _TEST)

"""The explanation of a match in both languages: what is the same and what differs, sentence by sentence."""

from __future__ import annotations

from search.compare.features import Comparison, Draft
from search.compare.matches import Reason

KIND_NAMES: dict[str, tuple[str, str]] = {
    "product": ("产品/要求标准", "product requirements"), "method": ("方法标准", "test method"),
    "limit": ("限量标准", "limits"), "efficiency": ("能效/水效标准", "efficiency"),
    "hygiene": ("卫生/环境质量标准", "hygiene or environmental quality"),
    "terminology": ("术语标准", "terminology"), "symbol": ("标志符号标准", "symbols and marks"),
    "classification": ("分类标准", "classification"), "grading": ("分级标准", "grading"),
    "coding": ("编码/数据标准", "coding and data"), "interface": ("接口标准", "interface"),
    "guide": ("指南", "guide"), "evaluation": ("评价标准", "evaluation"),
    "management": ("管理标准", "management"), "service": ("服务标准", "service"),
    "design": ("设计/建设标准", "design"), "construction": ("施工验收标准", "construction and acceptance"),
    "process": ("过程/规程标准", "process"), "safety": ("安全标准", "safety"),
    "principle": ("基础通用标准", "basic principles"),
}  # fmt: skip
STAGE_NAMES: dict[str, tuple[str, str]] = {
    "cultivation": ("种植", "cultivation"), "breeding": ("养殖", "breeding"),
    "protection": ("防治", "plant protection"), "forestry": ("抚育管护", "forest tending"),
    "harvest": ("采收", "harvest"), "processing": ("加工", "processing"), "production": ("生产", "production"),
    "storage": ("贮存", "storage"), "transport": ("运输", "transport"), "design": ("设计", "design"),
    "construction": ("施工", "construction"), "acceptance": ("验收", "acceptance"),
    "operation": ("运行使用", "operation"), "maintenance": ("维护", "maintenance"),
    "inspection": ("检验", "inspection"), "disposal": ("回收处置", "disposal"), "sales": ("销售", "sales"),
    "service": ("服务", "service"),
}  # fmt: skip


def reasons(draft: Draft, seen: Comparison, cited: bool, in_data: bool = True) -> tuple[Reason, ...]:
    """All sentences for one match, most telling first."""
    found = [_object(draft, seen), *_horizontal(seen), *_kind(draft, seen), *_aspects(draft, seen)]
    found += [*_stages(draft, seen), *_regions(draft, seen), *_others(seen, cited)]
    if not in_data:
        found.append(
            Reason("status", False, "现有数据中没有该标准，请核对其现行版本", "not in the data: check its edition")
        )
    return tuple(found)


def _object(draft: Draft, seen: Comparison) -> Reason:
    mine, theirs = draft.parts.object, seen.parts.object or seen.parts.title
    relation = seen.relation
    extra = "、".join(x for x in relation.extra if x)
    missing = "、".join(x for x in relation.missing if x)
    if relation.kind == "same":
        return Reason("object", True, f"标准化对象相同：{theirs}", f"same object: {theirs}")
    if relation.kind == "narrower":
        return Reason(
            "object", False, f"草案对象“{mine}”是“{theirs}”的一种（多出限定：{extra}）",
            f"the draft's object {mine} narrows {theirs} by {extra}",
        )  # fmt: skip
    if relation.kind == "broader":
        return Reason(
            "object", False, f"草案对象“{mine}”比“{theirs}”宽（后者限定：{missing}）",
            f"the draft's object {mine} is wider than {theirs} (limited by {missing})",
        )  # fmt: skip
    if relation.kind == "above":
        return Reason(
            "object", False, f"“{theirs}”是草案对象“{mine}”的上位类别", f"{theirs} is a class above {mine}"
        )
    if relation.kind == "below":
        return Reason(
            "object", False, f"“{theirs}”是草案对象“{mine}”的下位类别", f"{theirs} is a class below {mine}"
        )
    if relation.kind == "sibling":
        return Reason(
            "object", False, f"相邻对象：“{theirs}”与“{mine}”同属“{relation.shared}”",
            f"neighbouring object: {theirs} and {mine} are both {relation.shared}",
        )  # fmt: skip
    if relation.kind == "part":
        return Reason(
            "object", False, f"两者都涉及“{relation.shared}”，对象不同（{theirs}）",
            f"both concern {relation.shared}, but the object differs ({theirs})",
        )  # fmt: skip
    return Reason("object", False, f"对象不同：{theirs}", f"another object: {theirs}")


def _horizontal(seen: Comparison) -> list[Reason]:
    hit = seen.hit
    if hit is None:
        return []
    topics = "、".join(sorted(hit.topics))
    on = (f"，涉及{topics}", f", on {topics}") if topics else ("", "")
    zh = f"“{hit.through}”属于“{hit.of_class}”，"
    en = f"{hit.through} falls under {hit.of_class}, which its scope covers"
    if hit.through == hit.of_class:
        zh, en = f"“{hit.through}”", f"its scope covers {hit.through}"
    return [
        Reason(
            "horizontal", True,
            f"{zh}在其适用范围内{on[0]}（依据：{hit.rule.source}）",
            f"{en}{on[1]} ({hit.rule.source})",
        )
    ]  # fmt: skip


def _kind(draft: Draft, seen: Comparison) -> list[Reason]:
    mine = KIND_NAMES.get(draft.parts.kind, (draft.parts.kind,) * 2)
    theirs = KIND_NAMES.get(seen.parts.kind, (seen.parts.kind,) * 2)
    if seen.same_kind or mine == theirs:
        return [Reason("kind", True, f"同类标准：{mine[0]}", f"same kind of standard: {mine[1]}")]
    return [
        Reason(
            "kind", False, f"标准类型不同：草案为{mine[0]}，该标准为{theirs[0]}",
            f"another kind of standard: the draft is {mine[1]}, this one {theirs[1]}",
        )
    ]  # fmt: skip


def _aspects(draft: Draft, seen: Comparison) -> list[Reason]:
    shared = sorted(seen.shared_topics | seen.shared_scope_topics)
    other = sorted(seen.parts.topics - draft.parts.topics - draft.parts.scope_topics)
    found = []
    if shared:
        names = "、".join(shared)
        found.append(Reason("aspect", True, f"共同的特性：{names}", f"aspects in common: {names}"))
    if other:
        names = "、".join(other)
        found.append(Reason("aspect", False, f"该标准另针对：{names}", f"it addresses besides: {names}"))
    return found


def _stages(draft: Draft, seen: Comparison) -> list[Reason]:
    if not seen.stages_clash:
        return []
    mine, theirs = sorted(draft.parts.stages), sorted(seen.parts.stages)
    zh = [[STAGE_NAMES[s][0] for s in side] for side in (mine, theirs)]
    en = [[STAGE_NAMES[s][1] for s in side] for side in (mine, theirs)]
    return [
        Reason(
            "stage", False, f"过程阶段不同：草案{'、'.join(zh[0])}，该标准{'、'.join(zh[1])}",
            f"another stage: the draft {', '.join(en[0])}, this one {', '.join(en[1])}",
        )
    ]  # fmt: skip


def _regions(draft: Draft, seen: Comparison) -> list[Reason]:
    mine, theirs = draft.parts.region, seen.parts.region
    where = theirs or "地方标准"
    if seen.region == "same":
        return [Reason("region", True, f"同一地域：{mine}", f"same region: {mine}")]
    if seen.region == "differ":
        return [Reason("region", False, f"地域不同：{mine} / {where}", f"other region: {mine} / {where}")]
    if seen.region == "draft_only":
        return [Reason("region", False, f"草案限于{mine}，该标准不限地域", f"only the draft is limited to {mine}")]
    if seen.region == "other_only":
        return [Reason("region", False, f"该标准限于地域：{where}", f"it is limited to a region: {where}")]
    return []


def _others(seen: Comparison, cited: bool) -> list[Reason]:
    found = []
    if seen.named and seen.relation.kind in ("none", "part"):
        name = seen.parts.object
        found.append(Reason("text", True, f"草案文字提到“{name}”", f"the draft's text names {name}"))
    if cited:
        found.append(Reason("reference", True, "草案已引用该标准", "the draft cites it"))
    if seen.standing == "withdrawn":
        found.append(Reason("status", False, "已废止或被代替，仅作历史参考", "withdrawn or replaced: history"))
    elif seen.standing == "to_come":
        found.append(Reason("status", True, "即将实施", "published, not yet in force"))
    elif seen.standing == "plan":
        found.append(Reason("status", False, "制修订计划，尚未发布", "a plan, not yet published"))
    return found

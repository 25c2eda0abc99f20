"""The typed graph: one frozen pydantic model a kind of node and of edge.

The names of fields are the datatype properties of ``ontologies/biaotu.ttl`` (``title_zh`` is ``bt:titleZh``), the
kinds of nodes its classes, the kinds of edges its object properties. Stores derive their tables from here
(:mod:`graph.store.schema`); a test holds ontology, model, SHACL shapes and store schema together.

Every node has an ``id`` of the form ``kind:key`` (``standard:GB/T 1.1-2020``, ``work:GB/T 1.1``,
``org:中国标准化协会``) and carries the ``sources`` of its facts; the facts themselves are statements.
"""

from datetime import date
from typing import ClassVar

from pydantic import BaseModel, ConfigDict

from graph.ids import Level, Nature
from graph.kinds import EdgeKind, NodeKind, ReferenceRelation, Status


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Node(_Frozen):
    """What all nodes share."""

    kind: ClassVar[NodeKind]
    id: str
    sources: tuple[str, ...] = ()


class Work(Node):
    """A standard without its year: the lineage of its editions 标准（不含年代号）."""

    kind = NodeKind.WORK
    number: str
    level: Level | None = None


class Standard(Node):
    """One edition of a standard 标准（含年代号）, or a plan or draft known from a registry."""

    kind = NodeKind.STANDARD
    number: str
    title_zh: str | None = None
    title_en: str | None = None
    level: Level | None = None
    nature: Nature | None = None
    year: int | None = None
    described: bool = False  # False: only mentioned by others, no record of its own
    status_claim: Status | None = None  # what the winning source says 标准状态
    status_claimed_on: date | None = None  # when it said so
    issued: date | None = None  # 发布日期
    implemented: date | None = None  # 实施日期
    withdrawn_on: date | None = None  # 废止日期
    in_force_to: date | None = None  # derived: first day on which it no longer applies
    succeeded_by: str | None = None  # derived: number of the edition that ends it
    scope: str | None = None  # 范围
    main_content: str | None = None  # 主要技术内容
    category: str | None = None  # 标准类别
    plan_number: str | None = None  # 计划编号
    record_number: str | None = None  # 备案号
    first_issued: date | None = None  # 首次发布日期
    reviewed_on: date | None = None  # 复审确认日期
    pages: int | None = None
    drafters: tuple[str, ...] = ()  # 起草人, in the printed order
    keywords: tuple[str, ...] = ()
    patents_involved: bool | None = None  # 是否包含专利信息
    text_access: str | None = None  # 标准文本: 公开, 不公开, 销售
    url: str | None = None


class Amendment(Node):
    """An amendment of one edition 修改单; it overrides single clauses."""

    kind = NodeKind.AMENDMENT
    number: str
    issued: date | None = None
    implemented: date | None = None


class Clause(Node):
    """A numbered clause of an edition 条款."""

    kind = NodeKind.CLAUSE
    number: str
    title_zh: str | None = None
    text: str | None = None
    page: int | None = None


class Limit(Node):
    """A numeric or qualitative requirement of an edition 限值; all values verbatim, typed by the comparer."""

    kind = NodeKind.LIMIT
    object: str | None = None
    characteristic: str
    text: str
    place: str | None = None
    reading: str | None = None  # the typed limit (graph.limits.Limit) as JSON


class Term(Node):
    """A term defined by an edition 术语."""

    kind = NodeKind.TERM
    term_zh: str
    term_en: str | None = None
    definition: str | None = None


class Organization(Node):
    """A body that issues, drafts, proposes or holds 组织."""

    kind = NodeKind.ORGANIZATION
    name_zh: str | None = None
    name_en: str | None = None
    uscc: str | None = None  # 统一社会信用代码
    group_code: str | None = None  # 团体代号, without T/
    category: str | None = None
    aliases: tuple[str, ...] = ()
    identifiers: tuple[str, ...] = ()  # in other registers: ``ror:…``, ``moe:4111010001``


class Committee(Node):
    """A technical committee 标准化技术委员会, with its SAC/TC, ISO/TC or IEC/TC number where known."""

    kind = NodeKind.COMMITTEE
    name_zh: str | None = None
    name_en: str | None = None
    code: str | None = None


class Patent(Node):
    """A patent publication 专利."""

    kind = NodeKind.PATENT
    number: str
    title_zh: str | None = None
    title_en: str | None = None
    abstract: str | None = None  # 摘要
    category: str | None = None  # 发明公布, 发明授权, 实用新型, 外观设计
    application_number: str | None = None  # 申请号
    filed: date | None = None  # 申请日
    published: date | None = None  # 公布日
    inventors: tuple[str, ...] = ()  # 发明人, in the printed order
    url: str | None = None


class Industry(Node):
    """A class of GB/T 4754 国民经济行业分类."""

    kind = NodeKind.INDUSTRY
    code: str
    name_zh: str | None = None
    definition: str | None = None  # 说明


class Classification(Node):
    """A class of a scheme: ``ICS``, ``CCS``, ``IPC``, ``CPC``, ``SEI`` (战略性新兴产业), ``I40KG`` …"""

    kind = NodeKind.CLASSIFICATION
    scheme: str
    code: str
    name_zh: str | None = None
    name_en: str | None = None


class Domain(Node):
    """A priority field or service sector of the Beijing 2018 opinions."""

    kind = NodeKind.DOMAIN
    code: str
    name_zh: str
    name_en: str


class Aspect(Node):
    """A kind of standard by what it settles: terminology, test method, limits ... (GB/T 20000.1, 7)."""

    kind = NodeKind.ASPECT
    code: str
    name_zh: str
    name_en: str


class Region(Node):
    """A province or city, by its GB/T 2260 code."""

    kind = NodeKind.REGION
    code: str
    name_zh: str


class PolicyTask(Node):
    """A numbered task of a policy document."""

    kind = NodeKind.POLICY_TASK
    code: str
    name_zh: str
    name_en: str | None = None
    document: str | None = None  # title of the policy document
    text: str | None = None  # as printed, shortened by whoever supplies it


class ObjectClass(Node):
    """A class of things that standards are about 标准化对象类别: 纺织产品, 茶叶, 锅炉; named by its preferred term."""

    kind = NodeKind.OBJECT_CLASS
    name_zh: str


class Edge(_Frozen):
    """What all edges share: the two ends and the sources that said so."""

    kind: ClassVar[EdgeKind]
    ends: ClassVar[tuple[tuple[NodeKind, NodeKind], ...]]
    start: str
    end: str
    sources: tuple[str, ...] = ()


class EditionOf(Edge):
    kind = EdgeKind.EDITION_OF
    ends = ((NodeKind.STANDARD, NodeKind.WORK),)


class PartOf(Edge):
    """A part and the work that stands for all parts 部分."""

    kind = EdgeKind.PART_OF
    ends = ((NodeKind.WORK, NodeKind.WORK),)


class Replaces(Edge):
    """代替; ``partial`` for 部分代替: the old edition may live on for the rest."""

    kind = EdgeKind.REPLACES
    ends = ((NodeKind.STANDARD, NodeKind.STANDARD), (NodeKind.STANDARD, NodeKind.WORK))
    partial: bool = False
    text: str | None = None


class Amends(Edge):
    kind = EdgeKind.AMENDS
    ends = ((NodeKind.AMENDMENT, NodeKind.STANDARD),)


class References(Edge):
    """A dated reference points to an edition, an undated one to the work; ``text`` is the sentence that names it."""

    kind = EdgeKind.REFERENCES
    ends = ((NodeKind.STANDARD, NodeKind.STANDARD), (NodeKind.STANDARD, NodeKind.WORK))
    relation: ReferenceRelation = ReferenceRelation.MENTION
    dated: bool = False
    all_parts: bool = False
    place: str | None = None
    text: str | None = None


class Adopts(Edge):
    """采标 with its degree IDT, MOD or NEQ (NEQ is a correspondence, not an adoption)."""

    kind = EdgeKind.ADOPTS
    ends = ((NodeKind.STANDARD, NodeKind.STANDARD), (NodeKind.STANDARD, NodeKind.WORK))
    degree: str | None = None
    text: str | None = None


class HasClause(Edge):
    kind = EdgeKind.HAS_CLAUSE
    ends = ((NodeKind.STANDARD, NodeKind.CLAUSE), (NodeKind.CLAUSE, NodeKind.CLAUSE))


class HasLimit(Edge):
    kind = EdgeKind.HAS_LIMIT
    ends = ((NodeKind.STANDARD, NodeKind.LIMIT), (NodeKind.CLAUSE, NodeKind.LIMIT))


class Defines(Edge):
    kind = EdgeKind.DEFINES
    ends = ((NodeKind.STANDARD, NodeKind.TERM),)


class IssuedBy(Edge):
    """发布部门, for group standards the association."""

    kind = EdgeKind.ISSUED_BY
    ends = ((NodeKind.STANDARD, NodeKind.ORGANIZATION),)


class ProposedBy(Edge):
    """提出单位 or 主管部门."""

    kind = EdgeKind.PROPOSED_BY
    ends = ((NodeKind.STANDARD, NodeKind.ORGANIZATION),)


class DraftedBy(Edge):
    """起草单位; ``position`` from 1 in the printed order."""

    kind = EdgeKind.DRAFTED_BY
    ends = ((NodeKind.STANDARD, NodeKind.ORGANIZATION),)
    position: int | None = None


class UnderCommittee(Edge):
    """归口."""

    kind = EdgeKind.UNDER_COMMITTEE
    ends = ((NodeKind.STANDARD, NodeKind.COMMITTEE),)


class ClassifiedAs(Edge):
    kind = EdgeKind.CLASSIFIED_AS
    ends = (
        (NodeKind.STANDARD, NodeKind.CLASSIFICATION),
        (NodeKind.WORK, NodeKind.CLASSIFICATION),
        (NodeKind.PATENT, NodeKind.CLASSIFICATION),
    )


class AssignedEdge(Edge):
    """Stated by a source, or assigned by a rule: then with the rule, its evidence and how sure it is."""

    confidence: float | None = None
    rule: str | None = None
    evidence: str | None = None


class InIndustry(AssignedEdge):
    kind = EdgeKind.IN_INDUSTRY
    ends = ((NodeKind.STANDARD, NodeKind.INDUSTRY), (NodeKind.ORGANIZATION, NodeKind.INDUSTRY))


class InDomain(AssignedEdge):
    """A field, assigned by a rule on classification or words; the evidence is kept."""

    kind = EdgeKind.IN_DOMAIN
    ends = ((NodeKind.STANDARD, NodeKind.DOMAIN),)


class OnAspect(AssignedEdge):
    kind = EdgeKind.ON_ASPECT
    ends = ((NodeKind.STANDARD, NodeKind.ASPECT),)


class Broader(Edge):
    """The class above, within one scheme.

    Of classes of objects ``rule`` says how: ``is_a`` (胶合板 is a 人造板), ``in_scope`` (房间空气调节器 counts among
    用能产品); ``evidence`` is the clause or classification that says so.
    """

    kind = EdgeKind.BROADER
    ends = (
        (NodeKind.CLASSIFICATION, NodeKind.CLASSIFICATION),
        (NodeKind.INDUSTRY, NodeKind.INDUSTRY),
        (NodeKind.REGION, NodeKind.REGION),
        (NodeKind.COMMITTEE, NodeKind.COMMITTEE),
        (NodeKind.POLICY_TASK, NodeKind.POLICY_TASK),
        (NodeKind.OBJECT_CLASS, NodeKind.OBJECT_CLASS),
    )
    rule: str | None = None
    evidence: str | None = None


class AppliesTo(Edge):
    """适用于, or with ``excluded`` 不适用于: what the scope of an edition says (``evidence`` verbatim).

    From a work it is a curated fact: all its editions cover the class, by the clause that ``evidence`` names.
    """

    kind = EdgeKind.APPLIES_TO
    ends = ((NodeKind.STANDARD, NodeKind.OBJECT_CLASS), (NodeKind.WORK, NodeKind.OBJECT_CLASS))
    excluded: bool = False
    confidence: float | None = None
    rule: str | None = None
    evidence: str | None = None


class DisclosesPatent(Edge):
    """A patent named in the standard itself, or declared for it (GB/T 20003.1); ``place``: clauses it reads on."""

    kind = EdgeKind.DISCLOSES_PATENT
    ends = ((NodeKind.STANDARD, NodeKind.PATENT), (NodeKind.WORK, NodeKind.PATENT))
    declaration: str | None = None
    declared_on: date | None = None
    place: str | None = None


class HoldsPatent(Edge):
    """申请人 or 专利权人; ``position`` from 1 in the printed order."""

    kind = EdgeKind.HOLDS_PATENT
    ends = ((NodeKind.ORGANIZATION, NodeKind.PATENT),)
    position: int | None = None


class CitesStandard(Edge):
    """A standard whose number stands in the text of a patent; ``evidence`` is the passage, ``place`` the part."""

    kind = EdgeKind.CITES_STANDARD
    ends = ((NodeKind.PATENT, NodeKind.STANDARD), (NodeKind.PATENT, NodeKind.WORK))
    dated: bool = False
    place: str | None = None
    evidence: str | None = None


class DeclaresFor(Edge):
    """A holder declares patents, or the readiness to license, for a standard 专利披露和许可声明."""

    kind = EdgeKind.DECLARES_FOR
    ends = ((NodeKind.ORGANIZATION, NodeKind.STANDARD), (NodeKind.ORGANIZATION, NodeKind.WORK))
    declaration: str | None = None
    declared_on: date | None = None


class HasSecretariat(Edge):
    """秘书处承担单位."""

    kind = EdgeKind.HAS_SECRETARIAT
    ends = ((NodeKind.COMMITTEE, NodeKind.ORGANIZATION),)


class UnitOf(AssignedEdge):
    """A branch, institute or department of another body 分支机构、下属单位."""

    kind = EdgeKind.UNIT_OF
    ends = ((NodeKind.ORGANIZATION, NodeKind.ORGANIZATION),)


class CorrespondsTo(Edge):
    """A class and an industry of GB/T 4754; ``partial`` where only a part of the industry is meant (code with *)."""

    kind = EdgeKind.CORRESPONDS_TO
    ends = ((NodeKind.CLASSIFICATION, NodeKind.INDUSTRY),)
    partial: bool = False


class LocatedIn(Edge):
    kind = EdgeKind.LOCATED_IN
    ends = ((NodeKind.ORGANIZATION, NodeKind.REGION), (NodeKind.STANDARD, NodeKind.REGION))


class SupportsTask(AssignedEdge):
    kind = EdgeKind.SUPPORTS_TASK
    ends = ((NodeKind.STANDARD, NodeKind.POLICY_TASK), (NodeKind.DOMAIN, NodeKind.POLICY_TASK))


class RelatedTo(Edge):
    """Used together, by the judgement of a source (I40KG ``sto:relatedTo``); no reference stands behind it."""

    kind = EdgeKind.RELATED_TO
    ends = (
        (NodeKind.STANDARD, NodeKind.STANDARD),
        (NodeKind.STANDARD, NodeKind.WORK),
        (NodeKind.WORK, NodeKind.STANDARD),
        (NodeKind.WORK, NodeKind.WORK),
    )


class ComputedEdge(Edge):
    """A result of biaotu itself: the run that computed it, the rule that fired and its evidence."""

    run: str | None = None
    rule: str | None = None
    evidence: str | None = None


class NearTo(ComputedEdge):
    """A candidate: near in meaning, to be judged by a person. ``evidence``: the two passages compared."""

    kind = EdgeKind.NEAR_TO
    ends = (
        (NodeKind.STANDARD, NodeKind.PATENT),
        (NodeKind.STANDARD, NodeKind.STANDARD),
        (NodeKind.STANDARD, NodeKind.POLICY_TASK),
        (NodeKind.STANDARD, NodeKind.INDUSTRY),
        (NodeKind.STANDARD, NodeKind.DOMAIN),
    )
    confidence: float | None = None


class Overlaps(ComputedEdge):
    kind = EdgeKind.OVERLAPS
    ends = ((NodeKind.STANDARD, NodeKind.STANDARD),)
    grade: str | None = None


class StricterThan(ComputedEdge):
    kind = EdgeKind.STRICTER_THAN
    ends = ((NodeKind.LIMIT, NodeKind.LIMIT),)


class LooserThan(ComputedEdge):
    kind = EdgeKind.LOOSER_THAN
    ends = ((NodeKind.LIMIT, NodeKind.LIMIT),)


class ConflictsWith(ComputedEdge):
    kind = EdgeKind.CONFLICTS_WITH
    ends = ((NodeKind.LIMIT, NodeKind.LIMIT), (NodeKind.TERM, NodeKind.TERM))


NODE_KINDS: dict[NodeKind, type[Node]] = {
    cls.kind: cls
    for cls in (
        Work, Standard, Amendment, Clause, Limit, Term, Organization, Committee, Patent, Industry,
        Classification, Domain, Aspect, Region, PolicyTask, ObjectClass,
    )
}  # fmt: skip

EDGE_KINDS: dict[EdgeKind, type[Edge]] = {
    cls.kind: cls
    for cls in (
        EditionOf, PartOf, Replaces, Amends, References, Adopts, HasClause, HasLimit, Defines, IssuedBy, ProposedBy,
        DraftedBy, UnderCommittee, ClassifiedAs, InIndustry, InDomain, OnAspect, Broader, AppliesTo, DisclosesPatent,
        HoldsPatent, CitesStandard, DeclaresFor, HasSecretariat, UnitOf, CorrespondsTo, RelatedTo, LocatedIn,
        SupportsTask, NearTo, Overlaps, StricterThan, LooserThan, ConflictsWith,
    )
}  # fmt: skip

PREFIXES: dict[str, NodeKind] = {
    "work": NodeKind.WORK,
    "standard": NodeKind.STANDARD,
    "amendment": NodeKind.AMENDMENT,
    "clause": NodeKind.CLAUSE,
    "limit": NodeKind.LIMIT,
    "term": NodeKind.TERM,
    "org": NodeKind.ORGANIZATION,
    "committee": NodeKind.COMMITTEE,
    "patent": NodeKind.PATENT,
    "industry": NodeKind.INDUSTRY,
    "class": NodeKind.CLASSIFICATION,
    "domain": NodeKind.DOMAIN,
    "aspect": NodeKind.ASPECT,
    "region": NodeKind.REGION,
    "task": NodeKind.POLICY_TASK,
    "object": NodeKind.OBJECT_CLASS,
}
_PREFIX_OF = {kind: prefix for prefix, kind in PREFIXES.items()}


def node_id(kind: NodeKind, key: str) -> str:
    """``node_id(NodeKind.WORK, "GB/T 1.1")`` is ``work:GB/T 1.1``."""
    return f"{_PREFIX_OF[kind]}:{key}"


def kind_of(node: str) -> NodeKind:
    """The kind an id says; ``ValueError`` for a text that is no id."""
    prefix, _, key = node.partition(":")
    if prefix not in PREFIXES or not key:
        raise ValueError(f"not a node id: {node!r}; expected kind:key with kind one of {', '.join(PREFIXES)}")
    return PREFIXES[prefix]

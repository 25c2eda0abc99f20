"""The closed lists of the field: levels, statuses, kinds of reference, node and edge kinds.

Every list here is also a class, property or SKOS scheme of ``ontologies/``; a test holds both together.
"""

from enum import StrEnum


class NodeKind(StrEnum):
    """Kinds of nodes of the graph (classes of the ontology)."""

    WORK = "Work"
    STANDARD = "Standard"
    AMENDMENT = "Amendment"
    CLAUSE = "Clause"
    LIMIT = "Limit"
    TERM = "Term"
    ORGANIZATION = "Organization"
    COMMITTEE = "Committee"
    PATENT = "Patent"
    INDUSTRY = "Industry"
    CLASSIFICATION = "Classification"
    DOMAIN = "Domain"
    ASPECT = "Aspect"
    REGION = "Region"
    POLICY_TASK = "PolicyTask"
    OBJECT_CLASS = "ObjectClass"


class EdgeKind(StrEnum):
    """Kinds of edges of the graph (object properties of the ontology)."""

    EDITION_OF = "EDITION_OF"
    PART_OF = "PART_OF"
    REPLACES = "REPLACES"
    AMENDS = "AMENDS"
    REFERENCES = "REFERENCES"
    ADOPTS = "ADOPTS"
    HAS_CLAUSE = "HAS_CLAUSE"
    HAS_LIMIT = "HAS_LIMIT"
    DEFINES = "DEFINES"
    ISSUED_BY = "ISSUED_BY"
    PROPOSED_BY = "PROPOSED_BY"
    DRAFTED_BY = "DRAFTED_BY"
    UNDER_COMMITTEE = "UNDER_COMMITTEE"
    CLASSIFIED_AS = "CLASSIFIED_AS"
    IN_INDUSTRY = "IN_INDUSTRY"
    IN_DOMAIN = "IN_DOMAIN"
    ON_ASPECT = "ON_ASPECT"
    BROADER = "BROADER"
    APPLIES_TO = "APPLIES_TO"
    DISCLOSES_PATENT = "DISCLOSES_PATENT"
    HOLDS_PATENT = "HOLDS_PATENT"
    CITES_STANDARD = "CITES_STANDARD"
    DECLARES_FOR = "DECLARES_FOR"
    HAS_SECRETARIAT = "HAS_SECRETARIAT"
    UNIT_OF = "UNIT_OF"
    CORRESPONDS_TO = "CORRESPONDS_TO"
    RELATED_TO = "RELATED_TO"
    LOCATED_IN = "LOCATED_IN"
    SUPPORTS_TASK = "SUPPORTS_TASK"
    NEAR_TO = "NEAR_TO"
    OVERLAPS = "OVERLAPS"
    STRICTER_THAN = "STRICTER_THAN"
    LOOSER_THAN = "LOOSER_THAN"
    CONFLICTS_WITH = "CONFLICTS_WITH"


class Status(StrEnum):
    """State of an edition on a date (DOMAIN: compare by the implementation date 实施日期)."""

    IN_FORCE = "in_force"  # 现行
    UPCOMING = "upcoming"  # 即将实施: published, not yet effective
    REPLACED = "replaced"  # 被代替
    WITHDRAWN = "withdrawn"  # 废止
    PLANNED = "planned"  # 计划、征求意见稿: not yet published
    UNKNOWN = "unknown"


class ReferenceRelation(StrEnum):
    """How a document refers to another one (GB/T 1.1-2020, 8.6 and 9.5)."""

    NORMATIVE = "normative"
    IN_TEXT = "in_text"
    TEST_METHOD = "test_method"
    TERM_SOURCE = "term_source"
    DRAFTING_BASIS = "drafting_basis"
    SERIES = "series"
    BIBLIOGRAPHY = "bibliography"
    MENTION = "mention"


class ReviewState(StrEnum):
    """What a reviewer said of a statement."""

    NONE = "none"
    NEEDED = "needed"
    ACCEPTED = "accepted"
    REJECTED = "rejected"

"""Where a field lacks standards, and what certifies it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import numpy as np

from graph.kinds import EdgeKind, Status
from graph.limits import Limit, Op
from graph.model import Clause, Term
from graph.model import Limit as LimitNode
from search.compare.conflicts import conflicts
from search.compare.gaps import Found, GapKind, Tools, World, certify, find_gaps, load_world
from tests.memory_graph import DAY, MemoryGraph, cites, edge, standard

A, B = "biomedicine", "smart-manufacturing"


def tools(world: World) -> Tools:
    labels = {f"field:{key}": (key, key) for key in (A, B)}
    labels |= {f"level:{one}": (one, one) for one in ("", *world.levels)}
    labels |= {f"aspect:{key}": (key, key) for names in world.aspects.values() for key in names}

    def encode(texts: object) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
        raise AssertionError(f"nothing is compared by meaning here: {texts}")

    known = list(world.standards.values())
    return Tools(lambda text, n: [(one, 0.5) for one in known[:n]], "usem3", encode, labels, {})


def gaps_of(graph: MemoryGraph, *kinds: GapKind, field: str = A) -> dict[GapKind, Found]:
    world = load_world(graph, DAY)  # type: ignore[arg-type]
    return {found.kind: found for found in find_gaps(world, field, tools(world), kinds)}


def put(graph: MemoryGraph, number: str, field: str, aspect: str = "product", **more: object) -> str:
    graph.add(standard(number, **more))
    graph.link(edge(EdgeKind.IN_DOMAIN, number, f"domain:{field}"))
    graph.link(edge(EdgeKind.ON_ASPECT, number, f"aspect:{aspect}"))
    return number


def test_cells_are_thin_by_what_other_fields_have() -> None:
    graph = MemoryGraph()
    for n in range(40):
        put(graph, f"T/A {n + 1}-2020", A, "terminology" if n == 0 else "product")
        put(graph, f"T/B {n + 1}-2020", B, ("terminology", "limits", "product", "product")[n % 4])
    put(graph, "T/A 99-2010", A, "limits", status_claim=Status.WITHDRAWN)  # has ended: fills nothing
    found = gaps_of(graph, GapKind.EMPTY_CELL, GapKind.THIN_CELL)
    (empty,) = found[GapKind.EMPTY_CELL].gaps
    (thin,) = found[GapKind.THIN_CELL].gaps
    assert (empty.fact("aspect"), empty.fact("expected")) == ("limits", "10")
    assert (thin.fact("aspect"), thin.fact("count"), thin.standards) == ("terminology", "1", ("T/A 1-2020",))
    world = load_world(graph, DAY)  # type: ignore[arg-type]
    (certified,) = certify(world, A, [thin], tools(world))
    assert certified.certificate is not None and dict(certified.certificate.searched)["standards_in_field"] == 40
    reasons = {one.number: one.reason for one in certified.certificate.neighbours}
    assert reasons["T/A 1-2020"] == "counted" and reasons["T/B 1-2020"] == "other_field"
    assert reasons["T/A 2-2020"] == "other_aspect"


def test_a_field_without_standards_says_so() -> None:
    for found in gaps_of(MemoryGraph(), *GapKind).values():
        assert found.gaps == () and found.missing


def test_cited_numbers_that_are_missing_or_withdrawn() -> None:
    graph = MemoryGraph()
    put(graph, "T/A 1-2020", A)
    for number in ("GB/T 1-1999", "GB/T 2-1999", "HG 3-1999"):
        graph.add(standard(number, status_claim=Status.WITHDRAWN))
    graph.add(standard("GB/T 4-2020"))
    graph.link(edge(EdgeKind.REPLACES, "GB/T 4-2020", "GB/T 2-1999"))
    for target in ("GB/T 1", "GB/T 2-1999", "HG 3-1999", "GB/T 4", "GB/T 404-2020"):
        graph.link(cites("T/A 1-2020", target))
    graph.link(cites("T/A 1-2020", "GB/T 405-2020", "mention"))
    found = gaps_of(graph, GapKind.CITED_MISSING, GapKind.CITED_WITHDRAWN)
    assert [gap.fact("cited") for gap in found[GapKind.CITED_MISSING].gaps] == ["GB/T 404-2020"]
    assert [gap.fact("cited") for gap in found[GapKind.CITED_WITHDRAWN].gaps] == ["GB/T 1"]


def test_international_standards_not_adopted_and_newer_than_adopted() -> None:
    graph = MemoryGraph()
    for number in ("ISO 1:2000", "ISO 1:2015", "ISO 2:2010", "ISO 3:2011"):
        put(graph, number, A, issued=date(2015, 1, 1),
            status_claim=Status.WITHDRAWN if number == "ISO 1:2000" else Status.IN_FORCE)  # fmt: skip
    put(graph, "GB/T 1-2005", A)
    put(graph, "GB/T 2-2012", A)
    graph.link(edge(EdgeKind.ADOPTS, "GB/T 1-2005", "ISO 1:2000", degree="IDT"))
    graph.link(edge(EdgeKind.ADOPTS, "GB/T 2-2012", "ISO 2:2010", degree="NEQ"))  # no adoption
    found = gaps_of(graph, GapKind.NOT_ADOPTED, GapKind.NEWER_INTERNATIONAL)
    assert {gap.fact("number") for gap in found[GapKind.NOT_ADOPTED].gaps} == {"ISO 2:2010", "ISO 3:2011"}
    assert [gap.fact("newer") for gap in found[GapKind.NEWER_INTERNATIONAL].gaps] == ["ISO 1:2015"]


def test_few_adoptions_say_nothing_of_what_is_not_adopted() -> None:
    graph = MemoryGraph()
    put(graph, "ISO 3:2011", A)
    for n in range(30):
        put(graph, f"GB/T {n + 1}-2020", A)
    graph.link(edge(EdgeKind.ADOPTS, "GB/T 1-2020", "ISO 2:2010", degree="IDT"))
    found = gaps_of(graph, GapKind.NOT_ADOPTED)[GapKind.NOT_ADOPTED]
    assert found.gaps == () and "1" in found.missing and "30" in found.missing
    graph.link(edge(EdgeKind.ADOPTS, "GB/T 2-2020", "ISO 2:2010", degree="IDT"))  # 2 of 30
    assert len(gaps_of(graph, GapKind.NOT_ADOPTED)[GapKind.NOT_ADOPTED].gaps) == 1


def test_fields_ask_for_a_work_once() -> None:
    graph = MemoryGraph()
    for field, number in ((A, "T/A 1-2020"), (B, "T/B 1-2020")):
        put(graph, number, field)
        graph.link(cites(number, "GB/T 404-2020"))
    asked: list[str] = []
    plain = graph.edges_of

    def edges_of(ids: object, direction: object, kinds: object, **more: object) -> object:
        asked.extend(one for one in ids if one == "work:GB/T 404" and EdgeKind.EDITION_OF in kinds)  # type: ignore[attr-defined,operator]
        return plain(ids, direction, kinds, **more)  # type: ignore[arg-type]

    graph.edges_of = edges_of  # type: ignore[method-assign,assignment]
    world = load_world(graph, DAY)  # type: ignore[arg-type]
    for field in (A, B):
        (missing, _) = find_gaps(world, field, tools(world), [GapKind.CITED_MISSING, GapKind.CITED_WITHDRAWN])
        assert [gap.fact("cited") for gap in missing.gaps] == ["GB/T 404-2020"]
    assert len(asked) == 1


def _limit(name: str, value: str, op: Op = Op.LE, **more: object) -> Limit:
    return Limit(
        object="胶合板", characteristic=name, op=op, value=Decimal(value), unit="mg/m3", text=f"{name} {value}",
        value_text=value, **more,  # type: ignore[arg-type]
    )  # fmt: skip


def _say(graph: MemoryGraph, number: str, at: int, limit: Limit) -> None:
    node = LimitNode(id=f"limit:{number}#{at}", characteristic=limit.characteristic, text=limit.text,
                     reading=limit.model_dump_json())  # fmt: skip
    graph.add(node)
    graph.link(edge(EdgeKind.HAS_LIMIT, number, node.id))


def test_limits_without_a_method_and_terms_without_a_definition() -> None:
    graph = MemoryGraph()
    number = put(graph, "T/A 1-2020", A)
    _say(graph, number, 1, _limit("甲醛释放量", "0.1", method="GB/T 17657"))
    _say(graph, number, 2, _limit("苯", "0.1"))
    _say(graph, number, 3, _limit("甲苯", "0.1"))
    for at, title, text in (("4", "试验方法", "甲苯的测定按附录A进行。"), ("5", "要求", "弹性模量。断裂强度。" * 3)):
        graph.add(Clause(id=f"clause:{number}#{at}", number=at, title_zh=title, text=text))
        graph.link(edge(EdgeKind.HAS_CLAUSE, number, f"clause:{number}#{at}"))
    _say(graph, number, 4, _limit("化学需氧量(CODCr)", "50"))
    _say(graph, number, 5, _limit("双酚A(1)", "50"))
    _say(graph, number, 6, _limit("单位产品基准排水量", "50"))
    for at, title, text in (("6", "监测", "化学需氧量按HJ 828的规定测定。"),
                            ("7", "限值", "双酚A 50。(1)待国家污染物监测方法标准发布后实施。")):  # fmt: skip
        graph.add(Clause(id=f"clause:{number}#{at}", number=at, title_zh=title, text=text))
        graph.link(edge(EdgeKind.HAS_CLAUSE, number, f"clause:{number}#{at}"))
    holders = (("GB/T 1-2000", "弹性模量"), ("GB/T 3-2000", "弹性模量"), ("GB/T 2-2000", "断裂强度"),
               ("GB/T 4-2000", "断裂强度"), ("GB/T 5-2000", "监测方法标准"))  # fmt: skip
    for holder, term in holders:
        graph.add(standard(holder))
        graph.add(Term(id=f"term:{holder}#3.1", term_zh=term, definition="……"))
        graph.link(edge(EdgeKind.DEFINES, holder, f"term:{holder}#3.1"))
    graph.link(cites(number, "GB/T 2"))
    found = gaps_of(graph, GapKind.NO_TEST_METHOD, GapKind.UNDEFINED_TERM)
    assert [gap.fact("characteristic") for gap in found[GapKind.NO_TEST_METHOD].gaps] == ["苯", "双酚A(1)"]
    assert [gap.fact("term") for gap in found[GapKind.UNDEFINED_TERM].gaps] == ["弹性模量"]


def test_conflicts_are_exclusive_limits_or_differ_where_a_third_requires_both() -> None:
    graph = MemoryGraph([standard("GB 1-2020"), standard("GB 2-2020"), standard("T/A 1-2021")])
    for number, upper, lower in (("GB 1-2020", "0.10", "0.05"), ("GB 2-2020", "0.20", "0.15")):
        _say(graph, number, 1, _limit("甲醛释放量", upper))
        _say(graph, number, 2, _limit("苯", lower, Op.LE))
    alone = conflicts(graph, DAY)  # type: ignore[arg-type]
    assert alone.pairs == 0 and alone.limits == ()
    for target in ("GB 1-2020", "GB 2"):
        graph.link(cites("T/A 1-2021", target))
    both = conflicts(graph, DAY)  # type: ignore[arg-type]
    assert {(one.limit_a.characteristic, one.exclusive, one.citing) for one in both.limits} == {
        ("甲醛释放量", False, ("T/A 1-2021",)), ("苯", False, ("T/A 1-2021",)),
    }  # fmt: skip


def test_terms_defined_differently_in_one_class() -> None:
    graph = MemoryGraph([standard("GB 1-2020"), standard("GB 2-2020"), standard("GB 3-2020")])
    texts = {"GB 1-2020": "含有甲醛的木质板材及其制品。", "GB 2-2020": "由单板胶合而成的多层材料。",
             "GB 3-2020": "含有甲醛的木质板材，及其制品"}  # fmt: skip
    for number, definition in texts.items():
        graph.add(Term(id=f"term:{number}#3.1", term_zh="人造板材", definition=definition))
        graph.link(edge(EdgeKind.DEFINES, number, f"term:{number}#3.1"))
        graph.link(edge(EdgeKind.CLASSIFIED_AS, number, "class:ICS 79.060"))
    found = conflicts(graph, DAY)  # type: ignore[arg-type]
    pairs = {(one.a.number, one.b.number) for one in found.terms}
    assert pairs == {("GB 1-2020", "GB 2-2020"), ("GB 2-2020", "GB 3-2020")}

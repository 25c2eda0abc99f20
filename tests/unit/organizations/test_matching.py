"""Which names are one body: the labelled pairs by tier, what must never merge, and the way back."""

import json
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from graph.kinds import ReviewState
from graph.resolve import Resolver
from graph.review import MATCHING, Decision, decide, items
from graph.statements import Record, StatementStore
from ingest.organizations.matching import Body, Tier, Verdict, judge, pairs
from ingest.organizations.run import apply, match
from tests.support import value

DAY = date(2026, 11, 24)
PAIRS = Path(__file__).parents[2] / "fixtures" / "organisation_pairs.jsonl"


def labelled() -> list[tuple[str, Verdict, Tier]]:
    """Label, verdict in the better direction, tier, of every pair."""
    found = []
    for line in PAIRS.read_text("utf-8").splitlines():
        one = json.loads(line)
        a, b = Body(one["a"]), Body(one["b"])
        there = judge(a, b)
        best = judge(b, a) if there.verdict is Verdict.DIFFERENT else there
        found.append((one["label"], best.verdict, best.tier))
    return found


def test_merges_of_the_labelled_pairs_are_all_right() -> None:
    merged = [label for label, verdict, _ in labelled() if verdict is Verdict.SAME]
    assert len(merged) >= 23
    assert set(merged) == {"same"}


def test_candidates_and_merges_find_most_of_the_same() -> None:
    counts = Counter((label, verdict) for label, verdict, _ in labelled())
    same = sum(n for (label, _), n in counts.items() if label == "same")
    found = counts["same", Verdict.SAME] + counts["same", Verdict.CANDIDATE]
    assert same >= 69
    assert found / same >= 0.84
    assert counts["same", Verdict.CANDIDATE] / sum(n for (_, v), n in counts.items() if v is Verdict.CANDIDATE) >= 0.6


def test_one_uscc_with_names_that_differ_is_a_contradiction() -> None:
    code = "91350100M000100Y43"
    assert judge(Body("甲公司", code), Body("乙乙研究院", code)).verdict is Verdict.CONTRADICTION
    assert judge(Body("甲乙丙丁有限公司", code), Body("甲乙丙丁有限责任公司", code)).verdict is Verdict.SAME
    other = judge(Body("甲公司", code), Body("甲公司", "91110000M000100Y44"))
    assert (other.verdict, other.rule) == (Verdict.DIFFERENT, "distinct_uscc")


def test_one_group_code_merges_only_names_that_are_alike() -> None:
    def verdict(a: str, b: str) -> Verdict:
        return judge(Body(a, group_code="X"), Body(b, group_code="X")).verdict

    assert verdict("中国疫苗行业协会", "中国标准化协会") is Verdict.CONTRADICTION
    assert verdict("射阳大米协会", "射阳县大米协会") is Verdict.SAME
    assert verdict("某某行业分会", "某某行业分会世界中餐业联合会") is Verdict.CANDIDATE, "two names run together"


@pytest.mark.parametrize(("a", "b"), [
    ("中国电子科技集团公司第二十九研究所", "中国电子科技集团公司第十五研究所"),
    ("湖北省市场监督管理局", "湖南省市场监督管理局"), ("中国地质大学(北京)", "中国地质大学(武汉)"),
    ("国家新闻出版署", "国家新闻出版总署"), ("ISO", "INSO"),
])  # fmt: skip
def test_what_speaks_against_it_is_looked_at_before_similarity(a: str, b: str) -> None:
    assert judge(Body(a), Body(b)).verdict is Verdict.DIFFERENT


def test_a_unit_is_not_its_body() -> None:
    assert judge(Body("东北大学软件学院"), Body("东北大学")).verdict is Verdict.UNIT
    assert judge(Body("中国人民大学出版社有限公司"), Body("中国人民大学")).verdict is not Verdict.UNIT


def test_distinct_codes_of_one_register_are_distinct_bodies() -> None:
    a, b = Body("苏州大学", register={"moe": "1"}), Body("贵州大学", register={"moe": "2"})
    assert judge(a, b).rule == "distinct_moe"
    assert list(pairs([a, b])) == []


def stored(tmp_path: Path, *names: str) -> StatementStore:
    store = StatementStore(tmp_path / "s.db", write=True)
    run = store.begin_run("test")
    store.apply(run, [Record("file:a", name, DAY, (value(f"org:{name}", "name_zh", name),)) for name in names])
    return store


def shown(store: StatementStore) -> set[str]:
    return {one.node.id for one in Resolver(store).everything()}


def test_merges_are_shown_candidates_wait_and_a_reviewer_undoes_and_accepts(tmp_path: Path) -> None:
    store = stored(tmp_path, "中华人民共和国卫生部", "卫生部", "国国家发展和改革委员会", "国家发展和改革委员会")
    run = store.begin_run("match")
    report = match(store)
    assert apply(store, run, report, DAY) == 0
    assert shown(store) == {"org:卫生部", "org:国国家发展和改革委员会", "org:国家发展和改革委员会"}
    (merge,) = [i for p in report.merges for i in items(store, MATCHING, f"{p.name} = {p.other}")]
    decide(store, run, merge, Decision.REJECT, reviewer="甲")
    assert "org:中华人民共和国卫生部" in shown(store)
    (pair,) = report.candidates
    (candidate,) = items(store, MATCHING, f"{pair.name} = {pair.other}")
    assert candidate.needed
    decide(store, run, candidate, Decision.ACCEPT, reviewer="甲")
    assert len(shown(store)) == 3
    apply(store, run, match(store), DAY)  # a later matching keeps both decisions
    assert "org:中华人民共和国卫生部" in shown(store)
    assert len(shown(store)) == 3
    (again,) = items(store, MATCHING, f"{pair.name} = {pair.other}")
    decide(store, run, again, Decision.WITHDRAW, reviewer="甲")
    assert len(shown(store)) == 4
    assert items(store, MATCHING, f"{pair.name} = {pair.other}")[0].main.review is ReviewState.NEEDED


def test_what_is_found_no_longer_ends(tmp_path: Path) -> None:
    store = stored(tmp_path, "中华人民共和国卫生部", "卫生部")
    run = store.begin_run("match")
    apply(store, run, match(store), DAY)
    empty = match(store)
    empty.merges.clear()
    assert apply(store, run, empty, DAY) == 1
    assert shown(store) == {"org:卫生部", "org:中华人民共和国卫生部"}

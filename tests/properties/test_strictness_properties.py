"""Laws of the strictness comparison that hold for any pair."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from api.cli.compare_lines import compare_pair
from search.compare.strictness import Comparison, Demand, Side, StandardFacts, Verdict, compare
from search.compare.strictness.reading import WrongPair, read_side

CALM = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=150)
A, B = StandardFacts("T/EX 001-2026", mandatory=False), StandardFacts("GB 00000-0000", mandatory=True)

numbers = st.decimals(min_value=0, max_value=10**6, places=3, allow_nan=False)
# one row a quantity: characteristic, unit, another unit, what the first is times to be in the other
QUANTITIES = (
    ("铅", "mg/kg", "ug/g", Decimal(1)),
    ("铅", "mg/kg", "%", Decimal("0.0001")),
    ("化学需氧量", "mg/L", "ug/L", Decimal(1000)),
    ("颗粒物", "mg/m3", "ug/m3", Decimal(1000)),
    ("抗拉强度", "MPa", "N/mm2", Decimal(1)),
    ("绝缘电阻", "MOhm", "kOhm", Decimal(1000)),
    ("响应时间", "s", "ms", Decimal(1000)),
    ("VOC含量", "g/L", "kg/L", Decimal("0.001")),
)
quantities = st.sampled_from(QUANTITIES)
texts = st.text(max_size=12)
names = st.sampled_from(["婴幼儿服装", "A类产品", "胶合板", "人造板", "大米", "污水", "工业废水", "锅炉", "", "X产品"])
features = st.sampled_from(
    ["甲醛", "甲醛释放量", "总铅", "可溶性铅", "pH", "噪声", "能效等级", "防护等级", "铅笔硬度", "沙门氏菌"]
)
OPS = ["le", "lt", "ge", "gt", "range", "tol", "not_detected", "absent", "prohibited", "sampling", "formula", "in", "≤"]
UNITS = ["mg/kg", "mg/L", "mg/m3", "%", "grade", "dB(A)", "/25g", "CFU/g(mL)", "ppm", "1"]


@st.composite
def demands(draw: st.DrawFn, characteristic: str = "铅", unit: str = "mg/kg") -> Demand:
    """Any limit of one quantity in one unit."""
    op = draw(st.sampled_from(["le", "lt", "ge", "gt", "range", "tol"]))
    first, second = sorted((draw(numbers), draw(numbers)))
    base = {"characteristic": characteristic, "object": "产品甲", "unit": unit, "op": op}
    if op == "range":
        return Demand(**base, low=first, high=second)  # type: ignore[arg-type]
    if op == "tol":
        return Demand(**base, nominal=second, plus=first, minus=draw(numbers))  # type: ignore[arg-type]
    return Demand(**base, value=first)  # type: ignore[arg-type]


def judged(a: Demand, b: Demand) -> Comparison:
    return compare(Side(A, a), Side(B, b))


@CALM
@given(demands(), demands())
def test_swapping_the_sides_swaps_stricter_and_looser(a: Demand, b: Demand) -> None:
    assert judged(a, b).verdict.mirrored is judged(b, a).verdict


@CALM
@given(quantities, st.data())
def test_exact_change_of_unit_changes_no_verdict(row: tuple[str, str, str, Decimal], data: st.DataObject) -> None:
    characteristic, unit, other, factor = row
    a, b = data.draw(demands(characteristic, unit)), data.draw(demands(characteristic, unit))

    def times(value: object) -> Decimal | None:
        return value * factor if isinstance(value, Decimal) else None

    changed = Demand(
        characteristic=a.characteristic, object=a.object, op=a.op, unit=other, value=times(a.value), low=times(a.low),
        high=times(a.high), nominal=times(a.nominal), plus=times(a.plus), minus=times(a.minus),
    )  # fmt: skip
    assert judged(changed, b).verdict is judged(a, b).verdict


@CALM
@given(demands())
def test_a_limit_equals_itself(a: Demand) -> None:
    found = judged(a, a)
    assert found.verdict is Verdict.EQUAL or found.missing == ("value",)
    assert not found.violation


@CALM
@given(numbers, numbers, numbers, st.sampled_from(["le", "lt"]))
def test_tightening_never_makes_looser(value: Decimal, less: Decimal, other: Decimal, op: str) -> None:
    base = {"characteristic": "铅", "object": "产品甲", "unit": "mg/kg"}
    b = Demand(**base, op="le", value=other)  # type: ignore[arg-type]
    loose, tight = (judged(Demand(**base, op=op, value=v), b) for v in (value, max(value - less, Decimal(0))))  # type: ignore[arg-type]
    order = [Verdict.STRICTER, Verdict.EQUAL, Verdict.LOOSER]
    assert order.index(tight.verdict) <= order.index(loose.verdict)
    assert loose.violation or not tight.violation


@CALM
@given(demands(), st.text(alphabet="zqxжψ", min_size=1, max_size=6))
def test_an_unknown_unit_compares_with_no_other(a: Demand, unit: str) -> None:
    strange = Demand(characteristic=a.characteristic, object=a.object, op="le", value=Decimal(1), unit=f"zz{unit}")
    for found in (judged(a, strange), judged(strange, a)):
        assert found.verdict is Verdict.INCOMPARABLE
        assert "unit" in found.missing


json_values = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), texts, st.lists(texts, max_size=2), numbers,
    st.sampled_from(["3-4", "ENF", "IP54", "HB", "0/25g", "2×10⁶", "1:3", "≤5", "4级", "B1", "V-0", "-", "1e9999999"]),
)  # fmt: skip
limits = st.fixed_dictionaries(
    {"characteristic": features | texts, "op": st.sampled_from(OPS) | texts},
    optional={
        "object": names | texts, "value": json_values, "low": json_values, "high": json_values, "nominal": json_values,
        "plus": json_values, "minus": json_values, "n": json_values, "c": json_values, "m": json_values,
        "M": json_values, "values": json_values, "lod": json_values,
        "unit": st.sampled_from(UNITS) | texts,
        "condition": st.sampled_from(["夜间", "基准氧含量3.5%", "23±2℃", "厚度≤16mm", "20℃,101.325kPa"]) | texts,
        "method": texts, "grade": st.sampled_from(["A类", "E1", "1级"]) | texts, "basis": texts, "modality": texts,
    },
)  # fmt: skip
sides = st.fixed_dictionaries(
    {"limit": limits},
    optional={"std": st.sampled_from(["GB 18401-2010", "GB 21455-2019", "YY 0469-2023"]) | texts,
              "mandatory": st.booleans() | texts, "level": texts},
)  # fmt: skip


@settings(deadline=None, suppress_health_check=list(HealthCheck), max_examples=400)
@given(sides | st.none() | texts, sides | st.none() | st.integers())
def test_any_pair_is_answered_or_refused_with_a_message(a: object, b: object) -> None:
    try:
        one, other = read_side(a, "a"), read_side(b, "b")
    except WrongPair as error:
        assert str(error).startswith(("a", "b"))
        return
    found = compare(one, other)
    assert len(found.sentences("zh")) == len(found.sentences("en")) > 0
    assert found.verdict is not Verdict.INCOMPARABLE or found.missing
    assert not (found.violation and found.verdict in (Verdict.STRICTER, Verdict.EQUAL, Verdict.NEW))


def test_a_side_without_limit_is_an_item_that_a_lacks() -> None:
    lead = {"characteristic": "铅", "op": "le", "value": 1, "unit": "mg/kg"}
    answer = compare_pair({"a": None, "b": {"std": "GB 2762-2022", "mandatory": True, "limit": lead}})
    assert (answer["verdict"], answer["violation"], answer["review"]) == ("incomparable", False, True)

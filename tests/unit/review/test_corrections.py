"""What a reviewer writes in a cell, and the typed limit it makes."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.usecases.corrections import WrongValue, corrected_limit, value_of
from graph.limits import BOUNDS, QUALITATIVE, Limit, Op, SamplingPlan

BASE = Limit(characteristic="x", op=Op.LE, value=Decimal(1), object="纸", unit="mg", text="t", value_text="1")
numbers = st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-1000, max_value=1000)


@st.composite
def limits(draw: st.DrawFn) -> Limit:
    op = draw(st.sampled_from(list(Op)))
    fields: dict[str, object] = {"op": op, "value": None}
    if op in BOUNDS:
        fields["value"] = draw(numbers)
    elif op is Op.RANGE:
        low, high = sorted([draw(numbers), draw(numbers)])
        fields |= {"low": low, "high": high, "low_closed": draw(st.booleans()), "high_closed": draw(st.booleans())}
    elif op is Op.TOL:
        fields |= {"nominal": draw(numbers), "plus": abs(draw(numbers)), "minus": abs(draw(numbers))}
    elif op is Op.SAMPLING:
        n, c, m = (abs(draw(numbers)) for _ in range(3))
        fields["plan"] = SamplingPlan(n=n, c=c, m=m, M=draw(st.none() | numbers))
    elif op is Op.FORMULA:
        fields["expression"] = "标称值×90%-0.1"
    return Limit.model_validate(BASE.model_dump() | fields)


@given(limits())
def test_a_value_copied_from_its_cell_changes_nothing(limit: Limit) -> None:
    assert corrected_limit(limit, {"value": value_of(limit)} if value_of(limit) else {"op": limit.op.value}) == limit


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"value": "80"}, {"value": Decimal(80), "op": Op.LE}),
        ({"op": "range", "value": "6~9"}, {"low": Decimal(6), "high": Decimal(9), "low_closed": True}),
        ({"op": "range", "value": "(6，9]"}, {"low_closed": False, "high_closed": True}),
        ({"op": "range", "value": "-3.0～+2.0"}, {"low": Decimal("-3.0"), "high": Decimal("2.0")}),
        ({"op": "tol", "value": "18±0.3"}, {"nominal": Decimal(18), "plus": Decimal("0.3"), "minus": Decimal("0.3")}),
        ({"op": "tol", "value": "1220 +2.0/-1.0"}, {"plus": Decimal("2.0"), "minus": Decimal("1.0")}),
        ({"op": "sampling", "value": "n=5, c=2, m=10, M=100"}, {"plan": SamplingPlan(n=5, c=2, m=10, M=100)}),
        ({"op": "not_detected"}, {"value": None, "op": Op.NOT_DETECTED}),
        ({"op": "ge", "value": "IP54"}, {"expression": "IP54", "value": None}),
        ({"object": "—", "unit": "%"}, {"object": None, "unit": "%", "value": Decimal(1)}),
    ],
)
def test_cells_are_understood(changes: dict[str, str], fields: dict[str, object]) -> None:
    made = corrected_limit(BASE, changes)
    assert {name: getattr(made, name) for name in fields} == fields
    assert made.value_text == BASE.value_text


@pytest.mark.parametrize(
    "changes",
    [
        {"op": "range"}, {"op": "range", "value": "9～6"}, {"op": "tol", "value": "5"},
        {"op": "range", "value": "a～b"},
        {"op": "sampling", "value": "n=5"}, {"op": "about"}, {"modality": "perhaps"}, {"op": "tol", "value": "5±x"},
        {"op": "range", "value": "NaN～Infinity"},
    ],
)  # fmt: skip
def test_cells_that_make_no_limit_are_refused(changes: dict[str, str]) -> None:
    with pytest.raises(WrongValue):
        corrected_limit(BASE, changes)


def test_kinds_without_a_value_need_none() -> None:
    assert all(corrected_limit(BASE, {"op": op.value}).op is op for op in QUALITATIVE)

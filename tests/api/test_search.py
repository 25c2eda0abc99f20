"""GET /search: filters, reasons, pages."""

from __future__ import annotations

import httpx
import pytest

from api.usecases.library import Library
from api.usecases.search import SearchResultView, search
from search.index import DEPTH


def _shown(value: object) -> str | None:
    """Parameters as they are; what is called has its place alone."""
    return None if callable(value) else str(value)


def found(client: httpx.Client, **params: object) -> SearchResultView:
    response = client.get("/search", params=params)  # type: ignore[arg-type]
    assert response.status_code == 200, response.text
    return SearchResultView.model_validate_json(response.text)


def test_answer_is_that_of_the_use_case(client: httpx.Client, opened: Library) -> None:
    assert found(client, q="医用口罩", limit=20) == search(opened, "医用口罩", limit=20)


def test_number_in_the_query_comes_first_and_unknown_ones_are_named(client: httpx.Client) -> None:
    result = found(client, q="GB 19083-2023 GB/T 1.1-2019")
    assert (result.hits[0].standard.number, result.hits[0].exact) == ("GB 19083-2023", True)
    assert result.unknown == ("GB/T 1.1-2019",)


@pytest.mark.parametrize(
    ("filters", "holds"),
    [
        ({"level": "group"}, lambda s: s.level == "group"),
        ({"level": ["group", "local"]}, lambda s: s.level in ("group", "local")),
        ({"status": "in_force"}, lambda s: s.status.status == "in_force"),
        ({"status": "ended"}, lambda s: s.status.status in ("replaced", "withdrawn")),
        ({"issuer": "协会"}, lambda s: any("协会" in name for name in s.issuers)),
        ({"ics": "13"}, lambda s: any(code.split(".")[0] == "13" for code in s.ics)),
        ({"ics": ["13", "11.140"]}, lambda s: any(c.startswith(("13.", "11.140")) or c == "13" for c in s.ics)),
        ({"ccs": "c"}, lambda s: any(code.startswith("C") for code in s.ccs)),
        ({"field": "smart-manufacturing"}, lambda s: "smart-manufacturing" in s.domains),
        ({"field": "智能制造"}, lambda s: "smart-manufacturing" in s.domains),
        ({"year_from": 2020}, lambda s: int(s.number[-4:]) >= 2020),
        ({"year_from": 2010, "year_to": 2012}, lambda s: 2010 <= int(s.number[-4:]) <= 2012),
        ({"level": "national", "status": "in_force", "ics": "13"}, lambda s: s.level == "national"),
    ],
    ids=_shown,
)
def test_every_hit_passes_the_filters(client: httpx.Client, filters: dict[str, object], holds: object) -> None:
    assert callable(holds)
    hits = found(client, q="安全 技术要求", limit=50, **filters).hits
    assert hits
    assert [hit.standard.number for hit in hits if not holds(hit.standard)] == []


@pytest.mark.parametrize(
    ("params", "size"),
    [
        ({"q": "口罩"}, 7),
        ({"q": "安全技术要求"}, 30),
        ({"q": "GB 19083 防护口罩 medical"}, 13),
        ({"q": "试验方法", "status": "in_force", "level": "national"}, 40),
        ({"q": "robot"}, 200),
    ],
    ids=_shown,
)
def test_pages_neither_repeat_nor_leave_out(client: httpx.Client, params: dict[str, object], size: int) -> None:
    everything = [hit.standard.number for hit in found(client, **params, limit=DEPTH).hits]
    pages, cursor = [], None
    while True:
        more = {} if cursor is None else {"cursor": cursor}
        page = found(client, **params, limit=size, **more)
        pages.append([hit.standard.number for hit in page.hits])
        cursor = page.next
        if cursor is None:
            break
        assert len(page.hits) == size
    assert [number for page in pages for number in page] == everything
    assert len(everything) == len(set(everything)) <= DEPTH


def test_last_full_page_names_no_next(client: httpx.Client) -> None:
    every = found(client, q="医用口罩", limit=DEPTH, level="group").hits
    assert 0 < len(every) < DEPTH
    assert found(client, q="医用口罩", limit=len(every), level="group").next is None
    assert found(client, q="医用口罩", limit=len(every) - 1, level="group").next is not None

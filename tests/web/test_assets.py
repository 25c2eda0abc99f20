"""What pages load: from this machine, small, checked, and under a strict policy."""

from __future__ import annotations

import re

import httpx
import pytest

from api.web import assets
from api.web.assets import Asset, AssetChanged
from tests.api.service import Running

PAGES = ("/", "/search?q=口罩", "/standards/GB/T 1.1-2020", "/fields", "/organisations", "/check", "/compare", "/data",
         "/review", "/signin", "/nowhere", "/nodes/org:国家市场监督管理总局")  # fmt: skip


def site(running: Running) -> httpx.Client:
    url = running.url.removesuffix("/api/v1")
    return httpx.Client(base_url=url, headers={"Accept": "text/html"}, timeout=120, trust_env=False)


@pytest.mark.parametrize("path", PAGES)
def test_policy_is_strict_and_pages_keep_it(running: Running, path: str) -> None:
    with site(running) as client:
        response = client.get(path)
    policy = response.headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert response.headers["x-frame-options"] == "DENY"
    text = response.text
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)|javascript:", text)
    assert not re.search(r"(?:src|href)=\"(?:https?:)?//", text)


def test_first_page_loads_less_than_400_kilobytes(running: Running) -> None:
    with site(running) as client:
        page = client.get("/")
        addresses = re.findall(r"(?:src|href)=\"(/assets/[^\"]+)\"", page.text)
        answers = [client.get(address) for address in addresses]
    assert len(addresses) == 3
    assert all("immutable" in answer.headers["cache-control"] for answer in answers)
    assert len(page.content) + sum(len(answer.content) for answer in answers) < 400_000


def test_asset_other_than_the_one_looked_at_is_refused() -> None:
    good = assets.assets()["bootstrap"]
    good.check()
    with pytest.raises(AssetChanged, match=r"assets\.toml"):
        Asset(good.name, good.package, good.file, "0" * 64).check()


def test_only_files_of_the_table_are_served(running: Running) -> None:
    folder = assets.addresses()["bootstrap"].rpartition("/")[0]
    with site(running) as client:
        assert client.get(f"{folder}/bootstrap.min.css").status_code == 200
        for name in ("bootstrap.rtl.min.css", "../js/bootstrap.min.js", "..%2f..%2f__init__.py", ""):
            assert client.get(f"{folder}/{name}").status_code == 404


def test_metrics_count_by_the_template_of_the_route(running: Running) -> None:
    with site(running) as client:
        client.get("/standards/GB/T 1.1-2020")
        client.get("/nowhere/secret")
        text = client.get("/metrics").text
    assert re.search(r'biaotu_requests_total\{method="GET",route="/standards/\{number\}",status="200"\} [1-9]', text)
    assert "biaotu_drafts_held" in text
    assert "secret" not in text
    assert "GB/T" not in text

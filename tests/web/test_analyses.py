"""Pages of the analyses: an analyst and a researcher from the home page to their answer, in both languages."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from api.access.keys import Keys
from api.access.principals import Scope
from tests.api.service import on, serving
from tests.web.pages import Site
from tests.web.test_access import csrf, sign_in, visitor


def answered(site: Site) -> None:
    """The page once it no longer waits for its answer."""
    site.ready()
    site.page.wait_for_selector("[data-events]", state="detached")
    site.ready()


def go(site: Site, key: str) -> None:
    """Through a link of the home page."""
    site.open("/")
    site.page.locator("main").get_by_role("link", name=site.t(key), exact=True).click()
    answered(site)


def test_analyst_finds_gaps_and_what_was_searched(site: Site) -> None:
    page = site.page
    go(site, "web.analysis_gaps")
    page.locator("#field").select_option("biomedicine")
    page.get_by_role("button", name=site.t("web.show")).click()
    answered(site)
    site.seen("gaps")
    cell = page.locator("table.heat td a").first
    count = int(cell.inner_text())
    cell.click()
    answered(site)
    assert "aspect=" in page.url
    assert page.locator("#members a.number").count() == count
    page.locator("#gaps details.proof summary").first.click()
    assert page.locator("#gaps details.proof[open] table").count() == 1
    page.locator("#gaps .counts").get_by_role("link", name=site.t("gaps.thin_cell")).click()
    answered(site)
    assert "kind=thin_cell" in page.url
    assert page.locator("#gaps h3").count() == 1


def test_analyst_brings_two_fields_together(site: Site) -> None:
    page = site.page
    go(site, "web.analysis_bridges")
    site.seen("bridges")
    page.locator("table.heat td.shade-5 a").first.click()
    answered(site)
    assert page.locator("#tasks tbody tr").count() >= 1
    assert page.locator("#shared tbody tr").count() >= 10
    site.seen("bridge")
    go(site, "web.analysis_conflicts")
    assert page.locator("main .notice, main article").count() > 0
    site.seen("conflicts")


def test_analyst_reads_the_policy_and_ranks_by_own_weights(site: Site) -> None:
    page = site.page
    go(site, "web.analysis_policy")
    assert page.locator("article.task").count() == 23
    assert page.locator("article.task .badge-of").count() == 23
    site.seen("policy")
    page.locator("main .intro").get_by_role("link", name=site.t("web.analysis_conversion")).click()
    answered(site)
    first = page.locator("table.data").last.locator("tbody tr th a").all_inner_texts()
    page.locator("#w_age").fill("0")
    page.locator("#w_drafters").fill("0")
    page.locator("#w_no_counterpart").fill("0")
    page.get_by_role("button", name=site.t("web.rank")).click()
    answered(site)
    assert "w_age=0" in page.url
    assert page.locator("#w_age").input_value() == "0"
    assert page.locator("table.data").last.locator("tbody tr th a").all_inner_texts() != first
    site.seen("conversion")


def test_researcher_explores_clusters_and_bodies(site: Site) -> None:
    page = site.page
    go(site, "web.entry_researcher_go")
    spots = page.locator("svg.map a")
    assert spots.count() >= 20
    site.seen("clusters")
    name = page.locator("#list tbody th a").first.inner_text()
    spots.first.click()
    answered(site)
    assert page.locator("h1").inner_text().casefold() == name.casefold()
    assert page.locator("#members a.number").count() > 20
    site.seen("cluster")
    go(site, "web.analysis_bodies")
    assert page.locator("#leaders tbody tr").count() > 10
    site.seen("bodies")
    page.locator("#leaders tbody a").first.click()
    site.ready()
    assert "/nodes/org" in page.url


def test_everyone_checks_references_and_sees_who_depends_on_them(site: Site) -> None:
    page = site.page
    go(site, "web.analysis_lint")
    page.locator("#list").fill("GB/T 1.1-2009\nGB 19083-2023\n<b>no number</b>")
    page.get_by_role("button", name=site.t("web.lint_go")).first.click()
    page.wait_for_selector("#references")
    rows = page.locator("#references tbody tr")
    assert rows.count() == 3
    assert site.t("status.replaced") in rows.nth(0).inner_text()
    assert "<b>no number</b>" in rows.nth(2).inner_text()
    site.seen("lint")
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV").click()
    table = list(csv.reader(io.StringIO(download.value.path().read_text("utf-8-sig"))))
    assert [line[0] for line in table[1:]][:1] == ["GB/T 1.1-2009"]
    page.get_by_role("button", name=site.t("web.delete_now")).click()
    page.wait_for_selector(".notice-good")
    site.open("/standards/GB 19083-2023")
    page.get_by_role("link", name=site.t("web.exposure_go")).click()
    answered(site)
    assert "GB 19083-2023" in page.locator("h1").inner_text()
    site.seen("exposure")
    site.open("/watch?old=GB/T 1.1-2009&new=GB/T 1.1-2020")
    answered(site)
    assert site.t("watch.no_text_old") in page.inner_text("main")
    site.seen("watch")


def test_wrong_addresses_of_analyses_are_explained(site: Site) -> None:
    page = site.page
    for path, words in (
        ("/gaps?field=nonsense", "smart-manufacturing"),
        ("/gaps?field=biomedicine&kind=nonsense", "no_test_method"),
        ("/gaps", site.t("web.choose_field")),
        ("/clusters?resolution=x", "resolution"),
        ("/clusters?region=亚特兰蒂斯", "上海市"),
        ("/clusters?compare=2020-02-31", "2020-02-31"),
        ("/clusters/99999", "99999"),
        ("/bridges?one=biomedicine&other=biomedicine", {"zh": "两个领域相同", "en": "the same"}[site.language]),
        ("/conversion?w_cited=-1", "0"),
        ("/exposure?number=GB 1-1999", "GB 1-1999"),
        ("/exposure?number=GB/T 1.1&depth=99999", "depth"),
        ("/watch?old=x&new=y", "x"),
        ("/policy?task=nonsense", "bj2018-2-2"),
        ("/bodies?topic=a", {"zh": "两个字", "en": "two characters"}[site.language]),
        ("/follows", site.t("web.nothing_followed")),
        ("/analyses", site.t("web.analyses_intro")),
    ):
        site.open(path)
        answered(site)
        assert words in page.inner_text("main"), path
        assert page.locator("h1").count() == 1
    site.open("/analyses")
    site.seen("analyses")


def test_watch_list_is_changed_by_reviewers_only(own_data: Path) -> None:
    _, reader = Keys(own_data).add("a", "b", Scope.READER, 1)
    _, reviewer = Keys(own_data).add("c", "d", Scope.REVIEWER, 1)
    with serving(on(own_data)) as service, visitor(service) as one, visitor(service) as two:
        assert one.post("/follows", data={"csrf": csrf(one, "/signin")}).status_code == 401
        sign_in(one, reader)
        assert one.post("/follows", data={"csrf": csrf(one, "/account")}).status_code == 403
        sign_in(two, reviewer)
        token = csrf(two, "/account")
        assert two.post("/follows", data={"kind": "standard", "words": "GB/T 1.1"}).status_code == 403
        wanted = {"csrf": token, "kind": "standard", "words": "GB/T 1.1"}
        assert two.post("/follows", data=wanted).status_code == 303
        assert two.post("/follows", data=wanted).status_code == 422
        assert two.post("/follows", data={**wanted, "kind": "x"}).status_code == 422
        assert "GB/T 1.1" in one.get("/follows").text
        assert two.post("/follows/seen", data={"csrf": token}).status_code == 303
        assert two.post("/follows/1/remove", data={"csrf": token}).status_code == 303
        assert two.post("/follows/1/remove", data={"csrf": token}).status_code == 404


def test_answer_is_asked_for_once_and_waited_for_by_all(own_data: Path) -> None:
    with serving(on(own_data)) as service, visitor(service) as client:
        analyst = service.app.state.analyst
        with service.app.state.library.use() as library:
            first = analyst.ask(library, "conflicts", {"field": None, "limit": 100})
            again = analyst.ask(library, "conflicts", {"limit": 100, "field": None})
        assert (first.first, again.first) == (True, False)
        assert first.future is again.future
        assert first.future.result(120).generation == 1
        assert client.get("/conflicts").status_code == 200
        assert client.get(f"/analyses/{first.id}/events").text.count("event: end") == 1
        assert client.get("/analyses/nothing/events").status_code == 404

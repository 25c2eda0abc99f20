"""The three users from the home page to their answer, in both languages, as in a browser without a network."""

from __future__ import annotations

import io
import json
import re

from docx import Document
from openpyxl import load_workbook

from tests.api.service import COMPARED, DRAFTS
from tests.web.pages import Site


def test_organisation_checks_a_draft_and_deletes_it(site: Site) -> None:
    page = site.page
    site.open("/")
    site.seen("home")
    page.locator("main").get_by_role("link", name=site.t("web.entry_organisation_go"), exact=True).click()
    site.ready()
    site.seen("check")
    page.locator("#file").set_input_files(str(DRAFTS[0]))
    page.get_by_role("button", name=site.t("web.check_go")).first.click()
    page.wait_for_selector("#verdict")
    verdict = page.locator("#verdict")
    assert site.t("grade.duplicate") in verdict.inner_text()
    assert verdict.get_by_role("link", name="YY/T 0969-2023").count() == 1
    references = page.locator("#references").inner_text()
    assert "GB/T 16886.10-2017" in references
    assert site.t("status.replaced") in references
    site.seen("report")
    with page.expect_download() as download:
        page.get_by_role("link", name="JSON").click()
    assert json.loads(download.value.path().read_text("utf-8"))["overall"]["grade"] == "duplicate"
    with page.expect_download() as download:
        page.get_by_role("link", name="Word").click()
    assert "YY/T 0969-2023" in Document(str(download.value.path())).element.xml  # paragraphs and tables
    with page.expect_download() as download:
        page.get_by_role("link", name="Excel").click()
    assert len(load_workbook(io.BytesIO(download.value.path().read_bytes())).sheetnames) > 1
    address = page.url
    page.get_by_role("button", name=site.t("web.delete_now")).click()
    page.wait_for_selector(".notice-good")
    page.goto(address)
    site.ready()
    assert site.t("web.request_id", id="") in page.inner_text("main")
    assert page.locator("#verdict").count() == 0
    site.seen("gone")


def test_organisation_gives_a_title_in_words(site: Site) -> None:
    page = site.page
    site.open("/check")
    page.get_by_label(site.t("web.check_draft_title"), exact=True).fill("<script>alert(1)</script>医用口罩")
    page.get_by_label(site.t("web.check_references")).fill("GB 19083-2023")
    page.get_by_role("button", name=site.t("web.check_go")).last.click()
    page.wait_for_selector("#verdict")
    assert page.locator("h1").inner_text() == "<script>alert(1)</script>医用口罩"
    assert page.locator("main script").count() == 0
    assert "GB 19083-2023" in page.locator("#references").inner_text()


def test_organisation_sees_what_is_below_a_mandatory_standard(site: Site) -> None:
    page = site.page
    site.open("/compare")
    site.seen("compare")
    page.locator("#a").set_input_files(str(COMPARED[0]))
    page.locator("#b").set_input_files(str(COMPARED[1]))
    page.get_by_role("button", name=site.t("web.compare_go")).click()
    page.wait_for_selector(".strictness")
    row = page.locator(".strictness tbody tr", has_text="悬浮物")
    assert site.t("web.violation") in row.inner_text()
    assert site.t("compare.looser") in row.inner_text()
    site.seen("comparison")
    page.locator(".counts a", has_text=site.t("compare.violation")).click()
    site.ready()
    assert "show=violation" in page.url
    assert page.locator(".strictness tbody tr").count() == 1
    page.go_back()
    site.ready()
    assert page.locator(".strictness tbody tr").count() == 4


def test_analyst_searches_filters_and_reads_a_standard(site: Site) -> None:
    page = site.page
    site.open("/")
    page.get_by_role("searchbox").fill("医用口罩")
    page.keyboard.press("Enter")
    site.ready()
    assert page.locator(".hits > li").count() > 5
    assert page.locator(".hits mark").count() > 5
    site.seen("search")
    page.locator(".facet").get_by_role("link", name=site.t("level.national")).click()
    site.ready()
    assert "level=national" in page.url
    shared = page.url
    numbers = page.locator(".hits .number").all_inner_texts()
    assert numbers
    assert all(number.startswith("GB") for number in numbers)
    page.go_back()
    site.ready()
    assert page.locator(".hits .number").all_inner_texts() != numbers
    page.goto(shared)
    assert page.locator(".hits .number").all_inner_texts() == numbers
    page.locator(".hits a", has_text="GB 19083-2023").click()
    site.ready()
    assert "GB 19083-2023" in page.locator("h1").inner_text()
    assert site.t("status.in_force") in page.locator(".state").inner_text()
    assert page.locator(".timeline li").count() >= 2
    site.seen("standard")


def test_analyst_sees_fields_and_data(site: Site) -> None:
    page = site.page
    site.open("/")
    page.locator("main").get_by_role("link", name=site.t("web.entry_analyst_go"), exact=True).click()
    site.ready()
    site.seen("fields")
    assert page.locator("tbody th[scope=row]").count() == 15
    page.get_by_role("link", name={"zh": "生物医药", "en": "Biomedicine"}[site.language]).click()
    site.ready()
    site.seen("field")
    site.open("/data")
    assert "3,220" in page.inner_text("main")  # 2,062 standards and 1,158 other records
    site.seen("data")


def test_researcher_follows_an_organisation(site: Site) -> None:
    page = site.page
    site.open("/")
    page.locator("main").get_by_role("link", name=site.t("web.analysis_organisations"), exact=True).click()
    site.ready()
    site.seen("organisations")
    page.locator("tbody a").first.click()
    site.ready()
    site.seen("organisation")
    page.locator("table.relations a").first.click()
    site.ready()
    assert re.search(r"/(standards|nodes)/", page.url)


def test_language_is_kept_and_can_be_changed(site: Site) -> None:
    page = site.page
    site.open("/search?q=口罩&level=group")
    other = {"zh": "English", "en": "中文"}[site.language]
    page.get_by_role("link", name=other, exact=True).click()
    site.language = {"zh": "en", "en": "zh"}[site.language]
    site.ready()
    assert "level=group" in page.url
    site.open("/fields")  # without lang in the address: the choice is kept


def test_everything_can_be_reached_by_keyboard(site: Site) -> None:
    page = site.page
    site.open("/search?q=口罩")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "q"


def test_errors_and_empty_lists_are_explained(site: Site) -> None:
    page = site.page
    for path, words in (
        ("/search", site.t("web.search_empty")),
        ("/search?q=zzzzqqqq&level=group", site.t("cli.no_hits")),
        ("/search?q=a&year_from=abc", "year_from"),
        ("/standards/GB 1-1999", "GB 1-1999"),
        ("/nowhere", {"zh": "没有这个地址", "en": "No such address"}[site.language]),
        ("/review", site.t("review.nothing_waits")),
        ("/signin", site.t("web.signin_intro")),
    ):
        site.open(path)
        assert words in page.inner_text("main"), path
    site.open("/nowhere")
    site.seen("error")
    site.open("/signin")
    site.seen("signin")

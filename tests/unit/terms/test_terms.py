"""Terms and definitions of documents (GB/T 1.1-2020, 8.7)."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.documents.reader import read_document
from ingest.extract.terms import TermSource, terms_of
from tests.extract_support import standard


def test_entry_has_names_definition_notes_and_source() -> None:
    gateway, _ = terms_of(standard())
    assert (gateway.number, gateway.zh, gateway.en) == ("3.1", "网关", "gateway")
    assert gateway.definition == "连接两个不同网络的设备。"
    assert gateway.notes == ("注：网关可以是软件。",)
    assert gateway.sources == (TermSource(target="GB/T 5271.1-2000", clause="01.05.09"),)
    assert gateway.modified


def test_admitted_term_on_its_own_line() -> None:
    _, terminal = terms_of(standard())
    assert (terminal.zh, terminal.en, terminal.also) == ("终端", "terminal", ("TE",))
    assert terminal.sources == ()


@pytest.mark.parametrize(
    ("entry", "zh", "en", "definition"),
    [
        (
            "3.1 锅炉 boiler锅炉是利用燃料加热热水的设备，以供使用。",
            "锅炉",
            "boiler",
            "锅炉是利用燃料加热热水的设备，以供使用。",
        ),
        ("3.1 pH值 pH value\n溶液中氢离子活度的负对数。", "pH值", "pH value", "溶液中氢离子活度的负对数。"),
        ("3.1 厂界\n业主法定的边界。", "厂界", None, "业主法定的边界。"),
    ],
)
def test_names_in_the_line_of_the_number(entry: str, zh: str, en: str | None, definition: str) -> None:
    lead = "GB/T 1234—2020\n示例\n\n1 范围\n本标准规定了示例。\n\n3 术语和定义\n下列术语和定义适用于本标准。\n"
    text = f"{lead}{entry}\n\n4 要求\n应完好。\n"
    (term,) = terms_of(standard(text))
    assert (term.zh, term.en, term.definition) == (zh, en, definition)


def test_adapted_definition_of_the_2009_style() -> None:
    text = (
        "GB/T 1234—2020\n示例\n\n1 范围\n本标准规定了示例。\n\n2 术语和定义\n下列术语和定义适用于本标准。\n"
        "2.1\n风险 risk\n不确定性的影响。\n注：改写GB/T 23694—2013，定义2.1。\n\n3 要求\n应完好。\n"
    )
    (term,) = terms_of(standard(text))
    assert term.sources == (TermSource(target="GB/T 23694-2013", clause="2.1"),)


def test_document_without_terms() -> None:
    assert terms_of(standard("GB/T 1—2020\n示例\n\n1 范围\n本标准规定了示例。\n\n2 要求\n应完好。\n")) == []


@pytest.mark.shared
def test_every_term_of_a_real_standard(shared: Path) -> None:
    path = shared / "data" / "pdf" / "DB-44-2367-2022.pdf"
    terms = terms_of(read_document(path.name, path.read_bytes()))
    assert [term.number for term in terms] == [f"3.{n}" for n in range(1, 20)]
    assert (terms[0].zh, terms[0].en) == ("固定污染源", "stationary pollution sources")
    assert [term.sources[0].clause for term in terms[:15]] == ["3.7", *(f"3.{n}" for n in range(1, 15))]
    assert {term.sources[0].target for term in terms if term.sources} == {"GB 16297-1996", "GB 37822-2019"}

"""Patent statements: the notice is no disclosure."""

from __future__ import annotations

from ingest.extract.patents import PatentStatementKind, patents_of
from tests.extract_support import foreword, standard


def test_notice_of_every_foreword_is_no_disclosure() -> None:
    (notice,) = patents_of(standard())
    assert notice.kind is PatentStatementKind.NOTICE
    assert notice.patents == ()


def test_notice_of_the_2009_style() -> None:
    lines = "请注意本标准的某些内容可能涉及专利。本标准的发布机构不应承担识别这些专利的责任。"
    assert [one.kind for one in patents_of(foreword(lines))] == [PatentStatementKind.NOTICE]


def test_disclosure_names_patent_holder_and_clause() -> None:
    document = foreword(
        "本文件的发布机构提请注意，声明符合本文件时，可能涉及5.2与“一种网关的升级方法”相关的专利的使用。"
        "本文件的发布机构对于该专利的真实性、有效性和范围无任何立场。"
        "该专利持有人已向本文件的发布机构承诺，他愿意同任何申请人在合理且无歧视的条款和条件下，就专利授权许可进行谈判。"
        "专利名称：一种网关的升级方法，专利号：ZL201810123456.7，专利持有人：北京某某科技有限公司。"
    )
    (found,) = patents_of(document)
    assert found.kind is PatentStatementKind.DISCLOSURE
    (patent,) = found.patents
    assert (patent.number, patent.title, patent.holder) == (
        "ZL201810123456.7",
        "一种网关的升级方法",
        "北京某某科技有限公司",
    )
    assert found.clauses == ("5.2",)


def test_two_patents_each_with_its_own_number() -> None:
    (found,) = patents_of(
        foreword("本标准涉及以下专利：专利号 ZL 2015 1 0123456.8 和 ZL201520765432.1，专利权人：甲公司。")
    )
    assert [one.number for one in found.patents] == ["ZL201510123456.8", "ZL201520765432.1"]


def test_stated_absence() -> None:
    (found,) = patents_of(foreword("本标准不涉及专利。"))
    assert found.kind is PatentStatementKind.NONE


def test_foreword_silent_on_patents() -> None:
    assert patents_of(foreword("本文件由甲协会提出。")) == []

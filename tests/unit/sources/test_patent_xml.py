"""Patents as XML: ST.36 and ST.96, several documents in a file, entities, cut-off files."""

from datetime import date
from pathlib import Path

import pytest

from ingest.errors import UnreadableFile
from ingest.records import Issue, PatentRecord, Problem, Row
from ingest.sources import patent_xml
from ingest.sources.recognise import holds_rows

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
DOCTYPE = '<!DOCTYPE cn-patent-document SYSTEM "dtd/cn-patent-document-06-10-27.dtd">\n'
ST36 = """<cn-patent-document lang="ZH" country="CN"><cn-bibliographic-data country="CN">
<cn-publication-reference><document-id><country>CN</country><doc-number>107738040</doc-number><kind>A</kind>
<date>20180227</date></document-id></cn-publication-reference>
<application-reference><document-id><doc-number>201710963258.3</doc-number><date>20171018</date></document-id>
</application-reference>
<classifications-ipcr>
<classification-ipcr><text>B23K  35/30  (2006.01)</text></classification-ipcr></classifications-ipcr>
<invention-title>一种焊接材料及其制造方法</invention-title>
<cn-parties><cn-applicants>
<cn-applicant><addressbook><name>镇江市锶达合金材料有限公司</name></addressbook></cn-applicant>
</cn-applicants><cn-inventors><cn-inventor><name>陶纪明</name></cn-inventor></cn-inventors></cn-parties>
</cn-bibliographic-data>
<application-body><description><p>接头按 GB/T 2651—2008 拉伸。</p></description></application-body>
</cn-patent-document>
"""
ST96 = """<pat:PatentPublication xmlns:pat="http://www.wipo.int/standards/XMLSchema/ST96/Patent"
 xmlns:com="http://www.wipo.int/standards/XMLSchema/ST96/Common"><pat:BibliographicData>
<pat:PatentPublicationIdentification><com:IPOfficeCode>CN</com:IPOfficeCode>
<pat:PublicationNumber>101025382</pat:PublicationNumber><com:PatentDocumentKindCode>A</com:PatentDocumentKindCode>
<com:PublicationDate>2007-08-29</com:PublicationDate></pat:PatentPublicationIdentification>
<pat:ApplicationIdentification>
<com:ApplicationNumber><com:ApplicationNumberText>200710063161</com:ApplicationNumberText>
</com:ApplicationNumber><pat:FilingDate>2007-01-30</pat:FilingDate></pat:ApplicationIdentification>
<pat:InventionTitle com:languageCode="en">Random Pattern Measuring Method</pat:InventionTitle>
<pat:ApplicantBag>
<pat:Applicant><com:EntityName>BEIJING TECHNOLOGY UNIV</com:EntityName></pat:Applicant></pat:ApplicantBag>
</pat:BibliographicData></pat:PatentPublication>
"""


def read(folder: Path, text: str) -> list[Row | Issue]:
    path = folder / "a.xml"
    path.write_text(text, "utf-8")
    assert holds_rows(path)
    return list(patent_xml.rows(path))


def patent(found: Row | Issue) -> PatentRecord:
    assert isinstance(found, Row)
    assert isinstance(found.record, PatentRecord)
    return found.record


def test_st36_of_cnipa_with_a_doctype_that_is_not_fetched(tmp_path: Path) -> None:
    one = patent(read(tmp_path, HEAD + DOCTYPE + ST36)[0])
    assert (one.number, one.filed, one.published) == ("CN107738040A", date(2017, 10, 18), date(2018, 2, 27))
    assert (one.holders, one.inventors) == (("镇江市锶达合金材料有限公司",), ("陶纪明",))
    assert one.classes == (("IPC", "B23K35/30"),)
    assert one.category == "发明公布"
    (cited,) = one.cites
    assert (cited.id.canonical, cited.place) == ("GB/T 2651-2008", "description")
    assert "拉伸" in cited.evidence


def test_st96(tmp_path: Path) -> None:
    one = patent(read(tmp_path, HEAD + ST96)[0])
    assert (one.number, one.title_en) == ("CN101025382A", "Random Pattern Measuring Method")
    assert (one.filed, one.published) == (date(2007, 1, 30), date(2007, 8, 29))
    assert one.holders == ("BEIJING TECHNOLOGY UNIV",)


def test_several_documents_one_behind_the_other(tmp_path: Path) -> None:
    found = read(tmp_path, HEAD + ST36 + HEAD + ST36.replace("107738040", "107738041"))
    assert [patent(one).number for one in found] == ["CN107738040A", "CN107738041A"]


def test_entities_are_refused_and_the_next_document_is_read(tmp_path: Path) -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>\n<cn-patent-document>&b;</cn-patent-document>\n'
    refused, after = read(tmp_path, HEAD + bomb + HEAD + ST36)
    assert isinstance(refused, Issue)
    assert refused.problem is Problem.UNREADABLE_ROW
    assert "entities" in refused.detail
    assert patent(after).number == "CN107738040A"


def test_external_entities_are_refused(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("top secret", "utf-8")
    text = (
        f'<!DOCTYPE cn-patent-document [<!ENTITY x SYSTEM "{secret}">]>\n<cn-patent-document>&x;</cn-patent-document>'
    )
    (refused,) = read(tmp_path, HEAD + text)
    assert isinstance(refused, Issue)
    assert "secret" not in refused.detail.replace(str(secret), "")


def test_a_file_that_is_cut_off_keeps_what_came_before(tmp_path: Path) -> None:
    found = read(tmp_path, HEAD + ST36 + HEAD + ST36[: len(ST36) // 2])
    assert patent(found[0]).number == "CN107738040A"
    assert isinstance(found[1], Issue)
    assert "cut off" in found[1].detail


def test_a_collection_without_patents_says_so(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="holds no patent"):
        read(tmp_path, HEAD + "<patent-documents></patent-documents>")

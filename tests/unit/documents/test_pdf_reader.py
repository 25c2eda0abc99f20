"""The entry: what a file is, what cannot be read, and the limits."""

from __future__ import annotations

import io
import re
import zipfile
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pypdfium2
import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from graph.document import ElementKind
from ingest.documents import ocr, pdf
from ingest.documents.options import ReadOptions
from ingest.documents.reader import read_document
from ingest.errors import UnreadableFile
from tests.unit.documents.pdf_samples import Sheet
from tests.unit.documents.pdf_samples import pdf as drawn


def standard(sheet: Sheet) -> None:
    sheet.centred("锅炉大气污染物排放标准", 16)
    sheet.text("1 范围")
    sheet.paragraph("本标准规定了锅炉大气污染物的排放限值。")
    sheet.text("2 规范性引用文件")
    sheet.paragraph("GB 5468 锅炉烟尘测试方法")
    sheet.text("3 要求")
    sheet.text("3.1 一般要求")
    sheet.paragraph("颗粒物不应大于30 mg/m3。")


def picture(*, pages: int = 1, text: str = "") -> bytes:
    """A PDF whose pages are pictures."""
    from PIL import Image

    out = io.BytesIO()
    canvas = Canvas(out)
    noise = Image.fromarray(np.full((60, 40), 200, np.uint8))
    for _ in range(pages):
        canvas.drawImage(ImageReader(noise), 0, 0, 595, 842)
        canvas.drawString(90, 40, text)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def test_a_pdf_becomes_a_document() -> None:
    found = read_document("GB 13271.pdf", drawn(standard))
    assert found.media_type == "application/pdf"
    assert found.pages == 1
    assert [c.number for c in found.walk() if c.number] == ["1", "2", "3", "3.1"]
    assert found.clauses[1].kind is ElementKind.SCOPE
    assert found.cover.title_zh == "锅炉大气污染物排放标准"


def test_a_wrong_extension_is_read_with_a_warning() -> None:
    found = read_document("GB 13271.txt", drawn(standard))
    assert found.media_type == "application/pdf"
    assert "the file is PDF although its name ends in .txt" in found.warnings


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.pdf", b"", "empty"),
        ("a.pdf", b"%PDF-1.7\n1 0 obj\n<<", "damaged"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "docx"),
        ("a.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "picture"),
        ("a.docx", b"PK\x03\x04" + bytes(40), "truncated"),
        ("a.rar", b"Rar!\x1a\x07\0", "unpack"),
        ("a.bin", b"\1\2\0\3", "no known format"),
    ],
)
def test_what_cannot_be_read_says_why(name: str, content: bytes, reason: str) -> None:
    with pytest.raises(UnreadableFile, match=reason) as caught:
        read_document(name, content)
    assert str(caught.value).startswith(f"{name}: ")


def test_a_workbook_is_no_document() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
    with pytest.raises(UnreadableFile, match="a workbook"):
        read_document("a.docx", out.getvalue())


def test_a_truncated_pdf_is_named_or_read_in_part() -> None:
    whole = drawn(standard)
    with pytest.raises(UnreadableFile, match="fetch the file again"):
        read_document("a.pdf", whole[: len(whole) // 3])


def test_an_encrypted_pdf() -> None:
    out = io.BytesIO()
    canvas = Canvas(out, encrypt=StandardEncryption("secret", "owner"))
    canvas.drawString(90, 700, "text")
    canvas.save()
    with pytest.raises(UnreadableFile, match="without a password"):
        read_document("a.pdf", out.getvalue())


def test_limits_of_size_and_pages() -> None:
    content = drawn(standard, standard)
    with pytest.raises(UnreadableFile, match="2 pages; up to 1"):
        read_document("a.pdf", content, ReadOptions(max_pages=1))
    with pytest.raises(UnreadableFile, match="are read"):
        read_document("a.pdf", content, ReadOptions(max_bytes=100))


def test_a_pdf_without_any_text() -> None:
    with pytest.raises(UnreadableFile, match="no text"):
        read_document("a.pdf", drawn(lambda sheet: None, numbered=False))


def test_a_picture_without_the_extra_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "available", lambda: False)
    with pytest.raises(UnreadableFile, match=r"image-only PDF.*pip install 'biaotu\[ocr\]'"):
        read_document("a.pdf", picture())


def test_a_picture_among_pages_of_text_is_a_warning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "available", lambda: False)
    merged = pypdfium2.PdfDocument.new()
    for part in (drawn(standard), picture()):
        merged.import_pages(pypdfium2.PdfDocument(part))
    out = io.BytesIO()
    merged.save(out)
    found = read_document("a.pdf", out.getvalue())
    assert found.warnings == ("page 2: a picture without text (pip install 'biaotu[ocr]')",)
    assert found.clauses


def test_recognition_stops_at_its_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "available", lambda: True)
    monkeypatch.setattr(ocr, "load", lambda: None)
    monkeypatch.setattr(ocr, "recognise", lambda document, page, engine: page)
    raw = pdf.read_blocks("a.pdf", picture(pages=3, text="stamp"), ReadOptions(max_ocr_pages=2))
    assert raw.ocr_pages == (1, 2)
    assert raw.warnings == ("page 3: a picture, not read: the limit is 2 recognised pages",)


def test_files_are_read_in_several_threads_at_once() -> None:
    content = drawn(standard, standard, standard)
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda i: read_document(f"{i}.pdf", content), range(12)))
    assert {tuple(b.text for b in d.blocks) for d in found} == {tuple(b.text for b in found[0].blocks)}


def test_a_damaged_page_is_a_warning() -> None:
    content = drawn(standard, standard)
    second = re.findall(rb"/Kids \[ \d+ 0 R (\d+) 0 R", content)[0]
    start = content.index(b"\n%s 0 obj" % second) + len(second) + 8
    end = content.index(b"endobj", start)
    found = read_document("a.pdf", content[:start] + b"null".ljust(end - start) + content[end:])
    assert found.warnings == ("page 2: damaged, not read",)
    assert [c.number for c in found.walk() if c.number] == ["1", "2", "3", "3.1"]

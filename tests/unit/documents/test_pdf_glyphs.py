"""Text layers that lie: each repaired sign and the account of it."""

from __future__ import annotations

from graph.document import RepairKind
from ingest.documents.glyphs import Mender
from ingest.documents.pdf_lines import group_lines, make_line
from ingest.documents.pdf_page import Box, Char, Page


def page_of(text: str, font: str = "Song", rules: tuple[Box, ...] = (), step: float = 10.5) -> Page:
    chars = tuple(Char(sign, 90 + i * step, 90 + (i + 1) * step, 100.0, 10.5, font) for i, sign in enumerate(text))
    return Page(1, 595, 842, chars, rules, ())


def mended(page: Page) -> tuple[str, Mender]:
    mender = Mender()
    return "".join(char.text for char in mender.chars(page)), mender


def test_rare_hanzi_for_latin_letters() -> None:
    text, mender = mended(page_of("犌犅／犜40460—2021"))
    assert text == "GB/T40460—2021"
    assert {(r.kind, r.before, r.after) for r in mender.repairs()} == {
        (RepairKind.GLYPHS, "犌", "G"),
        (RepairKind.GLYPHS, "犅", "B"),
        (RepairKind.GLYPHS, "犜", "T"),
    }


def test_private_use_decimal_point() -> None:
    text, mender = mended(page_of("０\ue010５"))
    assert text == "0.5"
    (repair,) = mender.repairs()
    assert (repair.kind, repair.page, repair.count) == (RepairKind.PRIVATE_USE, 1, 1)


def test_symbol_font_stored_under_latin_codes() -> None:
    # GB 37822-2019: the m of µmol is Symbol's μ; read as Latin it would be a thousand times more
    text, mender = mended(page_of("m", "ABCDEF+Symbol"))
    assert text == "μ"
    assert mender.repairs()[0].kind is RepairKind.SYMBOLS


def test_symbol_font_in_the_private_use_area() -> None:
    assert mended(page_of("\uf0a330\uf0b4"))[0] == "≤30×"


def test_a_shifted_font_is_known_by_all_its_signs() -> None:
    # GB 16889-2008: digits, Latin and punctuation 0x31 rows too high
    signs = Page(
        1, 595, 842, (*page_of("郧月员远愿愿怨要圆园园愿", "EU-HZ").chars, *page_of("人员生活", "Song").chars), (), ()
    )
    text, mender = mended(signs)
    assert text == "GB16889—2008人员生活"
    assert all(r.kind is RepairKind.GLYPHS for r in mender.repairs())
    assert mended(page_of("源郾猿遥"))[0] == "4.3。"


def test_a_font_of_running_text_is_not_shifted() -> None:
    assert mended(page_of("人员园区要求远离"))[0] == "人员园区要求远离"


def test_a_drawn_dash_joins_number_and_year() -> None:
    page = page_of("12348", step=6)
    after = tuple(Char(sign, 130 + i * 6, 136 + i * 6, 100.0, 10.5) for i, sign in enumerate("2008"))
    dash, ruling = Box(121.0, 95.7, 129.0, 96.5), Box(90, 300, 400, 301)
    mender = Mender()
    chars, rules = mender.dashes((*page.chars, *after), Page(1, 595, 842, (), (dash, ruling), ()))
    line = make_line(group_lines(chars)[0])
    assert line is not None
    assert line.text == "12348—2008"
    assert rules == (ruling,)


def test_an_unknown_private_sign_is_warned_of() -> None:
    text, mender = mended(page_of("A\uf8f0"))
    assert text == "A\uf8f0"
    assert mender.warnings() == ("page 1: 1 signs U+F8F0 of a private font are not known",)


def test_gaps_of_typeset_words_show_although_their_signs_are_stored_full_width() -> None:
    words = "all medical organ"
    xs = [90.0]
    for sign in words[:-1]:
        xs.append(xs[-1] + (5.0 if sign != " " else 2.5))
    chars = tuple(
        Char(chr(ord(sign) + 0xFEE0), x, x + 10.5, 100.0, 10.5, "E-BZ")
        for sign, x in zip(words, xs, strict=True)
        if sign != " "
    )
    page = Page(1, 595, 842, chars, (), ())
    line = make_line(group_lines(Mender().chars(page))[0])
    assert line is not None
    assert line.text == words

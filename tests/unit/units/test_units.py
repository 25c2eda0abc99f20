"""Units as printed: canonical form, kind, exact conversion; the traps of DOMAIN 10."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from graph.units import convert, parse_unit


@pytest.mark.parametrize(
    ("printed", "canonical", "kind"),
    [
        ("mg/m³", "mg/m3", "mass_concentration"),
        ("ｍｇ／ｍ３", "mg/m3", "mass_concentration"),
        ("毫克每立方米", "mg/m3", "mass_concentration"),
        ("毫克每升", "mg/L", "mass_concentration"),
        ("g/100g", "g/100g", "mass_fraction"),
        ("g/100 g", "g/100g", "mass_fraction"),
        ("mg/kg", "mg/kg", "mass_fraction"),
        ("%", "%", "ratio"),
        ("%（体积分数）", "%(V/V)", "volume_fraction"),
        ("μmol/mol", "umol/mol", "amount_fraction"),
        ("℃", "Cel", "temperature"),
        ("㎎", "mg", "mass"),
        ("dB(A)", "dB(A)", "sound_level_a"),
        ("dB（A）", "dB(A)", "sound_level_a"),
        ("db", "dB", "level"),
        ("CFU/100mL", "CFU/100mL", "colony_count_volume"),
        ("cfu/g", "CFU/g", "colony_count_mass"),
        ("MPN/mL", "MPN/mL", "probable_number_volume"),
        ("mg/(m²·h)", "mg/(m2.h)", "mass_per_area_time"),
        ("m³/(h·人)", "m3/(h.人)", "ventilation_per_person"),
        ("W/(m·K)", "W/(m.K)", "thermal_conductivity"),
        ("N/mm²", "N/mm2", "pressure"),
        ("MΩ", "MOhm", "resistance"),
        ("mPa", "mPa", "pressure"),
        ("级", "grade", "grade"),
        ("个工作日", "工作日", "working_day"),
        ("μSv/h", "uSv/h", "dose_equivalent_rate"),
        ("mg·L⁻¹", "mg/L", "mass_concentration"),
    ],
)
def test_printed_unit_has_canonical_form_and_kind(printed: str, canonical: str, kind: str) -> None:
    unit = parse_unit(printed)
    assert unit is not None
    assert (unit.canonical, unit.kind) == (canonical, kind)


@pytest.mark.parametrize("printed", ["", "无量纲", "kilo", "mg/", "GB/T", "以N计", "x" * 5000, "(" * 3000])
def test_what_is_no_unit_is_none(printed: str) -> None:
    assert parse_unit(printed) is None


@pytest.mark.parametrize(
    ("value", "source", "target", "expected"),
    [
        ("36", "km/h", "m/s", "10"),
        ("1", "MPa", "N/mm2", "1"),
        ("0.25", "g/100g", "mg/kg", "2500"),
        ("10", "mg/kg", "%(m/m)", "0.001"),
        ("23", "℃", "K", "296.15"),
        ("1", "kΩ", "MΩ", "0.001"),
        ("1.2", "kg/L", "g/L", "1200"),
        ("5", "mg/m3", "ug/m3", "5000"),
    ],
)
def test_exact_conversion(value: str, source: str, target: str, expected: str) -> None:
    first, second = parse_unit(source), parse_unit(target)
    assert first is not None and second is not None
    assert convert(Decimal(value), first, second) == Decimal(expected)


def test_conversion_without_exact_decimal_is_a_fraction() -> None:
    first, second = parse_unit("km/h"), parse_unit("m/s")
    assert first is not None and second is not None
    assert convert(Decimal(10), first, second) == Fraction(25, 9)


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("mg/L", "mg/kg"),
        ("%", "mg/kg"),
        ("%(V/V)", "%(m/m)"),
        ("dB", "dB(A)"),
        ("CFU/g", "MPN/g"),
        ("个", "次"),
        ("mo", "d"),
    ],
)
def test_other_kinds_never_convert(source: str, target: str) -> None:
    first, second = parse_unit(source), parse_unit(target)
    assert first is not None and second is not None
    assert convert(Decimal(1), first, second) is None


def test_number_word_is_a_multiplier() -> None:
    unit = parse_unit("万个/mL")
    assert unit is not None
    assert (unit.canonical, unit.multiplier) == ("个/mL", 10_000)


def test_temperature_difference_has_no_offset() -> None:
    celsius, kelvin = parse_unit("℃"), parse_unit("K")
    assert celsius is not None and kelvin is not None
    assert convert(Decimal(5), celsius, kelvin, difference=True) == Decimal(5)

"""Own cases of the strictness comparison by field, each with the reason for its verdict.

A case is: A's limit, B's limit, B's standard with ``!`` when it is mandatory, the verdict with ``!`` when it is a
violation and ``?`` when it is to be reviewed, and the reason. Standards of A are invented.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

SIGNS = {"≤": "le", "<": "lt", "≥": "ge", ">": "gt", "=": "eq"}


@dataclass(frozen=True)
class Case:
    """A pair with what it must give."""

    field: str
    a: dict[str, object] | None
    b: dict[str, object] | None
    standard: str
    verdict: str
    reason: str
    modality: str = ""

    @property
    def expected(self) -> tuple[str, bool, bool]:
        return self.verdict.rstrip("!?"), "!" in self.verdict, "?" in self.verdict

    @property
    def pair(self) -> dict[str, object]:
        """The question of the batch format."""
        number, mandatory = self.standard.rstrip("!"), self.standard.endswith("!")
        b = {"std": number, "mandatory": mandatory, "limit": self.b} if self.b is not None else None
        made: dict[str, object] = {"a": {"std": "T/EX 001-2026", "level": "group", "limit": self.a}, "b": b}
        return {**made, "as_of": "2026-11-23", **({"modality_a": self.modality} if self.modality else {})}


def limit(thing: str, characteristic: str, value: str, **more: object) -> dict[str, object]:
    """``≤ 10 mg/kg``, ``[6, 9] [pH]``, ``18 +0.5 -0.2 mm``, ``nd /25g``, ``5 2 100 1000 CFU/g`` (n c m M)."""
    made: dict[str, object] = {"object": thing, "characteristic": characteristic, **more}
    if match := re.match(r"^([≤<≥>=]) *(\S+) ?(.*)$", value):
        return made | {"op": SIGNS[match[1]], "value": match[2], "unit": match[3] or None}
    if match := re.match(r"^\[(\S+), (\S+)\] ?(.*)$", value):
        return made | {"op": "range", "low": match[1], "high": match[2], "unit": match[3] or None}
    if match := re.match(r"^(\S+) \+(\S+) -(\S+) (.*)$", value):
        return made | {"op": "tol", "nominal": match[1], "plus": match[2], "minus": match[3], "unit": match[4]}
    if match := re.match(r"^(nd|absent|prohibited) ?(.*)$", value):
        op = "not_detected" if match[1] == "nd" else match[1]
        return made | {"op": op, "unit": match[2] or None}
    if match := re.match(r"^(\d+) (\d+) (\S+) (\S+) (\S+)$", value):
        m_most = None if match[4] == "-" else match[4]
        return made | {"op": "sampling", "n": match[1], "c": match[2], "m": match[3], "M": m_most, "unit": match[5]}
    if match := re.match(r"^\{(.*)\}$", value):
        return made | {"op": "in", "values": match[1].split("、")}
    return {"op": "formula", "expression": value} | made


def c(field: str, a: dict[str, object] | None, b: dict[str, object] | None, standard: str, verdict: str, reason: str, modality: str = "") -> Case:  # noqa: E501
    return Case(field, a, b, standard, verdict, reason, modality)


L = limit
CH = {"method": "1 m³气候箱法"}

CASES: tuple[Case, ...] = (
    # boards and indoor materials
    c("boards", L("胶合板", "甲醛释放量", "≤ 0.050 mg/m3"), L("人造板及其制品", "甲醛释放量", "≤ 0.124 mg/m3"), "GB 18580-2017!", "stricter", "plywood is a wood-based panel; 0.050 < 0.124"),
    c("boards", L("刨花板", "甲醛释放量", "≤ 0.15 mg/m3"), L("人造板及其制品", "甲醛释放量", "≤ 0.124 mg/m3"), "GB 18580-2017!", "looser!", "0.15 > 0.124"),
    c("boards", L("刨花板", "甲醛释放量", "≤ 124 ug/m3"), L("人造板", "甲醛释放量", "≤ 0.124 mg/m3"), "GB 18580-2017!", "equal", "124 µg/m³ is 0.124 mg/m³"),
    c("boards", L("刨花板", "甲醛释放量", "≤ 0.5 mg/L"), L("人造板", "甲醛释放量", "≤ 0.124 mg/m3"), "GB 18580-2017!", "incomparable", "desiccator mg/L against chamber mg/m³"),
    c("boards", L("中密度纤维板", "甲醛释放量", "≤ 8 mg/100g", method="穿孔法"), L("人造板", "甲醛释放量", "≤ 0.124 mg/m3", **CH), "GB 18580-2017!", "incomparable", "perforator content against chamber emission"),
    c("boards", L("细木工板", "甲醛释放限量等级", "ENF"), L("细木工板", "甲醛释放限量等级", "E1"), "GB/T 39600-2021", "stricter", "ENF < E0 < E1"),
    c("boards", L("细木工板", "甲醛释放量", "≤ E0"), L("人造板", "甲醛释放量", "≤ 0.124 mg/m3"), "GB 18580-2017!", "stricter", "E0 stands for 0.050 mg/m³"),
    c("boards", L("人造板", "甲醛释放量", "≤ E1"), L("人造板", "甲醛释放量", "≤ 0.124 mg/m3"), "GB 18580-2017!", "equal", "E1 stands for 0.124 mg/m³"),
    c("boards", L("饰面人造板", "甲醛释放量", "≤ E1"), L("饰面人造板", "甲醛释放量", "≤ E0"), "GB 18580-2025!", "looser!", "products must reach E0"),
    c("boards", L("强化木地板", "甲醛释放量", "≤ 0.050 mg/m3", grade="E0"), L("木质地板", "甲醛释放量", "≤ 0.124 mg/m3", grade="E1"), "GB/T 39600-2021", "stricter", "grades name their values"),
    c("boards", L("刨花板", "静曲强度", "≥ 15 MPa"), L("刨花板", "静曲强度", "≥ 11 N/mm2"), "GB/T 4897-2015", "stricter", "MPa is N/mm²"),
    c("boards", L("刨花板", "内胶合强度", "≥ 0.35 MPa", condition="厚度≤13 mm"), L("刨花板", "内结合强度", "≥ 0.40 MPa", condition="厚度≤13mm"), "GB/T 4897-2015", "looser", "recommended only: a warning"),
    c("boards", L("刨花板", "静曲强度", "≥ 15 MPa", condition="厚度≤13 mm"), L("刨花板", "静曲强度", "≥ 11 MPa", condition="13mm<厚度≤20mm"), "GB/T 4897-2015", "incomparable", "another range of thickness"),
    c("boards", L("室内空气", "甲醛", "≤ 0.08 mg/m3"), L("人造板", "甲醛释放量", "≤ 0.124 mg/m3"), "GB 18580-2017!", "incomparable", "room air is no board"),
    c("boards", L("木器涂料", "苯含量", "≤ 0.1 %"), L("木器涂料", "苯含量", "≤ 1000 mg/kg"), "GB 18581-2020!", "equal", "0.1 % is 1000 mg/kg"),
    c("boards", L("木器涂料", "可溶性铅", "≤ 90 mg/kg"), L("木器涂料", "总铅", "≤ 90 mg/kg"), "GB 18581-2020!", "incomparable", "soluble is not total"),
    c("boards", L("内墙涂料", "游离甲醛", "≤ 50 mg/kg"), L("内墙涂料", "游离甲醛", "≤ 100 ppm"), "GB 18582-2020!", "stricter", "ppm of a paint is mg/kg"),
    # textiles
    c("textile", L("婴儿尿布", "甲醛含量", "≤ 20 mg/kg"), L("A类产品", "甲醛含量", "≤ 20 mg/kg"), "GB 18401-2010!", "equal", "class A applies"),
    c("textile", L("婴幼儿内衣", "甲醛含量", "≤ 50 mg/kg"), L("B类产品", "甲醛含量", "≤ 75 mg/kg"), "GB 18401-2010!", "incomparable?", "class A applies, not B"),
    c("textile", L("男衬衫", "甲醛含量", "≤ 50 mg/kg"), L("B类产品", "甲醛含量", "≤ 75 mg/kg"), "GB 18401-2010!", "stricter", "shirts touch the skin: class B"),
    c("textile", L("羽绒服", "甲醛含量", "≤ 350 mg/kg"), L("C类产品", "甲醛含量", "≤ 300 mg/kg"), "GB 18401-2010!", "looser!", "outerwear: class C"),
    c("textile", L("内衣", "pH值", "[4.0, 9.0]"), L("B类产品", "pH值", "[4.0, 8.5]"), "GB 18401-2010!", "looser!", "9.0 lies beyond 8.5"),
    c("textile", L("床单", "耐皂洗色牢度", "≥ 3-4 grade"), L("床单", "耐皂洗色牢度", "≥ 4 grade"), "GB/T 22796-2021", "looser", "3-4 is below 4"),
    c("textile", L("面料", "耐光色牢度", "≥ 4 grade"), L("面料", "耐光色牢度", "≥ 3 grade"), "FZ/T 00000-0000", "stricter", "larger is better"),
    c("textile", L("针织服装", "起球", "≥ 3-4 级"), L("针织服装", "抗起毛起球", "≥ 3 级"), "FZ/T 73020-2019", "stricter", "5 is best"),
    c("textile", L("面料", "起球", "≥ 4 级", method="马丁代尔法 GB/T 4802.2"), L("面料", "起球", "≥ 3 级", method="圆轨迹法 GB/T 4802.1"), "FZ/T 00000-0000", "incomparable", "two tests of one name"),
    c("textile", L("床单", "断裂强力", "≥ 250 N", method="GB/T 3923.1-2013"), L("床单", "断裂强力", "≥ 220 N", method="GB/T 3923.1"), "GB/T 22796-2021", "stricter", "same strip test, dated or not"),
    c("textile", L("校服", "异味", "absent"), L("纺织产品", "异味", "absent"), "GB 18401-2010!", "equal", "no odour on both sides"),
    c("textile", L("毛巾", "吸水性", "≤ 5 s"), L("毛巾", "吸水性", "≤ 20 s"), "GB/T 22864-2020", "stricter", "faster uptake"),
    c("textile", L("面料", "甲醛含量", "≤ 20 mg/kg", method="GB/T 2912.2"), L("面料", "甲醛含量", "≤ 75 mg/kg", method="GB/T 2912.1"), "FZ/T 00000-0000", "incomparable", "vapour against extraction"),
    c("textile", L("羊绒衫", "纤维含量允差", "[-3, 3] %"), L("羊绒衫", "纤维含量允差", "[-5, 5] %"), "FZ/T 00000-0000", "stricter", "smaller tolerance"),
    c("textile", L("防护服", "静水压", "≥ 20 kPa"), L("防护服", "静水压", "≥ 1.67 kPa"), "GB/T 00000-0000", "stricter", "larger resistance"),
    # food
    c("food", L("大米", "镉（以Cd计）", "≤ 0.2 mg/kg"), L("大米", "镉", "≤ 0.2 mg/kg"), "GB 2762-2022!", "equal", "以Cd计 is cadmium itself"),
    c("food", L("大米", "无机砷", "≤ 0.15 mg/kg"), L("大米", "总砷", "≤ 0.5 mg/kg"), "GB 2762-2022!", "incomparable", "inorganic is not total"),
    c("food", L("花生油", "黄曲霉毒素B1", "≤ 10 ug/kg"), L("花生油", "黄曲霉毒素B₁", "≤ 20 μg/kg"), "GB 2761-2017!", "stricter", "half the limit"),
    c("food", L("鲜牛奶", "黄曲霉毒素M1", "≤ 0.5 ug/kg"), L("生乳", "黄曲霉毒素B1", "≤ 0.5 ug/kg"), "GB 2761-2017!", "incomparable", "M1 is not B1"),
    c("food", L("酱卤肉制品", "菌落总数", "5 2 10000 100000 CFU/g"), L("熟肉制品", "菌落总数", "5 2 10^4 10^5 CFU/g"), "GB 2726-2016!", "equal", "same plan"),
    c("food", L("酱卤肉制品", "菌落总数", "5 1 10000 100000 CFU/g"), L("熟肉制品", "菌落总数", "5 2 10000 100000 CFU/g"), "GB 2726-2016!", "stricter", "c smaller"),
    c("food", L("酱卤肉制品", "大肠菌群", "5 1 10 100 CFU/g"), L("熟肉制品", "大肠菌群", "5 2 10 50 CFU/g"), "GB 2726-2016!", "mixed!", "c stricter, M looser"),
    c("food", L("熟肉制品", "沙门氏菌", "nd /25g"), L("熟肉制品", "沙门氏菌", "5 0 0/25g - /25g"), "GB 29921-2021!", "looser!", "one sample against five"),
    c("food", L("熟肉制品", "沙门氏菌", "nd"), L("熟肉制品", "沙门氏菌", "5 0 0/25g - /25g"), "GB 29921-2021!", "incomparable?", "portion not stated"),
    c("food", L("生乳", "菌落总数", "≤ 5×10^5 CFU/mL"), L("生乳", "菌落总数", "≤ 200万 CFU/g(mL)"), "GB 19301-2010!", "stricter", "5e5 < 2e6"),
    c("food", L("饮用纯净水", "大肠菌群", "≤ 3 MPN/100mL"), L("饮用纯净水", "大肠菌群", "≤ 3 CFU/100mL"), "GB 19298-2014!", "incomparable", "two counting methods"),
    c("food", L("酱油", "氨基酸态氮", "≥ 0.8 g/100mL"), L("酱油", "氨基酸态氮", "≥ 0.4 g/100mL"), "GB 2717-2018!", "stricter", "more is better by its sign"),
    c("food", L("食盐", "氯化钠", "≥ 99.1 g/100g"), L("食盐", "氯化钠", "≥ 97.0 %"), "GB/T 5461-2016", "stricter", "g/100g is %"),
    c("food", L("奶粉", "蛋白质（干基）", "≥ 24 %"), L("奶粉", "蛋白质", "≥ 24 %"), "GB 19644-2010!", "incomparable", "dry basis against as is"),
    c("food", L("葡萄酒", "二氧化硫残留量", "≤ 200 mg/L"), L("葡萄酒", "二氧化硫残留量", "≤ 0.25 g/L"), "GB 2760-2024!", "stricter", "200 < 250 mg/L"),
    c("food", L("果汁饮料", "铅", "≤ 0.05 mg/L"), L("果汁饮料", "铅", "≤ 0.05 mg/kg"), "GB 2762-2022!", "incomparable", "needs the density"),
    c("food", L("花生油", "过氧化值", "≤ 7.5 mmol/kg"), L("食用植物油", "过氧化值", "≤ 0.25 g/100g"), "GB 2716-2018!", "stricter", "0.25 g/100g is 9.85 mmol/kg"),
    c("food", L("火腿", "亚硝酸盐（以NaNO2计）", "≤ 30 mg/kg"), L("火腿", "亚硝酸盐残留量（以NaNO2计）", "≤ 30 mg/kg"), "GB 2760-2024!", "equal", "residue is content"),
    c("food", L("辣椒粉", "苏丹红", "nd mg/kg"), L("辣椒粉", "苏丹红", "nd mg/kg"), "GB/T 00000-0000", "equal", "both 不得检出"),
    c("food", L("蜂蜜", "氯霉素", "≤ 0.1 ug/kg"), L("蜂蜜", "氯霉素", "nd ug/kg", lod=0.3), "GB 31650-2019!", "stricter", "below the stated detection limit"),
    c("food", L("蜂蜜", "氯霉素", "≤ 0.5 ug/kg"), L("蜂蜜", "氯霉素", "nd ug/kg", lod=0.3), "GB 31650-2019!", "looser!", "above the stated detection limit"),
    c("food", L("白酒", "酒精度", "≥ 40 %vol"), L("白酒", "酒精度", "≥ 38 %(V/V)"), "GB/T 26760-2011", "stricter", "same volume fraction"),
    c("food", L("茶叶", "水分", "≤ 7 g/100g"), L("茶叶", "水分", "≤ 7.0 %"), "GB/T 00000-0000", "equal", "7 and 7.0 are one number"),
    # water
    c("water", L("管道直饮水", "浑浊度", "≤ 0.5 NTU"), L("生活饮用水", "浑浊度", "≤ 1 NTU"), "GB 5749-2022!", "stricter", "piped drinking water is drinking water"),
    c("water", L("管道直饮水", "耗氧量", "≤ 2 mg/L"), L("生活饮用水", "高锰酸盐指数（以O2计）", "≤ 3 mg/L"), "GB 5749-2022!", "stricter", "one quantity, two names"),
    c("water", L("生活饮用水", "氨（以N计）", "≤ 0.6 mg/L"), L("生活饮用水", "氨氮", "≤ 0.5 mg/L"), "GB 5749-2022!", "looser!", "both as N"),
    c("water", L("工业废水", "氨（以NH3计）", "≤ 15 mg/L"), L("污水", "氨氮（以N计）", "≤ 15 mg/L"), "GB 8978-1996!", "stricter", "15 mg NH3 are 12.3 mg N"),
    c("water", L("生活饮用水", "硝酸盐（以NO3计）", "≤ 50 mg/L"), L("生活饮用水", "硝酸盐（以N计）", "≤ 10 mg/L"), "GB 5749-2022!", "looser!", "50 mg NO3 are 11.3 mg N"),
    c("water", L("生活饮用水", "硝酸盐", "≤ 10 mg/L"), L("生活饮用水", "硝酸盐（以N计）", "≤ 10 mg/L"), "GB 5749-2022!", "incomparable", "A's basis is not stated"),
    c("water", L("工业废水", "六价铬", "≤ 0.5 mg/L"), L("污水", "总铬", "≤ 1.5 mg/L"), "GB 8978-1996!", "incomparable", "Cr(VI) is not total Cr"),
    c("water", L("电镀废水", "总镍", "≤ 0.5 mg/L"), L("电镀废水", "总镍", "≤ 500 ug/L"), "GB 21900-2008!", "equal", "exact change of unit"),
    c("water", L("城镇污水处理厂出水", "总磷（以P计）", "≤ 0.3 mg/L"), L("城镇污水处理厂", "总磷（以P计）", "≤ 0.5 mg/L", grade="一级A标准"), "GB 18918-2002!", "incomparable", "grade of B's limit not stated in A"),
    c("water", L("地表水Ⅲ类", "总磷", "≤ 0.2 mg/L"), L("地表水Ⅳ类", "总磷", "≤ 0.3 mg/L"), "GB 3838-2002!", "incomparable", "two classes of water"),
    c("water", L("生活饮用水", "总大肠菌群", "nd MPN/100mL"), L("生活饮用水", "总大肠菌群", "nd MPN/100mL"), "GB 5749-2022!", "equal", "same portion"),
    c("water", L("游泳池水", "游离性余氯", "[0.3, 1.0] mg/L"), L("游泳池水", "游离性余氯", "[0.3, 1.0] mg/L"), "GB 37488-2019!", "equal", "same range"),
    c("water", L("游泳池水", "pH", "[6.8, 8.0]"), L("游泳池水", "pH值", "[7.0, 7.8]"), "GB 37488-2019!", "looser!", "wider on both ends"),
    c("water", L("生活饮用水", "总硬度（以CaCO3计）", "≤ 300 mg/L"), L("生活饮用水", "总硬度（以CaCO3计）", "≤ 450 mg/L"), "GB 5749-2022!", "stricter", "smaller"),
    # air and emissions
    c("air", L("新建燃气锅炉", "氮氧化物", "≤ 50 mg/m3", condition="基准氧含量3.5%"), L("燃气锅炉", "氮氧化物", "≤ 200 mg/m3", condition="基准含氧量3.5%"), "GB 13271-2014!", "stricter", "same reference oxygen"),
    c("air", L("燃煤锅炉", "二氧化硫", "≤ 200 mg/m3", condition="基准氧含量9%"), L("燃煤锅炉", "SO2", "≤ 300 mg/m3", condition="基准氧含量9%"), "GB 13271-2014!", "stricter", "SO2 is 二氧化硫"),
    c("air", L("燃煤锅炉", "颗粒物", "≤ 50 mg/m3", condition="基准氧含量6%"), L("燃煤锅炉", "颗粒物", "≤ 50 mg/m3", condition="基准氧含量9%"), "GB 13271-2014!", "stricter", "50 at 6 % O2 is 40 at 9 %"),
    c("air", L("燃气锅炉", "氮氧化物", "≤ 200 mg/m3"), L("燃气锅炉", "氮氧化物", "≤ 150 mg/m3", condition="基准氧含量3.5%"), "GB 13271-2014!", "incomparable?", "A's reference oxygen is missing"),
    c("air", L("燃煤锅炉", "颗粒物", "≤ 30 mg/m3"), L("燃气锅炉", "颗粒物", "≤ 20 mg/m3"), "GB 13271-2014!", "incomparable", "another fuel"),
    c("air", L("环境空气", "PM2.5", "≤ 35 ug/m3", condition="年平均"), L("环境空气", "细颗粒物（PM2.5）", "≤ 75 μg/m3", condition="24小时平均"), "GB 3095-2012!", "incomparable", "annual against daily mean"),
    c("air", L("环境空气", "PM10", "≤ 70 ug/m3"), L("环境空气", "PM2.5", "≤ 75 ug/m3"), "GB 3095-2012!", "incomparable", "two particle sizes"),
    c("air", L("工作场所空气", "苯 PC-STEL", "≤ 6 mg/m3"), L("工作场所空气", "苯 PC-TWA", "≤ 3 mg/m3"), "GBZ 2.1-2019!", "incomparable", "short-term against 8 h"),
    c("air", L("工作场所空气", "氨", "≤ 20 ppm"), L("工作场所空气", "氨", "≤ 20 mg/m3"), "GBZ 2.1-2019!", "incomparable", "temperature and pressure missing"),
    c("air", L("工作场所空气", "一氧化碳", "≤ 30 ppm", condition="20℃, 101.325 kPa"), L("工作场所空气", "一氧化碳", "≤ 20 mg/m3"), "GBZ 2.1-2019!", "looser!", "30 ppm are 35 mg/m³"),
    c("air", L("企业边界", "非甲烷总烃", "≤ 4.0 mg/m3"), L("企业边界", "NMHC", "≤ 4.0 mg/m3"), "GB 16297-1996!", "equal", "one quantity"),
    c("air", L("排气筒", "非甲烷总烃", "≤ 60 mg/m3"), L("排气筒", "非甲烷总烃排放速率", "≤ 3 kg/h"), "GB 16297-1996!", "incomparable", "concentration against rate"),
    c("air", L("生活垃圾焚烧炉", "二噁英类", "≤ 0.05 ng TEQ/m3"), L("生活垃圾焚烧炉", "二噁英类", "≤ 0.1 ng TEQ/m3"), "GB 18485-2014!", "stricter", "smaller"),
    c("air", L("密封点", "VOCs泄漏", "≤ 500 umol/mol"), L("密封点", "VOCs泄漏", "≤ 2000 ppmv"), "GB 37822-2019!", "stricter", "volume and amount fraction of a gas"),
    # noise
    c("noise", L("厂界（2类区）", "环境噪声", "≤ 60 dB(A)", condition="昼间"), L("厂界（3类区）", "环境噪声", "≤ 65 dB(A)", condition="昼间"), "GB 12348-2008!", "incomparable", "another zone"),
    c("noise", L("建筑施工场界", "噪声", "≤ 70 dB(A)", condition="昼间"), L("建筑施工场界", "噪声排放", "≤ 70 dB(A)", condition="昼间"), "GB 12523-2011!", "equal", "same"),
    c("noise", L("洗衣机", "噪声声功率级", "≤ 58 dB(A)"), L("洗衣机", "噪声声功率级", "≤ 62 dB(A)"), "GB 19606-2004!", "stricter", "power level on both sides"),
    c("noise", L("油烟机", "噪声（声压级）", "≤ 55 dB(A)"), L("油烟机", "噪声（声功率级）", "≤ 65 dB(A)"), "GB/T 17713-2022", "incomparable", "pressure against power"),
    c("noise", L("厂界", "环境噪声", "≤ 60 dB"), L("厂界", "环境噪声", "≤ 55 dB(A)"), "GB 12348-2008!", "incomparable?", "weighting not stated"),
    # toys and children
    c("toys", L("木制玩具", "可迁移铅", "≤ 50 mg/kg"), L("玩具", "可迁移元素铅", "≤ 90 mg/kg"), "GB 6675.4-2014!", "incomparable", "names agree in part only"),
    c("toys", L("毛绒玩具", "铅迁移量", "≤ 60 mg/kg"), L("玩具", "铅（迁移量）", "≤ 90 mg/kg"), "GB 6675.4-2014!", "stricter", "migration on both sides"),
    c("toys", L("毛绒玩具", "总铅", "≤ 90 mg/kg"), L("玩具", "可迁移铅", "≤ 90 mg/kg"), "GB 6675.4-2014!", "incomparable", "total against migrated"),
    c("toys", L("塑料玩具", "邻苯二甲酸酯（DBP）", "≤ 0.05 %"), L("塑料玩具", "邻苯二甲酸酯（DINP）", "≤ 0.1 %"), "GB 6675.1-2014!", "incomparable", "two substances"),
    c("toys", L("积木", "小零件", "absent", condition="36个月以下"), L("玩具", "小零件", "absent", condition="36个月以下"), "GB 6675.2-2014!", "equal", "same demand"),
    # protective equipment
    c("ppe", L("医用外科口罩", "BFE", "≥ 95 %"), L("医用外科口罩", "细菌过滤效率", "≥ 95 %"), "YY 0469-2023!", "equal", "short form"),
    c("ppe", L("医用外科口罩", "颗粒过滤效率（PFE）", "≥ 25 %"), L("医用外科口罩", "颗粒过滤效率（PFE）", "≥ 30 %"), "YY 0469-2023!", "looser!", "mandatory at industry level"),
    c("ppe", L("防尘口罩", "过滤效率", "≥ 95 %", condition="非油性颗粒物"), L("防尘口罩", "过滤效率", "≥ 90 %", condition="油性颗粒物"), "GB 2626-2019!", "incomparable", "two aerosols"),
    c("ppe", L("安全帽", "冲击力", "≤ 4.5 kN"), L("安全帽", "冲击力", "≤ 4900 N"), "GB 2811-2019!", "stricter", "4.5 kN < 4.9 kN"),
    c("ppe", L("防护手套", "耐磨等级", "≥ 3 级"), L("防护手套", "耐磨等级", "≥ 2 级"), "GB 24541-2022!", "incomparable?", "no scale is known for this name"),
    # appliances and energy
    c("energy", L("房间空气调节器", "能效等级", "≤ 1 grade"), L("房间空气调节器", "能效等级", "≤ 5 grade", grade="能效限定值"), "GB 21455-2019!", "stricter", "1 is best"),
    c("energy", L("空调", "APF", "≥ 4.5 W.h/W.h", condition="CC≤4500W"), L("房间空气调节器", "全年能源消耗效率（APF）", "≥ 5.0 W·h/(W·h)", condition="CC≤4500W", grade="1级"), "GB 21455-2019!", "looser", "missing grade 1 is no breach"),
    c("energy", L("空调", "APF", "≥ 3.0 W.h/W.h", condition="CC≤4500W"), L("房间空气调节器", "全年能源消耗效率（APF）", "≥ 3.5 W.h/W.h", condition="CC≤4500W", grade="5级"), "GB 21455-2019!", "looser!", "below the minimum"),
    c("energy", L("空调", "能效等级", "≥ 2 级"), L("房间空气调节器", "能效等级", "≥ 3 级"), "GB/T 00000-0000", "stricter", "不低于2级 is better than 不低于3级"),
    c("energy", L("空调", "能效等级", "≥ 3 级"), L("房间空气调节器", "能效等级", "≥ 2 级"), "GB 21455-2019!", "looser", "a claim of quality"),
    c("energy", L("电动机", "效率", "≥ 88 %", grade="3级"), L("电动机", "效率", "≥ 90 %", grade="能效限定值"), "GB 18613-2020!", "looser!", "below the limit value"),
    c("energy", L("平板电视", "待机功率", "≤ 0.5 W"), L("平板电视", "待机功率", "≤ 500 mW"), "GB 24850-2020!", "equal", "exact change of unit"),
    c("energy", L("电冰箱", "日耗电量", "≤ 0.6 kWh/24h"), L("家用电冰箱", "耗电量", "≤ 0.7 kW·h/24h"), "GB/T 00000-0000", "stricter", "smaller consumption"),
    c("energy", L("LED平板灯", "光效", "≥ 110 lm/W"), L("LED平板灯", "光效", "≥ 95 lm/W", grade="2级"), "GB 38450-2019!", "stricter", "grades name their values"),
    c("energy", L("坐便器", "水效等级", "≤ 2 级"), L("坐便器", "水效等级", "≤ 3 级"), "GB 25502-2017!", "stricter", "1 is best"),
    c("energy", L("储水式电热水器", "24h固有能耗系数", "≤ 0.6"), L("储水式电热水器", "24h固有能耗系数", "≤ 0.6 1"), "GB 21519-2008!", "equal", "plain numbers"),
    c("energy", L("空气净化器", "CADR", "≥ 300 m3/h"), L("空气净化器", "洁净空气量", "≥ 5 m3/min"), "GB/T 18801-2022", "equal", "5 m³/min are 300 m³/h"),
    # electrical
    c("electrical", L("户外灯具", "防护等级", "IP65"), L("户外灯具", "外壳防护等级", "IP54"), "GB 7000.1-2015!", "stricter", "both digits"),
    c("electrical", L("户外灯具", "防护等级", "≥ IP44"), L("户外灯具", "防护等级", "≥ IP54"), "GB 7000.1-2015!", "looser!", "first digit smaller"),
    c("electrical", L("户外灯具", "防护等级", "≥ IPX7"), L("户外灯具", "防护等级", "≥ IPX5"), "GB 7000.1-2015!", "mixed!", "immersion includes no jets"),
    c("electrical", L("充电桩", "防护等级", "≥ IP55"), L("充电桩", "防护等级", "≥ IP64"), "GB/T 18487.1-2023", "mixed", "one digit each way"),
    c("electrical", L("插座", "绝缘电阻", "≥ 5 MΩ"), L("插座", "绝缘电阻", "≥ 5000 kΩ"), "GB/T 2099.1-2021", "equal", "exact change of unit"),
    c("electrical", L("移动电源", "泄漏电流", "≤ 0.25 mA"), L("充电宝", "漏电流", "≤ 250 uA"), "GB/T 00000-0000", "equal", "two names of one thing"),
    c("electrical", L("塑料外壳", "阻燃等级", "V-1"), L("塑料外壳", "阻燃等级", "V-0"), "GB 4943.1-2022!", "looser!", "V-0 is better"),
    c("electrical", L("电缆", "燃烧性能", "B1级"), L("电缆", "燃烧性能等级", "B2级"), "GB 31247-2014!", "stricter", "B1 is better"),
    c("electrical", L("插头", "温升", "≤ 45 K"), L("插头", "温升", "≤ 50 ℃"), "GB/T 2099.1-2021", "stricter", "a difference in K and ℃"),
    # coatings
    c("coatings", L("水性木器涂料", "铅笔硬度", "≥ H"), L("水性木器涂料", "铅笔硬度", "≥ HB"), "GB/T 23999-2009", "stricter", "H is harder than HB"),
    c("coatings", L("水性木器涂料", "铅笔硬度", "≥ B"), L("水性木器涂料", "铅笔硬度", "≥ 2B"), "GB/T 23999-2009", "stricter", "B is harder than 2B"),
    c("coatings", L("粉末涂料", "附着力", "≤ 0 级"), L("粉末涂料", "划格试验", "≤ 1 级"), "HG/T 2006-2022", "stricter", "0 is best"),
    c("coatings", L("粉末涂料", "附着力", "≤ 1 级", method="划格法"), L("粉末涂料", "附着力", "≥ 5 MPa", method="拉开法"), "HG/T 2006-2022", "incomparable", "cross-cut against pull-off"),
    c("coatings", L("内墙涂料", "VOC", "≤ 100 g/L"), L("建筑用墙面涂料", "挥发性有机化合物（VOC）含量", "≤ 80 g/L"), "GB 18582-2020!", "looser!", "100 > 80"),
    c("coatings", L("外墙涂料", "VOC含量", "≤ 50 g/L"), L("内墙涂料", "VOC含量", "≤ 80 g/L"), "GB 18582-2020!", "incomparable", "outside is not inside"),
    # building
    c("building", L("混凝土", "强度等级", "C35"), L("混凝土", "强度等级", "C30"), "GB 55008-2021!", "stricter", "larger strength class"),
    c("building", L("住宅卧室", "采光系数", "≥ 2 %"), L("卧室", "采光系数", "≥ 2.0 %"), "GB 55016-2021!", "equal", "bedroom of a dwelling"),
    c("building", L("楼梯栏杆", "栏杆高度", "≥ 1.05 m"), L("防护栏杆", "防护高度", "≥ 1100 mm"), "GB 55031-2022!", "looser!", "1.05 m < 1.10 m"),
    c("building", L("住宅", "氡", "≤ 200 Bq/m3"), L("Ⅰ类民用建筑", "氡", "≤ 150 Bq/m3"), "GB 55016-2021!", "looser!", "dwellings are class I"),
    c("building", L("办公楼", "甲醛", "≤ 0.08 mg/m3"), L("Ⅰ类民用建筑", "甲醛", "≤ 0.07 mg/m3"), "GB 50325-2020!", "incomparable?", "class II applies to offices"),
    c("building", L("外窗", "传热系数", "≤ 1.5 W/(m2.K)"), L("外窗", "传热系数K", "≤ 2.0 W/(m²·K)"), "GB 55015-2021!", "stricter", "smaller"),
    c("building", L("钢筋", "屈服强度", "≥ 0.4 GPa"), L("钢筋", "屈服强度", "≥ 400 MPa"), "GB 1499.2-2024!", "equal", "exact change of unit"),
    c("building", L("水泥", "28d抗压强度", "≥ 42.5 MPa"), L("水泥", "3d抗压强度", "≥ 17 MPa"), "GB 175-2023!", "incomparable", "another age"),
    c("building", L("门窗", "气密性等级", "≥ 7 级"), L("门窗", "气密性等级", "≥ 6 级"), "GB/T 31433-2015", "stricter", "the larger class is better"),
    c("building", L("保温材料", "燃烧性能", "A2级"), L("保温材料", "燃烧性能", "B1级"), "GB 55037-2022!", "stricter", "A2 is better than B1"),
    c("building", L("防火门", "耐火性能级别", "乙级"), L("防火门", "耐火性能级别", "甲级"), "GB 12955-2024!", "looser!", "甲级 is best"),
    c("building", L("地砖", "长度", "600 +1.0 -1.0 mm"), L("地砖", "长度", "600 +1.5 -1.5 mm"), "GB/T 4100-2015", "stricter", "smaller tolerance"),
    # services
    c("service", L("快递服务", "投诉处理时限", "≤ 3 工作日"), L("快递服务", "投诉处理时限", "≤ 7 工作日"), "GB/T 27917.1-2023", "stricter", "fewer working days"),
    c("service", L("投诉", "响应时间", "≤ 30 min"), L("投诉", "响应时间", "≤ 0.5 h"), "GB/T 00000-0000", "equal", "30 min are half an hour"),
    c("service", L("养老机构", "回访次数", "≥ 2 次"), L("养老机构", "回访次数", "≥ 1 次"), "GB/T 00000-0000", "stricter", "more visits"),
    c("service", L("物业服务", "满意率", "≥ 90 %"), L("物业服务", "客户满意度", "≥ 85 %"), "DB11/T 000-2020", "stricter", "one quantity"),
    c("service", L("投诉", "办结时间", "≤ 1 mo"), L("投诉", "办结时间", "≤ 30 d"), "GB/T 00000-0000", "incomparable", "a month has no fixed length"),
    c("service", L("家政服务", "培训时长", "≥ 40 学时"), L("家政服务", "培训时长", "≥ 30 学时"), "GB/T 00000-0000", "stricter", "the same unit though not in the registry"),
    c("service", L("景区", "星级", "≥ 5 星级"), L("景区", "星级", "≥ 4 星级"), "GB/T 17775-2003", "stricter", "more stars"),
    # software and networks
    c("software", L("数据接口", "响应时间", "≤ 200 ms"), L("数据接口", "响应时间", "≤ 1 s"), "GB/T 00000-0000", "stricter", "0.2 s < 1 s"),
    c("software", L("云平台", "可用性", "≥ 99.9 %"), L("云平台", "可用性", "≥ 99.95 %"), "GB/T 00000-0000", "looser", "99.9 < 99.95"),
    c("software", L("承载网", "丢包率", "≤ 0.001"), L("承载网", "丢包率", "≤ 0.1 %"), "YD/T 1171-2015", "incomparable", "A's unit is missing"),
    c("software", L("承载网", "丢包率", "≤ 0.001 1"), L("承载网", "丢包率", "≤ 0.1 %"), "YD/T 1171-2015", "equal", "a plain number and a percentage"),
    c("software", L("5G网络", "下行速率", "≥ 1 Gbps"), L("5G网络", "下行速率", "≥ 500 Mbps"), "YD/T 00000-0000", "stricter", "larger rate"),
    c("software", L("5G网络", "上行速率", "≥ 1 Gbps"), L("5G网络", "下行速率", "≥ 500 Mbps"), "YD/T 00000-0000", "incomparable", "up is not down"),
    c("software", L("信息系统", "并发用户数", "≥ 1000 个"), L("信息系统", "并发用户数", "≥ 500 个"), "GB/T 00000-0000", "stricter", "more users"),
    c("software", L("信息系统", "安全保护等级", "≥ 三级"), L("信息系统", "安全保护等级", "≥ 二级"), "GB/T 22239-2019", "stricter", "the higher level demands more"),
    c("software", L("信息系统", "加密算法", "{SM2、SM4}"), L("信息系统", "加密算法", "{SM2、SM3、SM4}"), "GB/T 00000-0000", "stricter", "fewer permitted members"),
    # form
    c("form", L("齿轮", "缺陷数", "< 6 个"), L("齿轮", "缺陷数", "≤ 5 个"), "GB/T 00000-0000", "equal", "whole counts"),
    c("form", L("板材", "厚度偏差", "[1, 2] mm"), L("板材", "厚度偏差", "[3, 4] mm"), "GB 00000-0000!", "mixed!", "nothing satisfies both"),
    c("form", L("溶液", "pH", "≤ 8"), L("溶液", "pH", "≥ 6"), "GB 00000-0000!", "mixed?", "each limits another end"),
    c("form", L("压力容器", "壁厚", "t×0.9"), L("压力容器", "壁厚", "t×0.9"), "GB/T 150.3-2011", "equal", "the same formula"),
    c("form", L("压力容器", "壁厚", "t×0.9"), L("压力容器", "壁厚", "t×0.8"), "GB/T 150.3-2011", "incomparable", "formulas are not compared"),
    c("form", L("产品", "未知量", "≤ 5 zork"), L("产品", "未知量", "≤ 6 mg"), "GB/T 00000-0000", "incomparable", "a unit that nobody knows"),
    c("form", L("大米", "镉", "≤ 0.15 mg/kg"), L("大米", "镉", "≤ 0.2"), "GB 2762-2022!", "incomparable", "unit missing in B"),
    c("form", L("白茶", "茶氨酸", "≥ 1.0 %"), None, "GB/T 22291-2017", "new", "nothing in B"),
    c("form", L("大米", "镉", "≤ 0.3 mg/kg"), L("大米", "镉", "≤ 0.2 mg/kg"), "GB 2762-2022!", "incomparable", "A only recommends", "should"),
    c("form", L("火腿", "亚硝酸盐", "GB 2762", op="refer"), L("火腿", "亚硝酸盐", "≤ 30 mg/kg"), "GB 2762-2022!", "equal", "A takes B's limit over"),
)  # fmt: skip

"""Documents made of text, read as a user's file would be."""

from __future__ import annotations

from graph.document import Document
from ingest.documents.reader import read_document

STANDARD = """T/CAS 999—2024
代替T/CAS 999—2018
智能网关技术规范
Technical specification for smart gateway
2024-03-01 发布
2024-06-01 实施
中国标准化协会 发布

前言
本文件按照GB/T 1.1—2020《标准化工作导则 第1部分：标准化文件的结构和起草规则》的规定起草。
本文件代替T/CAS 999—2018《智能网关》，与T/CAS 999—2018相比，除结构调整和编辑性改动外，主要技术变化如下：
a）增加了“远程升级”的要求（见5.3）；
b）更改了工作温度范围（见5.1，2018年版的4.2）；
c）删除了红外接口的要求（见2018年版的第6章）。
请注意本文件的某些内容可能涉及专利。本文件的发布机构不承担识别专利的责任。
本文件由中国电子技术标准化研究院提出。
本文件由全国信息技术标准化技术委员会（SAC/TC 28/SC 41）归口。
本文件起草单位：中国电子技术标准化研究院、北京某某科技有限公司、上海某某（集团）有限公司。
本文件主要起草人：张三、李四、王 五、欧阳修。
本文件于2018年首次发布，本次为第一次修订。

1 范围
本文件规定了智能网关的技术要求，描述了相应的试验方法。
本文件适用于家用智能网关的设计、制造和检验，不适用于工业网关。

2 规范性引用文件
下列文件中的内容通过文中的规范性引用而构成本文件必不可少的条款。
GB/T 2423.1—2008 电工电子产品环境试验
GB 4943.1 音视频、信息技术和通信技术设备

3 术语和定义
GB/T 5271.1界定的以及下列术语和定义适用于本文件。
3.1
网关 gateway
连接两个不同网络的设备。
注：网关可以是软件。
[来源：GB/T 5271.1—2000，01.05.09，有修改]
3.2
终端 terminal
TE
与网关相连的设备。

4 缩略语
下列缩略语适用于本文件。

5 技术要求
5.1 工作温度
工作温度应为-10 ℃～55 ℃，按GB/T 2423.1—2008规定的方法试验。
5.2 安全
安全应符合GB 4943.1的要求。
"""


def standard(text: str = STANDARD) -> Document:
    """The document that a text file with this content is."""
    return read_document("standard.txt", text.encode())


def foreword(*lines: str) -> Document:
    """A document with these lines as its foreword."""
    body = "\n".join(lines)
    return standard(f"T/EX 1—2024\n示例规范\n\n前言\n{body}\n\n1 范围\n本文件规定了示例。\n\n2 要求\n应完好。\n")

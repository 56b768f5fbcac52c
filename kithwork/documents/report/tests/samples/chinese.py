"""A report that uses every block, in Chinese. The people in it are invented."""

import datetime as dt

from kithwork.core.support.functions import Function
from kithwork.documents.charts.bars import Bar, bars
from kithwork.documents.charts.lines import Line, lines
from kithwork.documents.charts.strip import Group, strip
from kithwork.documents.report import (
    Block,
    Bullets,
    Callout,
    CalloutKind,
    Chart,
    Column,
    Facts,
    Figure,
    Heading,
    Mark,
    PageBreak,
    Paragraph,
    Quote,
    Report,
    SignatureLines,
    Table,
    number,
    strong,
)
from kithwork.documents.report.tests.samples.drawn import RURAL, SVG, URBAN


def chinese() -> Report:
    return Report(
        title="哪些学生需要什么样的支持",
        subtitle="两所初中秋季调查",
        language="zh-Hans",
        made_on=dt.date(2026, 11, 5),
        versions="资料库版本：需求 3，学生支持调查 1，规则 2",
        confidentiality="仅限学校学生支持小组内部使用",
        blocks=(
            *in_short(),
            *how_it_was_made(),
            *what_was_found(),
            *marks(),
            *one_student(),
            *limits(),
        ),
    )


def in_short() -> tuple[Block, ...]:
    return (
        Heading(1, "概要"),
        Paragraph.of(
            "349 名学生中，",
            strong("41 人学业落后"),
            "，33 人已有一周以上没有与父母通话。大多数学生都能说出一位可以求助的人：",
            "同学、奶奶，或“班主任”（也有人写道：「谁都行」）。",
        ),
        Callout.of(
            CalloutKind.WARNING,
            "有七份回答需要今天就安排谈话。名单另存，仅值班人员可以打开。",
            title="阅读之前",
        ),
    )


def how_it_was_made() -> tuple[Block, ...]:
    return (
        Heading(1, "方法"),
        Facts.of(
            ("发放", "两所学校，395 名学生"),
            ("收回", "349 份（88%）"),
            ("时间", "2026年10月12日至23日"),
            ("问卷", "学生支持调查，第 1 版（未经信效度检验）"),
        ),
        Bullets.of(
            "由班主任说明回答的用途。",
            "任何一题都可以不答。",
            "小组以外的人没有看过任何回答。",
            ordered=True,
        ),
    )


def what_was_found() -> tuple[Block, ...]:
    return (
        Heading(1, "结果"),
        Heading(2, "需求"),
        Chart.of(
            bars(
                (
                    Bar("学业落后", 41, Function.IN),
                    Bar("一周没有与父母联系", 33, Function.EM),
                    Bar("没有安静的学习地方", 18, Function.IS),
                    Bar("没有人告诉她哪里做得好", 12, Function.AP),
                    Bar("没有玩伴", Mark.SUPPRESSED, Function.CO),
                ),
                finding="学业落后是最多学生的需求",
                heads=("需求", "学生人数"),
                language="zh-Hans",
            ),
            caption="各项需求的学生人数",
            source="学生支持调查，2026年10月",
        ),
        Heading(2, "按学校"),
        Table(
            caption="至少有一项需求的学生，按学校和家庭所在地",
            columns=(
                Column("学校"),
                number("学生", unit="人"),
                number("有需求", unit="人"),
                number("比例", unit="%", decimals=1),
                number("变化", unit="百分点", decimals=1),
            ),
            rows=(
                ("河滨中学，城镇", 182, 61, 33.516, 1.25),
                ("河滨中学，农村", 46, Mark.SUPPRESSED, Mark.WITHHELD, -0.523),
                ("山路中学，城镇", 90, Mark.WITHHELD, Mark.WITHHELD, Mark.NOT_COMPUTED),
                ("山路中学，农村", 31, 14, 45.161, Mark.NOT_ASKED),
                ("合计", 349, 99, 28.367, 0.0),
            ),
            note="变化指与春季相比的百分点。",
            source="学生支持调查，2026年10月",
            has_total=True,
        ),
    )


def marks() -> tuple[Block, ...]:
    return (
        Heading(2, "成绩"),
        Chart.of(
            strip(
                (Group("农村", RURAL), Group("城镇", URBAN), Group("境外", (9, 12))),
                finding="两组成绩分布相近，中位数相差一分",
                measure="期末成绩（0–20）",
                limits=(0, 20),
                fewest=5,
                language="zh-Hans",
                decimals=1,
            ),
            caption="期末成绩，按家庭所在地",
        ),
        PageBreak(),
    )


def one_student() -> tuple[Block, ...]:
    return (
        Heading(1, "一名学生的例子"),
        Paragraph.of("小李十二岁，母亲在外省务工。\n她喜欢画画。"),
        Quote("我想有人问我今天过得怎么样。", "小李，第一次谈话"),
        Chart.of(
            lines(
                (
                    Line("数学", (8, 9, Mark.NOT_COMPUTED, 11)),
                    Line("语文", (12, 11.5, 12, 12.5)),
                ),
                ("2025年秋", "2026年冬", "2026年春", "2026年夏"),
                finding="她的数学成绩一年内提高了三分",
                measure="成绩（0–20）",
                time_head="学期",
                limits=(0, 20),
                language="zh-Hans",
                decimals=1,
            ),
            caption="小李各学期的成绩",
        ),
        Figure(
            SVG.format("母亲 — 小李 — 奶奶"),
            "示意图：小李在母亲和奶奶之间。",
            "小李提到的人",
            width=0.5,
        ),
    )


def limits() -> tuple[Block, ...]:
    return (
        Heading(1, "局限"),
        Callout.of(
            CalloutKind.LIMIT,
            "调查只进行了一次：可以看出谁有什么需求，不能说明原因。",
            Bullets.of("不能据此作出诊断。", "不影响困难认定等级。"),
        ),
        Callout.of(CalloutKind.NOTE, "不足五人的数字不予显示。"),
        SignatureLines(("社工", "督导")),
    )

"""Reports that use every block, in both languages. The people in them are invented."""

import datetime as dt

from kithwork.core.support.functions import Function
from kithwork.documents.charts.bars import Bar, bars
from kithwork.documents.charts.lines import Line, lines
from kithwork.documents.charts.strip import Group, strip
from kithwork.documents.report import (
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

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="240" height="60" viewBox="0 0 240 60">'
    '<rect x="1" y="1" width="238" height="58" fill="none" stroke="#1F2933"/>'
    '<text x="120" y="36" text-anchor="middle" font-family="Noto Sans SC" font-size="14">{}</text>'
    "</svg>"
)
RURAL = (0, 6, 8, 8, 9, 10, 10, 10, 11, 11, 12, 13, 13, 14, 15, 17)
URBAN = (0, 5, 8, 9, 10, 10, 11, 11, 11, 12, 12, 13, 14, 14, 15, 15, 16, 18, 19)


def english() -> Report:
    return Report(
        title="Who needs what kind of help",
        subtitle="Autumn survey of two lower secondary schools",
        language="en",
        made_on=dt.date(2026, 11, 5),
        versions="Catalogue: needs 3, Student support survey 1, rules 2",
        confidentiality="For the school's student support team only",
        blocks=(
            Heading(1, "In short"),
            Paragraph.of(
                "Of 349 students, ",
                strong("41 fall behind"),
                " in class, and 33 have not talked with their parents for more than a week. "
                "Most students name someone to whom they can turn: a classmate, a grandmother, "
                "the homeroom teacher.",
            ),
            Callout.of(
                CalloutKind.WARNING,
                "Seven answers need a talk today. They stand in a list of their own, which only "
                "the people on duty can open.",
                title="before you read on",
            ),
            Heading(1, "How this was made"),
            Facts.of(
                ("Asked", "395 students, 2 schools"),
                ("Answered", "349 (88%)"),
                ("Between", "12 and 23 October 2026"),
                ("Questionnaire", "Student support survey, version 1 (unvalidated)"),
            ),
            Bullets.of(
                "The class teacher explained what the answers are for.",
                "Each student could leave any question open.",
                "Nobody outside the team saw an answer.",
                ordered=True,
            ),
            Heading(1, "What was found"),
            Heading(2, "Needs"),
            Chart.of(
                bars(
                    (
                        Bar("Falls behind in class", 41, Function.IN),
                        Bar("No contact from parents for a week", 33, Function.EM),
                        Bar("No quiet place to study", 18, Function.IS),
                        Bar("Nobody tells her what she does well", 12, Function.AP),
                        Bar("Nobody to play with", Mark.SUPPRESSED, Function.CO),
                    ),
                    finding="Falling behind is the need that most students have",
                    heads=("Need", "Students"),
                    language="en",
                ),
                caption="Students by need",
                source="Student support survey, October 2026",
            ),
            Heading(2, "By school"),
            Table(
                caption="Students with at least one need, by school and home area",
                columns=(
                    Column("School"),
                    number("Students"),
                    number("With a need"),
                    number("Share", unit="%", decimals=1),
                    number("Change", unit="points", decimals=1),
                ),
                rows=(
                    ("Riverside, in town", 182, 61, 33.516, 1.25),
                    ("Riverside, in a village", 46, Mark.SUPPRESSED, Mark.WITHHELD, -0.523),
                    ("Hill Road, in town", 90, Mark.WITHHELD, Mark.WITHHELD, Mark.NOT_COMPUTED),
                    ("Hill Road, in a village", 31, 14, 45.161, Mark.NOT_ASKED),
                    ("All", 349, 99, 28.367, 0.0),
                ),
                note="Change since spring, in percentage points.",
                source="Student support survey, October 2026",
                has_total=True,
            ),
            Heading(2, "Marks"),
            Chart.of(
                strip(
                    (Group("Village", RURAL), Group("Town", URBAN), Group("Abroad", (9, 12))),
                    finding="Marks of both groups lie alike; the middle differs by one point",
                    measure="Final mark (0–20)",
                    limits=(0, 20),
                    fewest=5,
                    language="en",
                    decimals=1,
                ),
                caption="Final marks by home area",
            ),
            PageBreak(),
            Heading(1, "One student, as an example"),
            Paragraph.of("L is twelve. Her mother works in another province.\nShe likes drawing."),
            Quote("我想有人问我今天过得怎么样。", "L, in the first talk", language="zh-Hans"),
            Chart.of(
                lines(
                    (
                        Line("Maths", (8, 9, Mark.NOT_COMPUTED, 11)),
                        Line("Chinese", (12, 11.5, 12, 12.5)),
                    ),
                    ("Autumn 2025", "Winter 2026", "Spring 2026", "Summer 2026"),
                    finding="Her marks in maths rose by three points in a year",
                    measure="Mark (0–20)",
                    time_head="Term",
                    limits=(0, 20),
                    language="en",
                    decimals=1,
                ),
                caption="L's marks by term",
            ),
            Figure(
                SVG.format("mother — L — grandmother"),
                "A drawing: L stands between her mother and her grandmother.",
                "Whom L named",
                width=0.5,
            ),
            Heading(1, "Limits"),
            Callout.of(
                CalloutKind.LIMIT,
                "The survey was asked once. It shows who has which need, not why.",
                Bullets.of("No diagnosis follows from it.", "It changes no hardship level."),
            ),
            Callout.of(CalloutKind.NOTE, "Figures below five are not shown."),
            SignatureLines(("Social worker", "Supervisor")),
        ),
    )


def chinese() -> Report:
    return Report(
        title="哪些学生需要什么样的支持",
        subtitle="两所初中秋季调查",
        language="zh-Hans",
        made_on=dt.date(2026, 11, 5),
        versions="资料库版本：需求 3，学生支持调查 1，规则 2",
        confidentiality="仅限学校学生支持小组内部使用",
        blocks=(
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
            Heading(1, "局限"),
            Callout.of(
                CalloutKind.LIMIT,
                "调查只进行了一次：可以看出谁有什么需求，不能说明原因。",
                Bullets.of("不能据此作出诊断。", "不影响困难认定等级。"),
            ),
            Callout.of(CalloutKind.NOTE, "不足五人的数字不予显示。"),
            SignatureLines(("社工", "督导")),
        ),
    )

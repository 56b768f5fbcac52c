"""A report that uses every block, in English. The people in it are invented."""

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


def english() -> Report:
    return Report(
        title="Who needs what kind of help",
        subtitle="Autumn survey of two lower secondary schools",
        language="en",
        made_on=dt.date(2026, 11, 5),
        versions="Catalogue: needs 3, Student support survey 1, rules 2",
        confidentiality="For the school's student support team only",
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
    )


def how_it_was_made() -> tuple[Block, ...]:
    return (
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
    )


def what_was_found() -> tuple[Block, ...]:
    return (
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
    )


def marks() -> tuple[Block, ...]:
    return (
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
    )


def one_student() -> tuple[Block, ...]:
    return (
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
    )


def limits() -> tuple[Block, ...]:
    return (
        Heading(1, "Limits"),
        Callout.of(
            CalloutKind.LIMIT,
            "The survey was asked once. It shows who has which need, not why.",
            Bullets.of("No diagnosis follows from it.", "It changes no hardship level."),
        ),
        Callout.of(CalloutKind.NOTE, "Figures below five are not shown."),
        SignatureLines(("Social worker", "Supervisor")),
    )

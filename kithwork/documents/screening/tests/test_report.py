"""The report of a screening, opened again in Word and PDF: every figure, both languages."""

import datetime as dt
import io

import pytest
from docx import Document
from pypdf import PdfReader

from kithwork.catalogue.instruments import instruments
from kithwork.cohort.screening.answers import answered
from kithwork.cohort.screening.result import Screening
from kithwork.cohort.screening.rules import ScreeningRules, rules_for
from kithwork.cohort.screening.screening import screen
from kithwork.cohort.screening.tests.made import TODAY, filled, pupils
from kithwork.core.scales import key_of
from kithwork.documents.cells import Mark
from kithwork.documents.report import Heading, Report, Table, to_docx, to_html, to_pdf
from kithwork.documents.screening import figures
from kithwork.documents.screening.report import FileFacts, digest_of, screening_report

RULES = rules_for()
LANGUAGES = ("en", "zh-Hans")


def survey(n: int) -> Screening:
    """A screening of forms of the Student support survey, in three schools."""
    instrument = instruments()["student-support"]
    key = key_of(instrument.instrument)
    forms = filled(instrument, n, seed=5)
    answers, faults = answered(forms, instrument, key, wanted=RULES.facts_read)
    assert faults == ()
    schools = {"school": [("A", "B", "B", "C")[place % 4] for place in range(n)]}
    born = {"student.birth_date": [dt.date(2012, 5, 4)] * n}
    return screen(pupils(n, born, schools), RULES, as_of=TODAY, answers=answers)


def marks_only(n: int) -> Screening:
    facts = {"marks.z_last": [-2.0 if place % 2 else 0.5 for place in range(n)]}
    return screen(pupils(n, facts), RULES, as_of=TODAY)


def told(screening: Screening, language: str) -> Report:
    return screening_report(
        screening,
        RULES,
        file=FileFacts("made.csv", len(screening)),
        language=language,
        made_on=dt.date(2026, 11, 22),
    )


SURVEY = survey(90)


@pytest.mark.parametrize("language", LANGUAGES)
def test_word_and_pdf_hold_every_heading_and_figure(language: str) -> None:
    report = told(SURVEY, language)
    word = Document(io.BytesIO(to_docx(report)))
    in_word = "\n".join(
        [paragraph.text for paragraph in word.paragraphs]
        + [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    )
    pages = PdfReader(io.BytesIO(to_pdf(report))).pages
    in_pdf = "".join("".join(page.extract_text() for page in pages).split())
    in_html = to_html(report).decode()
    for block in report.blocks:
        if isinstance(block, Heading):
            assert block.text in in_word
            assert "".join(block.text.split()) in in_pdf
            assert block.text in in_html
    need = next(one for one in SURVEY.needs if one.code == "N-MAT-1")
    label = need.rule.label.said_in(language)
    for text in (in_word, in_html):
        assert label in text
        assert str(need.found) in text
        assert "None" not in text
        assert "nan" not in text
    assert "".join(label.split()) in in_pdf
    assert "None" not in in_pdf


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_report_says_unvalidated_and_that_it_is_no_diagnosis(language: str) -> None:
    html = to_html(told(SURVEY, language)).decode()
    unvalidated, diagnosis = {
        "en": ("The questionnaire is unvalidated", "no diagnosis"),
        "zh-Hans": ("问卷未经信效度检验", "不是诊断"),
    }[language]
    assert unvalidated in html
    assert diagnosis in html


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_was_not_asked_reads_not_asked(language: str) -> None:
    report = told(marks_only(30), language)
    support = [
        block
        for block in report.blocks
        if isinstance(block, Table) and Mark.NOT_ASKED in block.marks
    ]
    assert len(support) == 1
    assert [len(row) for row in support[0].rows] == [5] * 4
    assert {cell for row in support[0].rows for cell in row[1:]} == {Mark.NOT_ASKED}


def test_alerts_are_told_of_and_not_counted() -> None:
    html = to_html(told(SURVEY, "en")).decode()
    assert "ask for a person today" in html
    assert "Nothing in this file can ask" in to_html(told(marks_only(30), "en")).decode()


def test_too_few_students_give_a_report_without_numbers() -> None:
    report = told(marks_only(4), "en")
    assert not any(isinstance(block, Table) for block in report.blocks)
    assert "fewer than 5 students" in to_html(report).decode()


def test_nothing_judged_is_said() -> None:
    empty = screen(pupils(10, {"student.sex": ["female"] * 10}), RULES, as_of=TODAY)
    assert "Nothing in this file could show a need" in to_html(told(empty, "en")).decode()


def test_a_number_is_hidden_with_what_would_give_it_away() -> None:
    facts = {"marks.z_last": [-2.0] * 3 + [-1.2] * 20 + [0.5] * 17}
    found = screen(pupils(40, facts), RULES, as_of=TODAY)
    (need,) = found.needs_judged
    assert figures.found(found, need) == 23
    assert figures.clear_or_urgent(found, need, RULES.policy) is Mark.WITHHELD
    assert figures.share_of(0, 40, RULES.policy) == 0
    assert figures.share_of(38, 40, RULES.policy) is Mark.WITHHELD
    assert figures.parts([3, 20, 17], RULES.policy)[0] is Mark.WITHHELD
    assert sum(cell is Mark.WITHHELD for cell in figures.parts([3, 20, 17], RULES.policy)) == 2


def test_many_groups_stand_in_the_excel_file() -> None:
    facts = {"marks.z_last": [-2.0 if place % 2 else 0.5 for place in range(80)]}
    classes = {"class": [f"{place % 8}" for place in range(80)]}
    found = screen(pupils(80, facts, classes), RULES, as_of=TODAY)
    html = to_html(told(found, "en")).decode()
    assert "Tables by Class have too many columns" in html


def test_the_digest_changes_with_the_rules() -> None:
    first = digest_of(SURVEY)
    assert first == digest_of(marks_only(10))
    other = ScreeningRules(
        **{
            field: getattr(RULES, field)
            for field in RULES.__dataclass_fields__
            if field != "entries"
        },
        entries=RULES.entries[1:],
    )
    assert digest_of(screen(pupils(1), other, as_of=TODAY)) != first

"""The report of a case opens in every format, in both languages and layouts, with its headings."""

import datetime as dt
import io

import pytest
from docx import Document

from kithwork.access.console import OPERATOR
from kithwork.access.permissions import NotAllowed
from kithwork.access.refusals import Refused
from kithwork.casework.actions.genogram import save_genogram
from kithwork.casework.actions.papers import write_paper
from kithwork.casework.models import Case
from kithwork.casework.queries.family import proposed_family
from kithwork.casework.tests.filing import filed, opened
from kithwork.catalogue.words import say
from kithwork.core.casework import Status
from kithwork.documents.case_report import LAYOUTS, case_report
from kithwork.documents.case_report.edition import de_identified, texts_in
from kithwork.documents.case_report.giving_out import (
    Wanted,
    edition_of,
    give_out,
    may_give_out,
)
from kithwork.documents.report import Figure, Heading, to_docx, to_html, to_pdf
from kithwork.people.actions.carers import NewCarer
from kithwork.people.actions.families import Spell, save_carer
from kithwork.people.actions.persons import PersonDetails
from tests.cast import TODAY, Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(cast: Cast) -> Case:
    return filed(cast, status=Status.ACTIVE)


@pytest.mark.parametrize("language", ["en", "zh-Hans"])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_word_has_every_heading_and_nothing_unsaid(cast, case, language, layout):
    report = case_report(cast.lin, case, language=language, layout=layout)
    document = Document(io.BytesIO(to_docx(report)))
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    for part in LAYOUTS[layout]:
        assert say(f"casereport.{part.head}", language) in text
    assert "None" not in text
    headings = [block.text for block in report.blocks if isinstance(block, Heading)]
    assert all(heading in text for heading in headings)


@pytest.mark.parametrize("language", ["en", "zh-Hans"])
def test_it_opens_as_pdf_and_on_a_page(cast, case, language):
    report = case_report(cast.lin, case, language=language)
    assert to_pdf(report).startswith(b"%PDF")
    assert "None" not in to_html(report).decode()


def test_the_students_own_name_stands_nowhere(cast, case):
    page = to_html(case_report(cast.lin, case, language="zh-Hans")).decode()
    assert cast.xiaoyu.person.full_name not in page
    assert "她说不想读了" in page


def test_a_case_just_opened_names_its_silences(cast):
    report = case_report(cast.lin, opened(cast), language="en")
    page = to_html(report).decode()
    for silence in ("matrix", "goals", "plan", "contacts", "closure"):
        assert say(f"casereport.no.{silence}", "en") in page


def test_the_de_identified_edition_names_nobody_on_record(cast, case):
    wanted = Wanted(language="zh-Hans", layout="practice", kind="html", is_de_identified=True)
    edition = edition_of(cast.lin, case, wanted)
    page = to_html(edition.report).decode()
    for known in (
        cast.xiaoyu.person.full_name,
        cast.lin.name,
        case.school.name_zh,
        case.number,
        cast.xiaoyu.number,
    ):
        assert known not in page
    assert say("casereport.edition.label", "zh-Hans") in page
    assert not [
        one for one in edition.findings if one.kind == say("casereport.leak.date", "zh-Hans")
    ]


def test_what_could_tell_is_looked_at_first(cast, case, events):
    write_paper(
        case=case,
        kind="observation",
        words={"where": "在下河村村口", "seen": "她给13812345678打电话"},
        on=TODAY,
        by=cast.lin,
    )
    wanted = Wanted(language="zh-Hans", layout="practice", kind="docx", is_de_identified=True)
    with pytest.raises(Refused, match="look_first"):
        give_out(cast.lin, case, wanted)
    given = give_out(cast.lin, case, wanted, has_looked=True)
    assert given.content.startswith(b"PK")
    event = events()[-1]
    assert (event.verb, event.subject_kind, event.reason) == (
        "export",
        "case_report",
        "de_identified",
    )


@pytest.mark.parametrize("who", ["gu", "luo", "su", "tan", "ye"])
def test_who_may_not_take_it_along(cast, case, who):
    user = getattr(cast, who)
    assert not may_give_out(user, case)
    with pytest.raises(NotAllowed):
        give_out(user, case, Wanted(language="en", layout="practice", kind="pdf"))


def test_the_page_shows_the_report_and_gives_it(cast, case, client):
    client.force_login(cast.lin, "django.contrib.auth.backends.ModelBackend")
    address = f"/cases/{case.uid}/report/"
    page = client.get(address).content.decode()
    assert "Case report" in page
    assert "她说不想读了" in page
    sent = {"language": "en", "layout": "international", "kind": "docx"}
    answer = client.post(address, sent)
    assert answer["Content-Disposition"] == 'attachment; filename="case-report.docx"'
    assert cast.xiaoyu.person.full_name.encode() not in answer.content


@pytest.mark.parametrize("language", ["en", "zh-Hans"])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_first_and_the_latest_genogram_stand_in_it(cast, case, language, layout):
    away = Spell(True, TODAY, TODAY, "遥远的海港城市第三工业区")
    mother = NewCarer(cast.xiaoyu, "mother", PersonDetails(full_name="周兰兰"))
    save_carer(carer=mother, spell=away, by=OPERATOR)
    people = proposed_family(cast.lin, case)
    for on, said in ((TODAY, people[:1]), (TODAY + dt.timedelta(days=90), people)):
        save_genogram(case=case, people=said, on=on, by=cast.lin)
    report = case_report(cast.lin, case, language=language, layout=layout)
    figures = [one for one in report.blocks if isinstance(one, Figure)]
    drawn = [
        one for one in figures if "genogram" in one.caption.lower() or "家庭结构图" in one.caption
    ]
    assert len(drawn) == 2
    assert "遥远的海港" in drawn[1].svg
    assert "遥远的海港城市第三工业区" in drawn[1].alternative
    text = "\n".join(texts_in(report.blocks))
    assert say("genogram.change.new", language, who=say("genogram.kin.mother", language)) in text
    assert to_pdf(report).startswith(b"%PDF")
    edition = "\n".join(texts_in(de_identified(report, cast.lin, case).report.blocks))
    assert "遥远的" not in edition
    assert "周兰兰" not in text

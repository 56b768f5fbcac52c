"""Taking a case report out of the house: who may, in which format, and the line in the trail."""

from dataclasses import dataclass

from django.db import transaction

from kithwork.access.models import User
from kithwork.access.permissions import NotAllowed
from kithwork.access.refusals import Refused
from kithwork.access.roles import Section
from kithwork.access.roles import Verb as May
from kithwork.audit.actions.events import record
from kithwork.audit.ids import new_uid
from kithwork.audit.models import Verb
from kithwork.casework.actions.disclosures import Passed, log_disclosure
from kithwork.casework.models import Case
from kithwork.casework.queries.cases import today_at
from kithwork.casework.queries.reach import reaches_case
from kithwork.catalogue.words import say
from kithwork.core.casework.disclosures import Basis
from kithwork.documents.case_report.edition import Edition, de_identified
from kithwork.documents.case_report.report import case_report
from kithwork.documents.report import Report, to_docx, to_html, to_json, to_pdf
from kithwork.people.queries.reach import reaches

FORMATS = {
    "docx": (to_docx, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "pdf": (to_pdf, "application/pdf"),
    "html": (to_html, "text/html; charset=utf-8"),
    "json": (to_json, "application/json"),
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for: language, layout, format, and whether de-identified."""

    language: str
    layout: str
    kind: str
    is_de_identified: bool = False


@dataclass(frozen=True, slots=True)
class GivenOut:
    """The bytes, their type and a file name that tells nothing of anybody."""

    content: bytes
    content_type: str
    name: str


def may_give_out(user: User, case: Case) -> bool:
    """Whether `user` may take the report of a case out of the house."""
    return reaches(user, May.READ, Section.EXPORT, case.student) is not None and (
        reaches_case(user, May.READ, case) is not None
    )


def edition_of(user: User, case: Case, wanted: Wanted) -> Edition:
    """Return the de-identified edition with what has to be looked at."""
    report = case_report(user, case, language=wanted.language, layout=wanted.layout)
    return de_identified(report, user, case)


def give_out(user: User, case: Case, wanted: Wanted, *, has_looked: bool = False) -> GivenOut:
    """Return the report as a file and record that it was exported.

    Raises NotAllowed, and Refused for a de-identified edition that nobody has looked through.
    """
    if not may_give_out(user, case):
        raise NotAllowed("You may not export this case.")
    report = _report(user, case, wanted, has_looked=has_looked)
    render, content_type = FORMATS[wanted.kind]
    _tell(user, case, wanted)
    return GivenOut(render(report), content_type, f"case-report.{wanted.kind}")


@transaction.atomic
def _tell(user: User, case: Case, wanted: Wanted) -> None:
    """Tell the trail, and the log of what was told outside the team: to whom is said there."""
    code = "report_without_names" if wanted.is_de_identified else "report"
    passed = Passed(
        on=today_at(case),
        way="file",
        basis=Basis.DE_IDENTIFIED.value if wanted.is_de_identified else "",
        words={"what": say(f"passed_on.made.{code}", wanted.language, kind=wanted.kind)},
    )
    log_disclosure(case=case, source="report", of=new_uid(), passed=passed, by=user)
    record(
        Verb.EXPORT,
        "case_report",
        subject=case.uid,
        by=user,
        school=case.school.uid,
        section=Section.EXPORT.value,
        reason="de_identified" if wanted.is_de_identified else "",
    )


def _report(user: User, case: Case, wanted: Wanted, *, has_looked: bool) -> Report:
    if not wanted.is_de_identified:
        return case_report(user, case, language=wanted.language, layout=wanted.layout)
    edition = edition_of(user, case, wanted)
    if edition.findings and not has_looked:
        raise Refused("casereport.error.look_first")
    return edition.report

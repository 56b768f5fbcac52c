"""Parts of addresses under /give/: a school's programmes, policies and what a student receives."""

import uuid
from collections.abc import Callable

from kithwork.access.console import OPERATOR
from kithwork.aid.actions.awards import Given, award
from kithwork.aid.actions.policies import Document, Reading, read_clause, record_document
from kithwork.aid.actions.programmes import Described, Terms, record_programme, state_nothing
from kithwork.aid.models import PolicyDocument, Programme
from kithwork.core.support.functions import Function
from kithwork.people.models import Student
from tests.cast import FIRST_DAY, Cast

PROGRAMMES = ("programme", "terms", "end", "give")
AWARDS = ("award_confirm", "award_end")
AT_SCHOOL = ("catalogue", "nothing", "policy_add", "add")


def _programme_of(student: Student) -> Programme:
    return record_programme(
        school=student.school,
        described=Described(
            kind="grant", name=f"Grant {student.number}", source="school", functions=(Function.IS,)
        ),
        terms=Terms(starts_on=FIRST_DAY, reference="Notice"),
        by=OPERATOR,
    )


def _programme(_cast: Cast, student: Student) -> uuid.UUID:
    return _programme_of(student).uid


def _award(_cast: Cast, student: Student) -> uuid.UUID:
    given = Given(starts_on=FIRST_DAY)
    programme = _programme_of(student)
    return award(student=student, programme=programme, given=given, by=OPERATOR).uid


def _nothing(_cast: Cast, student: Student) -> uuid.UUID:
    stated = state_nothing(
        school=student.school,
        source="school",
        function=Function.AP,
        on=FIRST_DAY,
        reference="Minutes",
        by=OPERATOR,
    )
    return stated.uid


def _document_of(student: Student) -> PolicyDocument:
    document = Document(title="Aid rules", starts_on=FIRST_DAY)
    return record_document(school=student.school, document=document, by=OPERATOR)


def _document(_cast: Cast, student: Student) -> uuid.UUID:
    return _document_of(student).uid


def _clause(_cast: Cast, student: Student) -> uuid.UUID:
    reading = Reading(label="1", gist="Money for those in hardship", read_on=FIRST_DAY)
    document = _document_of(student)
    return read_clause(document=document, reading=reading, by=OPERATOR).uid


def _school(_cast: Cast, student: Student) -> uuid.UUID:
    return student.school.uid


AID: dict[str, Callable[[Cast, Student], object]] = {
    **{f"aid:{page} uid": _programme for page in PROGRAMMES},
    **{f"aid:{page} uid": _award for page in AWARDS},
    **{f"aid:{page} school": _school for page in AT_SCHOOL},
    "aid:nothing_ends uid": _nothing,
    "aid:policy uid": _document,
    "aid:clause_add uid": _document,
    "aid:clause uid": _clause,
    "sort": lambda _cast, _student: "service",
}

"""The de-identified edition of a case report, and what in it could still tell who somebody is.

Names that the record knows (the student, her family, staff, school and class, addresses and
telephones) are replaced by what the person is; days become months. What is then still found, or
could be, is shown with its words around it: a person looks at each before the text leaves. The
edition is labelled as what it is: still personal information.
"""

import dataclasses
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

from kithwork.access.models import Posting, User
from kithwork.casework.genogram_words import place_shown
from kithwork.casework.models import Case
from kithwork.casework.queries.cases import report_name_of
from kithwork.catalogue.words import say
from kithwork.core.leaks import Known, Leak, Substitute, coarse_dates, leaks_in, replaced
from kithwork.documents.report import Callout, CalloutKind, Report
from kithwork.people.queries.care import carers_of, own_contacts_of
from kithwork.people.queries.classes import class_of
from kithwork.people.wording import named

T = TypeVar("T")
_TAG = re.compile(r"<[^>]*>")
AROUND = 20  # signs on either side of a finding that are shown


@dataclass(frozen=True, slots=True)
class Finding:
    """One place to look at: the kind in words, what was found, and the words around it."""

    kind: str
    text: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Edition:
    """A de-identified report and what a person has to look at before it goes out."""

    report: Report
    findings: tuple[Finding, ...]


def de_identified(report: Report, user: User, case: Case) -> Edition:
    """Return the edition of a report without what the record knows by name."""
    substitutes = tuple(_substitutes(user, case, report.language))
    label = Callout.of(CalloutKind.WARNING, say("casereport.edition.label", report.language))

    def without(text: str) -> str:
        return coarse_dates(replaced(text, substitutes))

    changed = reworded(report, without)
    changed = dataclasses.replace(
        changed,
        confidentiality=say("casereport.edition.confidential", report.language),
        blocks=(label, *changed.blocks),
    )
    known = tuple(Known(one.text) for one in substitutes)
    text = "\n".join(texts_in(changed.blocks))
    found = tuple(_finding(leak, text, report.language) for leak in leaks_in(text, known))
    return Edition(changed, tuple(dict.fromkeys(found)))


def reworded(value: T, change: Callable[[str], str]) -> T:
    """Return a report, a block or a part of one with every text in it changed."""
    changed: T = _changed(value, change)
    return changed


def texts_in(value: Any) -> Iterator[str]:
    """Yield every text of blocks, the words of drawings among them."""
    if isinstance(value, str):
        yield _TAG.sub(" ", value)
    elif isinstance(value, tuple):
        for one in value:
            yield from texts_in(one)
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        for field in dataclasses.fields(value):
            yield from texts_in(getattr(value, field.name))


def _changed(value: Any, change: Callable[[str], str]) -> Any:
    if isinstance(value, str) and type(value) is str:
        return change(value)
    if isinstance(value, tuple):
        return tuple(_changed(one, change) for one in value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = {
            field.name: _changed(getattr(value, field.name), change)
            for field in dataclasses.fields(value)
            if field.init and field.name != "language"
        }
        return dataclasses.replace(value, **fields)
    return value


def _substitutes(user: User, case: Case, language: str) -> Iterator[Substitute]:
    student = case.student
    name = report_name_of(case) or case.number
    yield Substitute(student.person.full_name, name)
    yield Substitute(student.number, "…")
    yield Substitute(case.number, "…")
    contacts, address = own_contacts_of(user, student)
    for contact in contacts:
        yield Substitute(contact.value, "…")
    yield Substitute(address, "…")
    for carer in carers_of(user, student):
        relation = named("relation", carer.carer.relation, language)
        yield Substitute(carer.person.full_name, relation)
        yield Substitute(carer.address, "…")
        if carer.away:
            elsewhere = say("casereport.edition.place", language)
            for place in (carer.away.place, place_shown(carer.away.place)):
                yield Substitute(place, elsewhere)
        for contact in carer.contacts:
            yield Substitute(contact.value, "…")
    for posting in Posting.objects.filter(school=case.school).select_related("user"):
        yield Substitute(posting.user.name, say(f"access.role.{posting.role}", language))
    for school in (case.school.name_en, case.school.name_zh):
        yield Substitute(school, say("casereport.edition.school", language))
    if school_class := class_of(student, on=case.received_on):
        yield Substitute(school_class.name, say("casereport.edition.class", language))


def _finding(leak: Leak, text: str, language: str) -> Finding:
    return Finding(
        kind=say(f"casereport.leak.{leak.kind}", language),
        text=leak.text,
        before=text[max(0, leak.start - AROUND) : leak.start],
        after=text[leak.end : leak.end + AROUND],
    )

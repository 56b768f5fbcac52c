"""Codes of the inventory in the reader's words: kinds, sources, functions and amounts."""

from collections.abc import Iterable

from django import template
from django.utils.translation import get_language

from kithwork.aid.models import Award, ProgrammeTerms
from kithwork.aid.money import said_amount, said_money
from kithwork.aid.queries.terms import told
from kithwork.catalogue.programmes import AidKind, ProgrammeEntry, aid_kinds
from kithwork.catalogue.support import functions, label_of
from kithwork.catalogue.words import say
from kithwork.core.support.functions import Function
from kithwork.needs.telling import FunctionTold
from kithwork.people.models import StudentFact
from kithwork.people.queries.told import FactLine, fact_line

register = template.Library()


def _language() -> str:
    return get_language() or "en"


@register.filter
def functions_told(codes: Iterable[str]) -> list[FunctionTold]:
    """Return functions of support as they are drawn, in the order of the columns."""
    language, wanted = _language(), set(map(Function, codes))
    return [
        FunctionTold(
            one.function.value,
            one.letter.said_in(language),
            one.icon,
            one.short.said_in(language),
        )
        for one in functions().values()
        if one.function in wanted
    ]


@register.filter
def fact_said(row: StudentFact) -> FactLine:
    """Return a stored fact in words."""
    return fact_line(row, _language())


@register.filter
def source_said(code: str) -> str:
    """Return the name of a source of support."""
    return label_of(code, _language())


@register.filter
def kind_said(kind: AidKind | str) -> str:
    """Return a kind's name."""
    known = aid_kinds()[kind] if isinstance(kind, str) else kind
    return known.label.said_in(_language())


@register.filter
def amount_said(of: ProgrammeTerms | Award) -> str:
    """Return the amount of terms, or of what a student receives; "" where none is known."""
    if isinstance(of, ProgrammeTerms):
        return told(of).amount
    return said_amount(of, _language()) if of.amount_minor else ""


@register.filter
def money_said(minor: int, currency: str) -> str:
    """Return money with its sign."""
    return said_money(minor, currency, _language())


@register.filter
def entry_said(entry: ProgrammeEntry, what: str) -> str:
    """Return what an entry of the catalogue says: its label, rule or who is left out."""
    text = {"label": entry.label, "rule": entry.rule, "left_out": entry.left_out}[what]
    return text.said_in(_language())


@register.filter
def stages_said(entry: ProgrammeEntry) -> str:
    """Return the stages of schooling of a programme."""
    language = _language()
    between = say("support.list_comma", language)
    return between.join(say(f"aid.stage.{stage}", language) for stage in entry.stages)


@register.filter
def make_list_of(one: str) -> list[str]:
    """Return one code as a list of one."""
    return [one]


@register.filter
def lookup(known: dict[int, int], key: int) -> int:
    """Return a number by its key, or nought."""
    return known.get(key, 0)

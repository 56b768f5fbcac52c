"""The terms of a programme in words, the newest first."""

from dataclasses import dataclass

from django.utils.translation import get_language

from kithwork.aid.models import Programme, ProgrammeTerms
from kithwork.aid.money import said_amount


@dataclass(frozen=True, slots=True)
class TermsTold:
    """Terms with the amount in words; "" for a service, which has none."""

    terms: ProgrammeTerms
    amount: str


def told(terms: ProgrammeTerms) -> TermsTold:
    """Return terms with their amount in the reader's language."""
    if terms.amount_minor is None:
        return TermsTold(terms, "")
    language = get_language() or "en"
    amount = said_amount(terms, language, is_what=terms.amount_is, up_to=terms.amount_up_to)
    return TermsTold(terms, amount)


def history_of(programme: Programme) -> list[TermsTold]:
    """Return all terms of a programme, the newest first."""
    return [told(one) for one in programme.terms.order_by("-starts_on")]

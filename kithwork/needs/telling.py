"""Needs in words: the severity, the functions of support that answer it, and each reason.

A reason names its fact, value, day and source. What a student said in a questionnaire is told to
those who may read her answers; to all others the reason says only that it is an answer of hers,
and of which day.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from kithwork.catalogue.because import because, fact_label
from kithwork.catalogue.facts import Definitions
from kithwork.catalogue.instruments import instruments
from kithwork.catalogue.needs import need_entries
from kithwork.catalogue.support import functions
from kithwork.catalogue.words import MissingWordError, say, word
from kithwork.cohort.screening.rules import NeedRule
from kithwork.core.needs import PROTECTION, Need
from kithwork.core.rules import FactReason
from kithwork.core.support.functions import Function
from kithwork.people.wording import named

SHIELD = "shield-check"


@dataclass(frozen=True, slots=True)
class FunctionTold:
    """A function of support as it is drawn: code for the colour, letter, icon and name."""

    code: str
    letter: str
    icon: str
    name: str


@dataclass(frozen=True, slots=True)
class NeedTold:
    """A need in words; `since` is the day from which its evidence stands, where it has days."""

    code: str
    label: str
    help: str
    severity: int | None
    word: str
    functions: tuple[FunctionTold, ...]
    reasons: tuple[str, ...]
    missing: tuple[str, ...]
    since: dt.date | None


class Teller:
    """Tells in one language; `known` are all facts that a reason may name."""

    def __init__(self, language: str, known: Definitions) -> None:
        self.language = language
        self._known = known
        self._functions = {
            one.function: FunctionTold(
                one.function.value,
                one.letter.said_in(language),
                one.icon,
                one.short.said_in(language),
            )
            for one in functions().values()
        }

    def need(self, rule: NeedRule, need: Need, *, closed: frozenset[str] = frozenset()) -> NeedTold:
        """Tell a need; the values of the facts in `closed` are kept back."""
        entry = need_entries().get(need.code)
        severity = "unknown" if need.severity is None else need.severity
        return NeedTold(
            code=need.code,
            label=rule.label.said_in(self.language),
            help=entry.help.said_in(self.language) if entry else "",
            severity=need.severity,
            word=say(f"needs.severity.{severity}", self.language),
            functions=tuple(map(self.function, need.functions)),
            reasons=self.reasons(need.reasons, closed=closed),
            missing=tuple(
                dict.fromkeys(
                    fact_label(name, self.language, known=self._known) for name in need.missing
                )
            ),
            since=stands_since(need.reasons),
        )

    def function(self, code: str) -> FunctionTold:
        """Return a function of support, or protection, which comes before all of them."""
        if code == PROTECTION:
            name = say(f"needs.function.{PROTECTION}", self.language)
            return FunctionTold(PROTECTION, name[0].upper(), SHIELD, name)
        return self._functions[Function(code)]

    def reasons(
        self, reasons: Iterable[FactReason], *, closed: frozenset[str] = frozenset()
    ) -> tuple[str, ...]:
        """Tell reasons, each once."""
        return tuple(dict.fromkeys(self._reason(one, one.fact in closed) for one in reasons))

    def source(self, source: str | None) -> str | None:
        """Say where a fact comes from; a file is called by the name of its mapping."""
        if source is None:
            return None
        if source in instruments():
            return say("know.source.form", self.language, form=source)
        try:
            return word(f"know.source.{source}").said_in(self.language)
        except MissingWordError:
            return named("source", source, self.language)

    def _reason(self, reason: FactReason, is_closed: bool) -> str:
        if is_closed:
            code = "know.closed.answer" if reason.on is None else "know.closed.answer_on"
            return say(code, self.language, **({} if reason.on is None else {"day": reason.on}))
        sourced = replace(reason, source=self.source(reason.source))
        return because(sourced, self.language, known=self._known)


def stands_since(reasons: Sequence[FactReason]) -> dt.date | None:
    """Return the day from which a need's evidence is complete: that of its latest dated fact."""
    days = [reason.on for reason in reasons if reason.on is not None]
    return max(days, default=None)

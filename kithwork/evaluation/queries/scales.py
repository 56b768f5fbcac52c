"""Scales while a case ran: each score's first and latest form, with the verdict in words.

The first form is the latest one given up to ninety days before the case began or, where there is
none, the first given after. Forms of unlike versions or codings are not compared.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence

from kithwork.casework.models import Case
from kithwork.catalogue.words import say
from kithwork.core.reasons import Reason
from kithwork.evaluation.outcome import ScaleChange
from kithwork.surveys.queries.given import Compared, Given, compared_between

BEFORE = dt.timedelta(days=90)


def scales_of(case: Case, given: Sequence[Given], language: str) -> tuple[ScaleChange, ...]:
    """Return the change of every score that was taken at least twice, instrument by instrument."""
    return tuple(
        _change(first, latest, compared, language)
        for first, latest in pairs_of(case.received_on, given)
        for compared in compared_between(first, latest)
    )


def pairs_of(received_on: dt.date, given: Sequence[Given]) -> Iterator[tuple[Given, Given]]:
    """Yield the first and the latest form of each instrument that was given at least twice."""
    by_instrument: dict[str, list[Given]] = defaultdict(list)
    for one in given:
        if one.administration.given_on >= received_on - BEFORE:
            by_instrument[one.instrument.code].append(one)
    for forms in by_instrument.values():
        begun = [one for one in forms if one.administration.given_on <= received_on]
        first, latest = begun[-1] if begun else forms[0], forms[-1]
        if first is not latest:
            yield first, latest


def _change(first: Given, latest: Given, compared: Compared, language: str) -> ScaleChange:
    instrument = latest.instrument.instrument
    change = compared.change
    basis = change.basis if change else None
    note = [say(reason, language) for reason in _notes(compared)]
    verdict = compared.verdict
    return ScaleChange(
        instrument=latest.instrument.code,
        title=instrument.title.said_in(language),
        score=compared.score,
        label=latest.key.scores[compared.score].score.label.said_in(language),
        first=first,
        latest=latest,
        compared=compared,
        is_validated=instrument.is_validated,
        verdict=say(verdict, language) if verdict and instrument.is_validated else "",
        note=" ".join(note),
        population=basis.population.said_in(language) if basis else "",
    )


def _notes(compared: Compared) -> tuple[Reason, ...]:
    if compared.refused is not None:
        return (compared.refused,)
    return compared.change.notes if compared.change else ()

"""Reliable change of an instrument's scores, by the figures that stand with its key.

There is no verdict for a tool that is not validated, nor for a score without figures: then the raw
change is all that is said, and why.
"""

from kithwork.catalogue.instruments import InstrumentEntry
from kithwork.core.change import Change, ChangeBasis, ChangeError, change_between, raw_change
from kithwork.core.reasons import Reason


def change_of(
    instrument: InstrumentEntry,
    pre: float | None,
    post: float | None,
    *,
    score: str | None = None,
    population: str | None = None,
) -> Change:
    """Compare two scores of one form of an instrument.

    `score` is "total" where there is one, else it must be said; `population` is the id of the
    figures, the first ones unless said. Raises `ChangeError` for names that are not there.
    """
    name = score_named(instrument, score)
    basis = basis_of(instrument, name, population=population)
    if basis is not None:
        return change_between(pre, post, basis)
    validated = instrument.instrument.is_validated
    code = "change.note.no_basis" if validated else "change.note.unvalidated"
    difference = None if pre is None or post is None else post - pre
    return raw_change(pre, post, because=Reason.of(code, difference=difference))


def score_named(instrument: InstrumentEntry, name: str | None) -> str:
    """Return the name of a score, "total" unless said; ChangeError where there is none."""
    known = [score.name for score in instrument.instrument.scores]
    if (name or "total") not in known:
        raise ChangeError("change.error.score", name=name or "total", known=", ".join(known))
    return name or "total"


def basis_of(
    instrument: InstrumentEntry, score: str, *, population: str | None = None
) -> ChangeBasis | None:
    """Return the figures for a score; None where the catalogue has none."""
    known = [basis for basis in instrument.change if basis.score == score]
    if population is None:
        return known[0] if known else None
    for basis in known:
        if basis.id == population:
            return basis
    names = ", ".join(basis.id for basis in known) or "–"
    raise ChangeError("change.error.population", name=population, known=names)

"""Reliable change of an instrument's scores, by the figures that stand with its key.

There is no verdict for a tool that is not validated, nor for a score without figures: then the raw
change is all that is said, and why. Cut-offs stand in the base coding and move with another one.
"""

from dataclasses import replace

from kithwork.catalogue.instruments import InstrumentEntry
from kithwork.core.change import Change, ChangeBasis, ChangeError, change_between, raw_change
from kithwork.core.reasons import Reason
from kithwork.core.scales import KeyedScore, key_of


def change_of(
    instrument: InstrumentEntry,
    pre: float | None,
    post: float | None,
    *,
    score: str | None = None,
    coding: str | None = None,
    population: str | None = None,
) -> Change:
    """Compare two scores of one form of an instrument.

    `score` is "total" unless said, `population` the id of the figures, the first ones unless said.
    Raises `ChangeError` or `ScaleError` for names that are not there.
    """
    keyed = _keyed(instrument, score, coding)
    basis = _basis(instrument, keyed, population)
    if basis is not None:
        return change_between(pre, post, basis)
    validated = instrument.instrument.is_validated
    code = "change.note.no_basis" if validated else "change.note.unvalidated"
    difference = None if pre is None or post is None else post - pre
    return raw_change(pre, post, because=Reason.of(code, difference=difference))


def range_of(
    instrument: InstrumentEntry, *, score: str | None = None, coding: str | None = None
) -> tuple[float, float]:
    """Return the lowest and the highest value of a score."""
    keyed = _keyed(instrument, score, coding)
    return keyed.lo, keyed.hi


def _keyed(instrument: InstrumentEntry, score: str | None, coding: str | None) -> KeyedScore:
    # No choice about a form (the order of its items) changes the range of a score.
    options = {one.id: one.options[0].id for one in instrument.instrument.choices}
    scores = key_of(instrument.instrument, coding=coding, options=options).scores
    name = score or "total"
    if name not in scores:
        raise ChangeError("change.error.score", name=name, known=", ".join(scores))
    return scores[name]


def _basis(
    instrument: InstrumentEntry, keyed: KeyedScore, population: str | None
) -> ChangeBasis | None:
    known = [basis for basis in instrument.change if basis.score == keyed.name]
    found = known if population is None else [one for one in known if one.id == population]
    if population is not None and not found:
        names = ", ".join(basis.id for basis in known) or "–"
        raise ChangeError("change.error.population", name=population, known=names)
    if not found:
        return None
    cut_off = found[0].cut_off
    return replace(found[0], cut_off=None if cut_off is None else cut_off + keyed.shift)

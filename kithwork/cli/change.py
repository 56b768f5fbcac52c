"""`kithwork change --pre X --post Y`: is the difference more than error of measurement?

The figures come from an instrument's key, or from the command line (--sd, --r, --better). A verdict
names the population of its SD and reliability; a tool that is not validated gets none.
"""

import json
import math
from collections.abc import Iterator
from dataclasses import dataclass, replace

import click

from kithwork.catalogue.change import change_of, range_of
from kithwork.catalogue.instruments import InstrumentEntry, instruments
from kithwork.catalogue.scale_conventions import conventions
from kithwork.catalogue.words import say, word
from kithwork.cli import change_beside
from kithwork.cli.errors import BadInput
from kithwork.cli.language import _, language
from kithwork.core.change import Change, ChangeBasis, ChangeError, change_between
from kithwork.core.regression_to_mean import RegressionError
from kithwork.core.scales import Better, ScaleError
from kithwork.core.text import Text


@dataclass(frozen=True, slots=True)
class _Result:
    """The change and whatever the instrument itself says instead of a verdict."""

    change: Change
    instead: Text | None = None
    beside: change_beside.Beside | None = None


@click.command(help=_("Reliable change between two scores, with a plain verdict."))
@click.option("--pre", type=float, required=True, help=_("Score before."))
@click.option("--post", type=float, required=True, help=_("Score after."))
@click.option("--instrument", "code", help=_("Code of the instrument."))
@click.option("--score", help=_("Score of the instrument, “total” unless said."))
@click.option("--coding", help=_("How the answers are numbered."))
@click.option("--population", help=_("Whose figures are used; with --sd: whose they are."))
@click.option("--sd", type=float, help=_("Standard deviation of the score."))
@click.option("--r", type=float, help=_("Reliability of the score, 0 to 1."))
@click.option("--cutoff", type=float, help=_("Cut-off; a score equal to it counts as clinical."))
@click.option("--better", type=click.Choice(["lower", "higher"]), help=_("The better direction."))
@change_beside.takes_a_retest
@click.option(
    "--json", "as_json", is_flag=True, help=_("Print one JSON document and nothing else.")
)
def change(pre: float, post: float, as_json: bool, **given: str | float | None) -> None:
    _check_finite(pre=pre, post=post, **given)
    try:
        result = _of_instrument(pre, post, given) if given["code"] else _given(pre, post, given)
        result = _with_beside(result, pre, post, given)
    except (ChangeError, RegressionError, ScaleError) as error:
        raise BadInput(say(error.reason, language())) from error
    for line in [_as_json(result)] if as_json else _as_text(result):
        click.echo(line)


def _with_beside(
    result: _Result, pre: float, post: float, given: dict[str, str | float | None]
) -> _Result:
    basis = result.change.basis
    if basis is None:
        return result
    return replace(result, beside=change_beside.beside(pre, post, basis=basis, figures=given))


def _check_finite(**given: str | float | None) -> None:
    for name, value in given.items():
        if isinstance(value, float) and not math.isfinite(value):
            raise BadInput(say("change.error.not_finite", language(), option=_option(name)))


def _option(name: str) -> str:
    return f"--{name.replace('_', '-')}"


def _of_instrument(pre: float, post: float, given: dict[str, str | float | None]) -> _Result:
    for name in ("sd", "r", "cutoff", "better"):
        if given[name] is not None:
            raise BadInput(say("change.error.not_with_instrument", language(), option=f"--{name}"))
    instrument = _instrument(str(given["code"]))
    score, coding = _text(given["score"]), _text(given["coding"])
    lo, hi = range_of(instrument, score=score, coding=coding)
    for option, value in (("--pre", pre), ("--post", post)):
        if not lo <= value <= hi:
            raise ChangeError("change.error.outside", option=option, lo=lo, hi=hi)
    compared = change_of(
        instrument, pre, post, score=score, coding=coding, population=_text(given["population"])
    )
    return _Result(compared, instrument.no_change if compared.basis is None else None)


def _instrument(code: str) -> InstrumentEntry:
    known = instruments()
    if code not in known:
        raise ScaleError.unknown("scales.unknown_instrument", code, known)
    return known[code]


def _given(pre: float, post: float, given: dict[str, str | float | None]) -> _Result:
    for name in ("sd", "r", "better"):
        if given[name] is None:
            raise BadInput(say("change.error.needed", language(), option=f"--{name}"))
    for name in ("score", "coding"):
        if given[name] is not None:
            raise BadInput(say("change.error.only_with_instrument", language(), option=f"--{name}"))
    sd, r, cutoff = (_number(given[name]) for name in ("sd", "r", "cutoff"))
    assert sd is not None
    assert r is not None
    population = _text(given["population"])
    basis = ChangeBasis(
        sd=sd,
        r=r,
        better=Better(str(given["better"])),
        criterion=conventions().reliable,
        cut_off=cutoff,
        population=Text(population, population) if population else word("change.given_population"),
        source=say("change.given_source", language()),
    )
    return _Result(change_between(pre, post, basis))


def _text(value: str | float | None) -> str | None:
    return None if value is None else str(value)


def _number(value: str | float | None) -> float | None:
    assert not isinstance(value, str)
    return value


def _as_json(result: _Result) -> str:
    found = result.change
    document = {
        "s_diff": found.s_diff,
        "rci": found.rci,
        "reliable": found.reliable,
        "crossed": found.crossed,
        "clinically_significant": found.clinically_significant,
        "verdict": str(found.verdict),
        "population": _population(found),
        "note": _note(result),
        **({} if result.beside is None else change_beside.as_json(result.beside)),
    }
    return json.dumps(document, ensure_ascii=False, indent=2)


def _population(found: Change) -> str | None:
    return None if found.basis is None else found.basis.population.said_in(language())


def _note(result: _Result) -> str:
    chosen = language()
    notes = [say(note, chosen) for note in result.change.notes]
    if result.instead is not None:
        notes.append(result.instead.said_in(chosen))
    return say("change.between_notes", chosen).join(notes)


def _as_text(result: _Result) -> Iterator[str]:
    found = result.change
    yield say(f"change.verdict.{found.verdict}", language())
    yield _note(result)
    if found.basis is None:
        return
    yield ""
    yield say(
        "change.table.figures",
        language(),
        difference=f"{found.difference:+g}",
        s_diff=f"{found.s_diff:.2f}",
        rci=f"{found.rci:.2f}",
        criterion=found.basis.criterion,
    )
    if found.threshold is not None:
        yield say("change.table.threshold", language(), threshold=found.threshold)
    yield say(
        "change.table.population",
        language(),
        sd=found.basis.sd,
        r=found.basis.r,
        population=found.basis.population,
        source=found.basis.source,
    )
    if result.beside is not None:
        yield from change_beside.as_text(result.beside)

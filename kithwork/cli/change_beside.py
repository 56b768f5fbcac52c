"""What stands beside a reliable change on the command line, where more of a population is known.

With its mean: what is expected of a student chosen for her score without any help. With figures of
a retest: the other published errors of change, by name, so that nobody picks one after the answer.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import click

from kithwork.catalogue.words import say
from kithwork.cli.columns import lined_up
from kithwork.cli.language import _, language
from kithwork.cli.spoken import figure, listed, said
from kithwork.core.change import ChangeBasis, Index, Method, Reliability, Retested, indices
from kithwork.core.estimates import Plain
from kithwork.core.reasons import Reason
from kithwork.core.regression_to_mean import Again, Expected, expected_again

OPTIONS = ("mean", "mean_after", "sd_after", "alpha", "n")
_HEADS = ("method", "expected", "error", "index", "reliable")


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """`again` is None without a mean, `others` are empty without any further figure."""

    again: Expected | None
    others: Mapping[Method, Index]
    notes: tuple[Reason, ...] = ()


def takes_a_retest(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that describe a population asked twice."""
    options = (
        click.option("--mean", type=float, help=_("Mean of the population, before.")),
        click.option("--mean-after", type=float, help=_("Mean of its retest without help.")),
        click.option("--sd-after", type=float, help=_("Standard deviation of its retest.")),
        click.option("--alpha", type=float, help=_("Reliability on one day, 0 to 1.")),
        click.option("--n", type=int, help=_("How many people were retested.")),
    )
    for option in reversed(options):
        command = option(command)
    return command


def beside(
    pre: float, post: float, *, basis: ChangeBasis, figures: Mapping[str, Any]
) -> Beside | None:
    """Return what can be said with the further figures; None where none was given."""
    if all(figures[name] is None for name in OPTIONS):
        return None
    again = None
    if figures["mean"] is not None:
        population = Again(
            mean=figures["mean"],
            sd=basis.sd,
            r=basis.r,
            source=basis.population.said_in(language()),
            n=figures["n"],
        )
        again = expected_again(pre, post, population=population)
    norms = Retested(sd=basis.sd, r=basis.r, **{name: figures[name] for name in OPTIONS})
    others = indices(pre, post, norms=norms, criterion=basis.criterion)
    return Beside(again=again, others=others, notes=tuple(_about_r(basis)))


def _about_r(basis: ChangeBasis) -> Iterator[Reason]:
    if basis.reliability is Reliability.ALPHA:
        yield Reason.of("change.note.r_is_alpha")


def as_json(found: Beside) -> dict[str, Plain]:
    """Return the keys that the document gets beside the change itself."""
    return {
        "expected_without_help": None if found.again is None else _expected(found.again),
        "errors_of_change": {str(method): _index(one) for method, one in found.others.items()},
        "notes": list(said(found.notes)),
    }


def as_text(found: Beside) -> Iterator[str]:
    """Yield the lines that follow the change itself."""
    if found.again is not None:
        yield ""
        yield say(found.again.claim, language())
    yield ""
    heads = [say(f"change.table.head.{head}", language()) for head in _HEADS]
    yield from lined_up(heads, [_row(one) for one in found.others.values()], numbers=(1, 2, 3))
    yield from listed(found.notes)


def _expected(again: Expected) -> dict[str, Plain]:
    return {
        "expected": again.expected,
        "error": again.error,
        "ci": [again.interval.low, again.interval.high],
        "ci_method": again.interval.method,
        "by_itself": again.by_itself,
        "beyond": again.beyond,
        "is_beyond": again.is_beyond,
        "says": say(again.claim, language()),
    }


def _index(one: Index) -> dict[str, Plain]:
    return {
        "expected": one.expected,
        "error": one.error,
        "index": one.index,
        "reliable": one.is_reliable,
        "why_not": say(one.why_not, language()) if one.why_not else None,
    }


def _row(one: Index) -> list[str]:
    if one.why_not:
        reliable = say(one.why_not, language())
    else:
        answer = "yes" if one.is_reliable else "no"
        reliable = say(f"catalogue.show.{answer}", language())
    numbers = (one.expected, one.error, one.index)
    return [str(one.method), *(figure(number, 2) for number in numbers), reliable]

"""`kithwork randtest FILE --design …`: how rare so large a change would be by the draw alone.

One row is one session of one case, in the order in which it happened. The p is that of the draw,
one-sided towards improvement unless told otherwise; it holds only where the start was drawn.
"""

import json
import re
from collections.abc import Iterator

import click

from kithwork.catalogue.singlecase import single_case
from kithwork.catalogue.words import say
from kithwork.cli.errors import BadInput
from kithwork.cli.language import _, language
from kithwork.cli.sessions import BETTER, Cases, cases_of, labelled, takes_sessions
from kithwork.cli.spoken import figure, listed, said, small
from kithwork.cli.tables import takes_a_table
from kithwork.core.columns import Columns
from kithwork.core.estimates import Plain
from kithwork.core.randomization.designs import Design, DesignError, Limits, Scheme
from kithwork.core.randomization.plans import DRAWS, Case, Plan, RandomizationResult, Tail
from kithwork.core.randomization.statistics import Statistic
from kithwork.core.randomization.testing import randomization_test
from kithwork.core.reasons import Reason

_RANGE = re.compile(r"(\d+)(?:-(\d+))?")


@click.command(help=_("Randomization test of a single-case design."))
@takes_a_table
@takes_sessions
@click.option(
    "--design",
    required=True,
    type=click.Choice([str(one) for one in Design]),
    help=_("Design by which the start was drawn."),
)
@click.option(
    "--statistic",
    type=click.Choice([str(one) for one in Statistic]),
    default=str(Statistic.MEAN_DIFFERENCE),
    show_default=True,
    help=_("Number by which the draws are compared."),
)
@click.option("--min-a", type=int, help=_("Fewest sessions of a phase A in the draw."))
@click.option("--min-b", type=int, help=_("Fewest sessions of a phase B in the draw."))
@click.option("--max-run", type=int, help=_("Longest run of one condition when alternating."))
@click.option(
    "--scheme",
    type=click.Choice([str(one) for one in Scheme]),
    default=str(Scheme.MARASCUILO_BUSK),
    show_default=True,
    help=_("How the starts of a multiple baseline were drawn."),
)
@click.option("--starts", help=_("Ranges of first B sessions, one for each case: 5-7,9-11."))
@click.option(
    "--tail",
    type=click.Choice([str(one) for one in Tail]),
    default=str(Tail.IMPROVEMENT),
    show_default=True,
    help=_("Direction that counts as at least as large."),
)
@click.option(
    "--draws",
    type=click.IntRange(min=1),
    default=DRAWS,
    show_default=True,
    help=_("Draws where the arrangements are too many to list."),
)
@click.option(
    "--seed",
    type=click.IntRange(min=0),
    default=0,
    show_default=True,
    help=_("Seed, so that drawing again gives the same p."),
)
@click.option(
    "--json", "as_json", is_flag=True, help=_("Print one JSON document and nothing else.")
)
def randtest(
    table: Columns,
    improvement: str,
    phases: str | None,
    min_a: int | None,
    min_b: int | None,
    max_run: int | None,
    starts: str | None,
    as_json: bool,
    case_column: str,
    phase: str,
    time: str,
    value: str,
    **chosen: str,
) -> None:
    columns = {"case_column": case_column, "phase": phase, "time": time, "value": value}
    cases, labels = labelled(cases_of(table, columns), phases)
    rules = single_case().rules
    try:
        limits = Limits(
            min_a=rules.drawn_a if min_a is None else min_a,
            min_b=rules.drawn_b if min_b is None else min_b,
            max_run=max_run,
        )
        plan = Plan(
            design=Design(chosen["design"]),
            limits=limits,
            better=BETTER[improvement],
            statistic=Statistic(chosen["statistic"]),
            scheme=Scheme(chosen["scheme"]),
            ranges=_ranges(starts),
            tail=Tail(chosen["tail"]),
            draws=int(chosen["draws"]),
            seed=int(chosen["seed"]),
        )
        found = randomization_test(_drawn(cases, labels), plan)
    except DesignError as error:
        raise BadInput(say(error.reason, language())) from error
    if as_json:
        click.echo(json.dumps(_document(found, plan), ensure_ascii=False, indent=2))
        return
    for line in _as_text(found):
        click.echo(line)


def _ranges(starts: str | None) -> tuple[tuple[int, ...], ...]:
    """Return the start points (from 0) of "5-7,9": sessions are counted from 1."""
    if starts is None:
        return ()
    ranges = []
    for part in starts.split(","):
        if (found := _RANGE.fullmatch(part.strip())) is None:
            raise BadInput(say("randomization.error.starts", language(), text=starts))
        low = int(found[1])
        ranges.append(tuple(range(low - 1, int(found[2] or low))))
    return tuple(ranges)


def _drawn(cases: Cases, labels: tuple[str, str]) -> list[Case]:
    """Return each case's sessions under the two labels, in order of time."""
    drawn = []
    for name, sessions in cases.items():
        ordered = [one for one in sorted(sessions, key=lambda one: one.time) if one.phase in labels]
        values = tuple(one.value for one in ordered)
        is_b = tuple(one.phase == labels[1] for one in ordered)
        if not is_b:
            raise DesignError(Reason.of("randomization.error.empty_phase", case=name))
        drawn.append(Case(name, values, is_b))
    return drawn


def _document(found: RandomizationResult, plan: Plan) -> dict[str, Plain]:
    is_staggered = plan.design is Design.MULTIPLE_BASELINE
    return {
        **found.to_dict(),
        "statistic_name": str(plan.statistic),
        "design": str(plan.design),
        "scheme": str(plan.scheme) if is_staggered else None,
        "min_a": plan.limits.min_a,
        "min_b": plan.limits.min_b,
        "max_run": plan.limits.max_run,
        "tail": str(plan.tail),
        "seed": None if found.method == "exact" else plan.seed,
        "notes": list(said(found.notes)),
        "says": say(found.claim, language()),
    }


def _as_text(found: RandomizationResult) -> Iterator[str]:
    yield say(found.claim, language())
    yield say(
        f"randomization.table.{found.method.replace('-', '_')}",
        language(),
        statistic=figure(found.statistic),
        p=small(found.p),
        arrangements=found.arrangements,
        draws=found.draws,
    )
    yield from listed(found.notes)

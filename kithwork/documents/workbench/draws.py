"""Randomization tests: how rare so large a change would be by the draw alone."""

from collections.abc import Mapping
from dataclasses import dataclass

from kithwork.catalogue.singlecase import single_case
from kithwork.core.columns import Columns
from kithwork.core.randomization.designs import Design, Limits, Scheme
from kithwork.core.randomization.plans import DRAWS, Plan, RandomizationResult, Tail
from kithwork.core.randomization.statistics import Statistic
from kithwork.core.randomization.study import drawn_cases, starts_of
from kithwork.core.randomization.testing import randomization_test
from kithwork.core.singlecase.reading import SeriesReading
from kithwork.core.singlecase.study import readings_of
from kithwork.documents.workbench import single_case as cases
from kithwork.documents.workbench.fields import SESSIONS, Chosen, Field, Holds
from kithwork.documents.workbench.method import Method, Snippet, Told, Voice, each_once, figures_of

MOST_DRAWS = 1_000_000
_FIGURES = ("p", "statistic", "arrangements", "smallest_p")
FIELDS = (
    *SESSIONS,
    Field(
        name="design",
        holds=Holds.ONE_OF,
        words="design_drawn",
        is_required=True,
        choices=tuple(map(str, Design)),
    ),
    Field(
        name="statistic",
        holds=Holds.ONE_OF,
        choices=tuple(map(str, Statistic)),
        default=str(Statistic.MEAN_DIFFERENCE),
    ),
    Field(name="min_a", holds=Holds.WHOLE),
    Field(name="min_b", holds=Holds.WHOLE),
    Field(name="max_run", holds=Holds.WHOLE),
    Field(
        name="scheme",
        holds=Holds.ONE_OF,
        choices=tuple(map(str, Scheme)),
        default=str(Scheme.MARASCUILO_BUSK),
    ),
    Field(name="starts", holds=Holds.TEXT, shape="5-7,9-11"),
    Field(
        name="tail",
        holds=Holds.ONE_OF,
        choices=tuple(map(str, Tail)),
        default=str(Tail.IMPROVEMENT),
    ),
    Field(name="draws", holds=Holds.WHOLE, default=DRAWS, least=1, most=MOST_DRAWS),
    Field(name="seed", holds=Holds.WHOLE, default=0, least=0),
)


@dataclass(frozen=True, slots=True)
class Drawn:
    """The result with its plan, and the reading of each case for the chart."""

    result: RandomizationResult
    plan: Plan
    readings: Mapping[str, SeriesReading]
    has_dates: bool


def plan_of(chosen: Chosen) -> Plan:
    """Return the plan; phases are as long as the catalogue says unless something is chosen."""
    rules = single_case().rules
    return Plan(
        design=Design(chosen["design"]),
        limits=Limits(
            min_a=rules.drawn_a if chosen["min_a"] is None else chosen["min_a"],
            min_b=rules.drawn_b if chosen["min_b"] is None else chosen["min_b"],
            max_run=chosen["max_run"],
        ),
        better=cases.BETTER[chosen["improvement"]],
        statistic=Statistic(chosen["statistic"]),
        scheme=Scheme(chosen["scheme"]),
        ranges=starts_of(chosen["starts"]),
        tail=Tail(chosen["tail"]),
        draws=int(chosen["draws"]),
        seed=int(chosen["seed"]),
    )


def compute(table: Columns, chosen: Chosen) -> Drawn:
    study, plan = cases.study_in(table, chosen), plan_of(chosen)
    result = randomization_test(drawn_cases(study), plan)
    readings = readings_of(study, better=plan.better, rules=single_case().rules)
    return Drawn(result, plan, readings, table.has_dates(chosen["time"]))


def tell(found: Drawn, chosen: Chosen, voice: Voice) -> Told:
    one = found.result
    return Told(
        claims=(one.claim,),
        lines=tuple(figures_of(one, _FIGURES)),
        notes=each_once(*one.notes),
        charts=(cases.chart(found.readings, chosen, voice, has_dates=found.has_dates),),
    )


def snippet(chosen: Chosen) -> Snippet:
    plan = plan_of(chosen)
    return Snippet(
        imports={
            **cases.STUDY_IMPORTS,
            "kithwork.core.randomization.designs": ("Design", "Limits", "Scheme"),
            "kithwork.core.randomization.plans": ("Plan", "Tail"),
            "kithwork.core.randomization.statistics": ("Statistic",),
            "kithwork.core.randomization.study": ("drawn_cases",),
            "kithwork.core.randomization.testing": ("randomization_test",),
        },
        lines=(
            *cases.study_lines(chosen),
            "plan = Plan(",
            f"    design=Design({str(plan.design)!r}),",
            f"    limits=Limits(min_a={plan.limits.min_a}, min_b={plan.limits.min_b},"
            f" max_run={plan.limits.max_run}),",
            f"    better=Better({str(plan.better)!r}),",
            f"    statistic=Statistic({str(plan.statistic)!r}),",
            f"    scheme=Scheme({str(plan.scheme)!r}),",
            f"    ranges={plan.ranges!r},",
            f"    tail=Tail({str(plan.tail)!r}),",
            f"    draws={plan.draws},",
            f"    seed={plan.seed},",
            ")",
            "found = randomization_test(drawn_cases(study), plan)",
            f"names = {_FIGURES!r}",
            "figures = {name: getattr(found, name) for name in names}",
        ),
    )


METHOD = Method(
    code="randtest",
    command="randtest",
    fields=FIELDS,
    pages=("randomization",),
    compute=compute,
    tell=tell,
    snippet=snippet,
    steps=lambda table, chosen: len(table.rows) * chosen["draws"] / 2e7 + len(table.rows) / 2_000,
)

"""Learn: the casework of a school as one page of numbers, and a pathway as a programme's page.

Both begin with the flow. Where too few cases ended, the flow is all that is shown, and why.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from kithwork.access.models import School, User
from kithwork.catalogue.disclosure import disclosure_entry
from kithwork.catalogue.singlecase import single_case
from kithwork.catalogue.support import sources, thresholds
from kithwork.catalogue.words import say
from kithwork.core.aid.gap import Stated
from kithwork.core.aid.stated import stated_matrix
from kithwork.core.support.functions import FOUR
from kithwork.core.support.matrix import Matrix
from kithwork.core.support.quilt import Layer, quilt_of
from kithwork.core.synthesis import Synthesis
from kithwork.core.synthesis.pooling import TRUSTED_DF
from kithwork.desk.queries.drawn import DrawnQuilt, drawn
from kithwork.documents.charts.forest import ForestPlot, forest_of
from kithwork.documents.charts.quilt import Size, Theme
from kithwork.evaluation.across import figures, tables
from kithwork.evaluation.across.numbers import Numbers
from kithwork.evaluation.across.programme import Counted, Flow
from kithwork.evaluation.across.tables import Table
from kithwork.evaluation.queries.across.effects import (
    FEWEST,
    FUNCTION,
    Together,
    brought_together,
)
from kithwork.evaluation.queries.across.learned import (
    Learned,
    Period,
    learned_in,
    pathway_label,
    programme_of,
)

LEAST_P = 0.001  # below it a p is written as less than this


@dataclass(frozen=True, slots=True)
class Bar:
    """A station of the flow; `percent` is of those asked, None where few were asked."""

    label: str
    number: int | None
    percent: int | None
    is_aside: bool


@dataclass(frozen=True, slots=True)
class FlowTold:
    """The flow with its finding; `most` is the length of the longest bar, 0 where it is hidden."""

    headline: str
    bars: tuple[Bar, ...]
    most: int


@dataclass(frozen=True, slots=True)
class Ended:
    """What is said of the cases that ended; `process` and `quilts` on the school's page alone."""

    change: tuple[Table, ...]
    delivery: tuple[Table, ...]
    missing: Table
    needs: Table | None = None
    process: tuple[Table, ...] = ()
    quilts: tuple[DrawnQuilt, ...] = ()


@dataclass(frozen=True, slots=True)
class LearnPage:
    """What the page shows; where `ended` is None, `too_few` says why."""

    learned: Learned
    flow: FlowTold
    too_few: str
    ended: Ended | None
    claim: str
    shares: str


@dataclass(frozen=True, slots=True)
class ForestTold:
    """Effects on one outcome: the picture with its table, or why there is none."""

    title: str
    code: str
    of_cases: str
    plot: ForestPlot | None
    says: tuple[str, ...]
    figures: str


@dataclass(frozen=True, slots=True)
class ProgrammePage:
    """A programme's page: the flow, then effects, verdicts, goals, delivery, what is missing."""

    learned: Learned
    label: str
    flow: FlowTold
    too_few: str
    consent: str
    forests: tuple[ForestTold, ...]
    nothing: str
    ended: Ended | None
    claim: str


def learn_page(user: User, school: School, period: Period, *, language: str) -> LearnPage:
    """Return the page of a school's casework in a time."""
    learned = learned_in(user, school, period)
    counted = learned.counted
    return LearnPage(
        learned=learned,
        flow=_flow(counted.flow, language),
        too_few=_too_few(counted, language),
        ended=None if counted.is_too_small else _ended(learned, language),
        claim=say("across.claim", language),
        shares=say("across.note.shares", language),
    )


def programme_page(
    user: User, school: School, key: str, *, language: str, theme: Theme = Theme.PAGE
) -> ProgrammePage:
    """Return the page of a pathway, or of all casework; Http404 for a pathway nobody took."""
    learned = programme_of(user, school, key)
    counted = learned.counted
    is_small = counted.is_too_small
    return ProgrammePage(
        learned=learned,
        label=pathway_label(key, language),
        flow=_flow(counted.flow, language),
        too_few=_too_few(counted, language),
        consent="" if is_small else _consent(counted, language),
        forests=() if is_small else tuple(_forests(learned, language, theme)),
        nothing=say("across.synthesis.nothing", language),
        ended=None if is_small else _of_pathway(counted, language),
        claim=say("across.claim", language),
    )


def _ended(learned: Learned, language: str) -> Ended:
    counted = learned.counted
    return replace(
        _of_pathway(counted, language),
        needs=tables.needs_table(counted, language),
        process=(tables.timeliness_table(counted, language), tables.links_table(counted, language)),
        quilts=tuple(_quilts(counted, learned, language)),
    )


def _of_pathway(counted: Counted, language: str) -> Ended:
    return Ended(
        change=_change(counted, language),
        delivery=(
            tables.functions_table(counted, language),
            tables.techniques_table(counted, language),
        ),
        missing=tables.missing_table(counted, language),
    )


def _flow(flow: Flow, language: str) -> FlowTold:
    running, ended = flow.running, flow.ended
    stations = (
        ("asked", flow.asked, False),
        ("taken_on", flow.taken_on, False),
        ("open", running.of("open"), False),
        ("closed", ended.size, False),
        ("followed_up", ended.of("followed_up"), False),
        ("waiting", running.of("waiting"), True),
        ("not_taken_on", running.of("not_taken_on"), True),
        ("referred", running.of("referred"), True),
        ("contact_lost", ended.of("contact_lost"), True),
        ("follow_up_lost", ended.of("follow_up_lost"), True),
        ("not_followed_up", ended.of("not_followed_up"), True),
    )
    bars = tuple(
        Bar(say(f"across.flow.{name}", language), number, _percent(number, flow.asked), is_aside)
        for name, number, is_aside in stations
    )
    known = [bar.number for bar in bars if bar.number]
    return FlowTold(_headline(flow, language), bars, max(known, default=0))


def _headline(flow: Flow, language: str) -> str:
    if flow.asked == 0:
        return say("across.flow.nobody", language)
    asked, taken_on, closed = flow.asked, flow.taken_on, flow.ended.size
    if asked is None or closed is None:
        return say("across.flow.some", language)
    if taken_on is None:
        return say("across.flow.short", language, asked=asked, closed=closed)
    return say("across.flow.sentence", language, asked=asked, taken_on=taken_on, closed=closed)


def _percent(number: int | None, of: int | None) -> int | None:
    least = disclosure_entry().policy.smallest_rate_base
    return None if number is None or of is None or of < least else round(100 * number / of)


def _too_few(counted: Counted, language: str) -> str:
    if not counted.is_too_small:
        return ""
    return say("across.flow.too_few", language, smallest=counted.policy.smallest_filter)


def _change(counted: Counted, language: str) -> tuple[Table, ...]:
    found = (
        tables.support_table(counted, language),
        tables.moved_table(counted, language),
        tables.scores_table(counted, language),
        tables.goals_table(counted, language),
        tables.t_table(counted, language),
        tables.aims_table(counted, language),
    )
    return tuple(one for one in found if one is not None)


def _quilts(counted: Counted, learned: Learned, language: str) -> Iterator[DrawnQuilt]:
    """Two quilts on the same rows: what students say at first and at last."""
    matrices = [_matrix(counted, learned, after=after) for after in (False, True)]
    there = {source for matrix in matrices for source in matrix.rows}
    rows = tuple(source for source in sources() if source in there)
    for matrix in matrices:
        quilt = quilt_of(
            matrix,
            thresholds=thresholds(),
            order=sources(),
            layer=Layer.STATED,
            rows=rows,
            columns=FOUR,
        )
        yield drawn(quilt, language, size=Size.CARD)


def _matrix(counted: Counted, learned: Learned, *, after: bool) -> Matrix:
    """Shares of all closed cases: whose student says it is enough, where a source gives."""
    said, named = {}, {}
    for function in FOUR:
        found = counted.of(figures.support(function, after=after))
        said[function] = Stated(asked=found.size, too_little=_rest(found, "enough"))
    for place in counted.places():
        found = counted.of(figures.giving(place, after=after))
        there = found.of(figures.THERE)
        named[place] = there / found.size if found.size and there is not None else None
    return stated_matrix(said, named, on=learned.on)


def _rest(found: Numbers, category: str) -> int | None:
    number = found.of(category)
    return None if number is None or found.size is None else found.size - number


def _consent(counted: Counted, language: str) -> str:
    found = counted.of(figures.recorded("research"))
    allowing, left = found.of(figures.THERE), found.of(figures.MISSING)
    if allowing is None or left is None:
        return say("across.synthesis.consent_hidden", language)
    return say(
        "across.synthesis.consent", language, allowing=allowing, closed=found.size, left=left
    )


def _forests(learned: Learned, language: str, theme: Theme) -> Iterator[ForestTold]:
    for one in brought_together(learned.closed, language):
        yield _forest(one, language, theme)


def _forest(one: Together, language: str, theme: Theme) -> ForestTold:
    found, title = one.synthesis, one.outcome.title_in(language)
    code = one.outcome.what if one.outcome.kind == FUNCTION else ""
    if found is None:
        few = say("across.synthesis.too_few", language, least=FEWEST)
        return ForestTold(title, code, "", None, (few,), "")
    measure = say(one.outcome.measure, language)
    return ForestTold(
        title=title,
        code=code,
        of_cases=f"{_of_cases(one, language)} {measure}",
        plot=forest_of(one.effects, found, measure=measure, language=language, theme=theme),
        says=tuple(_says(one, found, language)),
        figures=_spread(found, language),
    )


def _of_cases(one: Together, language: str) -> str:
    said = say("across.synthesis.of_cases", language, effects=len(one.effects), cases=one.cases)
    if not one.left_out:
        return said
    return f"{said} {say('across.synthesis.left_out', language)}"


def _says(one: Together, found: Synthesis, language: str) -> Iterator[str]:
    """The mean, where a next case may lie, what weakens both, and that nothing shows a cause."""
    yield say(found.mean.claim, language)
    if found.prediction is not None:
        yield say(
            "synthesis.says.prediction",
            language,
            low=found.prediction.low,
            high=found.prediction.high,
            level=round(100 * found.prediction.level),
        )
    if found.df is not None and found.df < TRUSTED_DF:
        yield say("across.synthesis.few_cases", language, n=one.cases, df=found.df)
    if one.short:
        advised = single_case().rules.advised
        yield say("across.synthesis.short", language, n=one.short, advised=advised)
    if one.was_chosen:
        yield say("across.synthesis.was_chosen", language)
    yield say("across.synthesis.no_cause", language)


def _spread(found: Synthesis, language: str) -> str:
    return say(
        "across.synthesis.spread",
        language,
        tau=f"{found.tau_squared:.2f}",
        i_squared=round(100 * (found.i_squared or 0)),
        q=f"{found.q:.1f}",
        df=found.q_df,
        p=_p(found.q_p),
    )


def _p(value: float | None) -> str:
    if value is None:
        return "–"
    return f"< {LEAST_P}" if value < LEAST_P else f"= {value:.3f}"

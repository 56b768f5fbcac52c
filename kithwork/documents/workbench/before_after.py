"""Before and after of the same students: how much they changed, and how many changed reliably."""

from collections.abc import Mapping

from kithwork.catalogue.scale_conventions import conventions
from kithwork.catalogue.words import word
from kithwork.core.change import ChangeBasis
from kithwork.core.change.many import Changes, changes
from kithwork.core.columns import Columns
from kithwork.core.estimates import Estimate
from kithwork.core.paired import PairedComparison, PairsError, paired
from kithwork.core.scales import Better
from kithwork.core.text import Text
from kithwork.documents.workbench.fields import Chosen, Field, Holds
from kithwork.documents.workbench.method import (
    Line,
    Method,
    Snippet,
    Told,
    Voice,
    each_once,
    figures_of,
    numbers_of,
)

FIELDS = (
    Field(
        name="pre",
        holds=Holds.COLUMN,
        is_required=True,
        guesses=("pre", "before", "t0", "baseline", "前测", "前"),
    ),
    Field(
        name="post",
        holds=Holds.COLUMN,
        is_required=True,
        guesses=("post", "after", "t1", "后测", "后"),
    ),
)
OF_POPULATION = (
    Field(name="sd", holds=Holds.NUMBER, words="population_sd", is_required=True),
    Field(name="r", holds=Holds.NUMBER, words="population_r", is_required=True),
    Field(name="better", holds=Holds.ONE_OF, is_required=True, choices=("lower", "higher")),
    Field(name="cutoff", holds=Holds.NUMBER),
    Field(name="population", holds=Holds.TEXT),
)
_TESTS = ("t", "df", "p")
_RANKS = ("rank_sum", "p_exact", "p_normal", "p_normal_corrected", "rank_biserial")


def compute(table: Columns, chosen: Chosen) -> PairedComparison:
    return paired(*columns_of(table, chosen))


def columns_of(
    table: Columns, chosen: Chosen
) -> tuple[tuple[float | None, ...], tuple[float | None, ...]]:
    """Return both columns; PairsError where they are one."""
    if chosen["pre"] == chosen["post"]:
        raise PairsError("paired.error.same_column")
    return table.numbers(chosen["pre"]), table.numbers(chosen["post"])


def tell(found: PairedComparison, chosen: Chosen, voice: Voice) -> Told:  # noqa: ARG001
    mean, ranks = found.mean, found.ranks
    effects = estimates_of(found)
    counts = {"rose": found.rose, "same": found.same, "fell": found.fell}
    return Told(
        claims=(
            mean.difference.claim,
            *(one.claim for name, one in effects.items() if not name.startswith("hedges_")),
        ),
        lines=(
            Line(key="difference", words="workbench.line.mean_difference", value=mean.difference),
            *figures_of(mean, _TESTS),
            *(_effect(name, one) for name, one in effects.items() if name != "difference"),
            *figures_of(ranks, _RANKS),
            *numbers_of(counts),
        ),
        notes=each_once(*found.notes, *mean.difference.notes, *ranks.notes),
    )


def estimates_of(found: PairedComparison) -> dict[str, Estimate]:
    """Return every standardised change by its name, corrected ones as hedges_…, and the ranks'."""
    effects: Mapping[str, Estimate] = {name: one.raw for name, one in found.effects.items()}
    corrected = {f"hedges_{name}": one.corrected for name, one in found.effects.items()}
    return {**effects, **corrected, "hodges_lehmann": found.ranks.typical}


def _effect(name: str, one: Estimate) -> Line:
    return Line(key=name, words=f"workbench.line.{name}", value=one)


def snippet(chosen: Chosen) -> Snippet:
    return Snippet(
        imports={"kithwork.core.paired": ("paired",)},
        lines=(
            f"found = paired(table.numbers({chosen['pre']!r}), table.numbers({chosen['post']!r}))",
            'figures = {"difference": found.mean.difference}',
            f"figures |= {{name: getattr(found.mean, name) for name in {_TESTS!r}}}",
            "for name, effect in found.effects.items():",
            '    figures |= {name: effect.raw, f"hedges_{name}": effect.corrected}',
            'figures["hodges_lehmann"] = found.ranks.typical',
            f"ranks = {_RANKS!r}",
            "figures |= {name: getattr(found.ranks, name) for name in ranks}",
            'figures |= {name: getattr(found, name) for name in ("rose", "same", "fell")}',
        ),
    )


PAIRED = Method(
    code="paired",
    command="paired",
    fields=FIELDS,
    pages=("paired", "regression-to-the-mean"),
    compute=compute,
    tell=tell,
    snippet=snippet,
    steps=lambda table, _chosen: (len(table.rows) / 1_200) ** 2,  # every two differences
)


def basis_of(chosen: Chosen) -> ChangeBasis:
    """Return the figures of the population that was named."""
    named = chosen["population"]
    return ChangeBasis(
        sd=chosen["sd"],
        r=chosen["r"],
        better=Better(chosen["better"]),
        criterion=conventions().reliable,
        cut_off=chosen["cutoff"],
        population=Text(named, named) if named else word("change.given_population"),
        source="",
    )


def compute_changes(table: Columns, chosen: Chosen) -> Changes:
    before, after = columns_of(table, chosen)
    return changes(before, after, basis=basis_of(chosen))


def tell_changes(found: Changes, chosen: Chosen, voice: Voice) -> Told:  # noqa: ARG001
    return Told(
        claims=(found.claim,),
        lines=(
            *numbers_of(found.verdicts, words="change.verdict"),
            *numbers_of({"judged": found.n, "missing": found.missing}),
            *numbers_of({"s_diff": found.s_diff, "least": found.least}),
        ),
        notes=found.notes,
    )


def snippet_of_changes(chosen: Chosen) -> Snippet:
    basis = basis_of(chosen)
    return Snippet(
        imports={
            "kithwork.core.change": ("ChangeBasis",),
            "kithwork.core.change.many": ("changes",),
            "kithwork.core.scales": ("Better",),
            "kithwork.core.text": ("Text",),
        },
        lines=(
            "basis = ChangeBasis(",
            f"    sd={basis.sd!r},",
            f"    r={basis.r!r},",
            f"    better=Better({str(basis.better)!r}),",
            f"    criterion={basis.criterion!r},",
            f"    cut_off={basis.cut_off!r},",
            f"    population=Text({basis.population.en!r}, {basis.population.zh_hans!r}),",
            '    source="",',
            ")",
            f"before, after = table.numbers({chosen['pre']!r}), table.numbers({chosen['post']!r})",
            "found = changes(before, after, basis=basis)",
            'figures = {**found.verdicts, "judged": found.n, "missing": found.missing}',
            'figures |= {"s_diff": found.s_diff, "least": found.least}',
        ),
    )


CHANGE = Method(
    code="change",
    command="paired",
    fields=(*FIELDS, *OF_POPULATION),
    pages=("change",),
    compute=compute_changes,
    tell=tell_changes,
    snippet=snippet_of_changes,
)

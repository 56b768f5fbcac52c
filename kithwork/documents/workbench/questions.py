"""Questionnaires: whether answers agree, and whether questions work alike in groups."""

from collections.abc import Sequence
from dataclasses import dataclass

from kithwork.catalogue.questionnaire_rules import questionnaire_rules
from kithwork.core.columns import Columns
from kithwork.core.estimates import Estimate
from kithwork.core.item_bias import ItemBias, item_bias
from kithwork.core.items import ItemMatrix, Missing
from kithwork.core.items.tables import items_of, with_range
from kithwork.core.reasons import Reason
from kithwork.core.reliability import ItemStatistics, Reliability, reliability
from kithwork.documents.workbench.fields import ITEMS, SEED, Chosen, Field, Holds
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
    *ITEMS,
    Field(
        name="missing",
        holds=Holds.ONE_OF,
        choices=tuple(map(str, Missing)),
        default=str(Missing.LISTWISE),
    ),
    Field(name="factors", holds=Holds.WHOLE, words="group_factors", least=1),
)
ON_THE_COMMAND_LINE = (
    Field(name="by", holds=Holds.COLUMN, words="groups_of_bias"),
    Field(name="retest", holds=Holds.TEXT, shape="FIRST,SECOND"),
    Field(name="bootstrap", holds=Holds.WHOLE, default=0, least=0),
    SEED,
)
_OF_ITEM = ("n", "missing", "mean", "sd", "floor", "ceiling", "item_rest", "alpha_if_dropped")
_OF_BIAS = ("chi2", "df", "p", "p_holm", "r2_change")


@dataclass(frozen=True, slots=True)
class Items:
    """The answers before and after reversing, what was reversed, and what is said of the range."""

    given: ItemMatrix
    turned: ItemMatrix
    reverse: tuple[str, ...]
    notes: Sequence[Reason]


def items_in(table: Columns, chosen: Chosen) -> Items:
    """Return the answers that were chosen, with a range where questions are reversed."""
    reverse = table.matching(chosen["reverse"]) if chosen["reverse"] else ()
    read = items_of(table, chosen["items"], low=chosen["low"], high=chosen["high"])
    given, notes = with_range(read, reverse)
    return Items(given, given.reversed(reverse), reverse, notes)


@dataclass(frozen=True, slots=True)
class Agreeing:
    """The reliability, the answers behind it, and what is said of their range."""

    found: Reliability
    items: Items

    @property
    def notes(self) -> tuple[Reason, ...]:
        of_estimates = (note for one in estimates_of(self.found).values() for note in one.notes)
        return (*self.items.notes, *self.found.notes, *of_estimates)


def compute(table: Columns, chosen: Chosen) -> Agreeing:
    items = items_in(table, chosen)
    found = reliability(
        items.given,
        reverse=items.reverse,
        missing=Missing(chosen["missing"]),
        factors=chosen["factors"],
    )
    return Agreeing(found, items)


def estimates_of(found: Reliability) -> dict[str, Estimate]:
    """Return every estimate of a reliability by its name."""
    return {
        "alpha": found.alpha,
        "omega_total": found.omega.total,
        "omega_hierarchical": found.omega.hierarchical,
        "omega_one_factor": found.omega.one_factor,
        "split_half": found.halves.odd_even,
        "sem": found.measurement_error,
    }


def tell(told: Agreeing, chosen: Chosen, voice: Voice) -> Told:  # noqa: ARG001
    found = told.found
    return Told(
        claims=tuple(one.claim for one in estimates_of(found).values() if one.estimate is not None)
        or (found.alpha.claim,),
        lines=(
            *(
                Line(key=key, words=f"reliability.table.{key}", value=one)
                for key, one in estimates_of(found).items()
            ),
            *numbers_of(
                {"alpha_standardized": found.alpha_standardized}, words="reliability.table"
            ),
            *(line for item in found.items for line in _item(item)),
        ),
        notes=each_once(*told.notes, *_not_computed(found)),
    )


def _item(item: ItemStatistics) -> tuple[Line, ...]:
    return tuple(figures_of(item, _OF_ITEM, of=item.name, words="reliability.table"))


def _not_computed(found: Reliability) -> list[Reason]:
    return [one.claim for one in estimates_of(found).values() if one.estimate is None]


ITEM_IMPORTS: dict[str, tuple[str, ...]] = {
    "kithwork.core.items.tables": ("items_of", "with_range")
}


def item_lines(chosen: Chosen) -> tuple[str, ...]:
    """Return the Python that reads the answers."""
    bounds = "".join(
        f", {name}={chosen[name]!r}" for name in ("low", "high") if chosen[name] is not None
    )
    return (
        f"items = items_of(table, {list(chosen['items'])!r}{bounds})",
        f"reverse = {list(chosen['reverse'])!r}",
        "items, notes = with_range(items, reverse)",
    )


def snippet(chosen: Chosen) -> Snippet:
    factors = f", factors={chosen['factors']}" if chosen["factors"] else ""
    return Snippet(
        imports={
            **ITEM_IMPORTS,
            "kithwork.core.items": ("Missing",),
            "kithwork.core.reliability": ("reliability",),
        },
        lines=(
            *item_lines(chosen),
            f"missing = Missing({chosen['missing']!r})",
            f"found = reliability(items, reverse=reverse, missing=missing{factors})",
            "figures = {",
            '    "alpha": found.alpha,',
            '    "omega_total": found.omega.total,',
            '    "omega_hierarchical": found.omega.hierarchical,',
            '    "omega_one_factor": found.omega.one_factor,',
            '    "split_half": found.halves.odd_even,',
            '    "sem": found.measurement_error,',
            '    "alpha_standardized": found.alpha_standardized,',
            "}",
            f"names = {_OF_ITEM!r}",
            "for item in found.items:",
            '    figures |= {f"{item.name}.{name}": getattr(item, name) for name in names}',
        ),
    )


RELIABILITY = Method(
    code="reliability",
    command="reliability",
    fields=FIELDS,
    pages=("reliability",),
    compute=compute,
    tell=tell,
    snippet=snippet,
    steps=lambda table, chosen: len(table.rows) * len(chosen["items"]) / 2e5,
)


def compute_bias(table: Columns, chosen: Chosen) -> tuple[ItemBias, ...]:
    items, groups = items_in(table, chosen), table.words(chosen["by"])
    return item_bias(items.turned, groups, rules=questionnaire_rules().bias)


def tell_bias(found: tuple[ItemBias, ...], chosen: Chosen, voice: Voice) -> Told:  # noqa: ARG001
    flagged = [one for one in found if one.is_flagged]
    summary = Reason.of("workbench.says.bias", n=len(flagged), of=len(found))
    return Told(
        claims=(summary, *(one.claim for one in flagged)),
        lines=tuple(line for one in found for line in figures_of(one, _OF_BIAS, of=one.item)),
        notes=each_once(
            *(note for one in found for note in one.notes), *(one.why for one in found if one.why)
        ),
    )


def snippet_of_bias(chosen: Chosen) -> Snippet:
    return Snippet(
        imports={
            **ITEM_IMPORTS,
            "kithwork.catalogue.questionnaire_rules": ("questionnaire_rules",),
            "kithwork.core.item_bias": ("item_bias",),
        },
        lines=(
            *item_lines(chosen),
            f"groups = table.words({chosen['by']!r})",
            "rules = questionnaire_rules().bias",
            "found = item_bias(items.reversed(reverse), groups, rules=rules)",
            f"names = {_OF_BIAS!r}",
            "figures = {}",
            "for one in found:",
            '    figures |= {f"{one.item}.{name}": getattr(one, name) for name in names}',
        ),
    )


BIAS = Method(
    code="item-bias",
    command="reliability",
    fields=(
        *ITEMS,
        Field(
            name="by",
            holds=Holds.COLUMN,
            words="groups_of_bias",
            is_required=True,
            guesses=("sex", "gender", "language", "group", "性别", "语言", "组别"),
        ),
    ),
    pages=("item-bias",),
    compute=compute_bias,
    tell=tell_bias,
    snippet=snippet_of_bias,
    steps=lambda table, chosen: len(table.rows) * len(chosen["items"]) / 2e5,
)

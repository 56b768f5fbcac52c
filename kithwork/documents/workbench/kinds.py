"""Kinds of answering: latent classes for categories, profiles for numbers."""

from collections.abc import Sequence
from dataclasses import dataclass

from kithwork.core.classes import Classes, Kind, compare
from kithwork.core.classes.fitting import STARTS
from kithwork.core.classes.numbers import MOST_CLASSES, best_of
from kithwork.core.classes.numbers import numbers_of as class_numbers
from kithwork.core.columns import Columns
from kithwork.core.items import ItemError
from kithwork.core.reasons import Reason
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
from kithwork.documents.workbench.questions import ITEM_IMPORTS, item_lines, items_in

FIELDS = (
    *ITEMS,
    Field(name="classes", holds=Holds.TEXT, default="1-4", shape="N|N-M"),
    Field(
        name="kind", holds=Holds.ONE_OF, choices=tuple(map(str, Kind)), default=str(Kind.CLASSES)
    ),
    Field(
        name="starts", holds=Holds.WHOLE, words="class_starts", default=STARTS, least=1, most=1000
    ),
    SEED,
)
_OF_NUMBER = ("log_likelihood", "parameters", "aic", "bic", "entropy", "reached")


@dataclass(frozen=True, slots=True)
class Fitted:
    """Every number of classes, the one with the least BIC, and what is said of the answers."""

    numbers: tuple[Classes, ...]
    best: Classes
    about: Sequence[Reason]

    @property
    def notes(self) -> tuple[Reason, ...]:
        return (*self.about, *self.best.notes)


def compute(table: Columns, chosen: Chosen) -> Fitted:
    numbers = class_numbers(chosen["classes"])
    items = items_in(table, chosen)
    fitted = compare(
        items.turned,
        numbers=numbers,
        seed=int(chosen["seed"]),
        kind=Kind(chosen["kind"]),
        starts=int(chosen["starts"]),
    )
    return Fitted(tuple(fitted), best_of(fitted), items.notes)


def tell(found: Fitted, chosen: Chosen, voice: Voice) -> Told:  # noqa: ARG001
    best = found.best
    shares = enumerate(best.shares, start=1)
    return Told(
        claims=(best.claim,),
        lines=(
            *numbers_of({"classes": best.classes, "n": best.n, "missing": best.missing}),
            *(_of_class(place, share, key=f"share_{place}") for place, share in shares),
            *(
                line
                for one in found.numbers
                for line in figures_of(one, _OF_NUMBER, of=str(one.classes), words="classes.table")
            ),
            *_profiles(best),
        ),
        notes=each_once(*found.notes),
    )


def _of_class(place: int, value: float | None, *, key: str, of: str = "") -> Line:
    code = "workbench.line.class_mean" if of else "workbench.line.class_share"
    return Line(key=key, words=Reason.of(code, number=place), value=value, of=of)


def _profiles(best: Classes) -> list[Line]:
    """Return the mean answer of each class to each question."""
    return [
        _of_class(place, item.mean, key=f"class_{place}", of=item.item)
        for place, profile in enumerate(best.profiles, start=1)
        for item in profile.items
    ]


def snippet(chosen: Chosen) -> Snippet:
    numbers = class_numbers(chosen["classes"])
    return Snippet(
        imports={
            **ITEM_IMPORTS,
            "kithwork.core.classes": ("Kind", "compare"),
            "kithwork.core.classes.numbers": ("best_of",),
        },
        lines=(
            *item_lines(chosen),
            "fitted = compare(",
            "    items.reversed(reverse),",
            f"    numbers={numbers!r},",
            f"    seed={chosen['seed']!r},",
            f"    kind=Kind({chosen['kind']!r}),",
            f"    starts={chosen['starts']!r},",
            ")",
            "best = best_of(fitted)",
            'figures = {"classes": best.classes, "n": best.n, "missing": best.missing}',
            'figures |= {f"share_{place}": one for place, one in enumerate(best.shares, start=1)}',
            "for one in fitted:",
            f"    for name in {_OF_NUMBER!r}:",
            '        figures[f"{one.classes}.{name}"] = getattr(one, name)',
            "for place, profile in enumerate(best.profiles, start=1):",
            '    figures |= {f"{item.item}.class_{place}": item.mean for item in profile.items}',
        ),
    )


def _steps(table: Columns, chosen: Chosen) -> float:
    try:
        classes = sum(class_numbers(chosen["classes"]))
    except ItemError:
        classes = MOST_CLASSES  # refused when it is computed
    return len(table.rows) * len(chosen["items"]) * classes * int(chosen["starts"]) / 2.5e4


METHOD = Method(
    code="classes",
    command="classes",
    fields=FIELDS,
    pages=("latent-classes",),
    compute=compute,
    tell=tell,
    snippet=snippet,
    steps=_steps,
)

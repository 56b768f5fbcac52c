"""Whether people who rate the same things agree."""

from kithwork.core.agreement import Weights
from kithwork.core.agreement.tables import Agreement, agreement_of
from kithwork.core.columns import Columns
from kithwork.documents.workbench.fields import Chosen, Field, Holds
from kithwork.documents.workbench.method import (
    Method,
    Snippet,
    Told,
    Voice,
    each_once,
    figures_of,
    lines_of,
)

FIELDS = (
    Field(name="raters", option="--rater", holds=Holds.EACH, is_required=True),
    Field(name="levels", holds=Holds.TEXT, shape="A,B,…"),
    Field(
        name="weights",
        holds=Holds.ONE_OF,
        choices=tuple(map(str, Weights)),
        default=str(Weights.LINEAR),
    ),
)
_BESIDE = ("observed", "expected", "p")


def compute(table: Columns, chosen: Chosen) -> Agreement:
    return agreement_of(
        table,
        raters=chosen["raters"],
        levels=chosen["levels"],
        weights=Weights(chosen["weights"]),
    )


def tell(found: Agreement, chosen: Chosen, voice: Voice) -> Told:  # noqa: ARG001
    kappa = found.kappa
    beside = figures_of(kappa, _BESIDE) if kappa else ()
    return Told(
        claims=tuple(one.claim for one in found.estimates.values()),
        lines=(*lines_of(found.estimates, words="workbench.line"), *beside),
        notes=each_once(*found.notes),
    )


def snippet(chosen: Chosen) -> Snippet:
    levels = f", levels={chosen['levels']!r}" if chosen["levels"] else ""
    return Snippet(
        imports={
            "kithwork.core.agreement": ("Weights",),
            "kithwork.core.agreement.tables": ("agreement_of",),
        },
        lines=(
            f"weights = Weights({chosen['weights']!r})",
            f"found = agreement_of(table, raters={list(chosen['raters'])!r}{levels},"
            " weights=weights)",
            "figures = dict(found.estimates)",
            "if found.kappa is not None:",
            f"    figures |= {{name: getattr(found.kappa, name) for name in {_BESIDE!r}}}",
        ),
    )


METHOD = Method(
    code="agreement",
    command="agreement",
    fields=FIELDS,
    pages=("agreement",),
    compute=compute,
    tell=tell,
    snippet=snippet,
)

"""Effects of several cases or studies brought together, with a forest plot."""

from dataclasses import dataclass

from kithwork.core.columns import Columns
from kithwork.core.reasons import Reason
from kithwork.core.synthesis import Synthesis, synthesize
from kithwork.core.synthesis.tables import Listed, effects_of
from kithwork.documents.charts.forest import forest_of
from kithwork.documents.report import Figure
from kithwork.documents.workbench.fields import Chosen, Field, Holds
from kithwork.documents.workbench.method import (
    Line,
    Method,
    Snippet,
    Told,
    Voice,
    each_once,
    figures_of,
)

FIELDS = (
    Field(
        name="effect",
        holds=Holds.COLUMN,
        is_required=True,
        guesses=("effect", "estimate", "est", "d", "g", "yi", "效应", "效应量"),
    ),
    Field(
        name="se",
        holds=Holds.COLUMN,
        is_required=True,
        guesses=("se", "sei", "standard_error", "std_error", "标准误"),
    ),
    Field(name="name", holds=Holds.COLUMN, words="effect_name", guesses=("name", "label", "名称")),
    Field(name="cluster", holds=Holds.COLUMN, guesses=("cluster", "study", "case", "研究", "个案")),
)
_BESIDE = (
    "df",
    "tau_squared",
    "omega_squared",
    "q",
    "q_df",
    "q_p",
    "i_squared",
    "effects",
    "clusters",
)


@dataclass(frozen=True, slots=True)
class Pooled:
    """The synthesis and the effects that it rests on."""

    synthesis: Synthesis
    listed: Listed

    @property
    def notes(self) -> tuple[Reason, ...]:
        return (*self.synthesis.mean.notes, *self.listed.notes)


def compute(table: Columns, chosen: Chosen) -> Pooled:
    names = ("effect", "se", "name", "cluster")
    listed = effects_of(table, **{name: chosen[name] for name in names})
    return Pooled(synthesize(listed.effects), listed)


def tell(found: Pooled, chosen: Chosen, voice: Voice) -> Told:
    one = found.synthesis
    return Told(
        claims=tuple(_claims(one)),
        lines=(
            Line(key="mean", words="workbench.line.mean_effect", value=one.mean),
            Line(
                key="mean_by_model", words="workbench.line.mean_by_model", value=one.mean_by_model
            ),
            *figures_of(one, _BESIDE),
        ),
        notes=each_once(*found.notes),
        charts=(forest(found, chosen, voice),) if found.listed.effects else (),
    )


def _claims(one: Synthesis) -> list[Reason]:
    claims = [one.mean.claim]
    if one.i_squared is not None:
        claims.append(Reason.of("synthesis.says.heterogeneity", percent=100 * one.i_squared))
    if next_one := one.prediction:
        told = {"low": next_one.low, "high": next_one.high, "level": 100 * next_one.level}
        claims.append(Reason.of("synthesis.says.prediction", **told))
    return claims


def forest(found: Pooled, chosen: Chosen, voice: Voice) -> Figure:
    """Return the forest plot."""
    drawn = forest_of(
        found.listed.effects,
        found.synthesis,
        measure=chosen["effect"],
        language=voice.language,
        theme=voice.theme,
    )
    return Figure(drawn.svg, alternative=drawn.alternative, caption=chosen["effect"])


def snippet(chosen: Chosen) -> Snippet:
    given = ", ".join(
        f"{name}={chosen[name]!r}" for name in ("effect", "se", "name", "cluster") if chosen[name]
    )
    return Snippet(
        imports={
            "kithwork.core.synthesis": ("synthesize",),
            "kithwork.core.synthesis.tables": ("effects_of",),
        },
        lines=(
            f"listed = effects_of(table, {given})",
            "found = synthesize(listed.effects)",
            'figures = {"mean": found.mean, "mean_by_model": found.mean_by_model}',
            f"names = {_BESIDE!r}",
            "figures |= {name: getattr(found, name) for name in names}",
        ),
    )


METHOD = Method(
    code="synthesis",
    command="synthesis",
    fields=FIELDS,
    pages=("synthesis",),
    compute=compute,
    tell=tell,
    snippet=snippet,
    steps=lambda table, _chosen: (len(table.rows) / 500) ** 2,
)

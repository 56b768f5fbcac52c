"""Questionnaires: which questions go together, or whether the groups that were meant fit."""

from collections.abc import Sequence
from dataclasses import dataclass

from kithwork.catalogue.questionnaire_rules import questionnaire_rules
from kithwork.core.columns import Columns
from kithwork.core.factors import Confirmed, Parallel, Rotation, confirm
from kithwork.core.factors import Method as Extraction
from kithwork.core.factors.confirmatory import Loading
from kithwork.core.factors.exploratory import ItemLoadings
from kithwork.core.factors.sought import Sought, left_out, sought
from kithwork.core.items import ItemCovariances, ItemError
from kithwork.core.items.tables import listed_names
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
    Field(name="factors", holds=Holds.WHOLE, words="factor_count", least=1),
    Field(
        name="method",
        holds=Holds.ONE_OF,
        choices=tuple(map(str, Extraction)),
        default=str(Extraction.MINRES),
    ),
    Field(
        name="rotate",
        holds=Holds.ONE_OF,
        choices=tuple(map(str, Rotation)),
        default=str(Rotation.OBLIMIN),
    ),
    Field(
        name="correlation",
        holds=Holds.ONE_OF,
        choices=("pearson", "polychoric"),
        default="pearson",
    ),
    Field(name="model", holds=Holds.LINES, shape="NAME=q1,q2,…"),
    SEED,
)
_FIT = ("chi2", "df", "p", "cfi", "tli", "rmsea", "srmr", "aic", "bic")


@dataclass(frozen=True, slots=True)
class Factors:
    """What was sought or what was tested, and what is said of the answers."""

    found: Sought | Confirmed
    about: Sequence[Reason]

    @property
    def notes(self) -> tuple[Reason, ...]:
        if isinstance(self.found, Confirmed):
            return (*self.about, *self.found.notes)
        return (*self.about, *self.found.notes, *self.found.found.notes, *_of_search(self.found))


def model_of(table: Columns, given: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Return the model of NAME=q1,q2,… given once for each factor; raises ItemError."""
    model: dict[str, tuple[str, ...]] = {}
    for text in given:
        name, sign, members = text.partition("=")
        if not sign or not name.strip() or name.strip() in model:
            raise ItemError("factors.error.model", text=text)
        model[name.strip()] = table.matching(listed_names(members))
    return model


def compute(table: Columns, chosen: Chosen) -> Factors:
    items = items_in(table, chosen)
    is_polychoric = chosen["correlation"] == "polychoric"
    if chosen["model"]:
        if is_polychoric:
            raise ItemError("factors.error.model_of_polychoric")
        covariances = ItemCovariances.of(items.turned)
        tested = confirm(covariances, model_of(table, chosen["model"]))
        return Factors(tested, (*items.notes, *left_out(covariances)))
    found = sought(
        items.turned,
        factors=chosen["factors"],
        method=Extraction(chosen["method"]),
        rotation=Rotation(chosen["rotate"]),
        sparse_below=questionnaire_rules().sparse_below if is_polychoric else None,
        seed=int(chosen["seed"]),
    )
    return Factors(found, items.notes)


def _of_search(found: Sought) -> list[Reason]:
    """Return what is said of how many factors stand out, and whether any can be sought."""
    said = []
    if isinstance(found.parallel, Parallel):
        told = {"factors": found.parallel.factors, "components": found.parallel.components}
        said.append(Reason.of("factors.says.parallel", **told))
    if found.suited.kmo is not None:
        word = questionnaire_rules().adequacy_word(found.suited.kmo)
        said.append(Reason.of("factors.says.kmo", word=word, kmo=found.suited.kmo, n=found.n))
    return said


def tell(told: Factors, chosen: Chosen, voice: Voice) -> Told:  # noqa: ARG001
    found = told.found
    if isinstance(found, Confirmed):
        fit = figures_of(found, _FIT)
        return Told(
            claims=(found.claim,),
            lines=(*fit, *(line for one in found.loadings for line in _tested(one))),
            notes=each_once(*told.notes),
        )
    return Told(
        claims=(found.found.claim,),
        lines=(
            *numbers_of({"kmo": found.suited.kmo, "factors": found.found.factors}),
            *(line for item in found.found.items for line in _loadings(item, found)),
        ),
        notes=each_once(*told.notes),
    )


def _tested(one: Loading) -> tuple[Line, ...]:
    names = ("estimate", "se", "standardized")
    return tuple(figures_of(one, names, of=one.item, words="workbench.line.loading"))


def _loadings(one: ItemLoadings, found: Sought) -> tuple[Line, ...]:
    loadings = zip(found.found.names, one.loadings, strict=True)
    own = {"uniqueness": one.uniqueness}
    return (
        *(Line(key=name, words="", value=value, of=one.item) for name, value in loadings),
        *numbers_of(own, of=one.item, words="factors.table"),
    )


def snippet(chosen: Chosen) -> Snippet:
    return _tests(chosen) if chosen["model"] else _seeks(chosen)


def _tests(chosen: Chosen) -> Snippet:
    return Snippet(
        imports={
            **ITEM_IMPORTS,
            "kithwork.core.factors": ("confirm",),
            "kithwork.core.items": ("ItemCovariances",),
        },
        lines=(
            *item_lines(chosen),
            f"model = {_model_text(chosen['model'])}",
            "model = {name: table.matching(items) for name, items in model.items()}",
            "found = confirm(ItemCovariances.of(items.reversed(reverse)), model)",
            f"figures = {{name: getattr(found, name) for name in {_FIT!r}}}",
            "for one in found.loadings:",
            '    for name in ("estimate", "se", "standardized"):',
            '        figures[f"{one.item}.{name}"] = getattr(one, name)',
        ),
    )


def _model_text(given: Sequence[str]) -> str:
    parts = (text.partition("=") for text in given)
    return repr({name.strip(): listed_names(members) for name, _sign, members in parts})


def _seeks(chosen: Chosen) -> Snippet:
    is_polychoric = chosen["correlation"] == "polychoric"
    rules = {"kithwork.catalogue.questionnaire_rules": ("questionnaire_rules",)}
    sparse = ["    sparse_below=questionnaire_rules().sparse_below,"] if is_polychoric else []
    return Snippet(
        imports={
            **ITEM_IMPORTS,
            **(rules if is_polychoric else {}),
            "kithwork.core.factors": ("Method", "Rotation"),
            "kithwork.core.factors.sought": ("sought",),
        },
        lines=(
            *item_lines(chosen),
            "found = sought(",
            "    items.reversed(reverse),",
            f"    factors={chosen['factors']!r},",
            f"    method=Method({chosen['method']!r}),",
            f"    rotation=Rotation({chosen['rotate']!r}),",
            *sparse,
            f"    seed={chosen['seed']!r},",
            ")",
            'figures = {"kmo": found.suited.kmo, "factors": found.found.factors}',
            "for item in found.found.items:",
            "    for name, loading in zip(found.found.names, item.loadings):",
            '        figures[f"{item.item}.{name}"] = loading',
            '    figures[f"{item.item}.uniqueness"] = item.uniqueness',
        ),
    )


def _steps(table: Columns, chosen: Chosen) -> float:
    items = len(chosen["items"])
    pairs = items * items * len(table.rows) / 1e8
    return pairs + (items / 40) ** 3 + (items / 25 if chosen["correlation"] == "polychoric" else 0)


METHOD = Method(
    code="factors",
    command="factors",
    fields=FIELDS,
    pages=("factors",),
    compute=compute,
    tell=tell,
    snippet=snippet,
    steps=_steps,
)

"""The support grid in two passes, and the cells that say more than it.

First who is there at all, then "is it enough?" once per function: at most 25 taps. Words and
reasons are for those who want them; cells stand on a page of their own, rater by rater.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kithwork.casework.actions.support import Said, Sheet
from kithwork.catalogue.support import functions, label_of, sources
from kithwork.catalogue.words import say
from kithwork.core.support.cells import SELF, Adequacy, Cell, Rater
from kithwork.core.support.functions import FOUR, Function
from kithwork.core.support.matrix import Matrix, Tie
from kithwork.people.forms.versioned import VersionedForm

LEVELS = range(5)
QUALITIES = (-2, -1, 0, 1, 2)
IMPORTANCES = range(4)


class GridForm(VersionedForm):
    """Who is there, and is it enough: what the student says."""

    present = forms.MultipleChoiceField(
        label=_("Who is there for you at all?"),
        help_text=_("Tick everybody, however little they give. The hand card shows who."),
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "kw-taps"}),
    )

    def __init__(self, sent: Any, *, matrix: Matrix, said: Mapping[Function, Said], version: str):
        stands: dict[str, Any] = {"present": list(matrix.present)}
        for function in FOUR:
            one = said.get(function, Said(function=function))
            enough = matrix.of(function).enough
            stands[f"enough_{function}"] = "" if enough is None else str(enough.value)
            stands[f"words_{function}"] = one.words
            stands[f"left_{function}"] = one.left_out
        super().__init__(sent, stands=stands, version=version)
        language = get_language() or "en"
        offered: Any = self.fields["present"]
        offered.choices = source_choices(language)
        for function in FOUR:
            self._add(function, language)

    def clean(self) -> dict[str, Any]:
        """Refuse a grid in which nothing stands: it would count as asked, before help begins."""
        said = super().clean() or self.cleaned_data
        parts = [f"{part}_{one}" for part in ("enough", "words", "left") for one in FOUR]
        if not any(said.get(name) for name in ("present", *parts)):
            self.add_error(
                "present", _("Nothing is ticked yet. Tick who is there, or say why not.")
            )
        return said

    @property
    def questions(self) -> list["Question"]:
        """The second pass, function by function, for drawing."""
        language = get_language() or "en"
        return [Question(self, function, language) for function in FOUR]

    def sheet(self, matrix: Matrix) -> Sheet:
        """Return what she says; cells and ties that stood before stay."""
        given = self.cleaned_data
        hers = [cell for cell in matrix.cells if cell.rated_by is Rater.CLIENT]
        return Sheet(
            rater=Rater.CLIENT,
            present=tuple(given["present"]),
            said=tuple(self._one(function) for function in FOUR),
            ties=matrix.ties,
            cells=tuple(hers),
        )

    def _one(self, function: Function) -> Said:
        enough = self.cleaned_data[f"enough_{function}"]
        return Said(
            function=function,
            enough=int(enough) if enough else None,
            words=self.cleaned_data[f"words_{function}"],
            left_out="" if enough else self.cleaned_data[f"left_{function}"],
        )

    def _add(self, function: Function, language: str) -> None:
        self.fields[f"enough_{function}"] = forms.ChoiceField(
            label=functions()[function].definition.said_in(language),
            required=False,
            choices=[*enough_choices(language), ("", _("not asked"))],
            widget=forms.RadioSelect(attrs={"class": "kw-taps"}),
        )
        self.fields[f"words_{function}"] = forms.CharField(
            label=_("In the student’s own words"), required=False, max_length=1000
        )
        self.fields[f"left_{function}"] = forms.CharField(
            label=_("If it was not asked: why"), required=False, max_length=400
        )


@dataclass(frozen=True, slots=True)
class Question:
    """One function of the second pass with its three fields."""

    form: GridForm
    function: Function
    language: str

    @property
    def name(self) -> str:
        return functions()[self.function].short.said_in(self.language)

    @property
    def letter(self) -> str:
        return functions()[self.function].letter.said_in(self.language)

    @property
    def enough(self) -> forms.BoundField:
        return self.form[f"enough_{self.function}"]

    @property
    def words(self) -> forms.BoundField:
        return self.form[f"words_{self.function}"]

    @property
    def left(self) -> forms.BoundField:
        return self.form[f"left_{self.function}"]


class CellsForm(VersionedForm):
    """The cells of one rater: how often, is it enough, and how good a tie is as a whole."""

    informant = forms.CharField(
        label=_("Who says it (seen by you and your supervisor only)"),
        required=False,
        max_length=120,
    )

    def __init__(
        self, sent: Any, *, rater: Rater, matrix: Matrix, informant: str, version: str
    ) -> None:
        self.rater, self.matrix = rater, matrix
        self.rows = tuple(_rows(matrix, rater))
        super().__init__(sent, stands={"informant": informant, **self._stands()}, version=version)
        language = get_language() or "en"
        if rater in (Rater.CLIENT, Rater.WORKER):
            del self.fields["informant"]
        for source in self.rows:
            self._add(source, language)

    @property
    def lines(self) -> list[tuple[str, list[tuple[Any, Any]], list[Any]]]:
        """A line for each source: its label, the pairs of fields, the fields of the tie."""
        language = get_language() or "en"
        return [
            (
                label_of(source, language),
                [
                    (self[f"level.{source}.{one}"], self[f"enough.{source}.{one}"])
                    if f"level.{source}.{one}" in self.fields
                    else (None, None)
                    for one in FOUR
                ],
                self._tie_fields(source),
            )
            for source in self.rows
        ]

    def sheet(self, said: Iterable[Said]) -> Sheet:
        """Return the sheet: what was said per function stays as it stood."""
        return Sheet(
            rater=self.rater,
            present=self.matrix.present if self.rater is Rater.CLIENT else (),
            said=tuple(said) if self.rater is Rater.CLIENT else (),
            ties=tuple(self._ties()),
            cells=tuple(self._cells()),
            informant=self.cleaned_data.get("informant", ""),
        )

    def _stands(self) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for cell in self.matrix.cells:
            if cell.rated_by is self.rater:
                place = f"{cell.source}.{cell.function}"
                found[f"level.{place}"] = "" if cell.level is None else f"{cell.level:.0f}"
                found[f"enough.{place}"] = "" if cell.adequacy is None else str(cell.adequacy.value)
        for tie in self.matrix.ties if self.rater is Rater.CLIENT else ():
            found[f"quality.{tie.source}"] = "" if tie.quality is None else str(tie.quality)
            found[f"weight.{tie.source}"] = "" if tie.importance is None else str(tie.importance)
        return found

    def _add(self, source: str, language: str) -> None:
        for function in (Function.AP,) if source == SELF else FOUR:
            place, where = f"{source}.{function}", functions()[function].short.said_in(language)
            label = f"{label_of(source, language)}, {where}"
            self.fields[f"level.{place}"] = _select(label, level_choices(language))
            self.fields[f"enough.{place}"] = _select(label, enough_choices(language))
        if self.rater is Rater.CLIENT and source != SELF:
            label = label_of(source, language)
            self.fields[f"quality.{source}"] = _select(
                label, _named("quality", QUALITIES, language)
            )
            self.fields[f"weight.{source}"] = _select(
                label, _named("weight", IMPORTANCES, language)
            )

    def _tie_fields(self, source: str) -> list[Any]:
        names = (f"quality.{source}", f"weight.{source}")
        return [self[name] for name in names if name in self.fields]

    def _cells(self) -> Iterable[Cell]:
        for source in self.rows:
            for function in FOUR:
                level = self._number(f"level.{source}.{function}")
                enough = self._number(f"enough.{source}.{function}")
                if level is not None or enough is not None:
                    yield Cell(
                        source=source,
                        function=function,
                        rated_by=self.rater,
                        level=level,
                        adequacy=None if enough is None else Adequacy(enough),
                    )

    def _ties(self) -> Iterable[Tie]:
        for source in self.rows:
            quality = self._number(f"quality.{source}")
            weight = self._number(f"weight.{source}")
            if quality is not None or weight is not None:
                yield Tie(source=source, quality=quality, importance=weight)

    def _number(self, name: str) -> int | None:
        text = self.cleaned_data.get(name, "")
        return int(text) if text else None


def source_choices(language: str) -> list[tuple[str, str]]:
    """Return who can be there, in the catalogue's order; the student herself is no source here."""
    return [(code, label_of(code, language)) for code in sources() if code != SELF]


def enough_choices(language: str) -> list[tuple[str, str]]:
    """Return the four answers to "is it enough?"."""
    return [
        (str(one.value), say(f"support.answer.{one.name.lower()}", language)) for one in Adequacy
    ]


def level_choices(language: str) -> list[tuple[str, str]]:
    """Return how often something is received, 0–4."""
    return [(str(one), say(f"accompany.level.{one}", language)) for one in LEVELS]


def _named(kind: str, values: Iterable[int], language: str) -> list[tuple[str, str]]:
    return [(str(one), say(f"accompany.{kind}.{one}", language)) for one in values]


def _select(label: str, choices: list[tuple[str, str]]) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, required=False, choices=[("", "–"), *choices])


def _rows(matrix: Matrix, rater: Rater) -> Iterable[str]:
    """Yield the sources that are there; for a rater of whom nothing is known yet, all of them."""
    there = set(matrix.rows) or set(sources())
    for source in sources():
        if source in there and source != SELF:
            yield source
    if rater in (Rater.CLIENT, Rater.WORKER):
        yield SELF

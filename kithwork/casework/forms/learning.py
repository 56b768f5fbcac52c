"""A practice lesson, and a reflection of one's own."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kithwork.casework.actions.learning import Lesson
from kithwork.casework.forms.giving import functions
from kithwork.casework.queries.papers import in_language
from kithwork.casework.queries.results import LessonLine
from kithwork.casework.queries.techniques import technique_name
from kithwork.catalogue.needs import need_entries
from kithwork.catalogue.techniques import techniques
from kithwork.people.forms.versioned import VersionedForm

SAID = ("words", "limits", "need", "function", "technique")


class LessonForm(VersionedForm):
    """What helped whom: need × function × technique, and for whom it would not."""

    words = forms.CharField(
        label=_("What others can learn from it"),
        help_text=_("One sentence, without names, places or schools: it outlives the case."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    limits = forms.CharField(
        label=_("For whom it would not work"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    compared = ("words", "limits")

    def __init__(self, sent: Any, *, standing: LessonLine | None = None) -> None:
        super().__init__(
            sent,
            stands=_stands(standing) if standing else {},
            version=str(standing.lesson.uid) if standing else "",
        )
        language = get_language() or "en"
        needs = [(code, in_language(one.label, language)) for code, one in need_entries().items()]
        used = [(code, technique_name(code, language)) for code in techniques()]
        self.fields["need"] = _choice(_("Need"), needs)
        self.fields["function"] = _choice(_("Support"), functions())
        self.fields["technique"] = _choice(_("Technique"), used)

    def lesson(self) -> Lesson:
        """Return what was typed as the action takes it."""
        return Lesson(**{name: self.cleaned_data[name] for name in SAID})


def _stands(standing: LessonLine) -> dict[str, str]:
    codes = {name: getattr(standing.lesson, name) for name in ("need", "function", "technique")}
    return {"words": standing.words, "limits": standing.limits, **codes}


def _choice(label: Any, offered: list[tuple[str, str]]) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label, choices=[("", _("about none in particular")), *offered], required=False
    )

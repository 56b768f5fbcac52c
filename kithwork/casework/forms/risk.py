"""How high the danger is, on what grounds, and who acts where it is raised."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kithwork.access.models import School, User
from kithwork.casework.queries.papers import in_language
from kithwork.catalogue.safety import level_entries
from kithwork.core.safety.levels import Level
from kithwork.safety.forms import SpeakerField


class RiskForm(forms.Form):
    """A level, asked directly or not, its grounds, and somebody who speaks to the student."""

    was_asked = forms.BooleanField(
        label=_("The student was asked directly about harming herself or himself"), required=False
    )
    words = forms.CharField(
        label=_("On what grounds"), max_length=8000, widget=forms.Textarea(attrs={"rows": 4})
    )

    def __init__(self, *args: Any, school: School) -> None:
        super().__init__(*args)
        self.fields["level"] = forms.ChoiceField(
            label=_("How high is the danger now?"),
            choices=_levels(get_language() or "en"),
            widget=forms.RadioSelect,
        )
        self.fields["speaker"] = SpeakerField(
            school,
            required=False,
            label=_("From A2 on: who speaks with the student?"),
            empty_label=_("– choose –"),
        )
        self.order_fields(["level", "was_asked", "words", "speaker"])

    @property
    def level(self) -> Level:
        return Level[self.cleaned_data["level"]]

    @property
    def speaker(self) -> User | None:
        found: User | None = self.cleaned_data["speaker"]
        return found


def _levels(language: str) -> list[tuple[str, str]]:
    return [
        (level.name, f"{level.name} · {in_language(entry.rule.label, language)}")
        for level, entry in level_entries().items()
    ]

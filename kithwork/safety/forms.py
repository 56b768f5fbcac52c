"""What is asked of whoever answers for an alert: a note of the talk, or another name."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kithwork.access.models import School, User
from kithwork.safety.models import Alert
from kithwork.safety.queries import speakers_at


class SpeakerField(forms.ModelChoiceField):
    """Somebody who may speak to a student of a school; nobody is named beforehand."""

    def __init__(self, school: School, **options: Any) -> None:
        super().__init__(speakers_at(school), to_field_name="uid", **options)

    def label_from_instance(self, user: Any) -> str:
        assert isinstance(user, User)
        return user.name


class SpokenForm(forms.Form):
    """What came of the talk, in a sentence or more."""

    note = forms.CharField(
        label=_("What was said, and what was agreed"),
        help_text=_("In the student's own words where you can. It is sealed."),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=20_000,
    )


class HandOverForm(forms.Form):
    """Who speaks to the student instead."""

    def __init__(self, alert: Alert, *args: Any) -> None:
        super().__init__(*args)
        self.fields["to"] = SpeakerField(
            alert.school,
            label=_("Who speaks with the student instead?"),
            help_text=_("Ask her or him first. The time by which it is due stays as it is."),
            empty_label=_("– choose –"),
        )

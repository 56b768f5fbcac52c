"""What the trail is asked for: a person, a deed, a day."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kithwork.access.forms.people import day_field
from kithwork.access.models import User
from kithwork.access.queries.trail import Asked
from kithwork.audit.models import Verb
from kithwork.catalogue.words import say


class TrailForm(forms.Form):
    """Filters of the trail; whatever does not fit is left out."""

    actor = forms.UUIDField(label=_("Who"), required=False, widget=forms.Select)
    verb = forms.ChoiceField(label=_("Did what"), required=False)
    day = day_field(_("On"), required=False)
    before = forms.IntegerField(min_value=1, required=False, widget=forms.HiddenInput)

    def __init__(self, sent: Any) -> None:
        super().__init__(sent)
        language = get_language() or "en"
        verbs = [(verb, say(f"audit.verb.{verb}", language)) for verb in Verb.values]
        field = self.fields["verb"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("anything")), *verbs]

    def offer(self, people: tuple[User, ...]) -> None:
        """Offer these people to choose from."""
        names = [(str(one.uid), one.name) for one in people]
        self.fields["actor"].widget.choices = [("", _("everybody")), *names]

    @property
    def filters(self) -> list[forms.BoundField]:
        """Return the fields that narrow the trail, for the way to older lines."""
        return [self["actor"], self["verb"], self["day"]]

    def asked(self) -> Asked:
        """Return what is asked for."""
        self.is_valid()
        given = self.cleaned_data
        actor: uuid.UUID | None = given.get("actor") or None
        return Asked(actor, given.get("verb") or None, given.get("day"), given.get("before"))

"""Forms about accounts: opening one, posting it, putting it into a team."""

import uuid
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kithwork.access.classes import NamedClass
from kithwork.access.models import School
from kithwork.access.roles import ROLES
from kithwork.audit import clock
from kithwork.catalogue.words import say


def day_field(label: Any, **known: Any) -> forms.DateField:
    """Return a field for a day, with the browser's own calendar."""
    return forms.DateField(
        label=label, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"), **known
    )


class PostingForm(forms.Form):
    """Where somebody works as what, from when to when; for one class where the role has one."""

    role = forms.ChoiceField(label=_("Role"))
    school = forms.ChoiceField(label=_("School"))
    class_uid = forms.ChoiceField(
        label=_("Class"),
        required=False,
        help_text=_("For a homeroom teacher or tutor: which class is theirs."),
    )
    starts_on = day_field(_("From"), initial=clock.today)
    ends_on = day_field(_("Last day"), required=False)

    def __init__(
        self, sent: Any, *, schools: Sequence[School], classes: Sequence[NamedClass]
    ) -> None:
        super().__init__(sent)
        self.schools = {str(one.uid): one for one in schools}
        language = get_language() or "en"
        self._offer("role", [(code, say(f"access.role.{code}", language)) for code in ROLES])
        self._offer("school", [(uid, one.name_in(language)) for uid, one in self.schools.items()])
        named = [(str(one.uid), f"{one.name} · {one.school.name_in(language)}") for one in classes]
        self._offer("class_uid", [("", _("the whole school")), *named])

    def posting(self) -> dict[str, Any]:
        """Return what `actions.postings.post` asks for, but for the user and who posts."""
        given = self.cleaned_data
        return {
            "role": given["role"],
            "school": self.schools[given["school"]],
            "starts_on": given["starts_on"],
            "ends_on": given["ends_on"],
            "class_uid": uuid.UUID(given["class_uid"]) if given["class_uid"] else None,
        }

    def _offer(self, name: str, choices: list[tuple[str, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices


class NewPersonForm(PostingForm):
    """An account with its first posting: all that is needed to begin work."""

    name = forms.CharField(label=_("Name"), max_length=120)
    username = forms.CharField(
        label=_("User name"),
        max_length=80,
        help_text=_("With it she or he signs in, for example lin.jing."),
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
    )
    field_order = ("name", "username", "role", "school", "class_uid", "starts_on", "ends_on")


class LastDayForm(forms.Form):
    """The last day of a posting or of belonging to a team."""

    on = day_field(_("Last day"))


class TeamForm(forms.Form):
    """Whose team a worker joins, at which school, from when."""

    supervisor = forms.ChoiceField(label=_("Supervisor"))
    starts_on = day_field(_("From"), initial=clock.today)

    def __init__(self, sent: Any, *, supervisors: Sequence[tuple[str, str]]) -> None:
        super().__init__(sent)
        field = self.fields["supervisor"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(supervisors)

"""An entry of the restricted section, and who else may read it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kithwork.access.models import User
from kithwork.access.models.postings import in_force
from kithwork.access.roles import ROLES, Scope, Section
from kithwork.casework.forms.cases import MemberField
from kithwork.casework.models import Case
from kithwork.casework.queries.cases import today_at
from kithwork.casework.wording import RESTRICTED
from kithwork.people.forms.versioned import DayField


class RestrictedForm(forms.Form):
    """What is kept apart from the file, and why."""

    kind = forms.ChoiceField(label=_("What it is about"), choices=RESTRICTED)
    on = DayField(label=_("Day"))
    words = forms.CharField(
        label=_("What is kept apart"),
        help_text=_("Sealed under a key of its own; only the list below opens it."),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )


class ReaderForm(forms.Form):
    """Who else may read the restricted section."""

    def __init__(self, *args: Any, case: Case) -> None:
        super().__init__(*args)
        posts = case.school.postings.filter(in_force(today_at(case)), role__in=_roles())
        there = case.restricted_readers.filter(ends_on__isnull=True).values("user_id")
        people = User.objects.filter(is_active=True, pk__in=posts.values("user_id"))
        self.fields["user"] = MemberField(
            people.exclude(pk__in=there).order_by("pinyin", "name"),
            label=_("Somebody else on the list"),
            to_field_name="uid",
            empty_label=_("choose …"),
        )


def _roles() -> list[str]:
    """Return the roles that open a restricted section by its list."""
    return [
        role.code
        for role in ROLES.values()
        if any(grant.scope == Scope.LISTED for grant in role.grants(Section.RESTRICTED))
    ]

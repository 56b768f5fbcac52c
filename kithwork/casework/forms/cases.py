"""Small forms of a case: which list, which step, who works along."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kithwork.access.models import User
from kithwork.access.queries.posted import users_posted
from kithwork.casework.models import Case
from kithwork.casework.queries.cases import today_at
from kithwork.casework.queries.signing import supervisors_at
from kithwork.casework.wording import MEMBERS
from kithwork.core.casework import Status

WORKS = ("worker", "psych")  # roles
WORKING = ("worker", "co_worker")  # parts of a case


class ListForm(forms.Form):
    """Which cases a list shows."""

    show = forms.ChoiceField(
        label=_("Show"),
        required=False,
        choices=(
            ("all", _("all that are open")),
            ("mine", _("mine")),
            ("over", _("closed and archived")),
        ),
        widget=forms.Select(attrs={"data-kw-send": ""}),
    )

    page = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)

    def asked(self) -> dict[str, Any]:
        """Return the list asked for; what makes no sense asks for all that are open."""
        said = self.cleaned_data if self.is_bound and self.is_valid() else {}
        show = said.get("show")
        return {
            "is_open": show != "over",
            "only_mine": show == "mine",
            "page": said.get("page") or 1,
        }


class StepForm(forms.Form):
    """A step, with what is said with it."""

    to = forms.ChoiceField(choices=[(one.value, one.value) for one in Status])
    reason = forms.CharField(required=False, max_length=4000)
    offered = forms.CharField(required=False, max_length=4000)

    def asked(self) -> dict[str, Any]:
        said = self.cleaned_data
        return {"to": Status(said["to"]), "reason": said["reason"], "offered": said["offered"]}


class MemberField(forms.ModelChoiceField):
    """Somebody who could work on a case of a school."""

    def label_from_instance(self, user: Any) -> str:
        assert isinstance(user, User)
        return user.name


class MemberForm(forms.Form):
    """Who works on the case too, in which part."""

    part = forms.ChoiceField(label=_("As"), choices=MEMBERS, initial="co_worker")

    def __init__(self, *args: Any, case: Case) -> None:
        super().__init__(*args)
        there = case.members.filter(ends_on__isnull=True).values("user_id")
        self._workers = users_posted(case.school, WORKS, on=today_at(case))
        people = self._workers | supervisors_at(case)
        self.fields["user"] = MemberField(
            people.exclude(pk__in=there),
            label=_("Who works along"),
            to_field_name="uid",
            empty_label=_("choose …"),
        )
        self.order_fields(["user", "part"])

    def clean(self) -> dict[str, Any]:
        """A supervisor works on no case: she supervises it."""
        said = super().clean() or {}
        user, part = said.get("user"), said.get("part")
        if user is not None and part in WORKING and user not in self._workers:
            self.add_error("part", _("She or he supervises here; choose “supervises this case”."))
        return said

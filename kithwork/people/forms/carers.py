"""Who cares for a student: relation, how to be reached, what the law says, and who is away."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kithwork.people.actions.carers import NewCarer
from kithwork.people.actions.families import Spell
from kithwork.people.actions.stale import version_of
from kithwork.people.forms.persons import ContactRows, details_of
from kithwork.people.forms.students import offer
from kithwork.people.forms.versioned import CHOOSE, DayField, FlagField, VersionedForm
from kithwork.people.models import Student
from kithwork.people.queries.care import CarerView, ContactRule
from kithwork.people.wording import choices

PLAIN = (
    "relation",
    "is_main_carer",
    "is_legal_guardian",
    "lives_with",
    "is_able",
    "is_entrusted",
    "entrusted_on",
    "best_hour",
    "reads",
    "starts_on",
)


class CarerForm(ContactRows):
    """Somebody who cares for a student, or should; whatever is not known stays open."""

    relation = forms.ChoiceField(label=_("Who this is to the student"))
    full_name = forms.CharField(label=_("Name"), max_length=120, required=False)
    is_main_carer = FlagField(label=_("Looks after the student day by day"))
    lives_with = FlagField(label=_("Lives with the student"))
    is_legal_guardian = FlagField(label=_("Is guardian in law"))
    is_able = FlagField(
        label=_("Is able to look after the student"),
        help_text=_("No: for example severe illness or disability."),
    )
    best_hour = forms.CharField(
        label=_("Best hour and way to reach"),
        max_length=120,
        required=False,
        help_text=_("Shift, free day, a voice message instead of writing …"),
    )
    speaks = forms.CharField(label=_("Speaks"), max_length=80, required=False)
    reads = forms.ChoiceField(label=_("Reading"), required=False)
    address = forms.CharField(label=_("Address"), max_length=200, required=False)
    is_away = FlagField(label=_("Works away from home"))
    away_since = DayField(label=_("Away since"), required=False)
    away_place = forms.CharField(label=_("Where"), max_length=120, required=False)
    away_expected = DayField(label=_("Expected back"), required=False)
    is_entrusted = FlagField(label=_("The parents entrusted her or him in writing"))
    entrusted_on = DayField(label=_("Agreement of"), required=False)
    starts_on = DayField(label=_("Cares since"), required=False)
    compared = (*PLAIN, "full_name", "speaks", "address", "is_away", "away_since", "away_place")

    def __init__(self, sent: Any, *, student: Student, view: CarerView | None = None) -> None:
        self.student, self.view = student, view
        version = version_of(view.carer) if view else ""
        super().__init__(sent, stands=_stands(view) if view else {}, version=version)
        language = get_language() or "en"
        offer(self, "relation", [CHOOSE, *_with_own(choices("relation", language), view)])
        offer(self, "reads", [("", _("not known")), *choices("reads", language)])
        self.add_contact_rows(view.contacts if view else ())

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("away_since") and said.get("is_away") is None:
            said["is_away"] = True
        if said.get("entrusted_on") and said.get("is_entrusted") is None:
            said["is_entrusted"] = True
        return said

    def new_carer(self) -> NewCarer:
        """Return the carer as the form says her."""
        said = {name: self.cleaned_data[name] for name in PLAIN}
        person = details_of(self, self.view.person if self.view else None)
        return NewCarer(student=self.student, person=person, **said)

    def spell(self, today: dt.date) -> Spell:
        """Return whether and where she is away, as the form says it."""
        said = self.cleaned_data
        return Spell(
            is_away=said["is_away"],
            since=said["away_since"],
            place=said["away_place"],
            expected_on=said["away_expected"],
            today=today,
        )


class EndCarerForm(VersionedForm):
    """From when on somebody does not care for the student any more, and why."""

    on = DayField(label=_("Last day"))
    reason = forms.ChoiceField(label=_("Why it ends"), widget=forms.RadioSelect)

    def __init__(self, sent: Any, *, view: CarerView, today: dt.date) -> None:
        super().__init__(sent, stands={"on": today}, version=version_of(view.carer))
        offer(self, "reason", choices("ending", get_language() or "en"))


class ContactRuleForm(VersionedForm):
    """How the family may safely be reached; an empty text ends the rule."""

    text = forms.CharField(
        label=_("How may this family safely be reached?"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_(
            "When, by what, through whom; and whom never to call. It stands in a box over every "
            "telephone number. Empty: there is no rule any more."
        ),
    )
    starts_on = DayField(label=_("From this day on"))
    compared = ("text",)

    def __init__(self, sent: Any, *, rule: ContactRule | None, today: dt.date) -> None:
        stands = {"text": rule.text if rule else "", "starts_on": today}
        super().__init__(sent, stands=stands, version=version_of(rule.rule if rule else None))


def _stands(view: CarerView) -> dict[str, Any]:
    away = view.away
    return {
        **{name: getattr(view.carer, name) for name in PLAIN},
        "full_name": view.person.full_name,
        "speaks": view.person.speaks,
        "address": view.address,
        "is_away": True if away else None,
        "away_since": away.starts_on if away else None,
        "away_place": away.place if away else "",
        "away_expected": away.expected_on if away else None,
    }


def _with_own(offered: list[tuple[str, str]], view: CarerView | None) -> list[tuple[str, str]]:
    own = view.carer.relation if view else ""
    return offered if not own or own in dict(offered) else [*offered, (own, own)]

"""Taking a complaint down, and what each step of it asks."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kithwork.access.models import User
from kithwork.audit import clock
from kithwork.casework import log_wording as wording
from kithwork.casework.actions.complaints import Deed, Received
from kithwork.casework.forms.cases import MemberField
from kithwork.casework.models import Case, Complaint
from kithwork.casework.queries.cases import cases_of
from kithwork.casework.queries.complaints import handlers_for, staff_at
from kithwork.core.casework.complaints import ComplaintStep as Step
from kithwork.core.casework.complaints import Finding
from kithwork.people.forms.versioned import DayField
from kithwork.people.models import Student

LONGEST = 8000


class CaseField(forms.ModelChoiceField):
    """One of a student's cases, by its number."""

    def label_from_instance(self, case: Any) -> str:
        assert isinstance(case, Case)
        return str(case.number)


class ComplaintForm(forms.Form):
    """What was received. Who takes it up is found by itself, unless somebody is chosen."""

    kind = forms.ChoiceField(label=_("What is it?"), choices=wording.COMPLAINTS)
    came_from = forms.ChoiceField(label=_("Who complains"), choices=wording.COMPLAINT_FROM)
    way = forms.ChoiceField(label=_("How it came"), choices=wording.COMPLAINT_WAYS)
    received_on = DayField(label=_("Received on"))
    about = forms.ChoiceField(label=_("What is it about?"), choices=wording.COMPLAINT_ABOUT)

    def __init__(self, sent: Any = None, *, student: Student, by: User) -> None:
        today = clock.today(student.school.time_zone or "UTC")
        super().__init__(sent, initial={"received_on": today})
        self.fields["person"] = MemberField(
            staff_at(student.school),
            label=_("Is somebody of the school meant?"),
            help_text=_("Whoever is meant neither handles it nor reads it."),
            to_field_name="uid",
            required=False,
            empty_label=_("nobody in particular"),
        )
        self.fields["said"] = _words(_("What was said, best in her or his own words"), rows=5)
        self.fields["wish"] = _words(_("What would put it right"), rows=2)
        self.fields["who"] = _words(_("Who it was, and how to answer"), rows=1)
        cases = [one.pk for one in cases_of(by, student)]
        if cases:
            self.fields["case"] = CaseField(
                Case.objects.filter(pk__in=cases).order_by("-received_on", "-pk"),
                label=_("Does it belong to a case?"),
                to_field_name="uid",
                required=False,
                empty_label=_("to none"),
            )
        offered = [one.pk for one in handlers_for(student.school, None)]
        self.fields["handler"] = MemberField(
            User.objects.filter(pk__in=offered).order_by("pinyin", "name", "pk"),
            label=_("Who takes it up"),
            to_field_name="uid",
            required=False,
            empty_label=_("whoever comes first and is not meant"),
        )

    @property
    def received(self) -> Received:
        """Return what was typed as the action takes it."""
        typed = self.cleaned_data
        return Received(
            kind=typed["kind"],
            came_from=typed["came_from"],
            way=typed["way"],
            about=typed["about"],
            on=typed["received_on"],
            words={name: typed[name] for name in ("said", "wish", "who")},
            person=typed["person"],
            handler=typed["handler"],
            case=typed.get("case"),
        )


class ComplaintStepForm(forms.Form):
    """One step: what was done; for the answer what it says, what changes, how it was told."""

    def __init__(self, sent: Any = None, *, step: Step, complaint: Complaint, by: User) -> None:
        super().__init__(sent)
        self._step = step
        if step is Step.PASSED:
            self._offer_colleagues(complaint, by)
        if step is Step.ANSWERED:
            self.fields["finding"] = forms.ChoiceField(
                label=_("Is the complaint right?"),
                choices=wording.FINDINGS,
                widget=forms.RadioSelect,
                required=False,
            )
            self.fields["changes"] = _words(_("What changes because of it"), rows=3)
            self.fields["told"] = _words(_("In which words the answer was given"), rows=4)
        else:
            self.fields["done"] = _words(ASKED.get(step, _("What was done")), rows=4)

    @property
    def deed(self) -> Deed:
        """Return what was typed as the action takes it."""
        typed = self.cleaned_data
        finding = typed.get("finding")
        return Deed(
            step=self._step,
            words={name: typed.get(name) or "" for name in ("done", "changes", "told")},
            finding=Finding(finding) if finding else None,
            to=typed.get("to"),
        )

    def _offer_colleagues(self, complaint: Complaint, by: User) -> None:
        offered = [one.pk for one in handlers_for(complaint.school, complaint.person)]
        self.fields["to"] = MemberField(
            User.objects.filter(pk__in=offered).exclude(pk=by.pk).order_by("pinyin", "name", "pk"),
            label=_("To whom"),
            to_field_name="uid",
            empty_label=_("choose …"),
        )


ASKED = {
    Step.ACKNOWLEDGED: _("What you said to her or him (may stay empty)"),
    Step.LOOKED_INTO: _("With whom you spoke, what you read, what you found"),
    Step.SHARED: _("What you said with it (may stay empty)"),
    Step.PASSED: _("Why you pass it on"),
    Step.WITHDRAWN: _("In which words she or he took it back"),
    Step.CLOSED: _("Anything to add (may stay empty)"),
    Step.TAKEN_FURTHER: _("Where to, and what we gave along"),
}


def _words(label: Any, *, rows: int) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": rows}),
    )

"""Admitting a student, her class, and her leaving."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kithwork.access.models import School
from kithwork.people.actions.stale import version_of
from kithwork.people.actions.students import NewStudent
from kithwork.people.forms.persons import ContactRows, details_of, offer_sexes
from kithwork.people.forms.versioned import DayField, VersionedForm
from kithwork.people.models import Enrolment, SchoolClass
from kithwork.people.wording import choices


class AdmitForm(ContactRows):
    """A new student: her number, and as much of the rest as is known."""

    school = forms.ChoiceField(label=_("School"))
    number = forms.CharField(label=_("Student number"), max_length=40)
    full_name = forms.CharField(
        label=_("Name"), max_length=120, required=False, help_text=_("Family name first.")
    )
    sex = forms.ChoiceField(label=_("Sex"), required=False)
    birth = DayField(label=_("Born on"), required=False)
    school_class = forms.ChoiceField(label=_("Class"), required=False)
    entered_on = DayField(label=_("At this school since"))

    def __init__(
        self,
        sent: Any,
        *,
        schools: tuple[School, ...],
        classes: tuple[SchoolClass, ...],
        today: dt.date,
    ) -> None:
        super().__init__(sent, stands={"entered_on": today}, version="")
        self._schools = {str(one.uid): one for one in schools}
        self._classes = {str(one.uid): one for one in classes}
        language = get_language() or "en"
        offer(self, "school", [(uid, s.name_in(language)) for uid, s in self._schools.items()])
        if len(schools) == 1:
            self.fields["school"].widget = forms.HiddenInput()
            self.initial["school"] = str(schools[0].uid)
        named = [(uid, _class_name(one, schools, language)) for uid, one in self._classes.items()]
        offer(self, "school_class", [("", _("no class yet")), *named])
        offer_sexes(self)
        self.add_contact_rows(())

    @property
    def school_chosen(self) -> School:
        return self._schools[self.cleaned_data["school"]]

    @property
    def class_chosen(self) -> SchoolClass | None:
        return self._classes.get(self.cleaned_data["school_class"])

    def new_student(self) -> NewStudent:
        """Return the student as the form says her."""
        said = self.cleaned_data
        return NewStudent(said["number"], details_of(self, None), said["entered_on"])


class PlaceForm(VersionedForm):
    """Into which class, from when on."""

    school_class = forms.ChoiceField(label=_("Class"))
    starts_on = DayField(label=_("From this day on"))
    compared = ("school_class",)

    def __init__(
        self,
        sent: Any,
        *,
        classes: tuple[SchoolClass, ...],
        standing: Enrolment | None,
        today: dt.date,
    ) -> None:
        self._classes = {str(one.uid): one for one in classes}
        present = str(standing.school_class.uid) if standing else ""
        stands = {"school_class": present, "starts_on": today}
        super().__init__(sent, stands=stands, version=version_of(standing))
        offer(self, "school_class", [(uid, one.name) for uid, one in self._classes.items()])

    @property
    def class_chosen(self) -> SchoolClass:
        return self._classes[self.cleaned_data["school_class"]]


class LeaveForm(VersionedForm):
    """When and why a student leaves the school."""

    on = DayField(label=_("Last day at the school"))
    reason = forms.ChoiceField(label=_("Why"), widget=forms.RadioSelect)

    def __init__(self, sent: Any, *, standing: Enrolment | None, today: dt.date) -> None:
        super().__init__(sent, stands={"on": today}, version=version_of(standing))
        offer(self, "reason", choices("leaving", get_language() or "en"))


def offer(form: forms.Form, name: str, offered: list[tuple[Any, Any]]) -> None:
    """Set the choices of a field."""
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = offered


def _class_name(one: SchoolClass, schools: tuple[School, ...], language: str) -> str:
    if len(schools) == 1:
        return one.name
    school = next(school for school in schools if school.pk == one.year.school_id)
    return f"{school.name_in(language)} · {one.name}"

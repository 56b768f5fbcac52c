"""Which class is keyed in, and with which instrument."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kithwork.access.models import User
from kithwork.people.queries.lists import classes_to_choose, schools_of
from kithwork.surveys.forms.strip import language
from kithwork.surveys.queries import keyed_in


class WhichSheetForm(forms.Form):
    """A class of today, of a school whose students one may see, and an instrument."""

    school_class = forms.ChoiceField(label=_("Class"))
    instrument = forms.ChoiceField(label=_("Questionnaire"))

    def __init__(self, user: User, *args: Any) -> None:
        super().__init__(*args)
        classes, instruments = self.fields["school_class"], self.fields["instrument"]
        assert isinstance(classes, forms.ChoiceField)
        assert isinstance(instruments, forms.ChoiceField)
        classes.choices = [
            (school.name_in(language()), [(str(one.uid), one.name) for one in found])
            for school in schools_of(user)
            if (found := classes_to_choose(user, school))
        ]
        self.has_classes = bool(classes.choices)
        instruments.choices = [
            (one.code, one.instrument.title.said_in(language())) for one in keyed_in()
        ]

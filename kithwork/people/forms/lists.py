"""What a list of students is asked for, as its page sends it."""

from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kithwork.access.models import School, User
from kithwork.access.permissions import may
from kithwork.access.roles import Section, Verb
from kithwork.people.models import SchoolClass
from kithwork.people.queries.lists import Asked, There, classes_to_choose

ALL = ""
THERE = (
    (There.PRESENT.value, _("at school now")),
    (There.OWN.value, _("my own")),
    (There.CLASSLESS.value, _("at school, in no class")),
    (There.LEFT.value, _("left")),
)


class FindForm(forms.Form):
    """A few letters of a name, in characters or pinyin, or of a number."""

    q = forms.CharField(max_length=80, required=False)


class LongSelect(forms.Select):
    """A select of perhaps thousands of options, without a template drawn for each of them."""

    def render(
        self,
        name: str,
        value: Any,
        attrs: dict[str, Any] | None = None,
        renderer: Any = None,  # noqa: ARG002 (Django's signature)
    ) -> SafeString:
        chosen = set(self.format_value(value))
        options = format_html_join(
            "",
            '<option value="{}"{}>{}</option>',
            (
                (key, mark_safe(" selected" if str(key) in chosen else ""), label)  # noqa: S308
                for key, label in self.choices
            ),
        )
        written = flatatt({"name": name, **self.build_attrs(self.attrs, attrs)})
        return format_html("<select{}>{}</select>", written, options)


class ListForm(forms.Form):
    """School, class, who is there, and a few letters; whatever does not fit is left out."""

    school = forms.ChoiceField(label=_("School"), required=False)
    school_class = forms.ChoiceField(label=_("Class"), required=False, widget=LongSelect)
    there = forms.ChoiceField(label=_("Which"), choices=THERE, required=False)
    q = forms.CharField(label=_("Name, pinyin or number"), max_length=80, required=False)
    page = forms.IntegerField(min_value=1, required=False, widget=forms.HiddenInput)

    def __init__(self, request: HttpRequest, schools: tuple[School, ...]) -> None:
        sent: Any = request.POST if request.method == "POST" else request.GET
        self.at = next((one for one in schools if str(one.uid) == sent.get("school")), schools[0])
        assert isinstance(request.user, User)
        classes = classes_to_choose(request.user, self.at)
        self.chosen = next(
            (one for one in classes if str(one.uid) == sent.get("school_class")), None
        )
        super().__init__(self._fitting(sent))
        language = get_language() or "en"
        self._offer("school", [(str(one.uid), one.name_in(language)) for one in schools])
        if not may(request.user, Verb.READ, Section.ANSWERS):
            self._offer("there", [one for one in THERE if one[0] != There.OWN.value])
        self._offer("school_class", [(ALL, _("all classes")), *_named(classes)])
        self.has_schools = len(schools) > 1

    def asked(self) -> Asked:
        """Return what is asked for; the form is always valid, for what does not fit was left."""
        self.is_valid()
        return Asked(
            school=self.at,
            school_class=self.chosen.uid if self.chosen else None,
            there=There(self.cleaned_data.get("there") or There.PRESENT),
            typed=self.cleaned_data.get("q", ""),
            page=self.cleaned_data.get("page") or 1,
        )

    def _fitting(self, sent: Any) -> dict[str, str]:
        there = sent.get("there", "")
        return {
            "school": str(self.at.uid),
            "school_class": str(self.chosen.uid) if self.chosen else ALL,
            "there": there if there in set(There) else There.PRESENT.value,
            "q": sent.get("q", ""),
            "page": sent.get("page", ""),
        }

    def _offer(self, name: str, offered: list[tuple[Any, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = offered


def _named(classes: tuple[SchoolClass, ...]) -> list[tuple[str, str]]:
    return [(str(one.uid), one.name) for one in classes]

"""Forms about schools, and the first start that opens one."""

from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kithwork.access.actions.first_start import FirstStart
from kithwork.access.actions.organisation import NewSchool
from kithwork.access.actions.users import NewUser
from kithwork.access.models import School
from kithwork.catalogue.jurisdictions import packs

KINDS = (
    (School.Kind.PRIMARY.value, _("primary school")),
    (School.Kind.JUNIOR_HIGH.value, _("junior high school")),
    (School.Kind.NINE_YEAR.value, _("nine-year school")),
    (School.Kind.SENIOR_HIGH.value, _("senior high school")),
    (School.Kind.COMPLETE_HIGH.value, _("junior and senior high school")),
    (School.Kind.VOCATIONAL.value, _("vocational school")),
    (School.Kind.COLLEGE.value, _("college or university")),
    (School.Kind.SPECIAL.value, _("special school")),
    (School.Kind.OTHER.value, _("other")),
)


class SchoolForm(forms.Form):
    """A school: its names, kind, time zone and the law that holds there."""

    name_zh = forms.CharField(label=_("Name in Chinese"), max_length=160, required=False)
    name_en = forms.CharField(
        label=_("Name in English"),
        max_length=160,
        required=False,
        help_text=_("One of the two is enough."),
    )
    code = forms.CharField(
        label=_("Short code"),
        max_length=40,
        help_text=_("A few letters or digits that stay for ever, for files and lists."),
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=KINDS)
    time_zone = forms.ChoiceField(label=_("Time zone"), initial="Asia/Shanghai")
    jurisdiction = forms.ChoiceField(
        label=_("Law and programmes of"),
        initial="CN",
        help_text=_("Decides who must be told of what, hotlines, consent ages, aid programmes."),
    )

    def __init__(self, *args: Any, is_open: bool = False, **known: Any) -> None:
        """`is_open`: the school stands already, and its code with it."""
        super().__init__(*args, **known)
        if is_open:
            self.fields["code"].disabled = True
        language = get_language() or "en"
        zones = sorted(available_timezones())
        self._offer("time_zone", [(zone, zone) for zone in zones if "/" in zone or zone == "UTC"])
        self._offer(
            "jurisdiction", [(code, pack.label.said_in(language)) for code, pack in packs().items()]
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not (cleaned.get("name_zh") or cleaned.get("name_en")):
            self.add_error("name_zh", _("Give the school a name in one of the two languages."))
        return cleaned

    def school(self) -> NewSchool:
        """Return the school that was filled in."""
        given = self.cleaned_data
        return NewSchool(
            code=given["code"],
            kind=School.Kind(given["kind"]),
            name_en=given["name_en"],
            name_zh=given["name_zh"],
            time_zone=given["time_zone"],
            calendar=given["jurisdiction"],
            jurisdiction=given["jurisdiction"],
        )

    def standing(self, school: School) -> list[tuple[Any, str]]:
        """Return label and value of each field that stands otherwise than it was typed."""
        now = as_initial(school)
        differ = [name for name in now if str(self.data.get(name, now[name])) != str(now[name])]
        return [(self.fields[name].label, str(now[name]) or "–") for name in differ]

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices


def as_initial(school: School) -> dict[str, str]:
    """Return what a form about a school begins with."""
    return {name: getattr(school, name) for name in SchoolForm.base_fields}


class FirstStartForm(SchoolForm):
    """The code from the terminal, the organisation, its first school, its first account."""

    setup_code = forms.CharField(
        label=_("Code from the terminal"),
        max_length=40,
        help_text=_("It was printed where kithwork was started."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    organisation = forms.CharField(label=_("Name of the organisation"), max_length=160)
    name = forms.CharField(label=_("Your name"), max_length=120)
    username = forms.CharField(
        label=_("User name"),
        max_length=80,
        help_text=_("With it you sign in, for example lin.jing."),
        widget=forms.TextInput(attrs={"autocomplete": "username"}),
    )
    password = forms.CharField(
        label=_("Password"),
        help_text=_("At least ten signs. Four or five words that only you put together are best."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        validate_password(password)
        return password

    def first(self) -> FirstStart:
        """Return what was filled in."""
        given = self.cleaned_data
        account = NewUser(
            username=given["username"],
            name=given["name"],
            password=given["password"],
        )
        return FirstStart(given["organisation"], self.school(), account)

    def parts(self) -> list[tuple[Any, list[forms.BoundField]]]:
        """Return the fields in the order one thinks of them, under their headings."""
        school = [self[name] for name in SchoolForm.base_fields]
        return [
            (_("The code"), [self["setup_code"]]),
            (_("The organisation"), [self["organisation"]]),
            (_("Its first school"), school),
            (_("You, who keep the accounts"), [self["name"], self["username"], self["password"]]),
        ]

"""Resources and information: the directory, a link to a case and its steps, an item and a gift."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kithwork.access.models import School
from kithwork.casework.actions.information import ItemDetails
from kithwork.casework.actions.resources import ResourceDetails
from kithwork.casework.models import InformationItem, Resource
from kithwork.casework.models.support import FUNCTIONS
from kithwork.casework.wording import GIVEN, PRESENT, RESOURCES, TOPICS
from kithwork.catalogue.words import say
from kithwork.core.casework.links import LinkStatus
from kithwork.people.forms.versioned import DayField, FlagField, VersionedForm

LANGUAGES = (("zh-Hans", "中文"), ("en", "English"))


def functions() -> list[tuple[str, str]]:
    """Return the functions of support with their names in the reader's language."""
    language = get_language() or "en"
    return [(code, say(f"casework.function.{code}", language)) for code in FUNCTIONS]


class ResourceForm(VersionedForm):
    """What the directory says of a resource."""

    name = forms.CharField(label=_("What it is called"), max_length=120)
    kind = forms.ChoiceField(label=_("Kind"), choices=RESOURCES)
    functions = forms.MultipleChoiceField(
        label=_("Which support it gives"),
        choices=functions,
        widget=forms.CheckboxSelectMultiple,
    )
    eligibility = forms.CharField(
        label=_("Who can have it"),
        max_length=400,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    catchment = forms.CharField(label=_("Where"), max_length=160, required=False)
    capacity = forms.IntegerField(label=_("Places"), min_value=0, required=False)
    contact = forms.CharField(
        label=_("Whom to ask there, and how"),
        help_text=_("It is sealed."),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    is_checked = forms.BooleanField(label=_("I have checked it"), required=False)
    is_child_safe = FlagField(
        label=_("Was whoever meets children checked?"),
        help_text=_("Without a yes a person or place is not offered to a student."),
    )
    has_agreement = forms.BooleanField(label=_("There is a written agreement"), required=False)
    expires_on = DayField(label=_("Good until"), required=False)
    compared = ("name", "kind", "eligibility", "contact")

    def __init__(self, sent: Any, *, resource: Resource | None, contact: str) -> None:
        stands = _stands(resource, contact) if resource else {}
        super().__init__(sent, stands=stands, version=str(resource.version if resource else ""))

    def details(self) -> ResourceDetails:
        """Return what was typed as the action takes it."""
        said = {name: one for name, one in self.cleaned_data.items() if name != "version"}
        return ResourceDetails(**{**said, "functions": tuple(said["functions"])})


class LinkForm(forms.Form):
    """A resource that could serve the student, for one function."""

    function = forms.ChoiceField(label=_("For which support"), choices=functions)
    words = forms.CharField(label=_("What for"), max_length=500, required=False)

    def __init__(self, *args: Any, school: School) -> None:
        super().__init__(*args)
        self.fields["resource"] = forms.ModelChoiceField(
            Resource.objects.filter(school=school).order_by("name"),
            label=_("Resource"),
            to_field_name="uid",
            empty_label=_("choose …"),
        )
        self.order_fields(["resource", "function", "words"])


class MoveForm(forms.Form):
    """A step of a link."""

    to = forms.ChoiceField(choices=[(one.value, one.value) for one in LinkStatus])
    words = forms.CharField(max_length=500, required=False)


class ItemField(forms.ModelChoiceField):
    """An item of the information desk."""

    def label_from_instance(self, item: Any) -> str:
        assert isinstance(item, InformationItem)
        return item.title


class GiveForm(forms.Form):
    """An item that is given, to whom and how."""

    to = forms.ChoiceField(label=_("Given to"), choices=PRESENT)
    way = forms.ChoiceField(label=_("How it was given"), choices=GIVEN)

    def __init__(self, *args: Any, school: School) -> None:
        super().__init__(*args)
        standing = InformationItem.objects.filter(school=school, superseded_by=None)
        self.fields["item"] = ItemField(
            standing.filter(is_withdrawn=False).order_by("topic", "title"),
            label=_("Information"),
            to_field_name="uid",
            empty_label=_("choose …"),
        )
        self.order_fields(["item", "to", "way"])


class ItemForm(VersionedForm):
    """An item of the information desk, with its source and when it is looked at again."""

    title = forms.CharField(label=_("Title"), max_length=120)
    topic = forms.ChoiceField(label=_("About"), choices=TOPICS)
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES)
    text = forms.CharField(
        label=_("What it says"), max_length=20_000, widget=forms.Textarea(attrs={"rows": 8})
    )
    source = forms.CharField(
        label=_("Source"),
        help_text=_("Document, number and date; or the page and the day you read it."),
        max_length=300,
    )
    reviewed_on = DayField(label=_("Checked on"))
    review_by = DayField(label=_("Look at it again by"))
    compared = ("title", "text", "source")

    def __init__(self, sent: Any, *, item: InformationItem | None, stands: dict[str, Any]) -> None:
        super().__init__(sent, stands=stands, version=str(item.uid) if item else "")

    def details(self) -> ItemDetails:
        """Return what was typed as the action takes it."""
        said = {name: one for name, one in self.cleaned_data.items() if name != "version"}
        return ItemDetails(**said)


def _stands(resource: Resource, contact: str) -> dict[str, Any]:
    names = ("name", "kind", "functions", "eligibility", "catchment", "capacity", "has_agreement")
    stands = {name: getattr(resource, name) for name in (*names, "is_child_safe", "expires_on")}
    return stands | {"contact": contact, "is_checked": resource.vetting == "checked"}

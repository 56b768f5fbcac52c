"""What is asked of a person: name, birth, how to reach her. Nothing but a number is required."""

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kithwork.people.actions.persons import PersonDetails
from kithwork.people.forms.versioned import DayField, VersionedForm
from kithwork.people.models import Person
from kithwork.people.sealed import Contact, open_address, open_contacts, open_id_number
from kithwork.people.wording import choices

PARTS = ("kind", "contact", "remark")
EMPTY = ("", _("not known"))


class ContactRows(VersionedForm):
    """Rows of contacts after a form's own fields: as many as there are, and an empty one."""

    def add_contact_rows(self, contacts: Sequence[Contact]) -> None:
        """Add a row for each contact and one more; numbered from 1, the preferred one first."""
        self.contact_rows = range(1, len(contacts) + 2)
        kinds = choices("contact", get_language() or "en")
        for row, contact in zip(self.contact_rows, [*contacts, Contact("", "")], strict=True):
            offered = [*kinds, *_own_kind(contact, kinds)]
            number = {"number": row}
            self._add(f"kind_{row}", forms.ChoiceField(choices=offered), contact.kind)
            self._add(f"contact_{row}", forms.CharField(max_length=120), contact.value)
            self._add(f"remark_{row}", forms.CharField(max_length=120), contact.remark)
            self.fields[f"kind_{row}"].label = _("Contact %(number)d: kind") % number
            self.fields[f"contact_{row}"].label = _("Contact %(number)d") % number
            self.fields[f"remark_{row}"].label = _("Contact %(number)d: remark") % number
        self.compared = (*self.compared, *(f"contact_{row}" for row in self.contact_rows))

    @property
    def rows_of_contacts(self) -> list[list[forms.BoundField]]:
        """The contact rows, for drawing."""
        return [[self[f"{name}_{row}"] for name in PARTS] for row in self.contact_rows]

    @property
    def own_fields(self) -> list[forms.BoundField]:
        """The visible fields that stand before the contact rows."""
        in_rows = {bound.name for row in self.rows_of_contacts for bound in row}
        return [bound for bound in self.visible_fields() if bound.name not in in_rows]

    def contacts(self) -> tuple[Contact, ...]:
        """Return the rows that say something."""
        return tuple(self._filled())

    def _filled(self) -> Iterator[Contact]:
        said = self.cleaned_data
        for row in self.contact_rows:
            if value := said[f"contact_{row}"].strip():
                yield Contact(said[f"kind_{row}"] or "phone", value, said[f"remark_{row}"].strip())

    def _add(self, name: str, field: forms.Field, value: str) -> None:
        field.required = False
        self.fields[name] = field
        self.initial[name] = value
        self.stands = {**self.stands, name: value}


class IdentityForm(ContactRows):
    """Name, birth, sex, language, contacts and address of a student."""

    full_name = forms.CharField(
        label=_("Name"),
        max_length=120,
        required=False,
        help_text=_("Family name first. Leave it open where it is not known yet."),
    )
    preferred_name = forms.CharField(label=_("Likes to be called"), max_length=60, required=False)
    sex = forms.ChoiceField(label=_("Sex"), required=False)
    birth = DayField(label=_("Born on"), required=False)
    speaks = forms.CharField(
        label=_("Speaks"),
        max_length=80,
        required=False,
        help_text=_("Language or dialect in which one can talk with her or him."),
    )
    address = forms.CharField(label=_("Address"), max_length=200, required=False)
    compared = ("full_name", "preferred_name", "sex", "birth", "speaks", "address")

    def __init__(self, sent: Any, *, person: Person) -> None:
        self.person = person
        stands = {name: getattr(person, name) for name in self.compared[:-1]}
        stands["address"] = open_address(person)
        super().__init__(sent, stands=stands, version=str(person.version))
        offer_sexes(self)
        self.add_contact_rows(open_contacts(person))

    def details(self) -> PersonDetails:
        """Return the person as the form sends her; what it does not show stays as it is."""
        return details_of(self, self.person)


def details_of(form: ContactRows, person: Person | None, **fixed: Any) -> PersonDetails:
    """Return what a form says of a person, over what stands and the form does not show."""
    said = {**_unshown(person), **{n: form.cleaned_data[n] for n in _SHOWN if n in form.fields}}
    if person is not None and said["full_name"] == person.full_name:
        said |= {"family_name": person.family_name, "given_name": person.given_name}
    return PersonDetails(contacts=form.contacts(), **said, **fixed)


def offer_sexes(form: forms.Form) -> None:
    """Offer the words for sex, and that it is not known."""
    field = form.fields["sex"]
    assert isinstance(field, forms.ChoiceField)
    field.choices = [EMPTY, *choices("sex", get_language() or "en")]


_SHOWN = ("full_name", "preferred_name", "sex", "birth", "speaks", "address")


def _unshown(person: Person | None) -> dict[str, Any]:
    if person is None:
        return {}
    stands = {name: getattr(person, name) for name in _SHOWN[:-1]}
    return {**stands, "address": open_address(person), "id_number": open_id_number(person)}


def _own_kind(contact: Contact, kinds: list[tuple[str, str]]) -> list[tuple[str, str]]:
    known = {kind for kind, _word in kinds}
    return [(contact.kind, contact.kind)] if contact.kind and contact.kind not in known else []

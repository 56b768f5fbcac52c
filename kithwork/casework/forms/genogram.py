"""The family of a genogram, one line each; what a carer's list says is not asked again."""

import datetime as dt
import uuid
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kithwork.audit.ids import new_uid
from kithwork.casework.actions.genogram import BondSaid, PersonSaid
from kithwork.casework.genogram_words import Names, said_of
from kithwork.catalogue.words import say
from kithwork.core.genogram.family import Bond, Partnership
from kithwork.core.genogram.kin import NARROWER, Kin, Part, Side
from kithwork.people.forms.versioned import DayField, VersionedForm

SPARE = 3
SPARE_LINES = 2
BONDS = (Bond.CLOSE, Bond.CONFLICT, Bond.DISTANT, Bond.CUT_OFF)
COUPLES = (
    Part.NEW_PARTNER,
    Part.SIBLINGS_PARTNER,
    Part.OWN_PARTNER,
)
SECOND = (Kin.MOTHER, Kin.FATHERS_MOTHER, Kin.MOTHERS_MOTHER)
SEXED = (Part.COUSIN, Part.OWN_PARTNER)
CHILDREN = (Part.INDEX, Part.SIBLING, Part.HALF_SIBLING, Part.CHILD, Part.COUSIN)
FIRST_YEAR = 1850


class PersonForm(forms.Form):
    """One person: who she is to the student, and what is not on record of her."""

    kin = forms.ChoiceField(label=_("Who this is to the student"), required=False)
    bond = forms.ChoiceField(label=_("With the student"), required=False)
    partnership = forms.ChoiceField(label=_("The couple"), required=False)
    birth_year = forms.IntegerField(
        label=_("Born in the year"), required=False, min_value=FIRST_YEAR, max_value=2200
    )
    sex = forms.ChoiceField(label=_("Sex, where the word does not tell"), required=False)
    lives_here = forms.BooleanField(label=_("Lives with the student"), required=False)
    is_deceased = forms.BooleanField(label=_("Has died"), required=False)
    is_adopted = forms.BooleanField(label=_("Adopted"), required=False)
    is_out = forms.BooleanField(label=_("Take off the picture"), required=False)

    def __init__(self, *args: Any, said: PersonSaid | None = None, **options: Any) -> None:
        self.said = said
        self.name = self.told = ""
        self.is_new = False
        super().__init__(*args, **options)
        language = get_language() or "en"
        self._offer("kin", kin_choices(said, language))
        self._offer("bond", _worded("bond", BONDS, language))
        self._offer("partnership", _worded("couple", list(Partnership)[1:], language))
        self._offer("sex", [("", "–"), ("female", _("female")), ("male", _("male"))])
        for name in _not_asked(said):
            del self.fields[name]

    @property
    def is_spare(self) -> bool:
        return self.said is None

    @property
    def is_open(self) -> bool:
        """Whether there is something to say: nobody drew her yet, the side is open, a fault."""
        return (
            self.is_new
            or bool(self.errors)
            or (self.said is not None and self.said.kin in NARROWER)
        )

    def person(self) -> PersonSaid | None:
        """Return the person, or None where the line says nobody or takes her off."""
        given = self.cleaned_data
        kin = given.get("kin") or (self.said.kin.value if self.said else "")
        if not kin or given.get("is_out"):
            return None
        base = self.said or PersonSaid(kin=Kin(kin), member=new_uid())
        return replace(
            base,
            kin=Kin(kin),
            **{
                name: given[name]
                for name in ("birth_year", "sex", "lives_here", "is_deceased", "is_adopted")
                if name in given
            },
            partnership=Partnership(given.get("partnership", base.partnership)),
        )

    def bond_said(self) -> Bond | None:
        """Return the line to the student, if any."""
        return Bond(said) if (said := self.cleaned_data.get("bond")) else None

    def _offer(self, name: str, choices: Iterable[tuple[Any, Any]]) -> None:
        field: Any = self.fields[name]
        field.choices = list(choices)


class LineForm(forms.Form):
    """A line between two others."""

    one = forms.ChoiceField(label=_("Which person"), required=False)
    bond = forms.ChoiceField(label=_("How they stand"), required=False)
    other = forms.ChoiceField(label=_("With whom"), required=False)

    def __init__(self, *args: Any, people: Sequence[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        for name in ("one", "other"):
            field: Any = self.fields[name]
            field.choices = [("", "–"), *people]
        chosen: Any = self.fields["bond"]
        chosen.choices = _worded("bond", BONDS, get_language() or "en")

    def line(self) -> BondSaid | None:
        """Return the line, or None where the form does not name both and how they stand."""
        given = self.cleaned_data
        if not (given["one"] and given["other"] and given["bond"]):
            return None
        return BondSaid(
            one=uuid.UUID(given["one"]), other=uuid.UUID(given["other"]), bond=Bond(given["bond"])
        )


class GenogramForm(VersionedForm):
    """The day, everybody on record, a few spare lines, and lines between two others.

    `drawn`: who stood on the latest picture; of the others there is something to say.
    """

    on = DayField(label=_("On which day?"))

    def __init__(
        self,
        sent: Any,
        *,
        people: Sequence[PersonSaid],
        bonds: Sequence[BondSaid],
        on: dt.date,
        names: Names,
        drawn: Collection[uuid.UUID],
        version: str,
    ) -> None:
        super().__init__(sent, stands={"on": on}, version=version)
        self.student = next(one.member for one in people if one.kin is Kin.STUDENT)
        with_student, others = self._parted(bonds)
        self.people = [
            self._person(sent, place, said, with_student)
            for place, said in enumerate((*people, *(None for _spare in range(SPARE))))
        ]
        labels = names.of(people)
        for form in self.people:
            if form.said is not None:
                form.name = labels[str(form.said.member)]
                form.told = said_of(form.said, people, bonds, labels, names, on)
                form.is_new = form.said.member not in drawn
        named = [
            (str(one.member), labels[str(one.member)])
            for one in people
            if one.kin is not Kin.STUDENT
        ]
        rows: list[dict[str, Any]] = [*map(_stands, others), *({} for _spare in range(SPARE_LINES))]
        self.lines = [
            LineForm(sent or None, prefix=f"line-{place}", initial=row, people=named)
            for place, row in enumerate(rows)
        ]

    def is_valid(self) -> bool:
        forms_of_it = (*self.people, *self.lines)
        return all([super().is_valid(), *(form.is_valid() for form in forms_of_it)])

    def said(self) -> tuple[tuple[PersonSaid, ...], tuple[BondSaid, ...]]:
        """Return everybody who is not left out, and the lines between those."""
        found = [(form, person) for form in self.people if (person := form.person()) is not None]
        people = tuple(person for _form, person in found)
        members = {one.member for one in people}
        with_student = [
            BondSaid(one=self.student, other=person.member, bond=bond)
            for form, person in found
            if (bond := form.bond_said()) is not None
        ]
        others = [line for form in self.lines if (line := form.line()) is not None]
        bonds = [one for one in (*with_student, *others) if {one.one, one.other} <= members]
        return people, tuple(bonds)

    def _parted(
        self, bonds: Sequence[BondSaid]
    ) -> tuple[dict[uuid.UUID, Bond], tuple[BondSaid, ...]]:
        """Return the lines with the student by the other one, and those between two others."""
        hers: dict[uuid.UUID, Bond] = {}
        for one in bonds:
            if self.student in (one.one, one.other):
                hers[one.other if one.one == self.student else one.one] = one.bond
        return hers, tuple(one for one in bonds if self.student not in (one.one, one.other))

    def _person(
        self, sent: Any, place: int, said: PersonSaid | None, hers: dict[uuid.UUID, Bond]
    ) -> PersonForm:
        stands = {} if said is None else _person_stands(said, hers.get(said.member))
        return PersonForm(sent or None, prefix=f"person-{place}", initial=stands, said=said)


def kin_choices(said: PersonSaid | None, language: str) -> list[tuple[Any, Any]]:
    """Return the words for who somebody is: all in groups, or those that fit what a list says."""
    if said is None:
        return [("", "–"), *_groups(language)]
    own = (said.kin.value, say(f"genogram.kin.{said.kin}", language))
    if not said.is_carer:
        return [own, *_groups(language)]
    wider = next((kin for kin, narrow in NARROWER.items() if said.kin in narrow), said.kin)
    offered = (wider, *NARROWER.get(wider, ()))
    return [(kin.value, say(f"genogram.kin.{kin}", language)) for kin in dict.fromkeys(offered)]


def _groups(language: str) -> list[tuple[Any, Any]]:
    groups: dict[str, list[tuple[str, str]]] = {}
    for kin in Kin:
        if (kin is not Kin.STUDENT and kin not in NARROWER) or kin is Kin.OTHER:
            word = (kin.value, say(f"genogram.kin.{kin}", language))
            groups.setdefault(_group(kin), []).append(word)
    return [(say(f"genogram.group.{name}", language), words) for name, words in groups.items()]


def _group(kin: Kin) -> str:
    place = kin.place
    if place.part in (Part.PARENT, Part.NEW_PARTNER):
        return "parents"
    if place.part in (Part.SIBLING, Part.HALF_SIBLING):
        return "siblings"
    if place.part in (Part.OWN_PARTNER, Part.CHILD):
        return "own"
    return {Side.FATHERS: "fathers", Side.MOTHERS: "mothers", Side.NONE: "others"}[place.side]


def _not_asked(said: PersonSaid | None) -> set[str]:
    """Return the fields that are needless for somebody: known from a list, or without meaning."""
    if said is None:
        return {"is_out"}
    if said.kin is Kin.STUDENT:
        return {
            "kin",
            "bond",
            "partnership",
            "birth_year",
            "sex",
            "lives_here",
            "is_deceased",
            "is_out",
        }
    left_out = set[str]()
    if said.is_carer:
        left_out |= {"lives_here", "is_out", "sex"}
        if len(kin_choices(said, "en")) == 1:
            left_out.add("kin")
    part = said.kin.place.part
    if part not in CHILDREN:
        left_out.add("is_adopted")
    if part not in COUPLES and said.kin not in SECOND and said.kin not in NARROWER:
        left_out.add("partnership")
    if part not in SEXED and said.kin is not Kin.OTHER:
        left_out.add("sex")
    return left_out


def _worded(kind: str, values: Iterable[Any], language: str) -> list[tuple[str, str]]:
    nothing = ("", say(f"genogram.{kind}.not_said", language))
    return [nothing, *((v.value, say(f"genogram.{kind}.{v}", language)) for v in values)]


def _person_stands(said: PersonSaid, bond: Bond | None) -> dict[str, Any]:
    return {
        "kin": said.kin.value,
        "bond": bond.value if bond else "",
        "partnership": said.partnership.value,
        "birth_year": said.birth_year,
        "sex": said.sex,
        "lives_here": said.lives_here,
        "is_deceased": said.is_deceased,
        "is_adopted": said.is_adopted,
    }


def _stands(line: BondSaid) -> dict[str, Any]:
    return {"one": str(line.one), "other": str(line.other), "bond": line.bond.value}


class HarmForm(forms.Form):
    """A line of violence, drawn or taken away."""

    one = forms.ChoiceField(label=_("Violence by"))
    other = forms.ChoiceField(label=_("Against"))
    stands = forms.ChoiceField(choices=[("yes", ""), ("no", "")], widget=forms.HiddenInput)

    def __init__(self, sent: Any, *, people: Sequence[tuple[str, str]]) -> None:
        super().__init__(sent, initial={"stands": "yes"})
        for name in ("one", "other"):
            field: Any = self.fields[name]
            field.choices = list(people)

    def said(self) -> dict[str, Any]:
        """Return what the action takes."""
        given = self.cleaned_data
        return {
            "one": uuid.UUID(given["one"]),
            "other": uuid.UUID(given["other"]),
            "stands": given["stands"] == "yes",
        }

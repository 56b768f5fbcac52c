"""What is asked of a programme or service: what it is, its terms; and that nothing is given."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kithwork.access.models import School
from kithwork.aid.actions.programmes import Described, Money, Terms
from kithwork.aid.models import Programme, ProgrammeTerms
from kithwork.aid.models.programmes import AMOUNT_IS, PER
from kithwork.aid.money import currency_of, minor_of, typed_of
from kithwork.catalogue.programmes import ProgrammeEntry, aid_kinds
from kithwork.catalogue.support import functions, sources
from kithwork.catalogue.words import say
from kithwork.core.support.cells import SELF
from kithwork.core.support.functions import Function
from kithwork.people.forms.versioned import DayField, VersionedForm

MONEY = ("amount", "amount_is", "up_to", "per")


class AmountField(forms.CharField):
    """An amount of money, typed in whole units; its value is in minor units."""

    def __init__(self, **options: Any) -> None:
        attrs = {"inputmode": "decimal"}
        super().__init__(
            required=False, max_length=20, widget=forms.TextInput(attrs=attrs), **options
        )

    def clean(self, value: Any) -> Any:
        typed = super().clean(value)
        if not typed:
            return None
        try:
            return minor_of(typed)
        except ValueError as problem:
            raise forms.ValidationError(_("An amount above nought, such as 3700 or 12.50.")) from (
                problem
            )


class TermsForm(VersionedForm):
    """What holds from a day on."""

    starts_on = DayField(label=_("From this day on"))
    target = forms.CharField(label=_("For whom"), max_length=300, required=False)
    rule = forms.CharField(
        label=_("The rule in words"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    left_out = forms.CharField(
        label=_("Who is left out"),
        help_text=_("Whom the rule misses although they may need it."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    amount = AmountField(label=_("Amount"))
    amount_is = forms.ChoiceField(label=_("The amount is"), required=False)
    up_to = AmountField(label=_("Up to"), help_text=_("Only for a range."))
    per = forms.ChoiceField(label=_("Per"), required=False)
    places = forms.IntegerField(label=_("Places"), min_value=0, required=False)
    reached = forms.IntegerField(
        label=_("Students reached in the past year"), min_value=0, required=False
    )
    covers_percent = forms.IntegerField(
        label=_("Share of the need it meets, in percent"),
        help_text=_("Only if somebody has worked it out."),
        min_value=1,
        max_value=100,
        required=False,
    )
    reference = forms.CharField(
        label=_("Where this is written"),
        help_text=_("A document, a page, or who said so and when."),
        max_length=300,
    )

    def __init__(
        self, sent: Any, *, school: School, today: dt.date, before: ProgrammeTerms | None = None
    ) -> None:
        stands = _terms_stand(before) if before else {"amount_is": "fixed", "per": "year"}
        super().__init__(sent, stands={"starts_on": today, **stands}, version="")
        self._currency = before.currency if before and before.currency else _money_of(school)
        language = get_language() or "en"
        for name, codes in (("amount_is", AMOUNT_IS), ("per", PER)):
            choices = [(one, say(f"aid.choice.{name}.{one}", language)) for one in codes]
            self.fields[name].choices = choices  # type: ignore[attr-defined]

    def without_money(self) -> None:
        """A service gives a person's time: nothing about money is asked."""
        for name in MONEY:
            del self.fields[name]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        is_range = said.get("amount_is") == "range" and said.get("amount") is not None
        if is_range and not said.get("up_to"):
            self.add_error("up_to", _("A range needs its end."))
        if is_range and said.get("up_to") and said["up_to"] <= said["amount"]:
            self.add_error("up_to", _("The end lies above the beginning."))
        return said

    def terms(self) -> Terms:
        """Return the terms as the form says them."""
        said = self.cleaned_data
        return Terms(
            starts_on=said["starts_on"],
            reference=said["reference"],
            target=said["target"],
            rule=said["rule"],
            left_out=said["left_out"],
            money=self._money(),
            places=said["places"],
            reached=said["reached"],
            covers_percent=said["covers_percent"],
        )

    def _money(self) -> Money | None:
        said = self.cleaned_data
        if said.get("amount") is None:
            return None
        return Money(
            minor=said["amount"],
            currency=self._currency,
            is_what=said["amount_is"],
            per=said["per"],
            up_to=said["up_to"] if said["amount_is"] == "range" else None,
        )


class ProgrammeForm(TermsForm):
    """A programme or service with its first terms."""

    kind = forms.ChoiceField(label=_("Kind"))
    name = forms.CharField(label=_("What it is called here"), max_length=120)
    source = forms.ChoiceField(label=_("Who gives it"))
    functions = forms.MultipleChoiceField(
        label=_("Which support it gives"), widget=forms.CheckboxSelectMultiple
    )
    field_order = ("kind", "name", "source", "functions")

    def __init__(self, sent: Any, *, school: School, today: dt.date, is_service: bool) -> None:
        super().__init__(sent, school=school, today=today)
        language = get_language() or "en"
        kinds = {code: one for code, one in aid_kinds().items() if one.is_service is is_service}
        self._offer("kind", [(code, one.label.said_in(language)) for code, one in kinds.items()])
        self._offer(
            "source",
            [(s.code, s.label.said_in(language)) for s in sources().values() if s.is_formal]
            + [(s.code, s.label.said_in(language)) for s in sources().values() if not s.is_formal],
        )
        self._offer(
            "functions",
            [(one.function.value, one.label.said_in(language)) for one in functions().values()],
        )
        if is_service:
            self.without_money()

    def described(self) -> Described:
        """Return what the programme is."""
        said = self.cleaned_data
        return Described(
            kind=said["kind"],
            name=said["name"],
            source=said["source"],
            functions=tuple(map(Function, said["functions"])),
        )

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        self.fields[name].choices = [one for one in choices if one[0] != SELF]  # type: ignore[attr-defined]


class TakeOverForm(forms.Form):
    """Programmes of the catalogue, ticked."""

    entries = forms.MultipleChoiceField(
        label=_("Programmes"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick at least one programme, or go back without saving.")},
    )

    def __init__(self, sent: Any, *, offered: tuple[ProgrammeEntry, ...]) -> None:
        super().__init__(sent or None)
        self._offered = {one.entry.id: one for one in offered}
        self.fields["entries"].choices = [(one, one) for one in self._offered]  # type: ignore[attr-defined]

    def chosen(self) -> list[ProgrammeEntry]:
        return [self._offered[one] for one in self.cleaned_data["entries"]]


class NothingForm(VersionedForm):
    """That a source gives nothing of a function."""

    source = forms.ChoiceField(label=_("By whom"))
    function = forms.ChoiceField(label=_("gives nothing of"))
    starts_on = DayField(label=_("As of"))
    reference = forms.CharField(
        label=_("Where this is written"),
        help_text=_("A document, a page, or who said so and when."),
        max_length=300,
    )

    def __init__(self, sent: Any, *, today: dt.date) -> None:
        super().__init__(sent, stands={"starts_on": today}, version="")
        language = get_language() or "en"
        formal = [one for one in sources().values() if one.is_formal]
        labelled = [(one.code, one.label.said_in(language)) for one in formal]
        served = [(f.function.value, f.label.said_in(language)) for f in functions().values()]
        self.fields["source"].choices = labelled  # type: ignore[attr-defined]
        self.fields["function"].choices = served  # type: ignore[attr-defined]


class EndForm(VersionedForm):
    """The last day of something."""

    on = DayField(label=_("Its last day"))

    def __init__(self, sent: Any, *, today: dt.date) -> None:
        super().__init__(sent, stands={"on": today}, version="")


def draft_of(programme: Programme, what: str) -> str:
    """Return the name under which a form on a programme keeps its draft."""
    return f"aid-{what}:{programme.uid}"


def _terms_stand(before: ProgrammeTerms) -> dict[str, Any]:
    return {
        "target": before.target,
        "rule": before.rule,
        "left_out": before.left_out,
        "amount": typed_of(before.amount_minor),
        "amount_is": before.amount_is or "fixed",
        "up_to": typed_of(before.amount_up_to),
        "per": before.per or "year",
        "places": before.places,
        "covers_percent": before.covers_percent,
    }


def _money_of(school: School) -> str:
    return currency_of(school.jurisdiction)

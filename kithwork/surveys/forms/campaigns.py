"""A campaign as it is planned on one page, and who is on duty while students answer."""

import datetime as dt
import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kithwork.access.models import School
from kithwork.access.refusals import Refused
from kithwork.audit import clock
from kithwork.catalogue.consent import BASES
from kithwork.catalogue.notices import notices
from kithwork.catalogue.words import say
from kithwork.core.campaigns import ANSWERING
from kithwork.core.consent import ConsentPolicy
from kithwork.people.models import Student
from kithwork.people.queries.classes import classes_at
from kithwork.people.queries.consents import policy_for
from kithwork.people.wording import in_a_list
from kithwork.safety.forms import SpeakerField
from kithwork.surveys.actions.campaigns import Planned
from kithwork.surveys.forms.strip import language
from kithwork.surveys.models import Campaign
from kithwork.surveys.queries import own_first

WAYS = ("link", "room", "paper", "file")
FURTHER = ("survey_talk", "research")
AUDIENCES = Campaign.Audience.values
WEEKDAYS = (
    ("0", _("Monday")),
    ("1", _("Tuesday")),
    ("2", _("Wednesday")),
    ("3", _("Thursday")),
    ("4", _("Friday")),
    ("5", _("Saturday")),
    ("6", _("Sunday")),
)


def _day(**options: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(widget=widget, **options)


class CampaignForm(forms.Form):
    """What is asked, whom, how, on which basis, until when."""

    title = forms.CharField(
        label=_("Name of the campaign"), max_length=80, help_text=_("Only colleagues see it.")
    )
    instrument = forms.ChoiceField(label=_("Questionnaire"))
    ways = forms.MultipleChoiceField(
        label=_("How answers come"), widget=forms.CheckboxSelectMultiple, required=False
    )
    audience_kind = forms.ChoiceField(
        label=_("Who is asked"), widget=forms.RadioSelect, initial="classes"
    )
    classes = forms.MultipleChoiceField(
        label=_("Classes"), widget=forms.CheckboxSelectMultiple, required=False
    )
    size = forms.IntegerField(label=_("Students in the sample"), min_value=1, required=False)
    seed = forms.CharField(
        label=_("Seed of the sample"),
        max_length=40,
        required=False,
        help_text=_("Any word. The same word draws the same students again."),
    )
    numbers = forms.CharField(
        label=_("Student numbers"),
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
        help_text=_("One on each line, or apart by commas."),
    )
    further = forms.MultipleChoiceField(
        label=_("Asked besides, each by itself"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    basis = forms.ChoiceField(
        label=_("Lawful basis"),
        required=False,
        help_text=_("Proposed by the rules of your jurisdiction; your school answers for it."),
    )
    notice = forms.ChoiceField(label=_("Notice"), required=False)
    contact = forms.CharField(
        label=_("Whom students and families may ask"),
        max_length=160,
        required=False,
        help_text=_("Name, room and hours; it stands on the notice and at the end."),
    )
    closes_on = _day(label=_("Open until"), required=False)

    def __init__(self, school: School, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.school = school
        said = language()
        self._offer(
            "instrument",
            [(one.code, one.instrument.title.said_in(said)) for one in own_first()],
        )
        self._offer("ways", [(one, say(f"surveys.way.{one}", said)) for one in WAYS])
        self._offer(
            "audience_kind", [(one, say(f"surveys.audience.{one}", said)) for one in AUDIENCES]
        )
        today = clock.today(school.time_zone or "UTC")
        self._offer("classes", [(str(c.uid), c.name) for c in classes_at(school, on=today)])
        self._offer("further", [(one, say(f"surveys.purpose.{one}", said)) for one in FURTHER])
        self._offer("basis", [(one, say(f"surveys.basis.{one}", said)) for one in BASES])
        self._offer("notice", [(c, one.label.said_in(said)) for c, one in notices().items()])
        self._propose_bases(policy_for(school, today))

    def _propose_bases(self, policy: ConsentPolicy) -> None:
        """Ask for the basis of each purpose by itself; the jurisdiction's stands there first."""
        said = language()
        offered = [(one, say(f"surveys.basis.{one}", said)) for one in BASES]
        self.fields["basis"].initial = policy.purpose(ANSWERING).lawful_basis
        for purpose in FURTHER:
            self.fields[f"basis-{purpose}"] = forms.ChoiceField(
                label=say("surveys.basis_of", said, purpose=f"surveys.purpose.{purpose}"),
                choices=offered,
                initial=policy.purpose(purpose).lawful_basis,
                required=False,
            )

    @property
    def further_bases(self) -> list[forms.BoundField]:
        """The bases of the purposes that are asked besides."""
        return [self[f"basis-{purpose}"] for purpose in FURTHER]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        kind = data.get("audience_kind")
        if kind == Campaign.Audience.CLASSES and not data.get("classes"):
            self.add_error("classes", _("Choose at least one class."))
        if kind == Campaign.Audience.SAMPLE and not data.get("size"):
            self.add_error("size", _("Say how many students the sample has."))
        if kind == Campaign.Audience.LIST:
            self._check_numbers(data)
        return data

    def plan(self) -> Planned:
        data = self.cleaned_data
        bases = {one: data[f"basis-{one}"] for one in data["further"]}
        return Planned(
            title=data["title"],
            instrument=data["instrument"],
            ways=tuple(data["ways"]),
            purposes={ANSWERING: data["basis"]} | bases,
            notice=data["notice"],
            contact=data["contact"],
            audience_kind=data["audience_kind"],
            audience=self._audience(),
            closes_on=data["closes_on"],
        )

    def _audience(self) -> dict[str, Any]:
        data = self.cleaned_data
        audiences: dict[str, dict[str, Any]] = {
            "school": {},
            "classes": {"classes": data["classes"]},
            "sample": {"size": data["size"], "seed": data["seed"]},
            "list": {"students": data.get("students", [])},
        }
        return audiences[data["audience_kind"]]

    def _check_numbers(self, data: dict[str, Any]) -> None:
        numbers = [one for one in re.split(r"[\s,，;；、]+", data.get("numbers", "")) if one]
        students = Student.objects.filter(
            school=self.school, number__in=numbers, left_on__isnull=True
        )
        found = {str(number): str(uid) for number, uid in students.values_list("number", "uid")}
        unknown = [one for one in numbers if one not in found]
        if unknown:
            refused = Refused("surveys.numbers_unknown", numbers=", ".join(unknown[:10]))
            self.add_error("numbers", refused.said_in(language()))
        elif not numbers:
            self.add_error("numbers", _("Give at least one number."))
        data["students"] = sorted(found.values())

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices


def values_of(campaign: Campaign) -> dict[str, Any]:
    """Return a draft as its form shows it."""
    audience = campaign.audience
    listed = Student.objects.filter(uid__in=audience.get("students", []))
    return {
        "title": campaign.title,
        "instrument": campaign.instrument,
        "ways": campaign.ways,
        "audience_kind": campaign.audience_kind,
        "classes": audience.get("classes", []),
        "size": audience.get("size"),
        "seed": audience.get("seed", ""),
        "numbers": "\n".join(listed.order_by("number").values_list("number", flat=True)),
        "further": [one for one in campaign.purposes if one != ANSWERING],
        "basis": campaign.purposes.get(ANSWERING, ""),
        **{f"basis-{one}": campaign.purposes[one] for one in FURTHER if one in campaign.purposes},
        "notice": campaign.notice,
        "contact": campaign.contact,
        "closes_on": campaign.closes_on,
    }


class DutyForm(forms.Form):
    """Somebody on duty between two times on some weekdays of some days."""

    from_day = _day(label=_("From this day"))
    to_day = _day(label=_("To this day"))
    weekdays = forms.MultipleChoiceField(
        label=_("On these weekdays"),
        choices=WEEKDAYS,
        widget=forms.CheckboxSelectMultiple,
    )
    starts = forms.TimeField(
        label=_("Begins at"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    ends = forms.TimeField(
        label=_("Ends at"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )

    def __init__(self, school: School, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["user"] = SpeakerField(
            school,
            label=_("Who is on duty"),
            help_text=_("She or he is told at once of an answer that asks for a talk."),
            empty_label=_("– choose –"),
        )
        self.order_fields(["user"])

    def clean(self) -> dict[str, Any]:
        """Say of the days themselves what is wrong with them, at the field where it is mended."""
        said = super().clean() or {}
        first, last = said.get("from_day"), said.get("to_day")
        if first and last and last < first:
            self.add_error("to_day", _("The last day lies before the first."))
        elif first and last and said.get("weekdays") and not self.days():
            told = {"days": in_a_list(_weekdays_between(first, last), language())}
            words = _("These days are only: %(days)s. Tick them, or choose other days.")
            self.add_error("weekdays", words % told)
        return said

    def days(self) -> list[dt.date]:
        """Return the days chosen; none where the last lies before the first."""
        first, last = self.cleaned_data["from_day"], self.cleaned_data["to_day"]
        count = min((last - first).days + 1, 400)
        span = [first + dt.timedelta(days=step) for step in range(max(count, 0))]
        return [day for day in span if str(day.weekday()) in self.cleaned_data["weekdays"]]


def weekdays_with(day: dt.date) -> list[str]:
    """Return the weekdays of school, and that of a day: who plans on a Sunday plans for it."""
    return [value for value, _name in WEEKDAYS if int(value) < 5 or int(value) == day.weekday()]


def _weekdays_between(first: dt.date, last: dt.date) -> list[str]:
    """Return the weekdays of some days by name, in the order in which they come."""
    count = min((last - first).days + 1, len(WEEKDAYS))
    days = (first + dt.timedelta(days=step) for step in range(count))
    return [str(WEEKDAYS[day.weekday()][1]) for day in days]

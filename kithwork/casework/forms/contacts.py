"""Writing down a contact: a line in the corridor, or a full note by one of three templates."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from kithwork.casework.actions.contacts import Note, Promise, Used
from kithwork.casework.actions.writing import version_of
from kithwork.casework.models import Case, Contact
from kithwork.casework.queries.techniques import Offer
from kithwork.casework.wording import HEARD, MODES, PRESENT, RISKS, SECTIONS
from kithwork.people.forms.versioned import DayField, VersionedForm

MOMENT = "%Y-%m-%dT%H:%M"
LEVELS = [("", _("not asked")), *((str(n), str(n)) for n in range(5))]
FULL = ("process", "dap", "soap")


class MomentField(forms.DateTimeField):
    """A moment on the school's clock."""

    def __init__(self, **options: Any) -> None:
        widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MOMENT)
        super().__init__(widget=widget, input_formats=[MOMENT], **options)


class BriefForm(forms.Form):
    """Who, one line, what next: that is all."""

    line = forms.CharField(
        label=_("What happened, in a line"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    next = forms.CharField(label=_("What next"), max_length=300, required=False)
    mode = forms.ChoiceField(label=_("In which way"), choices=MODES, initial="face")

    def note(self, at: dt.datetime) -> Note:
        """Return the note of a contact that was just now."""
        said = self.cleaned_data
        words = {"line": said["line"], "next": said["next"]}
        return Note(at=at, form="brief", words=words, mode=said["mode"], present=("client",))


class ContactForm(VersionedForm):
    """A full note. `used`: techniques that were used, those of the plan first."""

    at = MomentField(label=_("When was it?"))
    minutes = forms.IntegerField(label=_("Minutes"), min_value=1, max_value=1440)
    mode = forms.ChoiceField(label=_("In which way"), choices=MODES)
    place = forms.CharField(label=_("Where"), max_length=120, required=False)
    present = forms.MultipleChoiceField(
        label=_("Who was there"),
        choices=PRESENT,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "kw-flag"}),
    )
    purpose = forms.CharField(label=_("What for"), max_length=300)
    session_number = forms.IntegerField(
        label=_("Session number"), min_value=1, max_value=500, required=False
    )
    stage_number = forms.IntegerField(
        label=_("Stage of the plan"), min_value=1, max_value=20, required=False
    )
    risk = forms.ChoiceField(
        label=_("Danger"),
        choices=RISKS,
        widget=forms.RadioSelect(attrs={"class": "kw-flag"}),
        initial="not_asked",
    )
    mood = forms.IntegerField(
        label=_("How the student feels today, 0 to 10 in her or his own word"),
        min_value=0,
        max_value=10,
        required=False,
    )
    is_rating_shown = forms.BooleanField(
        label=_("The student wants the worker to see this rating"), required=False
    )
    task_client = forms.CharField(label=_("The student will"), max_length=300, required=False)
    task_worker = forms.CharField(label=_("I will"), max_length=300, required=False)
    task_due = DayField(label=_("Until"), required=False)
    next_at = MomentField(label=_("Next meeting"), required=False)
    because = forms.CharField(label=_("Why it is amended"), max_length=300, required=False)
    compared = ("purpose", "place", "minutes")

    def __init__(
        self,
        sent: Any,
        *,
        case: Case,
        template: str,
        offers: Iterable[Offer],
        stands: Mapping[str, Any],
        standing: Contact | None = None,
    ) -> None:
        self.template = template if template in FULL else FULL[0]
        self.zone = ZoneInfo(case.school.time_zone or "UTC")
        self.offers = {one.key: one for one in offers}
        super().__init__(sent, stands=stands, version=version_of(standing))
        for code, label in SECTIONS[self.template]:
            self.fields[f"say_{code}"] = forms.CharField(
                label=label,
                required=False,
                max_length=20_000,
                widget=forms.Textarea(attrs={"rows": 4}),
            )
        self.fields["used"] = forms.MultipleChoiceField(
            label=_("What I used"),
            choices=[(one.key, one.label) for one in self.offers.values()],
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )
        for code, label in HEARD:
            self.fields[f"rate_{code}"] = forms.ChoiceField(
                label=label,
                choices=LEVELS,
                required=False,
                widget=forms.RadioSelect(attrs={"class": "kw-flag"}),
            )

    @property
    def planned(self) -> list[Any]:
        """The boxes of what the plan has."""
        return [one for one in self["used"].subwidgets if self._is_planned(one)]

    @property
    def unplanned(self) -> list[Any]:
        """The boxes of everything else in the catalogue."""
        return [one for one in self["used"].subwidgets if not self._is_planned(one)]

    def _is_planned(self, box: Any) -> bool:
        return self.offers[str(box.data["value"])].is_planned

    def part(self, beginning: str) -> list[forms.BoundField]:
        """Return the fields whose names begin with something: "say_", "rate_"."""
        return [self[name] for name in self.fields if name.startswith(beginning)]

    @property
    def sections(self) -> list[forms.BoundField]:
        return self.part("say_")

    @property
    def ratings(self) -> list[forms.BoundField]:
        return self.part("rate_")

    def note(self) -> Note:
        """Return what was typed as the action takes it."""
        said = self.cleaned_data
        return Note(
            at=self._at(),
            form=self.template,
            words=self._words(),
            mode=said["mode"],
            minutes=said["minutes"],
            session_number=said["session_number"],
            stage_number=said["stage_number"],
            present=tuple(said["present"]),
            risk=said["risk"],
            mood=said["mood"],
            rating={
                code: int(said[f"rate_{code}"]) for code, _label in HEARD if said[f"rate_{code}"]
            },
            is_rating_shown=said["is_rating_shown"],
            next_at=self._moment("next_at"),
            used=tuple(self._used()),
            promises=tuple(self._promises()),
        )

    def _at(self) -> dt.datetime:
        typed: dt.datetime = self.cleaned_data["at"]
        return typed.replace(tzinfo=self.zone)

    def _words(self) -> dict[str, str]:
        said = self.cleaned_data
        sections = {code: said[f"say_{code}"] for code, _label in SECTIONS[self.template]}
        return sections | {"purpose": said["purpose"], "place": said["place"]}

    def _moment(self, name: str) -> dt.datetime | None:
        typed: dt.datetime | None = self.cleaned_data[name]
        return typed.replace(tzinfo=self.zone) if typed else None

    def _used(self) -> Iterable[Used]:
        for key in self.cleaned_data["used"]:
            offer = self.offers[key]
            yield Used(offer.technique, offer.function, action=offer.action)

    def _promises(self) -> Iterable[Promise]:
        due = self.cleaned_data["task_due"]
        for doer in ("client", "worker"):
            if words := self.cleaned_data[f"task_{doer}"].strip():
                yield Promise(doer, words, due)

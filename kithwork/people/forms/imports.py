"""The forms of the import pages: the file, how it is read, what its columns mean, the last word."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kithwork.access.models import School
from kithwork.catalogue.facts import definitions
from kithwork.catalogue.imports import file_words
from kithwork.catalogue.mappings import Kind
from kithwork.files.tables.limits import DEFAULT, MEBIBYTE
from kithwork.people.columns import ABSENCES, FACT, LEFT_OUT, MARK, NUMBER, OTHERWISE
from kithwork.people.wording import named

KINDS = (
    (Kind.ROSTER.value, _("Roster: students, classes, guardians")),
    (Kind.MARKS.value, _("Marks of an exam")),
    (Kind.ATTENDANCE.value, _("Attendance")),
    (Kind.PUPILS.value, _("All in one: one row per student, with marks and facts")),
)
ENCODINGS = (
    ("", _("found by itself")),
    ("utf-8", "UTF-8"),
    ("gb18030", "GB18030 (GBK, GB2312)"),
    ("utf-16", "UTF-16"),
    ("cp1252", "Windows-1252"),
)
DELIMITERS = (
    ("", _("found by itself")),
    (",", _("comma")),
    (";", _("semicolon")),
    ("\t", _("tab")),
    ("|", _("bar")),
)
PERSONAL = (
    (NUMBER, _("student's number")),
    ("name", _("name")),
    ("sex", _("sex")),
    ("birth", _("date of birth")),
    ("age", _("age")),
    ("school", _("school")),
    ("grade", _("grade")),
    ("class", _("class")),
    ("entered", _("entered the school on")),
    ("phone", _("student's telephone")),
    ("address", _("address")),
)


class SchoolChoice(forms.ModelChoiceField):
    """Schools under their names in the reader's language."""

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.name_in(get_language() or "en"))


class FileForm(forms.Form):
    """The file, what it is about, and a mapping where there is one already."""

    school = SchoolChoice(
        School.objects.none(), to_field_name="uid", label=_("School"), empty_label=None
    )
    kind = forms.ChoiceField(
        choices=KINDS, widget=forms.RadioSelect, label=_("What is in the file"), initial="roster"
    )
    file = forms.FileField(
        label=_("File"),
        allow_empty_file=True,
        help_text=_("CSV, Excel (xlsx, xls) or OpenDocument, at most 64 MB."),
    )
    mapping = forms.FileField(
        label=_("Mapping (if you have one)"),
        required=False,
        help_text=_("A MAP.yaml that says what the columns mean; without it you choose them next."),
    )

    def __init__(self, schools: Sequence[School], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["school"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = School.objects.filter(pk__in=[school.pk for school in schools])
        if len(schools) == 1:
            field.initial, field.widget = schools[0].uid, forms.HiddenInput()

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > DEFAULT.file_bytes:
            limit = DEFAULT.file_bytes // MEBIBYTE
            raise forms.ValidationError(
                _("The file is larger than %(limit)s MB."), params={"limit": limit}
            )
        return file


class ReadingForm(forms.Form):
    """How the file is read; empty means that it is found by itself."""

    encoding = forms.ChoiceField(choices=ENCODINGS, required=False, label=_("Characters"))
    delimiter = forms.ChoiceField(choices=DELIMITERS, required=False, label=_("Between columns"))
    sheet = forms.ChoiceField(required=False, label=_("Sheet"))
    header = forms.IntegerField(min_value=1, required=False, label=_("Row with the column names"))

    def __init__(self, sheets: Sequence[str], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if sheets:
            self.fields["sheet"].choices = [(name, name) for name in sheets]  # type: ignore[attr-defined]
            del self.fields["encoding"], self.fields["delimiter"]
        else:
            del self.fields["sheet"]

    def choices(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if value not in ("", None)}


class ColumnsForm(forms.Form):
    """One choice a column; for marks also the exam, its day and the highest mark."""

    exam = forms.CharField(max_length=80, required=False, label=_("Name of the exam"))
    on = forms.DateField(
        required=False,
        label=_("Day of the exam, or of the list"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    highest = forms.IntegerField(min_value=1, required=False, label=_("Highest mark"))

    def __init__(
        self, columns: Sequence[str], present: dict[str, str], kind: str, *args: Any, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self._columns = tuple(columns)
        for number, column in enumerate(columns):
            code = present.get(column, LEFT_OUT)
            self.fields[f"column-{number}"] = forms.ChoiceField(
                choices=_meanings(kind, code), required=False, initial=code, label=column
            )
        if kind not in (Kind.MARKS, Kind.PUPILS):
            del self.fields["exam"], self.fields["highest"]
        if kind == Kind.ROSTER:
            del self.fields["on"]

    def chosen(self) -> dict[str, str]:
        return {
            column: self.cleaned_data[f"column-{number}"]
            for number, column in enumerate(self._columns)
        }


class ConfirmForm(forms.Form):
    """The last word: whether those whom the roster does not name have left, and when."""

    leave = forms.BooleanField(
        required=False, label=_("Those whom the file does not name have left the school")
    )
    leave_on = forms.DateField(
        required=False,
        label=_("since"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("leave") and not data.get("leave_on"):
            self.add_error("leave_on", _("Say since when they have left."))
        return data

    def leaving_on(self) -> str:
        day: dt.date | None = self.cleaned_data.get("leave_on")
        return day.isoformat() if self.cleaned_data.get("leave") and day else ""


def _meanings(kind: str, present: str) -> list[tuple[Any, Any]]:
    language = get_language() or "en"
    groups: list[tuple[Any, Any]] = [(LEFT_OUT, _("left out"))]
    if present == OTHERWISE:
        groups.append((OTHERWISE, _("as the mapping says")))
    personal = PERSONAL if kind in (Kind.ROSTER, Kind.PUPILS) else PERSONAL[:1]
    groups.append((_("Student"), list(personal)))
    if kind in (Kind.MARKS, Kind.PUPILS):
        groups.append((_("Mark in"), _subjects(present)))
    if kind in (Kind.ATTENDANCE, Kind.PUPILS):
        groups.append((_("Attendance"), [(ABSENCES, _("absences"))]))
    if kind in (Kind.ROSTER, Kind.PUPILS):
        facts = [(FACT + name, one.label.said_in(language)) for name, one in definitions().items()]
        groups.append((_("Facts"), facts))
    known = {code for _name, options in groups if isinstance(options, list) for code, _l in options}
    if present and present not in known and present != OTHERWISE:
        groups.append((present, present.partition(":")[2] or present))
    return groups


def _subjects(present: str) -> list[tuple[str, str]]:
    names = dict.fromkeys(sorted(set(file_words().subjects.values())))
    subject = present.removeprefix(MARK) if present.startswith(MARK) else ""
    if subject:
        names.setdefault(subject)
    return [(MARK + name, named("subject", name, get_language() or "en")) for name in names]

"""The consent forms of a class as they come back on paper: a row for each student."""

import datetime as dt
from collections.abc import Iterator, Sequence

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from kithwork.surveys.actions.consents import Paper
from kithwork.surveys.queries.invited import ConsentRow

SAID = {"yes": True, "no": False}


class PapersForm(forms.Form):
    """The day on the forms; the rows are read from what was sent."""

    given_on = forms.DateField(
        label=_("Day on the forms"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def papers(self, rows: Sequence[ConsentRow]) -> list[Paper]:
        """Return what was ticked, row by row."""
        assert isinstance(self.data, QueryDict)
        return [paper for row in rows for paper in _papers(row, self.data)]

    @property
    def day(self) -> dt.date:
        day: dt.date = self.cleaned_data["given_on"]
        return day


def _papers(row: ConsentRow, sent: QueryDict) -> Iterator[Paper]:
    guardian = SAID.get(sent.get(row.guardian_name, ""))
    who = next((one for one in row.guardians if str(one.uid) == sent.get(row.who_name)), None)
    if guardian is not None and who is not None:
        yield Paper(row.invitation, who, guardian)
    own = SAID.get(sent.get(row.own_name, ""))
    if own is not None:
        yield Paper(row.invitation, None, own)

"""The consent forms of a class as they come back on paper: a row for each student."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from kithwork.surveys.actions.consents import Paper
from kithwork.surveys.queries.invited import ConsentRow, PurposeLine

SAID = {"yes": True, "no": False}


class PapersForm(forms.Form):
    """The day on the forms; the rows are read from what was sent, each purpose by itself."""

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
    who = next((one for one in row.guardians if str(one.uid) == sent.get(row.who_name)), None)
    guardians = _ticked(row.of_guardian, sent)
    if guardians and who is not None:
        yield Paper(row.invitation, who, guardians)
    own = _ticked(row.of_her_own, sent)
    if own:
        yield Paper(row.invitation, None, own)


def _ticked(lines: Iterable[PurposeLine], sent: QueryDict) -> dict[str, bool]:
    """Return the purposes that were answered; one left open says nothing."""
    typed = {line.purpose: SAID.get(sent.get(line.name, "")) for line in lines}
    return {purpose: agrees for purpose, agrees in typed.items() if agrees is not None}

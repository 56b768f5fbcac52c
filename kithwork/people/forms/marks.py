"""One mark, corrected."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kithwork.people.actions.exams import NewMark
from kithwork.people.actions.stale import version_of
from kithwork.people.forms.versioned import VersionedForm
from kithwork.people.models import Mark

STATES = (
    (Mark.State.SAT.value, _("sat the exam")),
    (Mark.State.ABSENT.value, _("was absent")),
    (Mark.State.EXCUSED.value, _("was excused")),
)


class MarkForm(VersionedForm):
    """Whether she sat the exam, and with what mark."""

    state = forms.ChoiceField(label=_("She or he"), choices=STATES, widget=forms.RadioSelect)
    score = forms.DecimalField(label=_("Mark"), required=False, min_value=0, decimal_places=3)
    compared = ("state", "score")

    def __init__(self, sent: Any, *, mark: Mark) -> None:
        self.mark = mark
        score = None if mark.score is None else mark.score.normalize()
        stands = {"state": mark.state, "score": score}
        super().__init__(sent, stands=stands, version=version_of(mark))
        self.fields["score"].help_text = _("out of %(maximum)s") % {
            "maximum": f"{mark.exam.maximum.normalize():f}"
        }

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        has_sat = said.get("state") == Mark.State.SAT
        if has_sat and said.get("score") is None and "score" not in self.errors:
            self.add_error("score", _("Say the mark, or that she or he was absent or excused."))
        if not has_sat:
            said["score"] = None
        return said

    def new_mark(self) -> NewMark:
        """Return the mark as the form says it; rank and cohort stay as they are."""
        said, stands = self.cleaned_data, self.mark
        return NewMark(
            student=stands.student,
            exam=stands.exam,
            score=said["score"],
            state=said["state"],
            rank=stands.rank,
            cohort_size=stands.cohort_size,
        )

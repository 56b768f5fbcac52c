"""Breaking the glass: whose case, and why one must look."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kithwork.access.models import School
from kithwork.access.roles import Section


class GlassForm(forms.Form):
    """School, number, what must be seen, and the reason, which another person will read."""

    school = forms.ChoiceField(label=_("School"))
    number = forms.CharField(
        label=_("Number of the case, or of the student"),
        max_length=40,
        help_text=_("A case has a number such as 2026-0042."),
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    reason = forms.CharField(
        label=_("Why must you look now?"),
        max_length=2_000,
        help_text=_("Another person reads this within two days. It is sealed until then."),
        widget=forms.Textarea({"rows": 4}),
    )

    def __init__(self, sent: Any, *, schools: Sequence[School], is_restricted: bool) -> None:
        """`is_restricted`: whether a glass in front of a restricted section may be broken, too."""
        super().__init__(sent)
        if is_restricted:
            self.fields["section"] = forms.ChoiceField(
                label=_("What must you see?"),
                choices=(
                    (Section.CASE.value, _("the case")),
                    (Section.RESTRICTED.value, _("what its restricted section keeps apart")),
                ),
                initial=Section.CASE.value,
                required=False,
                widget=forms.RadioSelect,
            )
            self.order_fields(["school", "number", "section", "reason"])
        self._schools = {str(one.uid): one for one in schools}
        field = self.fields["school"]
        assert isinstance(field, forms.ChoiceField)
        language = get_language() or "en"
        field.choices = [(uid, one.name_in(language)) for uid, one in self._schools.items()]

    @property
    def section_chosen(self) -> Section:
        return Section(self.cleaned_data.get("section") or Section.CASE)

    @property
    def school_chosen(self) -> School:
        return self._schools[self.cleaned_data["school"]]

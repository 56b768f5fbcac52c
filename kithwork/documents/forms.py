"""What is chosen of a case report before it is opened."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kithwork.core.text import written_in
from kithwork.documents.case_report.giving_out import FORMATS, Wanted

LANGUAGES = (("zh-Hans", "中文"), ("en", "English"))
KINDS = (("docx", "Word"), ("pdf", "PDF"), ("html", "HTML"), ("json", "JSON"))
NAMES = (
    ("practice", _("Chinese practice layout")),
    ("international", _("international layout")),
)


class CaseReportForm(forms.Form):
    """Language, layout, format and edition."""

    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES)
    layout = forms.ChoiceField(label=_("Layout"), choices=NAMES)
    kind = forms.ChoiceField(label=_("Format"), choices=[one for one in KINDS if one[0] in FORMATS])
    is_de_identified = forms.BooleanField(label=_("De-identified edition"), required=False)
    has_looked = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, sent: Any = None) -> None:
        language = written_in(get_language() or "en")
        layout = "practice" if language == "zh-Hans" else "international"
        super().__init__(
            sent or None, initial={"language": language, "layout": layout, "kind": "docx"}
        )

    def wanted(self) -> Wanted:
        """Return what is asked for."""
        said = self.cleaned_data
        return Wanted(
            language=said["language"],
            layout=said["layout"],
            kind=said["kind"],
            is_de_identified=said["is_de_identified"],
        )

"""The file with the official wording of a scale."""

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kithwork.catalogue.cell_errors import said
from kithwork.catalogue.wordings import LARGEST, Wording, WordingError, read_wording

SHOWN = 30  # faults named at once


class WordingForm(forms.Form):
    """A file, and the claim that it may be used; read and checked before anything is kept."""

    file = forms.FileField(
        label=_("File with the wording (CSV or YAML)"),
        help_text=_("Columns: item, answer, en, zh-Hans. At most 1 MB, UTF-8."),
    )
    may_use = forms.BooleanField(label=_("Our organisation has the right to use this wording"))

    def __init__(self, *args: object, code: str) -> None:
        super().__init__(*args)  # type: ignore[arg-type]
        self._code = code

    def clean_file(self) -> Wording:
        sent: UploadedFile = self.cleaned_data["file"]
        language = get_language() or "en"
        try:
            wording = read_wording(sent.read(LARGEST + 1), name=sent.name or "")
        except WordingError as error:
            raise forms.ValidationError(
                [said(fault, language) for fault in error.faults[:SHOWN]]
            ) from None
        if wording.instrument != self._code:
            raise forms.ValidationError(_("This file is for another scale. Choose that one first."))
        return wording

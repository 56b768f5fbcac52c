"""The standard scales of the catalogue and the wording that stands for each, for the settings."""

from dataclasses import dataclass

from django.http import Http404

from kithwork.catalogue.instruments import InstrumentEntry, instruments
from kithwork.catalogue.worded import worded
from kithwork.surveys.models import InstrumentWording
from kithwork.surveys.worded import standing_wording, wording_of


@dataclass(frozen=True, slots=True)
class ScaleWording:
    """A standard scale; `row` is its wording in use, `fits` whether it is the key's still."""

    entry: InstrumentEntry
    row: InstrumentWording | None
    fits: bool
    languages: tuple[str, ...]


def scale_wordings() -> tuple[ScaleWording, ...]:
    """Return every standard scale by its code, with the wording in use."""
    newest: dict[str, InstrumentWording] = {}
    for row in InstrumentWording.objects.select_related("loaded_by").order_by("loaded_at", "pk"):
        newest[row.instrument] = row
    standard = [one for one in instruments().values() if one.questionnaire is None]
    return tuple(_of(one, newest.get(one.code)) for one in standard)


def scale_wording(code: str) -> ScaleWording:
    """Return one standard scale; Http404 where there is none."""
    entry = instruments().get(code)
    if entry is None or entry.questionnaire is not None:
        raise Http404("There is no such standard scale.")
    return _of(entry, standing_wording(code))


def _of(entry: InstrumentEntry, row: InstrumentWording | None) -> ScaleWording:
    if row is None or not row.is_in_use:
        return ScaleWording(entry, None, fits=False, languages=())
    wording = wording_of(row)
    fits = worded(entry, wording) is not None
    return ScaleWording(entry, row, fits=fits, languages=wording.languages)

"""The levels of danger that were set in a case, with their grounds, the latest first."""

from dataclasses import dataclass

from kithwork.casework.models import Case, RiskSetting
from kithwork.casework.sealing import CaseVault

WORDS = "risk_setting.words"


@dataclass(frozen=True, slots=True)
class RiskLine:
    """A level as it was set, and why."""

    setting: RiskSetting
    words: str


def risks_of(case: Case) -> tuple[RiskLine, ...]:
    """Return every setting of a case."""
    vault = CaseVault(case)
    found = RiskSetting.objects.filter(case=case).select_related("entered_by")
    return tuple(
        RiskLine(one, vault.open(one.words, row=one.uid, field=WORDS))
        for one in found.order_by("-on", "-pk")
    )

"""How high the danger is, as set in a case; from a raised level on, somebody must act on it."""

from django.db import transaction

from kithwork.access.models import User
from kithwork.access.permissions import Who
from kithwork.access.refusals import Refused
from kithwork.audit.models import Verb
from kithwork.casework.actions.cases import SpeakerNeeded
from kithwork.casework.actions.writing import author, note, require_case
from kithwork.casework.models import Case, RiskSetting
from kithwork.casework.queries.cases import today_at
from kithwork.casework.sealing import CaseVault
from kithwork.core.safety.levels import Level
from kithwork.safety.actions import Source, raise_alert
from kithwork.safety.models import Alert

WORDS = "risk_setting.words"
RAISED = Level.A2


@transaction.atomic
def set_risk(
    *,
    case: Case,
    level: Level,
    words: str,
    was_asked: bool,
    by: Who,
    speaker: User | None = None,
) -> Alert | None:
    """Set the level of danger, with its grounds; return the alert that it raises.

    From A2 on an alert is raised, with the name of who speaks to the student, unless one is open.
    Raises NotAllowed, Refused, SpeakerNeeded.
    """
    grant = require_case(by, case)
    if not words.strip():
        raise Refused("casework.reason_missing")
    alert = _alert(case, level, speaker, by)
    setting = RiskSetting(
        case=case,
        level=level.name,
        on=today_at(case),
        was_asked=was_asked,
        entered_by=author(by),
    )
    setting.words = CaseVault(case).seal(words, row=setting.uid, field=WORDS)
    setting.save(force_insert=True)
    note(Verb.RISK, case, by=by, grant=grant, reason=f"level.{level.name.lower()}")
    return alert


def _alert(case: Case, level: Level, speaker: User | None, by: Who) -> Alert | None:
    is_open = Alert.objects.filter(student=case.student, spoken_at__isnull=True).exists()
    if level < RAISED or is_open:
        return None
    if speaker is None:
        raise SpeakerNeeded
    source = Source("case", case.uid)
    return raise_alert(
        student=case.student, level=level.name, source=source, speaker=speaker, by=by
    )

"""How high the danger is, as set in a case; from a raised level on, somebody must act on it.

Whoever may write of danger in the case sets it (its members, the supervisor, the safeguarding
lead). A high level is lowered by somebody else than who set it.
"""

from django.db import transaction

from kithwork.access.models import User
from kithwork.access.permissions import Who
from kithwork.access.refusals import Refused
from kithwork.audit.models import Verb
from kithwork.casework.actions.cases import SpeakerNeeded
from kithwork.casework.actions.episodes import begin_episode
from kithwork.casework.actions.writing import author, note
from kithwork.casework.models import Case, RiskSetting
from kithwork.casework.queries.cases import today_at
from kithwork.casework.queries.danger import episode_facts, open_episode
from kithwork.casework.queries.facts import risk_level_of
from kithwork.casework.queries.parts import require_danger
from kithwork.casework.queries.risks import WORDS
from kithwork.casework.refusals import require
from kithwork.casework.sealing import CaseVault
from kithwork.catalogue.safety import level_entries
from kithwork.core.safety import Level, Step, StepSaid, may_record
from kithwork.safety.actions import Source, raise_alert
from kithwork.safety.models import Alert

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

    From A2 on an alert is raised, with the name of who speaks to the student, unless one is open,
    and an episode begins. Raises NotAllowed, Refused, SpeakerNeeded, and Missing where a high level
    is lowered by who set it.
    """
    grant = require_danger(by, case)
    if not words.strip():
        raise Refused("casework.reason_missing")
    _require_second(case, level, was_asked=was_asked, by=by)
    if level >= RAISED and open_episode(case) is None:
        begin_episode(case, by)
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


def _require_second(case: Case, level: Level, *, was_asked: bool, by: Who) -> None:
    before = risk_level_of(case)
    said = StepSaid(
        step=Step.ASSESSED,
        has_words=True,
        level=level,
        was_asked=was_asked,
        is_second=before is None or before.entered_by != author(by),
    )
    rules = {one: entry.rule for one, entry in level_entries().items()}
    require(may_record(episode_facts(case), said, rules))


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

"""The steps of an episode of danger, each recorded when it was done, by whoever did it.

The first step opens the episode; a raised level does so too (`risks`). It is closed by whoever
oversees the case, once the danger is no longer high. What is written stands under the episode's
own key.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db import transaction

from kithwork.access.actions.keys import make_key
from kithwork.access.models import DataKey
from kithwork.access.permissions import Who
from kithwork.access.refusals import Refused
from kithwork.access.roles import Section
from kithwork.audit.models import Verb
from kithwork.casework.actions.disclosures import Passed, log_disclosure
from kithwork.casework.actions.writing import author, note
from kithwork.casework.models import Case, EpisodeStep, RiskEpisode
from kithwork.casework.queries.cases import today_at
from kithwork.casework.queries.danger import WORDS, episode_facts, open_episode
from kithwork.casework.queries.parts import oversees, require_danger
from kithwork.casework.refusals import require
from kithwork.casework.sealing import CaseVault
from kithwork.catalogue.safety import level_entries
from kithwork.core.casework.disclosures import Basis
from kithwork.core.safety import Step, StepSaid, may_record

OUTSIDE = ("guardian", "safeguard", "authority")  # whom a step of danger tells


@dataclass(frozen=True, slots=True, kw_only=True)
class StepNote:
    """What is recorded of a step; `words` by field, `whom` a code, `next_check` a day to come."""

    step: Step
    words: Mapping[str, str] = field(default_factory=dict)
    whom: str = ""
    next_check: dt.date | None = None


@transaction.atomic
def record_step(*, case: Case, said: StepNote, by: Who) -> EpisodeStep:
    """Record a step of the open episode, opening one where there is none.

    Raises NotAllowed; Missing with all that the step needs; Refused for a next check in the past.
    How high the danger is is set by `risks.set_risk`: ValueError for that step.
    """
    if said.step is Step.ASSESSED:
        raise ValueError("the level of danger is set by set_risk")
    grant = require_danger(by, case)
    Case.objects.select_for_update().get(pk=case.pk)
    words = {name: text.strip() for name, text in said.words.items() if text.strip()}
    claims = StepSaid(
        step=said.step,
        has_words=bool(words),
        has_whom=bool(said.whom),
        has_next_check=said.next_check is not None,
        oversees=oversees(grant),
    )
    rules = {level: entry.rule for level, entry in level_entries().items()}
    require(may_record(episode_facts(case), claims, rules))
    if said.next_check is not None and said.next_check < today_at(case):
        raise Refused("casework.danger.check_past")
    episode = open_episode(case) or begin_episode(case, by)
    made = EpisodeStep(
        episode=episode,
        step=said.step.value,
        on=today_at(case),
        whom=said.whom,
        next_check=said.next_check,
        entered_by=author(by),
    )
    made.words = CaseVault.under(episode.key).seal_json(words, row=made.uid, field=WORDS)
    made.save(force_insert=True)
    if said.step is Step.TOLD and said.whom in OUTSIDE:
        passed = Passed(on=made.on, way="talk", receiver=said.whom, basis=Basis.DANGER.value)
        log_disclosure(case=case, source="danger", of=made.uid, passed=passed, by=by)
    reason = f"danger.{said.step.value}"
    note(Verb.RISK, case, by=by, grant=grant, section=Section.ALERTS, reason=reason)
    return made


def begin_episode(case: Case, by: Who) -> RiskEpisode:
    """Open an episode of a case; the caller has asked leave."""
    key = make_key(DataKey.Kind.SECTION)
    return RiskEpisode.objects.create(case=case, key=key, entered_by=author(by))

"""What stands of danger in a case: its alerts, the levels set, and the steps of each episode.

This is all that the safeguarding lead sees of a case; members and supervisor see the same page.
"""

import datetime as dt
from dataclasses import dataclass

from django.db.models import QuerySet

from kithwork.access.models import User
from kithwork.access.roles import Section, Verb
from kithwork.casework.models import (
    Case,
    EpisodeStep,
    RestrictedRecord,
    RiskEpisode,
    RiskSetting,
)
from kithwork.casework.queries.cases import today_at
from kithwork.casework.queries.facts import risk_level_of
from kithwork.casework.queries.parts import alerts_in, oversees
from kithwork.casework.queries.reach import reaches_case, reaches_restricted
from kithwork.casework.queries.risks import RiskLine, risks_of
from kithwork.casework.sealing import CaseVault
from kithwork.catalogue.safety import level_entries
from kithwork.core.safety import (
    EpisodeFacts,
    GuardianNotice,
    Level,
    Step,
    guardian_notice,
    next_step,
)
from kithwork.people.models import ConsentRuling
from kithwork.people.queries.care import ContactRule, contact_rule_of
from kithwork.people.queries.consents import policy_for
from kithwork.people.queries.reach import reaches
from kithwork.safety.models import Alert
from kithwork.safety.queries import note_of

WORDS = "episode_step.words"


@dataclass(frozen=True, slots=True)
class StepLine:
    """One step as it was recorded, opened: its words by field."""

    row: EpisodeStep
    words: dict[str, str]


@dataclass(frozen=True, slots=True)
class EpisodeSeen:
    """One episode and its steps, the latest first."""

    row: RiskEpisode
    lines: tuple[StepLine, ...]
    is_open: bool


@dataclass(frozen=True, slots=True)
class AlertSeen:
    """An alert, and what was noted of the talk."""

    alert: Alert
    note: str


@dataclass(frozen=True, slots=True)
class Way:
    """One step of the path: whether it is done, and whether it is the next."""

    step: Step
    is_done: bool
    is_next: bool


@dataclass(frozen=True, slots=True)
class Danger:
    """The part of danger of one case, as its reader may see it."""

    alerts: tuple[AlertSeen, ...]
    levels: tuple[RiskLine, ...]
    episode: EpisodeSeen | None
    past: tuple[EpisodeSeen, ...]
    ways: tuple[Way, ...]
    next_check: dt.date | None
    notice: GuardianNotice
    rule: ContactRule | None
    may_write: bool
    may_close: bool
    restricted: int | None

    @property
    def level(self) -> str:
        return self.levels[0].setting.level if self.levels else ""


def danger_of(user: User, case: Case) -> Danger:
    """Return the part of a case that was opened with `parts.danger_for`."""
    episodes = [_seen(one) for one in _episodes(case)]
    current = next((one for one in episodes if one.is_open), None)
    grant = reaches_case(user, Verb.WRITE, case, section=Section.ALERTS)
    sees_student = reaches(user, Verb.READ, Section.IDENTITY, case.student) is not None
    return Danger(
        alerts=tuple(_alerts(case)),
        levels=risks_of(case),
        episode=current,
        past=tuple(one for one in episodes if not one.is_open),
        ways=_ways(case),
        next_check=_next_check(current),
        notice=notice_in(case),
        rule=contact_rule_of(user, case.student) if sees_student else None,
        may_write=grant is not None,
        may_close=grant is not None and oversees(grant),
        restricted=_restricted(user, case),
    )


def open_episode(case: Case) -> RiskEpisode | None:
    """Return the episode of a case that is not closed, or None."""
    found = open_episodes().filter(case=case)
    return found.select_related("key", "case").order_by("-pk").first()


def open_episodes() -> QuerySet[RiskEpisode]:
    """Return the episodes that no step has closed."""
    closed = EpisodeStep.objects.filter(step=Step.CLOSED.value).values("episode")
    return RiskEpisode.objects.exclude(pk__in=closed)


def episode_facts(case: Case) -> EpisodeFacts:
    """Return what stands of the open episode, or of danger that has none yet, as the rules ask.

    A talk about an alert of the episode counts as one with the student, a level set since it began
    as its assessment.
    """
    episode = open_episode(case)
    since = _since(case, episode)
    steps = EpisodeStep.objects.filter(episode=episode) if episode else EpisodeStep.objects.none()
    done = {Step(one) for one in steps.values_list("step", flat=True)}
    if since is not None:
        if alerts_in(case).filter(spoken_at__gte=since).exists():
            done.add(Step.CONTACTED)
        if RiskSetting.objects.filter(case=case, entered_at__gte=since).exists():
            done.add(Step.ASSESSED)
    setting = risk_level_of(case)
    return EpisodeFacts(frozenset(done), Level[setting.level] if setting else None)


def notice_in(case: Case) -> GuardianNotice:
    """Return whether a guardian is told unless a person decides otherwise.

    A student whose birth is not known counts as a minor.
    """
    setting, birth, today = risk_level_of(case), case.student.person.birth, today_at(case)
    suspected = ConsentRuling.objects.filter(student=case.student, kind="guardian_waived")
    return guardian_notice(
        level_entries()[Level[setting.level] if setting else Level.A2].rule,
        is_minor=birth is None or policy_for(case.school, today).is_minor(today, birth),
        is_suspected=suspected.exists(),
        raises_danger=False,
    )


def _since(case: Case, episode: RiskEpisode | None) -> dt.datetime | None:
    """Return when the present danger began: its first alert, or its first step."""
    last = EpisodeStep.objects.filter(episode__case=case, step=Step.CLOSED.value)
    closed = last.order_by("-entered_at").values_list("entered_at", flat=True).first()
    alerts = alerts_in(case).filter(raised_at__gt=closed) if closed else alerts_in(case)
    began = list(alerts.order_by("raised_at").values_list("raised_at", flat=True)[:1])
    return min([*began, *([episode.entered_at] if episode else [])], default=None)


def _episodes(case: Case) -> QuerySet[RiskEpisode]:
    found = RiskEpisode.objects.filter(case=case).select_related("key")
    return found.prefetch_related("steps__entered_by").order_by("-pk")


def _seen(episode: RiskEpisode) -> EpisodeSeen:
    vault = CaseVault.under(episode.key)
    rows = sorted(episode.steps.all(), key=lambda row: row.pk, reverse=True)
    lines = tuple(
        StepLine(row, dict(vault.open_json(row.words, row=row.uid, field=WORDS))) for row in rows
    )
    return EpisodeSeen(episode, lines, all(row.step != Step.CLOSED for row in rows))


def _alerts(case: Case) -> list[AlertSeen]:
    found = alerts_in(case).select_related("student__key", "school", "speaker", "spoken_by")
    return [
        AlertSeen(alert, "" if alert.is_open else note_of(alert))
        for alert in found.order_by("-raised_at", "-pk")
    ]


def _ways(case: Case) -> tuple[Way, ...]:
    facts = episode_facts(case)
    following = next_step(facts)
    return tuple(Way(step, step in facts.done, step is following) for step in Step)


def _next_check(current: EpisodeSeen | None) -> dt.date | None:
    lines = current.lines if current else ()
    return next((line.row.next_check for line in lines if line.row.next_check), None)


def _restricted(user: User, case: Case) -> int | None:
    """Return how many entries the restricted section has, for those who may open it."""
    if reaches_restricted(user, Verb.READ, case) is None:
        return None
    return RestrictedRecord.objects.filter(case=case, superseded_by=None).count()

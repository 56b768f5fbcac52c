"""Choosing students for casework: beginning, deciding about each for a reason, ending, forgetting.

Nothing here ranks or decides by itself: the list comes in bands and by waiting time, a person says
chosen or not now, and a choice without a reason is refused. Opening a case is the casework's own
action. After the term the names go and the numbers stay (PIPL art. 19: no longer than needed).
"""

import datetime as dt
import uuid
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction

from kithwork.access.actions.keys import make_key
from kithwork.access.keys.vault import Vault
from kithwork.access.models import DataKey, School, User
from kithwork.access.permissions import NotAllowed
from kithwork.access.refusals import Refused, Stale
from kithwork.access.roles import Section
from kithwork.audit import clock
from kithwork.audit.actions.events import record
from kithwork.audit.models import Verb
from kithwork.casework.models import Choosing, Considered
from kithwork.catalogue.upkeep import upkeep
from kithwork.needs.queries.candidates import Criteria, may_choose, students_to_consider
from kithwork.people.models import Term

KIND = "choosing"
WORDS, REASON = "choosing.words", "considered.reason"
Outcome = Considered.Outcome


@dataclass(frozen=True, slots=True)
class Decision:
    """What is decided about one student, and why."""

    outcome: str
    reason: str = ""


@transaction.atomic
def begin_choosing(*, school: School, criteria: Criteria, words: str, by: User) -> Choosing:
    """Consider those who fit the criteria and said yes to a talk. Raises NotAllowed, Refused."""
    _require(by, school)
    if not criteria.bands:
        raise Refused("choosing.no_band")
    found = students_to_consider(by, school, criteria)
    if not found:
        raise Refused("choosing.nobody")
    today = clock.today(school.time_zone or "UTC")
    choosing = Choosing(
        school=school,
        key=make_key(DataKey.Kind.FILE),
        needs=list(criteria.needs),
        bands=list(criteria.bands),
        begun_on=today,
        names_until=_end_of_term(school, today),
        begun_by=by,
    )
    choosing.words = Vault(choosing.key).seal(words.strip() or None, row=choosing.uid, field=WORDS)
    choosing.save(force_insert=True)
    Considered.objects.bulk_create(
        Considered(choosing=choosing, student=student, band=band) for student, band in found
    )
    choosing.counts = _counts(choosing)
    choosing.save(update_fields=["counts"])
    _note(Verb.CREATE, choosing, by, size=len(found))
    return choosing


@transaction.atomic
def decide(
    *, choosing: Choosing, decisions: Mapping[uuid.UUID, Decision], version: int, by: User
) -> None:
    """Write down what is decided about each considered. Raises NotAllowed, Refused, Stale."""
    _require(by, choosing.school)
    standing = _locked(choosing, version)
    rows = {row.uid: row for row in standing.considered.select_for_update()}
    vault, now = Vault(standing.key), clock.now()
    for uid, said in decisions.items():
        row, reason = rows[uid], said.reason.strip()
        if said.outcome == Outcome.CHOSEN and not reason:
            raise Refused("choosing.reason")
        row.outcome = said.outcome
        row.words = vault.seal(reason or None, row=row.uid, field=REASON)
        row.decided_at = None if said.outcome == Outcome.OPEN else now
    Considered.objects.bulk_update(rows.values(), ["outcome", "words", "decided_at"])
    _saved(standing, by, reason="choosing.decided")
    choosing.refresh_from_db()


@transaction.atomic
def end_choosing(*, choosing: Choosing, version: int, by: User) -> None:
    """End it: who is not chosen by now is not chosen. Raises NotAllowed, Stale, Refused."""
    _require(by, choosing.school)
    standing = _locked(choosing, version)
    open_still = standing.considered.filter(outcome=Outcome.OPEN)
    open_still.update(outcome=Outcome.NOT_NOW, decided_at=clock.now())
    standing.ended_at = clock.now()
    _saved(standing, by, reason="choosing.ended")
    choosing.refresh_from_db()


def forget_names() -> int:
    """Erase who was considered in choosings whose term is over; return how many students."""
    over = Choosing.objects.filter(forgotten_at__isnull=True).select_related("school", "key")
    return sum(
        _forget(choosing)
        for choosing in over.order_by("pk")
        if clock.today(choosing.school.time_zone or "UTC") > choosing.names_until
    )


@transaction.atomic
def _forget(choosing: Choosing) -> int:
    choosing.counts = _counts(choosing)
    size = choosing.considered.count()
    choosing.considered.all().delete()
    choosing.words = None
    choosing.ended_at = choosing.ended_at or clock.now()
    choosing.forgotten_at = clock.now()
    choosing.save()
    _note(Verb.DELETE, choosing, None, size=size, reason="choosing.term_over")
    return size


# ── parts ───────────────────────────────────────────────────────────────────────────────────


def _require(by: User, school: School) -> None:
    if not may_choose(by, school):
        raise NotAllowed("You may not choose students for casework at this school.")


def _end_of_term(school: School, today: dt.date) -> dt.date:
    term = Term.objects.filter(year__school=school, starts_on__lte=today, ends_on__gte=today)
    found = term.order_by("ends_on").first()
    return found.ends_on if found else today + dt.timedelta(days=upkeep().choosing_days)


def _locked(choosing: Choosing, version: int) -> Choosing:
    standing = (
        Choosing.objects.select_for_update(of=("self",)).select_related("key").get(pk=choosing.pk)
    )
    if standing.version != version:
        raise Stale("casework.stale")
    if standing.is_over:
        raise Refused("choosing.over")
    return standing


def _saved(choosing: Choosing, by: User, *, reason: str) -> None:
    choosing.counts = _counts(choosing)
    choosing.version += 1
    choosing.save()
    _note(Verb.AMEND, choosing, by, size=None, reason=reason)


def _counts(choosing: Choosing) -> dict[str, dict[str, int]]:
    """Count by band, as it stands."""
    rows = list(choosing.considered.values_list("band", "outcome"))
    considered = Counter(band for band, _outcome in rows)
    chosen = Counter(band for band, outcome in rows if outcome == Outcome.CHOSEN)
    return {band: {"considered": n, "chosen": chosen[band]} for band, n in considered.items()}


def _note(
    verb: Verb, choosing: Choosing, by: User | None, *, size: int | None, reason: str = ""
) -> None:
    record(
        verb,
        KIND,
        subject=choosing.uid,
        by=by,
        school=choosing.school.uid,
        section=Section.BANDS.value,
        size=size,
        reason=reason,
    )

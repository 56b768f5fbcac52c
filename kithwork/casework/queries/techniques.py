"""Which techniques a note offers: those of the standing plan first, then all of the catalogue."""

from collections.abc import Iterator
from dataclasses import dataclass

from kithwork.casework.models import Action, ActionInPlan, Case
from kithwork.casework.queries.papers import in_language
from kithwork.catalogue.techniques import techniques


@dataclass(frozen=True, slots=True)
class Offer:
    """A technique as a choice; `action` where the plan has it."""

    technique: str
    function: str
    name: str
    action: Action | None = None

    @property
    def key(self) -> str:
        return f"{self.technique}:{self.action.uid}" if self.action else self.technique

    @property
    def label(self) -> str:
        return f"{self.name} · {self.technique}"

    @property
    def is_planned(self) -> bool:
        return self.action is not None


def offers_of(case: Case, *, language: str) -> tuple[Offer, ...]:
    """Return what was planned, in the order of the plan, then everything else."""
    planned = tuple(_planned(case, language))
    taken = {one.technique for one in planned}
    return (*planned, *(one for one in _all(language) if one.technique not in taken))


def technique_name(code: str, language: str) -> str:
    """Return the plain name of a technique; its code where it is not known any more."""
    entry = techniques().get(code)
    return in_language(entry.plain, language) if entry else code


def _planned(case: Case, language: str) -> Iterator[Offer]:
    actions = ActionInPlan.objects.filter(plan__case=case, plan__superseded_by=None)
    seen: set[int] = set()
    for one in actions.select_related("action").order_by("stage__number", "pk"):
        if one.action_id in seen:
            continue
        seen.add(one.action_id)
        action = one.action
        name = technique_name(action.technique, language)
        yield Offer(action.technique, action.function, name, action)


def _all(language: str) -> Iterator[Offer]:
    for code, entry in techniques().items():
        yield Offer(code, str(entry.function), in_language(entry.plain, language))

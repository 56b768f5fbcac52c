"""What fitting latent classes gives: its likelihood, how sure it is, what each class answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kithwork.core.estimates import Plain
from kithwork.core.reasons import Reason

if TYPE_CHECKING:
    import numpy as np

    Numbers = np.ndarray[Any, np.dtype[np.float64]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemProfile:
    """What a class answers to an item: the share of each answer, or mean and SD."""

    item: str
    shares: Mapping[float, float]
    mean: float
    sd: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassProfile:
    """One class: its share of the people (0–1), how many are most likely in it, its answers.

    `certainty` is the mean probability of belonging to it among those assigned to it, 0–1.
    """

    share: float
    assigned: int
    certainty: float | None
    items: tuple[ItemProfile, ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Classes:
    """A fitted number of classes, the largest first; without figures where `why` says so.

    `entropy` is relative, 1 − Σ −p·ln p / (n·ln classes): 1 if everybody belongs to one class
    beyond doubt, None for one class. `reached` of `starts` ended at the best log-likelihood
    (within 0.01); `posteriors` are people × classes, in the order of the people with any answer.
    """

    kind: str
    classes: int
    n: int
    missing: int
    log_likelihood: float | None = None
    parameters: int = 0
    aic: float | None = None
    bic: float | None = None
    bic_adjusted: float | None = None
    entropy: float | None = None
    starts: int = 0
    reached: int = 0
    seed: int = 0
    profiles: tuple[ClassProfile, ...] = ()
    posteriors: "Numbers | None" = None
    notes: tuple[Reason, ...] = ()
    why: Reason | None = None

    @property
    def shares(self) -> tuple[float, ...]:
        return tuple(profile.share for profile in self.profiles)

    @property
    def claim(self) -> Reason:
        """The sentence for a report."""
        if self.why:
            return self.why
        if self.entropy is None:
            return Reason.of("classes.says.one", n=self.n)
        return Reason.of(
            "classes.says.classes",
            classes=self.classes,
            n=self.n,
            smallest=100 * min(self.shares),
            entropy=self.entropy,
        )

    def summary(self) -> dict[str, Plain]:
        """Return the figures that tell numbers of classes apart."""
        return {
            "classes": self.classes,
            "log_likelihood": self.log_likelihood,
            "parameters": self.parameters,
            "aic": self.aic,
            "bic": self.bic,
            "bic_adjusted": self.bic_adjusted,
            "entropy": self.entropy,
            "starts": self.starts,
            "reached": self.reached,
            "shares": list(self.shares),
        }

    def to_dict(self) -> dict[str, Plain]:
        """Return all figures for JSON, but nothing of a single person."""
        return {
            "kind": self.kind,
            "n": self.n,
            "missing": self.missing,
            **self.summary(),
            "seed": self.seed,
            "profiles": [_profile(profile) for profile in self.profiles],
        }


def _profile(profile: ClassProfile) -> dict[str, Plain]:
    return {
        "share": profile.share,
        "assigned": profile.assigned,
        "certainty": profile.certainty,
        "items": {
            item.item: {
                "mean": item.mean,
                "sd": item.sd,
                "shares": {f"{answer:g}": share for answer, share in item.shares.items()},
            }
            for item in profile.items
        },
    }

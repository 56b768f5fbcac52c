"""Chance for an invented world: a source per entity, so that one more does not move the others."""

import random
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Draws:
    """The seed of a world."""

    seed: str

    def of(self, kind: str, number: int) -> random.Random:
        """Return the source for one entity: always the same for the same seed, kind and number."""
        return random.Random(f"{self.seed}:{kind}:{number}")  # noqa: S311 (an invented world)


def weighted(source: random.Random, choices: dict[str, int]) -> str:
    """Return one of the choices, drawn by its whole-number weight."""
    place = source.randrange(sum(choices.values()))
    for choice, weight in choices.items():
        place -= weight
        if place < 0:
            return choice
    raise ValueError("no choices")

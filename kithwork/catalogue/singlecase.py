"""The cut-offs of single-case work: `singlecase/rules.yaml`."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from kithwork.catalogue.entries import Entry, entries_of, entry
from kithwork.catalogue.located import read_catalogue
from kithwork.core.singlecase.series import Rules

_PARTS: Mapping[str, tuple[str, ...]] = {
    "points": ("fewest", "advised"),
    "band": ("deviations", "run"),
    "nap_words": ("medium", "strong"),
    "stability": ("stable_width", "stable_share"),
    "dual_criterion": ("lifted", "alpha"),
    "draw": ("drawn_a", "drawn_b"),
}
_WHOLE = ("fewest", "advised", "run", "drawn_a", "drawn_b")


@dataclass(frozen=True, slots=True, kw_only=True)
class SingleCase:
    """The rules, and the entries they come from: some are marked unconfirmed, which is shown."""

    rules: Rules
    entries: Mapping[str, Entry]

    def is_unconfirmed(self, part: str) -> bool:
        """Tell whether a part, such as "band", could not be compared with its source."""
        return self.entries[part].status == "unconfirmed"


@cache
def single_case() -> SingleCase:
    """Return the rules of single-case work."""
    document = read_catalogue("singlecase/rules.yaml")
    heads: dict[str, Entry] = {}
    numbers: dict[str, int | float] = {}
    for node in entries_of(document):
        part = node.pairs()["id"].string(among=_PARTS)
        heads[part], fields = entry(node, required=_PARTS[part])
        numbers |= {name: fields[name].number() for name in _PARTS[part]}
    for part in _PARTS:
        if part not in heads:
            raise document.error("catalogue.missing_key", key=part)
    whole = {name: int(numbers.pop(name)) for name in _WHOLE}
    rules = Rules(**{**numbers, **whole})  # type: ignore[arg-type]  # the whole ones are whole
    return SingleCase(rules=rules, entries=heads)

"""Supply against stated need: the two sides on the same rows and columns, and what they show.

The left side is the inventory of the whole school; the right is whom its students, or a selection
of them, name for each function, and how many say that there is too little.
"""

from dataclasses import dataclass

from kithwork.access.models import School, User
from kithwork.aid.queries.inventory import Inventory, inventory_of
from kithwork.catalogue.support import sources
from kithwork.core.aid.gap import Balance, Stated, balance
from kithwork.core.aid.stated import stated_matrix
from kithwork.core.aid.supply import supply_matrix
from kithwork.core.support.functions import Function
from kithwork.core.support.matrix import Matrix
from kithwork.needs.queries.functions import Stated as Said
from kithwork.needs.queries.functions import StatedFunction, stated_support
from kithwork.needs.selection import EVERYBODY, Filter, Selection


@dataclass(frozen=True, slots=True)
class Picture:
    """Both sides of one school on one day, `rows` being the sources of either."""

    inventory: Inventory
    supply: Matrix
    stated: Matrix
    balance: Balance
    rows: tuple[str, ...]
    filters: tuple[Filter, ...]
    refused: str
    selection: Selection = EVERYBODY


def picture_of(
    user: User, school: School, *, language: str, selection: Selection = EVERYBODY
) -> Picture:
    """Return what `school` gives beside what its students state, as far as `user` may count.

    A selection narrows whose word is heard; what is given is given to the whole school.
    """
    heard = stated_support(user, school, language=language, selection=selection)
    return picture_with(heard, school)


def picture_with(heard: Said, school: School) -> Picture:
    """Return what `school` gives beside what was heard of its students."""
    inventory = inventory_of(school)
    supply = supply_matrix(inventory.offers(), inventory.stated_nones(), on=inventory.on)
    functions = heard.functions
    said = {one.function: Stated(asked=one.asked, too_little=one.too_little) for one in functions}
    stated = stated_matrix(said, _shares(functions), on=inventory.on)
    there = {*supply.rows, *stated.rows}
    return Picture(
        inventory=inventory,
        supply=supply,
        stated=stated,
        balance=balance(inventory.offers(), supply, said),
        rows=tuple(source for source in sources() if source in there),
        filters=heard.filters,
        refused=heard.refused,
        selection=heard.selection,
    )


def _shares(
    functions: tuple[StatedFunction, ...],
) -> dict[tuple[str, Function], float | None]:
    """The share of those asked who name a source for a function; None where it is hidden."""
    return {
        (source, one.function): None
        if count is None or not one.asked_who
        else count / one.asked_who
        for one in functions
        for source, count in one.named.items()
    }

"""The answers of many people to the items of one questionnaire, and how the items vary together.

`ItemMatrix` holds the answers, `ItemCovariances` what most statistics of a questionnaire need of
them, with the way of handling missing answers named: listwise and pairwise deletion give different
numbers under the same name.
"""

from kithwork.core.items.covariances import ItemCovariances, Missing
from kithwork.core.items.matrix import ItemError, ItemMatrix

__all__ = ["ItemCovariances", "ItemError", "ItemMatrix", "Missing"]

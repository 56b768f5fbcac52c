"""Does a question work differently for girls and boys, town and village, one language and another?

`item_bias` compares groups on every item at equal total scores: ordinal logistic regression for any
answers, Mantel–Haenszel beside it for two answers. A difference at equal scores asks for a reader
of the question; it is no proof that the question is unfair.
"""

from kithwork.core.item_bias.comparing import BiasRules, ItemBias, Size, item_bias
from kithwork.core.item_bias.mantel_haenszel import MantelHaenszel, mantel_haenszel

__all__ = ["BiasRules", "ItemBias", "MantelHaenszel", "Size", "item_bias", "mantel_haenszel"]

"""Latent classes and profiles: do the people fall into kinds by how they answered?

`classes_of` fits one number of classes from several starts, `compare` several numbers, so that BIC
can say which the data carry. Classes are a summary of answers, never kinds of children.
"""

from kithwork.core.classes.fitting import Kind, classes_of, compare
from kithwork.core.classes.result import Classes, ClassProfile, ItemProfile

__all__ = ["ClassProfile", "Classes", "ItemProfile", "Kind", "classes_of", "compare"]

"""What in a text could tell who somebody is: looked for before a text leaves the house.

`search` finds it, `replacing` takes out what is known by name. A text in which nothing is found is
still personal information: whoever knows the story knows the child. Source: domain specification
H10, J 18.
"""

from kithwork.core.leaks.replacing import Substitute, coarse_dates, replaced
from kithwork.core.leaks.search import Kind, Known, Leak, leaks_in

__all__ = ["Kind", "Known", "Leak", "Substitute", "coarse_dates", "leaks_in", "replaced"]

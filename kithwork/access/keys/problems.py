"""What can be wrong with a key, said to whoever keeps the machine."""

from kithwork.access.refusals import Refused


class KeyProblem(Refused):
    """The installation's key is missing, unsafe or not this installation's."""


class KeyErased(Exception):
    """The key of this file was erased: what it sealed can never be read again."""


class SealBroken(Exception):
    """A sealed value was changed, belongs to another row or field, or to another key."""

"""What can be wrong with a key, said to whoever keeps the machine."""


class KeyProblem(Exception):  # noqa: N818 (a problem, not a fault of the code)
    """The installation's key is missing, unsafe or not this installation's."""


class KeyErased(Exception):  # noqa: N818
    """The key of this file was erased: what it sealed can never be read again."""


class SealBroken(Exception):  # noqa: N818
    """A sealed value was changed, belongs to another row or field, or to another key."""

"""Do two people who rate the same thing come to the same rating?"""

from kithwork.core.agreement.errors import AgreementError
from kithwork.core.agreement.intraclass import FORMS, Intraclass, intraclass
from kithwork.core.agreement.kappa import Kappa, Weights, kappa_of_counts, weighted_kappa

__all__ = [
    "FORMS",
    "AgreementError",
    "Intraclass",
    "Kappa",
    "Weights",
    "intraclass",
    "kappa_of_counts",
    "weighted_kappa",
]

"""Where a student aimed and was admitted, in the clear."""

from kithwork.casework.models import Case
from kithwork.casework.sealing import CaseVault
from kithwork.evaluation.models import Admission
from kithwork.evaluation.outcome import Admitted

AIM, ADMITTED_TO, WISHES = "admission.aim", "admission.admitted_to", "admission.wishes"


def standing_admission(case: Case) -> Admission | None:
    """Return what stands of a case's aimed school and its outcome."""
    return Admission.objects.filter(case=case, superseded_by=None).first()


def admitted_of(case: Case) -> Admitted | None:
    """Return the aim and the outcome; None where none was written down."""
    row = standing_admission(case)
    if row is None:
        return None
    vault = CaseVault(case)
    return Admitted(
        aim=vault.open(row.aim, row=row.uid, field=AIM),
        aim_type=row.aim_type,
        wishes=tuple(vault.open_json(row.wishes, row=row.uid, field=WISHES) or ()),
        points=row.points,
        line=row.line,
        admitted_to=vault.open(row.admitted_to, row=row.uid, field=ADMITTED_TO),
        admitted_type=row.admitted_type,
        is_aim_met=row.is_aim_met,
        on=row.on,
    )

"""What was shown of a school's counts, so that a later view cannot be subtracted from it.

Two tables that each hide small numbers may differ by a handful. Whoever looks at a selection of a
school's students is compared with what she has seen of it before; the numbers stand here and no
person does.
"""

from django.db import models

from kithwork.access.models import School, User
from kithwork.audit import clock
from kithwork.audit.fields import ShortText, Uid


class ShownCounts(models.Model):
    """The numbers of one selection as they were last shown to a person.

    `selection` says by what was chosen ("sex=female"; empty: everybody's latest answers). `numbers`
    holds what was published, by need; "" stands for the number of students.
    """

    uid = Uid()
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    selection = ShortText(max_length=240, blank=True)
    numbers = models.JSONField(default=dict)
    shown_at = models.DateTimeField(default=clock.now)

    class Meta:
        db_table = "needs_shown_counts"
        constraints = (
            models.UniqueConstraint(
                fields=["user", "school", "selection"], name="shown_counts_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.user_id} {self.school_id}"

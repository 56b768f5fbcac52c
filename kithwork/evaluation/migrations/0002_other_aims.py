"""At a college one aims at no school: at passing, graduating, work, or further study."""

from django.conf import settings
from django.db import migrations, models

from kithwork.audit.immutable import AllowChange, RefuseChange

TYPES = [
    "key_senior_high",
    "senior_high",
    "vocational",
    "university",
    "pass",
    "graduate",
    "work",
    "study",
    "none",
]


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0004_choosing"),
        ("evaluation", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        AllowChange("evaluation_admission"),
        migrations.RemoveConstraint(model_name="admission", name="admission_known_aim"),
        migrations.RemoveConstraint(model_name="admission", name="admission_known_outcome"),
        migrations.AddConstraint(
            model_name="admission",
            constraint=models.CheckConstraint(
                condition=models.Q(("aim_type__in", TYPES)), name="admission_known_aim"
            ),
        ),
        migrations.AddConstraint(
            model_name="admission",
            constraint=models.CheckConstraint(
                condition=models.Q(("admitted_type__in", ["", *TYPES])),
                name="admission_known_outcome",
            ),
        ),
        RefuseChange("evaluation_admission"),
    ]

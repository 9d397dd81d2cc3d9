"""The two sealed tables. The service's login may add rows to them and read none (docs/decisions/0021).

Nothing here leads to a person by itself: no foreign key, no time, no number that gives an order away. What
belongs together bears the same token, which is made with a key that is not in the database (tokens.py).
"""

import uuid

from django.db import models

LONGEST = 40


class Answers(models.Model):
    """What one applicant said of themselves for one application; of several versions the last one counts."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    token = models.UUIDField()
    version = models.PositiveSmallIntegerField()
    age = models.CharField(max_length=LONGEST, blank=True)
    sex = models.CharField(max_length=LONGEST, blank=True)
    gender = models.CharField(max_length=LONGEST, blank=True)
    orientation = models.CharField(max_length=LONGEST, blank=True)
    ethnicity = models.CharField(max_length=LONGEST, blank=True)
    religion = models.CharField(max_length=LONGEST, blank=True)
    disability = models.CharField(max_length=LONGEST, blank=True)
    partnership = models.CharField(max_length=LONGEST, blank=True)
    maternity = models.CharField(max_length=LONGEST, blank=True)

    class Meta:
        # Nobody can be given a right to see them on the desk.
        default_permissions = ()
        constraints = (models.UniqueConstraint(fields=("token", "version"), name="one_set_a_version"),)

    def __str__(self):
        return "Sealed answers"


class Reached(models.Model):
    """An application, known by its token alone, reached this stage of the process for this vacancy."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    token = models.UUIDField()
    stage = models.CharField(max_length=20)
    # A number, not a foreign key: reports count by vacancy.
    vacancy_number = models.PositiveBigIntegerField()

    class Meta:
        default_permissions = ()
        verbose_name_plural = "reached"
        constraints = (models.UniqueConstraint(fields=("token", "stage"), name="each_stage_once"),)

    def __str__(self):
        return "Sealed stage"

"""Where the work is done."""

from django.db import models

from vacancies.models.vacancy import Vacancy


def place_in_words(address: str, postcode: str) -> str:
    """An address on one line."""
    lines = (line.strip(" ,") for line in [*address.splitlines(), postcode])
    return ", ".join(line for line in lines if line)


class Location(models.Model):
    """A place where the work is done."""

    vacancy = models.ForeignKey(Vacancy, on_delete=models.CASCADE, related_name="locations")
    address = models.TextField()
    postcode = models.CharField(max_length=10, blank=True)

    class Meta:
        ordering = ("pk",)

    def __str__(self):
        return place_in_words(self.address, self.postcode)

"""What the search index holds of each record; the words themselves are kept by the engine of the database."""

from django.db import models

from realign.foundations.partnerships.models import Partnership


class IndexedRecord(models.Model):
    """One record in the index, as one kind of reader may find it."""

    name = models.CharField(max_length=80, help_text="Of what is searched, such as services.public")
    object_id = models.PositiveBigIntegerField()
    # none for what all partnerships share, such as the glossary
    partnership = models.ForeignKey(Partnership, null=True, on_delete=models.CASCADE, related_name="+")
    fingerprint = models.CharField(max_length=64, help_text="Of the words, so that a stale entry shows")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("name", "object_id"), name="indexed_record_once"),)

    def __str__(self) -> str:
        return f"{self.name} {self.object_id}"

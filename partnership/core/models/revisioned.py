"""Things that two people may edit at once, and neither may overwrite unseen."""

from django.db import models


class Revisioned(models.Model):
    """A row that counts its changes. Forms carry the number they were opened with; `revisions.keep` compares."""

    revision = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        abstract = True

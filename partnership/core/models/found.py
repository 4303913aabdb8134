"""What can be found, by whom; and the filters that people keep."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from partnership.core.privacy import Basis, Delete
from partnership.core.visibility import Sees, Visible, themselves


class SearchWord(models.Model):
    """A word that stands in some entry, folded: no accents, no capitals."""

    text = models.CharField(max_length=60, unique=True)

    class Privacy:
        """The vocabulary of everything that can be found, so that a word nearly typed right is found too."""

        purpose = _("Finding things on the site.")
        basis = Basis.PUBLIC_TASK
        kept = _("As long as something contains it.")
        public = ()
        partners = ()
        personal = ()
        confided = ("id", "text")

    def __str__(self):
        return self.text


class SearchEntry(models.Model):
    """Something that can be found: by whom (audience keys), in what words, and where it is."""

    urn = models.CharField(max_length=200)
    kind = models.CharField(max_length=40)
    title = models.CharField(max_length=300)
    about = models.CharField(max_length=500, blank=True)
    href = models.CharField(max_length=300)
    audience = models.CharField(
        max_length=60, db_index=True
    )  # one key: anyone, members, programme, partner:3, person:7
    words = models.ManyToManyField(SearchWord, related_name="entries")
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["title", "pk"]
        constraints = [models.UniqueConstraint(fields=["urn", "audience"], name="search_entry_once_for_each_audience")]

    class Privacy:
        """A copy of titles and words, kept beside the thing itself and gone with it."""

        purpose = _("Finding things on the site.")
        basis = Basis.PUBLIC_TASK
        kept = _("As long as the thing it leads to.")
        public = ()
        partners = ()
        personal = ("id", "urn", "kind", "title", "about", "href", "audience", "words", "changed_at")
        confided = ()

    def __str__(self):
        return self.title


class SavedFilters(Visible["SavedFilter"]):
    """Words for saved filters."""

    sees = (Sees(_("The person who saved it"), _("their own saved filters"), themselves("person")),)


class SavedFilter(models.Model):
    """A list as somebody likes to see it: a page and the end of its address."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_filters")
    name = models.CharField(_("name"), max_length=60)
    page = models.CharField(max_length=100)  # the path
    query = models.CharField(max_length=500)  # what follows the question mark
    saved_at = models.DateTimeField(auto_now_add=True)

    objects = SavedFilters.as_manager()

    class Meta:
        ordering = ["page", "name"]
        constraints = [models.UniqueConstraint(fields=["person", "page", "name"], name="saved_filter_named_once")]

    class Privacy:
        """So that somebody need not choose the same filters every week."""

        purpose = _("Keeping a list as somebody likes to see it.")
        basis = Basis.PUBLIC_TASK
        kept = _("Until the person removes it or is erased.")
        subjects = ("person",)
        erased = Delete()
        public = ()
        partners = ()
        personal = ("id", "person", "name", "page", "query", "saved_at")
        confided = ()

    def __str__(self):
        return self.name

"""What can be found, by whom; and the filters that people keep."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from partnership.core.privacy import FOR_THEIR_ORGANISATION, Basis, Delete, Reaches, by_urn, naming
from partnership.core.visibility import Sees, Visible, themselves


class SearchEntry(models.Model):
    """Something that can be found, and where it is. Nobody finds it but those whose audience key stands beside it."""

    urn = models.CharField(max_length=200, unique=True)
    kind = models.CharField(max_length=20)
    title = models.CharField(max_length=300)
    about = models.CharField(max_length=500, blank=True)
    href = models.CharField(max_length=300)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["title", "pk"]

    class Privacy:
        """A copy of titles, kept beside the thing itself and gone with it."""

        purpose = _("Finding things on the site.")
        basis = Basis.PUBLIC_TASK
        kept = _("As long as the thing it leads to.")
        subjects = (by_urn("urn"), naming("title", "about"))
        erased = Delete()
        words = {
            "title": Reaches(_("Whoever may see the thing that it leads to."), FOR_THEIR_ORGANISATION),
            "about": Reaches(_("Whoever may see the thing that it leads to."), FOR_THEIR_ORGANISATION),
        }
        not_words = (
            "urn",
            "kind",
            "href",
        )
        called = _("what the search finds")
        fields = {"kind": _("what kind of thing it is"), "about": _("what is said of it")}
        public = ()
        partners = ()
        personal = ("id", "urn", "kind", "title", "about", "href", "changed_at")
        confided = ()

    def __str__(self):
        return self.title


class SearchAudience(models.Model):
    """Who may find an entry: anyone, members, programme, partner:3, place:E08000032, person:7."""

    entry = models.ForeignKey(SearchEntry, on_delete=models.CASCADE, related_name="audiences")
    key = models.CharField(max_length=60)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["entry", "key"], name="search_audience_once")]

    class Privacy:
        """So that a search shows each person what they may see, and nothing about the rest."""

        called = _("who may find what")
        purpose = _("Showing each person in a search what they may see, and nothing about the rest.")
        fields = {"entry": _("what can be found"), "key": _("who may find it")}
        not_words = ("key",)
        public = ()
        partners = ("id", "entry", "key")
        personal = ()
        confided = ()

    def __str__(self):
        return self.key


class SearchWord(models.Model):
    """A word of an entry, folded (no accents, no capitals), and how much it says. It goes when the entry goes."""

    entry = models.ForeignKey(SearchEntry, on_delete=models.CASCADE, related_name="words")
    text = models.CharField(max_length=40, db_index=True)
    weight = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["entry", "text"], name="search_word_once")]

    class Privacy:
        """The words by which things are found; a word nearly typed right is compared with them."""

        called = _("search words")
        fields = {
            "entry": _("what can be found"),
            "text": _("a word of it"),
            "weight": _("how much the word counts"),
        }
        purpose = _("Finding things on the site.")
        basis = Basis.PUBLIC_TASK
        kept = _("As long as the thing it leads to.")
        not_words = ("text",)
        public = ()
        partners = ()
        personal = ("id", "entry", "text", "weight")
        confided = ()

    def __str__(self):
        return self.text


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

        called = _("saved filters")
        fields = {"page": _("which list"), "query": _("what was chosen in it"), "saved_at": _("when it was kept")}
        purpose = _("Keeping a list as somebody likes to see it.")
        basis = Basis.PUBLIC_TASK
        kept = _("Until the person removes it or is erased.")
        subjects = ("person",)
        erased = Delete()
        not_words = (
            "name",
            "page",
            "query",
        )
        public = ()
        partners = ()
        personal = ("id", "person", "name", "page", "query", "saved_at")
        confided = ()

    def __str__(self):
        return self.name

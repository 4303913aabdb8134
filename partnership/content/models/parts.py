"""What the parts of a file are called, wherever they are asked for or compared."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Said = Mapping[str, str | Promise]

LABELS: Said = {
    "version": _("Version"),
    "title": _("Title"),
    "preamble": _("Before the clauses"),
    "clauses": _("Clauses"),
    "text": _("Text"),
    "principles": _("Principles"),
    "example": _("This is an example, and is shown as one"),
    "reviewed_by": _("Reviewed by people with lived experience: who, in general words"),
    "licence": _("Licence"),
    "provenance": _("Where the words come from"),
    "intro": _("Before the questions"),
    "questions": _("Questions"),
    "about": _("About it"),
    "if_not_yet": _("What helps, if not yet"),
    "clause": _("Which clause it prepares for"),
    "name": _("Name"),
    "contact": _("What to dial, text or open, as people read it"),
    "href": _("The same as an address"),
    "hours": _("When somebody answers"),
    "checked": _("The day somebody last tried it"),
    "owner": _("Which team looks after it"),
    "shown_on": _("Where it is shown"),
    "since": _("From which day"),
    "until": _("Until which day"),
    "sectors": _("Sectors"),
    "stages": _("Stages of life"),
    "factors": _("What people carry, and what protects them"),
    "risk": _("What people carry"),
    "protective": _("What protects"),
    "groups": _("Groups"),
    "why": _("Why it stands here"),
    "wording": _("The partnership's own sentences"),
}
HINTS: Said = {
    "version": _("Numbers with points or hyphens between them, such as 2026-2."),
    "reviewed_by": _("Leave it empty while nobody has. The page then says “not yet”. Never name a person."),
    "href": _("Begins with tel:, sms: or https:"),
    "checked": _("Only put a day on which somebody really tried it."),
    "owner": _("A team, never a person's name."),
    "until": _("The first day on which it is gone. Leave it empty if you do not know."),
    "principles": _("Which of the principles this serves."),
    "sectors": _("Names can be changed and added. None can be taken away here, because organisations stand in them."),
}
ONE_OF: Said = {
    "clauses": _("Clause %(number)s"),
    "questions": _("Question %(number)s"),
    "stages": _("Stage %(number)s"),
    "risk": _("Factor %(number)s"),
    "protective": _("Factor %(number)s"),
    "groups": _("Group %(number)s"),
}
ADD: Said = {
    "clauses": _("Add a clause"),
    "questions": _("Add a question"),
    "sectors": _("A further one"),
    "principles": _("A further one"),
}
CHOICES: Said = {"every-page": _("At the top of every page"), "front-page": _("On the front page")}
SHORT = frozenset({"name", "title", "hours", "reviewed_by", "sectors", "principles"})  # one line is enough


def label(name: str) -> str:
    """Give what a part is called; one of the partnership's own sentences goes by its key."""
    return str(LABELS.get(name, name.replace("_", " ").replace("-", " ").capitalize()))

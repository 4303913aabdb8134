"""What the pages about words show."""

from partnership.content.queries.differences import difference
from partnership.content.queries.drafts import DraftPage, draft_page, place_for, problems_of, problems_with
from partnership.content.queries.editions import EditionPage, Export, edition_page, everything_published
from partnership.content.queries.files import ContentPage, WordsPage, content_page, words_page
from partnership.content.queries.preview import Preview, preview
from partnership.content.queries.upkeep import could_look_after
from partnership.content.queries.waiting import needs

__all__ = [
    "ContentPage",
    "DraftPage",
    "EditionPage",
    "Export",
    "Preview",
    "WordsPage",
    "content_page",
    "could_look_after",
    "difference",
    "draft_page",
    "edition_page",
    "everything_published",
    "needs",
    "place_for",
    "preview",
    "problems_of",
    "problems_with",
    "words_page",
]

"""What the pages about words show."""

from partnership.content.queries.differences import difference
from partnership.content.queries.drafts import DraftPage, draft_page, needs, place_for, problems_of, problems_with
from partnership.content.queries.editions import EditionPage, Export, edition_page, everything_published
from partnership.content.queries.files import ContentPage, WordsPage, content_page, words_page
from partnership.content.queries.preview import Preview, preview

__all__ = [
    "ContentPage",
    "DraftPage",
    "EditionPage",
    "Export",
    "Preview",
    "WordsPage",
    "content_page",
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

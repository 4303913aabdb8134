"""What others may read over a shoulder: titles of pages, which stay in a browser's history, and subjects of letters.

Pages of figures are called what they are about. Everything else says nothing of what somebody lived through.
"""

import re
from pathlib import Path

import pytest

TELLING = re.compile(
    r"trauma|abus|violen|advers|hurt|harm|suicid|safeguard|surviv|victim|assault|rape|neglect|lived experience|custody",
    re.IGNORECASE,
)
TITLE = re.compile(r"{% block (?:document_)?title %}(.*?){% endblock %}", re.DOTALL)
SUBJECTS = ("*/templates/*/letters/*.txt", "*/templates/*/email/*_subject.txt")
OWN_WORDS = {
    "action.html",
    "charter.html",
    "draft.html",
    "opportunity.html",
    "partner_pledge.html",
    "receipt.html",
    "tended_theme.html",
    "theme.html",
}


def shown_in_a_tab(template: str) -> str:
    """Give what the tab of a page says: the title for it where there is one, else the heading."""
    own = re.search(r"{% block document_title %}(.*?){% endblock %}", template, re.DOTALL)
    titles = TITLE.findall(template)
    return own.group(1) if own and "super()" not in own.group(1) else " ".join(titles)


def templates(root: Path):
    for path in sorted((root / "partnership").glob("*/templates/**/*.html")):
        if path.parts[-3:-1] != ("places", "places") and "components" not in path.parts:
            yield path.name, shown_in_a_tab(path.read_text(encoding="utf-8"))


def subjects(root: Path):
    for pattern in SUBJECTS:
        for path in sorted((root / "partnership").glob(pattern)):
            yield path.name, path.read_text(encoding="utf-8").strip().splitlines()[0]


def test_no_title_or_subject_tells_what_somebody_lived_through(root):
    said = [*templates(root), *subjects(root)]
    assert len(said) > 100
    assert {name: text for name, text in said if TELLING.search(text)} == {}


@pytest.mark.parametrize("name", sorted(OWN_WORDS))
def test_page_with_somebodys_own_words_for_a_heading_keeps_them_out_of_the_tab(name, root):
    assert re.fullmatch(r"{{ _\(\"[A-Za-z ]+\"\) }} . {{ site_name\(\) }}", dict(templates(root))[name])


def test_titles_that_tell_are_found():
    assert shown_in_a_tab("{% block title %}After abuse{% endblock %}") == "After abuse"
    neutral = "{% block document_title %}A story{% endblock %}{% block title %}After abuse{% endblock %}"
    assert shown_in_a_tab(neutral) == "A story"
    assert TELLING.search("After abuse")

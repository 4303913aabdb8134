"""Every word goes through translation: the site is read in a made-up language, and plain English there is a failure."""

from __future__ import annotations

import re
import shutil
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path

import pytest
import yaml
from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.mofile import write_mo
from django.test import Client
from django.utils import translation

from partnership.academy.models import Certificate, Completion
from partnership.hub.management.commands.load_demonstration import load_all
from partnership.plans.models import Action, Purpose
from tests.journeys.addresses import patterns, samples
from tests.journeys.found import NOBODY, is_published
from tests.people import sign_in
from tests.surface import asker, walk

pytestmark = pytest.mark.once
MADE_UP = "qps"
WALKERS = (NOBODY, "programme-team", "partner-lead", "safeguarding-lead", "practitioner")
SHOWS_NAMES_OF_FILES = {  # where the pack's files are edited, their names and every language of their words are shown
    *("content", "words", "edition", "draft", "preview-draft", "edit-draft", "change-helpline"),
    *("import", "undo-import"),  # the spreadsheet's name and its sentences, as they were when somebody brought it in
    *(
        "tell-us",
        "tell",
        "tell-us-in",
        "tell-us-easy",
    ),  # they speak the language of a file of its own, which whoever tells chooses
    "notices",  # people's words inside a sentence, cut where they are long
}
NAMES = {"heartwood", "csv", "json", "nhs", "api", "xlsx"}
MONTHS = {"january", "february", "march", "april", "may", "june", "july"}
MONTHS |= {"august", "september", "october", "november", "december"}
SPOKEN = {"alt", "aria-label", "title", "placeholder"}
REFERENCE = re.compile(r"[a-z0-9_.:/@+-]*|https?://\S+|[A-Z0-9]{2,}|[0-9 -]+")  # a key, an address, a code: not words
SILENT = {"script", "style", "code", "pre"}
CODES = re.compile(r"[^\s⟦⟧]+@[^\s⟦⟧]+|https?://[^\s⟦⟧]*|\b\w*\d\w*\b")  # addresses, numbers, hashes, codes
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


def marked(text: str) -> str:
    return f"⟦{text}⟧"


@pytest.fixture(scope="session")
def words(root) -> Catalog:
    """Give every word that Babel finds, as a translator would get them."""
    with (root / "partnership" / "locale" / "babel.cfg").open() as file:
        methods, options = parse_mapping_cfg(file)
    catalog = Catalog(locale="en", domain="django")
    keywords = {**DEFAULT_KEYWORDS, "sentence": None, "gettext_lazy": None, "gettext_noop": None}
    for name, line, message, comments, context in extract_from_dir(root, methods, options, keywords):
        catalog.add(message, None, [(name, line)], auto_comments=comments, context=context)
    return catalog


@pytest.fixture(scope="session")
def catalogues(words, tmp_path_factory) -> Path:
    """Give a folder with the made-up language, compiled: every message between two brackets."""
    for message in words:
        if message.id:
            both = isinstance(message.id, tuple)
            message.string = tuple(map(marked, message.id)) if both else marked(message.id)
    folder = tmp_path_factory.mktemp("locale")
    compiled = BytesIO()
    write_mo(compiled, words)
    path = folder / MADE_UP / "LC_MESSAGES" / "django.mo"
    path.parent.mkdir(parents=True)
    path.write_bytes(compiled.getvalue())
    return folder


def in_made_up_language(content: object) -> object:
    """Give a content file in which every text also stands in the made-up language."""
    if isinstance(content, dict) and isinstance(content.get("en"), str):
        return {**content, MADE_UP: marked(content["en"])}
    if isinstance(content, dict):
        return {key: in_made_up_language(value) for key, value in content.items()}
    if isinstance(content, list):
        return [in_made_up_language(value) for value in content]
    return content


def typed_by_people(content: object) -> object:
    """Give a file of the demonstration with brackets around what people typed: nobody translates that."""
    if isinstance(content, dict):
        return {key: typed_by_people(value) for key, value in content.items()}
    if isinstance(content, list):
        return [typed_by_people(value) for value in content]
    is_typed = isinstance(content, str) and not REFERENCE.fullmatch(content)
    return marked(content) if is_typed else content


@pytest.fixture(scope="session")
def made_up_pack(pack_folder, tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("packs") / "made-up"
    shutil.copytree(pack_folder, folder)
    for path in folder.rglob("*.yaml"):
        change = typed_by_people if path.parent.name == "demonstration" else in_made_up_language
        content = change(yaml.safe_load(path.read_text(encoding="utf-8")))
        path.write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False), encoding="utf-8")
    _speak_to_whoever_tells(folder / "listening" / "words")
    return folder


def _speak_to_whoever_tells(folder: Path) -> None:
    """Add what is said to whoever tells in the made-up language: a file for each, where other content holds all of them."""
    english = yaml.safe_load((folder / "en.yaml").read_text(encoding="utf-8"))
    said = {key: marked(text) for key, text in english["said"].items()}
    made_up = {**english, "language": MADE_UP, "name": marked("Made up"), "said": said}
    (folder / f"{MADE_UP}.yaml").write_text(yaml.safe_dump(made_up, allow_unicode=True), encoding="utf-8")


@pytest.fixture
def _made_up_site(settings, catalogues, made_up_pack, facts_build):
    settings.DATA = facts_build.parent.parent
    settings.LANGUAGES = [("en", "English"), (MADE_UP, "Made up")]
    settings.LOCALE_PATHS = [str(catalogues)]
    settings.PACK = made_up_pack
    yield
    translation.activate("en")


class Reader(HTMLParser):
    """Collects the words outside every bracket, but not those that are marked as nobody's to translate."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[bool] = []  # for each open element: are its words left alone?
        self.depth = 0
        self.plain: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        held = dict(attrs)
        for name in SPOKEN & set(held):
            self.listen(held[name] or "")
        if tag not in VOID:
            left_alone = held.get("translate") == "no" or tag in SILENT
            self.open.append(left_alone or bool(self.open and self.open[-1]))

    def handle_endtag(self, tag: str) -> None:
        self.open.pop()

    def handle_data(self, data: str) -> None:
        if not (self.open and self.open[-1]):
            self.listen(data)

    def listen(self, text: str) -> None:
        for part in re.findall(r"[⟦⟧]|[^⟦⟧]+", CODES.sub(" ", text)):
            if part in "⟦⟧":
                self.depth += 1 if part == "⟦" else -1
            elif self.depth == 0:
                self.plain += [word for word in re.findall(r"[^\W\d_]{2,}", part) if word.lower() not in NAMES | MONTHS]


def words_outside(html: str) -> list[str]:
    """Give the plain words of a page; where people's words were cut short, the cut is what is wrong."""
    try:
        return plain_words(html)
    except AssertionError:
        return ["a bracket was lost"]


def plain_words(html: str) -> list[str]:
    reader = Reader()
    reader.feed(html)
    assert reader.depth == 0
    return reader.plain


def names() -> list[str]:
    """Give every pattern that shows published figures, by name."""
    return [pattern.name for pattern in patterns() if is_published(pattern.name)]


def test_there_are_pages_to_read():
    assert {"home", "place", "indicator"} <= set(names())


@pytest.mark.django_db
@pytest.mark.usefixtures("_made_up_site")
@pytest.mark.parametrize("name", names())
def test_page_says_nothing_that_cannot_be_translated(client, name, pack, root):
    methods = tuple(path.stem for path in (root / "docs" / "methods").glob("*.md"))
    pattern = next(pattern for pattern in patterns() if pattern.name == name)
    for address in samples(pattern, pack, methods)[:2]:
        response = client.get(address, headers={"accept-language": MADE_UP})
        if response["Content-Type"].startswith("text/html") and response.status_code == 200:
            assert (address, response["Content-Language"]) == (address, MADE_UP)
            assert f'<html lang="{MADE_UP}">' in response.text
            assert (address, plain_words(response.text)) == (address, [])


def mark_copies():
    """Put brackets around what was copied from the content when somebody did something: it stays as it was called then."""
    for row in Purpose._base_manager.all():  # a copy of what the thing was called when somebody tied the Action to it
        Purpose._base_manager.filter(pk=row.pk).update(label=marked(row.label)[:200])
    for row in Action._base_manager.exclude(raised_from_label=""):  # the same of what the Action came out of
        Action._base_manager.filter(pk=row.pk).update(raised_from_label=marked(row.raised_from_label)[:200])
    for done in Completion._base_manager.all():  # what it was called on the day, and so on a paper
        Completion._base_manager.filter(pk=done.pk).update(title=marked(done.title)[:200])
    for paper in Certificate._base_manager.all():
        said = {name: marked(str(paper.shows[name])) for name in ("title", "level", "taught_by") if name in paper.shows}
        Certificate._base_manager.filter(pk=paper.pk).update(shows={**paper.shows, **said})


@pytest.mark.django_db
@pytest.mark.usefixtures("_made_up_site")
def test_no_page_that_somebody_finds_says_what_cannot_be_translated(settings):
    settings.DEMONSTRATION = True
    people = load_all()
    mark_copies()
    plain, read = {}, 0
    for key in WALKERS:
        client = Client()
        if key:
            sign_in(client, people[key])
        for got in walk(asker(client, {"accept-language": MADE_UP}), most_alike=2, skip=is_published):
            if got.status == 200 and got.kind.startswith("text/html") and got.pattern not in SHOWS_NAMES_OF_FILES:
                read += 1
                plain[f"{got.address} as {key}"] = words_outside(got.text)

    assert read > 200
    assert {address: words for address, words in plain.items() if words} == {}


@pytest.mark.django_db
@pytest.mark.usefixtures("_made_up_site")
def test_missing_page_can_be_translated(client):
    assert plain_words(client.get("/no-such-page/", headers={"accept-language": MADE_UP}).text) == []


@pytest.mark.django_db
@pytest.mark.usefixtures("_made_up_site")
def test_errors_and_refusals_can_be_translated(client):
    for answers in ({"page": "/"}, {"kind": "boring", "page": "/"}, {"kind": "wrong", "page": "//x"}):
        response = client.post("/report-page/", answers, headers={"accept-language": MADE_UP})
        assert plain_words(response.text) == []


def test_reader_finds_a_word_that_was_forgotten():
    assert plain_words("<p>⟦Kept⟧ forgotten <b translate=no>left alone</b></p>") == ["forgotten"]
    assert plain_words('<img alt="forgotten"><p>⟦a <em>b</em> c⟧</p>') == ["forgotten"]


def test_words_of_the_library_are_collected_too(words):
    assert any("heartwood/wording.py" in place for message in words for place, _line in message.locations)


@pytest.mark.django_db
def test_site_speaks_english_where_nothing_else_is_offered(client):
    assert '<html lang="en">' in client.get("/about/", headers={"accept-language": "fr"}).text

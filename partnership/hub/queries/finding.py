"""What a search shows: what the person may see in the tables, beside what everybody may know."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from partnership.accounts.models import Person
from partnership.core import pack
from partnership.core import queries as core
from partnership.core.layouts import is_address
from partnership.core.pack import Pack, in_language
from partnership.core.search import KINDS, Catalogue, Found, Known, find, known
from partnership.partners.models import reach

LONGEST = 200  # letters of a question

PAGES: tuple[tuple[str, str | Promise, str | Promise], ...] = (  # address, title, and the words that people look for
    ("/directory/", _("Directory of organisations"), _("organisations partners members who is part of this")),
    ("/charter/", _("The charter"), _("promises clauses sign commitment")),
    ("/framework/", _("The framework"), _("self-assessment standards levels maturity are we trauma-informed")),
    ("/academy/", _("Training"), _("courses learning academy learn teach")),
    ("/academy/sessions/", _("Days that you can book"), _("training sessions events dates workshop webinar")),
    ("/academy/levels/", _("The kinds of practice"), _("levels training informed skilled enhanced specialist")),
    ("/verify/", _("Check a receipt"), _("verify certificate code signed genuine")),
    ("/join/", _("Join an organisation here"), _("register sign up become a member")),
    ("/what-changed/", _("You said, we did"), _("feedback complaints answers changes themes what happened")),
    ("/working-together/", _("Working together"), _("lived experience pay expenses opportunities volunteer")),
    ("/announcements/", _("Announcements"), _("news events")),
    ("/where-are-we/", _("Where are we?"), _("progress joined checked signed")),
    ("/places/compare/", _("Two places side by side"), _("compare comparison")),
    ("/changes/", _("What changed in the figures"), _("new data updates")),
    ("/data/", _("Take all data away"), _("download csv open data")),
    ("/api/v1/", _("For programs"), _("api json developers")),
    ("/about/", _("About this site"), _("contact who made this")),
    ("/about/who-sees-what/", _("Who sees what"), _("privacy permissions roles visibility")),
    ("/about/processing/", _("What is held about people, and why"), _("privacy gdpr record of processing retention")),
    ("/about/words-of-others/", _("Where people read words of other people"), _("online safety report moderation")),
    ("/about/privacy/", _("Privacy"), _("cookies personal data gdpr")),
    ("/about/accessibility/", _("Accessibility"), _("screen reader keyboard wcag")),
    ("/about/doubts/", _("Figures we doubt"), _("errors quality")),
    ("/report-page/", _("Tell us about a page"), _("complaint report problem wrong")),
)


def search(person: Person | None, text: str, kind: str = "", number: str = "1") -> Found:
    """Give what the person may see of what they look for: the best of each kind, or one kind page by page."""
    kinds = (kind,) if kind in KINDS else ()
    page = int(number) if number.isdecimal() and 1 <= int(number) <= 9999 else 1
    content = _everybody_may_know(str(pack.current().folder), pack.edition(), get_language() or "en")
    return find(text[:LONGEST], reach(person).audience, kinds, page, content)


@lru_cache(maxsize=8)
def _everybody_may_know(_folder: str, _edition: str, _language: str) -> Catalogue:
    """Make the content of the pack ready to be found; it is the same until another edition is published."""
    content = pack.current()
    return Catalogue((*_help(content), *_places(content), *_words(content), *_measures(content), *_pages()))


def _help(content: Pack) -> Iterator[Known]:
    for line in content.helplines.values():
        name = f"{in_language(line.name)}: {line.contact}"
        yield known(kind="helpline", title=name, href=line.href, about=in_language(line.about))


def _places(content: Pack) -> Iterator[Known]:
    for area in content.districts:
        yield known(kind="place", title=in_language(area.name), href=reverse("place", kwargs={"slug": area.slug}))
    for kind, crossings in (("transition", content.transitions), ("setting", content.settings)):
        for one in crossings.values():
            href, about = reverse(kind, kwargs={"slug": one.slug}), in_language(one.about)
            yield known(kind=kind, title=in_language(one.name), href=href, about=about)


def _words(content: Pack) -> Iterator[Known]:
    yield from _charter(content)
    yield from _framework(content)
    yield from _courses(content)


def _charter(content: Pack) -> Iterator[Known]:
    if content.charter is None or not is_address("/charter/"):
        return
    for clause in content.charter.clauses:
        about = in_language(clause.text)
        yield known(kind="charter", title=in_language(clause.title), href=f"/charter/#{clause.key}", about=about)


def _framework(content: Pack) -> Iterator[Known]:
    edition = content.framework
    if edition is None:
        return
    for one in edition.standards:
        yield known(
            kind="standard",
            title=in_language(one.title),
            href=reverse("framework-standard", kwargs={"edition": edition.key, "standard": one.key}),
            about=in_language(one.statement),
        )


def _courses(content: Pack) -> Iterator[Known]:
    for one in content.academy.courses.values() if content.academy else ():
        yield known(
            kind="course",
            title=in_language(one.title),
            href=reverse("course", kwargs={"key": one.key}),
            about=in_language(one.summary),
            words=" ".join(map(in_language, one.outcomes)),
        )


def _measures(content: Pack) -> Iterator[Known]:
    for one in content.indicators.values():
        factor = in_language(content.factors[one.factor].name) if one.factor else ""
        yield known(
            kind="indicator",
            title=in_language(one.title),
            href=reverse("indicator", kwargs={"slug": one.slug}),
            about=in_language(one.definition),
            words=f"{one.published_title} {factor}",
        )


def _pages() -> Iterator[Known]:
    for method in core.methods():
        yield known(kind="method", title=method.title, href=reverse("about-method", kwargs={"key": method.key}))
    for href, title, words in PAGES:
        if is_address(href):
            yield known(kind="page", title=str(title), href=href, words=str(words))

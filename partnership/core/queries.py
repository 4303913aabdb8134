"""What the pages of core show."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.paginator import Page, Paginator
from django.core.signing import BadSignature
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from markdown_it import MarkdownIt

from partnership.core import notices as told
from partnership.core import pack
from partnership.core.components import HelpNow
from partnership.core.letters import STOPS_LETTERS
from partnership.core.models import Notice, NoticeChoice, SavedFilter
from partnership.core.visitors import somebody

if TYPE_CHECKING:
    from partnership.accounts.models import Person

BESIDE = re.compile(r"\]\(([\w-]+)\.md\)")  # a link to the method page beside it, as it works in the repository
FEW_PEOPLE = "share of under 20 people"  # the check whose figures we do not repeat


def help_now() -> tuple[HelpNow, ...]:
    """Give the ways to reach somebody today: first where a life is in danger, then in the pack's order."""
    lines = sorted(pack.current().helplines.values(), key=lambda line: line.key != "emergency")
    return tuple(
        HelpNow(
            name=pack.in_language(line.name),
            contact=line.contact,
            href=line.href,
            about=pack.in_language(line.about),
            hours=pack.in_language(line.hours) if line.hours else "",
            checked=line.checked,
        )
        for line in lines
    )


def dated_notices(path: str) -> tuple[str, ...]:
    """Give the texts that are shown today on the page at this path, the newest first."""
    places = ("every-page", "front-page") if path == "/" else ("every-page",)
    shown = [one for one in pack.current().notice_board.values() if one.shown_on in places]
    today = [one for one in shown if one.shows(timezone.localdate())]
    return tuple(pack.in_language(one.text) for one in sorted(today, key=lambda one: one.since, reverse=True))


@dataclass(frozen=True, slots=True)
class Doubted:
    """A published figure that we doubt: what, where, when, and what was published."""

    indicator: str
    slug: str
    place: str  # empty: every place
    period: str  # empty: every period
    published: str  # empty: not one number, or one that rests on so few people that we do not repeat it


@dataclass(frozen=True, slots=True)
class Doubt:
    """A reason not to show published figures as facts, with every figure that it is about."""

    why: str
    shown_instead: str
    found_by: str
    figures: tuple[Doubted, ...]


def doubts() -> tuple[Doubt, ...]:
    """Give every doubt of the pack, those with the same reason together, in the order of its file."""
    alike: dict[tuple[str, str, str], list[Doubted]] = {}
    for row in pack.current().doubts:
        alike.setdefault((row.why, row.shown_instead, row.found_by), []).append(_doubted(row))
    return tuple(Doubt(*reason, figures=tuple(figures)) for reason, figures in alike.items())


def _doubted(row: pack.Doubt) -> Doubted:
    area, indicator = pack.current().areas.get(row.area), pack.current().indicators[row.indicator]
    return Doubted(
        indicator=pack.in_language(indicator.title),
        slug=indicator.slug,
        place=pack.in_language(area.name) if area else row.area,
        period=pack.period_words(row.period),
        published="" if row.found_by == FEW_PEOPLE else row.published,
    )


@dataclass(frozen=True, slots=True)
class Method:
    """A page that says how a kind of figure is worked out."""

    key: str
    title: str
    html: str


def _method(path: Path) -> Method:
    title, rest = path.stem, path.read_text(encoding="utf-8")
    if rest.startswith("# "):
        title, _newline, rest = rest.removeprefix("# ").partition("\n")
    rest = BESIDE.sub(r"](../\1/)", rest)
    reader = MarkdownIt("commonmark", {"html": False}).enable("table")
    return Method(path.stem, title.strip(), reader.render(rest))


def methods() -> tuple[Method, ...]:
    """Give every method page, by title."""
    return tuple(sorted(map(_method, Path(settings.METHODS).glob("*.md")), key=lambda method: method.title.lower()))


def method(key: str) -> Method | None:
    """Give the page of one method."""
    return next((found for found in methods() if found.key == key), None)


@dataclass(frozen=True, slots=True)
class NoticeShown:
    """One notice in words."""

    pk: int
    sentence: str
    category: str
    href: str
    told_at: datetime
    unread: bool


@dataclass(frozen=True, slots=True)
class NoticesPage:
    """What somebody was told, newest first."""

    unread: int
    page: Page[NoticeShown]


def notices(person: Person, number: str | int = 1) -> NoticesPage:
    """Give what the person was told, a page at a time."""
    theirs = Notice.objects.visible_to(person)
    page: Page[Any] = Paginator(theirs, 50).get_page(number)
    page.object_list = [_notice_shown(one) for one in page.object_list]
    return NoticesPage(theirs.unread().count(), page)


def _notice_shown(notice: Notice) -> NoticeShown:
    category = str(told.CATEGORIES.get(notice.category, _("News")))
    return NoticeShown(notice.pk, str(notice), category, notice.href, notice.told_at, notice.read_at is None)


def letters_chosen(person: Person) -> dict[str, str]:
    """Give how the person wants to hear of each category."""
    chosen = {one.category: one.how for one in NoticeChoice.objects.visible_to(person)}
    rest = chosen.get("", NoticeChoice.How.WEEKLY.value)
    return {category: chosen.get(category, rest) for category in told.CATEGORIES}


def person_of_letter(token: str) -> Person | None:
    """Give whose letters this link stops, if it is a whole one and they still have an account."""
    try:
        pk = STOPS_LETTERS.unsign(token)
    except BadSignature:
        return None
    found: Person | None = get_user_model().objects.filter(pk=pk, is_active=True).first()
    return found


@dataclass(frozen=True, slots=True)
class KeptFilter:
    """A list as somebody likes to see it."""

    pk: int
    name: str
    href: str
    here: bool


@dataclass(frozen=True, slots=True)
class KeptFilters:
    """The filters that somebody kept for a list, and the one that they see now, if it is none of these."""

    page: str
    query: str
    kept: tuple[KeptFilter, ...]

    @property
    def is_new(self) -> bool:
        """Whether what they see now can be kept."""
        return bool(self.query) and not any(one.here for one in self.kept)


def kept_filters(request: HttpRequest) -> KeptFilters | None:
    """Give the filters kept for the list that was asked for; nothing for nobody."""
    person = somebody(request)
    if person is None:
        return None
    query = _filter_of(request)
    rows = SavedFilter.objects.visible_to(person).filter(page=request.path)
    kept = tuple(KeptFilter(one.pk, one.name, f"{one.page}?{one.query}", one.query == query) for one in rows)
    return KeptFilters(request.path, query, kept)


def _filter_of(request: HttpRequest) -> str:
    """Give the filter in the address, without the page of the list and without what was left empty."""
    asked = request.GET.copy()
    asked.pop("page", None)
    for name in [name for name in asked if not any(asked.getlist(name))]:
        del asked[name]
    return asked.urlencode()

"""The public ledger for walls, spreadsheets and feed readers: nothing in them that the page does not show."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import qrcode
from django.conf import settings
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from qrcode.image.svg import SvgPathImage

from partnership.core.documents import Fact, Poster, poster_pdf
from partnership.core.exports import ListCell, ListExport
from partnership.core.layouts import site_name
from partnership.listening.models import Theme
from partnership.listening.queries.themes import LedgerLine, lines, what_changed

MOST_IN_FEED = 50


def address(pk: int) -> str:
    """Give the whole address of a theme's page."""
    return str(settings.SITE_ADDRESS) + reverse("theme", kwargs={"pk": pk})


def we_did(line: LedgerLine) -> tuple[str, str]:
    """Give what stands against what was said, under its heading: what was done, why not, or that nothing is yet."""
    if line.because:
        return _("Not possible, because"), line.because
    if line.did:
        return _("We did"), line.did
    return _("We have not answered yet"), line.promised


def theme_poster(theme: Theme) -> bytes:
    """Set one theme as a poster to hang up."""
    return poster_pdf(poster(theme), at=theme.published_at or theme.made_at)


def poster(theme: Theme) -> Poster:
    """Give the words of a poster: few, plain, with a square that leads to the page."""
    (line,) = lines([theme])
    heading, text = we_did(line)
    facts = [Fact(_("You said"), line.said), Fact(heading, text), Fact(_("What people say of that"), line.verdict)]
    if line.did and line.promised:
        facts.insert(2, Fact(_("Still open"), line.promised))
    page = address(theme.pk)
    return Poster(
        title=line.title,
        lede=" · ".join(one for one in (line.service, line.place, line.partner) if one) or site_name(),
        author=site_name(),
        language=(get_language() or "en").split("-")[0],
        facts=facts,
        address=page,
        square=_square(page),
        square_words=_("A square to scan, which leads to %(page)s") % {"page": page},
        foot=_("Told without a name by people who used services like this one. You can tell us too."),
        warning=_("Made up, for a demonstration. Nobody said this.") if settings.DEMONSTRATION else "",
    )


def _square(page: str) -> str:
    drawn = qrcode.make(page, image_factory=SvgPathImage, error_correction=qrcode.constants.ERROR_CORRECT_M)
    return str(drawn.to_string().decode())


def ledger_export(asked: Mapping[str, str]) -> ListExport:
    """Give the ledger, as it was narrowed, as a list."""
    page = what_changed(asked)
    return ListExport(
        name=("you-said-we-did",),
        about=_("What many people told us, what was done about it or why not, and what they say of that."),
        columns=[
            *(_("In one line"), _("You said"), _("How many said it"), _("How far it is"), _("We did")),
            *(_("Not possible, because"), _("Promised"), _("What people say of that"), _("What got in the way")),
            *(_("Kind of service"), _("Place"), _("Organisation"), _("Published on"), _("Page")),
        ],
        rows=_cells(page.lines),
        filters=page.filters,
        who_may_see=_("Anybody."),
    )


def _cells(found: tuple[LedgerLine, ...]) -> Iterator[list[ListCell]]:
    for one in found:
        yield [
            *(one.title, one.said, one.how_many, one.state_words, one.did, one.because, one.promised, one.verdict),
            *("; ".join(one.barriers), one.service, one.place, one.partner, one.published_on, address(one.pk)),
        ]


def ledger_feed() -> str:
    """Give the ledger as an Atom feed, the newest first."""
    home = str(settings.SITE_ADDRESS) + reverse("what-changed")
    feed: Any = Atom1Feed(
        title=_("You said, we did"),
        link=home,
        description=_("What many people told us, and what was done about it."),
        language=get_language() or "en",
        feed_url=str(settings.SITE_ADDRESS) + reverse("what-changed-feed"),
    )
    for one in what_changed({}).lines[:MOST_IN_FEED]:
        heading, text = we_did(one)
        said = f"{_('You said')}: {one.said}\n\n{heading}: {text}\n\n{one.verdict}"
        link = address(one.pk)
        feed.add_item(title=one.title, link=link, description=said, unique_id=link, updateddate=one.changed_at)
    return str(feed.writeString("utf-8"))

"""The sheet of paper on which somebody can tell us something: the same questions and the same warnings as on the site.

It is in English alone: the letters of the paper's own fonts are Latin, and a sheet that people cannot read is no way in.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnership.accounts.models import Person
from partnership.core import pack
from partnership.core.documents.sheets import Sheet, SheetPart, pdf, square
from partnership.core.layouts import site_name
from partnership.core.pack import in_language
from partnership.core.queries import help_now
from partnership.core.refusals import allowed
from partnership.listening.rules.paper import check_can_type_paper
from partnership.listening.rules.telling import BEFORE, seasons

SEASONS = {
    "winter": gettext_lazy("Winter %(year)s"),
    "spring": gettext_lazy("Spring %(year)s"),
    "summer": gettext_lazy("Summer %(year)s"),
    "autumn": gettext_lazy("Autumn %(year)s"),
}


@dataclass(frozen=True, slots=True)
class PaperPage:
    """Whether there is a sheet to print, and where it goes."""

    goes_to: str  # nothing: nobody opens letters here
    read_within: int


def paper_page() -> PaperPage:
    """Show how telling on paper works."""
    listening = pack.current().listening
    return PaperPage(goes_to(), listening.promise.read_within if listening else 0)


def goes_to() -> str:
    """Give the address that sheets are sent to; in a demonstration one that is made up and says so."""
    listening = pack.current().listening
    if listening and listening.paper_to:
        return in_language(listening.paper_to)
    return _("A made-up address: nobody reads letters sent there") if settings.DEMONSTRATION else ""


def paper(codes: Sequence[str], *, at: datetime) -> bytes:
    """Print the sheet, once for each code."""
    return pdf(_sheet(codes), at=at)


def _sheet(codes: Sequence[str]) -> Sheet:
    return Sheet(
        title=_("Tell us"),
        lede=_("What got in the way of care or help? You need not say who you are."),
        author=site_name(),
        footer=_("Do not copy this sheet: each one has its own code."),
        language="en",
        codes=codes,
        parts=tuple(_parts()),
        warning=_("This is a demonstration. Nobody reads these sheets.") if settings.DEMONSTRATION else "",
    )


def _parts() -> Iterator[SheetPart]:
    yield from _before()
    yield from _to_keep()
    yield from _questions()
    yield from _words()
    yield from _what_we_may_do()


def _before() -> Iterator[SheetPart]:
    lines = [f"{one.name}: {one.contact}. {one.hours or one.about}" for one in help_now()]
    yield SheetPart(_("In danger now?"), (_("A sheet of paper is too slow. These people help today."),), lines)
    yield SheetPart(_("Before you write"), points=tuple(_warnings()))


def _warnings() -> Iterator[str]:
    yield _("Write where you are safe. Whoever finds this sheet can read it.")
    yield _("Leave out names, addresses and numbers. Your words or your hand may still show who you are.")
    yield _(
        "A trained reader reads it within %(days)s working days of the day it comes. Then the paper is destroyed."
    ) % {"days": paper_page().read_within}
    yield _("Nobody who works where it happened reads it first.")
    yield _("If somebody is in danger, the law may make us tell those who protect people.")
    yield _("The police or a court can ask for what we hold. We hold no name.")
    yield _("This is no complaint and no report to the police. It stops no time limit.")
    yield _("You can pass every question.")


def _to_keep() -> Iterator[SheetPart]:
    said = (
        _("With this code you can read answers, add something, and take it all back."),
        _("Lost codes cannot be found again. It works from the day your sheet is typed in."),
    )
    yield SheetPart(_("Keep this page: your code"), said, shows_code=True, new_page=True)
    yield SheetPart(
        "",
        (_("Come back here:"), f"{settings.SITE_ADDRESS}/tell-us/"),
        square=square(f"{settings.SITE_ADDRESS}/tell-us/"),
        square_says=_("A square to scan. It leads to the page on which you can tell us the same, or come back."),
    )
    yield SheetPart(_("Sending the other pages"), tuple(_how_to_send()))


def _how_to_send() -> Iterator[str]:
    yield _("Put them in an envelope and close it. Write no sender on it.")
    yield _("You can give it, closed, to somebody you trust. Ask them to send it unopened.")
    yield _("It goes to:")
    yield goes_to()
    yield _("A letter can carry a postmark. Post it where many people do.")


def season_words(season: str) -> str:
    """Say a season or a year as people do."""
    if season == BEFORE:
        return _("Before that")
    year, _dash, part = season.partition("-")
    return SEASONS[part] % {"year": year} if part else year


def _questions() -> Iterator[SheetPart]:
    listening = pack.current().listening
    assert listening is not None
    yield SheetPart(_("Are you under 18?"), choices=(_("Yes"), _("No")), columns=2, new_page=True)
    barriers = [f"{in_language(one.name)}. {in_language(one.about)}" for one in listening.barriers.values()]
    yield SheetPart(_("What got in the way?"), (_("Tick as many as you like."),), choices=barriers)
    services = [in_language(one.name) for one in listening.services.values()]
    yield SheetPart(_("Where was it?"), choices=services, new_page=True)
    yield SheetPart("", (_("Which organisation? Only if you wish:"),), lines=1)
    yield SheetPart(_("About when?"), choices=[season_words(one) for one in seasons()], columns=2)


def _words() -> Iterator[SheetPart]:
    yield SheetPart(_("In your own words"), lines=9, new_page=True)
    yield SheetPart(_("What would have helped?"), lines=5)
    yield SheetPart(_("What did help?"), lines=5)


def _what_we_may_do() -> Iterator[SheetPart]:
    listening = pack.current().listening
    assert listening is not None
    said = (_("Tick what you say yes to. What you do not tick is a no."),)
    yield SheetPart(_("What may we do with it?"), said, choices=tuple(_uses()), new_page=True)
    jobs = (in_language(one) for one in listening.jobs.values())
    never = (_("The police"), *jobs, _("Somebody else: then nobody outside sees it"))
    yield SheetPart(_("Who must never see it?"), choices=never, columns=2)
    seen = _(
        "Whoever types this in sees it, and destroys the sheet. Cross it out if nobody may: then you cannot come back."
    )
    yield SheetPart(_("Your code"), (seen,), shows_code=True)


def _uses() -> Iterator[str]:
    yield _("Count it, together with what others say.")
    yield _("Learn from it inside the programme.")
    yield _("Tell the service, without what could show who I am.")
    yield _("Tell the service only if others say the same.")
    yield _("Publish it, in words that I approve with my code. Not if I am under 18.")
    yield _("Quote a sentence of it, which I approve with my code. Not if I am under 18.")
    yield _("Answer me. I come back with my code.")


def season_choices() -> list[tuple[str, str]]:
    """Give the seasons and years of a sheet, with the words for each."""
    return [(one, season_words(one)) for one in seasons()]


def types_in(person: Person) -> bool:
    """Whether sheets come to this person to be typed in."""
    return allowed(check_can_type_paper, person)

"""What waits for somebody in the organisations that they lead or work for: /my-work/ gathers it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partnership.accounts.models import Person
from partnership.core import pack
from partnership.core.components import Need
from partnership.partners.models import Commitment, Membership, Partner, Pledge, ReadinessCheck, reach
from partnership.partners.models.pledges import OPEN as OPEN_PLEDGES
from partnership.partners.models.years import Year, day_of, open_year


def needs(person: Person) -> tuple[Need, ...]:
    """Give what waits for this person: who asks to be let in, and words that their organisation could say."""
    held = reach(person)
    leads = _led(person, held.leads) if held.leads else {}
    return (
        *_who_asks(person, leads),
        *(_enquiries(person) if held.runs_programme else ()),
        *_conversations(person, leads),
        *_signatures(person, leads),
        *_pledges(person, leads),
    )


class Led(NamedTuple):
    """A partner that the person leads."""

    name: str
    slug: str


class Standing(NamedTuple):
    """A signature of theirs that stands: of which partner, of which version, since when, and what it stays with."""

    partner: int
    version: str
    since_on: date | None
    stays_with: str


def _led(person: Person, partners: tuple[int, ...]) -> dict[int, Led]:
    rows = Partner.objects.visible_to(person).filter(pk__in=partners).order_by()
    return {pk: Led(name, slug) for pk, name, slug in rows.values_list("pk", "name", "slug")}


def _who_asks(person: Person, leads: dict[int, Led]) -> Iterator[Need]:
    asked = Membership.objects.visible_to(person).filter(partner__in=leads, state="asked").order_by()
    for pk, count in Counter(asked.values_list("partner", flat=True)).items() if leads else ():
        said = ngettext("One person asks to join %(partner)s", "%(count)s people ask to join %(partner)s", count)
        href = reverse("partner-people", kwargs={"partner": leads[pk].slug})
        yield Need(said % {"count": count, "partner": leads[pk].name}, href, kind=_("Your people"))


def _enquiries(person: Person) -> Iterator[Need]:
    count = Partner.objects.visible_to(person).filter(state="enquired").count()
    if count:
        said = ngettext(
            "One organisation asks to be part of this", "%(count)s organisations ask to be part of this", count
        )
        yield Need(said % {"count": count}, reverse("programme-partners") + "?state=enquired", kind=_("The programme"))


def _conversations(person: Person, leads: dict[int, Led]) -> Iterator[Need]:
    """Readiness checks that were begun: for whoever began one, while they are there, and for those who lead."""
    ours = ReadinessCheck.objects.visible_to(person).open().filter(Q(started_by=person) | Q(partner__in=leads))
    begun = ours.filter(partner__in=reach(person).partners)
    for name, slug in begun.values_list("partner__name", "partner__slug"):
        said = _("The readiness check of %(partner)s is begun and not finished") % {"partner": name}
        yield Need(said, reverse("partner-readiness", kwargs={"partner": slug}), kind=_("The charter"))


def _signatures(person: Person, leads: dict[int, Led]) -> Iterator[Need]:
    """What waits for this signature, or for that of any lead."""
    mine = Q(signatory=person) | Q(signatory=None, partner__in=leads)
    asked = Commitment.objects.visible_to(person).filter(mine, state="awaiting")
    waiting = asked.filter(partner__in=reach(person).partners)
    for name, slug in waiting.values_list("partner__name", "partner__slug"):
        said = _("You are asked to sign the charter for %(partner)s") % {"partner": name}
        yield Need(said, reverse("commit-review", kwargs={"partner": slug}), kind=_("The charter"))


def _pledges(person: Person, leads: dict[int, Led]) -> Iterator[Need]:
    """A year that ends and has not been spoken of, pledges to agree to, and a newer version of the charter."""
    if not leads:
        return
    seen = Commitment.objects.visible_to(person).standing().filter(partner__in=leads)
    signed = [Standing(*row) for row in seen.values_list("partner", "version", "since_on", "stays_with")]
    if not signed:
        return  # pledges are spoken of under a signature
    pledges = list(
        Pledge.objects.visible_to(person)
        .filter(partner__in=leads, state__in=("proposed", *OPEN_PLEDGES))
        .prefetch_related("reports")
    )
    for commitment in signed:
        ours = [pledge for pledge in pledges if pledge.partner_id == commitment.partner]
        yield from _of_commitment(commitment, leads[commitment.partner], ours)


def _of_commitment(commitment: Standing, partner: Led, pledges: Iterable[Pledge]) -> Iterator[Need]:
    words, slug, heading = {"partner": partner.name}, {"partner": partner.slug}, _("The charter")
    year = open_year(commitment.since_on, timezone.localdate()) if commitment.since_on else None
    if year and any(_asks(pledge, year) for pledge in pledges):
        said = _("%(partner)s can say what was kept this year") % words
        yield Need(said, reverse("partner-pledges", kwargs=slug), year.told_by, heading)
    if any(pledge.state == "proposed" for pledge in pledges):
        yield Need(
            _("%(partner)s has pledges to agree to") % words, reverse("partner-pledges", kwargs=slug), kind=heading
        )
    newest = pack.current().charter
    if newest and newest.version not in (commitment.version, commitment.stays_with):
        said = _("The charter that %(partner)s signed has a newer version") % words
        yield Need(said, reverse("partner-charter", kwargs=slug), kind=heading)


def _asks(pledge: Pledge, year: Year) -> bool:
    """Whether the year has not been spoken of yet for this pledge."""
    told = any(report.year == year.number for report in pledge.reports.all())
    return pledge.agreed_at is not None and not told and year.asks_about(day_of(pledge.agreed_at))

"""What a partner sees of the campaigns that invited it, and what waits for somebody because of a campaign."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from partnership.accounts.models import Person
from partnership.core import pack
from partnership.core.components import Need
from partnership.core.pack import in_language
from partnership.core.refusals import allowed
from partnership.framework.models import COME_SO_FAR, NOT_BEGUN, Assessment, Campaign, Instead, Invited
from partnership.framework.rules import campaigns as rules
from partnership.partners.models import Partner, reach


@dataclass(frozen=True, slots=True)
class Invitation:
    """An invitation of one partner to one campaign. `start` is what stands after the `?` of `start-assessment`."""

    pk: int
    start: str
    name: str
    about: str
    edition: str
    closes_on: date
    over: bool  # the campaign is closed
    so_far: str
    so_far_words: str
    why: str

    @property
    def waits(self) -> bool:
        """Whether the partner has not begun, and the campaign still asks."""
        return self.so_far == NOT_BEGUN and not self.over


@dataclass(frozen=True, slots=True)
class UnderWay:
    """An assessment that is under way already and could count."""

    pk: int
    started_on: date


@dataclass(frozen=True, slots=True)
class InvitationPage:
    """An invitation, and the ways in which a partner may answer it."""

    invitation: Invitation
    under_way: tuple[UnderWay, ...]
    last_agreed_on: date | None
    may_start: bool
    may_carry: bool
    may_take_back: bool


def invitations_for(partner: Partner) -> tuple[Invitation, ...]:
    """Give the invitations of a partner to campaigns, the newest first. Ask only for one's own partner."""
    rows = Invited.objects.filter(partner=partner).followed().select_related("campaign").order_by("-invited_at", "-pk")
    return tuple(map(_invitation, rows))


def _invitation(one: Invited) -> Invitation:
    campaign, so_far = one.campaign, one.so_far  # type: ignore[attr-defined]
    edition = pack.current().frameworks.get(campaign.edition)
    return Invitation(
        pk=one.pk,
        start=urlencode({"campaign": campaign.pk, "edition": campaign.edition}),
        name=campaign.name,
        about=campaign.about,
        edition=in_language(edition.title) if edition else campaign.edition,
        closes_on=campaign.closes_on,
        over=campaign.closed_at is not None,
        so_far=so_far,
        so_far_words=str(COME_SO_FAR[so_far]),
        why=one.why,
    )


def invitation_page(person: Person, invited: Invited) -> InvitationPage:
    """Show a partner's invitation to somebody of it."""
    found = _invitation(
        Invited.objects.filter(partner=invited.partner).followed().select_related("campaign").get(pk=invited.pk)
    )
    last = rules.last_agreed(invited.partner)
    may_count = allowed(rules.check_can_count_for_campaign, person, invited)
    return InvitationPage(
        invitation=found,
        under_way=tuple(_could_count(invited)) if may_count and found.so_far == NOT_BEGUN else (),
        last_agreed_on=timezone.localdate(last.agreed_at) if last and last.agreed_at else None,
        may_start=may_count and found.waits,
        may_carry=found.waits and allowed(rules.check_can_carry_forward, person, invited),
        may_take_back=invited.instead == Instead.CARRIED
        and allowed(rules.check_can_take_back_instead, person, invited),
    )


def _could_count(invited: Invited) -> Iterator[UnderWay]:
    for one in Assessment.objects.of(invited.partner).under_way():
        if rules.can_count(one, invited):
            yield UnderWay(one.pk, timezone.localdate(one.started_at))


def needs(person: Person) -> tuple[Need, ...]:
    """Give what waits for somebody: invitations of partners that they lead, and campaigns whose last day is over."""
    held = reach(person)
    return (*(_invited(person) if held.leads else ()), *(_over() if held.runs_programme else ()))


def _invited(person: Person) -> Iterator[Need]:
    mine = Invited.objects.visible_to(person).filter(partner__in=reach(person).leads, campaign__closed_at=None)
    waiting = mine.followed().filter(so_far=NOT_BEGUN).order_by("pk")
    for pk, slug, name, campaign in waiting.values_list("pk", "partner__slug", "partner__name", "campaign__name"):
        said = _("%(partner)s is invited to look honestly at itself: “%(campaign)s”")
        href = reverse("campaign-invitation", kwargs={"partner": slug, "pk": pk})
        yield Need(said % {"partner": name, "campaign": campaign}, href, kind=_("Looking honestly at ourselves"))


def _over() -> Iterator[Need]:
    for one in Campaign.objects.open().filter(closes_on__lt=timezone.localdate()):
        said = _("The last day of “%(campaign)s” is over: close it, or give it a later one") % {"campaign": one.name}
        yield Need(said, reverse("campaign", kwargs={"pk": one.pk}), kind=_("The programme"))

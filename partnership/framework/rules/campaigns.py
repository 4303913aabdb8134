"""Who may ask many partners at once, remind them, and let something stand instead of a new assessment."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from partnership.accounts.models import Person
from partnership.core import pack
from partnership.core.refusals import Refusal
from partnership.framework.models import UNDER_WAY, Assessment, Campaign, Instead, Invited, Scope
from partnership.framework.rules.arranging import check_last_day
from partnership.partners.models import IN_DIRECTORY, Kind, Partner, Role, reach
from partnership.partners.rules.charter import check_leads, leads

AGAIN_AFTER = timedelta(days=14)  # nobody is written to more often


def check_runs_programme(person: Person) -> None:
    """Only the programme team asks many at once."""
    if not reach(person).runs_programme:
        raise Refusal(_("Campaigns are for the programme team."))


def check_can_see_campaigns(person: Person) -> None:
    """The programme team sees who was asked and how far each has come, never what was answered or agreed."""
    check_runs_programme(person)


def check_can_make_campaign(person: Person, edition: str = "", closes_on: date | None = None) -> None:
    """The programme team, with an edition that is offered, and a last day that is still to come."""
    check_runs_programme(person)
    chosen = pack.current().frameworks.get(edition)
    if edition and (chosen is None or not chosen.offered or chosen.is_pulse):
        raise Refusal(_("This edition is not offered for looking at yourselves. Choose one that is."))
    if closes_on is not None:
        check_last_day(closes_on)


def _check_open(person: Person, campaign: Campaign) -> None:
    check_runs_programme(person)
    if campaign.closed_at:
        raise Refusal(_("This campaign is closed. Nobody is invited or reminded any more."))


def check_can_change_campaign(person: Person, campaign: Campaign, closes_on: date | None = None) -> None:
    """The programme team, while it is open; the edition stays as it is."""
    _check_open(person, campaign)
    if closes_on is not None:
        check_last_day(closes_on)


def check_can_invite_partners(person: Person, campaign: Campaign, partners: Sequence[Partner] | None = None) -> None:
    """The programme team, while it is open and its last day to come, partners that are part of the partnership."""
    _check_open(person, campaign)
    if campaign.closes_on < timezone.localdate():
        raise Refusal(_("The last day of this campaign is over. Choose a later one before you invite more."))
    if partners is None:
        return
    if not partners:
        raise Refusal(_("Choose at least one organisation."))
    absent = [one.name for one in partners if one.state not in IN_DIRECTORY]
    if absent:
        raise Refusal(
            _("Not part of the partnership at the moment: %(names)s. Nobody was invited.")
            % {"names": ", ".join(absent)}
        )


def check_invited(partner: Partner, edition: str, campaign: Campaign | None) -> None:
    """A campaign is answered by those whom it invited, with its own edition, while it is open."""
    if campaign is None:
        return
    if campaign.closed_at or not campaign.invited.filter(partner=partner).exists():
        raise Refusal(_("%(partner)s is not invited to this campaign, or it is over.") % {"partner": partner.name})
    if edition != campaign.edition:
        raise Refusal(_("This campaign asks another edition. Choose the one that it asks."))


def with_somebody_to_tell() -> Exists:
    """Say of an invitation whether its partner has a lead who can sign in."""
    return Exists(Role.objects.current().filter(_IS_A_LEAD, partner=OuterRef("partner")))


_IS_A_LEAD = Q(kind=Kind.PARTNER_LEAD, person__is_active=True)


def who_is_told(partners: Sequence[int | None]) -> QuerySet[Role]:
    """Give the leads of these partners."""
    return Role.objects.current().filter(_IS_A_LEAD, partner__in=partners).select_related("person").order_by("pk")


def written_to_lately(at: datetime | None = None) -> Q:
    """Say which were invited or reminded within 14 days."""
    since = (at or timezone.now()) - AGAIN_AFTER
    return Q(invited_at__gt=since) | Q(reminded_at__gt=since)


def to_remind(campaign: Campaign, at: datetime | None = None) -> QuerySet[Any]:
    """Give whom a reminder reaches: not finished, not written to for 14 days, and with somebody to tell."""
    rows = campaign.invited.unfinished().exclude(written_to_lately(at))
    found: QuerySet[Any] = rows.filter(with_somebody_to_tell()).select_related("partner").order_by("partner__name")
    return found


def check_can_remind_partners(person: Person, campaign: Campaign, at: datetime | None = None) -> None:
    """The programme team, while it is open, whoever has not finished: not more than once in 14 days."""
    _check_open(person, campaign)
    if to_remind(campaign, at).exists():
        return
    waiting = campaign.invited.unfinished().filter(with_somebody_to_tell())
    oldest = min((one.reminded_at or one.invited_at for one in waiting), default=None)
    if oldest is not None:
        day = formats.date_format(timezone.localdate(oldest + AGAIN_AFTER), "j F Y")
        raise Refusal(
            _("Whoever has not finished was written to within 14 days. You can remind them from %(day)s.")
            % {"day": day}
        )
    if campaign.invited.unfinished().exists():
        raise Refusal(_("Those who have not finished have no lead who could be told."))
    raise Refusal(_("There is nobody to remind."))


def check_can_close_campaign(person: Person, campaign: Campaign) -> None:
    """The programme team, once."""
    check_runs_programme(person)
    if campaign.closed_at:
        raise Refusal(_("This campaign is closed already."))


def last_agreed(partner: Partner) -> Assessment | None:
    """Give the newest assessment of a whole organisation that its meeting agreed."""
    whole = Assessment.objects.of(partner).filter(scope=Scope.WHOLE, state="agreed")
    found: Assessment | None = whole.order_by("-agreed_at", "-pk").first()
    return found


def _check_undecided(invited: Invited, why: str | None) -> None:
    if invited.instead:
        raise Refusal(_("Something stands instead of a new assessment already. Take that back first."))
    if invited.campaign.assessments.filter(partner=invited.partner, state="agreed").exists():
        raise Refusal(_("This organisation has agreed its levels in this campaign. Nothing has to stand instead."))
    if why is not None and not why.strip():
        raise Refusal(_("Say why, in a few words: next year nobody will remember."))


def check_can_excuse_partner(person: Person, invited: Invited, why: str | None = None) -> None:
    """The programme team, saying why."""
    check_runs_programme(person)
    _check_undecided(invited, why)


def check_can_carry_forward(person: Person, invited: Invited, why: str | None = None) -> None:
    """A lead of the partner; or the programme team, where the last one was part of a campaign and so known to them."""
    found = last_agreed(invited.partner)
    if not leads(person, invited.partner):
        check_runs_programme(person)
        if found is None or found.campaign_id is None:
            raise Refusal(_("You know of no assessment of theirs to carry forward. Their lead can do it."))
    if found is None:
        raise Refusal(_("There is no agreed assessment of the whole organisation yet."))
    _check_undecided(invited, why)


def check_can_take_back_instead(person: Person, invited: Invited) -> None:
    """The programme team what it excused; they and a lead of the partner what was carried forward."""
    if not (invited.instead == Instead.CARRIED and leads(person, invited.partner)):
        check_runs_programme(person)
    if not invited.instead:
        raise Refusal(_("There is nothing to take back."))


def check_can_count_for_campaign(person: Person, invited: Invited, assessment: Assessment | None = None) -> None:
    """A lead lets an assessment that is under way already count for the campaign that came meanwhile."""
    check_leads(person, invited.partner)
    if invited.campaign.closed_at:
        raise Refusal(_("This campaign is closed."))
    if assessment is not None and not can_count(assessment, invited):
        raise Refusal(_("This assessment cannot count here: it is finished, or asks another edition."))


def can_count(assessment: Assessment, invited: Invited) -> bool:
    """Whether an assessment is under way, of this partner, with the campaign's edition, and part of no campaign."""
    return (
        assessment.partner_id == invited.partner_id
        and assessment.campaign_id is None
        and assessment.edition == invited.campaign.edition
        and assessment.state in UNDER_WAY
    )

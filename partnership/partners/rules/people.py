"""Who may join a partner, invite to it, let somebody in, and take somebody out."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from partnership.accounts.models import Person
from partnership.core.refusals import Refusal
from partnership.partners.models import BELONGING, IN_DIRECTORY, Invitation, Kind, Membership, Partner, Role
from partnership.partners.rules.organisations import looks_after, runs_programme

WORKS_AS = ("employee", "volunteer")
ROLES_OF_INVITATIONS = (Kind.PRACTITIONER, Kind.VOLUNTEER, Kind.CHAMPION, Kind.PARTNER_LEAD)
MOST_OPEN_ASKS = 10
MOST_OPEN_INVITATIONS = 200


def _check_is_open(partner: Partner) -> None:
    if partner.state not in IN_DIRECTORY:
        raise Refusal(_("%(partner)s is not part of the partnership at the moment.") % {"partner": partner.name})


def _check_is_new(person: Person, partner: Partner) -> None:
    belongs = Membership.objects.of(partner).filter(person=person)
    if belongs.current().exists():
        raise Refusal(_("They belong to %(partner)s already.") % {"partner": partner.name})


def check_can_act_for(person: Person, partner: Partner) -> None:
    """Whoever held a role there is told that it ended; to anybody else, nothing is said of it."""
    if Role.objects.filter(person=person, partner=partner).exists():
        raise Refusal(
            _(
                "You hold no role at %(partner)s any more, so its pages are closed to you. If that is wrong, ask a colleague there."
            )
            % {"partner": partner.name}
        )


def check_can_add_person(by: Person) -> None:
    """The programme team may open an account for somebody; so may the site."""
    if not runs_programme(by):
        raise Refusal(_("Only the programme team can add people. You can invite them to your organisation."))


def check_can_add_member(by: Person, person: Person, partner: Partner) -> None:
    """The programme team may write down who belongs where, as an organisation has told it."""
    check_can_add_person(by)
    _check_is_open(partner)
    _check_is_new(person, partner)


def check_can_ask_to_join(by: Person, partner: Partner, works_as: str) -> None:
    """Anybody who is signed in may ask; the organisation decides."""
    if by.system or not by.is_active:
        raise Refusal(_("Sign in first, so that they know who asks."))
    _check_is_open(partner)
    if works_as not in WORKS_AS:
        raise Refusal(_("Say whether you are employed there or a volunteer."))
    mine = Membership.objects.filter(person=by)
    if mine.of(partner).filter(state__in=("asked", "current")).exists():
        raise Refusal(_("You belong to %(partner)s already, or have asked to.") % {"partner": partner.name})
    if mine.filter(state="asked").count() >= MOST_OPEN_ASKS:
        raise Refusal(_("You have asked several organisations already. Please wait until they have answered."))


def check_can_approve(by: Person, membership: Membership) -> None:
    """A lead or the programme team may let in somebody else who asked."""
    _check_decides(by, membership)
    _check_is_open(membership.partner)
    BELONGING.check("approved", membership.state)


def check_can_decline(by: Person, membership: Membership) -> None:
    """A lead or the programme team may say no."""
    _check_decides(by, membership)
    BELONGING.check("declined", membership.state)


def _check_decides(by: Person, membership: Membership) -> None:
    partner = membership.partner
    if not looks_after(by, partner):
        raise Refusal(_("A lead of %(partner)s decides who belongs to it.") % {"partner": partner.name})
    if by == membership.person:
        raise Refusal(_("Somebody else has to let you in."))


def check_can_invite_person(by: Person, partner: Partner, kind: Kind) -> None:
    """A lead or the programme team may, for a role that comes with belonging."""
    if not looks_after(by, partner):
        raise Refusal(_("Only a lead of %(partner)s can invite people to it.") % {"partner": partner.name})
    if partner.state not in (*IN_DIRECTORY, "invited"):
        _check_is_open(partner)
    if kind not in ROLES_OF_INVITATIONS:
        raise Refusal(_("“%(role)s” cannot be given by an invitation.") % {"role": kind.label})
    if partner.invitations.open().count() >= MOST_OPEN_INVITATIONS:
        raise Refusal(
            _("Very many invitations are open. Please wait for answers, or ask the programme team to import.")
        )


def check_can_withdraw_invitation(by: Person, invitation: Invitation) -> None:
    """Whoever may invite may take it back."""
    if not looks_after(by, invitation.partner):
        raise Refusal(_("Only a lead of %(partner)s can do that.") % {"partner": invitation.partner.name})
    check_is_answerable(invitation)


def check_is_answerable(invitation: Invitation) -> None:
    """An invitation is answered once, within its time."""
    if invitation.answered_at:
        raise Refusal(_("This invitation was answered already, so its link does not work any more."))
    if invitation.expires_at <= timezone.now():
        raise Refusal(
            _("This invitation is more than 14 days old, so its link does not work any more. Ask for a new one.")
        )


def check_can_accept_invitation(by: Person, invitation: Invitation, works_as: str = "employee") -> None:
    """Whoever holds the link and is signed in."""
    check_is_answerable(invitation)
    if works_as not in WORKS_AS:
        raise Refusal(_("Say whether you are employed there or a volunteer."))
    if by.system or not by.is_active:
        raise Refusal(_("Sign in first, or make an account. The link keeps working."))
    if invitation.partner.state not in (*IN_DIRECTORY, "invited"):
        _check_is_open(invitation.partner)
    if Membership.objects.current().of(invitation.partner).filter(person=by).exists():
        raise Refusal(_("You belong to %(partner)s already.") % {"partner": invitation.partner.name})


def check_can_decline_invitation(by: Person, invitation: Invitation) -> None:
    """Whoever holds the link; nobody needs an account to say no."""
    check_is_answerable(invitation)


def check_can_edit_membership(by: Person, membership: Membership, works_as: str) -> None:
    """Everybody says for themselves how they belong and whether colleagues can find them."""
    if by != membership.person:
        raise Refusal(_("Only they themselves can say how they belong, and whether colleagues can find them."))
    if membership.state != "current":
        BELONGING.check("ended", membership.state)
        raise Refusal(_("You can say this once you belong to %(partner)s.") % {"partner": membership.partner.name})
    if works_as not in WORKS_AS:
        raise Refusal(_("Say whether you are employed there or a volunteer."))


def check_can_leave_partner(by: Person, membership: Membership) -> None:
    """Everybody may leave at any time."""
    if by != membership.person:
        raise Refusal(_("Only they themselves can leave. A lead can end a membership."))
    BELONGING.check("ended", membership.state)


def check_can_end_membership(by: Person, membership: Membership) -> None:
    """A lead or the programme team may."""
    if not looks_after(by, membership.partner):
        raise Refusal(_("A lead of %(partner)s decides who belongs to it.") % {"partner": membership.partner.name})
    BELONGING.check("ended", membership.state)

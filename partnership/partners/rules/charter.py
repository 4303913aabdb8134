"""Who may prepare a commitment, who may sign it, and who may take it back."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from partnership.accounts.models import Person
from partnership.core import pack
from partnership.core.refusals import Refusal
from partnership.partners.models import IN_DIRECTORY, SIGNING, WAS_SIGNED, Authority, Commitment, Partner, reach
from partnership.partners.models.years import day_of


def acts_for(person: Person, partner: Partner) -> bool:
    """Whether they hold a role for the partner today."""
    return partner.pk in reach(person).partners


def leads(person: Person, partner: Partner) -> bool:
    """Whether they lead the partner today."""
    return partner.pk in reach(person).leads


def in_force(at: datetime | None = None) -> pack.Charter | None:
    """Give the newest charter that was published by then; one for later is announced, not in force."""
    charters = pack.current().charters.values()
    return next((one for one in reversed(list(charters)) if one.published <= day_of(at)), None)


def check_belongs(person: Person, partner: Partner) -> None:
    """Only people of the partner act for it, and only while it is part of the partnership."""
    if not acts_for(person, partner):
        raise Refusal(_("Only people who belong to %(partner)s can act for it.") % {"partner": partner.name})
    if partner.state not in IN_DIRECTORY:
        raise Refusal(_("%(partner)s is not part of the partnership at the moment.") % {"partner": partner.name})


def check_leads(person: Person, partner: Partner) -> None:
    """Only leads of the partner."""
    check_belongs(person, partner)
    if not leads(person, partner):
        raise Refusal(_("Only a lead of %(partner)s can do that.") % {"partner": partner.name})


def check_can_begin_commitment(person: Person, partner: Partner, at: datetime | None = None) -> None:
    """Anybody of the partner may prepare, once it has talked through the readiness check; once for each version."""
    check_belongs(person, partner)
    newest = in_force(at)
    if newest is None:
        raise Refusal(_("There is no charter to commit to yet."))
    if not partner.readiness_checks.finished().exists():
        raise Refusal(_("Talk through the readiness check first. It takes an hour, and nobody marks it."))
    if partner.commitments.standing().filter(version=newest.version).exists():
        raise Refusal(_("%(partner)s has signed this version already.") % {"partner": partner.name})


def check_can_prepare(person: Person, commitment: Commitment) -> None:
    """Anybody of the partner, until it is signed."""
    check_belongs(person, commitment.partner)
    SIGNING.check("set_aside", commitment.state)


def check_can_choose_signatory(person: Person, commitment: Commitment, signatory: Person | None) -> None:
    """Anybody of the partner may leave it to the leads, or name one; only a lead names somebody who is none."""
    check_can_prepare(person, commitment)
    if signatory is None or leads(signatory, commitment.partner):
        return
    if not acts_for(signatory, commitment.partner):
        raise Refusal(
            _("Whoever signs has to belong to %(partner)s here. Invite them first.")
            % {"partner": commitment.partner.name}
        )
    if not leads(person, commitment.partner):
        raise Refusal(_("Only a lead can name somebody to sign who is not a lead. Leave it to the leads for now."))


def check_prepared(commitment: Commitment, at: datetime | None = None) -> None:
    """Everything stands there that a signature needs, and it is about the newest version."""
    newest = in_force(at)
    if newest is None or commitment.version != newest.version:
        raise Refusal(_("The charter has a newer version now. Go back to “Our charter”, and begin again from it."))
    if not commitment.clauses_read:
        raise Refusal(_("Read the clauses first, and say that you have."))
    if not commitment.senior_lead:
        raise Refusal(_("Name the senior lead first: somebody at the top who answers for this."))


def check_can_ask_to_sign(person: Person, commitment: Commitment) -> None:
    """Anybody of the partner, when everything is prepared."""
    check_can_prepare(person, commitment)
    SIGNING.check("asked", commitment.state)
    check_prepared(commitment)


def check_can_take_back_request(person: Person, commitment: Commitment) -> None:
    """Anybody of the partner, while it waits for a signature."""
    check_belongs(person, commitment.partner)
    SIGNING.check("taken_back", commitment.state)


def check_may_sign(person: Person, commitment: Commitment) -> None:
    """A lead of the partner, or the person named to sign."""
    check_belongs(person, commitment.partner)
    if not leads(person, commitment.partner) and commitment.signatory_id != person.pk:
        raise Refusal(
            _(
                "Somebody with authority signs this: a lead of %(partner)s, or the person who is named to sign. You can"
                " prepare everything, and ask them."
            )
            % {"partner": commitment.partner.name}
        )


def check_can_state_authority(person: Person, commitment: Commitment, authority: str, authority_from: str) -> None:
    """Whoever may sign says by what authority; one that was given has a giver."""
    check_may_sign(person, commitment)
    SIGNING.check("signed", commitment.state)
    if authority not in Authority.values:
        raise Refusal(
            _("Without that authority you cannot sign. Choose somebody else to sign, and nothing you prepared is lost.")
        )
    if authority == Authority.GIVEN and not authority_from.strip():
        raise Refusal(_("Say who gave you the authority: a board, a chief officer, governors."))


def check_can_sign(person: Person, commitment: Commitment, name: str, at: datetime | None = None) -> None:
    """Whoever has authority, with their name typed, when everything else stands there."""
    check_may_sign(person, commitment)
    SIGNING.check("signed", commitment.state)
    check_prepared(commitment, at)
    if not commitment.authority or commitment.signatory_id != person.pk:
        raise Refusal(_("Say first by what authority you sign."))
    if not name.strip():
        raise Refusal(_("Type your name to sign."))


def check_can_set_aside(person: Person, commitment: Commitment) -> None:
    """A lead of the partner, before it is signed."""
    check_leads(person, commitment.partner)
    SIGNING.check("set_aside", commitment.state)


def check_can_withdraw(person: Person, commitment: Commitment) -> None:
    """A lead of the partner, while it stands."""
    check_leads(person, commitment.partner)
    SIGNING.check("withdrawn", commitment.state)


def check_can_resume(person: Person, commitment: Commitment) -> None:
    """A lead of the partner, while it is paused."""
    check_leads(person, commitment.partner)
    SIGNING.check("resumed", commitment.state)


def check_can_stay(person: Person, commitment: Commitment) -> None:
    """A lead may look at a newer version and stay with the one they signed."""
    check_leads(person, commitment.partner)
    newest = in_force()
    if commitment.state not in ("signed", "paused") or newest is None or newest.version == commitment.version:
        raise Refusal(_("There is no newer version to decide about."))


def check_can_name_senior_lead(person: Person, commitment: Commitment, name: str) -> None:
    """A lead of the partner keeps the name of who answers for it right, while the commitment stands."""
    check_leads(person, commitment.partner)
    SIGNING.check("withdrawn", commitment.state)
    if not name.strip():
        raise Refusal(_("Write the name of the senior lead."))


def check_can_show_name(person: Person, commitment: Commitment) -> None:
    """Only whoever signed decides whether their name is shown."""
    if commitment.state not in WAS_SIGNED or commitment.signed_by_id != person.pk:
        raise Refusal(_("Only the person who signed decides whether their name is shown."))

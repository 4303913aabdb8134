"""A partner prepares, asks, signs, stays, withdraws; and who may not."""

import pytest
from django.db import IntegrityError, transaction

from partnership.core.models import Event, Notice
from partnership.core.refusals import Refusal
from partnership.core.revisions import Changed
from partnership.partners.actions import charter, readiness
from partnership.partners.models import SIGNING, Commitment, Kind
from partnership.partners.models.charter import sha256
from partnership.partners.rules import charter as rules
from tests.commitments import BEFORE_NEW, NEW, OLD, a_lead, prepared, signed, talked
from tests.people import a_partner, somebody

pytestmark = pytest.mark.django_db


def test_every_state_of_a_commitment_is_reached_and_none_is_a_trap():
    assert SIGNING.reached() == set(SIGNING.states)
    assert SIGNING.traps() == set()


def test_begin_refuses_before_the_conversation():
    partner, lead = a_lead()
    with pytest.raises(Refusal, match="readiness check first"):
        charter.begin_commitment(partner, by=lead)


def test_begin_refuses_somebody_from_elsewhere():
    partner, lead = a_lead()
    talked(partner, lead)
    with pytest.raises(Refusal, match="Only people who belong to Elder Tree Works"):
        charter.begin_commitment(partner, by=somebody(Kind.PROGRAMME_TEAM))


def test_begin_refuses_a_partner_that_has_not_joined():
    partner, lead = a_lead(a_partner("Elder Tree Works", state="enquired"))
    with pytest.raises(Refusal, match="not part of the partnership"):
        charter.begin_commitment(partner, by=lead)


def test_begin_refuses_before_there_is_a_charter():
    partner, lead = a_lead()
    talked(partner, lead)
    with pytest.raises(Refusal, match="no charter to commit to"):
        charter.begin_commitment(partner, by=lead, at=BEFORE_NEW.replace(year=2024))


def test_begin_twice_goes_on_with_the_same():
    partner, lead = a_lead()
    talked(partner, lead)
    assert charter.begin_commitment(partner, by=lead) == charter.begin_commitment(partner, by=lead)


def test_begin_with_a_newer_version_keeps_what_was_typed_about_people():
    partner, lead = a_lead()
    old = prepared(partner, lead, at=BEFORE_NEW)
    new = charter.begin_commitment(partner, by=lead)
    assert (old.version, new.version) == (OLD, NEW)
    assert (new.pk, new.senior_lead, new.clauses_read) == (old.pk, "Bo Ferncastle", False)


def test_begin_refuses_a_version_that_is_signed():
    partner, lead = a_lead()
    signed(partner, lead)
    with pytest.raises(Refusal, match="has signed this version already"):
        charter.begin_commitment(partner, by=lead)


def test_sign_makes_a_receipt_of_clauses_partner_moment_and_salted_name():
    partner, lead = a_lead()
    made = signed(partner, lead, name="  Ada   Wistow-Penn ")
    assert made.state == "signed"
    assert made.signed_name == "Ada Wistow-Penn"
    assert made.name_sha256 == sha256(f"{made.name_salt}:Ada Wistow-Penn")
    assert made.receipt_sha256 == sha256(made.receipt_text())
    assert made.pdf_sha256 == sha256(bytes(made.pdf))
    assert made.partner_name == "Elder Tree Works"
    assert "Ada" not in made.receipt_text()
    assert Event.objects.filter(verb="commitment.signed", by=lead).count() == 1


def test_sign_keeps_exactly_the_clauses_that_the_hash_is_of(pack):
    partner, lead = a_lead()
    made = signed(partner, lead)
    assert [one["urn"] for one in made.clauses] == [one.urn for one in pack.charters[NEW].clauses]
    assert made.clauses_sha256 == pack.charters[NEW].sha256


def test_a_practitioner_prepares_and_cannot_sign():
    partner, lead = a_lead()
    practitioner = somebody(Kind.PRACTITIONER, partner=partner)
    made = prepared(partner, practitioner)
    with pytest.raises(Refusal, match="Somebody with authority signs this"):
        charter.state_authority(made, "head", by=practitioner, seen=made.revision)
    with pytest.raises(Refusal, match="Somebody with authority signs this"):
        charter.sign(made, "Me", by=practitioner, seen=made.revision)
    charter.ask_to_sign(made, by=practitioner)
    assert made.state == "awaiting"
    assert Notice.objects.get(person=lead).category == "charter"


def test_a_practitioner_names_no_colleague_as_signatory():
    partner, _lead = a_lead()
    practitioner = somebody(Kind.PRACTITIONER, partner=partner)
    made = prepared(partner, practitioner)
    with pytest.raises(Refusal, match="Only a lead can name somebody"):
        charter.choose_signatory(made, practitioner, senior_lead="Bo", by=practitioner, seen=made.revision)


def test_a_lead_names_a_colleague_who_then_signs():
    partner, lead = a_lead()
    head = somebody(Kind.PRACTITIONER, partner=partner, name="Cyprian Holme-Wray")
    made = prepared(partner, lead)
    charter.choose_signatory(made, head, senior_lead="Bo", by=lead, seen=made.revision)
    charter.ask_to_sign(made, by=lead)
    assert Notice.objects.filter(person=head, category="charter").count() == 1
    charter.state_authority(made, "given", "the board", by=head, seen=made.revision)
    charter.sign(made, "Cyprian Holme-Wray", by=head, seen=made.revision)
    assert (made.signed_by, made.authority_from) == (head, "the board")
    assert Notice.objects.filter(person=lead, category="charter").count() == 1


def test_a_signatory_belongs_to_the_partner():
    partner, lead = a_lead()
    made = prepared(partner, lead)
    with pytest.raises(Refusal, match="Invite them first"):
        charter.choose_signatory(made, somebody(Kind.TRAINER), senior_lead="Bo", by=lead, seen=made.revision)


@pytest.mark.parametrize(
    ("authority", "giver", "sentence"),
    [("none", "", "Without that authority you cannot sign"), ("given", " ", "Say who gave you the authority")],
)
def test_authority_is_said_and_has_a_giver(authority, giver, sentence):
    partner, lead = a_lead()
    made = prepared(partner, lead)
    with pytest.raises(Refusal, match=sentence):
        charter.state_authority(made, authority, giver, by=lead, seen=made.revision)


def test_another_signatory_states_their_own_authority():
    partner, lead = a_lead()
    other = somebody(Kind.PARTNER_LEAD, partner=partner)
    made = prepared(partner, lead)
    charter.state_authority(made, "head", by=lead, seen=made.revision)
    charter.choose_signatory(made, other, senior_lead="Bo", by=lead, seen=made.revision)
    assert made.authority == ""
    with pytest.raises(Refusal, match="Say first by what authority"):
        charter.sign(made, "Me", by=lead, seen=made.revision)


def test_sign_refuses_without_reading_a_senior_lead_or_a_name():
    partner, lead = a_lead()
    talked(partner, lead)
    made = charter.begin_commitment(partner, by=lead)
    with pytest.raises(Refusal, match="Read the clauses first"):
        charter.sign(made, "Me", by=lead, seen=made.revision)
    charter.read_clauses(made, by=lead, seen=made.revision)
    with pytest.raises(Refusal, match="Name the senior lead first"):
        charter.ask_to_sign(made, by=lead)
    charter.choose_signatory(made, lead, senior_lead="Bo", by=lead, seen=made.revision)
    charter.state_authority(made, "head", by=lead, seen=made.revision)
    with pytest.raises(Refusal, match="Type your name to sign"):
        charter.sign(made, "  ", by=lead, seen=made.revision)


def test_sign_refuses_a_version_that_was_overtaken():
    partner, lead = a_lead()
    made = prepared(partner, lead, at=BEFORE_NEW)
    charter.state_authority(made, "head", by=lead, seen=made.revision)
    with pytest.raises(Refusal, match="newer version now"):
        charter.sign(made, "Me", by=lead, seen=made.revision)


def test_a_second_tab_that_is_stale_signs_nothing():
    partner, lead = a_lead()
    made = prepared(partner, lead)
    charter.state_authority(made, "head", by=lead, seen=made.revision)
    stale = made.revision
    charter.choose_signatory(made, lead, senior_lead="Somebody Else", by=lead, seen=made.revision)
    with pytest.raises(Changed):
        charter.sign(made, "Me", by=lead, seen=stale)
    made.refresh_from_db()
    assert (made.state, made.code) == ("draft", None)


def test_two_tabs_that_both_sign_sign_once():
    partner, lead = a_lead()
    made = prepared(partner, lead)
    charter.state_authority(made, "head", by=lead, seen=made.revision)
    seen = made.revision
    charter.sign(made, "Me", by=lead, seen=seen)
    with pytest.raises(Refusal, match="now “Signed”"):
        charter.sign(Commitment.objects.get(pk=made.pk), "Me", by=lead, seen=seen)
    assert partner.commitments.ever_signed().count() == 1


def test_the_table_itself_holds_one_signature_that_stands():
    partner, lead = a_lead()
    made = signed(partner, lead)
    made.pk, made.code = None, "OTHERCODE2"
    with pytest.raises(IntegrityError), transaction.atomic():
        made.save(force_insert=True)


def test_a_newer_signature_replaces_the_older_and_keeps_its_years():
    partner, lead = a_lead()
    old = signed(partner, lead, at=BEFORE_NEW)
    new = signed(partner, lead)
    old.refresh_from_db()
    assert (old.state, old.ended_by, new.state) == ("superseded", lead, "signed")
    assert (new.replaces, new.since_on) == (old, old.since_on)


def test_stay_is_said_once_there_is_a_newer_version():
    partner, lead = a_lead()
    old = signed(partner, lead, at=BEFORE_NEW)
    charter.stay(old, by=lead)
    assert old.stays_with == NEW
    new = signed(partner, lead)
    with pytest.raises(Refusal, match="no newer version"):
        charter.stay(new, by=lead)


def test_withdraw_ends_it_and_a_later_signature_begins_anew():
    partner, lead = a_lead()
    old = signed(partner, lead, at=BEFORE_NEW)
    charter.withdraw(old, "It is too much at the moment.", by=lead)
    assert (old.state, old.ended_why) == ("withdrawn", "It is too much at the moment.")
    with pytest.raises(Refusal):
        charter.withdraw(old, by=lead)
    new = signed(partner, lead)
    assert new.replaces is None
    assert new.since_on == new.signed_at.date()


def test_only_a_lead_withdraws():
    partner, lead = a_lead()
    made = signed(partner, lead)
    with pytest.raises(Refusal, match="Only a lead of Elder Tree Works"):
        charter.withdraw(made, by=somebody(Kind.PRACTITIONER, partner=partner))


def test_a_request_is_taken_back_and_what_is_prepared_put_aside():
    partner, lead = a_lead()
    made = prepared(partner, lead)
    charter.ask_to_sign(made, by=lead)
    charter.take_back_request(made, by=lead)
    assert made.state == "draft"
    charter.set_aside(made, by=lead)
    assert made.state == "set-aside"
    assert charter.begin_commitment(partner, by=lead).pk != made.pk


def test_the_senior_lead_is_kept_right_while_it_stands():
    partner, lead = a_lead()
    made = signed(partner, lead)
    charter.name_senior_lead(made, "Dorcas Sallow", "Chair", by=lead, seen=made.revision)
    assert (made.senior_lead, made.senior_lead_job) == ("Dorcas Sallow", "Chair")
    with pytest.raises(Refusal, match="Write the name"):
        charter.name_senior_lead(made, " ", by=lead, seen=made.revision)


def test_only_the_signer_decides_whether_the_name_is_shown():
    partner, lead = a_lead()
    made = signed(partner, lead)
    other = somebody(Kind.PARTNER_LEAD, partner=partner)
    with pytest.raises(Refusal, match="Only the person who signed"):
        charter.show_name(made, True, by=other)
    charter.show_name(made, True, by=lead)
    assert made.shows_name
    charter.show_name(made, False, by=lead)
    assert not made.shows_name


def test_a_partner_that_was_quiet_is_awake_after_signing():
    partner, lead = a_lead(a_partner("Elder Tree Works", state="dormant"))
    signed(partner, lead)
    partner.refresh_from_db()
    assert partner.state == "active"


def test_finish_readiness_once_and_share_it_only_as_a_lead():
    partner, lead = a_lead()
    check = talked(partner, lead)
    with pytest.raises(Refusal, match="finished already"):
        readiness.finish_readiness(check, by=lead)
    with pytest.raises(Refusal, match="Only a lead"):
        readiness.share_readiness(check, True, by=somebody(Kind.PRACTITIONER, partner=partner))


def test_without_any_version_in_force_there_is_none():
    assert rules.in_force(BEFORE_NEW.replace(year=2024)) is None
    assert rules.in_force(BEFORE_NEW).version == OLD
    assert rules.in_force().version == NEW

"""Where partners stand with the charter: one for its own pages, many for the directory and for "where are we"."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from partnership.accounts.models import Person
from partnership.core import pack
from partnership.core.pack import in_language
from partnership.core.refusals import allowed, why_not
from partnership.partners.models import Authority, Commitment, Partner, Pledge, PledgeReport, ReadinessCheck
from partnership.partners.models.charter import OPEN
from partnership.partners.models.years import open_year
from partnership.partners.queries.charter import ClauseShown, Difference, difference_for
from partnership.partners.queries.receipts import standing_words
from partnership.partners.rules import charter as rules


@dataclass(frozen=True, slots=True)
class Signature:
    """A signature that stands, or is paused: what a list of partners shows of it."""

    version: str
    signed_on: date
    since_on: date
    paused: bool
    code: str


@dataclass(frozen=True, slots=True)
class CharterStanding:
    """Where one partner stands with the charter, for any page."""

    checked_on: date | None
    checking: bool
    preparing: bool
    signature: Signature | None
    newest: str

    @property
    def newer(self) -> bool:
        """Whether there is a newer version than the one it signed."""
        return self.signature is not None and bool(self.newest) and self.signature.version != self.newest


@dataclass(frozen=True, slots=True)
class PastSignature:
    """A line of the partner's own history."""

    code: str
    version: str
    signed_on: date
    state: str
    standing: str
    has_paper: bool


@dataclass(frozen=True, slots=True)
class PartnerCharter:
    """The partner's own page: where it stands, what comes next, what it may do."""

    standing: CharterStanding
    draft: Commitment | None
    draft_is_old: bool
    signed: Commitment | None
    signed_words: str
    difference: Difference | None
    stays: bool
    year_is_open: bool
    past: tuple[PastSignature, ...]
    may: frozenset[str]
    why_not_begin: str


@dataclass(frozen=True, slots=True)
class Preparing:
    """What is being prepared, for the pages that ask for its parts."""

    commitment: Commitment
    title: str
    preamble: str
    clauses: tuple[ClauseShown, ...]
    difference: Difference | None  # to what the partner signed before
    is_signatory: bool  # whether the person who looks is the one who signs
    authority: str
    why_not_sign: str
    ready_to_ask: bool
    may_state_authority: bool


def signed(partners: Iterable[Partner | int]) -> Mapping[int, Signature]:
    """Give the signatures that stand or are paused, by the partner's primary key. One query."""
    keys = [one.pk if isinstance(one, Partner) else one for one in partners]
    rows = Commitment.objects.standing().filter(partner__in=keys).order_by()
    return {
        partner: Signature(version, timezone.localdate(signed_at), since_on, state == "paused", code or "")
        for partner, version, signed_at, since_on, state, code in rows.values_list(
            "partner", "version", "signed_at", "since_on", "state", "code"
        )
    }


def checked(partners: Iterable[Partner | int]) -> Mapping[int, date]:
    """Give the day on which each partner last finished its readiness check. One query."""
    keys = [one.pk if isinstance(one, Partner) else one for one in partners]
    rows = (
        ReadinessCheck.objects.finished().filter(partner__in=keys).values_list("partner").annotate(Max("finished_at"))
    )
    return {partner: timezone.localdate(at) for partner, at in rows.order_by()}


def last_word(partners: Iterable[Partner | int]) -> Mapping[int, datetime]:
    """Give when each partner last signed, pledged or reported. Three queries."""
    keys = [one.pk if isinstance(one, Partner) else one for one in partners]
    found: dict[int, datetime] = {}
    for rows, partner, at in (
        (Commitment.objects.ever_signed(), "partner", "signed_at"),
        (Pledge.objects.all(), "partner", "proposed_at"),
        (PledgeReport.objects.all(), "pledge__partner", "reported_at"),
    ):
        for key, when in rows.filter(**{f"{partner}__in": keys}).order_by().values_list(partner).annotate(Max(at)):
            found[key] = max(when, found.get(key, when))
    return found


def standing_with_charter(partner: Partner) -> CharterStanding:
    """Say where one partner stands with the charter."""
    newest = rules.in_force()
    open_states = set(partner.commitments.filter(state__in=OPEN).values_list("state", flat=True))
    return CharterStanding(
        checked_on=checked([partner]).get(partner.pk),
        checking=partner.readiness_checks.open().exists(),
        preparing=bool(open_states),
        signature=signed([partner]).get(partner.pk),
        newest=newest.version if newest else "",
    )


def partner_charter(partner: Partner, person: Person) -> PartnerCharter:
    """Show a partner where it stands, and what comes next."""
    draft = partner.commitments.open().select_related("signatory").first()
    now = partner.commitments.standing().light().select_related("signed_by", "partner").first()
    standing = standing_with_charter(partner)
    return PartnerCharter(
        standing=standing,
        draft=draft,
        draft_is_old=draft is not None and draft.version != standing.newest,
        signed=now,
        signed_words=standing_words(now) if now else "",
        difference=difference_for(now) if now else None,
        stays=now is not None and now.stays_with == standing.newest,
        year_is_open=_year_is_open(now),
        past=_past(partner),
        may=_may(person, partner, draft, now),
        why_not_begin=why_not(rules.check_can_begin_commitment, person, partner),
    )


def _year_is_open(now: Commitment | None) -> bool:
    return now is not None and now.since_on is not None and bool(open_year(now.since_on, timezone.localdate()))


def _past(partner: Partner) -> tuple[PastSignature, ...]:
    return tuple(
        PastSignature(
            one.code or "",
            one.version,
            timezone.localdate(one.signed_at),
            one.get_state_display(),
            standing_words(one),
            one.has_paper,
        )
        for one in partner.commitments.ever_signed().light().select_related("partner")
    )


def _may(person: Person, partner: Partner, draft: Commitment | None, now: Commitment | None) -> frozenset[str]:
    questions = {"begin": allowed(rules.check_can_begin_commitment, person, partner)}
    if draft:
        questions["set-aside"] = allowed(rules.check_can_set_aside, person, draft)
        questions["sign"] = allowed(rules.check_may_sign, person, draft)
    if now:
        questions["withdraw"] = allowed(rules.check_can_withdraw, person, now)
        questions["resume"] = allowed(rules.check_can_resume, person, now)
        questions["stay"] = allowed(rules.check_can_stay, person, now)
        questions["show-name"] = allowed(rules.check_can_show_name, person, now)
    return frozenset(name for name, may in questions.items() if may)


def preparing(commitment: Commitment, person: Person) -> Preparing:
    """Show what is being prepared."""
    charter = pack.current().charters.get(commitment.version)
    before = commitment.partner.commitments.standing().first()
    return Preparing(
        commitment=commitment,
        title=in_language(charter.title) if charter else _("The charter"),
        preamble=in_language(charter.preamble) if charter else "",
        clauses=tuple(
            ClauseShown(
                one["key"], one["urn"], in_language(pack.Words(one["title"])), in_language(pack.Words(one["text"])), ()
            )
            for one in commitment.clauses
        ),
        difference=difference_for(before) if before else None,
        is_signatory=commitment.signatory_id == person.pk,
        authority=str(Authority(commitment.authority).label) if commitment.authority else "",
        why_not_sign=_why_not_sign(commitment, person),
        ready_to_ask=allowed(rules.check_can_ask_to_sign, person, commitment),
        may_state_authority=allowed(rules.check_may_sign, person, commitment),
    )


def _why_not_sign(commitment: Commitment, person: Person) -> str:
    return why_not(rules.check_can_sign, person, commitment, "-")

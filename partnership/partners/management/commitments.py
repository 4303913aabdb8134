"""What the invented organisations talked through, signed and pledged, told by the same deeds as real ones."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from django.utils import timezone

from partnership.accounts.models import Person
from partnership.core import pack
from partnership.partners.actions import charter, pledges, readiness
from partnership.partners.models import Commitment, Kind, Partner, Pledge, Role

LAPSES_ON = date(2026, 9, 1)  # the day on which the demonstration's quiet partner is paused
REMINDED_ON = date(2026, 10, 20)


def load(people: dict[str, Person]) -> None:
    """Tell each organisation's story in the order in which it happened."""
    housekeeper = Person.objects.system("housekeeper")
    stories = pack.demonstration("commitments")
    partners = {key: Partner.objects.get(slug=key) for key in stories}
    for key, story in stories.items():
        for one in story.get("readiness", ()):
            _talk(partners[key], one, people)
        _sign_and_pledge(partners[key], story, people)
    pledges.pause_lapsed(on=LAPSES_ON, by=housekeeper)
    pledges.remind_due(on=REMINDED_ON, by=housekeeper)
    for key, story in stories.items():
        for one in story.get("signed", ())[1:]:
            _sign(partners[key], one, people)
        if "preparing" in story:
            _prepare(partners[key], story["preparing"], people)


def _moment(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(14, 30)))


def _lead(partner: Partner) -> Person:
    return Role.objects.current().of(Kind.PARTNER_LEAD).filter(partner=partner).select_related("person")[0].person


def _talk(partner: Partner, one: Any, people: dict[str, Person]) -> None:
    by, notes = people[one["by"]], one.get("notes", {})
    check = readiness.begin_readiness(partner, by=by, at=_moment(one["started"]))
    for question, answer in one["said"].items():
        note = notes.get(question, "")
        readiness.answer_question(check, question, answer, note, by=by, seen=0, at=_moment(one["started"]))
    if "finished" in one:
        readiness.finish_readiness(check, by=by, at=_moment(one["finished"]))
    if "shared" in one:
        readiness.share_readiness(check, True, by=_lead(partner), at=_moment(one["shared"]))


def _sign_and_pledge(partner: Partner, story: Any, people: dict[str, Person]) -> None:
    for one in story.get("signed", ())[:1]:
        signed = _sign(partner, one, people)
        if "withdrawn" in one:
            gone = one["withdrawn"]
            charter.withdraw(signed, gone["why"], by=people[one["by"]], at=_moment(gone["at"]))
    for one in story.get("pledges", ()):
        _pledge(partner, one, people)


def _prepare(partner: Partner, one: Any, people: dict[str, Person], *, signatory: str = "") -> Commitment:
    by, at = people[one.get("prepared_by") or one["by"]], _moment(one["at"])
    made = charter.begin_commitment(partner, by=by, at=at)
    charter.read_clauses(made, by=by, seen=made.revision)
    charter.choose_signatory(
        made,
        people.get(signatory) if by == people.get(signatory) else None,
        senior_lead=one["senior_lead"],
        senior_lead_job=one.get("senior_lead_job", ""),
        by=by,
        seen=made.revision,
    )
    if one.get("asks"):
        charter.ask_to_sign(made, by=by)
    return made


def _sign(partner: Partner, one: Any, people: dict[str, Person]) -> Commitment:
    made, by = _prepare(partner, one, people, signatory=one["by"]), people[one["by"]]
    charter.state_authority(made, one["authority"], one.get("authority_from", ""), by=by, seen=made.revision)
    shows = one.get("shows_name", False)
    told = {"shows_name": shows, "seen": made.revision, "at": _moment(one["at"])}
    return charter.sign(made, by.name, one.get("job", ""), by=by, **told)


def _pledge(partner: Partner, one: Any, people: dict[str, Person]) -> None:
    lead, owner = _lead(partner), people.get(one.get("owner", ""))
    urn = f"urn:heartwood:charter:{pack.current().key}:{one['clause']}"
    told = {"measure": one.get("measure", ""), "owner": owner, "by": owner or lead, "at": _moment(one["proposed"])}
    pledge = pledges.propose_pledge(partner, urn, one["what"], one["by_when"], **told)
    if "agreed" in one:
        pledges.agree_pledge(pledge, by=lead, at=_moment(one["agreed"]))
    if one.get("started"):
        pledges.start_pledge(pledge, by=lead)
    _say(pledge, one, lead)


def _say(pledge: Pledge, one: Any, lead: Person) -> None:
    for told in one.get("reports", ()):
        report = {"finished": told["finished"], "by": lead, "at": _moment(told["at"])}
        pledges.report_on_pledge(pledge, told["outcome"], told["words"], **report)
    if "withdrawn" in one:
        gone = one["withdrawn"]
        pledges.withdraw_pledge(pledge, gone["why"], by=lead, at=_moment(gone["at"]))

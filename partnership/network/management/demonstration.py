"""Invented workstreams, announcements and opportunities, made by the deeds that real people do."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from partnership.accounts.models import Person
from partnership.core import pack
from partnership.network.actions import announcements, together, workstreams
from partnership.network.models import Decision, Workstream
from partnership.partners.models import Partner, reach

People = Mapping[str, Person]


def _code(slug: str) -> str:
    return next((area.code for area in pack.current().districts if area.slug == slug), "")


def load(people: dict[str, Person]) -> None:
    """Load everything that the pack's `demonstration/network.yaml` invents."""
    content = pack.demonstration("network")
    for one in content.get("workstreams", ()):
        _workstream(one, people)
    for one in content.get("announcements", ()):
        _announcement(one, people)
    for one in content.get("opportunities", ()):
        _opportunity(one, people)


def _workstream(one: Mapping[str, Any], people: People) -> None:
    by, chair = people[one["by"]], people[one["chair"]]
    details = {name: one[name] for name in ("name", "question", "about", "public")}
    made = workstreams.open_workstream({**details, "place": _code(one.get("place", ""))}, by=by, chair=chair)
    for key in one["seats"]:
        workstreams.take_seat(made, by=people[key])
    for key in one.get("unnamed", ()):
        workstreams.take_seat(made, by=people[key], shown=False)
    for row in one["meetings"]:
        _meeting(made, row, chair)
    for row in one["papers"]:
        workstreams.add_paper(made, row["title"], row["link"], about=row["about"], by=people[row["by"]])
    _decisions(made, one["decisions"], chair)
    if one.get("closed"):
        workstreams.close_workstream(made, by=by)


def _meeting(made: Workstream, row: Mapping[str, Any], chair: Person) -> None:
    day = timezone.localdate() + timedelta(days=row["in_days"])
    starts_at = datetime(day.year, day.month, day.day, row["hour"], tzinfo=timezone.get_current_timezone())
    ends_at = starts_at + timedelta(hours=row["hours"])
    words = {name: row.get(name, "") for name in ("where", "access")}
    meeting = workstreams.call_meeting(made, row["title"], starts_at, ends_at, **words, by=chair)
    if row.get("cancelled"):
        workstreams.cancel_meeting(meeting, by=chair)


def _decisions(made: Workstream, rows: list[Mapping[str, Any]], chair: Person) -> None:
    written: list[Decision] = []
    for row in rows:
        decided_on = timezone.localdate() - timedelta(days=row["days_ago"])
        words = {name: row[name] for name in ("why", "who_took_part")}
        replaces = written[row["replaces"]] if "replaces" in row else None
        decision = workstreams.write_decision(
            made, row["text"], **words, decided_on=decided_on, replaces=replaces, by=chair
        )
        written.append(decision)


def _announcement(one: Mapping[str, Any], people: People) -> None:
    by, places = people[one["by"]], [_code(slug) for slug in one.get("places", ())]
    made = announcements.write_announcement(
        one["title"], one["text"], sectors=one.get("sectors", ()), places=places, by=by
    )
    if one.get("publish"):
        announcements.publish_announcement(made, by=by)
    if one.get("withdraw"):
        announcements.withdraw_announcement(made, by=by)


def _opportunity(one: Mapping[str, Any], people: People) -> None:
    by = people[one["by"]]
    names = ("title", "pay", "expenses", "access", "what", "time", "who_decides", "support")
    details = {name: one[name] for name in names} | {"closes_on": timezone.localdate() + timedelta(days=one["in_days"])}
    held = reach(by)
    partner = None if held.runs_programme else Partner.objects.filter(pk__in=held.leads).first()
    made = together.offer(details, by=by, partner=partner)
    if one["state"] == "draft":
        return
    together.open_opportunity(made, by=by)
    if "interest" in one:
        told = one["interest"]
        together.show_interest(made, told["name"], told["reached_by"], told["helps"], by=people[told["by"]])
    if one["state"] == "answered":
        together.close_opportunity(made, by=by)
        for row in one["changes"]:
            together.say_what_changed(made, row["asked"], row["became"], row["how"], row["decided_by"], by=by)
        together.answer_opportunity(made, by=by)

"""The pack's invented organisations look at themselves, by the same deeds as real ones; what was said is invented too."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.utils import timezone

from partnership.accounts.models import Person, System
from partnership.core import pack
from partnership.framework.actions import answering, arranging, campaigns, meeting, peers, plan
from partnership.framework.actions.words import write_words
from partnership.framework.management import dates
from partnership.framework.models import LEVELS, AskedSeat, Assessment, Campaign
from partnership.framework.models.answers import random_key
from partnership.framework.rules.arranging import GRACE, asked_edition
from partnership.framework.rules.plan import Wanted
from partnership.framework.rules.words import words_of
from partnership.framework.tasks import open_now, open_words_that_were_read
from partnership.partners.models import Partner
from partnership.plans.actions import move_action
from partnership.reading.actions import queue
from partnership.reading.actions.reading import make_version

AROUND = (0, 0, 1, 0, -1, 0, 1, -1)  # how people stand around the level of their seat, one after another
PASSED = 19  # one answer of so many is passed
UNDECIDED, NOT_APPLICABLE = ".", "-"


def load(people: dict[str, Person]) -> None:
    """Load every campaign and assessment of the file; `people` are known by their key."""
    told = pack.demonstration("assessments")
    if not told:
        return
    partners = {one.slug: one for one in Partner.objects.filter(fictional=True)}
    asked = {key: _campaign(one, people, partners) for key, one in told["campaigns"].items()}
    for one in told["assessments"].values():
        made = _start(one, people, partners, asked)
        _let_happen(made, one, people)
        dates.move(made, one.get("days_ago", 0))
    open_words_that_were_read.call()


def _in_days(days: int) -> Any:
    return timezone.localdate() + timedelta(days=days)


def _campaign(one: Any, people: dict[str, Person], partners: Mapping[str, Partner]) -> Campaign:
    team, edition = people["programme-team"], pack.current().framework
    assert edition is not None
    made = campaigns.make_campaign(
        one["name"], edition.key, _in_days(one["closes_in_days"]), about=one["about"], by=team
    )
    campaigns.invite_partners(made, [partners[slug] for slug in one["invited"]], by=team)
    for slug, why in one.get("excused", {}).items():
        campaigns.excuse_partner(made.invited.get(partner=partners[slug]), why, by=team)
    return made


def _start(
    one: Any, people: dict[str, Person], partners: Mapping[str, Partner], asked: Mapping[str, Campaign]
) -> Assessment:
    by, offered = people[one["by"]], pack.current().framework
    assert offered is not None
    invited = {
        key: seat.get("invited", seat.get("people", len(seat.get("named", ())))) for key, seat in one["seats"].items()
    }
    return arranging.start_assessment(
        partners[one["partner"]],
        one.get("edition", offered.key),
        _in_days(one.get("closes_in_days", 1)),
        by=by,
        seats=invited,
        campaign=asked.get(one.get("campaign", "")),
        **{name: one[name] for name in ("scope", "scope_name", "least") if name in one},
    )


def _let_happen(made: Assessment, one: Any, people: dict[str, Person]) -> None:
    """Let it go on to where it is today."""
    by, state = people[one["by"]], one.get("state", "agreed")
    if state == "preparing":
        return
    arranging.begin_assessment(made, by=by)
    for key, seat in one["seats"].items():
        _answer(made.seats.get(seat=key), seat, people, by)
        _write(made.seats.get(seat=key), seat.get("words", ()), people["moderator"])
    if one.get("asks_for_peer") or "peer" in one:
        _visit(peers.ask_for_visit(made, by=by), one.get("peer"), people, by)
    if state == "answering":
        return
    arranging.close_assessment(made, by=by, at=timezone.now() - GRACE)
    open_now(made, by=by)
    if "agreed" in one:
        _agree(made, one, by)
    if state == "agreed":
        meeting.agree_assessment(made, by=by)
        if one.get("shared"):
            arranging.share_assessment(made, True, by=by)
    _plan(made, one, people, by)


def _answer(seat: AskedSeat, told: Any, people: dict[str, Person], by: Person) -> None:
    """Let a seat answer: by name, or on sheets of paper that the programme team types in."""
    for number, key in enumerate(told.get("named", ())):
        response = arranging.ask_by_name(seat, people[key], by=by)
        for standard, level in _around(seat, told, number).items():
            answering.save_answer(response, standard, level, by=people[key])
        answering.hand_in(response, by=people[key])
    for number in range(told.get("people", 0)):
        answering.type_sheet(seat, random_key(), _around(seat, told, number), by=people["programme-team"])


def _write(seat: AskedSeat, told: Any, reader: Person) -> None:
    """Let people of a seat write in their own words, and a reader read it and make it ready."""
    nobody = Person.objects.system(System.WITHOUT_ACCOUNT)
    for one in told:
        response, code = answering.begin_response(seat, by=nobody)
        write_words(response, one["words"], holder=nobody, by=nobody, code=code)
        (text,) = queue.take_texts(list(words_of(seat).unread()), by=reader)  # type: ignore[attr-defined]
        if "ready" in one:
            make_version(text, "service", one["ready"], [], by=reader)
        queue.finish_texts([text], 1, by=reader)


def _around(seat: AskedSeat, told: Any, number: int) -> dict[str, int | None]:
    """Give what one person says: the level of their seat or one beside it, and now and then a pass."""
    given: dict[str, int | None] = {}
    for at, standard in enumerate(asked_edition(seat.assessment).standards):
        step = told.get("spread", 0) * AROUND[(3 * number + 5 * at) % len(AROUND)]
        level = min(LEVELS, max(1, int(told["levels"][at]) + step))
        given[standard.key] = None if (5 * number + 7 * at) % PASSED == 1 else level
    return given


def _visit(visit: Any, told: Any, people: dict[str, Person], by: Person) -> None:
    if told is None:
        return
    team, peer = people["programme-team"], people[told["who"]]
    peers.name_peer(visit, peer, by=team)
    if "view" not in told:
        return
    peers.tell_view(visit, told["view"], _in_days(-told["days_ago"]), by=peer)
    peers.reply_to_view(visit, told["reply"], by=by)
    peers.settle_visit(visit, told["settled"], by=team)


def _agree(made: Assessment, one: Any, by: Person) -> None:
    for at, standard in enumerate(asked_edition(made).standards):
        sign, key = one["agreed"][at], standard.key
        if sign == UNDECIDED:
            continue
        said = {name: one.get(name, {}).get(key, "") for name in ("because", "dissent", "why_not")}
        level = None if sign == NOT_APPLICABLE else int(sign)
        meeting.record_level(made, key, {"level": level, **said}, seen=0, by=by)
    for each in one.get("evidence", ()):
        meeting.show_evidence(
            made,
            each.get("standard", ""),
            each["what"],
            where=each["where"],
            dated_on=_in_days(-each["days_ago"]),
            by=by,
        )


def _plan(made: Assessment, one: Any, people: dict[str, Person], by: Person) -> None:
    told = one.get("actions", ())
    wanted = [
        Wanted(
            standard=each["standard"],
            title=each["title"],
            owner=people[each["owner"]],
            effort=each["effort"],
            due_on=_in_days(each["due_in_days"]),
        )
        for each in told
    ]
    raised = plan.raise_from_plan(made, wanted, by=by) if wanted else ()
    for action, each in zip(raised, told, strict=True):
        for step in each.get("steps", ()):
            move_action(action, step, by=by)

"""The pack's invented stories, told and answered by the same deeds as real ones. Nobody told any of them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db.models import F
from django.utils import timezone

from partnership.accounts.models import Person, System
from partnership.core import pack
from partnership.core.events import urn
from partnership.listening.actions import answering, reading, ready, routing, telling, themes
from partnership.listening.management import dates
from partnership.listening.models import EqualityAnswer, Story, StoryUse, Theme
from partnership.listening.rules.answering import Written
from partnership.listening.rules.reading import READ
from partnership.listening.rules.ready import Assured
from partnership.listening.rules.telling import quarter_of, seasons
from partnership.listening.rules.told import Told
from partnership.listening.tasks import publish_demonstration
from partnership.partners.models import Partner
from partnership.plans.actions import change_action, move_action
from partnership.plans.models import Action
from partnership.reading.models import Text, Use

STEPS = {  # from "many people said it" to where a theme is
    "gathered": (),
    "looked-at": ("taken_up",),
    "doing": ("taken_up", "begun"),
    "done": ("taken_up", "begun", "done"),
    "not-possible": ("taken_up", "declined"),
}
MADE_READY = {Use.SERVICE: "service_words", Use.PUBLIC: "public_words"}


def load(people: dict[str, Person]) -> None:
    """Put everything in order, let the readers of `reading` read, and organisations answer; `people` are known by their key."""
    told = pack.demonstration("listening")
    if not told:
        return
    partners = {one.slug: one for one in Partner.objects.filter(fictional=True)}
    _in_order(told["in_order"], people["programme-team"])
    for one in told["stories"]:
        _story(one, people, partners)
    for one in told["many"]:
        _many(one)
    _equality(told["equality"])
    for one in told["themes"]:
        _theme(one, people, partners)
    publish_demonstration(by=people["programme-team"])


def _in_days(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)


def _nobody() -> Person:
    return Person.objects.system(System.WITHOUT_ACCOUNT)


def _in_order(told: Any, by: Person) -> None:
    for key, one in told.items():
        named = Assured(one["named"], _in_days(-one["days_ago"]), _in_days(one["review_in_days"]))
        ready.record_assurance(key, named, by=by)


def _told(one: Any, partners: dict[str, Partner]) -> Told:
    areas = {area.slug: code for code, area in pack.current().areas.items()}
    partner = partners.get(one.get("partner", ""))
    return Told(
        barriers=tuple(one["barriers"]),
        partner=partner.pk if partner else None,
        place=areas[one["place"]] if "place" in one else "",
        words=one.get("words", {}),
        uses=tuple(one.get("uses", ("count",))),
        **{name: one.get(name, "") for name in ("under_18", "service", "stage", "season")},
        only_if_others=one.get("only_if_others", False),
    )


def _story(one: Any, people: dict[str, Person], partners: dict[str, Partner]) -> None:
    story, reader = telling.send_story(_told(one, partners), code=None, by=_nobody()), people["moderator"]
    if one.get("state") != "received":
        reading.take_story(story, by=reader)
        _make_ready(story, one, reader)
        reading.finish_story(story, one["criticality"], READ, by=reader)
    for route in one.get("told", ()):
        _let_answer(story, route, people, partners)
    if "readers_answer" in one:
        _answer_as_reader(story, one["readers_answer"], people)
    dates.move(story, one["days_ago"])


def _make_ready(story: Story, one: Any, reader: Person) -> None:
    text = Text.objects.about(urn(story)).filter(part="own-words").first()
    for use, name in MADE_READY.items():
        if text is not None and name in one:
            reading.make_story_version(story, text, use, one[name], [], by=reader)


def _let_answer(story: Story, told: Any, people: dict[str, Person], partners: dict[str, Partner]) -> None:
    reader, lead = people["moderator"], people[told["by"]]
    (route,) = routing.tell_partners(story, [partners[told["partner"]]], by=reader)
    if told["acknowledged"]:
        answering.acknowledge(route, by=lead)
    for one in told["replies"]:
        raised = one.get("action", {})
        due_on = _in_days(raised["due_in_days"]) if raised else None
        written = Written(one["kind"], one["speaks_as"], one["words"], raised.get("title", ""), due_on)
        reply = answering.write_reply(route, written, by=lead)
        answering.pass_reply(reply, by=reader)
        if raised.get("done"):
            _finish(reply.action, lead)


def _answer_as_reader(story: Story, told: Any, people: dict[str, Person]) -> None:
    helplines = tuple(told["helplines"])
    written = Written(told["kind"], told["speaks_as"], told["words"], helplines=helplines)
    answering.pass_reply(answering.write_as_reader(story, written, by=people["moderator"]), by=people[told["second"]])


def _finish(raised: str, by: Person) -> None:
    action = Action.objects.get(pk=raised.rpartition(":")[2])
    change_action(action, {"owner": by}, seen=action.revision, by=by)
    for step in ("agreed", "begun", "finished"):
        move_action(action, step, by=by)


def _many(one: Any) -> None:
    """Tell the same by choosing alone, as often as the file says, in one quarter."""
    day = dates.in_quarter(one["quarter"])
    told = _told({**one, "season": seasons(day)[0]}, {})
    for _time in range(one["times"]):
        story = telling.send_story(told, code=None, by=_nobody())
        Story.objects.filter(pk=story.pk).update(sent_on=day, state="read")
        StoryUse.objects.filter(story=story).update(changed_on=day)


def _equality(told: Any) -> None:
    """Answers about equality stand alone: each is made by itself."""
    for one in told:
        quarter = quarter_of(dates.in_quarter(one["quarter"]))
        EqualityAnswer.objects.bulk_create(
            EqualityAnswer(question=one["question"], answer=answer, quarter=quarter)
            for answer, times in one["answers"].items()
            for _time in range(times)
        )


def _theme(one: Any, people: dict[str, Person], partners: dict[str, Partner]) -> None:
    by = people[one["by"]]
    named = {name: one[name] for name in ("title", "said", "barriers", "service")}
    owned = {"owner": people[one["owner"]], "reply_by": _in_days(one["reply_in_days"])}
    theme = themes.gather_theme({**named, **owned, "partner": partners.get(one.get("partner", ""))}, by=by)
    for step in STEPS[one["state"]]:
        words = {"did": one["did"]} if step == "done" else {"because": one["because"]} if step == "declined" else {}
        themes.move_theme(theme, step, by=by, **words)
    if "published_by" in one:
        themes.publish_theme(theme, by=people[one["published_by"]])
    Theme.objects.filter(pk=theme.pk).update(made_at=F("made_at") - timedelta(days=60))

"""Who reads what came of asking: a course's page, the programme's, and that of somebody who leads; and the file of each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max
from django.urls import reverse
from django.utils.translation import gettext as _

from partnership.academy.models import Asking, Leading, Lot, Session
from partnership.academy.queries.asked_results import (
    BarrierTold,
    CourseChanged,
    InTheWay,
    Series,
    all_changed,
    in_the_way,
    led_by,
    series_of,
)
from partnership.academy.queries.saying import course_title, place_choices
from partnership.academy.rules import asked as rules
from partnership.accounts.models import Person
from partnership.core import pack
from partnership.core.components import ShownFigure
from partnership.core.exports import ListCell, ListExport
from partnership.core.pack import in_language
from partnership.partners.models import reach
from partnership.reading.queries.standing import words_that_stand

Tie = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class WordsShown:
    """What people wrote, of one course: made ready by readers, all together and in no order."""

    title: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ProgrammeChanged:
    """Everything that is told, course by course and by name; never in the order of a result."""

    courses: tuple[CourseChanged, ...]
    places: tuple[InTheWay, ...]  # what got in the way: of all, where they may see it, and of each place that they lead
    words: tuple[WordsShown, ...]
    sees_trainers: bool


def programme_changed(person: Person) -> ProgrammeChanged:
    """Show it to whoever runs the programme; a lead of places sees what got in the way of their places alone."""
    held, lots = reach(person), list(Lot.objects.order_by("-pk"))
    places = [one for one in place_choices() if held.runs_programme or one[0] in held.led_places]
    told = [in_the_way(lots, _("Everywhere"))] if held.runs_programme else []
    told += [in_the_way([one for one in lots if one.place == code], name, code) for code, name in places]
    words = words_shown(lots) if held.runs_programme else ()
    return ProgrammeChanged(all_changed(), tuple(told), words, held.runs_programme)


def words_shown(lots: Iterable[Lot]) -> tuple[WordsShown, ...]:
    """Give the words of each lot that has any to show, in the order that chance gave them."""
    several = [one for one in lots if one.words_open]
    said = words_that_stand(key for one in several for key in one.words_open or ())
    found = ((one, tuple(said[key] for key in one.words_open or () if key in said)) for one in several)
    return tuple(WordsShown(course_title(one.course), words) for one, words in found if words)


@dataclass(frozen=True, slots=True)
class TrainerChanged:
    """What people said of sessions that somebody led: theirs to read, and the programme's."""

    name: str
    series: tuple[Series, ...]
    least: int


def trainer_changed(person: Person) -> TrainerChanged:
    """Show it."""
    return TrainerChanged(person.name, series_of(led_by(person)), rules.academy().terms.counted_from)


@dataclass(frozen=True, slots=True)
class Trainer:
    """Somebody who led sessions that are told of. No number stands here: nobody is put in an order but by name."""

    pk: int
    name: str


def trainers() -> tuple[Trainer, ...]:
    """Give everybody who has such a page, by name."""
    led = Leading.objects.standing().filter(session__asking__lot__by_trainer=True, task="facilitates")
    found = Person.objects.filter(pk__in=led.values("person")).order_by("name", "pk")
    return tuple(Trainer(one.pk, one.name) for one in found)


def trainer(pk: int) -> Person | None:
    """Give somebody who has such a page."""
    return Person.objects.filter(pk=pk).filter(pk__in=[one.pk for one in trainers()]).first()


# --- the address, for whoever leads


@dataclass(frozen=True, slots=True)
class AddressPage:
    """The address that whoever leads can hand on, and when people can answer."""

    session: int
    title: str
    href: str  # none: nobody is asked yet
    stretches: tuple[tuple[str, datetime, datetime], ...]


def address_page(session: Session) -> AddressPage:
    """Show it. How many answered stands nowhere."""
    asking = Asking.objects.filter(session=session).select_related("session").first()
    waves = {"before": _("Before"), "after": _("After"), "later": _("Three months later")}
    found = [(words, rules.stretch(asking, wave)) for wave, words in waves.items()] if asking else []
    return AddressPage(
        session.pk,
        course_title(session.course) if session.course else session.title,
        reverse("answer-asked", kwargs={"link": asking.link_secret}) if asking else "",
        tuple((words, *one) for words, one in found if one),
    )


# --- raising an Action


@dataclass(frozen=True, slots=True)
class ToRaise:
    """What an Action would be about."""

    key: str
    text: str
    ties: tuple[Tie, ...]
    raised_from: Tie


def to_raise(key: str) -> ToRaise | None:
    """Give what gets in the way with the standards that it is about; nothing where nobody was asked."""
    found = rules.barrier_of(key)
    if found is None:
        return None
    text, standards = found
    origin = (f"urn:heartwood:academy.barrier:{key}", text, "")
    return ToRaise(key, text, tuple(one for each in standards for one in _standard_tie(each)), origin)


def _standard_tie(key: str) -> Iterator[Tie]:
    content = pack.current()
    standard = content.framework.standard(key) if content.framework else None
    if standard and content.framework:
        page = f"/framework/{content.framework.key}/{key}/"
        yield standard.urn, in_language(standard.title), page


def is_about(key: str) -> bool:
    """Whether anything that people are asked about is about a standard."""
    content = pack.current().academy
    bank = content.bank if content else None
    items = bank.items(tuple(bank.instruments)) if bank else ()
    return bool(key) and any(key in choice.standards for _each, item in items for choice in item.choices)


def made_from() -> str:
    """Name the lots there are: a page that is kept is kept under it."""
    last = Lot.objects.aggregate(last=Max("pk"))["last"]
    return f"lots:{last or 'none'}"


def about_standard(key: str) -> tuple[BarrierTold, ...]:
    """Give what people said gets in the way of practice and this standard is about; nothing before anything is told."""
    bank = rules.academy().bank if is_about(key) else None
    lots = list(Lot.objects.filter(version=bank.version)) if bank else []
    return tuple(one for one in in_the_way(lots, "").rows if key in one.standards) if lots else ()


# --- files


def changed_export(found: CourseChanged) -> ListExport:
    """Give everything that is told of a course as a table."""
    return _export(("changed", found.course), [row for one in found.series for row in _series_rows(one)])


def trainer_export(found: TrainerChanged) -> ListExport:
    """Give what is told of somebody's sessions as a table."""
    return _export(("changed", "sessions-i-led"), [row for one in found.series for row in _series_rows(one)])


def _export(name: tuple[str, ...], rows: list[list[ListCell]]) -> ListExport:
    about = _(
        "What people said before training, after it and three months later, without a name. Everything is rounded to "
        "fives and told from ten people on; too few is never a nought. “Matched” are people whose two answers have the "
        "same code; the rest share nobody with them. Nobody who was not trained was asked, so a change is no cause. "
        "Feeling sure is not doing it. Who answered may differ from who did not."
    )
    columns = ("course", "edition", "questions", "when", "who", "question", "answer", "figure", "doubt", "method")
    return ListExport(name, about, columns, rows)


def _series_rows(one: Series) -> Iterator[list[ListCell]]:
    start: list[ListCell] = [one.course, one.edition, one.version]
    for answered in one.answered:
        yield [*start, answered.wave, _("everybody"), _("how many answered"), "", *_cells(answered.figure, "lots")]
    for each in (*one.knowledge, *one.confidence):
        matched = _("matched")
        yield [*start, _("before"), matched, each.told, "", *_cells(each.before, "wilson")]
        yield [*start, _("after"), matched, each.told, "", *_cells(each.after, "wilson")]
        yield [*start, _("change"), matched, each.told, "", *_cells(each.change, "paired-change")]
        if each.steps:
            yield [*start, _("steps"), matched, each.told, "", *_cells(each.steps, "mean-change")]
        yield [*start, _("before"), _("the rest"), each.told, "", *_cells(each.rest_before, "wilson")]
        yield [*start, _("after"), _("the rest"), each.told, "", *_cells(each.rest_after, "wilson")]
    for told in (*one.reaction, *one.transfer, *one.barriers):
        for choice in told.choices:
            yield [*start, "", _("everybody"), told.ask, choice.text, *_cells(choice.figure, "wilson")]


def _cells(figure: ShownFigure, method: str) -> list[ListCell]:
    return [figure.value_words, figure.interval_words.strip("()"), method]

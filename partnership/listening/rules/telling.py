"""What may be sent and saved by somebody without a name: anything of what is asked, or nothing of it but one word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from partnership.accounts.models import Person, System
from partnership.core import pack
from partnership.core.refusals import Refusal
from partnership.listening.models import CameBy, GroupSize, Kept, Purpose, Story, Under18
from partnership.listening.rules.told import PARTS, Told, is_kind, who_is_kept_out
from partnership.partners.models import IN_DIRECTORY, Partner
from partnership.reading.models import MOST_WRITTEN

SEASONS = ("winter", "spring", "summer", "autumn")
BEFORE = "before"
YEARS_BACK = 5
NOT_FOR_CHILDREN = (Purpose.PUBLISH, Purpose.QUOTE)
MOST_KEPT_OUT = 40
MOST_SAVED = 60_000  # letters of a draft, of which the words themselves are at most 4,000
_SEASON = re.compile(r"(20\d\d)(?:-(winter|spring|summer|autumn))?")


class NotAsAsked(Refusal):
    """What came is nothing that a page of ours can have sent."""

    status = 400


class NothingTold(Refusal):
    """Every question was passed."""

    status, key = 400, "look-over.nothing"


class SentBefore(Refusal):
    """It was sent already, otherwise."""

    status, key = 409, "sent-before"


def check_can_send_story(person: Person, told: Told) -> None:
    """Somebody without a name, or whoever types in paper: as asked, and with something in it."""
    if told.came_by != CameBy.PAPER:
        _check_is_nobody(person)
    check_as_asked(told)
    if not (told.barriers or any(told.words.values())):
        raise NothingTold(_("There is nothing in it yet. Choose one thing that got in the way, or write a word."))


def check_is_the_same(story: Story, lookup: str | None) -> None:
    """What comes a second time comes with the same code, or we would give somebody a code that opens nothing."""
    if story.code_secret != lookup:
        raise SentBefore(_("This was sent already. If you were given a code then, that is the one that works."))


def check_can_save_draft(person: Person, told_json: str) -> None:
    """Somebody without a name; as much as telling can be, and no more."""
    _check_is_nobody(person)
    if len(told_json) > MOST_SAVED:
        raise NotAsAsked(_("This is more than can be saved. 1,000 letters fit in each box."))


def check_can_answer_equality(person: Person, answers: dict[str, str]) -> None:
    """Somebody without a name, with answers that we offer."""
    _check_is_nobody(person)
    _check_equality(answers)


def check_as_asked(told: Told) -> None:
    """Only what is asked, as it is asked, and nothing of a child's that they cannot be asked for."""
    for _wrong in _not_as_asked(told):
        raise NotAsAsked(_("Something on this page was changed on its way. Begin again, or go back one page."))
    if any(len(words) > MOST_WRITTEN for words in told.words.values()):
        raise NotAsAsked(_("1,000 letters fit in each box. Nothing was sent, and nothing is lost: make it shorter."))
    if told.under_18 == Under18.YES and set(told.uses) & set(NOT_FOR_CHILDREN):
        raise Refusal(_("Nothing from somebody under 18 is published because a box was ticked here."))
    _check_equality(dict(told.equality))


def _check_equality(answers: dict[str, str]) -> None:
    questions = _content().equality
    if any(key not in questions or one not in questions[key].answers for key, one in answers.items()):
        raise NotAsAsked(_("There is no such answer. Choose one of the lines, or pass the question."))


def _check_is_nobody(person: Person) -> None:
    if person.system != System.WITHOUT_ACCOUNT:
        raise Refusal(_("Nobody tells us something by name here."))


def _content() -> pack.Listening:
    listening = pack.current().listening
    if listening is None:
        raise Refusal(_("Nobody is asked to tell anything here."))
    return listening


def _not_as_asked(told: Told) -> Iterator[str]:
    """Name each answer that is none of those offered."""
    content, now = _content(), pack.current()
    offered = {
        "under_18": told.under_18 in ("", *Under18.values),
        "barriers": len(set(told.barriers)) == len(told.barriers) and set(told.barriers) <= set(content.barriers),
        "service": told.service in ("", *content.services),
        "place": told.place in ("", *(one.code for one in now.districts)),
        "stage": told.stage in ("", *now.stages),
        "season": is_season(told.season),
        "words": set(told.words) <= set(PARTS),
        "uses": set(told.uses) <= set(Purpose.values),
        "language": told.language in now.telling,
        "came_by": told.came_by in CameBy.values,
        "group_size": told.group_size in ("", *GroupSize.values)
        and (told.came_by == CameBy.GROUP or not told.group_size),
        "partner": told.partner is None or partners_to_name().filter(pk=told.partner).exists(),
        "never": _are_kept_out((*told.never, *told.never_own)),
    }
    yield from (name for name, is_right in offered.items() if not is_right)


def _are_kept_out(never: tuple[str, ...]) -> bool:
    if len(never) > MOST_KEPT_OUT or not all(map(is_kind, never)):
        return False
    named = [who_is_kept_out(one) for one in never]
    partners = {which for kind, which in named if kind == Kept.PARTNER}
    if not all(which.isdecimal() and len(which) < 19 for which in partners):
        return False
    known = {Kept.SERVICE: pack.current().sectors, Kept.ROLE: _content().jobs}
    if any(which not in known[kind] for kind, which in named if kind in known):  # type: ignore[index]
        return False
    return not partners or partners_to_name().filter(pk__in=partners).count() == len(partners)


def partners_to_name() -> QuerySet[Partner]:
    """Give the organisations that somebody can name: those that anybody finds in the directory."""
    return Partner.objects.filter(state__in=IN_DIRECTORY, listed=True)


def seasons(today: date | None = None) -> tuple[str, ...]:
    """Give the seasons and years that somebody can choose from, the newest first; a day would show who they are.

    >>> seasons(date(2026, 11, 29))[:4]
    ('2026-autumn', '2026-summer', '2026-spring', '2026-winter')
    >>> seasons(date(2026, 11, 29))[-2:]
    ('2021', 'before')
    """
    now = today or timezone.localdate()
    # Winter is said of the year in which it ends: December belongs to the next.
    year, place = (now.year + 1, 0) if now.month == 12 else (now.year, now.month // 3)
    newest = [f"{year}-{one}" for one in reversed(SEASONS[: place + 1])]
    earlier = [f"{year - 1}-{one}" for one in reversed(SEASONS)]
    return (*newest, *earlier, *(str(year - back) for back in range(2, YEARS_BACK + 1)), BEFORE)


def is_season(season: str) -> bool:
    """Whether this is a season or a year, or "before".

    >>> is_season("2026-autumn"), is_season("2026"), is_season("before"), is_season(""), is_season("2026-11-29")
    (True, True, True, True, False)
    """
    return season in ("", BEFORE) or bool(_SEASON.fullmatch(season))


def quarter_of(day: date) -> str:
    """Give the quarter of a day.

    >>> quarter_of(date(2026, 11, 29))
    '2026-Q4'
    """
    return f"{day.year}-Q{(day.month + 2) // 3}"

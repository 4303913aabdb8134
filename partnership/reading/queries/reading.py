"""What a reader has before them: the words while they stand open, what was made of them, and who opened them again."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from heartwood.disclosure.recognising import Risk, recognisable, say_risk
from partnership.accounts.models import Person
from partnership.core import pack, sealing
from partnership.core.models import sealed
from partnership.core.refusals import why_not
from partnership.reading.models import Opening, Text, Use, Version, looks_after_safety
from partnership.reading.queries.queue import language_words, part_words
from partnership.reading.rules import queue, versions

STANDING = ("ready", "approved")


@dataclass(frozen=True, slots=True)
class OpeningSeen:
    """That somebody opened the words again, as whoever wrote them can read it too."""

    on: date
    who: str
    why: str


@dataclass(frozen=True, slots=True)
class VersionSeen:
    """What was made ready of the words."""

    pk: int
    use: str
    use_words: str
    state_words: str
    words: str
    risks: tuple[str, ...]
    made_on: date


@dataclass(frozen=True, slots=True)
class TextSeen:
    """One text as a reader sees it; `words` only while it stands open before them."""

    pk: int
    href: str
    part: str
    language: str
    language_key: str
    direction: str
    state: str
    state_words: str
    arrived_on: date
    criticality: int | None
    is_open: bool
    words: str
    lost: str  # why the words cannot be opened at all
    uses: tuple[str, ...]  # for which it may be made ready on its own page
    versions: tuple[VersionSeen, ...]
    openings: tuple[OpeningSeen, ...]
    may: Mapping[str, str]  # by name of the deed: why not; empty where they may


def texts_seen(texts: Iterable[Text], person: Person) -> tuple[TextSeen, ...]:
    """Show texts; `words` of those that stand open."""
    custody = why_not(versions.check_has_custody, person)
    return tuple(_seen(text, person, custody) for text in texts)


def text_seen(text: Text, person: Person) -> TextSeen:
    """Show one text to somebody who may know of it."""
    return texts_seen([text], person)[0]


def _seen(text: Text, person: Person, custody: str) -> TextSeen:
    is_open = versions.may_see_words(person, text)
    words, lost = _words(text) if is_open else ("", "")
    return TextSeen(
        pk=text.pk,
        href=text.href,
        part=part_words(text.part),
        **_language(text.language),
        state=text.state,
        state_words=str(text.get_state_display()),
        arrived_on=text.arrived_on,
        criticality=text.criticality,
        is_open=is_open,
        words=words,
        lost=lost,
        uses=tuple(versions.ONLY_FOR.get(text.part, (Use.INSIDE, Use.SERVICE))),
        versions=tuple(_version(one) for one in text.versions.all() if one.state in STANDING),
        openings=tuple(map(_opening, text.openings.all())),
        may=_may(text, person, custody),
    )


def _language(key: str) -> dict[str, str]:
    return {"language": language_words(key), "language_key": key, "direction": _direction(key)}


def _may(text: Text, person: Person, custody: str) -> dict[str, str]:
    # A text is shown to nobody who is close to whom it concerns, so that need not be asked of each again.
    is_open = why_not(versions.check_is_open, person, text)
    return {
        "read": why_not(queue.check_is_reading, person, [text]),
        "fold": why_not(queue.check_folds_now, person, text),
        "unfold": why_not(queue.check_unfolds_now, text),
        "open": custody or why_not(versions.check_opens_now, text),
        "raise": "" if looks_after_safety(person) else is_open,
        "make": is_open,
    }


def _direction(language: str) -> str:
    told = pack.current().telling.get(language)
    return told.direction if told else "ltr"


def _words(row: Text | Version) -> tuple[str, str]:
    try:
        return sealed.read(row, "sealed"), ""
    except sealing.KeyLost as lost:
        return "", str(lost)


def _version(one: Version) -> VersionSeen:
    return VersionSeen(
        pk=one.pk,
        use=one.use,
        use_words=str(one.get_use_display()),
        state_words=str(one.get_state_display()),
        words=_words(one)[0],
        risks=tuple(map(risk_name, one.risks)),
        made_on=timezone.localdate(one.made_at),
    )


def _opening(one: Opening) -> OpeningSeen:
    return OpeningSeen(timezone.localdate(one.opened_at), str(one.opened_by), one.why)


def risk_name(key: str) -> str:
    """Name a kind of sign."""
    names = {
        "names": _("perhaps a name"),
        "ages": _("an age"),
        "dates": _("a date"),
        "numbers": _("a number"),
        "relations": _("who belongs to whom"),
        "places": _("a place"),
        "few": _("few others told the same"),
    }
    return names.get(key, key)


@dataclass(frozen=True, slots=True)
class RiskSeen:
    """One kind of sign, in a sentence."""

    key: str
    sentence: str


@dataclass(frozen=True, slots=True)
class VersionPage:
    """The original beside what others will read."""

    text: TextSeen
    use: str
    use_words: str
    start: str  # what stands in the field at first
    jobs: tuple[str, ...]  # what may stand in place of a name
    risks: tuple[RiskSeen, ...]  # in the original
    refused: str  # why it cannot be made; empty where it can


def version_page(
    text: Text, use: str, person: Person, *, alike: int | None = None, child: bool = False, places: Collection[str] = ()
) -> VersionPage:
    """Show the original and what may be left of it for one use."""
    versions.check_sees_words(person, text)
    seen = text_seen(text, person)
    earlier = next((one.words for one in reversed(seen.versions)), "")
    return VersionPage(
        text=seen,
        use=use,
        use_words=str(Use(use).label),
        start=earlier or seen.words,
        jobs=instead_of_names(),
        risks=risks_seen(risks_in(seen.words, alike=alike, places=places)),
        refused=why_not(versions.check_use, text, use)
        or why_not(versions.check_second_look, person, text, use, child=child),
    )


def instead_of_names() -> tuple[str, ...]:
    """Give what may stand in place of a name, in the language of the page and in English."""
    said = pack.current().safeguarding
    if said is None:
        return ()
    return tuple(dict.fromkeys([*map(pack.in_language, said.instead_of_names), *map(str, said.instead_of_names)]))


def risks_in(words: str, *, alike: int | None = None, places: Collection[str] = ()) -> tuple[Risk, ...]:
    """Look for what could show who wrote something."""
    listening = pack.current().listening
    known = [str(area.name) for area in pack.current().districts]
    return recognisable(
        words, alike=alike, enough=listening.promise.counted_from if listening else 10, places=[*known, *places]
    )


def risks_seen(risks: Iterable[Risk]) -> tuple[RiskSeen, ...]:
    """Say each in a sentence."""
    return tuple(RiskSeen(one.key, say_risk(one, _)) for one in risks)

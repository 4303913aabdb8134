"""Listening: from plain content to what is asked of whoever tells, what is promised to them, and the words per language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from heartwood.pack.files import CODE_WORDS, LISTENING, SAFEGUARDING, TELLING, Layers, load
from heartwood.pack.making import Content, maybe_day, maybe_words, texts, words
from heartwood.pack.shapes import Words


@dataclass(frozen=True, slots=True)
class Barrier:
    """Something that gets in the way of care or help."""

    key: str
    name: Words
    about: Words
    children: Words | None  # the same in children's words
    standards: tuple[str, ...]  # of the framework, that are about it


@dataclass(frozen=True, slots=True)
class ServiceKind:
    """A kind of service that somebody can have met."""

    key: str
    name: Words
    sector: str
    complain: Words | None  # how and where a complaint is made, with free help


@dataclass(frozen=True, slots=True)
class Promise:
    """What is promised. Days are working days unless they say otherwise."""

    read_within: int
    acknowledge_within: int
    answer_within: int
    others: int  # so many say the same before a story that waits for others is told
    counted_from: int
    draft_days: int  # calendar days, like those below
    raw_days: int
    approved_days: int
    counted_days: int


@dataclass(frozen=True, slots=True)
class MustBeReady:
    """One thing that must be in order before anybody is asked to tell anything."""

    key: str
    name: Words
    about: Words
    template: str  # a file of docs/assurance, or nothing


@dataclass(frozen=True, slots=True)
class EqualityQuestion:
    """A question about equality: asked apart, counted apart, never needed."""

    key: str
    text: Words
    answers: Mapping[str, Words]


@dataclass(frozen=True, slots=True)
class Listening:
    """What is asked and promised where people are heard."""

    barriers: Mapping[str, Barrier]
    services: Mapping[str, ServiceKind]
    jobs: Mapping[str, Words]  # for "never somebody in this job"
    promise: Promise
    must_be_ready: Mapping[str, MustBeReady]
    equality: Mapping[str, EqualityQuestion]
    paper_to: Words | None  # where sheets of paper are sent, closed; nothing: nobody opens letters here
    leave_to: str  # where somebody lands who leaves fast
    code_words: tuple[str, ...] = ()  # six of them are a code


@dataclass(frozen=True, slots=True)
class PassTo:
    """Somebody to whom a concern is passed on: never those whom it is about."""

    key: str
    name: Words
    about: Words
    fits: tuple[str, ...]  # the kinds of concern


@dataclass(frozen=True, slots=True)
class Safeguarding:
    """What is done, said and never asked when somebody may be in danger, and within how many hours."""

    checked: date | None  # by a safeguarding lead
    opens: int  # the hours of the clock between which hours count, on working days
    closes: int
    decide_within: Mapping[str, int]  # hours, by kind of concern
    first: Words
    steps: tuple[Words, ...]
    say: tuple[Words, ...]
    never_ask: tuple[Words, ...]
    never_tell: Words
    pass_to: Mapping[str, PassTo]
    instead_of_names: tuple[Words, ...]  # "nurse", in place of who it was


@dataclass(frozen=True, slots=True)
class TellingWords:
    """Everything that is said to whoever tells, in one language; open only once people have checked it."""

    language: str
    name: str  # of the language, in itself
    direction: str  # ltr or rtl
    checked: Mapping[str, date | None]  # safety, consent, safeguarding: the day on which a person checked those words
    said: Mapping[str, str]

    @property
    def is_checked(self) -> bool:
        """Whether people who speak the language have checked every word that safety hangs on."""
        return bool(self.checked) and all(self.checked.values())


def lacking(listening: Listening, telling: Mapping[str, TellingWords], language: str) -> tuple[str, ...]:
    """Name what a language does not say yet and English does: keys of `said`, and names in the file of what is asked."""
    words_said = telling[language].said if language in telling else {}
    said = tuple(key for key in telling["en"].said if key not in words_said) if "en" in telling else ()
    return said + tuple(name for name, one in _named(listening) if language not in one.translations)


def _named(listening: Listening) -> Iterator[tuple[str, Words]]:
    """Give everything in the file of what is asked that somebody reads while telling, under a name to find it by."""
    for barrier in listening.barriers.values():
        yield f"barriers.{barrier.key}.name", barrier.name
        yield f"barriers.{barrier.key}.about", barrier.about
        if barrier.children:
            yield f"barriers.{barrier.key}.children", barrier.children
    for service in listening.services.values():
        yield f"services.{service.key}.name", service.name
        if service.complain:
            yield f"services.{service.key}.complain", service.complain
    yield from ((f"jobs.{key}", name) for key, name in listening.jobs.items())
    for question in listening.equality.values():
        yield f"equality.{question.key}.text", question.text
        yield from ((f"equality.{question.key}.{key}", name) for key, name in question.answers.items())


def read_listening(layers: Layers) -> Listening | None:
    """Read what is asked and promised; nothing where a pack does not listen."""
    if not layers.find(LISTENING).is_file():
        return None
    content = load(layers.find(LISTENING), LISTENING)
    return Listening(
        barriers={one["key"]: _barrier(one) for one in content["barriers"]},
        services={one["key"]: _service(one) for one in content["services"]},
        jobs={key: words(name) for key, name in content["jobs"].items()},
        promise=Promise(**content["promise"]),
        must_be_ready={one["key"]: _ready(one) for one in content["must_be_ready"]},
        equality={one["key"]: _question(one) for one in content["equality"]},
        paper_to=maybe_words(content.get("paper_to")),
        leave_to=content["leave_to"],
        code_words=_code_words(layers),
    )


def read_safeguarding(layers: Layers) -> Safeguarding | None:
    """Read what is done when somebody may be in danger; nothing where a pack does not listen."""
    if not layers.find(LISTENING).is_file():
        return None
    content = load(layers.find(SAFEGUARDING), SAFEGUARDING)
    lists: dict[str, Any] = {
        name: tuple(map(words, content[name])) for name in ("steps", "say", "never_ask", "instead_of_names")
    }
    return Safeguarding(
        checked=maybe_day(content["checked"]),
        **{name: content[name] for name in ("opens", "closes", "decide_within")},
        **texts(content, "first", "never_tell"),
        **lists,
        pass_to={one["key"]: _pass_to(one) for one in content["pass_to"]},
    )


def read_telling(layers: Layers) -> dict[str, TellingWords]:
    """Read the words for whoever tells, English first."""
    made = [_telling(load(layers.find(name), name)) for name in layers.several(TELLING)]
    return {one.language: one for one in sorted(made, key=lambda one: (one.language != "en", one.language))}


def read_code_words(text: str) -> tuple[str, ...]:
    """Give the words of the file, one a line; a line that begins with # says something about them."""
    lines = (line.strip() for line in text.splitlines())
    return tuple(line for line in lines if line and not line.startswith("#"))


def _code_words(layers: Layers) -> tuple[str, ...]:
    path = layers.find(CODE_WORDS)
    return read_code_words(path.read_text(encoding="utf-8")) if path.is_file() else ()


def _barrier(content: Content) -> Barrier:
    children = maybe_words(content.get("children"))
    said = texts(content, "name", "about")
    return Barrier(content["key"], **said, children=children, standards=tuple(content.get("standards", ())))


def _service(content: Content) -> ServiceKind:
    return ServiceKind(content["key"], words(content["name"]), content["sector"], maybe_words(content.get("complain")))


def _ready(content: Content) -> MustBeReady:
    return MustBeReady(content["key"], **texts(content, "name", "about"), template=content.get("template", ""))


def _pass_to(content: Content) -> PassTo:
    return PassTo(content["key"], **texts(content, "name", "about"), fits=tuple(content["fits"]))


def _question(content: Content) -> EqualityQuestion:
    answers = {key: words(name) for key, name in content["answers"].items()}
    return EqualityQuestion(content["key"], words(content["text"]), answers)


def _telling(content: dict[str, Any]) -> TellingWords:
    return TellingWords(
        language=content["language"],
        name=content["name"],
        direction=content["direction"],
        checked={key: maybe_day(day) for key, day in content["checked"].items()},
        said={str(key): str(text) for key, text in content["said"].items()},
    )

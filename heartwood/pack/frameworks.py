"""The framework: from plain content to editions, and the hash of the words that people answered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from heartwood.pack.commitments import content_hash
from heartwood.pack.editions import (
    Carried,
    Domain,
    EditionMapping,
    FrameworkEdition,
    Guidance,
    Outside,
    Seat,
    SeatWording,
    Standard,
)
from heartwood.pack.files import FRAMEWORK, MAPPINGS, Layers, load
from heartwood.pack.making import Content, day, maybe_words, texts, words
from heartwood.pack.shapes import Words

_ASKED = ("edition", "title", "levels", "seats", "domains")  # of an edition, that nobody may change once it is offered
_FREE = ("clauses", "serves", "topics")  # of a standard, that may be bettered: nobody answers them


def read_frameworks(pack: str, layers: Layers) -> dict[str, FrameworkEdition]:
    """Read every edition of the framework, the oldest first."""
    made = [_read_edition(pack, layers, folder) for folder in layers.folders(FRAMEWORK) if folder != MAPPINGS]
    return {one.key: one for one in sorted(made, key=lambda one: (one.published, one.key))}


def _read_edition(pack: str, layers: Layers, folder: str) -> FrameworkEdition:
    first = f"{folder}/edition.yaml"
    domains = [load(layers.find(name), name) for name in layers.several(folder) if name != first]
    return _edition(pack, load(layers.find(first), first), domains)


def _edition(pack: str, content: Content, domains: Iterable[Content]) -> FrameworkEdition:
    order = [one["key"] for one in content["domains"]]
    settled = sorted(domains, key=lambda one: order.index(one["domain"]) if one["domain"] in order else len(order))
    return FrameworkEdition(
        key=content["edition"],
        urn=f"urn:heartwood:framework:{pack}:{content['edition']}",
        **texts(content, "title", "about", "provenance"),
        status=content["status"],
        published=day(content["published"]),
        licence=content["licence"],
        reviewed_by=maybe_words(content.get("reviewed_by")),
        known=_several(content.get("known")),
        sectors=tuple(content["sectors"]),
        **_parts(content),
        standards=tuple(_standard(pack, one["domain"], each) for one in settled for each in one["standards"]),
        frozen=dict(content.get("frozen") or {}),
        sha256=asked_hashes(content, settled),
        kind=content.get("kind", "framework"),
        scoring=content.get("scoring"),  # nobody answers it, so it is not frozen
    )


def _parts(content: Content) -> dict[str, Any]:
    return {
        "levels": _several(content["levels"]),
        "seats": {
            one["key"]: Seat(one["key"], **texts(one, "name", "about"), anonymous=one["anonymous"])
            for one in content["seats"]
        },
        "domains": {one["key"]: Domain(one["key"], **texts(one, "name", "about")) for one in content["domains"]},
        "outside": {one["key"]: _outside(one) for one in content.get("outside", ())},
    }


def _outside(content: Content) -> Outside:
    return Outside(
        key=content["key"],
        publisher=content["publisher"],
        page=content["page"],
        **texts(content, "name", "licence", "about"),
        parts={key: words(name) for key, name in content["parts"].items()},
    )


def _standard(pack: str, domain: str, content: Content) -> Standard:
    return Standard(
        key=content["key"],
        urn=f"urn:heartwood:framework:{pack}:{content['key']}",
        domain=domain,
        **texts(content, "title", "statement", "why"),
        principles=tuple(content["principles"]),
        levels=_several(content["levels"]),
        seats={seat: SeatWording(words(one["asks"]), _several(one.get("levels"))) for seat, one in _seats(content)},
        guidance=tuple(Guidance(tuple(one["sectors"]), words(one["text"])) for one in content.get("guidance", ())),
        evidence=_several(content.get("evidence")),
        clauses=tuple(content.get("clauses", ())),
        serves={key: tuple(parts) for key, parts in content.get("serves", {}).items()},
        topics=_several(content.get("topics")),
    )


def _seats(content: Content) -> Iterator[tuple[str, Content]]:
    yield from content["seats"].items()


def _several(contents: Iterable[Mapping[str, str]] | None) -> tuple[Words, ...]:
    return tuple(words(one) for one in contents or ())


def asked_hashes(content: Content, domains: Iterable[Content]) -> dict[str, str]:
    """Give, for each language, the SHA-256 of every word of an edition that people read before they answer.

    Each language has its own: a translation can be added to an edition that is frozen in another language.
    """
    standards = [
        {"domain": one["domain"], **{name: part for name, part in each.items() if name not in _FREE}}
        for one in domains
        for each in one["standards"]
    ]
    asked = {**{name: content[name] for name in _ASKED}, "standards": standards}
    return {language: content_hash(_in_language(asked, language)) for language in sorted(_languages(asked))}


def _languages(content: Any) -> set[str]:
    if isinstance(content, dict):
        return set(content) if "en" in content else _languages(list(content.values()))
    return set().union(*map(_languages, content)) if isinstance(content, list) else set()


def _in_language(content: Any, language: str) -> Any:
    if isinstance(content, dict):
        if "en" in content:
            return content.get(language)
        return {key: _in_language(part, language) for key, part in content.items()}
    return [_in_language(part, language) for part in content] if isinstance(content, list) else content


def read_mappings(layers: Layers) -> dict[tuple[str, str], EditionMapping]:
    """Read how answers are carried between editions, by the older and the newer one."""
    made = [_mapping(load(layers.find(name), name)) for name in layers.several(MAPPINGS)]
    return {(one.old, one.new): one for one in made}


def _mapping(content: Content) -> EditionMapping:
    carried = tuple(
        Carried(one["became"], tuple(one["before"]), tuple(one["after"]), maybe_words(one.get("why")))
        for one in content["carried"]
    )
    return EditionMapping(content["from"], content["to"], words(content["about"]), carried)

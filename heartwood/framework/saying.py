"""Every sentence about the Framework's numbers: one wording for pages, files and papers.

Each function takes ``translate``, which is given the English text and gives it in the reader's language. Names and
numbers are put in afterwards, so that a translator sees the whole sentence.
"""

from __future__ import annotations

from collections.abc import Mapping

from heartwood.disclosure.opening import Table
from heartwood.estimates import Estimate
from heartwood.framework.gaps import Told, told
from heartwood.framework.movement import Smallest
from heartwood.framework.noticing import Kind as What
from heartwood.framework.noticing import Noticed
from heartwood.framework.scoring import Combining, How, Scoring
from heartwood.framework.sensitivity import Changed, Kind
from heartwood.sentences import sentence
from heartwood.wording import Translate

_GAPS = {
    Told.HIGHER: sentence("{one} see it higher than {other}: in about {value} of 100 pairs, between {low} and {high}."),
    Told.LOWER: sentence("{one} see it lower than {other}: in about {value} of 100 pairs, between {low} and {high}."),
    Told.NOT_APART: sentence("We cannot tell {one} and {other} apart: so few people may differ by chance alone."),
}
_MOVEMENTS = {
    Told.HIGHER: sentence("Higher than last time: in about {value} of 100 pairs, between {low} and {high}."),
    Told.LOWER: sentence("Lower than last time: in about {value} of 100 pairs, between {low} and {high}."),
    Told.NOT_APART: sentence(
        "We cannot tell this from chance: with so few people, answers move that far by themselves."
    ),
}
_COMBINING = {
    How.MINIMUM: sentence("The level is the lowest of its standards."),
    How.MEDIAN: sentence("The level is the middle one of its standards; of two in the middle, the lower."),
    How.SHARE_AT_LEAST: sentence("The level is the highest that at least {share}% of its standards reach."),
    How.WEIGHTED_MEAN: sentence("The level is the mean of its standards, rounded down."),
}
_CHANGED = {
    Kind.COMBINED_OTHERWISE: sentence("If it were worked out otherwise ({what})"),
    Kind.OTHER_SHARE: sentence("If {to}% of the standards had to reach it"),
    Kind.WEIGHT_DOUBLED: sentence("If “{what}” weighed twice as much"),
    Kind.WITHOUT_CAP: sentence("Without the rule on “{what}”"),
    Kind.OTHER_CAP: sentence("If the rule on “{what}” stopped at level {to}"),
    Kind.WITHOUT_STANDARD: sentence("Without the standard “{what}”"),
}
_HOW = {
    How.MINIMUM: sentence("the lowest"),
    How.MEDIAN: sentence("the middle one"),
    How.SHARE_AT_LEAST: sentence("what all standards reach"),
    How.WEIGHTED_MEAN: sentence("the mean"),
}
_NOTICED = {
    What.UNHEARD: sentence(
        "You agreed on a level here, and people who use the service could not be heard on it: {what}."
    ),
    What.ABOVE_ALL: sentence("You agreed on a higher level than the middle answer of any seat: {what}."),
    What.AGREED_ALIKE: sentence("You agreed on the same level everywhere. Is it so, or was there too little time?"),
    What.SEAT_ALIKE: sentence("{what}: nearly all chose the same level everywhere. Did the questions fit them?"),
    What.OLD_EVIDENCE: sentence("Everything you can show that has a day is more than two years old. Is it still so?"),
}
_CAP = sentence("Never above level {level} without: {fact}.")
_WEIGHT = sentence("“{standard}” weighs {weight}.")


def _pairs(estimate: Estimate, verdict: Told) -> dict[str, str]:
    """Turn the share round where it is low, so that the number said is always the larger side's."""
    value, low, high = estimate.value or 0.0, estimate.low or 0.0, estimate.high or 0.0
    if verdict is Told.LOWER:
        value, low, high = 100 - value, 100 - high, 100 - low
    return {"value": f"{value:.0f}", "low": f"{low:.0f}", "high": f"{high:.0f}"}


def say_gap(estimate: Estimate, one: str, other: str, translate: Translate = str) -> str:
    """Say how one seat stands to another, or that they cannot be told apart, or why there is nothing to say.

    >>> from heartwood.framework.gaps import gap
    >>> say_gap(gap((0, 0, 0, 1, 2), (1, 4, 4, 2, 1)), "Leaders", "staff")
    'Leaders see it higher than staff: in about 92 of 100 pairs, between 50 and 99.'
    """
    verdict = told(estimate)
    if verdict is Told.CANNOT_SAY:
        return translate(estimate.why)
    return translate(_GAPS[verdict]).format(one=one, other=other, **_pairs(estimate, verdict))


def say_movement(estimate: Estimate, translate: Translate = str) -> str:
    """Say which way a seat moved since an earlier date, or that it cannot be told from chance."""
    verdict = told(estimate)
    if verdict is Told.CANNOT_SAY:
        return translate(estimate.why)
    return translate(_MOVEMENTS[verdict]).format(**_pairs(estimate, verdict))


def say_smallest(smallest: Smallest, translate: Translate = str) -> str:
    """Say the smallest change that could be told from chance at these sizes.

    >>> say_smallest(Smallest(9, 12, 1))
    'A rise can be told from chance if at least 9 of 12 people answer one level higher.'
    """
    if smallest.people is None:
        return translate(sentence("With so few people, no rise could be told from chance."))
    if smallest.levels == 1:
        words = sentence("A rise can be told from chance if at least {people} of {of} people answer one level higher.")
    else:
        words = sentence(
            "A rise can be told from chance if at least {people} of {of} people answer {levels} levels higher."
        )
    return translate(words).format(people=smallest.people, of=smallest.of, levels=smallest.levels)


def say_bar(table: Table, level: int, translate: Translate = str) -> str:
    """Say how many stand at a level (from 1) in a table that is open; nothing where it is silent.

    >>> from heartwood.disclosure.attacker import one_domain
    >>> from heartwood.disclosure.opening import open_seat
    >>> table = open_seat(one_domain(12, [(0, 0, 0, 1, 11)]), closed=True).opened.tables[0]
    >>> say_bar(table, 5), say_bar(table, 4)
    ('nearly all', 'few or none')
    """
    if not table.bars:
        return ""
    if table.nearly_all is not None:
        return translate(sentence("nearly all")) if level == table.nearly_all else translate(sentence("few or none"))
    about = table.bars[level - 1]
    return translate(sentence("about {number}")).format(number=about) if about else translate(sentence("few or none"))


def say_exactly(table: Table, level: int, translate: Translate = str) -> str:
    """Say how many stand at a level (from 1) in a table of people who answered by name.

    >>> from heartwood.disclosure.opening import Answers, Domain, open_by_name
    >>> table = open_by_name(Answers(3, (Domain("safety", ("calm",), ((0, 0, 0, 1, 2),)),))).tables[0]
    >>> say_exactly(table, 5), say_exactly(table, 1)
    ('2 of 3', 'nobody')
    """
    if not table.counts:
        return ""
    count, of = table.counts[level - 1], sum(table.counts)
    return translate(sentence("{count} of {of}")).format(count=count, of=of) if count else translate(sentence("nobody"))


def say_noticed(noticed: Noticed, names: Mapping[str, str], translate: Translate = str) -> str:
    """Say one thing that a meeting may want to look at again. `names` are the reader's words for standards and seats.

    >>> say_noticed(Noticed(What.SEAT_ALIKE, ("staff",)), {"staff": "People who work here"})
    'People who work here: nearly all chose the same level everywhere. Did the questions fit them?'
    """
    return translate(_NOTICED[noticed.kind]).format(what="; ".join(names.get(key, key) for key in noticed.what))


def say_formula(scoring: Scoring, names: Mapping[str, str], translate: Translate = str) -> str:
    """Say a scoring as a formula in words. `names` are the reader's words for standards and facts.

    >>> from heartwood.framework.scoring import Cap
    >>> rule = Scoring(Combining(How.MINIMUM), (Cap(3, "lived_experience"),))
    >>> say_formula(rule, {"lived_experience": "the voice of people with lived experience"})
    'The level is the lowest of its standards. Never above level 3 without: the voice of people with lived experience.'
    """
    said = [translate(_COMBINING[scoring.combining.how]).format(share=f"{100 * scoring.combining.share:g}")]
    said += _weights(scoring.combining, names, translate)
    said += [translate(_CAP).format(level=cap.at_most, fact=names.get(cap.unless, cap.unless)) for cap in scoring.caps]
    return " ".join(said)


def _weights(combining: Combining, names: Mapping[str, str], translate: Translate) -> list[str]:
    if combining.how is not How.WEIGHTED_MEAN:
        return []
    return [
        translate(_WEIGHT).format(standard=names.get(standard, standard), weight=f"{weight:g}")
        for standard, weight in combining.weights
    ]


def say_changed(changed: Changed, names: Mapping[str, str], translate: Translate = str) -> str:
    """Say what a level would be with one rule changed.

    >>> say_changed(Changed(Kind.WITHOUT_CAP, "lived_experience", None, 4, 1), {"lived_experience": "lived experience"})
    'Without the rule on “lived experience”: level 4 instead of 3.'
    """
    to = changed.to if changed.kind is not Kind.OTHER_SHARE else 100 * (changed.to or 0.0)
    what = names.get(changed.what, changed.what)
    if changed.kind is Kind.COMBINED_OTHERWISE:
        what = translate(_HOW[How(changed.what)])
    clause = translate(_CHANGED[changed.kind]).format(what=what, to=f"{to or 0.0:g}")
    if not changed.by:
        return translate(sentence("{clause}: still level {level}.")).format(clause=clause, level=changed.level)
    words = sentence("{clause}: level {level} instead of {before}.")
    return translate(words).format(clause=clause, level=changed.level, before=changed.level - changed.by)

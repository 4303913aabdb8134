"""What completes a course, in words, from the tree that says so as data."""

from __future__ import annotations

from django.utils.translation import gettext as _

from partnership.core.pack import Course, Part

_WHOLE = 100


def completes(course: Course) -> tuple[str, ...]:
    """Say what somebody does to complete it: every line is asked for."""
    part = course.completion
    return tuple(_said(one) for one in (part.parts if part.kind == "all" else (part,)))


def _said(part: Part) -> str:
    if part.kind == "any":
        return _("One of these: %(ways)s") % {"ways": _(" or ").join(_small(one) for one in part.parts)}
    if part.kind == "all":
        return "; ".join(_said(one) for one in part.parts)
    return {"attended": _attended(part.share), "reflection": _reflection(), "assessment": _assessment()}[part.kind]


def _small(part: Part) -> str:
    said = _said(part)
    return said[:1].lower() + said[1:]


def _attended(share: float) -> str:
    percent = round(_WHOLE * share)
    if percent == _WHOLE:
        return _("You are there for all of it")
    return _("You are there for at least %(percent)s%% of the time") % {"percent": percent}


def _reflection() -> str:
    return _("You write a few lines, for yourself, on what you take with you. Nobody else reads them")


def _assessment() -> str:
    return _("Whoever leads it sees that you can do what the course is about")


def counts_for(course: Course) -> str:
    """Say how long a completion counts."""
    if not course.valid_months:
        return _("It does not run out.")
    years, months = divmod(course.valid_months, 12)
    if months:
        return _("It counts for %(months)s months.") % {"months": course.valid_months}
    return _("It counts for a year.") if years == 1 else _("It counts for %(years)s years.") % {"years": years}

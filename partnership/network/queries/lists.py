"""The lists of the network's daily life, to take away: the same rows as on their pages."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from partnership.accounts.models import Person
from partnership.core.exports import ListCell, ListExport
from partnership.network.models import Announcement, Opportunity
from partnership.network.queries.announcements import told
from partnership.network.queries.together import _card
from partnership.network.queries.workstreams import workstreams


def workstreams_export(person: Person) -> ListExport:
    """Give every workstream that the person may see."""
    found = workstreams(person)
    return ListExport(
        name=("workstreams",),
        about=_("One row is one workstream: a group that works on one question."),
        columns=(_("Workstream"), _("Question"), _("Place"), _("Next date"), _("Has ended")),
        rows=[
            (one.name, one.question, one.place, localdate(one.next_at) if one.next_at else "", _yes(one.closed))
            for one in (*found.open, *found.closed)
        ],
    )


def _yes(so: bool) -> str:
    return _("yes") if so else _("no")


def announcements_export(person: Person) -> ListExport:
    """Give everything that was announced to the person and still stands, not only the newest."""
    rows = Announcement.objects.visible_to(person).exclude(published_at=None).filter(withdrawn_at=None)
    return ListExport(
        name=("announcements",),
        about=_("One row is one announcement that was published and not withdrawn, newest first."),
        columns=(_("Published"), _("Title"), _("Text"), _("By"), _("Sectors"), _("Places")),
        rows=_announced(rows.select_related("written_by").prefetch_related("audience"), person),
    )


def _announced(rows: Iterable[Any], person: Person) -> Iterable[tuple[ListCell, ...]]:
    for row in rows:
        one = told(row, person)
        yield localdate(one.at), one.title, one.text, one.by, ", ".join(one.sectors), ", ".join(one.places)


def opportunities_export(person: Person) -> ListExport:
    """Give every opportunity that the person may see. Who answered is in no file."""
    rows = map(_card, Opportunity.objects.visible_to(person).select_related("partner"))
    return ListExport(
        name=("working-together",),
        about=_("One row is one opportunity to take part. Who would like to take part is confided, and in no list."),
        columns=(
            *(_("Title"), _("Pay"), _("Expenses"), _("Access"), _("Time"), _("Place"), _("Organisation")),
            *(_("Open until"), _("How it stands")),
        ),
        rows=(
            (
                *(one.title, one.pay, one.expenses, one.access, one.time, one.place, one.partner),
                *(one.closes_on, one.state_words),
            )
            for one in rows
        ),
    )

"""Who may bring in a spreadsheet, say what its columns are, confirm it and undo it; and who may leave."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from partnership.accounts.models import Person
from partnership.core.refusals import Refusal
from partnership.partners.models import AT_WORK_ON, IMPORTING, IN_DIRECTORY, UNCONFIRMED, Import, Partner, reach
from partnership.partners.models.columns import COLUMNS
from partnership.partners.rules.organisations import looks_after, runs_programme

MOST_OPEN = 20  # spreadsheets that nobody has confirmed yet
UNDONE_WITHIN = timedelta(days=30)
IN_WORK = gettext_noop("The site is working on this list already. See how far it is.")
STOPPED = gettext_noop("This was stopped, or somebody else works on it by now.")
MOST_BEGUN = 3  # a list over which the worker died so often is not begun again


def check_can_import(by: Person, kind: str, partner: Partner | None = None) -> None:
    """The programme team may; a lead may bring in the people of their own partner."""
    if partner is None and not runs_programme(by):
        raise Refusal(_("Only the programme team can import. A lead can import the people of their own organisation."))
    if partner is not None and (kind != "people" or not looks_after(by, partner)):
        raise Refusal(_("Only a lead of %(partner)s can import its people.") % {"partner": partner.name})
    if partner is not None and partner.state not in IN_DIRECTORY:
        raise Refusal(_("%(partner)s is not part of the partnership at the moment.") % {"partner": partner.name})
    if Import.objects.filter(uploaded_by=by, state__in=UNCONFIRMED).count() >= MOST_OPEN:
        raise Refusal(_("Very many spreadsheets wait for you. Confirm or put aside some of them first."))


def check_can_handle(by: Person, batch: Import) -> None:
    """Whoever may see the import: the programme team, or for people of one partner its leads."""
    if runs_programme(by) or (batch.partner_id and batch.partner_id in reach(by).leads):
        return
    raise Refusal(_("Only the programme team can look after this import."))


def check_can_set_columns(by: Person, batch: Import, columns: Mapping[str, int]) -> None:
    """Whoever may handle it, until it is confirmed; what is needed has a column, and no column is two things."""
    check_can_handle(by, batch)
    _check_turn(batch)
    IMPORTING.check("checked", batch.state)
    missing = missing_columns(batch, columns)
    if missing:
        raise Refusal(_("Say which column holds this: %s.") % ", ".join(missing.values()))
    if len(set(columns.values())) < len(columns) or any(not 0 <= at < len(batch.headings) for at in columns.values()):
        raise Refusal(_("One column was chosen for two things. Choose each column once."))


def missing_columns(batch: Import, columns: Mapping[str, int]) -> dict[str, str]:
    """Give what is needed and has no column yet, in words. A name may stand in two columns; a fixed partner needs none."""
    needed = {column.key: str(column.label) for column in COLUMNS[batch.kind] if column.needed}
    if batch.partner_id:
        needed.pop("partner", None)
    if batch.kind == "people" and not {"name", "first_name", "last_name"} & set(columns):
        needed["name"] = str(next(column.label for column in COLUMNS["people"] if column.key == "name"))
    return {key: label for key, label in needed.items() if key not in columns}


def check_can_confirm(by: Person, batch: Import, turn: datetime | None = None) -> None:
    """Whoever may handle it, once it was looked at; for a partner that is still here."""
    check_can_handle(by, batch)
    _check_turn(batch, turn)
    IMPORTING.check("confirmed", batch.state)
    if batch.partner and batch.partner.state not in IN_DIRECTORY:
        raise Refusal(_("%(partner)s is not part of the partnership at the moment.") % {"partner": batch.partner.name})


def check_can_drop(by: Person, batch: Import) -> None:
    """Whoever may handle it, until it is confirmed."""
    check_can_handle(by, batch)
    IMPORTING.check("dropped", batch.state)


def check_can_undo_import(by: Person, batch: Import, turn: datetime | None = None) -> None:
    """Whoever may handle it, for thirty days after it was confirmed."""
    check_can_handle(by, batch)
    _check_turn(batch, turn)
    IMPORTING.check("undone", batch.state)
    if batch.confirmed_at and batch.confirmed_at < timezone.now() - UNDONE_WITHIN:
        raise Refusal(_("This was imported more than thirty days ago. Correct what is wrong row by row."))


def check_can_stop(by: Person, batch: Import) -> None:
    """Whoever may handle it, as long as the worker has not ended."""
    check_can_handle(by, batch)
    _check_in_work(batch)


def check_can_do_now(by: Person, batch: Import) -> None:
    """Whoever may handle it, where no worker does."""
    check_can_stop(by, batch)
    if not batch.is_quiet:
        raise Refusal(_(IN_WORK))


def check_can_take_turn(by: Person, batch: Import) -> None:
    """The site itself, where something was asked for and nobody is doing it."""
    _check_site(by)
    _check_in_work(batch)
    if batch.begun and not batch.is_quiet:
        raise Refusal(_(IN_WORK))


def check_can_look_further(by: Person, batch: Import, turn: datetime) -> None:
    """Whoever asked for it, as long as they may; and only for whoever has the turn."""
    check_can_handle(by, batch)
    _check_turn(batch, turn)


def check_can_give_back(by: Person, batch: Import, turn: datetime) -> None:
    """The site itself, where it has the turn."""
    _check_site(by)
    _check_turn(batch, turn)


def _check_site(by: Person) -> None:
    if not by.system:
        raise Refusal(_("The site works on long lists by itself."))


def _check_in_work(batch: Import) -> None:
    """Whether the worker was asked for something that it has not ended."""
    if batch.state not in AT_WORK_ON:
        IMPORTING.check("looking_stopped", batch.state)


def _check_turn(batch: Import, turn: datetime | None = None) -> None:
    """What was left to the worker is done by whoever has the turn, and by nobody beside; what was not needs none."""
    in_work = batch.state in AT_WORK_ON
    if turn is None and in_work:
        raise Refusal(_(IN_WORK))
    if turn is not None and (not in_work or batch.due_at != turn):
        raise Refusal(_(STOPPED))


def check_can_forget_rows(by: Person) -> None:
    """The site itself does it, each night."""
    if not by.system:
        raise Refusal(_("The site removes what was not imported after seven days by itself."))


def check_can_tell_imported(by: Person) -> None:
    """The site itself does it, each night."""
    if not by.system:
        raise Refusal(_("The site writes to people who were imported by itself."))


def check_can_object(by: Person, person: Person) -> None:
    """Everybody for themselves, by the link in their letter."""
    if by != person or person.system:
        raise Refusal(_("Only they themselves can ask to be taken out."))
    if person.erased_at:
        raise Refusal(_("You have been taken out already. We hold nothing about you any more."))
    if person.last_login:
        raise Refusal(_("You have signed in by now. Sign in to leave an organisation or to be erased."))

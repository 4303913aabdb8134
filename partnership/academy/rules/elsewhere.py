"""Who may bring in what people learned elsewhere, look at it, confirm it; and of whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from partnership.academy.models import IN_WORK, LEARNING_FILE, NOT_KEPT, LearningFile
from partnership.academy.rules.rows import Report
from partnership.academy.rules.statements import STATEMENTS
from partnership.core import pack
from partnership.core.refusals import Refusal
from partnership.partners.models import IN_DIRECTORY, Partner, reach

if TYPE_CHECKING:
    from partnership.accounts.models import Person

MOST_OPEN = 20


def layouts() -> dict[str, pack.Layout]:
    """Give the layouts that can be read: those of the pack."""
    academy = pack.current().academy
    return dict(academy.layouts) if academy else {}


def known_layouts() -> dict[str, pack.Layout]:
    """Give the layouts that can be read, with that of statements."""
    return {**layouts(), STATEMENTS.key: STATEMENTS}


def layout_of(key: str) -> pack.Layout:
    """Give a layout by its key.

    Raises
    ------
    Refusal
        If the pack has it no longer.
    """
    found = known_layouts().get(key)
    if found is None:
        raise Refusal(_("How this report is written is not known here any more. Upload it again."))
    return found


def report_of(file: LearningFile) -> Report:
    """Say how the rows of a file are to be read."""
    said = {name: getattr(file, name) for name in ("course", "title", "taught_by", "month_first")}
    return Report(layout_of(file.layout), tuple(file.headings), **said)


def check_can_see_files(by: Person, partner: Partner | None) -> None:
    """Whoever may bring something in, also where they have too many waiting."""
    if partner is None and not reach(by).runs_programme:
        raise Refusal(_("Only the programme team can bring this in for everybody. A lead can for their own people."))
    if partner is not None and partner.pk not in reach(by).leads and not reach(by).runs_programme:
        raise Refusal(_("Only those who lead %(partner)s can bring this in.") % {"partner": partner.name})


def check_can_bring_in(by: Person, partner: Partner | None) -> None:
    """The programme team, of everybody; a lead, of the people of their organisation."""
    check_can_see_files(by, partner)
    if partner is not None and partner.state not in IN_DIRECTORY:
        raise Refusal(_("%(partner)s is not part of the partnership at the moment.") % {"partner": partner.name})
    if LearningFile.objects.filter(uploaded_by=by, state__in=NOT_KEPT).count() >= MOST_OPEN:
        raise Refusal(_("Very many reports wait for you. Confirm or put aside some of them first."))


def check_can_handle_learning(by: Person, file: LearningFile) -> None:
    """Whoever sees it."""
    held = reach(by)
    if not (held.runs_programme or (file.partner_id and file.partner_id in held.leads)):
        raise Refusal(_("Only those who lead this organisation, or the programme team, can do this."))


def check_can_look_through(by: Person, file: LearningFile) -> None:
    """Whoever may handle it, and the site, until it was looked through."""
    if not by.system:
        check_can_handle_learning(by, file)
    LEARNING_FILE.check("looked_through", file.state)


def check_can_stop_learning(by: Person, file: LearningFile) -> None:
    """Whoever may handle it, as long as the site works on it; and the site, where it cannot go on."""
    if not by.system:
        check_can_handle_learning(by, file)
    if file.state not in IN_WORK:
        LEARNING_FILE.check("stopped", file.state)


def check_can_go_on(by: Person, file: LearningFile) -> None:
    """Whoever may handle it, once it was stopped."""
    check_can_handle_learning(by, file)
    LEARNING_FILE.check("gone_on_with", file.state)


def check_can_confirm_learning(by: Person, file: LearningFile) -> None:
    """Whoever may handle it, once it was looked through."""
    check_can_handle_learning(by, file)
    LEARNING_FILE.check("keeping_asked", file.state)


def check_can_keep_learning(by: Person, file: LearningFile) -> None:
    """Whoever may handle it, and confirmed it."""
    check_can_handle_learning(by, file)
    LEARNING_FILE.check("kept", file.state)


def check_can_drop_learning(by: Person, file: LearningFile) -> None:
    """Whoever may handle it, before it is confirmed."""
    check_can_handle_learning(by, file)
    LEARNING_FILE.check("dropped", file.state)


def why_not_theirs(partner: Partner | None, belongs: bool) -> str:
    """Say why a row about somebody with an account cannot be brought in for this organisation; nothing where it can."""
    if partner is None or belongs:
        return ""
    return _("This person does not belong to %(partner)s here. The programme team can bring it in.") % {
        "partner": partner.name
    }

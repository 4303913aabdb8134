"""What people do with Actions. Any part of the site raises one with `raise_action`, and imports nothing else of ours."""

from partnership.plans.actions.beside import add_evidence, remove_evidence, wait_for, wait_no_longer, write_note
from partnership.plans.actions.calendars import change_calendar, make_calendar_address, stop_calendar
from partnership.plans.actions.moving import move_action, take_over_action
from partnership.plans.actions.raising import change_action, raise_action
from partnership.plans.actions.reminding import remind

__all__ = [
    "add_evidence",
    "change_action",
    "change_calendar",
    "make_calendar_address",
    "move_action",
    "raise_action",
    "remind",
    "remove_evidence",
    "stop_calendar",
    "take_over_action",
    "wait_for",
    "wait_no_longer",
    "write_note",
]

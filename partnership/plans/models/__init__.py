"""What is remembered of Actions: who does what by when, what it serves, what was written about it."""

from partnership.plans.models.action import (
    CLOSED,
    LIFECYCLE,
    MOST_WORDS,
    OPEN,
    PROGRESS,
    STEP_WORDS,
    Action,
    Effort,
    Prevention,
    ShownTo,
    places_led,
)
from partnership.plans.models.beside import Dependency, Evidence, Note, Purpose, Serves, Tie, serves_what
from partnership.plans.models.telling import Calendar, Reminder

__all__ = [
    "CLOSED",
    "LIFECYCLE",
    "MOST_WORDS",
    "OPEN",
    "PROGRESS",
    "STEP_WORDS",
    "Action",
    "Calendar",
    "Dependency",
    "Effort",
    "Evidence",
    "Note",
    "Prevention",
    "Purpose",
    "Reminder",
    "Serves",
    "ShownTo",
    "Tie",
    "places_led",
    "serves_what",
]

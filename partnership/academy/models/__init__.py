"""What is remembered of the academy: sessions, who came, what they completed, and the papers that show it."""

from partnership.academy.models.asked import ASKED_WORDS, AskedAnswer, Asking, Lot
from partnership.academy.models.awaiting import Awaiting
from partnership.academy.models.bookings import (
    ASKS_AGAIN,
    BOOKING,
    COMING,
    IN_LINE,
    MARKED,
    STILL_OPEN,
    TAKES_A_PLACE,
    AbsenceReason,
    Adjustment,
    Attendance,
    Booking,
    BookingStep,
    Came,
    How,
)
from partnership.academy.models.calendars import TrainingCalendar
from partnership.academy.models.completions import (
    AssessmentResult,
    CameFrom,
    Certificate,
    CertificateKind,
    Completion,
    Reflection,
)
from partnership.academy.models.credentials import Credential
from partnership.academy.models.holding import HeldFor, HeldPlaces, Joining
from partnership.academy.models.sessions import (
    SESSION,
    SHOWN,
    Leading,
    Session,
    SessionPart,
    Task,
    led_by,
    organised_by,
)
from partnership.academy.models.trained import TrainedRelease

__all__ = [
    "ASKED_WORDS",
    "ASKS_AGAIN",
    "BOOKING",
    "COMING",
    "IN_LINE",
    "MARKED",
    "SESSION",
    "SHOWN",
    "STILL_OPEN",
    "TAKES_A_PLACE",
    "AbsenceReason",
    "Adjustment",
    "AskedAnswer",
    "Asking",
    "AssessmentResult",
    "Attendance",
    "Awaiting",
    "Booking",
    "BookingStep",
    "Came",
    "CameFrom",
    "Certificate",
    "CertificateKind",
    "Completion",
    "Credential",
    "HeldFor",
    "HeldPlaces",
    "How",
    "Joining",
    "Leading",
    "Lot",
    "Reflection",
    "Session",
    "SessionPart",
    "Task",
    "TrainedRelease",
    "TrainingCalendar",
    "led_by",
    "organised_by",
]

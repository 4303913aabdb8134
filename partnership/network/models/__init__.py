"""What is remembered of the network's daily life."""

from partnership.network.models.announcements import Announcement, AnnouncementFor
from partnership.network.models.together import INVOLVING, Change, Interest, Opportunity
from partnership.network.models.workstreams import Decision, Meeting, Paper, Seat, Workstream

__all__ = [
    "INVOLVING",
    "Announcement",
    "AnnouncementFor",
    "Change",
    "Decision",
    "Interest",
    "Meeting",
    "Opportunity",
    "Paper",
    "Seat",
    "Workstream",
]

"""What the pages of the network show."""

from partnership.network.queries.announcements import announcements
from partnership.network.queries.lists import announcements_export, opportunities_export, workstreams_export
from partnership.network.queries.together import interests, opportunity, working_together
from partnership.network.queries.where import export, where_we_are
from partnership.network.queries.workstreams import dates, workstream, workstreams

__all__ = [
    "announcements",
    "announcements_export",
    "dates",
    "export",
    "interests",
    "opportunities_export",
    "opportunity",
    "where_we_are",
    "working_together",
    "workstream",
    "workstreams",
    "workstreams_export",
]

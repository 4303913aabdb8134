"""The pages of signing in and of one's own account."""

from partnership.accounts.views.me import change_name, end_other_sessions, end_session, me, sessions
from partnership.accounts.views.second_factors import second_factor
from partnership.accounts.views.signing_in import too_many

__all__ = [
    "change_name",
    "end_other_sessions",
    "end_session",
    "me",
    "second_factor",
    "sessions",
    "too_many",
]

"""What may be written down when a page breaks: where it broke, and nothing of what somebody sent or who they are.

Django's own reports hide what looks like a password. Here anything may be a confidence, on any page, and an error's own
sentence may repeat it. So a log holds the lines of code that were gone through, and a report holds no form, no variable,
no question behind an address, no cookie and no address of a machine. On a developer's own machine (DEBUG) all is shown.
"""

from __future__ import annotations

import logging
from types import TracebackType
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.views.debug import SafeExceptionReporterFilter

HIDDEN = "not written down"
TOLD_OF_A_REQUEST = ("REQUEST_METHOD", "SERVER_NAME", "SERVER_PORT", "CONTENT_TYPE", "wsgi.url_scheme")
NAMELESS = ("/tell-us/", "/answer/")  # which page of these somebody was on is nobody's business


class SayLittle(SafeExceptionReporterFilter):
    """Hides everything that came with a request, and every variable, from Django's reports of errors."""

    def get_post_parameters(self, request: HttpRequest | None) -> Any:
        """Name what was sent, without a word of it."""
        if settings.DEBUG or request is None:
            return super().get_post_parameters(request)
        return dict.fromkeys(request.POST, HIDDEN)

    def get_traceback_frame_variables(self, request: HttpRequest | None, tb_frame: Any) -> Any:
        """Give no variable of any function."""
        return super().get_traceback_frame_variables(request, tb_frame) if settings.DEBUG else ()

    def get_safe_request_meta(self, request: HttpRequest) -> dict[str, Any]:
        """Give how it was asked; not from where, with which browser, or what stood behind the question mark."""
        meta = super().get_safe_request_meta(request)
        return meta if settings.DEBUG else {name: meta[name] for name in TOLD_OF_A_REQUEST if name in meta}

    def get_safe_cookies(self, request: HttpRequest) -> dict[str, Any]:
        """Give no cookie."""
        return super().get_safe_cookies(request) if settings.DEBUG else {}


class WhereItBroke(logging.Filter):
    """Lets a record of a broken page say which kind of error it was and where, and none of the error's own words."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Change the record before any handler sees it."""
        if settings.DEBUG:
            return True
        if record.exc_info and record.exc_info[0]:
            kind, _error, traceback = record.exc_info
            record.exc_info, record.exc_text = None, f"{kind.__name__}, at\n{where(traceback)}"
        path = getattr(getattr(record, "request", None), "path", "")
        if path.startswith(NAMELESS):
            record.args = tuple(path.split("/")[1] if one == path else one for one in record.args or ())
        record.__dict__.pop("request", None)  # with it goes the form, for a handler that would look at it
        return True


def where(traceback: TracebackType | None) -> str:
    """Give the lines of code that were gone through, the innermost last."""
    lines = []
    while traceback:
        code = traceback.tb_frame.f_code
        lines.append(f"  {code.co_filename}:{traceback.tb_lineno} {code.co_name}")
        traceback = traceback.tb_next
    return "\n".join(lines)

"""Leading somebody to a course that is held in another organisation's learning system: to whom, and with what word."""

from __future__ import annotations

from collections.abc import Mapping

from django.conf import settings
from django.utils.translation import gettext as _

from partnership.core.learning_tools import Tool
from partnership.core.refusals import Refusal

ASKED = {"scope": "openid", "response_type": "id_token", "response_mode": "form_post", "prompt": "none"}


class NotAsked(Refusal):
    """Another system asked for what was not agreed with it. Nobody was told anything."""

    status = 400


def tool_of(course: str) -> Tool | None:
    """Give the learning system that holds a course."""
    return next((one for one in settings.LEARNING_TOOLS if course in one.courses), None)


def check_can_answer(asked: Mapping[str, str], hint: Mapping[str, object] | None, sub: str) -> None:
    """An answer goes only to who was agreed with, where they said, for whoever pressed the button some minutes ago."""
    if hint is None:
        raise NotAsked(
            _("This took longer than some minutes. Nothing was passed on. Please begin again from the course.")
        )
    tool = tool_of(str(hint["course"]))
    if tool is None or asked.get("client_id") != tool.client_id or asked.get("redirect_uri") not in tool.redirect_urls:
        raise NotAsked(_("The other learning system asked from an address that we do not know. Nothing was passed on."))
    if asked.get("login_hint") != hint["sub"] or hint["sub"] != sub:
        raise NotAsked(_("Somebody else began this. Nothing was passed on. Please begin again from the course."))
    if any(asked.get(name) != value for name, value in ASKED.items()) or not asked.get("nonce"):
        raise NotAsked(_("The other learning system asked in a way that we do not answer. Nothing was passed on."))

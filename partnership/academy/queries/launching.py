"""What another learning system is told about whoever opens a course there. LTI 1.3: we lead there, as the platform.

1EdTech, Learning Tools Interoperability Core Specification 1.3 (2019), and its Security Framework 1.0, section 5.1.
"""

from __future__ import annotations

import hashlib
import hmac
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode, urlsplit

import jwt
from django.conf import settings
from django.core import signing

from partnership.academy.queries.saying import course_title
from partnership.academy.rules.launching import check_can_answer, tool_of
from partnership.core import launch_keys, sealing
from partnership.core.learning_tools import Tool

if TYPE_CHECKING:
    from partnership.accounts.models import Person

SALT, SECONDS = "launch", 300
CLAIM = "https://purl.imsglobal.org/spec/lti/claim/"
LEARNER = "http://purl.imsglobal.org/vocab/lis/v2/membership#Learner"


@dataclass(frozen=True, slots=True)
class LaunchPage:
    """Where a course is held, and what is said there about whoever opens it."""

    course: str
    title: str
    tool: Tool
    host: str
    name: str
    email: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What the browser carries to the other system."""

    tool: Tool
    address: str
    id_token: str
    state: str


def is_held_elsewhere(course: str) -> bool:
    """Whether a course can be opened in another learning system: off until somebody configured it and made a key."""
    return tool_of(course) is not None and bool(launch_keys.names())


def launch_page(course: str, person: Person) -> LaunchPage | None:
    """Say where a course would open; nothing where none is held elsewhere."""
    tool = tool_of(course) if is_held_elsewhere(course) else None
    if tool is None:
        return None
    host = urlsplit(tool.courses[course]).hostname or ""
    return LaunchPage(course, course_title(course), tool, host, person.name, person.email or "")


def where_it_starts(course: str, person: Person, told: Mapping[str, bool]) -> str:
    """Give the address at which the other system begins its sign-in. It holds nothing that says who it is."""
    tool = tool_of(course)
    assert tool is not None
    sub = subject(tool, person)
    hint = signing.dumps({"course": course, "sub": sub, **told}, salt=SALT)
    said = {
        **{"iss": settings.SITE_ADDRESS, "login_hint": sub, "target_link_uri": tool.courses[course]},
        **{"lti_message_hint": hint, "client_id": tool.client_id, "lti_deployment_id": tool.deployment_id},
    }
    return f"{tool.login_url}{'&' if urlsplit(tool.login_url).query else '?'}{urlencode(said)}"


def answer(asked: Mapping[str, str], person: Person) -> Answer:
    """Make the signed word about a person.

    Raises
    ------
    Refusal
        If it was not agreed, not asked just now, or asked for somebody else.
    """
    hint = _hint(asked.get("lti_message_hint", ""))
    tool = tool_of(str(hint["course"])) if hint else None
    check_can_answer(asked, hint, subject(tool, person) if tool else "")
    assert hint is not None
    assert tool is not None
    name, key = launch_keys.signing()
    token = jwt.encode(_claims(tool, hint, person, asked["nonce"]), key, "RS256", headers={"kid": name})
    return Answer(tool, asked["redirect_uri"], token, asked.get("state", ""))


def subject(tool: Tool, person: Person) -> str:
    """Give what a person is called there: the same each time, another in each system, and nothing can be told from it."""
    said = f"launch:{tool.key}:{person.pk}".encode()
    return hmac.new(sealing.secret("codes"), said, hashlib.sha256).hexdigest()[:32]


def _hint(said: str) -> dict[str, Any] | None:
    try:
        found: dict[str, Any] = signing.loads(said, salt=SALT, max_age=SECONDS)
    except signing.BadSignature:  # or one that is too old
        return None
    return found


def _claims(tool: Tool, hint: Mapping[str, Any], person: Person, nonce: str) -> dict[str, Any]:
    now, course = int(time.time()), str(hint["course"])
    chosen = {"name": person.name} if hint["name"] else {}
    chosen |= {"email": person.email or ""} if hint["email"] else {}
    return {
        **{"iss": settings.SITE_ADDRESS, "sub": hint["sub"], "aud": tool.client_id, "nonce": nonce},
        **{"iat": now, "exp": now + SECONDS},
        **chosen,
        f"{CLAIM}message_type": "LtiResourceLinkRequest",
        f"{CLAIM}version": "1.3.0",
        f"{CLAIM}deployment_id": tool.deployment_id,
        f"{CLAIM}target_link_uri": tool.courses[course],
        f"{CLAIM}resource_link": {"id": course, "title": course_title(course)},
        f"{CLAIM}roles": [LEARNER],
    }

"""What people do with the words of the site."""

from partnership.content.actions.drafts import ask, begin, catch_up, check, drop, take_back, write
from partnership.content.actions.publishing import (
    change_helpline,
    publish,
    put_back,
    remove_helpline,
    send_back,
)
from partnership.content.actions.upkeep import name_owner, say_checked

__all__ = [
    "ask",
    "begin",
    "catch_up",
    "change_helpline",
    "check",
    "drop",
    "name_owner",
    "publish",
    "put_back",
    "remove_helpline",
    "say_checked",
    "send_back",
    "take_back",
    "write",
]

"""Who may write, check and publish words, and the sentence for whoever may not."""

from partnership.content.rules.drafts import (
    check_can_ask,
    check_can_begin,
    check_can_catch_up,
    check_can_check,
    check_can_drop,
    check_can_open,
    check_can_take_back,
    check_can_write,
)
from partnership.content.rules.publishing import (
    check_can_act_at_once,
    check_can_change_at_once,
    check_can_publish,
    check_can_put_back,
    check_can_remove_at_once,
    check_can_send_back,
)
from partnership.content.rules.upkeep import check_can_name_owner, check_can_say_checked

__all__ = [
    "check_can_act_at_once",
    "check_can_ask",
    "check_can_begin",
    "check_can_catch_up",
    "check_can_change_at_once",
    "check_can_check",
    "check_can_drop",
    "check_can_name_owner",
    "check_can_open",
    "check_can_publish",
    "check_can_put_back",
    "check_can_remove_at_once",
    "check_can_say_checked",
    "check_can_send_back",
    "check_can_take_back",
    "check_can_write",
]

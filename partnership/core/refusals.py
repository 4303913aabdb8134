"""A refusal is a sentence written for the person refused."""

from collections.abc import Callable
from typing import ParamSpec

Asked = ParamSpec("Asked")


class Refusal(Exception):
    """Raised by a rule. The middleware turns it into a calm page that carries the sentence and the way back."""

    status = 403

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class NotYet(Refusal):
    """Nobody is refused: what is asked for is not there yet. A machine that asks is told to come back."""

    status = 503


def allowed(check: Callable[Asked, None], *args: Asked.args, **kwargs: Asked.kwargs) -> bool:
    """Ask a rule without being stopped by it."""
    try:
        check(*args, **kwargs)
    except Refusal:
        return False
    return True


def why_not(check: Callable[Asked, None], *args: Asked.args, **kwargs: Asked.kwargs) -> str:
    """Give the sentence with which a rule would refuse, to stand beside the button; empty where it would not."""
    try:
        check(*args, **kwargs)
    except Refusal as refusal:
        return refusal.sentence
    return ""

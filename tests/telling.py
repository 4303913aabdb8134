"""Somebody tells us something in a browser without a script: each page carries all that was told so far."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from typing import Any

from django.test import Client

TELL = "/tell-us/tell/"
HIDDEN = re.compile(r'<input type="hidden" name="([\w-]+)" value="([^"]*)">')
CODE = re.compile(r'<ol class="hw-telling__code"[^>]*>(.*?)</ol>', re.DOTALL)
TITLE = re.compile(r"<h1[^>]*>(.*?)</h1>", re.DOTALL)


@dataclass
class Teller:
    """Somebody at a page of telling; what is pressed sends what the page carries, and what was typed."""

    client: Client
    answer: Any = None
    more: dict[str, str] = field(default_factory=dict)  # headers

    def begin(self, language: str = "en") -> Teller:
        """Read what stands before the first question, and begin."""
        self.answer = self.client.get("/tell-us/" if language == "en" else f"/tell-us/in/{language}/")
        return self.press("begin")

    def press(self, go: str = "next", /, **typed: object) -> Teller:
        """Press a button."""
        data = {**self.carries, **{name.replace("_", "-"): value for name, value in typed.items()}, "go": go}
        self.answer = self.client.post(TELL, data, headers=self.more)
        return self

    @property
    def carries(self) -> dict[str, str]:
        """Give what the page carries."""
        return {name: html.unescape(value) for name, value in HIDDEN.findall(self.answer.text)}

    @property
    def title(self) -> str:
        """Give the heading of the page."""
        found = TITLE.search(self.answer.text)
        return html.unescape(found[1].strip()) if found else ""

    @property
    def code(self) -> str:
        """Give the code that stands on the page."""
        found = CODE.search(self.answer.text)
        return " ".join(re.findall(r"<li>(.*?)</li>", found[1])) if found else ""

    def to_the_end_of_questions(self, **answers: object) -> Teller:
        """Answer by the names of questions, and pass every other, until everything is looked over."""
        while self.carries.get("step") not in (None, "look-over"):
            step = self.carries["step"]
            given = answers.get(step.replace("-", "_"))
            self.press("next", **given) if isinstance(given, dict) else self.press("pass")
        return self

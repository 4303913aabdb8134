"""What a browser would send for a form as it stands, so that a test can change one answer and press one button."""

from __future__ import annotations

from html.parser import HTMLParser


class _Fields(HTMLParser):
    def __init__(self, action: str) -> None:
        super().__init__()
        self.action, self.inside = action, False
        self.values: dict[str, list[str]] = {}
        self.area: str | None = None
        self.select: str | None = None

    def handle_starttag(self, tag, attrs):
        at = dict(attrs)
        if tag == "form":
            self.inside = at.get("action") == self.action
        elif self.inside and tag == "input":
            self._input(at)
        elif self.inside and tag == "textarea":
            self.area = at["name"]
            self.values[self.area] = [""]
        elif self.inside and tag == "select":
            self.select = at["name"]
        elif self.inside and tag == "option" and "selected" in at:
            self.values[self.select] = [at["value"]]

    def _input(self, at):
        if at.get("type") in ("checkbox", "radio") and "checked" not in at:
            return
        self.values.setdefault(at["name"], []).append(at.get("value") or "")

    def handle_data(self, data):
        if self.area:
            self.values[self.area][0] += data

    def handle_endtag(self, tag):
        if tag == "textarea":
            self.area = None
        elif tag == "form":
            self.inside = False


def filled_in(response, action: str) -> dict[str, list[str]]:
    """Give the fields of the form with this action, as the page has them."""
    fields = _Fields(action)
    fields.feed(response.content.decode())
    assert fields.values, f"no form goes to {action}"
    return {name: values for name, values in fields.values.items() if name != "csrfmiddlewaretoken"}

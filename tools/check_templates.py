"""Every template compiles, holds nothing inline that the security policy would stop, and no word that cannot be translated."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import django
from django.template import engines
from jinja2 import Environment, TemplateError, nodes

INLINE = {
    # A block of data is no script: no browser runs it, and the policy does not ask after it.
    "a script without a file": re.compile(r"<script(?![^>]*(?:\bsrc=|\btype=\"application/ld\+json\"))", re.IGNORECASE),
    "a style element": re.compile(r"<style\b", re.IGNORECASE),
    "a style attribute": re.compile(r"<[^>]*\sstyle\s*=", re.IGNORECASE),
    "an event attribute": re.compile(r"<[^>]*\son[a-z]+\s*=\s*[\"']", re.IGNORECASE),
}
COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)
WORD = re.compile(r"[^\W\d_]{2,}")
DATA = nodes.TemplateData
SPOKEN_ATTRIBUTES = {"alt", "title", "aria-label", "placeholder"}
SPOKEN_ARGUMENTS = {"text", "html", "label", "hint", "legend", "title", "visuallyHiddenText", "titleText", "caption"}
NAMES = {"CSV", "XLSX", "JSON", "Heartwood", "API", "OpenAPI", "SVG", "ZIP"}  # the same in every language


class _Words(HTMLParser):
    """Collects what a reader would see or hear."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_data(self, data: str) -> None:
        self.found.append(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value or "" for name, value in attrs if name in SPOKEN_ATTRIBUTES]


def _is_wording(text: str) -> bool:
    return any(word not in NAMES for word in WORD.findall(text))


def untranslated(tree: nodes.Template) -> list[str]:
    """Give the words of a template that no translator will ever see.

    Text inside ``{% trans %}`` and ``_()`` has become a call by now; what is left as plain data has not.
    """
    classes = {
        id(data)
        for block in tree.find_all(nodes.Block)
        if block.name.endswith("_class")
        for data in block.find_all(DATA)
    }
    parser = _Words()
    parser.feed("0".join(data.data for data in tree.find_all(DATA) if id(data) not in classes))
    parser.close()
    spoken = [
        pair.value.value
        for pair in tree.find_all(nodes.Pair)
        if isinstance(pair.key, nodes.Const)
        and pair.key.value in SPOKEN_ARGUMENTS
        and isinstance(pair.value, nodes.Const)
        and isinstance(pair.value.value, str)
    ]
    return [" ".join(text.split()) for text in [*parser.found, *spoken] if _is_wording(text)]


def problems_of(name: str, source: str, environment: Environment) -> Iterator[str]:
    """Say everything that is wrong with one template."""
    try:
        environment.get_template(name)
        tree = environment.parse(source)
    except TemplateError as error:
        yield f"{name}: does not compile: {error}"
        return
    markup = COMMENT.sub("", source)
    yield from (f"{name}: {what}; the security policy stops it" for what, sign in INLINE.items() if sign.search(markup))
    yield from (f'{name}: "{text}" cannot be translated' for text in untranslated(tree))


def problems() -> list[str]:
    """Check every template of ours."""
    environment = engines["jinja2"].env  # type: ignore[attr-defined]
    ours = [Path(folder) for folder in engines["jinja2"].template_dirs]
    names = sorted({str(path.relative_to(folder)) for folder in ours for path in folder.rglob("*") if path.is_file()})
    found: list[str] = []
    for name in names:
        source, _file, _fresh = environment.loader.get_source(environment, name)
        found += problems_of(name, source, environment)
    return found


def main() -> int:
    """Print what is wrong."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "partnership.config.settings")
    django.setup()
    found = problems()
    sys.stdout.write("".join(f"{problem}\n" for problem in found))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())

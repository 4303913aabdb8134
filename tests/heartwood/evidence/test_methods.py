"""The method pages: every key has one, each says the same five things, and each example is run."""

import doctest
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
HOW_TO_READ = {"rings"}  # a page about a picture: it works nothing out
PAGES = [path for path in sorted((ROOT / "docs" / "methods").glob("*.md")) if path.stem not in HOW_TO_READ]
PARTS = ["The sum", "Where it comes from", "What it cannot say", "An example"]


def methods_named():
    """Give every key that the library's own words give to an estimate."""
    from heartwood.evidence.profile import figures  # noqa: PLC0415

    text = "".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "heartwood").rglob("*.py")))
    return {"wilson", "byar", *figures.METHODS} | set(re.findall(r'\bmethod="([\w-]+)"', text))


def test_every_method_key_has_its_page():
    assert methods_named() - {path.stem for path in PAGES} == set()


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_page_begins_in_plain_words_and_has_every_part(path):
    text = path.read_text(encoding="utf-8")
    plain = text.partition("\n## ")[0].splitlines()
    assert plain[0].startswith("# ")
    assert len(" ".join(plain[1:]).split()) >= 20
    assert re.findall(r"^## (.+)$", text, re.M) == PARTS


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_page_has_an_example_that_comes_out_as_it_says(path):
    blocks = re.findall(r"```python\n(.*?)```", path.read_text(encoding="utf-8"), re.S)
    assert blocks
    example = doctest.DocTestParser().get_doctest("\n".join(blocks), {}, path.name, str(path), 0)
    assert example.examples
    assert doctest.DocTestRunner().run(example).failed == 0

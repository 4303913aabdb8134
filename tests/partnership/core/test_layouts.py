"""What is the same on many pages is drawn once, and is what drawing it each time would be."""

from __future__ import annotations

import pytest
from django.template import engines
from django.urls import reverse
from django.utils import translation

from partnership.core import layouts

MADE = engines.all()[0].env
GIVEN = {"text": "Show", "variant": "secondary"}


@pytest.fixture(autouse=True)
def _nothing_drawn():
    layouts._DRAWN.clear()
    yield
    layouts._DRAWN.clear()


def button():
    return MADE.get_template("nhsuk/components/button/macro.jinja").module.button


@pytest.mark.parametrize("text", ["Show", "<b>", "O'Neil & Co"])
def test_component_is_drawn_as_it_always_is(text):
    given = {**GIVEN, "text": text}
    assert [layouts.drawn(button(), given) for _ in range(2)] == [button()(given)] * 2
    assert len(layouts._DRAWN) == 1


def test_component_given_something_else_is_another_one():
    drawn = {
        str(layouts.drawn(button(), {**GIVEN, "text": text})) for text in ("a", MADE.filters["safe"]("a<br>"), "a<br>")
    }
    assert len(drawn) == 3  # what is already markup is not what only looks like it


def test_drawn_components_never_grow_beyond_their_number():
    for number in range(layouts.MOST_DRAWN + 10):
        assert f"Show {number}" in layouts.drawn(button(), {"text": f"Show {number}"})
    assert len(layouts._DRAWN) == 10


@pytest.mark.parametrize("name", ["core/layouts/foot.html", "core/layouts/help.html"])
def test_part_of_every_page_is_drawn_once_for_each_language(name):
    first = layouts.everywhere(MADE, name)
    assert first == MADE.get_template(name).render()
    assert layouts.everywhere(MADE, name) is first
    with translation.override("cy"):
        assert layouts.everywhere(MADE, name) is not first


def test_address_is_looked_up_once_for_each_thing_that_it_names():
    for slug in ("one", "two"):
        for _ in range(2):
            assert layouts.url("public-partner", slug=slug) == reverse("public-partner", kwargs={"slug": slug})


def test_search_keeps_nothing_that_was_typed(client, db):
    page = client.get("/search/", {"q": 'CANARY <b> "[typed]"'}).text
    assert 'value="CANARY &lt;b&gt; &#34;[typed]&#34;"' in page
    assert not any("CANARY" in key or "CANARY" in drawn for (_component, key), drawn in layouts._DRAWN.items())

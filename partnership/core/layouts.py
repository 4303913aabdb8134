"""How templates are read: Jinja2, the official NHS.UK macros beside ours, every word through translation.

A page extends `core/layouts/page.html`, `core/layouts/form.html` or `core/layouts/confirm.html`. In every template:
`url(name, **kwargs)`, `static(path)`, `_()` and `{% trans %}`, `words(content)` for a text of the pack, `wording(key,
otherwise)` for one of the partnership's sentences, `language()`, `| day` for a date, and `pack()`, the pack;
`everywhere(template)` for a part that every page has, `drawn(component, given)` for a component that many pages have;
`beside(place, thing)` for what another part adds to a page that it never meets.
"""

import json
from collections.abc import Mapping
from datetime import date, datetime
from functools import lru_cache

from django.conf import settings
from django.contrib.messages import get_messages
from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import Resolver404, get_script_prefix, get_urlconf, resolve, reverse
from django.utils import formats, timezone, translation
from jinja2 import ChainableUndefined, ChoiceLoader, Environment, PackageLoader, pass_environment
from jinja2.runtime import Macro
from markupsafe import Markup

from partnership.core import leaving, pack, queries
from partnership.core.beside import added_at
from partnership.core.visitors import has_session, leaves_fast, somebody


def url(name: str, /, **kwargs: object) -> str:
    """Give an address by its name."""
    return _address(name, get_urlconf() or settings.ROOT_URLCONF, get_script_prefix(), **kwargs)


@lru_cache(maxsize=4096)
def _address(name: str, addresses: str, _prefix: str, /, **kwargs: object) -> str:
    """Look once: every page has dozens of links, and the addresses of a site do not change while it runs."""
    return reverse(name, addresses, kwargs=kwargs or None)


def is_address(path: str) -> bool:
    """Whether the site answers at this path: a menu shows only what is there."""
    return _answers(path, get_urlconf() or settings.ROOT_URLCONF)


@lru_cache(maxsize=1024)
def _answers(path: str, addresses: str) -> bool:
    """Look once: every page has a dozen such links, and the addresses of a site do not change while it runs."""
    try:
        resolve(path, addresses)
    except Resolver404:
        return False
    return True


def site_name() -> str:
    """Give the site's name with its partnership's: Heartwood · Somewhere."""
    return f"Heartwood · {pack.in_language(pack.current().name)}"


def somebody_reads() -> bool:
    """Whether a team reads the notes about pages: in production there must be a mailbox, elsewhere nobody is on duty."""
    return settings.PRODUCTION


def demonstration() -> bool:
    """Whether the organisations and people on this site are made up."""
    return settings.DEMONSTRATION


def told(request: HttpRequest) -> list[str]:
    """Give what the person should be told of what they just did; a browser without a session was told nothing."""
    waiting = getattr(request, "_messages", None)
    if waiting is None or not (has_session(request) or waiting.added_new):
        return []
    return [str(message) for message in get_messages(request)]


def is_page_of_words(name: str | None) -> bool:
    """Whether what a template says is for a browser; a letter is plain text, in which O'Neil is written O'Neil."""
    return not (name or "").endswith(".txt")


def language() -> str:
    """Give the language that this page is being written in."""
    return translation.get_language() or "en"


def day(when: date | None) -> str:
    """Give a day in the reader's language: 22 November 2026."""
    return formats.date_format(when, "j F Y") if when else ""


def clock(when: datetime | None) -> str:
    """Give a time of the day where the partnership is: 14:05."""
    return formats.date_format(timezone.localtime(when), "H:i") if when else ""


def as_json(thing: object) -> str:
    """Write something for a script to read from an attribute of the page: nothing inline is ever run."""
    return json.dumps(thing, cls=DjangoJSONEncoder)


@pass_environment
def everywhere(made: Environment, name: str) -> Markup:
    """Give a part that is the same on every page: drawn once for each edition of the words and each language."""
    addresses = get_urlconf() or settings.ROOT_URLCONF
    return _everywhere(made, name, str(pack.current().folder), pack.edition(), language(), addresses)


@lru_cache(maxsize=64)
def _everywhere(made: Environment, name: str, *_made_from: str) -> Markup:
    return Markup(made.get_template(name).render())


@pass_environment
def beside(made: Environment, place: str, thing: str) -> Markup:
    """Give what another part adds to this page, at a place of it; mostly nothing."""
    addition = added_at(place)
    shown = addition.show(thing) if addition else None
    return Markup(made.get_template(addition.template).render(shown=shown)) if addition and shown else Markup()


MOST_DRAWN = 512
_DRAWN: dict[tuple[Macro, str], Markup] = {}


def drawn(component: Macro, given: Mapping[str, object]) -> Markup:
    """Draw a component of the NHS.UK, or give it as it was drawn before: it is made from what it is given alone.

    That stays in memory. So this is for what stands on many pages alike, and for nothing that somebody typed or that is
    about anybody.
    """
    key = component, repr(given)
    found = _DRAWN.get(key)
    if found is None:
        if len(_DRAWN) >= MOST_DRAWN:
            _DRAWN.clear()
        found = _DRAWN[key] = Markup(component(given))
    return found


WORDS = {  # what every template can say, by name
    "url": url,
    "static": static,
    "everywhere": everywhere,
    "beside": beside,
    "drawn": drawn,
    "is_address": is_address,
    "pack": pack.current,
    "words": pack.in_language,
    "wording": pack.wording,
    "site_name": site_name,
    "helplines": queries.help_now,
    "dated_notices": queries.dated_notices,
    "language": language,
    "somebody_reads": somebody_reads,
    "somebody": somebody,
    "leaves_fast": leaves_fast,
    "leave_to": leaving.leave_to,
    "demonstration": demonstration,
    "told": told,
    "kept_filters": queries.kept_filters,
}


def environment(**options: object) -> Environment:
    """Make the environment that Django's template backend asks for."""
    chosen = {
        "loader": ChoiceLoader([options.pop("loader"), PackageLoader("nhsuk_frontend_jinja")]),  # type: ignore[list-item]
        "undefined": ChainableUndefined,
        "autoescape": is_page_of_words,
        "trim_blocks": True,
        "lstrip_blocks": True,
        "extensions": ["jinja2.ext.i18n", "jinja2.ext.do"],
    }
    made = Environment(**{**options, **chosen})  # type: ignore[arg-type]
    made.install_gettext_callables(  # type: ignore[attr-defined]
        gettext=translation.gettext, ngettext=translation.ngettext, newstyle=True
    )
    made.globals.update(WORDS)
    made.filters.update(day=day, clock=clock, as_json=as_json)
    return made

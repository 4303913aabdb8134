"""The rules about tracked files, templates and documents: each finds a trespass, and there is none."""

import ast
import re
import tomllib
from pathlib import Path

import pytest
from django.template import engines

from tools import check_docs, check_files, check_templates

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = sorted((ROOT / "partnership").glob("*/templates/**/*.html"))


def test_no_tracked_file_names_a_machine_or_a_registry():
    assert check_files.problems() == []


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("requirements/run.txt", "--index-" + "url https://packages.example/simple"),
        ("requirements/run.txt", "# via https://packages.example/six-1.0.whl"),
        ("package-lock.json", '      "resolved": "https://packages.example/six.tgz",'),
        ("docs/how-to/anything.md", "cd /" + "root/heartwood"),
        ("tools/anything.py", 'INDEX = "https://' + 'pypi.org/simple"'),
    ],
)
def test_an_address_in_a_tracked_file_is_found(name, line):
    assert len(list(check_files.problems_of(name, line))) >= 1


def test_every_dependency_is_locked_with_a_hash():
    for lock in sorted((ROOT / "requirements").glob("*.txt")):
        pins = re.findall(
            r"^([\w.-]+(?:\[[\w,]+\])?)==[^\n]*\\\n((?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+)",
            lock.read_text(),
            re.M,
        )
        assert len(pins) == len(re.findall(r"^[a-zA-Z][^\n]*", lock.read_text(), re.M)), lock.name


def test_templates_hold_nothing_inline_and_nothing_untranslated():
    assert check_templates.problems() == []


@pytest.mark.parametrize(
    "source",
    [
        "<p>Not for a translator</p>",
        '<img src="{{ src }}" alt="Nor is this">',
        '{{ button({"text": "Send"}) }}',
        "<script>alert(1)</script>",
        "<style>p { color: red }</style>",
        '<p style="color: red">{{ _("Red") }}</p>',
        '<p onclick="go()">{{ _("Go") }}</p>',
        "{% if %}",
    ],
)
def test_a_trespass_in_a_template_is_found(source):
    environment = engines["jinja2"].env.overlay()
    environment.loader = type(environment.loader)([])
    assert list(check_templates.problems_of("trespass.html", source, environment)) != []


def test_a_block_of_data_is_no_script():
    block = '<script type="application/ld+json">{{ data | tojson }}</script>'
    assert [what for what, sign in check_templates.INLINE.items() if sign.search(block)] == []


@pytest.mark.parametrize(
    "path", [path for path in TEMPLATES if path.parent.name == "components"], ids=lambda path: path.stem
)
def test_component_says_on_its_first_line_what_it_takes(path):
    assert re.match(r"\{# \w+\(.*\): .+#\}$|\{# \w+\(.*#\}$", path.read_text(encoding="utf-8").splitlines()[0])


def test_only_the_estimate_component_prints_a_number_of_the_library():
    number = re.compile(r"\.(value_words|interval_words|value|low|high)\b(?!\()|\|\s*round\b|%\.\df")
    trespasses = [
        f"{path.relative_to(ROOT)}: {match.group()}"
        for path in TEMPLATES
        if path.name != "estimate.html"
        for match in number.finditer(re.sub(r"\{#.*?#\}", "", path.read_text(encoding="utf-8"), flags=re.S))
    ]
    assert trespasses == []


def test_documents_say_what_is_so():
    assert check_docs.problems() == []


def test_every_method_that_an_estimate_names_has_its_page(facts_build, pack):
    from heartwood.evidence.profile import open_evidence  # noqa: PLC0415

    evidence = open_evidence(facts_build, pack)
    figures = [evidence.figure(indicator, area) for indicator in pack.indicators for area in pack.areas]
    keys = {figure.estimate.method for figure in figures if figure}
    written = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "heartwood").rglob("*.py"))
    keys |= set(re.findall(r"\bmethod=\"([\w-]+)\"", written))
    assert sorted(key for key in keys if not (ROOT / "docs" / "methods" / f"{key}.md").is_file()) == []


def test_licence_covers_code_content_and_figures():
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert "MIT License" in text
    assert "Creative Commons Attribution 4.0" in text
    assert "Contains public sector information licensed under the Open Government Licence v3.0." in text


def test_every_dependency_has_its_reason_above_it():
    lines = (ROOT / "pyproject.toml").read_text(encoding="utf-8").splitlines()
    settings = tomllib.loads("\n".join(lines))["project"]
    named = [*settings["dependencies"], *settings["optional-dependencies"]["dev"]]
    bare = []
    for name in named:
        above = next(lines[number - 1] for number, line in enumerate(lines) if line.strip().startswith(f'"{name}"'))
        bare += [] if above.strip().startswith(("#", '"')) else [name]
    assert bare == []


VIEWS = sorted([*(ROOT / "partnership").glob("*/views.py"), *(ROOT / "partnership").glob("*/views/*.py")])


def views_of(path):
    return [one for one in ast.parse(path.read_text(encoding="utf-8")).body if isinstance(one, ast.FunctionDef)]


def names_of(path, view):
    """A view's template stands in its app's folder; where an app has many parts, in a folder named as the views' file."""
    app = path.relative_to(ROOT / "partnership").parts[0]
    return {f"{app}/{view.name}.html", f"{app}/{path.stem}/{view.name}.html"}


def test_every_view_has_one_template_of_its_own_name():
    strangers = [
        f"{path.relative_to(ROOT)}: {view.name} shows {shown}"
        for path in VIEWS
        for view in views_of(path)
        for shown in re.findall(r"'([\w/]+\.html)'", ast.unparse(view))
        if shown not in names_of(path, view)
    ]
    assert strangers == []


def test_every_template_of_a_page_belongs_to_a_view():
    by_middleware = {"core/refused.html"}
    shown = {shown for path in VIEWS for shown in re.findall(r"\"([\w/]+\.html)\"", path.read_text(encoding="utf-8"))}
    parts = {path.stem for path in VIEWS}
    pages = {
        str(path.relative_to(next(one for one in path.parents if one.name == "templates")))
        for path in TEMPLATES
        if path.parent.parent.name == "templates" or path.parent.name in parts
    }
    of_the_sign_in_package = {page for page in pages if page.split("/")[0] in ("account", "mfa", "socialaccount")}
    assert pages - by_middleware - of_the_sign_in_package == shown

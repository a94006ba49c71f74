"""Every template of the house obeys the policy and the limits."""

import re
from pathlib import Path

import pytest

import handclasp.web

WEB = Path(handclasp.web.__file__).parent
TEMPLATES = sorted(WEB.glob("*/templates/**/*.html"))
SHEETS = sorted(WEB.glob("*/static/**/*.css"))
SCRIPTS = sorted(path for path in WEB.glob("*/static/**/*.js") if "vendor" not in path.parts)
PAGES = [
    path
    for path in TEMPLATES
    if not path.name.startswith("_") and path.name not in {"base.html", "plain.html"}
]
FORBIDDEN = {
    "an inline style": r"\sstyle\s*=",
    "a style element": r"<style\b",
    "an inline script": r"<script(?![^>]*\bsrc=)",
    "an event attribute": r"\son[a-z]+\s*=",
    "hx-on": r"hx-on",
    "a js: value": r"[\"']\s*(?:js|javascript):",
    "a trigger filter": r"hx-trigger\s*=\s*[\"'][^\"']*\[",
    "markup marked safe": r"\|\s*safe\b|{%\s*autoescape\s+off",
    "an address of elsewhere": r"(?:src|href)\s*=\s*[\"']https?://",
}


def short(path: Path) -> str:
    return str(path.relative_to(WEB))


@pytest.mark.parametrize("path", TEMPLATES, ids=short)
def test_a_template_holds_nothing_that_the_policy_forbids(path: Path) -> None:
    text = re.sub(r"{% comment %}.*?{% endcomment %}", "", path.read_text(), flags=re.S)
    found = [name for name, pattern in FORBIDDEN.items() if re.search(pattern, text, re.I)]
    assert found == []


@pytest.mark.parametrize("path", TEMPLATES, ids=short)
def test_a_template_is_short(path: Path) -> None:
    assert len(path.read_text().splitlines()) <= 120


def is_whole(path: Path) -> bool:
    text = path.read_text()
    return "{% extends" in text and "{% block page %}" in text


def with_its_parts(path: Path) -> str:
    """Return a template with the text of everything that it includes."""
    parts = {f"{part.parent.name}/{part.name}": part for part in TEMPLATES}
    return re.sub(
        r"{% include [\"']([^\"']+)[\"'].*?%}",
        lambda found: with_its_parts(parts[found[1]]) if found[1] in parts else "",
        path.read_text(),
    )


@pytest.mark.parametrize("path", [page for page in PAGES if is_whole(page)], ids=short)
def test_a_page_has_one_heading(path: Path) -> None:
    text = with_its_parts(path)
    branches = len(re.findall(r"{% el(?:se|if)", text)) + 1
    assert 1 <= text.count("<h1") <= branches


@pytest.mark.parametrize("path", TEMPLATES, ids=short)
def test_every_form_that_changes_something_is_protected(path: Path) -> None:
    for form in re.findall(r"<form\b[^>]*>.*?</form>", path.read_text(), re.S | re.I):
        if (
            re.search(r"method\s*=\s*[\"']post", form.split(">")[0] + ">", re.I)
            or "hx-post" in form.split(">")[0]
        ):
            assert "{% csrf_token %}" in form


@pytest.mark.parametrize("path", SHEETS, ids=short)
def test_a_sheet_lives_in_the_layers_and_is_short(path: Path) -> None:
    text = path.read_text()
    assert "@layer" in text
    assert "!important" not in text
    assert text.count("{") == text.count("}")
    assert len(text.splitlines()) <= 400


@pytest.mark.parametrize("path", SCRIPTS, ids=short)
def test_a_script_writes_no_markup_and_evaluates_nothing(path: Path) -> None:
    text = path.read_text()
    assert not re.search(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function", text
    )
    assert ".style." not in text
    assert len(text.splitlines()) <= 400


def test_fonts_and_htmx_come_with_their_licences() -> None:
    static = WEB / "shell" / "static"
    assert (static / "vendor/htmx/LICENSE").exists()
    for font in (static / "handclasp/fonts").glob("*.woff2"):
        assert (font.parent / f"{font.stem}-OFL.txt").exists()

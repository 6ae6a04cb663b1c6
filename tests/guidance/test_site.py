"""The web site of the guidance: whole, harmless, and its search in a real browser finds what the command finds."""

import csv
import html
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from guidance.library import load_library, read_library
from guidance.site import FIRST_PAGE, SiteFault, write_site

QUERIES = Path(__file__).parents[1] / "data" / "guidance_queries.csv"
LOCAL = """---
title: Late sheets <b>here</b> [x](urn.md)
slug: late-sheets
summary: What to do *here*.
keywords: [late sheet]
words: [zebra crossing sheet]
related: [urn]
questions: [sheet]
source: [Area note 4]
status: proposed
checked: 2026-11-23
---

Ask <script>document.title = "owned"</script> first. See [the URN](urn.md#the-four-parts).

```{include} /etc/hostname
```

## When it comes

Type it in.
"""
_WRITE = (
    "import sys; from pathlib import Path; from guidance.library import read_library; "
    "from guidance.site import write_site; "
    "print(write_site(read_library(Path(sys.argv[1])), Path(sys.argv[2])))"
)


def browser() -> str | None:
    """A Chromium or Chrome of this machine."""
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    return next((found for name in names if (found := shutil.which(name))), None)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The whole site with one page of an Area, written by a process of its own. Only to be looked at."""
    area = tmp_path_factory.mktemp("area")
    (area / "late-sheets.md").write_text(LOCAL, encoding="utf-8")
    folder = tmp_path_factory.mktemp("web") / "site"
    done = subprocess.run(
        [sys.executable, "-c", _WRITE, str(area), str(folder)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == str(folder / FIRST_PAGE)
    return folder


@pytest.fixture
def looked_at(tmp_path: Path):
    """What a page holds once its scripts have run in a headless browser that reaches no network."""
    program = browser()
    if program is None:
        assert not os.environ.get("CI"), "no Chromium here: apt-get install chromium"
        pytest.skip("no Chromium or Chrome is installed here")

    def look(page: str) -> str:
        done = subprocess.run(
            [
                *(program, "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"),
                *(
                    "--host-resolver-rules=MAP * ~NOTFOUND",
                    "--no-first-run",
                    f"--user-data-dir={tmp_path}/browser",
                ),
                *("--virtual-time-budget=20000", "--dump-dom", page),
            ],
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    return look


def hits_in(dom: str) -> list[str]:
    """The pages that the search lists, best first."""
    listed = re.search(r'<ol id="guidance-hits".*?</ol>', dom, re.DOTALL)
    assert listed is not None
    return re.findall(r'href="(?:[^"]*/)?([^"/]+)\.html"', listed[0])


def test_every_topic_is_a_page_that_the_first_page_leads_to(site: Path):
    first = (site / FIRST_PAGE).read_text(encoding="utf-8")
    for topic in load_library():
        assert (site / f"{topic.slug}.html").is_file()
        assert f'href="{topic.slug}.html"' in first


def test_every_link_inside_the_site_leads_somewhere(site: Path):
    pages = {page.name: page.read_text(encoding="utf-8") for page in site.glob("*.html")}
    broken = set()
    for name, text in pages.items():
        for address in re.findall(r'href="([^"#:]*)(?:#([^"]*))?"', text):
            target, anchor = address
            if target.endswith(".html") and target not in pages:
                broken.add((name, target))
            elif anchor and (not target or target.endswith(".html")):
                whole = pages[target or name]
                if f'id="{anchor}"' not in whole:
                    broken.add((name, f"{target}#{anchor}"))
    assert broken == set()


def test_nothing_is_loaded_from_anywhere_else(site: Path):
    for page in site.glob("*.html"):
        text = page.read_text(encoding="utf-8")
        assert not re.findall(r'<(?:script|link|img|iframe)[^>]+(?:src|href)="(?:https?:)?//', text)
    for sheet in (site / "_static").glob("*.css"):
        assert not re.search(r"url\(['\"]?(?:https?:)?//|@import", sheet.read_text(encoding="utf-8"))


def test_a_page_of_an_area_is_marked_and_can_do_nothing(site: Path):
    text = (site / "late-sheets.html").read_text(encoding="utf-8")
    assert "A page of your Area." in text
    assert 'document.title = "owned"</script>' not in text
    assert "<b>here</b>" not in text
    hostname = Path("/etc/hostname")
    if hostname.is_file() and (name := hostname.read_text(encoding="utf-8").strip()):
        assert f"<p>{name}" not in text


def test_a_search_in_a_browser_shows_the_best_topic_first(site: Path, looked_at):
    dom = looked_at(f"{(site / FIRST_PAGE).as_uri()}?q=vicitm+retracted")
    assert hits_in(dom)[0] == "reason-e8"
    assert all((site / f"{slug}.html").is_file() for slug in hits_in(dom))


def test_a_search_in_a_browser_finds_an_areas_page_from_any_page(site: Path, looked_at):
    assert hits_in(looked_at(f"{(site / 'urn.html').as_uri()}?q=zebra+crossing"))[0] == "late-sheets"


def test_a_search_in_vain_says_so_in_a_browser(site: Path, looked_at):
    assert "Nothing found. Try other words." in looked_at(f"{(site / FIRST_PAGE).as_uri()}?q=zzzzqqq")


def test_a_script_in_an_areas_page_does_not_run_in_a_browser(site: Path, looked_at):
    assert "<title>owned" not in looked_at((site / "late-sheets.html").as_uri())


def test_the_browser_puts_first_what_the_command_puts_first(site: Path, looked_at, tmp_path: Path):
    with QUERIES.open(encoding="utf-8", newline="") as lines:
        queries = [row["query"] for row in csv.DictReader(lines)]
    queries += ["F or L", "s47", "victims’ letters", "w/d", "café", "", "?!", "the", "adjuorned"]
    asked = json.dumps(queries).replace("<", "\\u003c")
    page = site / "compare.html"
    page.write_text(
        '<!DOCTYPE html><meta charset="utf-8"><script src="_static/guidance-data.js"></script>'
        '<script src="_static/search.js"></script><pre id="out"></pre><script>'
        f"document.getElementById('out').textContent = JSON.stringify({asked}"
        ".map((words) => searchGuidance(words, 3).map((hit) => [hit.slug, hit.fits])));</script>",
        encoding="utf-8",
    )
    try:
        dom = looked_at(page.as_uri())
    finally:
        page.unlink()
    text = re.search(r'<pre id="out">(.*?)</pre>', dom, re.DOTALL)
    assert text is not None
    theirs = json.loads(html.unescape(text[1]))
    area = tmp_path / "area"
    area.mkdir()
    (area / "late-sheets.md").write_text(LOCAL, encoding="utf-8")
    library = read_library(area)
    ours = [[[hit.slug, hit.fits] for hit in library.search(words, limit=3)] for words in queries]
    differ = [words for words, one, other in zip(queries, ours, theirs, strict=True) if one[:1] != other[:1]]
    assert len(differ) <= len(queries) // 200, differ


def test_an_earlier_site_is_replaced_and_anything_else_is_left_alone(site: Path, tmp_path: Path):
    other = tmp_path / "letters"
    other.mkdir()
    (other / "letter.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(SiteFault) as refused:
        write_site(load_library(), other)
    assert "holds something else" in refused.value.what
    assert [path.name for path in other.iterdir()] == ["letter.txt"]
    with pytest.raises(SiteFault):
        write_site(load_library(), other / "letter.txt")
    area = tmp_path / "area"
    area.mkdir()
    done = subprocess.run(
        [sys.executable, "-c", _WRITE, str(area), str(site)], capture_output=True, check=False
    )
    assert done.returncode == 0


def test_without_sphinx_it_is_said_how_to_get_it(tmp_path: Path):
    code = (
        "import sys; sys.modules['sphinx'] = None; sys.modules['myst_parser'] = None\n"
        "from pathlib import Path; from guidance.library import load_library\n"
        "from guidance.site import SiteFault, write_site\n"
        "try:\n    write_site(load_library(), Path(sys.argv[1]) / 'site')\n"
        "except SiteFault as fault:\n    print(fault.fix)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, check=True
    )
    assert "finalise[site]" in done.stdout
    assert not (tmp_path / "site").exists()


def test_the_search_of_the_site_knows_every_topic():
    index = read_library().searcher.exported()
    topics = index["topics"]
    assert isinstance(topics, list)
    assert {topic["slug"] for topic in topics} == {topic.slug for topic in load_library()}

"""Writes all topics as a small web site with a search, to be read without a network. Needs Sphinx, the extra `site`."""

import json
import shutil
import tempfile
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

from guidance.contents import contents
from guidance.library import Library, Topic
from guidance.rendering import standing, titles_of_sources

FIRST_PAGE = "index.html"
_MARK = ".buildinfo"
_PARTS = Path(__file__).parent / "site_parts"
_DATA = "guidance-data.js"
_TITLE = "Finalise guidance"
_SETTINGS: dict[str, object] = {
    "project": _TITLE,
    "extensions": ["myst_parser"],
    "source_suffix": {".rst": "restructuredtext", ".md": "markdown"},
    "language": "en",
    "myst_commonmark_only": True,  # an Area's page brings in no file and runs nothing
    "myst_disable_syntax": ["html_block", "html_inline"],
    "myst_heading_anchors": 2,
    "myst_heading_slug_func": "guidance.library.anchor_of",
    "html_theme": "alabaster",
    "html_theme_options": {"show_powered_by": False, "page_width": "62em", "sidebar_width": "19em"},
    "html_title": _TITLE,
    "html_sidebars": {"**": ["about.html", "search_box.html", "localtoc.html"]},
    "templates_path": [str(_PARTS)],
    "html_css_files": ["search.css"],
    "html_js_files": [_DATA, "search.js"],
    "html_copy_source": False,
    "html_show_sphinx": False,
    "html_show_copyright": False,
    "html_show_search_summary": False,  # a browser reads no other file for a page opened from a disk
    "html_use_index": False,
    "html_domain_indices": False,
    "html_permalinks": False,
    "smartquotes": False,
}


class SiteFault(Exception):
    """The site cannot be written: what is wrong, and what to do about it."""

    def __init__(self, what: str, *, fix: str) -> None:
        super().__init__(f"{what} {fix}")
        self.what = what
        self.fix = fix


def write_site(library: Library, folder: Path) -> Path:
    """Write the site into a folder and give its first page.

    The folder is made; one that is there must be empty or hold an earlier site, which is replaced page by page.
    Raises SiteFault.
    """
    if folder.exists() and not (folder.is_dir() and _may_be_filled(folder)):
        raise SiteFault(f"{folder} holds something else.", fix="Name a new or empty folder.")
    try:
        import myst_parser  # noqa: F401, PLC0415 (an extra)
        from sphinx.application import Sphinx  # noqa: PLC0415
        from sphinx.errors import SphinxError  # noqa: PLC0415
    except ImportError as error:
        raise SiteFault(
            "Writing a site needs Sphinx, which is not installed.",
            fix="Install it with: pip install 'finalise[site]'",
        ) from error
    with tempfile.TemporaryDirectory() as work:
        pages = Path(work) / "pages"
        static = Path(work) / "static"
        warnings = StringIO()
        try:
            _write_pages(library, pages)
            _write_static(library, static)
            folder.mkdir(parents=True, exist_ok=True)
            Sphinx(
                srcdir=pages,
                confdir=None,
                outdir=folder,
                doctreedir=Path(work) / "trees",
                buildername="html",
                confoverrides={**_SETTINGS, "html_static_path": [str(static)]},
                status=None,
                warning=warnings,
                freshenv=True,
            ).build(force_all=True)
        except OSError as error:
            raise SiteFault(
                f"The site cannot be written into {folder} ({error.strerror}).",
                fix="Name a folder that you may write to.",
            ) from error
        except SphinxError as error:
            raise SiteFault(f"Sphinx could not write the site: {error}.", fix="Check your pages.") from error
    return folder / FIRST_PAGE


def _may_be_filled(folder: Path) -> bool:
    return not any(folder.iterdir()) or (folder / _MARK).is_file()


def _write_static(library: Library, folder: Path) -> None:
    """The search of the site and the index that it reads; a script, as a page on a disk may read no other file."""
    folder.mkdir()
    for name in ("search.js", "search.css"):
        shutil.copyfile(_PARTS / name, folder / name)
    index = json.dumps(library.searcher.exported(), separators=(",", ":")).replace("<", "\\u003c")
    (folder / _DATA).write_text(f"window.GUIDANCE = {index};\n", encoding="utf-8", newline="\n")


def _write_pages(library: Library, folder: Path) -> None:
    folder.mkdir()
    for topic in library:
        page = "\n".join(_page(topic, library))
        (folder / f"{topic.slug}.md").write_text(page, encoding="utf-8", newline="\n")
    (folder / "index.rst").write_text("\n".join(_index(library)), encoding="utf-8", newline="\n")


def _index(library: Library) -> Iterator[str]:
    """The first page, in Sphinx's own language, as Markdown knows no tree of contents."""
    yield from (_TITLE, "=" * len(_TITLE), "")
    yield from (
        "Type what you look for into the search box, or pick a topic. It works without a network.",
        "",
    )
    for group in contents(library):
        yield from (".. toctree::", "   :maxdepth: 1", f"   :caption: {group.title}", "")
        yield from (f"   {topic.slug}" for topic in group.topics)
        yield ""


def _page(topic: Topic, library: Library) -> Iterator[str]:
    yield from (f"# {_plain(topic.title)}", "")
    if topic.local:
        yield from ("**A page of your Area.**", "")
    yield from (f"*{_plain(topic.summary)}*", "", topic.body, "")
    related = library.related(topic.slug)
    if related:
        yield from ("## Related", "")
        yield from (f"- [{_plain(other.title)}]({other.slug}.md)" for other in related)
        yield ""
    yield from ("## Where this comes from", "")
    yield from (standing(topic), "")
    yield from (f"Sources: {_plain('; '.join(titles_of_sources(topic)))}.", "")
    yield f"Also looked for as: {_plain(', '.join((*topic.keywords, *topic.words)))}."


def _plain(text: str) -> str:
    """Text in which Markdown finds nothing to mark."""
    return "".join(f"\\{character}" if character in "\\`*_[]<>#&!|~" else character for character in text)

"""Turns the Markdown of a guidance topic into blocks to draw, with its sections and links. Draws nothing itself."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from markdown_it import MarkdownIt
from markdown_it.token import Token
from textual.content import Content
from textual.style import Style

from assistant.terminal.widgets.blocks import Block, safe, safe_line
from guidance.library import anchor_of

LINK = "topic"
"""The name under which the text of a link carries where it leads, such as "verdict#when"."""

_STYLES = {"strong_open": "bold", "em_open": "italic", "link_open": "underline $primary"}
_AT_MOST = 20_000


@dataclass(frozen=True, kw_only=True)
class TopicBlocks:
    """A topic as blocks; where each section begins, by its anchor; and the topics it links to as (target, words)."""

    blocks: tuple[Block, ...]
    sections: dict[str, int]
    links: tuple[tuple[str, str], ...]


def topic_target(address: str) -> str:
    """Where a link leads: "verdict#when", "#when" on the same page; "" for an address outside the guidance."""
    page, _, anchor = address.partition("#")
    if ":" in page or "/" in page:
        return ""
    slug = page.removesuffix(".md")
    return f"{slug}#{anchor}" if anchor else slug


def topic_blocks(markdown: str) -> TopicBlocks:
    """The blocks of a topic. Markdown that topics do not use, such as tables and HTML, is shown as it is typed."""
    tokens = MarkdownIt("commonmark", {"html": False}).parse(safe(markdown, at_most=_AT_MOST))
    blocks: list[Block] = []
    sections: dict[str, int] = {}
    links: dict[str, str] = {}
    lists: list[int | None] = []
    mark, opens, after_heading = "", False, False
    for number, token in enumerate(tokens):
        match token.type:
            case "bullet_list_open":
                lists.append(None)
            case "ordered_list_open":
                lists.append(int(token.attrs.get("start", 1)))
            case "bullet_list_close" | "ordered_list_close":
                lists.pop()
            case "list_item_open":
                mark = "• " if lists[-1] is None else f"{lists[-1]}. "
                lists[-1] = None if lists[-1] is None else lists[-1] + 1
                opens = token.markup != "" and _begins_list(tokens, number)
            case "inline":
                text, found = _inline(token)
                links |= {target: words for target, words in found if target not in links}
                if tokens[number - 1].type == "heading_open":
                    sections[anchor_of(text.plain)] = len(blocks)
                    text = text.stylize("bold $primary")
                indent = "  " * max(0, len(lists) - 1)
                margin = f"{indent}{mark}" if mark else indent + ("  " if lists else "")
                is_close = (bool(lists) and not opens) or after_heading
                blocks.append(
                    Block(
                        mark=Content.styled(margin, "$primary"),
                        text=text,
                        gap=0 if is_close or not blocks else 1,
                    )
                )
                mark, opens = "", False
                after_heading = tokens[number - 1].type == "heading_open"
            case "fence" | "code_block":
                lines = token.content.rstrip("\n").split("\n")
                blocks += [
                    Block(mark=Content("  "), text=Content.styled(line, "$accent"), gap=0 if index else 1)
                    for index, line in enumerate(lines)
                ]
            case _:
                pass
    return TopicBlocks(blocks=tuple(blocks), sections=sections, links=tuple(links.items()))


def _begins_list(tokens: Sequence[Token], number: int) -> bool:
    return tokens[number - 1].type in ("bullet_list_open", "ordered_list_open")


def _inline(token: Token) -> tuple[Content, list[tuple[str, str]]]:
    """A line of text with its styles, and the links in it."""
    parts: list[Content] = []
    links: list[tuple[str, str]] = []
    styles: list[tuple[str, str]] = []
    for child in token.children or ():
        if child.type in _STYLES:
            address = str(child.attrs.get("href", "")) if child.type == "link_open" else ""
            styles.append((_STYLES[child.type], topic_target(address)))
            if styles[-1][1]:
                links.append((styles[-1][1], ""))
        elif child.type.endswith("_close"):
            styles.pop()
        else:
            text = " " if child.type in ("softbreak", "hardbreak") else child.content
            part = Content.styled(text, "$accent") if child.type == "code_inline" else Content(text)
            for style, target in styles:
                part = part.stylize(style)
                if target:
                    part = part.stylize(Style.from_meta({LINK: target}))
                    links[-1] = (target, links[-1][1] + text)
            parts.append(part)
    return Content("").join(parts), links


def marked(blocks: Sequence[Block], words: str) -> tuple[tuple[Block, ...], tuple[int, ...]]:
    """The blocks with every place highlighted that holds the words, and the index of the block of each place."""
    wanted = safe_line(words).casefold()
    if not wanted:
        return tuple(blocks), ()
    found: list[int] = []
    new: list[Block] = []
    for index, block in enumerate(blocks):
        text = block.text
        for start, end in _places(text.plain, wanted):
            text = text.stylize("reverse", start, end)
            found.append(index)
        new.append(block if text is block.text else replace(block, text=text))
    return tuple(new), tuple(found)


def _places(text: str, wanted: str) -> Iterator[tuple[int, int]]:
    for match in re.finditer(re.escape(wanted), text, re.IGNORECASE):
        yield match.span()

"""Every pair of colours that is drawn can be read: WCAG 2.2 AA, and AAA for the high-contrast theme."""

import pytest
from textual.color import Color
from textual.theme import Theme

from assistant.terminal.themes import HIGH_CONTRAST, THEMES

TEXT = ("foreground", "muted", "primary", "accent", "success", "warning", "error")
GROUNDS = ("background", "surface", "panel")


def contrast(one: Color, other: Color) -> float:
    """The contrast ratio of WCAG 2.2, from 1 to 21."""

    def luminance(colour: Color) -> float:
        def linear(part: int) -> float:
            value = part / 255
            return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4

        return 0.2126 * linear(colour.r) + 0.7152 * linear(colour.g) + 0.0722 * linear(colour.b)

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def colours(theme: Theme) -> dict[str, Color]:
    return {
        name: Color.parse(value)
        for name, value in theme.to_color_system().generate().items()
        if name in (*TEXT, *GROUNDS, "text-muted", "text-disabled", "foreground-muted")
    } | {name: Color.parse(theme.variables[name]) for name in ("muted", "rule", "border", "border-blurred")}


def test_contrast_is_measured_as_wcag_says() -> None:
    assert contrast(Color.parse("#000000"), Color.parse("#ffffff")) == pytest.approx(21)
    assert contrast(Color.parse("#777777"), Color.parse("#ffffff")) == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("text", [*TEXT, "text-muted", "text-disabled", "foreground-muted"])
def test_text_can_be_read(theme: Theme, ground: str, text: str) -> None:
    seen = colours(theme)
    assert contrast(seen[text], seen[ground]) >= (7 if theme is HIGH_CONTRAST else 4.5)


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
@pytest.mark.parametrize("line", ["rule", "border", "border-blurred"])
def test_lines_and_focus_can_be_seen(theme: Theme, line: str) -> None:
    seen = colours(theme)
    assert contrast(seen[line], seen["background"]) >= 3


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
def test_the_highlighted_line_can_be_read(theme: Theme) -> None:
    seen = colours(theme)
    assert contrast(seen["background"], seen["primary"]) >= (7 if theme is HIGH_CONTRAST else 4.5)

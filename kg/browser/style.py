"""The colours and captions of the graph as GraSS, the style language of Neo4j Browser."""

from collections.abc import Iterable

from kg.schema import CLAIM_TYPES, NODE_TYPES, PAPER, RELATIONSHIP_TYPES, RESULT

_CAPTIONS = {PAPER: "{title}", RESULT: "{value}"}
_DIAMETERS = {PAPER: 60, RESULT: 40}
# What papers claim stands out; what links papers and results to things stays in the background.
_CLAIM_COLOUR, _LINK_COLOUR = "#4d4d4d", "#b3b3b3"


def style_sheet() -> str:
    """The whole style: every label in its colour of :mod:`kg.schema`, every relationship with its type."""
    rules = [
        _rule("node", {"diameter": "50px", "color": "#A5ABB6", "border-width": "2px", "font-size": "10px"}),
        _rule(
            "relationship",
            {"color": _LINK_COLOUR, "shaft-width": "1px", "font-size": "8px", "padding": "3px"},
        ),
    ]
    for kind in NODE_TYPES:
        rules.append(
            _rule(
                f"node.{kind.label}",
                {
                    "color": kind.colour,
                    "border-color": _darker(kind.colour),
                    "text-color-internal": _text_colour(kind.colour),
                    "diameter": f"{_DIAMETERS.get(kind.label, 50)}px",
                    "caption": f'"{_CAPTIONS.get(kind.label, "{name}")}"',
                },
            )
        )
    for relationship in RELATIONSHIP_TYPES:
        claim = relationship.name in CLAIM_TYPES
        rules.append(
            _rule(
                f"relationship.{relationship.name}",
                {
                    "color": _CLAIM_COLOUR if claim else _LINK_COLOUR,
                    "shaft-width": "2px" if claim else "1px",
                    "caption": '"<type>"',
                },
            )
        )
    return "\n".join(rules)


def _rule(selector: str, properties: dict[str, str]) -> str:
    lines = "".join(f"  {name}: {value};\n" for name, value in properties.items())
    return f"{selector} {{\n{lines}}}\n"


def _channels(colour: str) -> Iterable[int]:
    return (int(colour[i : i + 2], 16) for i in (1, 3, 5))


def _darker(colour: str) -> str:
    return "#" + "".join(f"{int(channel * 0.75):02X}" for channel in _channels(colour))


def _text_colour(colour: str) -> str:
    """Black or white, whichever reads better (relative luminance as WCAG 2.2 defines it)."""

    def linear(channel: int) -> float:
        share = channel / 255
        return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4

    red, green, blue = map(linear, _channels(colour))
    luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    return "#000000" if (luminance + 0.05) / 0.05 > 1.05 / (luminance + 0.05) else "#FFFFFF"

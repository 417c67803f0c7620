"""What makes Neo4j Browser a home for the graph: a style, the templates as saved scripts, a guide.

Neo4j Browser takes a ``.grass`` file and a ``.zip`` of ``.cypher`` files that are dropped on its page.
"""

from pathlib import Path

from kg.browser.guide import guide_page
from kg.browser.scripts import write_scripts
from kg.browser.style import style_sheet

STYLE, SCRIPTS, GUIDE = "style.grass", "scripts.zip", "guide.html"


def write_kit(folder: Path) -> tuple[Path, Path, Path]:
    """Write the three files into a folder, which is made when it is missing.

    Returns:
        The style, the saved scripts and the guide.

    Raises:
        OSError: the folder or a file cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    style, scripts, guide = folder / STYLE, folder / SCRIPTS, folder / GUIDE
    style.write_text(style_sheet(), encoding="utf-8")
    write_scripts(scripts)
    guide.write_text(guide_page(), encoding="utf-8")
    return style, scripts, guide

"""A run on the sample newsroom -> pictures of one day: a terminal, a phone, a program for notes.

    python docs/pictures.py [CHROMIUM]

Beside `make.py`, since it starts a browser and the day is the day on which it is run. The notes are
the day's own Markdown, drawn as such programs draw it: front matter as properties, comments unseen.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

from docs.make import WIDTH, of_terminal
from markdown_it import MarkdownIt

from newsdigest.wiring.demo import newsroom

DOCS = Path(__file__).parent
PHONE = (390, 844)
NOTES = (720, 900)
NOTES_PAGE = """<!DOCTYPE html><meta charset="utf-8"><style>
body {{ font: 16px/1.55 system-ui, "DejaVu Sans", sans-serif; color: #222 }}
body {{ margin: 0; display: flex }}
nav {{ width: 150px; background: #f4f4f2; padding: 16px; font-size: 13px; color: #666 }}
nav b {{ display: block; color: #222; margin: 4px 0 4px 10px }} nav i {{ font-style: normal }}
main {{ flex: 1; padding: 18px 28px }} h1 {{ font-size: 24px }} h2 {{ font-size: 19px }}
h3 {{ font-size: 17px; margin-bottom: 4px }} a {{ color: #7a3ff2; text-decoration: none }}
blockquote {{ border-left: 3px solid #7a3ff2; margin: 10px 0; padding: 0 12px; color: #444 }}
table {{ font-size: 12px; color: #777; border-spacing: 12px 0; margin-left: -12px }}
</style><nav><i>Notes</i><br><i>▾ News</i>{files}</nav>
<main><table>{properties}</table>{body}</main>"""


def main(browser: str) -> None:
    """Follow the sample newsroom in a home of its own, and draw what a morning leaves."""
    room = newsroom(0)
    serving = threading.Thread(target=room.serve)
    serving.start()
    try:
        with tempfile.TemporaryDirectory() as home:
            for outlet in ("times", "herald"):
                run(home, "feeds", "add", f"{room.url}/{outlet}/", "--section", "City")
            path = Path(run(home, "daily").strip())
            shown = run(home, "show", "-f", "terminal", "--color", "always", "--no-pager")
            (DOCS / "day.svg").write_text(of_terminal("newsdigest show", shown), "utf-8")
            page = Path(home, "day.html")
            run(home, "show", "-f", "html", "-o", str(page))
            shoot(browser, page, PHONE, DOCS / "day-phone.png")
            page.write_text(notes(path), "utf-8")
            shoot(browser, page, NOTES, DOCS / "day-notes.png")
    finally:
        room.stop()
        serving.join()
        room.close()


def run(home: str, *words: str) -> str:
    """Run a command as a person with an empty home."""
    environ = {"HOME": home, "PATH": os.environ["PATH"], "COLUMNS": str(WIDTH), "TZ": "UTC"}
    return subprocess.run(  # noqa: S603 our own words
        [sys.executable, "-m", "newsdigest", *words],
        env=environ, check=True, capture_output=True, text=True, stdin=subprocess.DEVNULL,
    ).stdout  # fmt: skip


def notes(path: Path) -> str:
    """Draw a day's file as a program for notes does."""
    _, front, body = path.read_text("utf-8").split("---\n", 2)
    pairs = (line.split(":", 1) for line in front.strip().splitlines())
    rows = "".join(f"<tr><td>{name}<td>{value.strip(' []')}</tr>" for name, value in pairs)
    body = re.sub(r"<!--.*?-->", "", body, flags=re.DOTALL)
    files = f"<b>{path.stem}</b>"
    return NOTES_PAGE.format(files=files, properties=rows, body=MarkdownIt().render(body))


def shoot(browser: str, page: Path, size: tuple[int, int], goal: Path) -> None:
    """Take a picture of a page, sharp on screens of more dots than one a pixel."""
    wide, high = size
    subprocess.run(  # noqa: S603 a browser that was named
        [browser, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
         "--force-device-scale-factor=1.4", f"--window-size={wide},{high}",
         f"--screenshot={goal}", page.as_uri()],
        check=True, capture_output=True,
    )  # fmt: skip


if __name__ == "__main__":
    found = shutil.which("chromium") or shutil.which("google-chrome") or "chromium"
    main(sys.argv[1] if sys.argv[1:] else found)

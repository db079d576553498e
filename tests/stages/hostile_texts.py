"""Feeds and pages whose every text field holds something hostile, written in every way there is.

A payload is a character no text may hold, or a sequence of a terminal, in the middle of words. It
is wrapped in encodings, up to four deep: itself, references in decimal and hexadecimal, padded,
without semicolon, escaped again, CDATA, tags around and within, JSON's own escapes. The same seed
gives the same document.
"""

import json
from collections.abc import Callable
from random import Random
from xml.sax.saxutils import escape

UNSEEN = (
    *map(chr, (*range(9), *range(11, 32), *range(127, 160))),
    *("\u00ad", "\u200b", "\u2060", "\ufeff", "\u202a", "\u202e", "\u2066", "\u2069"),
    *("\ufdd0", "\ufffe", "\uffff", "\U000e0041", "\ud800"),
)
SEQUENCES = (
    "\x1b]52;c;ZXZpbA==\x07", "\x1b]0;title\x1b\\", "\x1b[31m", "\x9b2J", "\x9d8;;x\x9c",
    "\x1bP+q\x1b\\", "\x1b_x\x1b\\", "\x1b[?1049h", "\u202egnirts\u202c",
)  # fmt: skip
Wrap = Callable[[Random, str], str]


def _references(chance: Random, text: str) -> str:
    """Write what is not ASCII letters as references, in one of their many spellings."""
    ways: tuple[Callable[[int], str], ...] = (
        lambda n: f"&#{n};",
        lambda n: f"&#x{n:x};",
        lambda n: f"&#X{n:X};",
        lambda n: f"&#{n:09d};",
        lambda n: f"&#x{n:012x};",
        lambda n: f"&#{n} ",
    )
    way = chance.choice(ways)
    return "".join(sign if sign.isalnum() and sign.isascii() else way(ord(sign)) for sign in text)


def _escaped(chance: Random, text: str) -> str:
    return escape(text) if chance.random() < 0.8 else text.replace("&", "&#38;")


def _cdata(chance: Random, text: str) -> str:
    del chance
    return f"<![CDATA[{text.replace(']]>', '')}]]>"


def _tagged(chance: Random, text: str) -> str:
    half = chance.randrange(len(text) + 1)
    tag = chance.choice(("b", "p", "i", "span", "em", "x-y", "a href='x'"))
    return f"{text[:half]}<{tag}>{text[half:]}</{tag.split()[0]}>"


def _commented(chance: Random, text: str) -> str:
    half = chance.randrange(len(text) + 1)
    return f"{text[:half]}<!-- x -->{text[half:]}"


WRAPS: tuple[Wrap, ...] = (_references, _escaped, _cdata, _tagged, _commented)


def field(chance: Random) -> str:
    """Make one hostile text."""
    payload = chance.choice((*UNSEEN, *SEQUENCES))
    text = f"Elm {chance.randrange(100)} bri{payload}dge opens"
    for _ in range(chance.randrange(5)):
        text = chance.choice(WRAPS)(chance, text)
    return text


def feed(seed: int) -> bytes:
    """Make a feed of a kind by chance."""
    chance = Random(seed)  # noqa: S311 cases that repeat
    some = [field(chance) for _ in range(12)]
    kind = chance.randrange(4)
    if kind == 0:
        return json.dumps(
            {
                "version": "https://jsonfeed.org/version/1.1",
                "title": some[0],
                "language": some[1],
                "items": [
                    {
                        "id": some[2], "url": f"https://a.test/{some[3]}", "title": some[4],
                        "summary": some[5], "content_html": some[6], "content_text": some[7],
                        "authors": [{"name": some[8]}], "language": some[9],
                    }
                ],
            },
            ensure_ascii=chance.random() < 0.5,
        ).encode("utf-8", "surrogatepass")  # fmt: skip
    if kind == 1:
        type_ = chance.choice(("text", "html", "xhtml"))
        text = (
            f"<feed xmlns='http://www.w3.org/2005/Atom' xml:lang='{some[9]}'><title type='{type_}'>"
            f"{some[0]}</title><entry><id>{some[1]}</id><title type='{type_}'>{some[2]}</title>"
            f"<link href='https://a.test/{some[3]}'/><author><name>{some[4]}</name></author>"
            f"<summary type='{type_}'>{some[5]}</summary><content type='{type_}'>{some[6]}"
            "</content></entry></feed>"
        )
    else:
        text = (
            f"<rss version='2.0'><channel><title>{some[0]}</title><language>{some[1]}</language>"
            f"<link>https://a.test/{some[10]}</link><item><guid>{some[2]}</guid><title>{some[3]}"
            f"</title><link>https://a.test/{some[4]}</link><author>{some[5]}</author><description>"
            f"{some[6]}</description><content:encoded>{some[7]}</content:encoded><dc:creator>"
            f"{some[8]}</dc:creator></item></channel></rss>"
        )
    return text.encode("utf-8", "surrogatepass")


PROSE = "The council of Elm agreed on Monday to build a second bridge for the northern districts. "


def page(seed: int) -> bytes:
    """Make a page of news; its article is long enough to be one."""
    chance = Random(seed)  # noqa: S311 cases that repeat
    some = [field(chance) for _ in range(14)]
    data = json.dumps(
        {
            "@type": "NewsArticle", "headline": some[0], "author": {"name": some[1]},
            "publisher": {"name": some[2]}, "articleSection": some[3], "description": some[4],
            "articleBody": f"{PROSE}{some[5]}. {PROSE}",
        }
    )  # fmt: skip
    carried = f"<script type='application/ld+json'>{data}</script>" if chance.random() < 0.5 else ""
    text = (
        f"<!DOCTYPE html><html lang=en><head><title>{some[6]}</title>{carried}"
        f'<meta property="og:title" content="{some[7]}"><meta name="author" content="{some[8]}">'
        f'<meta property="og:site_name" content="{some[9]}"></head><body><article>'
        f"<h1>{some[6]}</h1><p>{PROSE * 2}{some[10]}</p><p>“{PROSE}{some[11]},” said Ana Ruiz, "
        f"{some[12]}.</p><p>{PROSE * 2}</p><p>{some[13]}{PROSE}</p></article></body></html>"
    )
    return text.encode("utf-8", "surrogatepass")

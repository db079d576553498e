"""Work for the pool's workers: light to import, since each new worker imports it."""

import logging
import os
import time

from newsdigest.errors import NewsdigestError
from newsdigest.models import Article, Page


def act(what: str) -> str:
    if what == "sleep":
        time.sleep(60)
    if what == "nap":
        time.sleep(0.8)
    if what == "spin":
        while True:
            pass
    if what == "abort":
        os.abort()
    if what == "leave":
        os._exit(3)
    if what == "grow":
        return str(len(bytearray(3 << 30)))
    if what == "raise":
        raise LookupError(what)
    if what == "fatten":
        blob = bytearray(os.urandom(1)) * (600 << 20)
        del blob
    return f"{what} done"


def pid(_: object) -> int:
    return os.getpid()


def level(name: str) -> int | str:
    return logging.getLogger(name).level


def read(page: Page) -> Article | str:
    from newsdigest.stages.extract.html import extract

    try:
        return extract(page)
    except NewsdigestError as error:
        return error.kind


def lost(item: object, why: str) -> str:
    return f"{item} lost: {why}"


def lost_page(page: Page, why: str) -> str:
    return f"{page.url} lost: {why}"

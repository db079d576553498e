"""A module that is put off is the module itself for whoever asks it."""

import subprocess
import sys
from pathlib import Path

import pytest

import newsdigest
from newsdigest.deferred import defer

SOURCES = str(Path(newsdigest.__file__).parents[1])


def ran(code: str) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", code], env={"PYTHONPATH": SOURCES}, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


def test_nothing_is_loaded_until_something_is_asked() -> None:
    code = (
        "import sys; from newsdigest.deferred import defer; defer('colorsys');"
        "import colorsys; print('rgb_to_hsv' in vars(colorsys)); held = colorsys;"
        "print(colorsys.rgb_to_hsv(0, 0, 1)[2]); from colorsys import hsv_to_rgb;"
        "print(held.hsv_to_rgb is hsv_to_rgb, sys.modules['colorsys'].hsv_to_rgb is hsv_to_rgb)"
    )
    assert ran(code) == ["False", "1", "True", "True"]


def test_a_package_has_its_modules() -> None:
    code = (
        "from newsdigest.deferred import defer; defer('json'); import json.decoder;"
        "print(json.decoder.JSONDecoder.__name__)"
    )
    assert ran(code) == ["JSONDecoder"]


def test_what_a_module_lacks_it_lacks() -> None:
    code = (
        "from newsdigest.deferred import defer; defer('colorsys'); import colorsys\n"
        "for name in ('nothing', '__nothing__'):\n"
        "    try: getattr(colorsys, name)\n"
        "    except AttributeError: print('no')"
    )
    assert ran(code) == ["no", "no"]


def test_a_loaded_module_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = sys.modules["newsdigest"]
    defer("newsdigest")
    assert sys.modules["newsdigest"] is kept
    monkeypatch.delitem(sys.modules, "colorsys", raising=False)


def test_a_page_loads_no_numpy_and_the_extractor_keeps_its_language_model() -> None:
    code = (
        "import sys, newsdigest.stages.extract.html; print('numpy' in sys.modules)\n"
        "import trafilatura, trafilatura.utils as utils\n"
        "print(utils.py3langid.classify('This is a sentence of some English words')[0])"
    )
    assert ran(code) == ["False", "en"]

"""A module that is put off is the module itself for whoever asks it."""

import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

import newsdigest
from newsdigest.deferred import defer, installed_release, put_off

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


def test_what_is_imported_in_the_block_is_loaded_when_it_is_called() -> None:
    code = (
        "import sys; from newsdigest.deferred import put_off\n"
        "def real(): return 'hsv_to_rgb' in vars(sys.modules['colorsys'])\n"
        "with put_off({'colorsys': ('rgb_to_hsv',)}):\n"
        "    from colorsys import rgb_to_hsv as early\n"
        "print(real(), early.__name__, early.__module__, early(0, 0, 1)[2], real())\n"
        "from colorsys import rgb_to_hsv as late\n"
        "print(late is early, late.__code__.co_filename[-11:])"
    )
    assert ran(code) == ["False", "rgb_to_hsv", "colorsys", "1", "True", "False", "colorsys.py"]


def test_nobody_is_given_a_stand_in_after_the_block() -> None:
    code = (
        "from newsdigest.deferred import put_off\n"
        "with put_off({'colorsys': ('rgb_to_hsv',), 'email.mime.text': ()}): pass\n"
        "from colorsys import rgb_to_hsv; print(rgb_to_hsv.__code__.co_filename[-11:])\n"
        "import email.mime.text; print(email.mime.text.MIMEText.__name__)"
    )
    assert ran(code) == ["colorsys.py", "MIMEText"]


def test_a_class_has_no_instances_before_its_module_is_loaded() -> None:
    code = (
        "from newsdigest.deferred import put_off\n"
        "with put_off({'fractions': ('Fraction',)}):\n"
        "    from fractions import Fraction as early\n"
        "print(isinstance(1, early), early | int == int | early)\n"
        "from fractions import Fraction as late\n"
        "print(isinstance(late(1), early), isinstance(1, early))\n"
        "import sys; del sys.modules['fractions']; print(isinstance(1, early))"
    )
    assert ran(code) == ["False", "True", "True", "False", "False"]


def test_a_module_of_a_package_that_waits_is_imported_in_the_block() -> None:
    code = (
        "from newsdigest.deferred import put_off\n"
        "with put_off({'wsgiref': ()}):\n"
        "    from wsgiref.headers import Headers\n"
        "print(Headers.__name__)"
    )
    assert ran(code) == ["Headers"]


def test_what_is_loaded_in_the_block_or_before_stays() -> None:
    code = (
        "import colorsys, sys; from newsdigest.deferred import put_off\n"
        "with put_off({'colorsys': ('rgb_to_hsv',), 'fractions': ()}):\n"
        "    from fractions import Fraction\n"
        "print(sys.modules['colorsys'] is colorsys, sys.modules['fractions'].Fraction is Fraction)"
    )
    assert ran(code) == ["True", "True"]


def test_the_extractor_keeps_its_downloader_its_dates_and_its_answers() -> None:
    code = (
        "import sys, newsdigest.stages.extract.html\n"
        "print(*(name in sys.modules for name in ('urllib3', 'tld', 'http.client', 'dateutil')))\n"
        "import trafilatura, trafilatura.downloads, courlan.network, urllib.request, urllib3\n"
        "print(trafilatura.fetch_url('', no_ssl=True), urllib.request.Request.__name__)\n"
        "answer = urllib3.response.HTTPResponse(b'<html><body>One.</body></html>')\n"
        "print(trafilatura.load_html(answer).tag, courlan.check_url('nothing'))\n"
        "page = '<html><head><meta name=date content=2026-11-02></head></html>'\n"
        "print(trafilatura.extract_metadata(page).date)"
    )
    found = ran(code)
    assert found[:4] == ["False"] * 4
    assert found[4:] == ["None", "Request", "html", "None", "2026-11-02"]


@pytest.fixture
def unloaded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Forget two modules for a while, in this process."""
    for name in ("colorsys", "wsgiref", "wsgiref.headers"):
        monkeypatch.setitem(sys.modules, name, sys)  # so that they are put back as they were
        del sys.modules[name]


@pytest.mark.usefixtures("unloaded")
def test_stand_ins_live_in_the_block_and_work_behind_it() -> None:
    with put_off({"colorsys": ("rgb_to_hsv", "Colour"), "wsgiref.headers": ()}):
        import colorsys

        early, colour = colorsys.rgb_to_hsv, vars(colorsys)["Colour"]
        assert not isinstance(1, colour)
    assert "rgb_to_hsv" not in vars(sys.modules["colorsys"])
    assert "wsgiref.headers" not in sys.modules  # its package waits no more than it does
    assert early(0, 0, 1)[2] == 1
    setattr(sys.modules["colorsys"], "Colour", int)  # noqa: B010 as a library would have it
    assert isinstance(1, colour)
    del sys.modules["colorsys"]
    assert not isinstance(1, colour)


@pytest.mark.usefixtures("unloaded")
def test_a_module_loaded_within_the_block_is_kept() -> None:
    with put_off({"colorsys": (), "email.nothing": ()}):
        from colorsys import rgb_to_hsv
    assert sys.modules["colorsys"].rgb_to_hsv is rgb_to_hsv
    defer("colorsys")
    assert sys.modules["colorsys"].rgb_to_hsv is rgb_to_hsv


def test_the_extractor_is_told_its_release_and_keeps_its_third_opinion() -> None:
    code = (
        "import sys, newsdigest.stages.extract.html\n"
        "waiting = ('email', 'zipfile', 'gettext', 'justext', '_hashlib')\n"
        "print(any(name in sys.modules for name in waiting))\n"
        "import trafilatura.xml, trafilatura.settings, trafilatura.external as external\n"
        "from importlib.metadata import version; from lxml import html\n"
        "print(trafilatura.xml.PKG_VERSION == version('trafilatura'))\n"
        "page = html.fromstring('<body><p>' + 'The bridge is open to all of them. ' * 9 + '</p>')\n"
        "print(external.try_justext(page, '', 'en')[0].tag)\n"
        "print(len(trafilatura.deduplication.generate_bow_hash('one two')))"
    )
    assert ran(code) == ["False", "True", "p", "24"]


def test_a_release_is_read_where_the_installer_wrote_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("elmwood", "elmwood-2.3.1.dist-info", "elmwood_x-9.dist-info"):
        (tmp_path / name).mkdir()
    monkeypatch.setitem(sys.modules, "elmwood", ModuleType("elmwood"))
    sys.modules["elmwood"].__path__ = [str(tmp_path / "elmwood")]
    assert installed_release("elmwood") == "2.3.1"
    (tmp_path / "elmwood-2.3.0.dist-info").mkdir()  # an installer left it: the library decides
    (tmp_path / "elmwood-2.3.0.dist-info/METADATA").write_text("Name: elmwood\nVersion: 7\n")
    (tmp_path / "elmwood-2.3.1.dist-info/METADATA").write_text("Name: elmwood\nVersion: 7\n")
    monkeypatch.syspath_prepend(tmp_path)
    assert installed_release("elmwood") == "7"

"""A language as a reader types it -> its ISO 639-1 code."""

from __future__ import annotations

from newsdigest.errors import UsageError


def read_language(text: str) -> str:
    """Read auto or an ISO 639-1 code, with or without a region; UsageError for anything else.

    Gives the bare code in small letters, empty for auto.
    """
    code = text.strip().replace("_", "-").partition("-")[0].lower()
    if text.strip().lower() == "auto" or not text:
        return ""
    if code not in LANGUAGES:
        hint = "a code of two letters like de, or auto"
        raise UsageError("wrong --lang", text, "it is no code of ISO 639-1", hint)
    return code


_CODES = """
aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da
de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz
ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln
lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi
pl ps pt qu rm rn ro ru rw sa sc sd se sg sh si sk sl sm sn so sq sr ss st su sv sw ta te tg th
ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu
"""
LANGUAGES = frozenset(_CODES.split())
"""ISO 639-1, with the withdrawn bh and sh: what texts are written in, known to us or not."""

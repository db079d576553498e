"""Initials and kinds of body lead to the names that the article gives them."""

import pytest

from newsdigest.outline.read import read_outline
from newsdigest.stages.gloss.introductions import read_introductions


def introduced(text: str, language: str, table: str) -> dict[str, str]:
    found = read_introductions(0, read_outline(text, language), language)
    if table == "initials":
        return {short: named.name for short, named in found.initials.items()}
    return {kind: " | ".join(one.name for one in named) for kind, named in found.kinds.items()}


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("en", "The Office for River Safety (ORS) came.", {"ORS": "Office for River Safety"}),
        (
            "en",
            "The Elm Hospital Doctors Union (EHDU) came.",
            {"EHDU": "Elm Hospital Doctors Union"},
        ),
        ("en", "Demand Side Desks (DSDs) came.", {"DSDs": "Demand Side Desks"}),
        ("en", "Elm France-Radio (EFR) came.", {"EFR": "Elm France-Radio"}),
        ("en", "The Department of Rivers (DOR) came.", {"DOR": "Department of Rivers"}),
        ("en", "Ultra Elmband (UEB) came.", {"UEB": "Ultra Elmband"}),
        ("en", "The Elm Rivers Union’s (ERU) men came.", {"ERU": "Elm Rivers Union"}),
        ("de", "Das Elmische Hilfswerk (EHW) kam.", {"EHW": "Elmische Hilfswerk"}),
        ("de", "Das Landesamt für Gewässer (LfG) kam.", {"LfG": "Landesamt für Gewässer"}),
        ("en", "Lowland’s (LOW) shares fell.", {}),
        ("en", "Karl Lund (CDU) came.", {}),
        ("en", "The offices of the river (ORS) came.", {}),
        ("en", "The 14 (ORS) came.", {}),
        ("en", "(ORS) came.", {}),
        ("en", "The Office for River - Safety (ORS) came.", {"ORS": "Office for River - Safety"}),
        ("en", "The Office 4 Rivers (ORS) came.", {}),
        ("en", "Agency of the rivers in the land of the north by the Sea Road (ASR) came.", {}),
        (
            "en",
            "The Office of the rivers of the sea of the land of the north and Safety (ORS) came.",
            {},
        ),
        ("en", "The Office, River (ORS) came.", {}),
        ("en", "The Office for River Safety (often) came.", {}),
        ("en", "The Office for River Safety (Orsini) came.", {}),
        (
            "en",
            (
                "The Old Elm Rivers And Lakes And Harbours And Bridges And Roads And Paths Office"
                " Of Those Who Care For Rivers (QXZ) came."
            ),
            {},
        ),
        ("de", "Die Frau aus dem Norden mit dem Hut (QX) kam.", {}),
    ],
)
def test_initials_are_those_of_the_name_before_their_bracket(
    language: str, text: str, found: dict[str, str]
) -> None:
    assert introduced(text, language, "initials") == found


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("en", "It asked the Northern Water Agency.", {"agency": "Northern Water Agency"}),
        ("en", "It asked the Ministry of Rivers.", {"ministry": "Ministry of Rivers"}),
        ("en", "Lumen, a luxury group that sells hats, came.", {"group": "Lumen"}),
        ("en", "It asked Lumen, a new luxury group.", {"group": "Lumen"}),
        ("en", "Lumen, a firm Elmton loves, came.", {}),
        ("en", "Lumen, a maker of hats, came.", {}),
        ("en", "Lumen, which sells hats, came.", {}),
        ("en", "Lumen, a “group” of hats, came.", {}),
        ("en", "Lumen, a very old and very rich and big seller, came.", {}),
        ("en", "It asked the ministry of Lumen’s owner.", {}),
        ("en", "It asked the Ministry of Lumen’s owner.", {}),
        ("en", "It asked Lumen", {}),
        ("en", "Agency and union came.", {}),
        ("es", "El Banco Norte cerró.", {"banco": "Banco Norte"}),
        ("en", "Ministry of Elm Ash Oak of Bay Cay Day of Eel Fir Gum of Hay Ivy came.", {}),
        ("en", "Rooms in the Northern Water Center are free.", {}),
        ("de", "Das Gewässerministerium kam.", {"ministerium": "Gewässerministerium"}),
        ("de", "Das Elmer Gewässeramt kam.", {"amt": "Elmer Gewässeramt"}),
    ],
)
def test_a_kind_leads_to_the_names_of_that_kind(
    language: str, text: str, found: dict[str, str]
) -> None:
    assert introduced(text, language, "kinds") == found


def test_a_name_that_runs_over_lines_or_is_too_long_introduces_nothing() -> None:
    found = read_introductions(0, read_outline("Ana\nRuiz " + "a " * 13, "en"), "en")
    assert found.between(0, 8) is None
    assert found.between(9, 35) is None
    assert found.between(0, 0) is None

"""A byline gives the names of its writers and nothing else."""

import pytest

from newsdigest.stages.extract.head.names import read_names


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("Ana Ruiz, photographs by Omar Diallo", ("Ana Ruiz",)),
        ("Ana Ruiz, Photography by Omar Diallo, Kim Oak", ("Ana Ruiz", "Kim Oak")),
        ("Editor Ana Ruiz", ("Ana Ruiz",)),
        ("By Ana Ruiz, Kestrel Bay", ("Ana Ruiz",)),
        ("By Ana Ruiz, with Omar Diallo", ("Ana Ruiz", "Omar Diallo")),
        ("By Ana Ruiz, Omar Diallo and Kim Oak", ("Ana Ruiz", "Omar Diallo", "Kim Oak")),
        ("Ana Ruiz, Omar Diallo", ("Ana Ruiz", "Omar Diallo")),
        ("Ana Ruiz and Omar Diallo, Elm Herald", ("Ana Ruiz", "Omar Diallo")),
        ("Ana Ruiz\nSenior Contributor", ("Ana Ruiz",)),
        ("By\nAna Ruiz\nBay Post", ("Ana Ruiz",)),
        ("By political reporter\nAna Ruiz", ("Ana Ruiz",)),
        ("Ana Ruiz\nand\nOmar Diallo", ("Ana Ruiz", "Omar Diallo")),
        ("Ana Ruiz,\nOmar Diallo", ("Ana Ruiz", "Omar Diallo")),
        ("Ana Ruiz; Omar Diallo", ("Ana Ruiz", "Omar Diallo")),
        ("Ana Ruiz MS, RDN, LD", ("Ana Ruiz",)),
        ("ANA RUIZ, OMAR DIALLO", ("ANA RUIZ", "OMAR DIALLO")),
        ("Why you can trust us", ()),
        ("Political Correspondent", ()),
        ("Ana Ruiz The Associated Press", ("Ana Ruiz",)),
        ("Piše: Ana Ruiz", ("Ana Ruiz",)),
        ("박지수=왕소명 기자", ("왕소명",)),
        ("Editor", ()),
        ("記者 王", ()),
        ("記者、王小明", ("王小明",)),
        ("王小明 記者", ("王小明",)),
        ("Ana Ruiz ana.ruiz@elm.example", ("Ana Ruiz",)),
        ("Ana Ruiz https://elm.example/ana", ("Ana Ruiz",)),
    ],
)
def test_a_byline_is_read_as_the_names_of_its_writers(byline: str, names: tuple[str, ...]) -> None:
    assert read_names(byline) == names

"""A byline gives the names of its writers and nothing else."""

import pytest

from newsdigest.stages.extract.head.names import read_names


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("Ana Ruiz, photographs by Omar Diallo", ("Ana Ruiz",)),
        ("Ana Ruiz, Photography by Omar Diallo, Kim Oak", ("Ana Ruiz", "Kim Oak")),
        ("Editor Ana Ruiz", ("Ana Ruiz",)),
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

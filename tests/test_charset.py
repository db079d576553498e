"""decode: the text is right, whatever the page calls itself."""

import codecs

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from newsdigest.charset import decode, encoding_of, is_wide

NEWS = {
    "cp1252": "Le maire a inauguré le pont “après quatre années”, l’été dernier, à Élm.",
    "cp1250": "Starosta v pondělí otevřel nový most přes řeku po čtyřech letech práce.",
    "cp1251": "Мэр города открыл новый мост через реку в понедельник после четырёх лет работы.",
    "koi8-r": "Мэр города открыл новый мост через реку в понедельник после четырёх лет работы.",
    "cp1253": "Ο δήμαρχος εγκαινίασε τη νέα γέφυρα τη Δευτέρα, ύστερα από τέσσερα χρόνια.",
    "cp1254": "Belediye başkanı dört yıllık çalışmanın ardından yeni köprüyü pazartesi açtı.",
    "cp1255": "ראש העיר חנך את הגשר החדש ביום שני לאחר ארבע שנות עבודה.",
    "cp1256": "افتتح رئيس البلدية الجسر الجديد يوم الاثنين بعد أربع سنوات من العمل.",
    "cp874": "นายกเทศมนตรีเปิดสะพานใหม่เมื่อวันจันทร์หลังจากทำงานสี่ปี",
    "cp932": "市長は月曜日に新しい橋を開通させた。4年間の工事が終わった。",
    "euc_jp": "市長は月曜日に新しい橋を開通させた。4年間の工事が終わった。",
    "cp949": "시장은 월요일에 새 다리를 개통했다. 4년간의 공사가 끝났다.",
    "gb18030": "市长周一为这座大桥揭幕，工程历时四年，花费一点八亿元。",
    "big5hkscs": "市長週一為這座大橋揭幕，工程歷時四年，花費一點八億元。",
}
LABELS = {
    "cp1252": "iso-8859-1",
    "cp1254": "latin5",
    "cp874": "tis-620",
    "cp932": "x-sjis",
    "cp949": "ks_c_5601-1987",
    "gb18030": "gb2312",
    "big5hkscs": "big5",
}


def page(text: str, head: str = "") -> str:
    return f"<html><head>{head}</head><body><p>{text}</p></body></html>"


@pytest.mark.parametrize("encoding", NEWS)
def test_the_header_names_the_encoding_by_any_of_its_labels(encoding: str) -> None:
    label = LABELS.get(encoding, encoding)
    raw = page(NEWS[encoding]).encode(encoding)
    assert NEWS[encoding] in decode(raw, f'text/html; Charset="{label.upper()}"')


@pytest.mark.parametrize("encoding", NEWS)
def test_a_meta_element_names_it_where_the_header_does_not(encoding: str) -> None:
    label = LABELS.get(encoding, encoding)
    for meta in (
        f"<meta charset={label}>",
        f'<META http-equiv="Content-Type" content="text/html; charset={label}">',
    ):
        raw = page(NEWS[encoding], "<!-- <meta charset=utf-8> -->" + meta).encode(encoding)
        assert NEWS[encoding] in decode(raw, "text/html")


@pytest.mark.parametrize("encoding", NEWS)
def test_an_xml_declaration_names_the_encoding_of_a_feed(encoding: str) -> None:
    label = LABELS.get(encoding, encoding)
    raw = f'<?xml version="1.0" encoding="{label}"?><rss>{NEWS[encoding]}</rss>'.encode(encoding)
    assert NEWS[encoding] in decode(raw)


@pytest.mark.parametrize("encoding", NEWS)
def test_it_is_detected_where_nothing_names_it(encoding: str) -> None:
    text = page(f"{NEWS[encoding]} " * 8)
    assert NEWS[encoding] in decode(text.encode(encoding))


@pytest.mark.parametrize("encoding", NEWS)
@pytest.mark.parametrize("lie", ["iso-8859-1", "windows-1251", "gb2312", "utf-16"])
def test_utf_8_is_read_as_utf_8_whatever_it_is_called(encoding: str, lie: str) -> None:
    raw = page(NEWS[encoding], f"<meta charset={lie}>").encode()
    assert NEWS[encoding] in decode(raw, f"text/html; charset={lie}")


@pytest.mark.parametrize("encoding", NEWS)
def test_a_page_that_is_not_the_utf_8_it_claims_is_read_by_its_next_claim(encoding: str) -> None:
    raw = page(NEWS[encoding], f"<meta charset={LABELS.get(encoding, encoding)}>").encode(encoding)
    assert NEWS[encoding] in decode(raw, "text/html; charset=utf-8")


def test_the_header_is_stronger_than_the_markup() -> None:
    raw = page(NEWS["cp1251"], "<meta charset=windows-1252>").encode("cp1251")
    assert NEWS["cp1251"] in decode(raw, "text/html; charset=windows-1251")


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
def test_a_byte_order_mark_is_stronger_than_everything_and_not_text(
    mark: bytes, encoding: str
) -> None:
    raw = mark + NEWS["cp1251"].encode(encoding)
    assert decode(raw, "text/html; charset=windows-1251") == NEWS["cp1251"]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_its_mark_shows_by_its_nuls(encoding: str) -> None:
    text = page("The mayor opened the bridge on Monday.")
    assert decode(text.encode(encoding)) == text
    assert decode(text.encode("utf-16-le"), "text/html; charset=utf-16") == text


def test_markup_that_declares_utf_16_in_ascii_is_utf_8() -> None:
    raw = page("café", "<meta charset=utf-16>").encode()
    assert "café" in decode(raw)


def test_one_broken_byte_does_not_turn_a_page_over() -> None:
    raw = page(NEWS["cp1251"]).encode() + b"\xff"
    assert decode(raw, "text/html; charset=utf-8").endswith("</html>\ufffd")
    assert NEWS["cp1251"] in decode(raw)


def test_two_chinese_characters_that_happen_to_be_utf_8_stay_what_they_are_called() -> None:
    raw = "联通".encode("gb18030")
    assert decode(raw, "text/plain; charset=gbk") == "联通"


def test_a_nul_does_not_make_ascii_wide() -> None:
    assert decode(b"a bridge\x00 over the river") == "a bridge\x00 over the river"
    assert not is_wide(b"")


def test_bytes_that_are_nothing_are_still_text() -> None:
    assert decode(b"\x81\x8d\x8f" * 3)


@pytest.mark.parametrize(
    ("label", "encoding"),
    [
        (" UTF8 ", "utf-8"),
        ("unicode", "utf-16-le"),
        ("x-user-defined", "cp1252"),
        ("x-mac-cyrillic", "mac-cyrillic"),
        ("us-ascii", "cp1252"),
        ("utf-7", ""),
        ("idna", ""),
        ("rot13", ""),
        ("none", ""),
        ("../../etc", ""),
        ("", ""),
        ("a\x00b", ""),
    ],
)
def test_labels_mean_what_the_standard_says(label: str, encoding: str) -> None:
    assert encoding_of(label) == encoding


@given(st.binary(max_size=300), st.text(max_size=40))
@example(b"\xff\xfe\x00", "charset=utf-16")
@example(b"<?xml encoding='utf-7'?>+ADw-", "")
@example(b"<meta charset=hz-gb-2312>~{", "text/html;charset=")
def test_decoding_never_fails_and_never_yields_a_surrogate(body: bytes, header: str) -> None:
    text = decode(body, header)
    text.encode("utf-8")
    assert len(text) <= len(body)


@given(st.text(min_size=1, max_size=200))
def test_utf_8_with_a_header_comes_back_as_it_was(text: str) -> None:
    told = text.encode("utf-8", "replace").decode()
    assert decode(told.encode(), "text/html; charset=utf-8") == told.removeprefix("\ufeff")

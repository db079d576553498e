"""A plain language is named by its small words; the model is asked where they do not tell."""

import sys

import pytest

from newsdigest.language.identify import find_language

PLAIN = {
    "en": "The council of the town voted on Monday to open the bridge to buses, and the mayor"
    " said that it would be ready before the winter and that nobody would have to pay for it.",
    "de": "Der Rat der Stadt hat am Montag dafür gestimmt, die Brücke für Busse zu öffnen, und die"
    " Bürgermeisterin sagte, dass sie vor dem Winter fertig ist und niemand zahlen muss.",
    "fr": "Le conseil de la ville a voté lundi pour ouvrir le pont aux bus, et la maire a dit que"
    " ce sera prêt avant l'hiver et que personne ne paiera pour passer sur le pont de la ville.",
    "el": "Το συμβούλιο της πόλης ψήφισε τη Δευτέρα να ανοίξει η γέφυρα για τα λεωφορεία και η"
    " δήμαρχος είπε ότι θα είναι έτοιμη πριν από τον χειμώνα και ότι κανείς δεν θα"
    " πληρώσει για το έργο.",
    "he": "מועצת העיר הצביעה ביום שני על פתיחת הגשר של העיר לאוטובוסים, אבל ראש העיר אמרה כי הוא לא"
    " יהיה מוכן לפני החורף, גם אם כל התושבים של הרובע ישלמו על זה, וכי אין עם מי לדבר על כך.",
    "hu": "A városi tanács hétfőn arról döntött, hogy a híd megnyílik a buszok előtt, és a"
    " polgármester szerint az még a tél előtt kész lesz, de azt nem mondta, hogy ki fizeti ki.",
    "ro": "Consiliul orașului a votat luni pentru a deschide podul din centru, iar primarul a spus"
    " că nu este gata și că un al doilea pod se va face după ce va trece iarna, cu bani de la"
    " stat.",
    "ja": "市議会は月曜日に橋をバスに開放することを決めました。市長は冬の前に完成すると話した。",
    "ko": "시의회는 월요일에 다리를 버스에 개방하기로 결정했다. 시장은 기쁘다고 말했다.",
    "zh": "市议会周一投票决定向公共汽车开放大桥，市长表示大桥将在冬季之前准备就绪。",
}
NEAR = (
    "Градският съвет гласува в понеделник да отвори моста за автобуси и кметът каза, че той ще"
    " бъде готов преди зимата и че никой няма да плаща за него, нито на работа, нито от работа."
)


@pytest.mark.parametrize("code", PLAIN)
def test_a_plain_language_is_named_without_the_model(
    code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "py3langid", None)
    assert find_language(PLAIN[code]) == code


DECLARED = {
    "cs": "Rada města v pondělí hlasovala o tom, že se most otevře pro autobusy, a starostka"
    " řekla, že bude hotov ještě před zimou a že za to nikdo nebude platit, když je to pro město.",
    "uk": "Міська рада в понеділок проголосувала за те, щоб відкрити міст для автобусів, і мерка"
    " сказала, що він буде готовий до зими та що за це ніхто не платитиме, як і за дорогу.",
    "fi": "Kaupungin valtuusto äänesti maanantaina, että silta avataan busseille, ja"
    " pormestari sanoi, että se on valmis ennen talvea ja että kukaan ei maksa siitä kuin kerran.",
}


@pytest.mark.parametrize("code", DECLARED)
def test_what_a_page_declares_is_believed_where_its_small_words_say_so(
    code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "py3langid", None)
    assert find_language(DECLARED[code], code) == code


def test_what_has_near_kin_is_left_to_the_model() -> None:
    assert find_language(NEAR) == "bg"


def test_symbols_alone_are_no_script() -> None:
    assert find_language("“…” – 3.4 %") == ""
    assert find_language("") == ""
    assert find_language("（１）" * 3) == ""

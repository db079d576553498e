"""Language -> the few closed word classes a scorer asks about.

Only words that open a sentence, point at its speaker or stand for somebody named before: closed
classes, a line or two a language. A language without hints is scored by shape and words alone.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from newsdigest.language.find import base_language

if TYPE_CHECKING:
    from collections.abc import Mapping


class Hints(NamedTuple):
    """Closed word classes of one language, lower case.

    `speakers` are first-person words, `addressed` second-person ones, `others` third-person
    pronouns that point back, `pointers` the demonstratives and connectives that hang when they
    open a sentence, `pausing` those that hang only before a comma ("Instead,"), `pairing` those
    that stand when a name or a number follows ("Both Smith and Jones"), `phrases` the same in
    several words, keyed by the first, `joining` what makes a phrase point on, not back ("in
    addition to"), `empty` openings whose pronoun stands for nothing ("il y a"),
    `impersonal` verbs that make it so where one of `clauses` follows soon ("It is clear that"),
    `standing` continuations that make a demonstrative stand alone ("this week"),
    `near` demonstratives that point back from anywhere when the sentence before has their noun,
    `cues` the commonest verbs of saying, `days` and `months` the calendar.
    """

    speakers: frozenset[str] = frozenset()
    addressed: frozenset[str] = frozenset()
    others: frozenset[str] = frozenset()
    pointers: frozenset[str] = frozenset()
    pausing: frozenset[str] = frozenset()
    pairing: frozenset[str] = frozenset()
    phrases: Mapping[str, tuple[tuple[str, ...], ...]] = MappingProxyType({})
    joining: frozenset[str] = frozenset()
    empty: Mapping[str, tuple[tuple[str, ...], ...]] = MappingProxyType({})
    impersonal: frozenset[str] = frozenset()
    clauses: frozenset[str] = frozenset()
    standing: frozenset[str] = frozenset()
    near: frozenset[str] = frozenset()
    cues: frozenset[str] = frozenset()
    days: frozenset[str] = frozenset()
    months: frozenset[str] = frozenset()


def hints_for(language: str) -> Hints:
    """Give the hints of a language, empty ones where we have none."""
    return _HINTS.get(base_language(language), NONE)


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


def _phrases(text: str) -> dict[str, tuple[tuple[str, ...], ...]]:
    """Index phrases by their first word: word -> what may follow it."""
    found: dict[str, tuple[tuple[str, ...], ...]] = {}
    for phrase in text.split(", "):
        first, *rest = phrase.split()
        found[first] = (*found.get(first, ()), tuple(rest))
    return found


NONE = Hints()
_HINTS = {
    "en": Hints(
        speakers=_set("i we my our me us mine ours myself ourselves im ive"),
        addressed=_set("you your yours"),
        others=_set(
            "he she it they him her them his hers its their theirs himself herself itself "
            "themselves"
        ),
        pointers=_set(
            "this that these those such but and or nor so yet however therefore thus hence "
            "moreover furthermore meanwhile nevertheless nonetheless also another others "
            "additionally consequently accordingly likewise similarly afterwards afterward "
            "thereafter thereby conversely indeed neither both here"
        ),
        pausing=_set(
            "instead still then besides otherwise later earlier again finally too second "
            "secondly third thirdly eventually soon next plus first firstly once overall anyway"
        ),
        pairing=_set("both neither another"),
        phrases=_phrases(
            "two more, three more, four more, five more, one more, several more, some more, "
            "in addition, as a result, for example, for instance, in contrast, by contrast, "
            "on the other hand, on the contrary, in fact, in turn, in other words, after that, "
            "at that point, at the same time, at that time, even so, even then, by then, "
            "since then, until then, the same, the pair, the duo, "
            "the trio, the two, one of them, some of them, most of them, all of them, "
            "many of them, none of them, each of them, both of them, according to him, "
            "according to her, according to them, what is more, that said, "
            "not only that, in that case, in this case, of course, after all, despite this, "
            "despite that, because of this, because of that, with that, from there, to that end, "
            "to this end, to do so, in doing so, as such, first of all, that is why, "
            "for his part, for her part, for their part, on top of that, above all, "
            "in the meantime, in the process, in response"
        ),
        joining=_set("to of"),
        impersonal=_set(
            "is was s has had will would should may might can could must took takes isn wasn seems "
            "appears remains"
        ),
        clauses=_set("that to since"),
        standing=_set(
            "week weekend month year morning afternoon evening spring summer autumn fall winter "
            "season century decade monday tuesday wednesday thursday friday saturday sunday "
            "january february march april may june july august september october november "
            "december christmas easter who whose far"
        ),
        near=_set("this these"),
        cues=_set("said says say told tells added adds wrote writes"),
        days=_set("monday tuesday wednesday thursday friday saturday sunday"),
        months=_set(
            "january february march april may june july august september october november december"
        ),
    ),
    "de": Hints(
        speakers=_set("ich wir mich mir uns mein meine unser unsere"),
        addressed=_set("du dich dir dein deine euch euer"),
        others=_set("er sie es ihn ihm ihnen sein seine seinem seinen seiner ihr ihre ihrem ihren"),
        pointers=_set(
            "dies diese dieser dieses diesem diesen jene jener jenes aber doch und oder sondern "
            "denn jedoch allerdings dennoch trotzdem deshalb daher darum deswegen somit folglich "
            "außerdem zudem ferner hingegen dagegen dabei dafür dazu danach davor daraufhin "
            "darüber damit stattdessen dort hier dann so auch beide andere solche"
        ),
        pausing=_set("zunächst schließlich später zuvor"),
        phrases=_phrases(
            "das ist, das sind, das war, das waren, das sagte, das teilte, das hat, das hatte, "
            "das wird, das gilt, das soll, das geht, das gab, das berichtet, das berichtete, "
            "das erklärte, das bestätigte, das bedeutet, das zeigt, das entspricht, "
            "zum beispiel, im gegensatz dazu, in der folge, aus diesem grund, auf der anderen "
            "seite, darüber hinaus, nach seinen angaben, nach ihren angaben, seiner meinung nach"
        ),
        empty=_phrases("es gibt, es gab, es geht, es ging, es fehlt, es fehlen"),
        standing=_set("woche jahr monat wochenende sommer winter frühjahr herbst"),
        near=_set("dieser diese dieses diesem diesen"),
        cues=_set("sagte sagt erklärte teilte betonte berichtete schrieb"),
        days=_set("montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag"),
    ),
    "fr": Hints(
        speakers=_set("je j nous moi mon ma mes notre nos"),
        addressed=_set("tu vous votre vos ton ta tes"),
        others=_set("il elle ils elles lui leur leurs son sa ses celui celle ceux celles"),
        pointers=_set(
            "ce cet cette ces c cela ça ceci mais et ou or donc car cependant toutefois pourtant "
            "néanmoins ainsi alors aussi puis ensuite enfin or là ici autre autres"
        ),
        phrases=_phrases(
            "en effet, par exemple, en revanche, au contraire, par ailleurs, de plus, en outre, "
            "du coup, par conséquent, selon lui, selon elle, selon eux, pour sa part, "
            "de son côté, quant à lui, quant à elle, à noter, dans ce contexte, dans ce cas, "
            "malgré cela, pour autant, en fait, d ailleurs, à ce titre"
        ),
        empty=_phrases("il y a, il y avait, il faut, il fallait, il est"),
        standing=_set(
            "semaine année mois été hiver automne printemps matin soir week mardi lundi "
            "mercredi jeudi vendredi samedi dimanche"
        ),
        near=_set("ce cet cette ces"),
        cues=_set("dit déclaré affirmé expliqué indiqué ajouté assuré estimé précisé"),
        days=_set("lundi mardi mercredi jeudi vendredi samedi dimanche"),
    ),
    "es": Hints(
        speakers=_set("yo nosotros nosotras mi mis nuestro nuestra nuestros nuestras nos me"),
        addressed=_set("tú usted ustedes vosotros tu tus vuestro vuestra"),
        others=_set("él ella ellos ellas ello su sus le les"),
        pointers=_set(
            "este esta esto estos estas ese esa eso esos esas aquel aquella pero y e o u sino "
            "aunque además también tampoco entonces así luego después allí aquí ambos otros otras"
        ),
        phrases=_phrases(
            "sin embargo, no obstante, por ejemplo, por otra parte, por otro lado, por lo tanto, "
            "por tanto, por eso, por ello, en cambio, de hecho, a su vez, por su parte, "
            "según él, según ella, al mismo tiempo"
        ),
        standing=_set(
            "semana año mes verano invierno otoño primavera mañana tarde noche lunes "
            "martes miércoles jueves viernes sábado domingo"
        ),
        near=_set("este esta estos estas ese esa esos esas"),
        cues=_set("dijo afirmó aseguró explicó señaló añadió declaró indicó"),
        days=_set("lunes martes miércoles jueves viernes sábado domingo"),
    ),
    "it": Hints(
        speakers=_set("io noi mio mia miei mie nostro nostra nostri nostre ci mi"),
        addressed=_set("tu voi tuo tua vostro vostra"),
        others=_set("egli lui lei loro esso essa essi esse suo sua suoi sue"),
        pointers=_set(
            "questo questa questi queste quello quella quelli quelle ciò ma e ed o però quindi "
            "dunque perciò pertanto inoltre invece infatti tuttavia anche così poi allora "
            "entrambi altri altre qui lì"
        ),
        phrases=_phrases(
            "per esempio, ad esempio, al contrario, d altra parte, di conseguenza, per questo, "
            "in effetti, secondo lui, secondo lei, dal canto suo, nel frattempo"
        ),
        standing=_set("settimana anno mese estate inverno autunno primavera mattina sera notte"),
        near=_set("questo questa questi queste"),
        cues=_set("detto dichiarato affermato spiegato aggiunto sottolineato"),
        days=_set("lunedì martedì mercoledì giovedì venerdì sabato domenica"),
    ),
    "pt": Hints(
        speakers=_set("eu nós meu minha meus minhas nosso nossa nossos nossas me"),
        addressed=_set("tu você vocês teu tua vosso vossa"),
        others=_set("ele ela eles elas seu sua seus suas dele dela deles delas lhe lhes"),
        pointers=_set(
            "este esta isto estes estas esse essa isso esses essas aquele aquela mas e ou porém "
            "contudo todavia entretanto portanto assim então também além depois ambos outros "
            "outras ali aqui"
        ),
        phrases=_phrases(
            "no entanto, por exemplo, por outro lado, por isso, ao mesmo tempo, de facto, "
            "de fato, por sua vez, segundo ele, segundo ela, em seguida"
        ),
        standing=_set(
            "semana ano mês verão inverno outono primavera manhã tarde noite segunda "
            "terça quarta quinta sexta sábado domingo"
        ),
        near=_set("este esta estes estas esse essa esses essas"),
        cues=_set("disse afirmou explicou declarou acrescentou"),
        days=_set("segunda terça quarta quinta sexta sábado domingo"),
    ),
    "nl": Hints(
        speakers=_set("ik wij we mij me ons mijn onze"),
        addressed=_set("jij je jou jouw u uw jullie"),
        others=_set("hij zij ze hem haar hen hun zijn"),
        pointers=_set(
            "dit dat deze die maar en of dus want echter toch daarom daardoor bovendien ook "
            "daarnaast verder toen dan daarna hierdoor hiermee daarmee beide andere zo hier daar"
        ),
        phrases=_phrases("volgens hem, volgens haar, aan de andere kant, als gevolg daarvan"),
        standing=_set("week maand jaar weekend zomer winter herfst lente"),
        near=_set("deze"),
        cues=_set("zei zegt vertelde verklaarde meldde schreef"),
        days=_set("maandag dinsdag woensdag donderdag vrijdag zaterdag zondag"),
    ),
    "sv": Hints(
        speakers=_set("jag vi mig oss min mitt mina vår vårt våra"),
        addressed=_set("du dig din ditt dina ni er"),
        others=_set("han hon det honom henne dem hans hennes deras sin sitt sina"),
        pointers=_set(
            "detta denna dessa men och eller dock däremot därför dessutom också sedan då så "
            "båda andra där här ändå"
        ),
        phrases=_phrases("enligt honom, enligt henne, till exempel, å andra sidan, i stället"),
        standing=_set("vecka vecka månad år sommar vinter höst vår"),
        near=_set("denna detta dessa"),
        cues=_set("sade sa säger säger uppger skriver"),
        days=_set(
            "måndag måndagen tisdag tisdagen onsdag onsdagen torsdag torsdagen fredag "
            "fredagen lördag lördagen söndag söndagen"
        ),
    ),
    "pl": Hints(
        speakers=_set("ja my mnie mi nas nam mój moja moje nasz nasza nasze"),
        others=_set("on ona ono oni one jego jej ich jemu im"),
        pointers=_set(
            "ten ta to ci te tamten ale a i lub albo jednak więc zatem dlatego ponadto także "
            "również potem wtedy tam tu obaj inni"
        ),
        phrases=_phrases("na przykład, z kolei, jego zdaniem, jej zdaniem, w związku z tym"),
        cues=_set("powiedział powiedziała dodał dodała stwierdził"),
        days=_set(
            "poniedziałek wtorek środę środa czwartek piątek sobotę sobota niedzielę niedziela"
        ),
    ),
    "ru": Hints(
        speakers=_set("я мы меня мне нас нам мой моя мои наш наша наши"),
        addressed=_set("ты вы вас вам ваш"),
        others=_set("он она оно они его её ее их ему ей им"),
        pointers=_set(
            "этот эта это эти тот та то те но а и или однако поэтому также тоже затем потом "
            "тогда там здесь оба другие такой такая таким"
        ),
        phrases=_phrases(
            "кроме того, при этом, в то же время, тем не менее, по его словам, по ее словам, "
            "по её словам, по их словам, в частности, например, таким образом, с другой стороны"
        ),
        standing=_set("неделе году месяце"),
        cues=_set("сказал сказала заявил заявила сообщил сообщила отметил отметила"),
        days=_set(
            "понедельник вторник среду среда четверг пятницу пятница субботу суббота воскресенье"
        ),
    ),
    "tr": Hints(
        speakers=_set("ben biz benim bizim bana bize"),
        addressed=_set("sen siz senin sizin"),
        others=_set("o onlar onun onların ona onlara onu onları"),
        pointers=_set("bu şu bunlar şunlar ama fakat ancak ve veya ayrıca böylece bunun buna"),
        phrases=_phrases("öte yandan, bu nedenle, bunun üzerine, bununla birlikte"),
        standing=_set("yıl hafta ay sabah akşam"),
        cues=_set("dedi söyledi belirtti açıkladı ifade"),
        days=_set("pazartesi salı çarşamba perşembe cuma cumartesi pazar"),
    ),
    "vi": Hints(
        speakers=_set("tôi"),
        pointers=_set("nhưng và hoặc tuy song đây đó này vậy"),
        phrases=_phrases(
            "tuy nhiên, do đó, vì vậy, vì thế, ngoài ra, bên cạnh đó, trong khi đó, sau đó, "
            "trước đó, theo đó, đồng thời, mặt khác, thế nhưng, theo ông, theo bà, ông này, "
            "bà này, người này, việc này, điều này, anh ta, cô ta"
        ),
        cues=_set("nói"),
    ),
}

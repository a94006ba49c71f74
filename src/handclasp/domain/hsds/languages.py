"""Languages as directories write them, as BCP 47 tags (https://www.rfc-editor.org/info/bcp47)."""

import re
from collections.abc import Iterable
from typing import Final

from handclasp.domain.hsds.values import Row, line
from handclasp.domain.plain_text import search_key

# tag: the three letters of ISO 639-2 and 639-3, and names.
_KNOWN: Final = """
aa:aar afar|am:amh amharic|ar:ara arabic|as:asm assamese|az:aze azerbaijani|be:bel belarusian|bg:bul bulgarian
|bn:ben bengali bangla|bo:bod tib tibetan|bs:bos bosnian|ca:cat catalan|cs:ces cze czech|cy:cym wel welsh|da:dan danish
|de:deu ger german deutsch|el:ell gre greek|en:eng english|es:spa spanish espanol castellano castilian|et:est estonian
|fa:fas per persian farsi|prs:dari|fi:fin finnish|fil:filipino|fj:fij fijian|fr:fra fre french francais
|ga:gle irish|gu:guj gujarati|ha:hau hausa|haw:hawaiian|he:heb hebrew|hi:hin hindi|hmn:hmong|hr:hrv croatian
|ht:hat haitian kreyol|hu:hun hungarian|hy:hye arm armenian|id:ind indonesian|ig:ibo igbo|ilo:ilocano ilokano
|is:isl ice icelandic|it:ita italian|ja:jpn japanese|ka:kat geo georgian|kar:karen|khk:mongolian|km:khm khmer cambodian
|kn:kan kannada|ko:kor korean|ku:kur kurdish|lo:lao laotian|lt:lit lithuanian|lv:lav latvian
|mh:mah marshallese|mk:mkd mac macedonian
|ml:mal malayalam|mr:mar marathi|ms:msa may malay|my:mya bur burmese|nb:norwegian
|ne:nep nepali|nl:nld dut dutch|nv:nav navajo|om:orm oromo|pa:pan punjabi panjabi|pl:pol polish
|ps:pus pashto|pt:por portuguese portugues|quc:quiche
|rn:run kirundi|ro:ron rum romanian|ru:rus russian|rw:kin kinyarwanda|sk:slk slo slovak
|sl:slv slovenian|sm:smo samoan|so:som somali|sq:sqi alb albanian|sr:srp serbian|sv:swe swedish|sw:swa swahili kiswahili
|ta:tam tamil|te:tel telugu|th:tha thai|ti:tir tigrinya|tl:tgl tagalog|to:ton tongan|tr:tur turkish|uk:ukr ukrainian
|ur:urd urdu
|uz:uzb uzbek|vi:vie vietnamese|yi:yid yiddish|yo:yor yoruba|yue:cantonese|zh:zho chi chinese mandarin|zu:zul zulu
|ase:asl|chk:chuukese|cpe:creole|rom:romani|sgn:signing
"""
_PHRASES: Final = {
    "american sign language": "ase", "american sign language (asl)": "ase", "sign language": "sgn",
    "haitian creole": "ht", "french creole": "ht", "brazilian portuguese": "pt-BR", "mandarin chinese": "zh",
    "chinese (mandarin)": "zh", "chinese (cantonese)": "yue", "chinese cantonese": "yue", "cape verdean creole": "kea",
    "serbo-croatian": "sh", "k'iche'": "quc",
}  # fmt: skip
NAMES: Final = {word: tag for entry in _KNOWN.split("|") for tag, _, words in [entry.strip().partition(":")]
                for word in (tag, *words.split())} | _PHRASES  # fmt: skip
SPOKEN: Final = {tag: next((word.capitalize() for word in words.split() if len(word) > 3), tag)
                 for entry in _KNOWN.split("|") for tag, _, words in [entry.strip().partition(":")]
                 } | {"ase": "American Sign Language", "sgn": "Sign language", "ht": "Haitian Creole"}  # fmt: skip
TAG: Final = re.compile(r"([A-Za-z]{2,3})((?:[-_][A-Za-z0-9]{2,8})*)", re.ASCII)
BETWEEN: Final = re.compile(r"\s*(?:[,;/|]|\band\b)\s*")


def language_words(tag: str) -> str:
    """Return `Spanish` for es; a tag that has no name here stays as it is."""
    return SPOKEN.get(tag) or SPOKEN.get(tag.partition("-")[0], tag)


def tags_of(languages: Iterable[Row]) -> tuple[list[str], list[str]]:
    """Return the tags of language records without repeats, and the names that no tag was found for."""
    found: dict[str, None] = {}
    unknown: list[str] = []
    for record in languages:
        code, name = line(record, "code"), line(record, "name")
        tags = [tag] if (tag := tag_of(code)) else [tag_of(part) for part in BETWEEN.split(name) if part]
        for tag in tags:
            if tag:
                found[tag] = None
        if (code or name) and not all(tags or [""]):
            unknown.append(name or code)
    return list(found), unknown


def tag_of(written: str) -> str:
    """Return `es` for es, spa, es-MX is kept as es-MX, Spanish or Español; empty for what is not known."""
    plain = search_key(written)
    if plain in NAMES:
        return NAMES[plain]
    first = plain.partition(" (")[0].removesuffix(" language")
    if first in NAMES:
        return NAMES[first]
    shaped = TAG.fullmatch(written.strip())
    if shaped is None:
        return ""
    head = shaped[1].lower()
    if head not in NAMES and len(head) != 2:
        return ""
    return NAMES.get(head, head) + shaped[2].replace("_", "-")

"""Everything the room's tablet says, in English and Spanish; the names and times are put in by the page."""

from collections.abc import Mapping
from typing import Final

WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "en": {
        "title": "Back in a moment",
        "other": "Español",
        "back_by": "{name} is back by {at}",
        "any_moment": "{name} is back any moment",
        "left": "About {minutes} minutes more",
        "left_one": "About one minute more",
        "left_none": (
            "It takes a little longer than ten minutes. If you have waited enough, ask {name} back below."
        ),
        "why": "{name} is meeting someone for the first time, in another room.",
        "lose": (
            "You lose nothing: every minute is given back. If it takes all ten, today you finish at "
            "{late} instead of {early}."
        ),
        "line": "{minutes} of about ten minutes have passed",
        "question": "A question for the meantime",
        "another": "Another question",
        "write": "Write it down, if you like",
        "only_you": "Only you see this, unless you choose to show {name}.",
        "show": "Show {name} afterwards",
        "shown": "{name} sees it when you go on. It is erased when your time today is over.",
        "not_shown": "There was nothing written yet, so nothing was shown.",
        "not_kept": "That could not be shown. It has at most 2,000 letters; what you wrote is still here.",
        "need": "Need {name} now?",
        "straight": "{name} comes straight back, no questions.",
        "ask_back": "Ask {name} to come back",
        "you_said": "At {at} you said a short pause is fine.",
        "may_change": "You can change your mind any time.",
        "mind": "Change your mind about pauses",
        "mind_title": "No pause any more?",
        "mind_words": (
            "Then nobody calls your clinician out of your session any more, and whoever is out comes "
            "straight back. You do not have to explain anything."
        ),
        "mind_yes": "No pause any more",
        "mind_no": "Leave it as it is",
        "mind_done": "It is noted: nobody interrupts the rest of your session.",
        "mind_heard": (
            "Please tell your clinician too. If your session is entered for this room, "
            "it stays undisturbed from now on."
        ),
        "old": "That page was from before, so nothing was done, and nothing of it was shown or kept.",
        "coming_back": "{name} is on the way back to you",
        "asked_back": "{name} was called, and is coming straight back",
        "every_minute": "Nothing is lost: every minute until {name} is back with you is given back.",
        "finish": "Nothing is lost: today you finish at {late} instead of {early}.",
        "idle": "This screen is quiet",
        "idle_words": "If your clinician is called out for a few minutes, it says here when they are back.",
        "over": "This screen is switched off",
        "over_words": "If you wait for your clinician and would like to talk to somebody meanwhile, this is how.",
        "phone": "To talk to somebody here, call",
        "desk": "To talk to somebody here, go to the front desk.",
        "crisis": "Need to talk now, day or night? Call or text 988.",
        "danger": "Free. In danger: 911.",
        "fresh": "See whether anything is new",
    },
    "es": {
        "title": "Vuelve en un momento",
        "other": "English",
        "back_by": "{name} vuelve a más tardar a {at}",
        "any_moment": "{name} vuelve en cualquier momento",
        "left": "Faltan unos {minutes} minutos",
        "left_one": "Falta más o menos un minuto",
        "left_none": (
            "Está tardando un poco más de diez minutos. Si ya esperó bastante, pida abajo que {name} vuelva."
        ),
        "why": "{name} está conociendo a una persona por primera vez, en otra sala.",
        "lose": (
            "Usted no pierde nada: se le devuelve cada minuto. Si son los diez, hoy termina a "
            "{late} en vez de {early}."
        ),
        "line": "Han pasado {minutes} de unos diez minutos",
        "question": "Una pregunta mientras tanto",
        "another": "Otra pregunta",
        "write": "Escríbalo, si quiere",
        "only_you": "Solo usted ve esto, a menos que decida mostrárselo a {name}.",
        "show": "Mostrárselo a {name} después",
        "shown": "{name} lo verá cuando continúen. Se borra cuando termine su tiempo de hoy.",
        "not_shown": "Todavía no había nada escrito, así que no se mostró nada.",
        "not_kept": "No se pudo mostrar. Caben 2,000 letras como máximo; lo que escribió sigue aquí.",
        "need": "¿Necesita a {name} ahora?",
        "straight": "{name} vuelve enseguida, sin preguntas.",
        "ask_back": "Pedir que {name} vuelva",
        "you_said": "A {at} usted dijo que una pausa corta le parecía bien.",
        "may_change": "Puede cambiar de opinión cuando quiera.",
        "mind": "Cambiar de opinión sobre las pausas",
        "mind_title": "¿Ya no quiere pausas?",
        "mind_words": (
            "Entonces nadie más sacará a su profesional de su sesión, y quien haya salido "
            "vuelve enseguida. No tiene que dar explicaciones."
        ),
        "mind_yes": "Ya no quiero pausas",
        "mind_no": "Dejarlo como está",
        "mind_done": "Queda anotado: nadie interrumpe el resto de su sesión.",
        "mind_heard": (
            "Dígaselo también a su profesional. Si su sesión está registrada en esta sala, "
            "desde ahora nadie la interrumpe."
        ),
        "old": "Esa página era de antes: no se hizo nada, y nada de ella se mostró ni se guardó.",
        "coming_back": "{name} ya viene de regreso",
        "asked_back": "Ya avisamos a {name}, que vuelve enseguida",
        "every_minute": "No se pierde nada: se le devuelve cada minuto hasta que {name} esté con usted.",
        "finish": "No se pierde nada: hoy termina a {late} en vez de {early}.",
        "idle": "Esta pantalla está en silencio",
        "idle_words": "Si llaman a su profesional unos minutos, aquí se dice a qué hora vuelve.",
        "over": "Esta pantalla está apagada",
        "over_words": "Si espera a su profesional y mientras tanto quiere hablar con alguien, puede hacerlo así.",
        "phone": "Para hablar con alguien de aquí, llame al",
        "desk": "Para hablar con alguien de aquí, vaya a la recepción.",
        "crisis": "¿Necesita hablar ahora, de día o de noche? Llame al 988 y oprima 2.",
        "danger": "O envíe AYUDA al 988. Gratis. En peligro: 911.",
        "fresh": "Ver si hay algo nuevo",
    },
}

// While somebody rings: the title of the page says so, and a sound plays where this person asked for one.
// Also names whoever is ticked on the button that rings them.
const SOUND = "handclasp-ring-sound";
const title = document.title;
let heard = null;
let sounds = null;

const wantsSound = () => { try { return localStorage.getItem(SOUND) === "on"; } catch { return false; } };

// Browsers let a page sound only after a person has touched it; before that we stay silent without an error.
function sound() {
  if (!wantsSound() || !(navigator.userActivation?.hasBeenActive ?? false)) return;
  sounds ??= new AudioContext();
  const tone = sounds.createOscillator();
  const loudness = sounds.createGain();
  tone.frequency.value = 660;
  loudness.gain.setValueAtTime(0.0001, sounds.currentTime);
  loudness.gain.exponentialRampToValueAtTime(0.2, sounds.currentTime + 0.05);
  loudness.gain.exponentialRampToValueAtTime(0.0001, sounds.currentTime + 0.7);
  tone.connect(loudness).connect(sounds.destination);
  tone.start();
  tone.stop(sounds.currentTime + 0.75);
}

function nameSound() {
  for (const button of document.querySelectorAll("[data-ring-sound]")) {
    button.closest("p").hidden = false;
    const words = wantsSound() ? "Ring without a sound" : "Ring with a sound";
    if (button.textContent !== words) button.textContent = words;
  }
}

function look() {
  const ring = document.querySelector("#ring-region [data-ring]");
  const asked = ring ? `${ring.dataset.ringTitle} – Handclasp` : title;
  const isLocked = "locked" in document.documentElement.dataset; // its title is the lock's: it names nobody
  if (!isLocked && document.title !== asked) document.title = asked;
  nameSound();
  const number = ring?.dataset.ring ?? null;
  if (number && number !== heard) sound();
  heard = number;
}

function nameTicked() {
  const button = document.querySelector("[data-ring-words]");
  if (!button) return;
  const ticked = [...document.querySelectorAll(".ring-choice [name=staff]:checked")].map((box) => box.dataset.first);
  const last = ticked.length > 1 ? ` and ${ticked.at(-1)}` : "";
  const first = ticked.length > 1 ? ticked.slice(0, -1) : ticked;
  button.textContent = ticked.length ? `Ring ${first.join(", ")}${last}` : "Ring whoever fits best";
  const most = Number(document.querySelector(".ring-choice")?.dataset.atOnce ?? 3);
  const words = most > 1 ? `At most ${most} ring at once here. Take a tick away.` : "One person rings at a time here. Leave one tick.";
  for (const box of document.querySelectorAll(".ring-choice [name=staff]")) {
    box.setCustomValidity(ticked.length > most && box.checked ? words : "");
  }
}

document.addEventListener("click", (event) => {
  if (!event.target.closest?.("[data-ring-sound]")) return;
  try { localStorage.setItem(SOUND, wantsSound() ? "off" : "on"); } catch { return; }
  nameSound();
  sound();
});
document.addEventListener("change", (event) => { if (event.target.matches?.(".ring-choice [name=staff]")) nameTicked(); });
addEventListener("htmx:after:swap", nameTicked);

const region = document.getElementById("ring-region");
if (region) {
  new MutationObserver(look).observe(region, { childList: true, subtree: true, attributes: true, attributeFilter: ["data-ring"] });
  addEventListener("handclasp:unlocked", look);
  look();
}

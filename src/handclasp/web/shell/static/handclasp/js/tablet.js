// The room's tablet: asks in one word whether something changed, lowers the minutes, and keeps a half-written note on
// this device only, until the pause is over.
const body = document.body;
const EVERY = 3000;
const NOTE = "tablet-note|";
const note = document.querySelector("[data-note]");
const line = document.querySelector("[data-line]");
const left = document.querySelector("[data-left]");
const opened = performance.now();

const store = {
  get(key) { try { return sessionStorage.getItem(key); } catch { return null; } },
  set(key, value) { try { sessionStorage.setItem(key, value); } catch { /* full or refused */ } },
  clear(but) {
    try { Object.keys(sessionStorage).filter((key) => key.startsWith(NOTE) && key !== but).forEach((key) => sessionStorage.removeItem(key)); }
    catch { /* refused */ }
  },
};

const key = note ? NOTE + note.dataset.note : "";
store.clear(key);   // whoever waits next finds nothing of whoever waited before
if (note) {
  if (!note.value) note.value = store.get(key) ?? "";
  note.addEventListener("input", () => store.set(key, note.value));
  note.form.addEventListener("submit", () => store.clear(""));
}

async function look() {
  try {
    const answer = await fetch(body.dataset.tabletNow, { headers: { accept: "application/json" }, cache: "no-store" });
    if (answer.ok && (await answer.json()).state !== body.dataset.tabletState) location.reload();
  } catch { /* the next look follows */ }
}

function lower() {
  if (!line) return;
  const now = Number(line.dataset.serverNow) + performance.now() - opened;
  const begin = Number(line.dataset.began);
  const end = Number(line.dataset.ends);
  const passed = Math.min(1, Math.max(0, (now - begin) / (end - begin)));
  const place = `${(passed * 96 + 2).toFixed(1)}%`;
  line.querySelector(".gone").setAttribute("x2", place);
  line.querySelector(".ball").setAttribute("cx", place);
  const minutes = Math.ceil((end - now) / 60000);
  const words = minutes <= 0 ? left.dataset.none : minutes === 1 ? left.dataset.one : left.dataset.many.replace(/\d+/, minutes);
  const shown = left.querySelector("b");
  if (shown.textContent !== words) shown.textContent = words;
}

setInterval(look, EVERY);
setInterval(lower, 1000);
document.addEventListener("visibilitychange", () => { if (!document.hidden) look(); });

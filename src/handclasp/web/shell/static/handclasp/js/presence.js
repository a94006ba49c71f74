// Arrow keys pass over states on the way to the one that is meant: what a key chose is declared when the keys rest, when
// the control is left or the page goes away; what a finger or a mouse chose is declared at once.
const RESTS = 600;        // milliseconds
let byKey = false, waiting = null, timer = 0;

document.addEventListener("keydown", () => { byKey = true; }, true);
document.addEventListener("pointerdown", () => { byKey = false; }, true);

function declare(form) {
  forget();
  if (form?.isConnected) htmx.trigger(form, "declared");
}

function forget() {
  clearTimeout(timer);
  timer = 0;
  waiting = null;
}

document.addEventListener("change", (event) => {
  const form = event.target.closest?.("form.avail");
  if (!form) return;
  forget();
  if (!byKey || event.target.type !== "radio") { declare(form); return; }
  waiting = form;
  timer = setTimeout(() => declare(form), RESTS);
});

document.addEventListener("focusout", (event) => {
  if (waiting && !waiting.contains(event.relatedTarget)) declare(waiting);
});

addEventListener("pagehide", () => {
  if (waiting) navigator.sendBeacon(waiting.action, new FormData(waiting));
  forget();
});

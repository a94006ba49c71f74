// Words that several people write at once. Each field remembers the text it was changed from, so that the server can
// keep what each of them changed; half-written words survive a reload together with that text.
const me = document.body.dataset.me || "";
const key = `keep|${me}|${location.pathname}|together`;
const words = () => [...document.querySelectorAll("[data-together] textarea, [data-together] input:not([type=hidden]):not([type=radio])")];
const sent = new WeakMap();   // the request -> what the fields held

const store = {
  read() { try { return JSON.parse(sessionStorage.getItem(key)) ?? {}; } catch { return {}; } },
  write(kept) {
    try { Object.keys(kept).length ? sessionStorage.setItem(key, JSON.stringify(kept)) : sessionStorage.removeItem(key); }
    catch { /* full or refused */ }
  },
};

function keep() {
  const kept = {};
  for (const field of words()) if (field.value !== field.defaultValue) kept[field.name] = [field.value, field.defaultValue];
  store.write(kept);
}

function restore() {
  const kept = store.read();
  for (const field of words()) {
    const [mine, before] = kept[field.name] ?? [];
    if (mine === undefined || mine === field.defaultValue) continue;
    field.defaultValue = before;
    field.value = mine;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

const isOurs = (element) => element?.closest?.("[data-together]");

document.addEventListener("input", (event) => { if (isOurs(event.target)) keep(); });

addEventListener("htmx:config:request", (event) => {
  const { ctx } = event.detail;
  if (!isOurs(ctx.sourceElement) || !(ctx.request.body instanceof FormData)) return;
  const held = new Map();
  for (const field of words()) {
    held.set(field.name, field.value);
    if (field.classList.contains("live-words")) ctx.request.body.set(`base_${field.name}`, field.defaultValue);
  }
  sent.set(ctx, held);
});

addEventListener("htmx:after:request", (event) => {
  const { ctx } = event.detail;
  const held = sent.get(ctx);
  const isAutosave = held && ctx.response?.headers.has("handclasp-unsaved");
  if (!isAutosave) return;
  const unsaved = ctx.response.headers.get("handclasp-unsaved").split(",");
  for (const field of words()) {
    if (held.has(field.name) && !unsaved.includes(field.name) && !unsaved.includes("all")) field.defaultValue = held.get(field.name);
  }
  keep();
});
// A field that somebody has typed in no longer follows its text by itself. Fields that hold nothing unsaved are told;
// what a pressed button did not take stays as it was typed.
let before = [];   // [field, the value it keeps or null to follow the server, the text it was changed from or null]
function settle({ ctx }) {
  if (ctx.sourceElement?.matches?.("[data-together]")) return [];   // autosave swaps only its sentence
  const held = ctx.isLive ? null : sent.get(ctx);
  const taken = ctx.response?.headers.get("handclasp-taken")?.split(",") ?? [];
  const unsaved = ctx.response?.headers.get("handclasp-unsaved")?.split(",") ?? [];
  return words().map((field) => {
    if (!held) return [field, field.value === field.defaultValue ? null : field.value, null];
    if (unsaved.includes("all") || unsaved.includes(field.name)) return [field, field.value, field.defaultValue];
    const isOurs = field.classList.contains("live-words") || taken.includes(field.name);
    return [field, isOurs && held.get(field.name) === field.value ? null : field.value, null];
  });
}

addEventListener("htmx:before:swap", (event) => { before = settle(event.detail); });
addEventListener("htmx:after:swap", () => {
  for (const [field, kept, from] of before) {
    const value = kept ?? field.defaultValue;
    if (from !== null && field.isConnected) field.defaultValue = from;
    if (!field.isConnected || field.value === value) continue;
    const [start, end] = [field.selectionStart, field.selectionEnd];
    field.value = value;
    if (document.activeElement === field && start !== null) field.setSelectionRange(start, end);
  }
  before = [];
  setTimeout(keep, 0);
});
addEventListener("load", restore);
// What could not be saved while the screen was locked is saved now.
addEventListener("handclasp:unlocked", () => {
  for (const field of words()) if (field.value !== field.defaultValue) field.dispatchEvent(new Event("input", { bubbles: true }));
});

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
    if (field.tagName !== "TEXTAREA" || !("words" in field.dataset)) continue;
    ctx.request.body.set(`base_${field.name}`, field.defaultValue);
    held.set(field.name, field.value);
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
addEventListener("htmx:after:swap", () => setTimeout(keep, 0));
addEventListener("load", restore);

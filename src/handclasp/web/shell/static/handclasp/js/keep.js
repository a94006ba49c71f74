// Half-written words of <form data-keep="name"> stay in this tab until they were taken, through reloads and losses.
const me = document.body.dataset.me || "";
const PREFIX = "keep|";
const mine = `${PREFIX}${me}|`;
const keyOf = (form) => `${mine}${location.pathname}|${form.dataset.keep}`;
const SENT = "keep-sent";
const isKept = (field) => field.name && field.name !== "csrfmiddlewaretoken"
  && !["hidden", "password", "file", "submit", "button"].includes(field.type);

const store = {
  get(key) { try { return JSON.parse(sessionStorage.getItem(key)); } catch { return null; } },
  set(key, value) { try { sessionStorage.setItem(key, JSON.stringify(value)); } catch { /* full or refused */ } },
  remove(key) { try { sessionStorage.removeItem(key); } catch { /* refused */ } },
  keys() { try { return Object.keys(sessionStorage); } catch { return []; } },
};

function read(form) {
  const choices = [...form.elements].filter(isKept);
  return choices.map((field) => [field.name, field.value, ["radio", "checkbox"].includes(field.type) ? field.checked : null]);
}

function restore(form) {
  for (const [name, value, checked] of store.get(keyOf(form)) ?? []) {
    for (const field of [...form.elements].filter((one) => one.name === name && isKept(one))) {
      if (checked !== null) { if (field.value === value && field.checked === field.defaultChecked) field.checked = checked; }
      else if (field.value === (field.defaultValue ?? field.value)) field.value = value;
    }
  }
}

function restoreAll() {
  for (const form of document.querySelectorAll("form[data-keep]")) {
    if (!form.querySelector(".field.error")) restore(form);
  }
}

// Another person at this device starts with empty forms.
if (me) store.keys().filter((key) => key.startsWith(PREFIX) && !key.startsWith(mine)).forEach(store.remove);

const arrival = performance.getEntriesByType("navigation")[0]?.type;
const sent = store.get(SENT);
if (sent && arrival === "navigate") {
  const form = [...document.querySelectorAll("form[data-keep]")].find((one) => keyOf(one) === sent);
  if (me && !form?.querySelector(".field.error")) store.remove(sent);
}
store.remove(SENT);
restoreAll();

document.addEventListener("input", (event) => {
  const form = event.target.closest?.("form[data-keep]");
  if (form) store.set(keyOf(form), read(form));
});
document.addEventListener("submit", (event) => {
  if (event.target.matches("form[data-keep]") && !event.defaultPrevented) store.set(SENT, keyOf(event.target));
  if (event.target.matches("form[data-sign-out]")) store.keys().filter((key) => key.startsWith(PREFIX)).forEach(store.remove);
});
addEventListener("htmx:after:request", (event) => {
  const form = event.detail.ctx.sourceElement?.closest?.("form[data-keep]");
  if (form && event.detail.ctx.response.status < 400) { store.remove(keyOf(form)); store.remove(SENT); }
});
addEventListener("htmx:after:swap", restoreAll);

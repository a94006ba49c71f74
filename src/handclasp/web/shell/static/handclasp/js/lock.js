// Covers the page when nobody touched it for long or the session ended, asks in place who is there, and goes on where
// it was. The server keeps its own time and refuses by itself; this only stops showing what is already on the screen.
const body = document.body;
const page = document.documentElement;
const dialog = document.getElementById("lock");
const me = body.dataset.me || "";
const channel = "BroadcastChannel" in window ? new BroadcastChannel("handclasp-session") : null;
const tellTabs = (message) => channel?.postMessage(message);
const isCovered = () => "locked" in page.dataset;
let begun = null;           // two clocks: one stands still while the device sleeps, the other may be set by hand
let left = 0;               // milliseconds from then on, as the server said
let titleBefore = document.title;
let isAsking = false;

function renew(milliseconds) {
  begun = { wall: Date.now(), run: performance.now() };
  left = milliseconds;
}

const remaining = () => left - Math.max(Date.now() - begun.wall, performance.now() - begun.run);

function show(kind, way) {
  for (const part of dialog.querySelectorAll("[data-when]")) part.hidden = !part.dataset.when.split(" ").includes(kind);
  for (const part of dialog.querySelectorAll("[data-way]")) if (way) part.hidden = !part.dataset.way.split(" ").includes(way);
  const heading = dialog.querySelector("h1");
  heading.textContent = kind === "out" ? "You are signed out" : "This screen is locked";
  const here = dialog.querySelector("[data-sign-in-here]");
  here.href = `${dialog.dataset.signIn}?next=${encodeURIComponent(location.pathname + location.search)}`;
}

function cover(kind, way) {
  show(kind, way);
  if (!isCovered()) titleBefore = document.title;
  page.dataset.locked = kind;
  document.title = "Locked – Handclasp";
  if (!dialog.open) dialog.showModal();
  const field = dialog.querySelector("[name=password]");
  if (kind !== "asking") (field.checkVisibility?.() ?? true ? field : dialog.querySelector("h1")).focus();
}

function uncover() {
  if (!isCovered()) return;
  dialog.querySelector("form").reset();
  complain("");
  delete page.dataset.locked;
  dialog.close();
  document.title = titleBefore;
  dispatchEvent(new CustomEvent("handclasp:unlocked"));
}

function complain(words) {
  const says = document.getElementById("lock-says");
  says.textContent = words;
  says.hidden = !words;
  says.closest(".field").classList.toggle("error", Boolean(words));
}

// What the server says decides: whoever is there now, the page belongs to the one it was drawn for.
function obey(answer) {
  if (answer.me && answer.me !== me) { location.replace("/"); return; }
  for (const token of document.querySelectorAll("[name=csrfmiddlewaretoken]")) if (answer.csrf) token.value = answer.csrf;
  if (answer.standing !== "open") { cover(answer.standing, answer.way); return; }
  renew(answer.left);
  uncover();
}

async function asked(url, options = {}) {
  const headers = { Accept: "application/json", ...options.headers };
  const response = await fetch(url, { cache: "no-store", ...options, headers });
  return response.ok ? response.json() : null;
}

// Asks how the session stands; without an answer a covered page stays covered.
export async function look() {
  if (!dialog || isAsking) return;
  isAsking = true;
  let answer = null;
  try { answer = await asked(body.dataset.standing, { headers: { "Handclasp-Live": "1" } }); }
  catch { /* no network */ } finally { isAsking = false; }
  if (answer) { obey(answer); return; }
  if (page.dataset.locked === "asking") cover("locked");
  setTimeout(look, 3000);
}

function tick() {
  if (!isCovered() && remaining() <= 0) { cover("asking"); look(); }
}

// A hand on the page keeps it open; the server is told at most every minute.
async function touched(event) {
  if (!event.isTrusted || isCovered() || isAsking || Number(body.dataset.idle) - remaining() < Number(body.dataset.note)) return;
  const form = new FormData();
  form.set("csrfmiddlewaretoken", dialog.querySelector("[name=csrfmiddlewaretoken]").value);
  isAsking = true;
  let answer = null;
  try { answer = await asked(body.dataset.here, { method: "POST", body: form, headers: { "HX-Request": "true" } }); }
  catch { /* no network */ } finally { isAsking = false; }
  if (!answer) { look(); return; }
  obey(answer);
  tellTabs({ kind: "touched", me, left: answer.left });
}

async function unlock(event) {
  event.preventDefault();
  let answer = null;
  try { answer = await asked(event.target.action, { method: "POST", body: new FormData(event.target) }); }
  catch { complain("That did not get through. Check the connection, then press again."); return; }
  if (!answer) { complain("That could not be checked. Wait a moment, then press again."); return; }
  event.target.reset();
  obey(answer);
  complain(answer.problem);
  if (answer.standing === "open") tellTabs({ kind: "changed" });
}

function hear({ data }) {
  if (data.kind === "touched" && data.me === me) renew(data.left);
  else if (data.kind !== "touched" && (data.kind === "changed" || data.me !== me || isCovered())) look();
}

if (!dialog) tellTabs({ kind: "arrived", me });
else {
  renew(Number(body.dataset.left));
  setInterval(tick, 1000);
  for (const name of ["pointerdown", "keydown", "wheel"]) addEventListener(name, touched, { capture: true, passive: true });
  document.addEventListener("visibilitychange", tick);
  dialog.addEventListener("cancel", (event) => event.preventDefault());
  dialog.querySelector("form").addEventListener("submit", unlock);
  if (channel) channel.onmessage = hear;
  tellTabs({ kind: "arrived", me });
  // A page that comes back from the browser's memory shows nothing until the server has said who is there.
  addEventListener("pagehide", (event) => { if (event.persisted) page.dataset.locked = "asking"; });
  addEventListener("pageshow", (event) => { if (event.persisted) { cover("asking"); look(); } });
}

// Keeps what is on the page true. <div id="x" data-live="handoff:12 staff:5" data-live-url="/fragment/"> is fetched
// again when one of its topics changes; focus, half-typed words and open details stay.
import { LiveStream } from "./live-stream.js";
import { look } from "./lock.js";

const APART = 200;          // at most one fetch of a fragment in this many milliseconds; the last one always happens
const HIDDEN_LONG = 5000;
const LEAVES_WITHIN = 15000;
const jobs = new WeakMap(); // element -> {busy, again, last, timer}
const body = document.body;
const url = body.dataset.liveStream;
let link = null;
let isMorphing = false;
let hiddenAt = 0;
let wasInterrupted = false; // something was pressed while the screen was locked
let isLeaving = false;      // somebody signs out of this page: it asks for nothing more
let newestFrom = 0;         // when the newest part of the page was asked for; what came since then is sent to us

const fragments = () => [...document.querySelectorAll("[data-live][data-live-url]")];
const topicsOf = (element) => element.dataset.live.split(/[\s,]+/).filter(Boolean);

function refresh(element) {
  const job = jobs.get(element) ?? { busy: false, again: false, last: -APART, timer: 0 };
  jobs.set(element, job);
  if (job.busy) { job.again = true; return; }
  if (job.timer || "liveGone" in element.dataset) return;
  const pause = Math.max(0, job.last + APART - performance.now());
  job.timer = setTimeout(() => { job.timer = 0; fetchInto(element, job); }, pause);
}

async function fetchInto(element, job) {
  if (!element.isConnected) return;
  Object.assign(job, { busy: true, again: false, last: performance.now() });
  try {
    await htmx.ajax("GET", element.dataset.liveUrl, {
      target: element, source: element, swap: "outerMorph ignoreTitle:true", isLive: true,
    });
  } finally {
    job.busy = false;
    if (job.again) refresh(element);
  }
}

const refreshAll = () => fragments().forEach(refresh);
const refreshFollowers = (topic) => fragments().filter((f) => topicsOf(f).includes(topic)).forEach(refresh);

function hear(message) {
  if (message.kind === "notice") refreshFollowers(message.topic);
  if (message.kind === "resync") refreshAll();
  if (message.kind === "state") showState(message.state);
}

function showState(state) {
  const line = document.getElementById("connection");
  document.documentElement.dataset.connection = state;
  if (!line) return;
  if (state === "open" || state === "opening") line.hidden = true;
  else if (state === "signed-out") askWhoIsThere();
  else say(line, "Connection lost. What you typed is kept. Trying again…");
}

// Whoever signs out by hand is not asked who is there while the next page comes.
const askWhoIsThere = () => { if (!isLeaving) look(); };

function say(line, words) { line.textContent = words; line.hidden = false; }

function problem(words) {
  const notices = document.getElementById("notices");
  if (!notices) return;
  const notice = document.createElement("p");
  notice.className = "notice alert";
  notice.dataset.problem = "";
  notice.textContent = words;
  notices.replaceChildren(notice);
}

// The worker is one for all tabs; without it each tab has its own stream.
function openLink() {
  if (window.SharedWorker) {
    try {
      const worker = new SharedWorker(body.dataset.liveWorker, { type: "module", name: "handclasp-live" });
      worker.onerror = () => { link = ownLink(); follow(); };
      worker.port.onmessage = (event) => hear(event.data);
      return { send: (message) => worker.port.postMessage({ url, ...message }) };
    } catch { /* refused by the browser's settings */ }
  }
  return ownLink();
}

function ownLink() {
  let stream = new LiveStream(url, hear);
  return { send({ topics, age, leave, poke }) {
    if (leave) { stream.close(); stream = new LiveStream(url, hear); }
    else if (poke) stream.poke();
    else stream.follow(new Set(topics), age);
  } };
}

function follow() {
  const topics = [...new Set(fragments().flatMap(topicsOf))];
  link.send({ topics, age: performance.now() - newestFrom });
}

// While a fragment is fetched by itself, nothing that a person did to it is undone.
function isTouched(field) {
  if (field.type === "radio" || field.type === "checkbox") return field.checked !== field.defaultChecked;
  if (field.tagName === "SELECT") return [...field.options].some((one) => one.selected !== one.defaultSelected);
  return field.value !== field.defaultValue;
}

// A part with its own address stands in another one as room left for it (data-live-now); what filled it stays.
const isLeftRoomFor = (element, room) => element.id && element.id === room?.id && element.dataset?.liveUrl
  && "liveNow" in (room.dataset ?? {}) && !("liveNow" in element.dataset);

const fillRoom = () => fragments().filter((fragment) => "liveNow" in fragment.dataset).forEach(refresh);

htmx.registerExtension("handclasp-keep", {
  htmx_before_morph_node(element, detail) {
    if (isLeftRoomFor(element, detail?.newNode)) return false;
    if (isMorphing && element.matches?.("[data-still]")) return false;
    return !(isMorphing && element.matches?.("input:not([type=hidden]), textarea, select") && isTouched(element));
  },
  htmx_before_morph_attr(element, detail) {
    return !(isMorphing && element.tagName === "DETAILS" && detail.attrName === "open");
  },
});

addEventListener("htmx:config:request", (event) => {
  const { ctx } = event.detail;
  if (ctx.isLive) ctx.request.headers["Handclasp-Live"] = "1";   // no hand did this: it keeps no screen open
});
addEventListener("htmx:before:request", (event) => {
  if (isLeaving) event.preventDefault();
  event.detail.ctx.askedAt = performance.now();
});
addEventListener("submit", (event) => {
  if (!event.target.matches("form[data-sign-out]")) return;
  isLeaving = true;
  setTimeout(() => { isLeaving = false; }, LEAVES_WITHIN);  // stopped by hand: the page goes on
});
addEventListener("pageshow", () => { isLeaving = false; });
addEventListener("htmx:before:swap", (event) => {
  const { ctx } = event.detail;
  newestFrom = ctx.askedAt ?? newestFrom;
  const status = ctx.response?.status ?? 200;
  const isProblem = ctx.response?.headers.has("handclasp-problem");
  if (status === 401 || isProblem) {
    event.preventDefault();
    if (status === 401) { wasInterrupted ||= !ctx.isLive && !ctx.sourceElement?.matches?.("[data-together]"); askWhoIsThere(); }
    else if (ctx.isLive && status >= 500) setTimeout(() => refresh(ctx.sourceElement), 3000);
    else problem(ctx.text);
    if (ctx.isLive && (status === 404 || status === 403)) ctx.sourceElement.dataset.liveGone = "";
  } else if (!ctx.isLive) {
    document.querySelector("#notices [data-problem]")?.remove();
  }
  isMorphing = Boolean(ctx.isLive) && !event.defaultPrevented;
});
addEventListener("htmx:finally:swap", () => { isMorphing = false; if (link) { follow(); fillRoom(); } });
addEventListener("htmx:error", (event) => {
  const { ctx } = event.detail;
  if (ctx?.isLive) { setTimeout(() => refresh(ctx.sourceElement), 2000); return; }
  if (ctx) problem("That did not get through. What you typed is kept. Check the connection and press again.");
});
addEventListener("handclasp:refresh", (event) => {
  const fragment = event.target.closest?.("[data-live][data-live-url]");
  if (fragment) refresh(fragment);
});

if (url) {
  link = openLink();
  follow();
  fillRoom();
  setInterval(follow, 30000);
  addEventListener("handclasp:unlocked", () => {
    follow();
    link.send({ poke: true });
    refreshAll();
    if (wasInterrupted) problem("The screen was locked when you pressed, so that was not done. Press once more.");
    wasInterrupted = false;
  });
  addEventListener("online", () => { link.send({ poke: true }); refreshAll(); });
  addEventListener("pagehide", () => link.send({ leave: true }));
  addEventListener("pageshow", (event) => { if (event.persisted) { follow(); refreshAll(); } });
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) { hiddenAt = performance.now(); return; }
    link.send({ poke: true });
    if (performance.now() - hiddenAt > HIDDEN_LONG) refreshAll();
  });
}

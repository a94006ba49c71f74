// Lowers the seconds between two answers of the server. Deadlines and the server's own time come with the page, so a
// wrong device clock does not matter. Text first; said aloud at 30 and at 10 seconds only.
const SPEAK_AT = [30, 10];
const starts = new WeakMap();   // element -> {stamp, at, left, spoken, isOver}

function startOf(element) {
  const stamp = element.dataset.serverNow;
  let start = starts.get(element);
  if (!start || start.stamp !== stamp || start.until !== element.dataset.countdown) {
    start = { stamp, until: element.dataset.countdown, at: performance.now(), left: null, isOver: false };
    starts.set(element, start);
  }
  return start;
}

const serverNow = (element) => Number(element.dataset.serverNow) + performance.now() - startOf(element).at;

function words(milliseconds) {
  const whole = Math.max(0, Math.ceil(milliseconds / 1000));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

function speak(element, before, left) {
  const passed = SPEAK_AT.find((second) => before > second && left <= second);
  const spoken = passed && element.dataset.speak && document.getElementById("spoken");
  if (!spoken) return;
  spoken.textContent = `${passed} seconds ${element.dataset.speak}`;
  spoken.dataset.of = "countdown";
}

function hush(spoken) {
  spoken.textContent = "";
  delete spoken.dataset.of;
}

function lower(element) {
  const start = startOf(element);
  const milliseconds = Number(element.dataset.countdown) - serverNow(element);
  const left = Math.ceil(milliseconds / 1000);
  const text = words(milliseconds);
  if (element.textContent !== text) element.textContent = text;
  if (start.left !== null) speak(element, start.left, left);
  if (left <= 0 && !start.isOver) {
    start.isOver = true;
    if (start.left > 0) element.dispatchEvent(new CustomEvent("handclasp:refresh", { bubbles: true }));
  }
  start.left = left;
}

function burn(fuse) {
  const begin = Number(fuse.dataset.fuseStart);
  const whole = Math.max(1000, Number(fuse.dataset.fuseEnd) - begin);
  const left = Math.min(whole, Math.max(0, Number(fuse.dataset.fuseEnd) - serverNow(fuse)));
  fuse.querySelector(".left")?.setAttribute("width", `${(left / whole * 100).toFixed(1)}%`);
  fuse.setAttribute("aria-label", `${Math.ceil(left / 1000)} of ${Math.round(whole / 1000)} seconds left`);
}

function tick() {
  document.querySelectorAll("[data-countdown]").forEach(lower);
  document.querySelectorAll("[data-fuse-end]").forEach(burn);
  const spoken = document.getElementById("spoken");
  if (spoken?.dataset.of === "countdown" && !document.querySelector("[data-countdown][data-speak]")) hush(spoken);
}

tick();
setInterval(tick, 250);

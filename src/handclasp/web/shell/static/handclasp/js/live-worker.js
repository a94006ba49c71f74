// One stream for all tabs of this browser: HTTP/1.1 allows six connections, and two tabs must agree.
import { LiveStream } from "./live-stream.js";

const FORGET = 150000;      // background tabs may speak only once a minute
const REMEMBER = 60000;
const tabs = new Map();     // port -> {topics, seen}
const recent = new Map();   // topic -> {v, at}
let stream = null;
let emptyTimer = 0;

const wanted = () => new Set([...tabs.values()].flatMap((tab) => tab.topics));

function tell(message) {
  if (message.kind === "notice") recent.set(message.topic, { v: message.v, at: Date.now() });
  for (const [port, tab] of tabs) {
    if (message.kind !== "notice" || tab.topics.includes(message.topic)) port.postMessage(message);
  }
  if (message.kind === "state" && message.state === "signed-out") stream = null;
}

// What came between a page's first byte and its asking was not on that page.
function catchUp(port, topics, age) {
  for (const topic of topics) {
    const last = recent.get(topic);
    if (last && Date.now() - last.at <= age + 1000) port.postMessage({ kind: "notice", topic, v: last.v });
  }
}

function hear(port, { url, topics, age, leave, poke }) {
  if (leave) { tabs.delete(port); closeWhenEmpty(); return; }
  if (poke) { stream?.poke(); return; }
  clearTimeout(emptyTimer);
  const before = tabs.get(port);
  tabs.set(port, { topics, seen: Date.now() });
  for (const [other, tab] of tabs) if (Date.now() - tab.seen > FORGET) tabs.delete(other);
  for (const [topic, last] of recent) if (Date.now() - last.at > REMEMBER) recent.delete(topic);
  stream ??= new LiveStream(url, tell);
  if (!before) port.postMessage({ kind: "state", state: stream.state });
  catchUp(port, topics.filter((topic) => !before?.topics.includes(topic)), age);
  stream.follow(wanted(), age);
}

function closeWhenEmpty() {
  clearTimeout(emptyTimer);
  emptyTimer = setTimeout(() => { if (!tabs.size) { stream?.close(); stream = null; } }, 1500);
}

self.onconnect = (event) => {
  const port = event.ports[0];
  port.onmessage = (message) => hear(port, message.data);
};

// One stream of changes: opens it, notices when it is lost, and opens it again. Used by a worker or by a page.
const PATIENCE = 3000;      // a loss shorter than this is nobody's business
const SILENCE = 40000;      // the server beats every 15 seconds
const PAUSES = [500, 1000, 2000, 4000, 8000];

export class LiveStream {
  #url; #tell; #topics = new Set(); #source = null; #state = "opening"; #lossTimer = 0; #silenceTimer = 0;
  #openTimer = 0; #tries = 0; #missed = false; #age = 0;

  // tell({kind: "notice", topic, v} | {kind: "resync"} | {kind: "state", state})
  constructor(url, tell) { this.#url = url; this.#tell = tell; }

  get state() { return this.#state; }
  follows(topic) { return this.#topics.has(topic); }

  // topics: everything to follow from now on; age: how many milliseconds ago the page began to load.
  follow(topics, age) {
    const isCovered = this.#source && [...topics].every((topic) => this.#topics.has(topic));
    if (isCovered && this.#topics.size <= topics.size + 100) return;
    this.#topics = new Set(topics);
    this.#age = Math.max(this.#age, age);
    this.#soon(20);
  }

  poke() { if (this.#state !== "open" && this.#topics.size) { this.#tries = 0; this.#soon(0); } }

  close() {
    clearTimeout(this.#openTimer); clearTimeout(this.#lossTimer); clearTimeout(this.#silenceTimer);
    this.#source?.close();
    this.#source = null;
    this.#topics = new Set();
  }

  #soon(pause) {
    clearTimeout(this.#openTimer);
    this.#openTimer = setTimeout(() => this.#open(), pause);
  }

  #open() {
    const before = this.#source;
    const asked = new URLSearchParams({ topics: [...this.#topics].join(","), age: Math.ceil(this.#age) });
    const source = new EventSource(`${this.#url}?${asked}`);
    this.#source = source;
    this.#age = 0;
    const hear = (name, act) => source.addEventListener(name, (event) => {
      if (this.#source !== source) return;
      this.#stillHere();
      act(event);
    });
    hear("hello", () => { before?.close(); this.#well(); });
    hear("message", (event) => this.#tell({ kind: "notice", ...JSON.parse(event.data) }));
    hear("beat", () => {});
    hear("lost", () => this.#ill());
    hear("resync", () => { this.#missed = true; this.#well(); });
    hear("bye", () => this.#signedOut());
    source.onerror = () => {
      before?.close();
      if (this.#source !== source) return;
      this.#ill();
      if (source.readyState === EventSource.CLOSED) this.#ask();
    };
  }

  #stillHere() {
    clearTimeout(this.#silenceTimer);
    this.#silenceTimer = setTimeout(() => { this.#ill(); this.#source?.close(); this.#soon(0); }, SILENCE);
  }

  #well() {
    clearTimeout(this.#lossTimer);
    this.#lossTimer = 0;
    this.#tries = 0;
    if (this.#missed) this.#tell({ kind: "resync" });
    this.#missed = false;
    this.#say("open");
  }

  #ill() {
    this.#missed = true;
    this.#lossTimer ||= setTimeout(() => this.#say("lost"), PATIENCE);
  }

  #signedOut() { this.close(); this.#say("signed-out"); }

  #say(state) {
    if (state === this.#state) return;
    this.#state = state;
    this.#tell({ kind: "state", state });
  }

  // An EventSource does not say why it was refused: ask, then try again or give up.
  async #ask() {
    let status = 0;
    try { status = (await fetch(`${this.#url}?ask=1`, { cache: "no-store" })).status; } catch { /* no network */ }
    if (status === 401) return this.#signedOut();
    const pause = PAUSES[Math.min(this.#tries++, PAUSES.length - 1)];
    this.#soon(pause * (0.75 + Math.random() / 2));
  }
}

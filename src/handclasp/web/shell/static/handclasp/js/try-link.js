// Shows the person their own camera and how loud their microphone hears them; nothing is recorded, nothing leaves.
const part = document.querySelector("[data-try-link]");
const tools = part?.querySelector("[data-try]");
const says = part?.querySelector("[data-try-says]");
const media = navigator.mediaDevices;
let stream = null;

const WHY = {
  NotAllowedError: "The browser was not allowed to use the camera or the microphone. Allow both beside the address above, then press again.",
  NotFoundError: "This device has no camera or no microphone that the browser can find. Plug one in, then press again.",
  NotReadableError: "Another program uses the camera or the microphone. Close it, then press again.",
};

const say = (words) => { says.textContent = words; };
const shown = new Set();

// Says of a point that it worked, once, and never against what the person has said of it.
function worked(code) {
  if (shown.has(code)) return;
  shown.add(code);
  const [untried, box] = ["", "worked"].map((value) => document.querySelector(`input[name="check-${code}"][value="${value}"]`));
  if (untried?.checked && box) box.checked = true;
}

async function start() {
  stop();
  try {
    stream = await media.getUserMedia({ video: true, audio: true });
  } catch (refusal) {
    say(WHY[refusal.name] ?? "The camera or the microphone did not start. Try in the meeting itself.");
    return;
  }
  show(stream);
  worked("camera");
  listen(stream);
  say("This is what your camera shows. Say something: the line moves when the microphone hears you.");
}

function show(found) {
  const picture = tools.querySelector("[data-try-picture]");
  picture.srcObject = found;
  picture.hidden = false;
}

function listen(found) {
  const context = new AudioContext();
  const analyser = context.createAnalyser();
  context.createMediaStreamSource(found).connect(analyser);
  const heard = new Float32Array(analyser.fftSize);
  const level = tools.querySelector("[data-try-level]");
  tools.querySelector("[data-try-level-line]").hidden = false;
  const look = () => {
    if (!found.active) { context.close(); return; }
    analyser.getFloatTimeDomainData(heard);
    const loud = Math.sqrt(heard.reduce((sum, one) => sum + one * one, 0) / heard.length);
    level.value = Math.min(1, loud * 6);
    if (loud > 0.02) worked("microphone");
    requestAnimationFrame(look);
  };
  look();
}

function sound() {
  const context = new AudioContext();
  const tone = context.createOscillator();
  const volume = context.createGain();
  volume.gain.value = 0.15;
  tone.frequency.value = 440;
  tone.connect(volume).connect(context.destination);
  tone.start();
  tone.stop(context.currentTime + 1.2);
  tone.onended = () => context.close();
  say("You should hear a tone now. If you do, choose “Worked” at “I hear others”.");
}

function stop() { stream?.getTracks().forEach((track) => track.stop()); }

if (tools && media?.getUserMedia) {
  tools.hidden = false;
  say("Nothing is recorded, and nothing leaves this device.");
  tools.querySelector("[data-try-start]").addEventListener("click", start);
  tools.querySelector("[data-try-sound]").addEventListener("click", sound);
  addEventListener("pagehide", stop);
}

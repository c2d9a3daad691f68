import { AnsiReader, elements } from "./ansi.js";
import { Connection } from "./connection.js";
import { Completion, History } from "./history.js";
import { Log } from "./log.js";
import { Panes } from "./panes.js";
import { Settings } from "./settings.js";

const part = (id) => document.getElementById(id);
const input = part("line");
const prompt = part("prompt");
const reconnect = part("reconnect");
const log = new Log(part("log"), part("newest"));
const history = new History();
const narrow = matchMedia("(max-width: 800px)");
/** In bytes, a whole message: the Portal refuses more. */
const longestMessage = 8192;
/** Lines that have a password in them are not kept, though they were typed in the open. */
const hasPassword = /^\s*@?(connect|create|co|cr|login|password)\s/i;
/** What the panes show: packages of structured data, as GMCP names them. */
const packages = ["Char 1", "Char.Items 1", "Room 1", "Comm.Channel 1"];
let game = document.title;
let countdown = null;
let missedTalk = 0;
/** Lines that the game has not said to have, with what shows them. */
let waiting = [];
/** Whether the player was told that the connection is gone. */
let toldOfLoss = false;
let hadSession = false;

// The game

const socket = new URL("socket", location.href);
socket.protocol = location.protocol === "https:" ? "wss:" : "ws:";

const connection = new Connection(socket, {
  message(message) {
    if (message.game !== undefined) named(message.game);
    if (message.text !== undefined) shown(message.text);
    if (message.prompt !== undefined) prompted(message.prompt);
    if (message.echo !== undefined) setSecret(!message.echo);
    if (message.message !== undefined) panes.take(message.message, message.data);
  },
  trying: () => status("Connecting…"),
  open({ isBack, isNew, missed }) {
    if (missed) log.note(`The connection was away for too long: ${missed} messages could not be kept.`, "note");
    else if (toldOfLoss) log.note("Connected again. Nothing was lost.", "note");
    // What a page has no memory of it is told again.
    if (isBack && (isNew || missed)) connection.send({ message: "Core.Supports.Set", data: packages });
    connection.send({ size: log.size });
    [toldOfLoss, hadSession] = [false, true];
    status("Connected", { isOpen: true });
  },
  fresh(lines) {
    begin();
    log.note("Your session is over; this is a new one.", "note");
    for (const { shown } of waiting) shown?.classList.add("unsent");
    waiting = [];
    if (lines.length) {
      log.note(`Not sent: ${lines.join(" · ")}`, "note");
      input.value ||= lines.at(-1);
    }
  },
  taken(number) {
    for (const { entry, shown } of waiting) if (entry.n <= number) shown?.classList.remove("waiting");
    waiting = waiting.filter(({ entry }) => entry.n > number);
  },
  lost(seconds) {
    // Of what is over at once the player need not read.
    const isShort = hadSession && seconds < 0.5;
    if (hadSession && !isShort && !toldOfLoss) {
      toldOfLoss = true;
      log.note("The connection was lost. What you enter is kept, and sent when it is back.", "note");
    }
    status(isShort ? "Connecting…" : "Not connected.", { canReconnect: !isShort });
    const due = Date.now() + seconds * 1000;
    const tell = () => {
      const left = Math.ceil((due - Date.now()) / 1000);
      part("countdown").textContent = left > 1 ? `Next try in ${left} s` : "";
    };
    tell();
    countdown = setInterval(tell, 1000);
  },
  left() {
    hadSession = false;
    log.note("You have left the game.", "note");
    begin();
    status("You have left.", { canReconnect: true });
  },
  elsewhere() {
    log.note("Your session goes on in another tab or window.", "note");
    status("Open elsewhere.", { canReconnect: true });
  },
});

/** Nothing of a former session counts any more. */
function begin() {
  log.reset();
  panes.forget();
  prompted("");
  setSecret(false);
}

function named(name) {
  game = name;
  part("game").textContent = name;
  titled();
}

/** The tab says when there is something to read. */
function titled(isNew = false) {
  document.title = missedTalk ? `(${missedTalk}) ${game}` : isNew ? `● ${game}` : game;
}

function shown(text) {
  log.write(text);
  if (document.hidden && !document.title.startsWith("(")) titled(true);
}

/** All but the last line of a prompt is text like any other. */
function prompted(text) {
  const end = text.lastIndexOf("\n") + 1;
  if (end > 0) shown(text.slice(0, end));
  const runs = new AnsiReader().read(text.slice(end));
  prompt.replaceChildren(...runs.flatMap(elements));
  input.setAttribute("aria-label", prompt.textContent.trim() || "Your command");
}

function status(text, { isOpen = false, canReconnect = false } = {}) {
  clearInterval(countdown);
  part("countdown").textContent = "";
  part("status").textContent = text;
  reconnect.hidden = !canReconnect;
  document.body.classList.toggle("open", isOpen);
}

/** While a password is asked for, nothing that is typed is shown or kept. */
function setSecret(isSecret) {
  if (isSecret === (input.type === "password")) return;
  if (!isSecret) input.value = "";
  input.type = isSecret ? "password" : "text";
  input.autocomplete = isSecret ? "current-password" : "off";
}

// The player

function enter(line) {
  if (new TextEncoder().encode(JSON.stringify({ line, n: 2 ** 50 })).length > longestMessage) {
    log.note("That line is too long; it was not sent.", "note");
    return false;
  }
  const isSecret = input.type === "password";
  const entry = connection.enter(line);
  let shown = null;
  if ((settings.values.echo && !isSecret) || (isSecret && prompt.firstChild)) {
    shown = log.note(isSecret ? "" : line, "entered waiting", [...prompt.childNodes].map((node) => node.cloneNode(true)));
  }
  waiting.push({ entry, shown });
  if (!isSecret && !hasPassword.test(line)) history.add(line);
  prompted("");
  log.toEnd();
  if (!connection.isReady) connection.open();
  return true;
}

const panes = new Panes(enter, {
  talk({ channel, talker, text }) {
    if (!document.hidden) return;
    missedTalk += 1;
    titled();
    const isForMe = ["tell", "whisper"].includes(channel);
    if (settings.values.sound && isForMe) chime();
    if (settings.values.notify && isForMe && globalThis.Notification?.permission === "granted") {
      new Notification(talker || game, { body: text, icon: "icon.svg", tag: "hearth-talk" });
    }
  },
});

const settings = new Settings(part("settings"), (values) => {
  if (!narrow.matches) {
    part("side").hidden = !values.side;
    part("side-button").setAttribute("aria-expanded", String(values.side));
  }
  requestAnimationFrame(resized);
});

/** Two soft notes; a sound file would be a file more. */
function chime() {
  const audio = new AudioContext();
  for (const [at, pitch] of [[0, 660], [0.12, 880]]) {
    const [tone, loudness] = [audio.createOscillator(), audio.createGain()];
    tone.frequency.value = pitch;
    loudness.gain.setValueAtTime(0.1, audio.currentTime + at);
    loudness.gain.exponentialRampToValueAtTime(0.001, audio.currentTime + at + 0.3);
    tone.connect(loudness).connect(audio.destination);
    tone.start(audio.currentTime + at);
    tone.stop(audio.currentTime + at + 0.3);
    tone.onended = () => at && audio.close();
  }
}

part("entry").addEventListener("submit", (event) => {
  event.preventDefault();
  const isSecret = input.type === "password";
  if (enter(input.value)) {
    if (settings.values.keeps && !isSecret) input.select();
    else input.value = "";
  }
  input.focus();
});

const completion = new Completion(() => [history.lines.toReversed(), panes.words, log.recent(200)]);

input.addEventListener("keydown", (event) => {
  if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
  const pages = { PageUp: -1, PageDown: 1 }[event.key];
  if (step && input.type !== "password") {
    replaced(history.move(step, input.value));
  } else if (pages) {
    log.scrollPages(pages);
  } else if (event.key === "Escape") {
    input.value = "";
  } else if (event.key === "Tab" && input.type !== "password" && input.selectionStart === input.value.length) {
    // Where there is nothing to complete, Tab goes on to the next field as everywhere.
    const line = completion.next(input.value);
    if (line === undefined) return;
    replaced(line);
  } else {
    return;
  }
  event.preventDefault();
});

function replaced(line) {
  if (line === undefined) return;
  input.value = line;
  input.setSelectionRange(line.length, line.length);
}

// Several lines that are pasted are entered one by one; the last one waits for Enter.
input.addEventListener("paste", (event) => {
  const text = event.clipboardData.getData("text").replace(/\r\n?/g, "\n");
  if (!text.includes("\n") || input.type === "password") return;
  event.preventDefault();
  const whole = input.value.slice(0, input.selectionStart) + text + input.value.slice(input.selectionEnd);
  const lines = whole.split("\n");
  while (lines.length > 1 && enter(lines[0])) lines.shift();
  input.value = lines.join(" ");
});

// A link that enters a line. It was seen before, as the title of the link.
part("log").addEventListener("click", (event) => {
  const line = event.target.closest("button.command")?.dataset.line;
  if (line === undefined || input.type === "password") return;
  enter(line);
  input.focus();
});

// Whoever types means the game, wherever the focus is; but for other fields, and what a space does to a button.
document.addEventListener("keydown", (event) => {
  const isText = event.key.length === 1 && event.key !== " " && !event.ctrlKey && !event.metaKey && !event.altKey;
  if (isText && !event.target.closest("input, select, textarea, dialog")) input.focus();
});

reconnect.addEventListener("click", () => {
  connection.open();
  input.focus();
});
part("settings-button").addEventListener("click", () => settings.open());
part("side-button").addEventListener("click", () => {
  // On a phone the panes lie over the text, and nobody wants them there the next time.
  if (narrow.matches) part("side").hidden = !document.body.classList.toggle("side-open");
  else settings.set("side", !settings.values.side);
  part("side-button").setAttribute("aria-expanded", String(!part("side").hidden));
});
part("leave").addEventListener("click", () => {
  part("settings").close();
  connection.leave();
});

document.addEventListener("visibilitychange", () => {
  if (document.hidden) return;
  missedTalk = 0;
  titled();
});

let lastSize = "";
let resizing = null;
function resized() {
  clearTimeout(resizing);
  resizing = setTimeout(() => {
    const size = log.size;
    if (size.join() !== lastSize && connection.send({ size })) lastSize = size.join();
  }, 300);
}
addEventListener("resize", resized);

if (narrow.matches) {
  part("side").hidden = true;
  part("side-button").setAttribute("aria-expanded", "false");
}
connection.open();

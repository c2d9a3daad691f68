import { AnsiReader, elements } from "./ansi.js";
import { Connection } from "./connection.js";
import { Completion, History } from "./history.js";
import { Log } from "./log.js";
import { Login, loginLine } from "./login.js";
import { Media } from "./media.js";
import { make, part, withoutPassword } from "./page.js";
import { Panes } from "./panes.js";
import { Settings } from "./settings.js";
import { Side } from "./side.js";

const input = part("line");
const prompt = part("prompt");
const reconnect = part("reconnect");
const log = new Log(part("log"), part("newest"), part("tail"));
const history = new History();
/** Who has a mouse has no keyboard that covers half of the screen. */
const hasMouse = matchMedia("(pointer: fine)");
/** In bytes, a whole message: the Portal refuses more. */
const longestMessage = 8192;
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
/** The game has said what only who has logged in is told. */
let isInside = false;
let quietUntil = 0;
/** What was typed when a password was asked for. */
let draft = "";

// The game

const socket = new URL("socket", location.href);
socket.protocol = location.protocol === "https:" ? "wss:" : "ws:";

const connection = new Connection(socket, {
  message(message) {
    if (message.game !== undefined) named(message.game);
    if (message.text !== undefined) shown(message.text);
    if (message.prompt !== undefined) prompted(message.prompt);
    if (message.echo !== undefined) setSecret(!message.echo);
    if (message.message !== undefined) told(message.message, message.data);
  },
  trying: () => status("Connecting…"),
  open({ isBack, isNew, missed }) {
    if (missed) log.note(`The connection was away for too long: ${missed} messages could not be kept.`, "note");
    else if (toldOfLoss) log.note("Connected again. Nothing was lost.", "note");
    // What a page has no memory of it is told again.
    if (isBack && (isNew || missed)) connection.send({ message: "Core.Supports.Set", data: packages });
    if (isBack) quietUntil = Date.now() + 1000;
    connection.send({ size: log.size, client: client() });
    [toldOfLoss, hadSession] = [false, true];
    status("Connected", { isOpen: true });
  },
  fresh(lines) {
    toldOfLoss = false;
    begin();
    log.note("Your session is over; this is a new one.", "note");
    giveUpWaiting();
    if (lines.length) {
      log.note(`Not sent: ${lines.join(" · ")}`, "note");
      input.value ||= lines.at(-1);
    }
  },
  taken(number) {
    for (const { entry, shown } of waiting) if (entry.n <= number) shown?.classList.remove("waiting");
    waiting = waiting.filter(({ entry }) => entry.n > number);
  },
  lost(seconds, isKept) {
    // Of what is over at once the player need not read.
    const isShort = hadSession && seconds < 0.5;
    if (hadSession && !isShort && !toldOfLoss) {
      toldOfLoss = true;
      log.note(`The connection was lost.${isKept ? " What you enter is kept, and sent when it is back." : ""}`, "note");
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
  left() { over("You have left the game.", "You have left."); },
  elsewhere() { over("Your session goes on in another tab or window.", "Open elsewhere."); },
});

function over(words, state) {
  hadSession = toldOfLoss = false;
  log.note(words, "note");
  giveUpWaiting();
  begin();
  status(state, { canReconnect: true });
}

function giveUpWaiting() {
  for (const { shown } of waiting) shown?.classList.add("unsent");
  waiting = [];
}

/** Nothing of a former session counts any more. */
function begin() {
  log.reset();
  panes.forget();
  media.take("Client.Media.Stop");
  setInside(false);
  prompted("");
  setSecret(false);
}

function named(name) {
  game = name;
  part("game").textContent = name;
  titled();
}

function told(name, data) {
  if (name === "Char.Name" || name === "Comm.Channel.List") setInside(true);
  panes.take(name, data);
  // What a page that comes back is told again has been heard, but for what goes on for ever.
  if (name !== "Client.Media.Play" || data?.loops === -1 || Date.now() > quietUntil) media.take(name, data);
}

function setInside(is) {
  isInside = is;
  part("login-button").hidden = is;
}

/** What the game may know of this browser. */
function client() {
  // Some of them say that they are Chrome as well.
  const known = [/(Edg|OPR)\/(\d+)/, /(Firefox|Chrome|Version)\/(\d+)/]
    .map((names) => names.exec(navigator.userAgent)).find(Boolean) ?? [];
  const name = { Version: "Safari", Edg: "Edge", OPR: "Opera" }[known[1]] ?? known[1];
  return { name, version: known[2], screenReader: settings.values.screenReader };
}

/** The tab says when there is something to read. */
function titled(isNew = false) {
  document.title = missedTalk ? `(${missedTalk}) ${game}` : isNew ? `● ${game}` : game;
}

function shown(text) {
  log.write(text);
  if (!document.hasFocus() && !missedTalk) titled(true);
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

const asksSecret = () => input.type === "password";

/** While a password is asked for, nothing that is typed is shown or kept; what was typed before waits. */
function setSecret(isSecret) {
  if (isSecret === asksSecret()) return;
  [draft, input.value] = isSecret ? [input.value, ""] : ["", draft];
  input.type = isSecret ? "password" : "text";
  input.autocomplete = isSecret ? "current-password" : "off";
}

// The player

function enter(line) {
  if (new TextEncoder().encode(JSON.stringify({ line, n: 2 ** 50 })).length > longestMessage) {
    log.note("That line is too long; it was not sent.", "note");
    return false;
  }
  const isSecret = asksSecret();
  const masked = isSecret ? "" : withoutPassword(line, isInside);
  const entry = connection.enter(line, masked !== undefined);
  let shown = null;
  if ((settings.values.echo && !isSecret) || (isSecret && prompt.firstChild)) {
    shown = log.note(masked ?? line, "entered waiting", [...prompt.childNodes].map((node) => node.cloneNode(true)));
  }
  waiting.push({ entry, shown });
  if (masked === undefined) history.add(line);
  else history.reset();
  if (/^\s*@?logout\b/i.test(line)) setInside(false);
  prompted("");
  log.toEnd();
  return true;
}

/** Enters what was not typed in the line: not as an answer to who asks for a password. */
function enterAside(line) {
  if (!asksSecret()) return enter(line);
  log.note("The game asks for a password first.", "note");
  return false;
}

const panes = new Panes(enterAside, {
  talk({ channel, talker, text }) {
    side.talk();
    if (document.hasFocus()) return;
    missedTalk += 1;
    titled();
    const isForMe = ["tell", "whisper"].includes(channel);
    if (settings.values.sound && isForMe) chime();
    if (settings.values.notify && isForMe && globalThis.Notification?.permission === "granted") {
      try {
        new Notification(talker || game, { body: text, icon: "icon.svg", tag: "hearth-talk" });
      } catch {
        // A phone's browser has them for service workers alone.
      }
    }
  },
});
const media = new Media((caption) => log.note(caption, "note"));

let side = null;
const settings = new Settings((values) => {
  side?.arrange();
  media.volume = values.media ? values.volume / 100 : 0;
  requestAnimationFrame(() => {
    log.stay();
    resized();
  });
});
side = new Side(settings);

new Login((name, password, isNew) => {
  // Whoever was asked for a password alone is asked for a name again.
  if (asksSecret()) enter("");
  setSecret(false);
  enter(loginLine(name, password, isNew));
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
  const isKept = settings.values.keeps && !asksSecret() && !withoutPassword(input.value, isInside);
  if (enter(input.value)) {
    if (isKept) input.select();
    else input.value = "";
  }
  input.focus();
});

const completion = new Completion(() => [history.lines.toReversed(), panes.words, log.recent(200)]);

input.addEventListener("keydown", (event) => {
  const isBack = event.shiftKey && event.key === "Tab";
  if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey || (event.shiftKey && !isBack)) return;
  const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
  const pages = { PageUp: -1, PageDown: 1 }[event.key];
  if (step && !asksSecret()) {
    replaced(history.move(step, input.value));
  } else if (pages) {
    log.scrollPages(pages);
  } else if (event.key === "Escape") {
    input.value = "";
    history.reset();
  } else if (event.key === "Tab" && !asksSecret() && input.selectionStart === input.value.length) {
    // Where there is nothing to complete, Tab goes on to the next field as everywhere.
    const line = completion.next(input.value, isBack ? -1 : 1);
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
  if (!text.includes("\n") || asksSecret()) return;
  event.preventDefault();
  const whole = input.value.slice(0, input.selectionStart) + text + input.value.slice(input.selectionEnd);
  const lines = whole.split("\n");
  while (lines.length > 1 && enter(lines[0])) lines.shift();
  input.value = lines.join(" ");
});

// A link that enters a line. It was seen before, as the title of the link.
part("log").addEventListener("click", (event) => {
  const line = event.target.closest("button.command")?.dataset.line;
  if (line === undefined) return;
  enterAside(line);
  if (hasMouse.matches) input.focus();
});

// Keys that the player has bound to a line; one that writes a letter writes it.
document.addEventListener("keydown", (event) => {
  const { code = "", key = "" } = event;
  const isFree = !event.ctrlKey && !event.metaKey && !event.altKey && !event.shiftKey && !document.querySelector("dialog[open]");
  const line = isFree && (key.length > 1 || code.startsWith("Numpad")) ? settings.lineOf(code) : undefined;
  if (line === undefined) return;
  event.preventDefault();
  event.stopPropagation();
  enterAside(line);
}, { capture: true });

// Whoever types means the game, wherever the focus is; but for other fields, and what a space does to a button.
document.addEventListener("keydown", (event) => {
  const isText = event.key?.length === 1 && event.key !== " " && !event.ctrlKey && !event.metaKey && !event.altKey;
  if (isText && !event.target.closest("input, select, textarea, dialog")) input.focus();
});

reconnect.addEventListener("click", () => {
  connection.open();
  input.focus();
});
part("settings-button").addEventListener("click", () => settings.open());
part("save").addEventListener("click", () => {
  const link = make("a");
  link.href = URL.createObjectURL(new Blob([log.text(settings.values.times)], { type: "text/plain" }));
  link.download = `${game} ${new Date().toISOString().slice(0, 10)}.txt`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
});
part("leave").addEventListener("click", () => {
  part("settings").close();
  connection.leave();
});

addEventListener("focus", () => {
  missedTalk = 0;
  titled();
});

/** What the game was told last of this page. */
let lastTold = "";
let resizing = null;
function resized() {
  clearTimeout(resizing);
  resizing = setTimeout(() => {
    const told = { size: log.size, client: client() };
    if (JSON.stringify(told) !== lastTold && connection.send(told)) lastTold = JSON.stringify(told);
  }, 300);
}
addEventListener("resize", resized);
// The keyboard of some phones covers the page, and says so only here.
visualViewport?.addEventListener("resize", () => {
  if (visualViewport.scale === 1) document.documentElement.style.setProperty("--height", `${visualViewport.height}px`);
});

import("./game.js").then((own) => own.default?.({ pane: panes.pane.bind(panes), enter: enterAside }))
  .catch((error) => console.error("game.js:", error))
  .finally(() => connection.open());

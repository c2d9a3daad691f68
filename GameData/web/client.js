import { AnsiReader, elements } from "./ansi.js";
import { Attention } from "./attention.js";
import { Connection } from "./connection.js";
import { Entry } from "./entry.js";
import { Log } from "./log.js";
import { Login, loginLine } from "./login.js";
import { Media } from "./media.js";
import { make, part, tell, withoutPassword } from "./page.js";
import { Panes } from "./panes.js";
import { Settings } from "./settings.js";
import { Side } from "./side.js";
import { Typing } from "./typing.js";

const prompt = part("prompt");
const reconnect = part("reconnect");
const log = new Log(part("log"), part("newest"), part("tail"));
/** Who has a mouse has no keyboard that covers half of the screen. */
const hasMouse = matchMedia("(pointer: fine)");
/** In bytes, a whole message: the Portal refuses more. */
const longestMessage = 8192;
/** What the panes show: packages of structured data, as GMCP names them. */
const packages = ["Char 1", "Char.Items 1", "Room 1", "Comm.Channel 1"];
let game = document.title;
let countdown = null;
/** Lines that the game has not said to have, with what shows them. */
let waiting = [];
/** Whether the player was told that the connection is gone. */
let toldOfLoss = false;
let hadSession = false;
/** The game has said what only who has logged in is told. */
let isInside = false;
let quietUntil = 0;
/** The game has said something since it was told the last line. */
let isHeard = true;

// The game

const socket = new URL("socket", location.href);
socket.protocol = location.protocol === "https:" ? "wss:" : "ws:";

const connection = new Connection(socket, {
  message(message) {
    if (message.game !== undefined) named(message.game);
    if (message.text !== undefined) shown(message.text);
    if (message.prompt !== undefined) prompted(message.prompt);
    if (message.text !== undefined || message.prompt !== undefined) isHeard = waiting.length === 0;
    if (message.echo !== undefined) entry.isSecret = !message.echo;
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
      entry.giveBack(lines.at(-1));
    }
  },
  taken(number) {
    for (const { n, shown } of waiting) if (n <= number) shown?.classList.remove("waiting");
    waiting = waiting.filter(({ n }) => n > number);
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
  typing.forget();
  media.take("Client.Media.Stop");
  setInside(false);
  prompted("");
  tell("prompt-said", "");
  entry.isSecret = false;
}

function named(name) {
  game = name;
  part("game").textContent = attention.game = name;
}

function told(name, data) {
  if (name === "Char.Name" || name === "Comm.Channel.List") setInside(true);
  panes.take(name, data);
  if (name === "Room.Typing" && settings.values.typing) typing.take(data);
  if (name === "Room.Info") typing.forget();
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

function shown(text) {
  log.write(text);
  attention.text();
}

/** All but the last line of a prompt is text like any other. */
function prompted(text) {
  const end = text.lastIndexOf("\n") + 1;
  if (end > 0) shown(text.slice(0, end));
  const runs = new AnsiReader().read(text.slice(end));
  prompt.replaceChildren(...runs.flatMap(elements));
  const words = prompt.textContent.trim();
  part("line").setAttribute("aria-label", words || "Your command");
  // A prompt goes with each line that is entered. The same one that comes again is not news.
  if (words) tell("prompt-said", words);
}

function status(text, { isOpen = false, canReconnect = false } = {}) {
  clearInterval(countdown);
  part("countdown").textContent = "";
  part("status").textContent = text;
  reconnect.hidden = !canReconnect;
  document.body.classList.toggle("open", isOpen);
}

// The player

function enter(line) {
  if (new TextEncoder().encode(JSON.stringify({ line, n: 2 ** 50 })).length > longestMessage) {
    log.note("That line is too long; it was not sent.", "note");
    return false;
  }
  const { isSecret } = entry;
  const masked = isSecret ? "" : isAhead() ? "••••" : withoutPassword(line, isInside);
  isHeard = false;
  const { n } = connection.enter(line, masked !== undefined);
  let shown = null;
  if ((settings.values.echo && !isSecret) || (isSecret && prompt.firstChild)) {
    shown = log.note(masked ?? line, "entered waiting", [...prompt.childNodes].map((node) => node.cloneNode(true)));
  }
  waiting.push({ n, shown });
  entry.entered(line, masked === undefined);
  if (/^\s*@?logout\b/i.test(line)) setInside(false);
  prompted("");
  log.toEnd();
  return true;
}

/** Who types ahead of the questions before the login may type a password. */
function isAhead() { return !isInside && !isHeard; }

/** Enters what was not typed in the line: not as an answer to who asks for a password. */
function enterAside(line) {
  if (!entry.isSecret) return enter(line);
  log.note("The game asks for a password first.", "note");
  return false;
}

const panes = new Panes(enterAside, {
  talk(said) {
    side.talk();
    attention.talk(said);
  },
});
const typing = new Typing((is) => connection.send({ message: "Room.Typing", data: is }));
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
const attention = new Attention(settings);
const entry = new Entry(settings, {
  enter,
  enterAside,
  wrote: (line) => typing.wrote(isInside && settings.values.typing ? line : ""),
  // What stands there when a password is asked for is the beginning of it, if nobody is inside who could have meant the game.
  beginsSecret: () => !isInside,
  hasPassword: (line) => isAhead() || withoutPassword(line, isInside) !== undefined,
  scroll: (pages) => log.scrollPages(pages),
  words: () => [panes.words, log.recent(200)],
});

new Login((name, password, isNew) => {
  // Whoever was asked for a password alone is asked for a name again.
  if (entry.isSecret) enter("");
  entry.isSecret = false;
  enter(loginLine(name, password, isNew));
});

// A link that enters a line. It was seen before, as the title of the link.
part("log").addEventListener("click", (event) => {
  const line = event.target.closest("button.command")?.dataset.line;
  if (line === undefined) return;
  enterAside(line);
  if (hasMouse.matches) entry.focus();
});

reconnect.addEventListener("click", () => {
  connection.open();
  entry.focus();
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

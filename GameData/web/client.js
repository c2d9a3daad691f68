import { AnsiReader, elements } from "./ansi.js";
import { Connection } from "./connection.js";
import { History } from "./history.js";
import { Log } from "./log.js";

const part = (id) => document.getElementById(id);
const input = part("line");
const prompt = part("prompt");
const reconnect = part("reconnect");
const log = new Log(part("log"), part("newest"));
const history = new History();
/** In bytes, a whole message: the Portal refuses more. */
const longestMessage = 8192;
let game = document.title;
let wasConnected = false;
let countdown = null;

// The game

const socket = new URL("socket", location.href);
socket.protocol = location.protocol === "https:" ? "wss:" : "ws:";

const connection = new Connection(socket, {
  message(message) {
    if (message.game !== undefined) named(message.game);
    if (message.text !== undefined) shown(message.text);
    if (message.prompt !== undefined) prompted(message.prompt);
    if (message.echo !== undefined) setSecret(!message.echo);
  },
  trying: () => status("Connecting…"),
  open() {
    log.reset();
    prompted("");
    setSecret(false);
    if (wasConnected) log.note("Connected again.", "note");
    wasConnected = true;
    status("Connected", { isOpen: true });
    connection.send({ size: log.size });
  },
  lost(seconds) {
    if (wasConnected && document.body.classList.contains("open")) log.note("The connection was lost.", "note");
    status("Not connected.", { canReconnect: true });
    const due = Date.now() + seconds * 1000;
    const tell = () => {
      const left = Math.max(1, Math.ceil((due - Date.now()) / 1000));
      part("countdown").textContent = `Next try in ${left} s`;
    };
    tell();
    countdown = setInterval(tell, 1000);
  },
  left() {
    log.note("You have left the game.", "note");
    prompted("");
    setSecret(false);
    status("You have left.", { canReconnect: true });
  },
});

function named(name) {
  game = name;
  part("game").textContent = name;
  document.title = name;
}

function shown(text) {
  log.write(text);
  if (document.hidden) document.title = `● ${game}`;
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
  if (new TextEncoder().encode(JSON.stringify({ line })).length > longestMessage) {
    log.note("That line is too long; it was not sent.", "note");
    return false;
  }
  if (!connection.send({ line })) {
    log.note("Not connected; your line was not sent.", "note");
    connection.open();
    return false;
  }
  const isSecret = input.type === "password";
  if (!isSecret || prompt.firstChild) log.note(isSecret ? "" : line, "entered", [...prompt.childNodes]);
  if (!isSecret) history.add(line);
  prompted("");
  log.toEnd();
  return true;
}

part("entry").addEventListener("submit", (event) => {
  event.preventDefault();
  if (enter(input.value)) input.value = "";
  input.focus();
});

input.addEventListener("keydown", (event) => {
  if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return;
  const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
  const pages = { PageUp: -1, PageDown: 1 }[event.key];
  if (step && input.type !== "password") {
    const line = history.move(step, input.value);
    if (line !== undefined) {
      input.value = line;
      input.setSelectionRange(line.length, line.length);
    }
  } else if (pages) {
    log.scrollPages(pages);
  } else if (event.key === "Escape") {
    input.value = "";
  } else {
    return;
  }
  event.preventDefault();
});

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

// Whoever types means the game, wherever the focus is.
document.addEventListener("keydown", (event) => {
  const isText = event.key.length === 1 && event.key !== " " && !event.ctrlKey && !event.metaKey && !event.altKey;
  if (isText && event.target !== input) input.focus();
});

reconnect.addEventListener("click", () => {
  connection.open();
  input.focus();
});

document.addEventListener("visibilitychange", () => {
  if (!document.hidden) document.title = game;
});

let resizing = null;
addEventListener("resize", () => {
  clearTimeout(resizing);
  resizing = setTimeout(() => connection.send({ size: log.size }), 300);
});

connection.open();

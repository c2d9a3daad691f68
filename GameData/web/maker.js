import { Connection } from "./connection.js";
import { Log } from "./log.js";
import { loginLine } from "./login.js";
import { make, part, refill, withoutPassword } from "./page.js";

// The maker's desk. It has a session of the game like any page; what it asks beside that the Portal answers as soon as
// the game says that the session is a developer's. See Sources/Portal/Web/MakerRequest.swift.

const mostLogLines = 2000;
const words = new Log(part("console"), part("newest"));
const asked = new Map();
let lastAsk = 0;
let isMaker = false;
/** The list items of the reload that runs, by step. */
let steps = new Map();
let lastLogLine = 0;
/** Whether the Portal has begun to send the logs from their beginning. */
let watches = false;

const socket = new URL("socket", location.href);
socket.protocol = location.protocol === "https:" ? "wss:" : "ws:";

const connection = new Connection(socket, {
  message(message) {
    if (message.game !== undefined) part("game").textContent = message.game;
    if (message.text !== undefined) words.write(message.text);
    if (message.prompt !== undefined) words.write(message.prompt.endsWith("\n") ? message.prompt : message.prompt + "\n");
    if (message.echo !== undefined) part("line").type = message.echo ? "text" : "password";
    if (message.rights !== undefined) setMaker(message.rights);
    if (message.maker !== undefined) received(message.maker);
  },
  trying: () => status("Connecting…"),
  open: () => status(isMaker ? "Connected" : "Connected; log in"),
  fresh() {
    setMaker(false);
    words.reset();
  },
  taken() {},
  lost() {
    refuseAll("The connection was lost: the log will say what came of it.");
    status("Not connected; trying again");
  },
  left() {
    setMaker(false);
    status("You have left the game.");
  },
  elsewhere() {
    setMaker(false);
    status("Your session goes on in another tab.");
  },
});

function refuseAll(words) {
  for (const { reject } of asked.values()) reject(new Error(words));
  asked.clear();
}

function status(text) {
  part("status").textContent = text;
  document.body.classList.toggle("open", text.startsWith("Connected"));
}

/** Asks the Portal; the answer, or an error in words. */
function ask(what, more = {}) {
  const id = ++lastAsk;
  return new Promise((resolve, reject) => {
    if (!connection.send({ maker: { id, ask: what, ...more } })) return reject(new Error("Not connected."));
    asked.set(id, { resolve, reject });
  });
}

function received({ id, answer, error, step, log }) {
  if (step) stepped(step);
  if (log && watches) logged(log);
  const waiting = asked.get(id);
  asked.delete(id);
  if (error !== undefined) waiting?.reject(new Error(`${error}\nNothing was changed.`));
  else waiting?.resolve(answer);
}

function setMaker(is) {
  const was = isMaker;
  isMaker = is;
  for (const section of document.querySelectorAll("[data-maker]")) section.hidden = !is;
  part("login").hidden = is;
  status(is ? "Connected" : "Connected; log in");
  if (!is) {
    refuseAll("You are no longer a maker here.");
    if (was) part("logs").replaceChildren();
    return;
  }
  // All that is kept of the logs comes again, behind the answer, and another Portal counts from 1. What is on its way of
  // the last watch is the end of it, and would stand for the whole.
  lastLogLine = 0;
  watches = false;
  part("logs").replaceChildren();
  ask("watch").then(() => { watches = true; }, () => {});
  refresh();
  crashes();
}

// What there is

async function refresh() {
  if (!isMaker || document.hidden) return;
  try {
    const [state, generations, sessions] = await Promise.all([ask("status"), ask("generations"), ask("sessions")]);
    showState(state);
    showGenerations(generations);
    showSessions(sessions);
  } catch {
    // The connection is away: the next round shows it.
  }
}

function showState(state) {
  const facts = [
    ["Server", `${state.server}${state.generation ? `, generation ${state.generation}` : ""} (${state.configuration})`],
    ["Since", state.serverUptime === undefined ? "–" : span(state.serverUptime)],
    ["Portal", `process ${state.portalPid}, since ${span(state.portalUptime)}`],
    ["Players", state.sessions], ["Reloads", `${state.reloads}, epoch ${state.epoch}`],
    ["Runs now", state.runs ? `${state.runs} (${span(state.runsFor ?? 0)})` : null],
    ["Step", state.reloadStep], ["Out of order", state.outOfOrder?.join(", ")], ["Trouble", state.problem],
    ["Version", state.hearthVersion],
  ].filter(([, value]) => value !== null && value !== undefined && value !== "");
  part("facts").replaceChildren(...facts.flatMap(([name, value]) => [make("dt", name), make("dd", String(value))]));
  part("reload").disabled = part("check").disabled = Boolean(state.reloadStep);
}

function showGenerations({ live, generations }) {
  fill("generations", generations.map(({ number, time, by, state, reason }) => {
    const back = make("button", "Go back");
    back.type = "button";
    back.setAttribute("aria-label", `Go back to generation ${number}`);
    back.addEventListener("click", () => run(`Back to generation ${number}`, () => ask("rollback", { generation: number })));
    const canGo = state === "good" && number !== live;
    const shown = make("span", number === live ? "live" : state, state === "bad" ? "bad" : number === live ? "good" : "");
    if (reason) shown.title = reason;
    return [number, moment(time), by, shown, canGo ? back : ""];
  }));
}

function showSessions(sessions) {
  fill("sessions", sessions.map((entry) => [
    entry.address, entry.transport, [entry.client, entry.size[0] ? entry.size.join("×") : ""].filter(Boolean).join(" "),
    span(entry.seconds), [entry.maker ? `maker ${entry.maker}` : "", entry.isAway ? "away" : "",
      entry.waiting ? `${entry.waiting} lines wait` : ""].filter(Boolean).join(", "),
  ]));
}

async function crashes() {
  const { crashes } = await ask("crashes").catch(() => ({ crashes: [] }));
  const open = new Set([...part("crashes").querySelectorAll("details[open]")].map((entry) => entry.dataset.number));
  refill(part("crashes"), [...crashes.map((crash) => {
    const entry = make("details");
    entry.dataset.number = crash.number;
    entry.open = open.has(String(crash.number));
    const what = [crash.code, crash.what && `“${crash.what}”`, crash.who && `by ${crash.who}`, crash.place].filter(Boolean).join(" · ");
    entry.append(make("summary", `${crash.number}. ${moment(crash.time * 1000)}: ${crash.how}, generation ${crash.generation}${what ? ` · ${what}` : ""}`));
    entry.append(make("pre", crash.trace.join("\n")));
    return entry;
  }), ...(crashes.length ? [] : [make("p", "None on record.", "faint")])]);
}

// Reload

async function run(title, body) {
  steps = new Map();
  part("steps").replaceChildren();
  part("outcome").textContent = `${title}…`;
  part("outcome").className = "";
  try {
    const report = await body();
    const took = report.steps ? `Generation ${report.generation} is live; players waited ${report.held.toFixed(1)} ms (${report.heldLines} lines were held).`
      : `Good: built in ${(report.milliseconds / 1000).toFixed(2)} s; nothing went live.`;
    part("outcome").textContent = [took, report.warnings, report.changes].filter(Boolean).join("\n");
    part("outcome").className = "good";
  } catch (error) {
    part("outcome").textContent = error.message;
    part("outcome").className = "bad";
  }
  refresh();
  crashes();
}

/** Whoever asked for it. */
function stepped({ step, what, milliseconds, text }) {
  if (what === "began" && ["build", "warm"].includes(step) && steps.get(step)?.dataset.done) {
    steps = new Map();
    part("steps").replaceChildren();
  }
  if (what === "diagnostic" || what === "note") {
    const kind = /\berror:/.test(text) ? "error" : /\bwarning:/.test(text) ? "warning" : "";
    part("steps").append(make("li", text, `diagnostic ${kind}`));
    return;
  }
  let entry = steps.get(step);
  if (!entry) {
    steps.set(step, (entry = make("li")));
    part("steps").append(entry);
  }
  const took = milliseconds < 100 ? `${milliseconds.toFixed(1)} ms` : `${(milliseconds / 1000).toFixed(2)} s`;
  entry.textContent = `${step}: ${{ began: text || "…", progress: text, done: took, failed: `failed after ${took}` }[what] ?? what}`;
  entry.className = { done: "good", failed: "bad" }[what] ?? "";
  if (what === "done" || what === "failed") entry.dataset.done = "1";
}

// The logs

function logged(lines) {
  const logs = part("logs");
  const follows = logs.scrollHeight - logs.scrollTop - logs.clientHeight < 30;
  const wanted = part("filter").value.toLowerCase();
  let hasCrash = false;
  for (const { number, log, text } of lines) {
    if (number <= lastLogLine) continue;
    lastLogLine = number;
    const level = /^\S+ \S+ (WARNING|ERROR|CRITICAL)\b/.exec(text)?.[1].toLowerCase() ?? "";
    const line = make("div", text, `${log} ${level}`);
    line.hidden = wanted !== "" && !text.toLowerCase().includes(wanted);
    logs.append(line);
    hasCrash ||= /crash \d+:/.test(text);
  }
  if (hasCrash) crashes();
  while (logs.childElementCount > mostLogLines) logs.firstElementChild.remove();
  if (follows) logs.scrollTop = logs.scrollHeight;
}

part("filter").addEventListener("input", () => {
  const wanted = part("filter").value.toLowerCase();
  for (const line of part("logs").children) line.hidden = !line.textContent.toLowerCase().includes(wanted);
});

// What it is made of

function fill(id, rows) {
  refill(part(id), rows.map((cells) => {
    const row = make("tr");
    row.append(...cells.map((cell) => {
      const entry = make("td");
      entry.append(cell instanceof Node ? cell : String(cell ?? ""));
      return entry;
    }));
    return row;
  }));
}

function span(seconds) {
  if (seconds < 60) return `${Math.round(seconds)} s`;
  if (seconds < 3600) return `${Math.round(seconds / 60)} min`;
  if (seconds < 172800) return `${(seconds / 3600).toFixed(1)} h`;
  return `${Math.round(seconds / 86400)} days`;
}

const moment = (time) => new Date(time).toLocaleString([], { dateStyle: "short", timeStyle: "medium" });

part("login-form").addEventListener("submit", (event) => {
  event.preventDefault();
  const [name, password] = [part("name").value.trim(), part("password").value];
  part("password").value = "";
  connection.enter(loginLine(name, password), true);
});
part("entry-form").addEventListener("submit", (event) => {
  event.preventDefault();
  const line = part("line").value;
  const masked = part("line").type === "password" ? "" : withoutPassword(line, isMaker);
  if (part("line").type === "text") words.note(masked ?? line, "entered");
  connection.enter(line, masked !== undefined);
  part("line").value = "";
});
part("reload").addEventListener("click", () => run("Reload", () => ask("reload", { setAside: part("set-aside").checked })));
part("check").addEventListener("click", () => run("Build", () => ask("check")));
setInterval(refresh, 2000);
document.addEventListener("visibilitychange", refresh);
connection.open();

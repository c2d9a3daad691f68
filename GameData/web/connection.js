// The WebSocket of the game. The messages are described in Sources/Portal/Web/WebMessage.swift.
//
// A lost connection is opened again, by the token that the game has given for its session: what was missed comes then,
// and what was entered meanwhile goes, each line once, by its number.

import { keep, kept } from "./page.js";

const place = "hearth-session";
/** Seconds of silence after which it is asked whether the game is still there, and for an answer to that. */
const silence = 20;
const answerTime = 6;
const longestPause = 15;
/** After that, one who comes back need not wait for a connection that is still not there. */
const connectingTakes = 3;
/** For the game to say goodbye. */
const farewellTime = 2;
/** How a connection was closed: by the player, by the game as the session goes on in another page, by a page that has given
 * it up and will be back. */
const left = 1000;
const takenElsewhere = 4001;
const lost = 4002;

export class Connection {
  #address;
  #on;
  #socket = null;
  /** The game knows which session this is, and takes lines. */
  #isReady = false;
  /** It has not been so since the page was loaded. */
  #isNew = true;
  #token = kept("sessionStorage", place, null);
  /** The number of the last message that came; none in a page that has just been loaded. */
  #seen = undefined;
  #lastLine = 0;
  /** Lines that the game has not said to have. */
  #lines = [];
  #tries = 0;
  #timer = null;
  #heartbeat = null;
  #heardAt = 0;
  #askedAt = 0;
  #hasSaidBye = false;
  #triedAt = 0;

  /**
   * `on.message(object)` for each message that is not about the connection; `on.trying()`; `on.open({isBack, isNew, missed})`
   * when the session is there, `isNew` for a page that was loaded anew; `on.fresh(lines)` before that when the old one is over, with lines that were not sent;
   * `on.taken(number)`: lines up to that are with the game; `on.lost(seconds, isKept)` when the next try is due in so many,
   * and whether the session waits; `on.left()` when the game has let the player go; `on.elsewhere()` when another page has the
   * session. Lines that are secret are not among those that were not sent.
   */
  constructor(address, on) {
    this.#address = address;
    this.#on = on;
    addEventListener("online", () => this.#hurry());
    document.addEventListener("visibilitychange", () => document.hidden || this.#hurry());
  }

  open() {
    clearTimeout(this.#timer);
    this.#timer = null;
    if (this.#socket) return;
    this.#hasSaidBye = false;
    this.#triedAt = Date.now();
    this.#on.trying();
    const resumes = this.#token !== null;
    const socket = (this.#socket = new WebSocket(this.#address + (resumes ? "?resume" : "")));
    this.#heardAt = Date.now();
    this.#askedAt = 0;
    socket.onopen = () => {
      if (resumes) this.#put({ resume: this.#token, seen: this.#seen });
      // There was a session, and no way back to it.
      else if (this.#seen !== undefined) this.#begin();
    };
    socket.onmessage = (event) => {
      if (socket !== this.#socket) return;
      this.#heardAt = Date.now();
      this.#received(JSON.parse(event.data));
    };
    socket.onclose = (event) => socket === this.#socket && this.#closed(event.code);
    this.#heartbeat ??= setInterval(() => this.#beat(), 2000);
  }

  /** Enters a line: now, or when the connection is back. Gives it with the number `n` that it has, or will have. */
  enter(line, isSecret = false) {
    const entry = { n: ++this.#lastLine, line, isSecret };
    this.#lines.push(entry);
    if (this.#isReady) this.#put({ line, n: entry.n });
    // Who types does not want to wait, and types fast.
    else if (!this.#socket && Date.now() - this.#triedAt > 2000) this.open();
    return entry;
  }

  /** Sends what is of no use later; false if it cannot go now. */
  send(message) {
    if (this.#isReady) this.#put(message);
    return this.#isReady;
  }

  /** Ends the session: the game is told that it is meant, and not a connection that broke. */
  leave() {
    const socket = this.#socket;
    this.#hasSaidBye = true;
    if (!this.send({ message: "Core.Goodbye" })) return this.#giveUp(left);
    setTimeout(() => socket === this.#socket && this.#giveUp(left), farewellTime * 1000);
  }

  #put(message) {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(message));
  }

  #forget() {
    this.#setToken(null);
    this.#seen = undefined;
    [this.#lastLine, this.#lines] = [0, []];
  }

  #setToken(token) {
    this.#token = token;
    keep("sessionStorage", place, token);
  }

  /** A new session; the lines of the one before are none of its business. */
  #begin() {
    const lines = this.#lines.filter(({ isSecret }) => !isSecret).map(({ line }) => line);
    this.#forget();
    this.#on.fresh(lines);
  }

  #received(message) {
    this.#tries = 0;
    if (message.session) {
      this.#setToken(message.session.token);
      this.#put({ kept: true });
      if (!this.#isReady) this.#ready({ isBack: false, missed: 0 });
    } else if (message.resumed) {
      this.#back(message.resumed);
    } else if (message.fresh) {
      this.#begin();
    } else if (message.got !== undefined) {
      this.#lines = this.#lines.filter(({ n }) => n > message.got);
      this.#on.taken(message.got);
    } else {
      if (message.n !== undefined) {
        // It may be on its way twice.
        if (message.n <= this.#seen) return;
        this.#seen = message.n;
        if (!this.#isReady) this.#ready({ isBack: false, missed: 0 });
      }
      if (message.bye !== undefined) {
        this.#hasSaidBye = true;
        this.#forget();
      }
      this.#on.message(message);
    }
  }

  #back({ line, missed }) {
    const isNew = this.#isNew;
    if (isNew) {
      // A page that was loaded anew goes on counting where the one before has ended.
      for (const entry of this.#lines) entry.n += line;
      this.#lastLine += line;
    } else {
      this.#lines = this.#lines.filter(({ n }) => n > line);
      this.#lastLine = Math.max(this.#lastLine, line);
    }
    this.#ready({ isBack: true, isNew, missed });
    this.#on.taken(line);
  }

  #ready(how) {
    this.#isReady = true;
    this.#isNew = false;
    this.#on.open(how);
    for (const { line, n } of this.#lines) this.#put({ line, n });
  }

  #closed(code) {
    clearTimeout(this.#timer);
    [this.#timer, this.#socket] = [null, null];
    this.#isReady = false;
    clearInterval(this.#heartbeat);
    this.#heartbeat = null;
    if (this.#hasSaidBye || code === takenElsewhere) {
      this.#forget();
      return this.#hasSaidBye ? this.#on.left() : this.#on.elsewhere();
    }
    // At once, then longer after each failure; and not all players in the same moment.
    const pause = Math.min(longestPause, this.#tries ? 2 ** (this.#tries - 1) : 0.3) * (0.5 + Math.random() / 2);
    this.#tries += 1;
    this.#timer = setTimeout(() => this.open(), pause * 1000);
    this.#on.lost(pause, this.#token !== null);
  }

  /** A connection may be dead without anybody having said so. */
  #beat() {
    const now = Date.now();
    if (this.#askedAt > this.#heardAt && now - this.#askedAt > answerTime * 1000) return this.#giveUp();
    if (now - this.#heardAt < silence * 1000 || this.#askedAt > this.#heardAt) return;
    this.#ask();
  }

  #ask() {
    this.#askedAt = Date.now();
    this.#put({ seen: this.#seen ?? 0 });
  }

  #giveUp(code = lost) {
    const socket = this.#socket;
    this.#closed();
    socket?.close(code);
  }

  /** The network is back, or the player is: no time to lose. */
  #hurry() {
    if (this.#socket && !this.#isReady && Date.now() - this.#triedAt > connectingTakes * 1000) this.#giveUp();
    if (this.#timer !== null) return this.open();
    if (this.#isReady && Date.now() - this.#heardAt > 2000) this.#ask();
  }
}

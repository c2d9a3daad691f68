import { AnsiReader } from "./ansi.js";
import { Line, Scrollback } from "./scrollback.js";

const mostLines = 10000;
/** Of one frame, in milliseconds: the rest belongs to the player's fingers. */
const frameTime = 8;
/** Lines that are shown below while the player reads further up. */
const tailLines = 8;
const mostColumns = 10000;
/** No line is lower, in pixels: the smallest text has 11. */
const lowestLine = 15;

/** What was said so far. It follows the newest line unless the player has scrolled up. */
export class Log {
  #element;
  #newest;
  #tail;
  #reader = new AnsiReader();
  #scrollback;
  /** What is not shown yet: texts, lines of this page, and functions to call when it comes to them. */
  #queue = [];
  /** The line that has not ended yet. */
  #open = null;
  #follows = true;
  /** Where the view was, in pixels. */
  #top = 0;
  /** Lines that the view has room for, at most. */
  #rows = 100;
  #isDue = false;

  /** `newest` leads to the end, and `tail` shows it while the player is not there. */
  constructor(element, newest, tail = document.createElement("div")) {
    [this.#element, this.#newest, this.#tail] = [element, newest, tail];
    this.#scrollback = new Scrollback(element, () => this.stay());
    element.addEventListener("scroll", () => {
      // Below the end may only mean that more text has come since: the player left it if the view went up.
      const top = element.scrollTop;
      if (element.scrollHeight - top - element.clientHeight < 8) this.#follows = newest.hidden = tail.hidden = true;
      else if (top < this.#top && this.#follows) this.#leaveEnd();
      this.#top = top;
    }, { passive: true });
    newest.addEventListener("click", () => this.toEnd());
    // A phone's keyboard, a turned phone, a resized window.
    new ResizeObserver(() => {
      this.#rows = Math.ceil(element.clientHeight / lowestLine);
      this.stay();
    }).observe(element);
  }

  #leaveEnd() {
    this.#follows = false;
    this.#scrollback.makeSoon();
    this.#showTail();
  }

  #showTail() {
    const lines = [];
    for (const line of this.#scrollback.back()) if (lines.unshift(line.cloneNode(true)) === tailLines) break;
    this.#tail.replaceChildren(...lines);
    this.#tail.hidden = false;
  }

  get lines() { return this.#scrollback.count; }

  /** Shows text of the game. */
  write(text) {
    this.#queue.push(text);
    this.#schedule();
  }

  /** Shows a line of this page itself; the element, which may be changed later. */
  note(text, kind, before = []) {
    const line = document.createElement("div");
    line.className = `line ${kind}`;
    // Who has typed a line need not hear it.
    if (kind.startsWith("entered")) line.setAttribute("aria-live", "off");
    line.append(...before, text || "\n");
    this.#queue.push(new Line(line));
    this.#schedule();
    return line;
  }

  /** A new session: what the last one left unfinished is over. */
  reset() {
    this.#queue.push(() => {
      this.#reader = new AnsiReader();
      this.#open = null;
    });
  }

  /** Other letters, another height: who was at the end is there still. */
  stay() { if (this.#follows) this.toEnd(); }

  toEnd() {
    this.#follows = this.#newest.hidden = this.#tail.hidden = true;
    this.#element.scrollTop = this.#element.scrollHeight;
    this.#top = this.#element.scrollTop;
  }

  scrollPages(pages) {
    this.#element.scrollBy({ top: pages * this.#element.clientHeight * 0.9 });
  }

  /** The newest lines' texts, the newest first. */
  recent(count) {
    const texts = [];
    for (const line of this.#scrollback.back()) if (texts.push(line.textContent) >= count) break;
    return texts;
  }

  /** All of it, to be kept. */
  text(hasTimes) {
    const time = ({ at }) => (hasTimes ? `${new Date(at).toLocaleString()}  ` : "");
    const lines = [...this.#scrollback.back()].reverse();
    return lines.map((line) => `${time(line)}${line.textContent.replace(/\n$/, "")}\n`).join("");
  }

  /** Columns and rows of text that fit. */
  get size() {
    const ruler = document.createElement("span");
    ruler.className = "ruler";
    ruler.textContent = "0".repeat(100);
    this.#element.append(ruler);
    const { width, height } = ruler.getBoundingClientRect();
    const style = getComputedStyle(this.#element);
    const room = this.#element.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
    ruler.remove();
    // What is not laid out has no size: 0 is unknown.
    const fit = (count) => (count > 0 && count < Infinity ? Math.min(Math.floor(count), mostColumns) : 0);
    return [fit((room * 100) / width), fit(this.#element.parentElement.clientHeight / height)];
  }

  #schedule() {
    if (this.#isDue) return;
    this.#isDue = true;
    // A page that is not seen has no frames.
    if (document.hidden) setTimeout(() => this.#show(), 100);
    else requestAnimationFrame(() => this.#show());
  }

  #show() {
    this.#isDue = false;
    const end = performance.now() + frameTime;
    const lines = [];
    let next = 0;
    while (next < this.#queue.length && performance.now() < end) {
      const entry = this.#queue[next++];
      if (typeof entry === "string") {
        // A long text is shown a bunch of lines at a time.
        const cut = entry.length > 4096 ? entry.indexOf("\n", 2048) + 1 : 0;
        if (cut > 0 && cut < entry.length) {
          this.#read(entry.slice(0, cut), lines);
          this.#queue[--next] = entry.slice(cut);
        } else {
          this.#read(entry, lines);
        }
      } else if (typeof entry === "function") {
        entry();
      } else {
        this.#open = null;
        lines.push(entry);
      }
    }
    this.#queue.splice(0, next);
    this.#scrollback.add(lines, this.#rows);
    // Not while the player reads there, unless it comes to too much.
    if (this.#scrollback.trim(this.#follows ? mostLines : 2 * mostLines)) this.#top = 0;
    if (this.#follows) {
      this.toEnd();
    } else {
      this.#newest.hidden = false;
      this.#showTail();
    }
    if (this.#queue.length) this.#schedule();
  }

  /** Reads a text: what ends the open line goes there, new lines go to those given. */
  #read(text, lines) {
    const line = () => {
      if (!this.#open) lines.push((this.#open = new Line()));
      return this.#open;
    };
    for (const run of this.#reader.read(text)) {
      let from = 0;
      while (from <= run.text.length) {
        const end = run.text.indexOf("\n", from);
        const part = run.text.slice(from, end < 0 ? undefined : end);
        if (part) line().add({ text: part, style: run.style });
        if (end < 0) break;
        line();
        this.#open = null;
        from = end + 1;
      }
    }
  }
}

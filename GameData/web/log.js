import { AnsiReader, elements } from "./ansi.js";

const mostLines = 10000;
/** Lines are laid out in blocks: those that are not seen cost nothing. */
const blockLines = 100;
/** Of one frame, in milliseconds: the rest belongs to the player's fingers. */
const frameTime = 8;
/** Lines that are shown below while the player reads further up. */
const tailLines = 8;
const mostColumns = 10000;

/** What was said so far. It follows the newest line unless the player has scrolled up. */
export class Log {
  #element;
  #newest;
  #tail;
  #reader = new AnsiReader();
  /** What is not shown yet: texts, and functions that give a line. */
  #queue = [];
  #block = null;
  #count = 0;
  /** The line that has not ended yet. */
  #open = null;
  #follows = true;
  /** Where the view was, in pixels. */
  #top = 0;
  #isDue = false;

  /** `newest` leads to the end, and `tail` shows it while the player is not there. */
  constructor(element, newest, tail = document.createElement("div")) {
    [this.#element, this.#newest, this.#tail] = [element, newest, tail];
    element.addEventListener("scroll", () => {
      // Below the end may only mean that more text has come since: the player left it if the view went up.
      const top = element.scrollTop;
      if (element.scrollHeight - top - element.clientHeight < 8) this.#follows = newest.hidden = tail.hidden = true;
      else if (top < this.#top && this.#follows) this.#leaveEnd();
      this.#top = top;
    }, { passive: true });
    newest.addEventListener("click", () => this.toEnd());
    // A phone's keyboard, a turned phone, a resized window.
    new ResizeObserver(() => this.stay()).observe(element);
  }

  #leaveEnd() {
    this.#follows = false;
    this.#showTail();
  }

  #showTail() {
    const lines = [];
    for (const line of this.#back()) if (lines.unshift(line.cloneNode(true)) === tailLines) break;
    this.#tail.replaceChildren(...lines);
    this.#tail.hidden = false;
  }

  get lines() { return this.#count; }

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
    this.#queue.push(line);
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
    for (const line of this.#back()) if (texts.push(line.textContent) >= count) break;
    return texts;
  }

  /** All of it, to be kept. */
  text(hasTimes) {
    const time = ({ at }) => (hasTimes ? `${new Date(at).toLocaleString()}  ` : "");
    const lines = [...this.#element.querySelectorAll(".line")];
    return lines.map((line) => `${time(line)}${line.textContent.replace(/\n$/, "")}\n`).join("");
  }

  *#back() {
    for (let block = this.#element.lastElementChild; block; block = block.previousElementSibling) {
      for (let line = block.lastElementChild; line; line = line.previousElementSibling) yield line;
    }
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
    let next = 0;
    while (next < this.#queue.length && performance.now() < end) {
      const entry = this.#queue[next++];
      if (typeof entry === "string") {
        // A long text is shown a bunch of lines at a time.
        const cut = entry.length > 4096 ? entry.indexOf("\n", 2048) + 1 : 0;
        if (cut > 0 && cut < entry.length) {
          this.#text(entry.slice(0, cut));
          this.#queue[--next] = entry.slice(cut);
        } else {
          this.#text(entry);
        }
      } else if (typeof entry === "function") {
        entry();
      } else {
        this.#open = null;
        this.#add(entry);
      }
    }
    this.#queue.splice(0, next);
    this.#trim();
    if (this.#follows) {
      this.toEnd();
    } else {
      this.#newest.hidden = false;
      this.#showTail();
    }
    if (this.#queue.length) this.#schedule();
  }

  #text(text) {
    for (const run of this.#reader.read(text)) {
      let from = 0;
      while (from <= run.text.length) {
        const end = run.text.indexOf("\n", from);
        const part = run.text.slice(from, end < 0 ? undefined : end);
        if (part) this.#line().append(...elements({ text: part, style: run.style }));
        if (end < 0) break;
        const line = this.#line();
        if (!line.firstChild) line.append("\n");
        this.#open = null;
        from = end + 1;
      }
    }
  }

  #line() {
    if (!this.#open) {
      this.#open = document.createElement("div");
      this.#open.className = "line";
      this.#add(this.#open);
    }
    return this.#open;
  }

  #add(line) {
    if (!this.#block || this.#block.childElementCount >= blockLines) {
      this.#block?.classList.add("whole");
      this.#block = document.createElement("div");
      this.#element.append(this.#block);
    }
    line.at = Date.now();
    this.#block.append(line);
    this.#count += 1;
  }

  /** Not while the player reads there, unless it comes to too much. */
  #trim() {
    while (this.#count > (this.#follows ? mostLines : 2 * mostLines) + blockLines) {
      const oldest = this.#element.firstElementChild;
      this.#count -= oldest.childElementCount;
      oldest.remove();
      this.#top = 0;
    }
  }
}

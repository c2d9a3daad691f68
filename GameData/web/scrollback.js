import { elements } from "./ansi.js";

/** Lines are laid out in blocks: those that are not seen cost nothing. */
const blockLines = 300;
/** Lines of a second, and how many may come at once. Of more nobody reads all: those that a frame has no room for wait. */
const readable = 1000;
const burst = 500;
/** Without more of them for so many milliseconds there is time for those that wait. */
const calm = 300;

/** A line of text. What shows it is made when somebody may see it. */
export class Line {
  at = Date.now();
  #runs = [];
  #element;

  /** `element` is what shows a line of the page itself. */
  constructor(element = null) {
    this.#element = element;
    if (element) element.at = this.at;
  }

  add(run) {
    if (this.#element) this.#element.append(...elements(run));
    else this.#runs.push(run);
  }

  get element() {
    if (!this.#element) {
      this.#element = document.createElement("div");
      this.#element.className = "line";
      this.#element.append(...(this.#runs.length ? this.#runs.flatMap(elements) : ["\n"]));
      this.#element.at = this.at;
      this.#runs = null;
    }
    return this.#element;
  }
}

/** Lines that the browser lays out together, or not at all while they are not seen. */
class Block {
  element = document.createElement("div");
  count = 0;
  /** Lines that wait, with the element that has their place. */
  #gaps = [];

  show(lines) {
    this.count += lines.length;
    this.element.append(...lines.map((line) => line.element));
  }

  keep(lines) {
    this.count += lines.length;
    const gap = document.createElement("div");
    gap.className = "gap";
    gap.style.setProperty("--lines", lines.length);
    // What is made later would be read aloud out of its order.
    gap.setAttribute("aria-live", "off");
    this.element.append(gap);
    this.#gaps.push([gap, lines]);
  }

  make() {
    for (const [gap, lines] of this.#gaps) {
      gap.append(...lines.map((line) => line.element));
      gap.className = "";
    }
    this.#gaps = [];
  }

  /** The elements of its lines, the newest first. */
  *back() {
    for (let part = this.element.lastElementChild; part; part = part.previousElementSibling) {
      if (part.className === "gap") this.make();
      if (part.classList.contains("line")) yield part;
      else yield* [...part.children].reverse();
    }
  }
}

/** The lines of an element, the newest last, and no more of them than are wanted. */
export class Scrollback {
  #element;
  #blocks = [];
  /** Blocks in which lines wait. */
  #unmade = new Set();
  /** How many lines came lately, less those that could be read meanwhile. */
  #flood = 0;
  #floodAt = 0;
  #calm = null;
  #isMaking = false;
  count = 0;

  #made;

  /** `made()` is called when lines that waited were made: all of it may be higher then. */
  constructor(element, made) { [this.#element, this.#made] = [element, made]; }

  /** Adds lines to a view that has room for no more than `rows` of them. */
  add(lines, rows) {
    this.count += lines.length;
    const waiting = this.#isFlood(lines.length) ? Math.max(0, lines.length - rows) : 0;
    for (let from = 0, to; from < lines.length; from = to) {
      const block = this.#last();
      to = Math.min(from + blockLines - block.count, from < waiting ? waiting : lines.length);
      if (from < waiting) {
        block.keep(lines.slice(from, to));
        this.#unmade.add(block);
      } else {
        block.show(lines.slice(from, to));
      }
    }
    if (!waiting) return;
    clearTimeout(this.#calm);
    this.#calm = setTimeout(() => this.makeSoon(), calm);
  }

  #isFlood(count) {
    const now = performance.now();
    const read = ((now - this.#floodAt) / 1000) * readable;
    this.#flood = Math.min(2 * burst, Math.max(0, this.#flood - read) + count);
    this.#floodAt = now;
    return this.#flood > burst;
  }

  /** The block that takes lines. */
  #last() {
    const last = this.#blocks.at(-1);
    if (last?.count < blockLines) return last;
    if (last) last.element.className = "whole";
    const block = new Block();
    this.#blocks.push(block);
    this.#element.append(block.element);
    return block;
  }

  /** Forgets the oldest lines, a block at a time; whether there were any. */
  trim(most) {
    const before = this.#blocks.length;
    while (this.count > most + blockLines) {
      const oldest = this.#blocks.shift();
      this.count -= oldest.count;
      this.#unmade.delete(oldest);
      oldest.element.remove();
    }
    return this.#blocks.length < before;
  }

  /** Makes the lines that wait, the newest first, whenever nothing else is to be done. */
  makeSoon() {
    if (this.#isMaking || !this.#unmade.size) return;
    this.#isMaking = true;
    whenIdle((hasTime) => {
      this.#isMaking = false;
      for (const block of [...this.#unmade].reverse()) {
        if (!hasTime()) break;
        block.make();
        this.#unmade.delete(block);
      }
      this.#made();
      this.makeSoon();
    });
  }

  /** The elements of all lines, the newest first. */
  *back() {
    for (let at = this.#blocks.length - 1; at >= 0; at--) yield* this.#blocks[at].back();
  }
}

/** Calls back with a function that tells whether there is time still. */
function whenIdle(call) {
  if (window.requestIdleCallback) return requestIdleCallback((idle) => call(() => idle.timeRemaining() > 3));
  // Safari
  setTimeout(() => {
    const end = performance.now() + 5;
    call(() => performance.now() < end);
  }, 50);
}

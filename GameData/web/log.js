import { AnsiReader, elements } from "./ansi.js";

const mostLines = 5000;

/** What was said so far. It follows the newest line unless the player has scrolled up. */
export class Log {
  #element;
  #newest;
  #reader = new AnsiReader();
  /** The line that has not ended yet. */
  #open = null;
  #follows = true;
  /** Where the view was, in pixels. */
  #top = 0;
  #isScrolling = false;

  constructor(element, newest) {
    this.#element = element;
    this.#newest = newest;
    element.addEventListener("scroll", () => {
      // Below the end may only mean that more text has come since: the player left it if the view went up.
      const top = element.scrollTop;
      if (element.scrollHeight - top - element.clientHeight < 8) this.#follows = newest.hidden = true;
      else if (top < this.#top) this.#follows = false;
      this.#top = top;
    }, { passive: true });
    newest.addEventListener("click", () => this.toEnd());
    // A phone's keyboard, a turned phone, a resized window.
    new ResizeObserver(() => this.#follows && this.toEnd()).observe(element);
  }

  /** Shows text of the game. */
  write(text) {
    const added = document.createDocumentFragment();
    for (const run of this.#reader.read(text)) {
      run.text.split("\n").forEach((part, index) => {
        if (index > 0) this.#endLine(added);
        if (part) this.#line(added).append(...elements({ text: part, style: run.style }));
      });
    }
    this.#add(added);
  }

  /** Shows a line of this page itself. */
  note(text, kind, before = []) {
    const added = document.createDocumentFragment();
    if (this.#open) this.#endLine(added);
    const line = this.#line(added);
    line.classList.add(kind);
    line.append(...before, text);
    this.#endLine(added);
    this.#add(added);
  }

  /** A new connection: what the last one left unfinished is over. */
  reset() {
    this.#reader = new AnsiReader();
    this.#open = null;
  }

  toEnd() {
    this.#follows = true;
    this.#newest.hidden = true;
    this.#element.scrollTop = this.#element.scrollHeight;
    this.#top = this.#element.scrollTop;
  }

  scrollPages(pages) {
    this.#element.scrollBy({ top: pages * this.#element.clientHeight * 0.9 });
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
    return [Math.floor((room * 100) / width), Math.floor(this.#element.clientHeight / height)];
  }

  #line(added) {
    if (!this.#open) {
      this.#open = document.createElement("div");
      this.#open.className = "line";
      added.append(this.#open);
    }
    return this.#open;
  }

  #endLine(added) {
    const line = this.#line(added);
    if (!line.firstChild) line.append("\n");
    this.#open = null;
  }

  #add(added) {
    this.#element.append(added);
    const extra = this.#element.childElementCount - mostLines;
    // In bunches, and not while the player reads there.
    if (extra > 500 && (this.#follows || extra > mostLines)) {
      for (let i = 0; i < extra; i++) this.#element.firstElementChild.remove();
      this.#top = 0;
    }
    if (!this.#follows) this.#newest.hidden = false;
    else if (!this.#isScrolling) {
      this.#isScrolling = true;
      requestAnimationFrame(() => {
        this.#isScrolling = false;
        if (this.#follows) this.toEnd();
      });
    }
  }
}

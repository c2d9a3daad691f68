const mostLines = 200;
const place = "hearth-history";

/** The lines that were entered; up and down go through them, and the unfinished one is kept at the end. */
export class History {
  #lines = JSON.parse(sessionStorage.getItem(place) ?? "[]");
  #at = this.#lines.length;
  #draft = "";

  get lines() { return this.#lines; }

  add(line) {
    if (line.trim() && line !== this.#lines.at(-1)) this.#lines.push(line);
    if (this.#lines.length > mostLines) this.#lines.shift();
    this.#at = this.#lines.length;
    sessionStorage.setItem(place, JSON.stringify(this.#lines));
  }

  /** The line `step` further (-1 is the one before), or undefined at either end; `current` is what stands there now. */
  move(step, current) {
    const next = this.#at + step;
    if (next < 0 || next > this.#lines.length) return undefined;
    if (this.#at === this.#lines.length) this.#draft = current;
    this.#at = next;
    return this.#lines[next] ?? this.#draft;
  }
}

/** Completes the word before the caret; asked again, it offers the next one. */
export class Completion {
  #sources;
  #last = null;

  /** `sources()`: lists of texts, the nearest first, whose words are offered. */
  constructor(sources) { this.#sources = sources; }

  /** What stands in the field then; undefined when nothing fits. */
  next(value) {
    if (this.#last?.value !== value) {
      const start = value.search(/[^\s,;"']*$/u);
      const begun = value.slice(start).toLowerCase();
      if (!begun) return undefined;
      const found = new Set();
      // A line that began so, then single words.
      if (start === 0) for (const line of this.#sources()[0]) if (starts(line, begun)) found.add(line);
      for (const source of this.#sources()) {
        for (const text of source) {
          for (const word of text.match(/[\p{L}\p{N}][\p{L}\p{N}'’_-]{2,}/gu) ?? []) {
            if (starts(word, begun)) found.add(word.toLowerCase());
          }
        }
        if (found.size > 30) break;
      }
      if (!found.size) return undefined;
      this.#last = { before: value.slice(0, start), words: [...found], at: -1 };
    }
    const last = this.#last;
    last.at = (last.at + 1) % last.words.length;
    return (last.value = last.before + last.words[last.at]);
  }

  forget() { this.#last = null; }
}

const starts = (text, begun) => text.length > begun.length && text.toLowerCase().startsWith(begun);

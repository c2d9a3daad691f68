import { keep, kept } from "./page.js";

const mostLines = 200;
const place = "hearth-history";
const stored = () => [kept("localStorage", place, [])].flat().filter((line) => typeof line === "string");

/** The lines that were entered in this browser; up and down go through them, and the unfinished one is kept at the end. */
export class History {
  #lines = stored();
  #at = this.#lines.length;
  /** What was typed; only lines that begin so are gone through. */
  #draft = "";

  get lines() { return this.#lines; }

  add(line) {
    if (line.trim() && line !== this.#lines.at(-1)) {
      this.#lines.push(line);
      // Another tab may have added some.
      keep("localStorage", place, [...stored(), line].slice(-mostLines));
    }
    if (this.#lines.length > mostLines) this.#lines.shift();
    this.reset();
  }

  reset() { [this.#at, this.#draft] = [this.#lines.length, ""]; }

  /** The line before (-1) or after (1), or undefined at either end; `current` is what stands there now. */
  move(step, current) {
    const isNew = current !== (this.#lines[this.#at] ?? this.#draft);
    if (isNew || this.#at === this.#lines.length) [this.#at, this.#draft] = [this.#lines.length, current];
    for (let at = this.#at + step; at >= 0 && at < this.#lines.length; at += step) {
      if (!this.#lines[at].startsWith(this.#draft) || this.#lines[at] === current) continue;
      this.#at = at;
      return this.#lines[at];
    }
    if (step < 0 || this.#at === this.#lines.length) return undefined;
    this.#at = this.#lines.length;
    return this.#draft;
  }
}

/** Completes the word before the caret; asked again, it offers the next one, or by -1 the one before. */
export class Completion {
  #sources;
  #last = null;

  /** `sources()`: lists of texts, the nearest first, whose words are offered. */
  constructor(sources) { this.#sources = sources; }

  /** What stands in the field then; undefined when nothing fits. */
  next(value, step = 1) {
    if (this.#last?.value !== value) {
      if (step < 0) return undefined;
      const start = value.search(/[^\s,;"']*$/u);
      const begun = value.slice(start).toLowerCase();
      if (!begun) return undefined;
      // As it is written; what also stands within a sentence is no name.
      const found = new Map();
      const add = (text) => {
        const small = text.toLowerCase();
        if (starts(text, begun) && (!found.has(small) || text === small)) found.set(small, text);
      };
      // A line that began so, then single words.
      if (start === 0) this.#sources()[0].forEach(add);
      for (const source of this.#sources()) {
        for (const text of source) text.match(/[\p{L}\p{N}][\p{L}\p{N}'’_-]{2,}/gu)?.forEach(add);
        if (found.size > 30) break;
      }
      if (!found.size) return undefined;
      this.#last = { before: value.slice(0, start), words: [...found.values()], at: -1 };
    }
    const last = this.#last;
    last.at = (last.at + step + last.words.length) % last.words.length;
    return (last.value = last.before + last.words[last.at]);
  }
}

const starts = (text, begun) => text.length > begun.length && text.toLowerCase().startsWith(begun);

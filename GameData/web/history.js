const mostLines = 200;

/** The lines that were entered; up and down go through them, and the unfinished one is kept at the end. */
export class History {
  #lines = [];
  #at = 0;
  #draft = "";

  add(line) {
    if (line.trim() && line !== this.#lines.at(-1)) this.#lines.push(line);
    if (this.#lines.length > mostLines) this.#lines.shift();
    this.#at = this.#lines.length;
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

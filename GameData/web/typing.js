import { part } from "./page.js";

/** After so long without a word nobody is taken to be writing: their connection may be gone. */
const longest = 30000;
const speech = /^\s*(?:(?:say|pose|emote)\s|["':;])\s*\S/i;

/** Who writes something that will be heard where the player is; they are told of the player, too. */
export class Typing {
  #send;
  #isTold = false;
  #writers = new Map();

  /** `send(is)` tells the game whether the player writes. */
  constructor(send) { this.#send = send; }

  /** What stands in the line now. */
  wrote(line) {
    const is = speech.test(line);
    if (is === this.#isTold) return;
    this.#isTold = is;
    this.#send(is);
  }

  take(data) {
    clearTimeout(this.#writers.get(data?.name));
    this.#writers.delete(data?.name);
    if (data?.typing) this.#writers.set(data.name, setTimeout(() => this.take({ name: data.name }), longest));
    this.#show();
  }

  forget() {
    for (const name of [...this.#writers.keys()]) this.take({ name });
    this.#isTold = false;
  }

  #show() {
    const names = [...this.#writers.keys()];
    const who = names.length > 3 ? "Several people are" : `${names.join(", ")} ${names.length > 1 ? "are" : "is"}`;
    part("typing").textContent = names.length ? `${who} writing…` : "";
  }
}

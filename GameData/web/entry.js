import { Completion, History } from "./history.js";
import { part } from "./page.js";

const input = part("line");

/** The line in which the player types: what was typed before, completion, passwords, and keys that are bound to a line. */
export class Entry {
  #on;
  #settings;
  #history = new History();
  #completion;
  /** What was typed when a password was asked for. */
  #draft = "";

  /**
   * `on.enter(line)` enters a line, or says false; `on.enterAside(line)` one that was not typed; `on.hasPassword(line)`;
   * `on.beginsSecret()`: whether what stands there when a password is asked for is the beginning of it;
   * `on.wrote(line)` for what stands there and is no secret; `on.scroll(pages)`; `on.words()` are lists of texts whose words are offered.
   */
  constructor(settings, on) {
    [this.#settings, this.#on] = [settings, on];
    this.#completion = new Completion(() => [this.#history.lines.toReversed(), ...on.words()]);
    input.form.addEventListener("submit", (event) => this.#submit(event));
    input.addEventListener("keydown", (event) => this.#pressed(event));
    input.addEventListener("input", () => on.wrote(this.isSecret ? "" : input.value));
    input.addEventListener("paste", (event) => this.#pasted(event));
    document.addEventListener("keydown", (event) => this.#bound(event), { capture: true });
    // Whoever types means the game, wherever the focus is; but for other fields, and what a space does to a button.
    document.addEventListener("keydown", (event) => {
      const isText = event.key?.length === 1 && event.key !== " " && !event.ctrlKey && !event.metaKey && !event.altKey;
      if (isText && !event.target.closest("input, select, textarea, dialog")) input.focus();
    });
  }

  get isSecret() { return input.type === "password"; }

  /** While a password is asked for, nothing that is typed is shown or kept; what was typed before waits. */
  set isSecret(isSecret) {
    if (isSecret === this.isSecret) return;
    const isBegun = isSecret && !this.#settings.values.keeps && this.#on.beginsSecret();
    [this.#draft, input.value] = isBegun ? ["", input.value] : isSecret ? [input.value, ""] : ["", this.#draft];
    input.type = isSecret ? "password" : "text";
    input.autocomplete = isSecret ? "current-password" : "off";
  }

  /** A line was entered; `isKept` when it may be shown again. */
  entered(line, isKept) {
    if (isKept) this.#history.add(line);
    else this.#history.reset();
  }

  /** What could not be sent stands there again. */
  giveBack(line) { input.value ||= line; }

  focus() { input.focus(); }

  #submit(event) {
    event.preventDefault();
    const isKept = this.#settings.values.keeps && !this.isSecret && !this.#on.hasPassword(input.value);
    if (this.#on.enter(input.value)) {
      if (isKept) input.select();
      else input.value = "";
      this.#on.wrote("");
    }
    input.focus();
  }

  #pressed(event) {
    const isBack = event.shiftKey && event.key === "Tab";
    if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey || (event.shiftKey && !isBack)) return;
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    const pages = { PageUp: -1, PageDown: 1 }[event.key];
    if (step && !this.isSecret) {
      this.#replace(this.#history.move(step, input.value));
    } else if (pages) {
      this.#on.scroll(pages);
    } else if (event.key === "Escape") {
      input.value = "";
      this.#on.wrote("");
      this.#history.reset();
    } else if (event.key === "Tab" && !this.isSecret && input.selectionStart === input.value.length) {
      // Where there is nothing to complete, Tab goes on to the next field as everywhere.
      const line = this.#completion.next(input.value, isBack ? -1 : 1);
      if (line === undefined) return;
      this.#replace(line);
    } else {
      return;
    }
    event.preventDefault();
  }

  #replace(line) {
    if (line === undefined) return;
    input.value = line;
    input.setSelectionRange(line.length, line.length);
  }

  /** Several lines that are pasted are entered one by one; the last one waits for Enter. */
  #pasted(event) {
    const text = event.clipboardData.getData("text").replace(/\r\n?/g, "\n");
    if (!text.includes("\n") || this.isSecret) return;
    event.preventDefault();
    const whole = input.value.slice(0, input.selectionStart) + text + input.value.slice(input.selectionEnd);
    const lines = whole.split("\n");
    while (lines.length > 1 && this.#on.enter(lines[0])) lines.shift();
    input.value = lines.join(" ");
  }

  /** A key that the player has bound to a line enters it; one that writes a letter writes it. */
  #bound(event) {
    const { code = "", key = "" } = event;
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || document.querySelector("dialog[open]")) return;
    const line = key.length > 1 || code.startsWith("Numpad") ? this.#settings.lineOf(code) : undefined;
    if (line === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    this.#on.enterAside(line);
  }
}

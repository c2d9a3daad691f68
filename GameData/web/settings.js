import { keep, kept, part } from "./page.js";

const place = "hearth-settings";
const usual = {
  theme: "auto", size: 15, font: "mono", side: true, sideWidth: 0, echo: true, sound: false, notify: false, keeps: false,
  screenReader: false, typing: true, times: false, media: true, volume: 50, keys: "",
};

/** What the player chose of how the page looks and works; kept in this browser. */
export class Settings {
  #dialog = part("settings");
  #form = this.#dialog.querySelector("form");
  #changed;
  values = { ...usual };

  constructor(changed) {
    this.#changed = changed;
    for (const [name, value] of Object.entries(kept("localStorage", place, {}))) {
      if (typeof value === typeof usual[name]) this.values[name] = value;
    }
    this.#fill();
    this.#form.addEventListener("input", () => this.#read());
    this.#dialog.addEventListener("click", (event) => {
      const { left, right, top, bottom } = this.#dialog.getBoundingClientRect();
      const isInside = event.clientX >= left && event.clientX <= right && event.clientY >= top && event.clientY <= bottom;
      // A key that presses a button is a click at nothing.
      if (event.target === this.#dialog && !isInside) this.#dialog.close();
    });
    this.apply();
    this.#tellLook();
  }

  open() { this.#dialog.showModal(); }

  set(name, value) {
    this.values[name] = value;
    this.#fill();
    this.#keep();
  }

  /** The line that a key is bound to: `F2 = look`, by the name that browsers give the key's place (`Numpad8`). */
  lineOf(key) {
    const lines = this.values.keys.split("\n").map((line) => /^\s*(\w+)\s*=\s*(.*\S)/.exec(line));
    return lines.find((line) => line?.[1].toLowerCase() === key.toLowerCase())?.[2];
  }

  /** The Portal writes the same into the pages that it sends, by what {@link #tellLook} tells it. */
  apply() {
    const { theme, size, font } = this.values;
    const root = document.documentElement;
    root.dataset.theme = theme;
    root.dataset.font = font;
    root.dataset.size = size;
    this.#changed(this.values);
  }

  get #fields() { return [...this.#form.elements].filter(({ name }) => name in this.values); }

  #fill() {
    for (const field of this.#fields) {
      if (field.type === "checkbox") field.checked = this.values[field.name];
      else if (field.value !== String(this.values[field.name])) field.value = this.values[field.name];
    }
    this.#form.querySelector("output").textContent = `${this.values.size} px`;
  }

  #read() {
    for (const field of this.#fields) {
      const value = field.type === "checkbox" ? field.checked : field.value;
      this.values[field.name] = field.type === "range" ? Number(value) : value;
    }
    this.#fill();
    this.#keep();
    if (this.values.notify) this.#askToNotify();
  }

  async #askToNotify() {
    const answer = await globalThis.Notification?.requestPermission();
    if (answer !== "granted") this.set("notify", false);
  }

  #keep() {
    keep("localStorage", place, this.values);
    this.apply();
    this.#tellLook();
  }

  /** The next page has this look when it is first painted. */
  #tellLook() {
    const { theme, size, font } = this.values;
    document.cookie = `hearth-look=${theme}.${font}.${size}; path=/; max-age=31536000; samesite=strict`;
  }
}

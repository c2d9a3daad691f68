const place = "hearth-settings";
const usual = {
  theme: "auto", size: 15, font: "mono", side: true, echo: true, sound: false, notify: false, keeps: false,
};

/** What the player chose of how the page looks; kept in this browser. */
export class Settings {
  #dialog;
  #form;
  #changed;
  values = { ...usual };

  constructor(dialog, changed) {
    this.#dialog = dialog;
    this.#form = dialog.querySelector("form");
    this.#changed = changed;
    try {
      Object.assign(this.values, JSON.parse(localStorage.getItem(place) ?? "{}"));
    } catch {
      // Somebody else's words: the usual.
    }
    this.#fill();
    this.#form.addEventListener("input", () => this.#read());
    dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
    this.apply();
  }

  open() { this.#dialog.showModal(); }

  set(name, value) {
    this.values[name] = value;
    this.#fill();
    this.#keep();
  }

  /** Before the first paint a script of its own does the same; see `theme.js`. */
  apply() {
    const { theme, size, font } = this.values;
    const root = document.documentElement;
    root.dataset.theme = theme;
    root.dataset.font = font;
    root.style.setProperty("--size", `${size}px`);
    this.#changed(this.values);
  }

  #fill() {
    for (const field of this.#form.elements) {
      if (!(field.name in this.values)) continue;
      if (field.type === "checkbox") field.checked = this.values[field.name];
      else field.value = this.values[field.name];
    }
    this.#form.querySelector("output").textContent = `${this.values.size} px`;
  }

  #read() {
    for (const field of this.#form.elements) {
      if (!(field.name in this.values)) continue;
      const value = field.type === "checkbox" ? field.checked : field.value;
      this.values[field.name] = field.type === "range" ? Number(value) : value;
    }
    if (this.values.notify && globalThis.Notification?.permission === "default") Notification.requestPermission();
    this.#fill();
    this.#keep();
  }

  #keep() {
    localStorage.setItem(place, JSON.stringify(this.values));
    this.apply();
  }
}

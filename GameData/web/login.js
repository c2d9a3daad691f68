import { part } from "./page.js";

/** The login in one form, which a browser's password manager can fill in. `enter(name, password, isNew)` does it. */
export class Login {
  #dialog = part("login");
  #form = this.#dialog.querySelector("form");

  constructor(enter) {
    const { username, password, isNew } = this.#form.elements;
    isNew.addEventListener("input", () => (password.autocomplete = isNew.checked ? "new-password" : "current-password"));
    // The button that opened it is gone when it did its work.
    this.#dialog.addEventListener("close", () => part("line").focus());
    part("login-cancel").addEventListener("click", () => this.#dialog.close());
    part("login-button").addEventListener("click", () => this.#dialog.showModal());
    this.#form.addEventListener("submit", () => {
      enter(username.value.trim(), password.value, isNew.checked);
      // Not before the browser has seen it.
      setTimeout(() => (password.value = ""));
    });
  }
}

/** The line that logs in, or makes a new player. A name of several words stands in quotes. */
export function loginLine(name, password, isNew = false) {
  return `${isNew ? "create" : "connect"} ${/\s/.test(name) ? `"${name}"` : name} ${password}`;
}

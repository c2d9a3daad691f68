const longestPause = 30;

/**
 * The WebSocket of the game, opened again when it is lost. The messages are described in
 * Sources/Portal/Web/WebMessage.swift.
 */
export class Connection {
  #address;
  #on;
  #socket = null;
  #tries = 0;
  #timer = null;
  #hasSaidBye = false;

  /**
   * `on.message(object)` for each message; `on.open()`; `on.lost(seconds)` when the next try is due in so many;
   * `on.trying()`; `on.left()` when the game has let the player go.
   */
  constructor(address, on) {
    this.#address = address;
    this.#on = on;
    addEventListener("online", () => this.#hurry());
    document.addEventListener("visibilitychange", () => document.hidden || this.#hurry());
  }

  get isOpen() { return this.#socket?.readyState === WebSocket.OPEN; }

  open() {
    clearTimeout(this.#timer);
    this.#timer = null;
    if (this.#socket) return;
    this.#hasSaidBye = false;
    this.#on.trying();
    const socket = (this.#socket = new WebSocket(this.#address));
    socket.onopen = () => this.#on.open();
    socket.onmessage = (event) => {
      const message = JSON.parse(event.data);
      this.#tries = 0;
      if (message.bye !== undefined) this.#hasSaidBye = true;
      this.#on.message(message);
    };
    socket.onclose = () => this.#closed();
  }

  /** Sends a message; false if it cannot go now. */
  send(message) {
    if (!this.isOpen) return false;
    this.#socket.send(JSON.stringify(message));
    return true;
  }

  #closed() {
    this.#socket = null;
    if (this.#hasSaidBye) return this.#on.left();
    // Longer after each failure, and not all players in the same moment.
    const pause = Math.min(longestPause, 2 ** this.#tries) * (0.5 + Math.random() / 2);
    this.#tries += 1;
    this.#timer = setTimeout(() => this.open(), pause * 1000);
    this.#on.lost(pause);
  }

  #hurry() {
    if (this.#timer !== null) this.open();
  }
}

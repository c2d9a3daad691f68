/** Tells a player who looks elsewhere that there is something to read: by the tab's title, a sound, a notification. */
export class Attention {
  #settings;
  #game = document.title;
  #missedTalk = 0;

  constructor(settings) {
    this.#settings = settings;
    addEventListener("focus", () => {
      this.#missedTalk = 0;
      this.#title();
    });
  }

  set game(name) {
    this.#game = name;
    this.#title();
  }

  /** There is new text. */
  text() { if (!document.hasFocus() && !this.#missedTalk) this.#title(true); }

  /** Somebody talks. */
  talk({ channel, talker, text }) {
    if (document.hasFocus()) return;
    this.#missedTalk += 1;
    this.#title();
    if (!["tell", "whisper"].includes(channel)) return;
    const { sound, notify } = this.#settings.values;
    if (sound) chime();
    if (!notify || globalThis.Notification?.permission !== "granted") return;
    try {
      new Notification(talker || this.#game, { body: text, icon: "icon.svg", tag: "hearth-talk" });
    } catch {
      // A phone's browser has them for service workers alone.
    }
  }

  #title(isNew = false) {
    const missed = this.#missedTalk;
    document.title = missed ? `(${missed}) ${this.#game}` : isNew ? `● ${this.#game}` : this.#game;
  }
}

/** Two soft notes; a sound file would be a file more. */
function chime() {
  const audio = new AudioContext();
  for (const [at, pitch] of [[0, 660], [0.12, 880]]) {
    const [tone, loudness] = [audio.createOscillator(), audio.createGain()];
    tone.frequency.value = pitch;
    loudness.gain.setValueAtTime(0.1, audio.currentTime + at);
    loudness.gain.exponentialRampToValueAtTime(0.001, audio.currentTime + at + 0.3);
    tone.connect(loudness).connect(audio.destination);
    tone.start(audio.currentTime + at);
    tone.stop(audio.currentTime + at + 0.3);
    tone.onended = () => at && audio.close();
  }
}

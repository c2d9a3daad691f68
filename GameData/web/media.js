// Sounds and music: GMCP's Client.Media (wiki.mudlet.org, "Standards: MUD Client Media Protocol"). From where files may
// come, the page's content security policy says.

export class Media {
  #say;
  #folder = location.href;
  #playing = new Set();
  #volume = 0;

  /** `say(caption)` says in words what is not heard. */
  constructor(say) { this.#say = say; }

  /** 0 to 1; nothing is fetched when it is 0. */
  set volume(volume) {
    this.#volume = volume;
    if (!volume) this.#stop({});
    for (const entry of this.#playing) entry.audio.volume = volume * entry.share;
  }

  take(name, data) {
    const { url } = data ?? {};
    if (name === "Client.Media.Stop") this.#stop(data ?? {});
    if (name === "Client.Media.Default" && url) this.#folder = this.#address(url, location.href) ?? this.#folder;
    if (name === "Client.Media.Play" && data?.name) this.#play(data);
  }

  #address(name, base) {
    try {
      return new URL(name, base).href;
    } catch {
      return undefined;
    }
  }

  #play({ name, url, type = "sound", volume = 50, loops = 1, key, tag, caption }) {
    if (!this.#volume) return caption && this.#say(caption);
    if (key) this.#stop({ key });
    const address = this.#address(name, url ? this.#address(url, location.href) : this.#folder);
    if (!address || type === "video") return;
    const audio = new Audio(address);
    const entry = { audio, type, key, tag, share: Math.min(Math.max(Number(volume) / 100 || 0, 0), 1) };
    audio.volume = this.#volume * entry.share;
    audio.loop = loops < 0;
    audio.onended = () => (--loops > 0 ? audio.play() : this.#playing.delete(entry));
    this.#playing.add(entry);
    // A browser plays nothing before the player has touched the page; and there may be no such file.
    audio.play().catch(() => {
      this.#playing.delete(entry);
      if (caption) this.#say(caption);
    });
  }

  #stop({ type, key, tag, name }) {
    for (const entry of this.#playing) {
      const isMeant = [[type, entry.type], [key, entry.key], [tag, entry.tag]].every(([wanted, is]) => !wanted || wanted === is)
        && (!name || entry.audio.src.endsWith(name));
      if (!isMeant) continue;
      entry.audio.pause();
      this.#playing.delete(entry);
    }
  }
}

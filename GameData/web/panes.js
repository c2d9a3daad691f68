// The panes beside the text: where the player is, how they are, what they carry, who talks. All of it comes as
// structured data, named as in GMCP; a pane that nothing was said for is not there.

const part = (id) => document.getElementById(id);
const mostTalk = 300;

/** Ways that have a place on the rose. */
const rose = ["nw", "n", "ne", "u", "w", null, "e", null, "sw", "s", "se", "d"];
const arrows = { n: "↑", s: "↓", e: "→", w: "←", ne: "↗", nw: "↖", se: "↘", sw: "↙", u: "Up", d: "Dn" };
const directions = {
  n: "north", s: "south", e: "east", w: "west", ne: "northeast", nw: "northwest", se: "southeast", sw: "southwest",
  u: "up", d: "down",
};
/** How vitals are called that have a short name. */
const vitalNames = {
  hp: "Health", mp: "Mana", mv: "Movement", sp: "Spirit", ep: "Endurance", wp: "Willpower", xp: "Experience",
  nl: "To next level",
};

export class Panes {
  #enter;
  #on;
  #people = [];
  #channels = new Map();
  #channel = null;
  #unread = new Map();

  /** `enter(line)` enters a line for the player; `on.talk(entry)` for each line that somebody says. */
  constructor(enter, on) {
    this.#enter = enter;
    this.#on = on;
    part("talk-tabs").addEventListener("keydown", (event) => this.#walkTabs(event));
    part("talk-form").addEventListener("submit", (event) => {
      event.preventDefault();
      const field = part("talk-line");
      const command = this.#channels.get(this.#channel);
      if (field.value.trim() && command) this.#enter(`${command} ${field.value}`);
      field.value = "";
    });
  }

  /** Words that the player may want to type: of the room, and of what is there. */
  get words() {
    return [...document.querySelectorAll("#side [data-word]")].map((entry) => entry.dataset.word);
  }

  /** Takes what was told; an unknown name is none of its business. */
  take(name, data) {
    switch (name) {
      case "Char.Name": part("who").textContent = data?.fullname ?? data?.name ?? ""; break;
      case "Char.Vitals": this.#vitals(data); break;
      case "Char.Items.List": this.#items(data); break;
      case "Room.Info": this.#room(data); break;
      case "Room.Players": this.#setPeople(list(data)); break;
      case "Room.AddPlayer": this.#setPeople([...this.#without(data.name), data]); break;
      case "Room.RemovePlayer": this.#setPeople(this.#without(data?.name ?? data)); break;
      case "Comm.Channel.List": this.#setChannels(list(data)); break;
      case "Comm.Channel.Text": this.#talk(data); break;
    }
  }

  /** Another player may come by the same page. */
  forget() {
    part("who").textContent = "";
    for (const id of ["room", "vitals", "inventory", "things", "people", "talk"]) show(id, false);
    part("talk-log").replaceChildren();
    part("talk-tabs").replaceChildren();
    this.#channels.clear();
    this.#unread.clear();
    this.#channel = null;
  }

  // How the player is

  #vitals(data) {
    const values = new Map(Object.entries(data ?? {}));
    const bars = [];
    for (const [key, value] of values) {
      const most = Number(values.get("max" + key) ?? values.get("max_" + key));
      if (/^max/.test(key)) continue;
      const label = vitalNames[key.toLowerCase()] ?? titled(key);
      const now = Number(value);
      const row = make("div", "vital");
      row.append(make("span", "label", label));
      if (most > 0) {
        row.append(make("span", "value", `${now} / ${most}`));
        const meter = Object.assign(make("meter"), { min: 0, max: most, value: now, low: most * 0.25, high: most * 0.5 });
        meter.optimum = most;
        meter.setAttribute("aria-label", label);
        row.append(meter);
      } else {
        row.append(make("span", "value", String(value)));
      }
      bars.push(row);
    }
    part("vitals-list").replaceChildren(...bars);
    show("vitals", bars.length > 0);
  }

  #items(data) {
    const isHere = data?.location === "room";
    const items = list(data?.items).map((item) => {
      const entry = make("li", "", String(item.name ?? ""));
      entry.dataset.word = entry.textContent;
      return entry;
    });
    part(isHere ? "things-list" : "inventory-list").replaceChildren(...items);
    show(isHere ? "things" : "inventory", items.length > 0);
  }

  // Where

  #room(data) {
    part("room-name").textContent = data?.name ?? "";
    part("room-area").textContent = [data?.area, data?.environment].filter(Boolean).join(" · ");
    const exits = new Set(Object.keys(data?.exits ?? {}));
    const cells = rose.map((way) => {
      if (!way || !exits.delete(way)) return make("span", "nowhere");
      return this.#exit(way, directions[way], arrows[way]);
    });
    part("rose").replaceChildren(...cells);
    part("rose").hidden = cells.every((cell) => cell.className === "nowhere");
    part("ways").replaceChildren(...[...exits].sort().map((way) => this.#exit(way, way, way)));
    show("room", Boolean(data?.name));
  }

  #exit(line, name, label) {
    const button = make("button", "exit", label);
    button.type = "button";
    button.title = name;
    button.setAttribute("aria-label", `Go ${name}`);
    button.dataset.word = name;
    button.addEventListener("click", () => this.#enter(line));
    return button;
  }

  #without(name) { return this.#people.filter((person) => person.name !== name); }

  #setPeople(people) {
    this.#people = people;
    const entries = people.map((person) => {
      const entry = make("li", "", person.fullname ?? person.name ?? "");
      entry.dataset.word = entry.textContent;
      return entry;
    });
    part("people-list").replaceChildren(...entries);
    show("people", entries.length > 0);
  }

  // Who talks

  #setChannels(channels) {
    for (const { name, command } of channels) this.#channels.set(name, command);
    this.#tabs();
  }

  #talk(entry) {
    if (!entry?.text) return;
    const channel = entry.channel || "talk";
    if (!this.#channels.has(channel)) this.#channels.set(channel, channel === "say" ? "say" : undefined);
    const line = make("div", "line");
    line.dataset.channel = channel;
    const time = make("time", "", new Date().toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" }));
    line.append(time, entry.text);
    const log = part("talk-log");
    const follows = log.scrollHeight - log.scrollTop - log.clientHeight < 20;
    line.hidden = this.#channel !== null && this.#channel !== channel;
    log.append(line);
    if (log.childElementCount > mostTalk) log.firstElementChild.remove();
    if (follows) log.scrollTop = log.scrollHeight;
    if (line.hidden) this.#unread.set(channel, (this.#unread.get(channel) ?? 0) + 1);
    this.#tabs();
    show("talk", true);
    this.#on.talk(entry);
  }

  #tabs() {
    const tabs = [[null, "All"], ...[...this.#channels.keys()].map((name) => [name, name])].map(([channel, label]) => {
      const unread = this.#unread.get(channel) ?? 0;
      const isChosen = channel === this.#channel;
      const tab = make("button", "tab", unread ? `${label} (${unread})` : label);
      tab.type = "button";
      tab.id = channel === null ? "talk-tab" : `talk-tab-${channel}`;
      tab.setAttribute("role", "tab");
      tab.setAttribute("aria-selected", String(isChosen));
      tab.setAttribute("aria-controls", "talk-log");
      tab.tabIndex = isChosen ? 0 : -1;
      tab.addEventListener("click", () => this.#choose(channel));
      return tab;
    });
    const hadFocus = part("talk-tabs").contains(document.activeElement);
    part("talk-tabs").replaceChildren(...tabs);
    if (hadFocus) part("talk-tabs").querySelector("[aria-selected=true]")?.focus();
    part("talk-form").hidden = !this.#channels.get(this.#channel);
    if (this.#channel) part("talk-line").placeholder = `Say something on ${this.#channel}`;
  }

  #choose(channel) {
    this.#channel = channel;
    if (channel === null) this.#unread.clear();
    this.#unread.delete(channel);
    for (const line of part("talk-log").children) line.hidden = channel !== null && line.dataset.channel !== channel;
    this.#tabs();
    part("talk-log").scrollTop = part("talk-log").scrollHeight;
  }

  #walkTabs(event) {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!step) return;
    const names = [null, ...this.#channels.keys()];
    this.#choose(names[(names.indexOf(this.#channel) + step + names.length) % names.length]);
    event.preventDefault();
  }
}

const list = (value) => (Array.isArray(value) ? value : []);
const titled = (word) => word.charAt(0).toUpperCase() + word.slice(1);

function make(kind, className = "", text = "") {
  const made = document.createElement(kind);
  if (className) made.className = className;
  if (text) made.textContent = text;
  return made;
}

function show(id, isShown) { part(id).hidden = !isShown; }

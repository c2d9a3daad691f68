// The panes beside the text: where the player is, how they are, what they carry, who talks. All of it comes as
// structured data, named as in GMCP; a pane that nothing was said for is not there.

import { make, part, refill } from "./page.js";

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

/** Channels on which somebody is answered by name. */
const personal = ["tell", "whisper"];
const mostFacts = 50;

export class Panes {
  #enter;
  #on;
  #people = [];
  #vitals = {};
  #status = {};
  /** How what is told as status is called. */
  #captions = {};
  /** By its name what a channel is talked on by, and whether the game has listed it. */
  #channels = new Map();
  /** Those of the game, by the name of what they show. */
  #own = new Map();
  #channel = null;
  #unread = new Map();

  /** `enter(line)` enters a line for the player, or says false; `on.talk(entry)` for each line that somebody says. */
  constructor(enter, on) {
    this.#enter = enter;
    this.#on = on;
    part("talk-tabs").addEventListener("keydown", (event) => this.#walkTabs(event));
    part("talk-form").addEventListener("submit", (event) => {
      event.preventDefault();
      const field = part("talk-line");
      const command = this.#channels.get(this.#channel)?.command;
      if (command && (!field.value.trim() || this.#enter(`${command} ${field.value}`))) field.value = "";
    });
  }

  /** Words that the player may want to type: of the room, and of what is there. */
  get words() {
    return [...document.querySelectorAll("#side [data-word]")].map((entry) => entry.dataset.word);
  }

  /**
   * Shows what the game tells under a name in a pane of its own. `render(element, data)` fills the element, and says false
   * when there is nothing to be seen.
   */
  pane(name, render, title = name.split(".").at(-1)) {
    const section = make("section");
    section.append(make("h2", title), make("div"));
    section.setAttribute("aria-label", title);
    section.hidden = true;
    part("talk").before(section);
    this.#own.set(name, { section, render });
  }

  /** Takes what was told. What nobody has a pane for is shown as it is. */
  take(name, data) {
    const own = this.#own.get(name);
    if (own) {
      own.section.hidden = data === undefined || data === null || own.render(own.section.lastElementChild, data) === false;
      return;
    }
    switch (name) {
      case "Char.Name": part("who").textContent = data?.fullname ?? data?.name ?? ""; break;
      case "Char.Vitals": this.#vitals = data ?? {}; this.#showVitals(); break;
      case "Char.StatusVars": this.#captions = data ?? {}; this.#status = {}; break;
      case "Char.Status": Object.assign(this.#status, data); this.#showVitals(); break;
      case "Char.Items.List": this.#items(data); break;
      case "Room.Info": this.#room(data); break;
      case "Room.Players": this.#setPeople(list(data)); break;
      case "Room.AddPlayer": this.#setPeople([...this.#without(data.name), data]); break;
      case "Room.RemovePlayer": this.#setPeople(this.#without(data?.name ?? data)); break;
      case "Comm.Channel.List": this.#setChannels(list(data)); break;
      case "Comm.Channel.Text": this.#talk(data); break;
      default:
        if (/^(Core\.|Client\.|Char\.Login\.|Room\.(WrongDir|Typing)$|Comm\.Channel\.Players$)/.test(name)) return;
        this.pane(name, facts);
        this.take(name, data);
    }
  }

  /** Another player may come by the same page. */
  forget() {
    part("who").textContent = "";
    for (const id of ["room", "vitals", "inventory", "things", "people", "talk"]) show(id, false);
    for (const { section } of this.#own.values()) section.hidden = true;
    this.#people = [];
    [this.#vitals, this.#status, this.#captions] = [{}, {}, {}];
    part("talk-log").replaceChildren();
    part("talk-tabs").replaceChildren();
    this.#channels.clear();
    this.#unread.clear();
    this.#channel = null;
  }

  // How the player is

  #showVitals() {
    const values = new Map(Object.entries(this.#vitals));
    const bars = [];
    for (const [key, value] of values) {
      const most = Number(values.get("max" + key) ?? values.get("max_" + key));
      if (/^max/.test(key)) continue;
      const label = vitalNames[key.toLowerCase()] ?? titled(key);
      const now = Number(value);
      const row = make("div", "", "vital");
      row.append(make("span", label, "label"));
      if (most > 0) {
        row.append(make("span", `${now} / ${most}`, "value"));
        const meter = Object.assign(make("meter"), { min: 0, max: most, value: now, low: most * 0.25, high: most * 0.5 });
        meter.optimum = most;
        meter.setAttribute("aria-label", label);
        row.append(meter);
      } else {
        row.append(make("span", String(value), "value"));
      }
      bars.push(row);
    }
    for (const [key, value] of Object.entries(this.#status)) {
      const row = make("div", "", "vital");
      row.append(make("span", this.#captions[key] ?? titled(key), "label"), make("span", String(value), "value"));
      bars.push(row);
    }
    part("vitals-list").replaceChildren(...bars);
    show("vitals", bars.length > 0);
  }

  #items(data) {
    const isHere = data?.location === "room";
    const items = list(data?.items).map((item) => {
      const entry = make("li", String(item.name ?? ""));
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
      if (!way || !exits.delete(way)) return make("span", "", "nowhere");
      return this.#exit(way, directions[way], arrows[way]);
    });
    refill(part("rose"), cells);
    part("rose").hidden = cells.every((cell) => cell.className === "nowhere");
    refill(part("ways"), [...exits].sort().map((way) => this.#exit(way, way, way)));
    show("room", Boolean(data?.name));
  }

  #exit(line, name, label) {
    const button = make("button", label, "exit");
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
      const entry = make("li", person.fullname ?? person.name ?? "");
      entry.dataset.word = entry.textContent;
      return entry;
    });
    part("people-list").replaceChildren(...entries);
    show("people", entries.length > 0);
  }

  // Who talks

  #setChannels(channels) {
    const names = channels.map(({ name }) => name);
    for (const [name, { isListed }] of this.#channels) if (isListed && !names.includes(name)) this.#channels.delete(name);
    for (const { name, command } of channels) this.#channels.set(name, { command, isListed: true });
    if (this.#channel === null || this.#channels.has(this.#channel)) this.#tabs();
    else this.#choose(null);
  }

  #talk(entry) {
    if (!entry?.text) return;
    const channel = entry.channel || "talk";
    // Whoever is writing an answer means the one who spoke before.
    const isAnswering = channel === this.#channel && part("talk-line").value;
    if (personal.includes(channel) && entry.talker && !isAnswering) {
      this.#channels.set(channel, { command: `${channel} ${entry.talker} =` });
    } else if (!this.#channels.has(channel)) {
      this.#channels.set(channel, { command: channel === "say" ? "say" : undefined });
    }
    const line = make("div", "", "line");
    line.dataset.channel = channel;
    const time = make("time", new Date().toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" }));
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
      const tab = make("button", unread ? `${label} (${unread})` : label, "tab");
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
    const command = this.#channels.get(this.#channel)?.command;
    part("talk-form").hidden = !command;
    const to = personal.includes(this.#channel) ? command?.slice(this.#channel.length, -2) : "";
    part("talk-line").placeholder = to ? `Answer${to}` : `Say something on ${this.#channel}`;
    part("talk-line").setAttribute("aria-label", part("talk-line").placeholder);
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

/** What is told of which nothing is known. */
function facts(element, data) {
  const words = (value) => (value && typeof value === "object" ? value.name ?? JSON.stringify(value) : String(value));
  const entries = typeof data === "object" ? Object.entries(data) : [[0, data]];
  const hasNames = typeof data === "object" && !Array.isArray(data);
  element.replaceChildren(...entries.slice(0, mostFacts).map(([name, value]) =>
    make("p", hasNames ? `${titled(name)}: ${words(value)}` : words(value))));
  return entries.length > 0;
}

function show(id, isShown) { part(id).hidden = !isShown; }

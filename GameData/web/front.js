import { AnsiReader, elements } from "./ansi.js";
import { make, part, refill, tell } from "./page.js";

// The front page: the game's name, who is there, and what a stranger may read.

let pages = [];

async function refresh() {
  const answer = await fetch("game.json").catch(() => null);
  if (!answer?.ok) return;
  const game = await answer.json();
  part("game").textContent = document.title = game.name;
  const { online } = game;
  tell("online", online === undefined ? "The game is asleep just now; you may come in and wait."
    : online === 0 ? "Nobody is here just now." : online === 1 ? "One player is here." : `${online} players are here.`);
  part("here").hidden = !game.names;
  part("names").replaceChildren(...(game.names ?? []).map((name) => make("li", name)));
  part("nobody").hidden = Boolean(game.names?.length);
  part("telnet").hidden = !game.telnet;
  const way = [game.telnet && `${location.hostname} port ${game.telnet}`, game.tls && `with TLS port ${game.tls}`];
  part("telnet").querySelector("code").textContent = way.filter(Boolean).join(", ");
  if (JSON.stringify(pages) === JSON.stringify(game.pages)) return;
  pages = game.pages;
  part("help-section").hidden = !pages.length;
  list();
}

function list() {
  const wanted = part("find").value.trim().toLowerCase();
  const found = pages.filter(({ title, category }) => `${title} ${category}`.toLowerCase().includes(wanted));
  const categories = new Map();
  for (const page of found) {
    if (!categories.has(page.category)) categories.set(page.category, []);
    categories.get(page.category).push(page);
  }
  refill(part("pages"), [...categories].flatMap(([category, entries]) => {
    const rows = make("ul");
    rows.append(...entries.map(({ title }) => {
      const [row, link] = [make("li"), make("a", title)];
      link.href = `#help/${encodeURIComponent(title)}`;
      if (title === shownTitle()) link.setAttribute("aria-current", "page");
      row.append(link);
      return row;
    }));
    return [make("h3", category), rows];
  }));
}

/** The page of help that the address names; null for none, or when it is no address of ours. */
function shownTitle() {
  if (!location.hash.startsWith("#help/")) return null;
  try {
    return decodeURIComponent(location.hash.slice(6));
  } catch {
    return null;
  }
}

async function show() {
  const title = shownTitle();
  if (title === null) return;
  list();
  const answer = await fetch(`help.json?page=${encodeURIComponent(title)}`).catch(() => null);
  if (title !== shownTitle()) return;
  const page = answer?.ok ? await answer.json() : { title, text: "There is no such page." };
  part("page-title").textContent = page.title;
  part("page-text").replaceChildren(...new AnsiReader().read(page.text).flatMap(elements));
}

part("find").addEventListener("input", list);
addEventListener("hashchange", show);
await refresh();
show();
setInterval(() => document.hidden || refresh(), 15000);

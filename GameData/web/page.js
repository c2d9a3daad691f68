// What all pages are made with.

export const part = (id) => document.getElementById(id);

export function make(kind, text = "", className = "") {
  const made = document.createElement(kind);
  if (text) made.textContent = text;
  if (className) made.className = className;
  return made;
}

/** A region that is read aloud is only touched when it says something else. */
export function tell(id, text) {
  if (part(id).textContent !== text) part(id).textContent = text;
}

const label = (element) => element.getAttribute("aria-label") ?? element.textContent;

/** Shows other things in a list. Whoever was on one of them by keyboard is so on its like, or else on the first. */
export function refill(list, entries) {
  const focused = list.contains(document.activeElement) ? label(document.activeElement) : undefined;
  list.replaceChildren(...entries);
  if (focused === undefined) return;
  const fields = [...list.querySelectorAll("button, a, summary")];
  (fields.find((field) => label(field) === focused) ?? fields[0])?.focus();
}

/** What this browser keeps; `usual` where there is none, where it is damaged, or where the browser may keep nothing. */
export function kept(storage, place, usual) {
  try {
    return JSON.parse(globalThis[storage].getItem(place)) ?? usual;
  } catch {
    return usual;
  }
}

export function keep(storage, place, value) {
  try {
    globalThis[storage].setItem(place, JSON.stringify(value));
  } catch {
    // It lasts as long as the page.
  }
}

/** What shows of a line that has a password in it; undefined for any other. Inside, `create` makes things. */
export function withoutPassword(line, isInside = false) {
  const change = /^\s*(@?(?:user)?password)[\s=]+\S/i.exec(line);
  if (change) return `${change[1]} ••••`;
  const [, word, name] = /^\s*(\S+)\s+("[^"]*"|\S+)\s+\S/.exec(line) ?? [];
  // Before the login a third word may be a password, however the first is spelt; any beginning of it will do.
  const isLogin = !isInside || (word?.length > 1 && "connect".startsWith(word.toLowerCase()));
  return word && isLogin ? `${word} ${name} ••••` : undefined;
}

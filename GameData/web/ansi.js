// Text with ANSI escapes, as a terminal reads it: in pieces, with the look of one piece going on in the next.
// SGR is ECMA-48's, 38 and 48 as xterm has them, links are OSC 8. All other escapes are passed over.

const plain = Object.freeze({ look: { classes: "", colors: [] } });

/** A whole escape sequence: CSI, OSC, the other strings, and the short ones. */
const sequence = new RegExp([
  /\x1b\[([0-?]*)[ -/]*([@-~])/,
  /\x1b\]([^\x07\x1b]*)(?:\x07|\x1b\\)/,
  /\x1b[PX^_][^\x1b]*\x1b\\/,
  /\x1b[ -/]*[0-OQ-WYZ\\`-~]/,
].map((kind) => kind.source).join("|"), "y");
/** The beginning of one whose rest has not come yet. */
const beginning = /\x1b(?:\[[0-?]*[ -\/]*|[\]PX^_][^\x07\x1b]*\x1b?|[ -\/]*)$/y;
/** All that is not to be shown; a tab and a line feed are. */
const control = /[\x00-\x08\x0b-\x1f\x7f-\x9f]/g;
const longestSequence = 4096;

export class AnsiReader {
  #style = plain;
  #rest = "";

  /** The runs of a piece of text: objects with `text` and `style`. */
  read(piece) {
    const text = this.#rest + piece;
    this.#rest = "";
    const runs = [];
    let from = 0;
    while (from < text.length) {
      control.lastIndex = from;
      const at = control.exec(text)?.index ?? text.length;
      if (at > from) runs.push({ text: text.slice(from, at), style: this.#style });
      from = at + 1;
      if (text[at] !== "\x1b") continue;
      sequence.lastIndex = beginning.lastIndex = at;
      const found = sequence.exec(text);
      if (found) {
        from = sequence.lastIndex;
        if (found[2] === "m") this.#style = known(this.#style, found[1]);
        if (found[3]?.startsWith("8;")) this.#style = { ...this.#style, link: target(found[3]), look: undefined };
      } else if (text.length - at < longestSequence && beginning.test(text)) {
        this.#rest = text.slice(at);
        break;
      }
    }
    return runs;
  }
}

/** Games use few looks: those that begin where nothing was set are made once. */
const styles = new Map();

function known(style, parameters) {
  if (style !== plain) return restyled(style, parameters);
  let found = styles.get(parameters);
  if (!found) {
    if (styles.size > 500) styles.clear();
    styles.set(parameters, (found = restyled(plain, parameters)));
  }
  return found;
}

/** The style that the parameters of an SGR sequence make of another. */
function restyled(style, parameters) {
  const codes = parameters.split(";");
  const next = { ...style };
  delete next.look;
  for (let i = 0; i < codes.length; i++) {
    const parts = codes[i].split(":").map(Number);
    const code = parts[0];
    if (code === 38 || code === 48) {
      let color;
      if (parts.length > 1) {
        color = extended(parts[1], parts.slice(2));
      } else {
        const kind = Number(codes[i + 1]);
        const count = kind === 5 ? 1 : kind === 2 ? 3 : 0;
        color = extended(kind, codes.slice(i + 2, i + 2 + count).map(Number));
        i += 1 + count;
      }
      if (color !== undefined) next[code === 38 ? "fg" : "bg"] = color;
    } else if (code >= 30 && code <= 37) next.fg = code - 30;
    else if (code >= 40 && code <= 47) next.bg = code - 40;
    else if (code >= 90 && code <= 97) next.fg = code - 82;
    else if (code >= 100 && code <= 107) next.bg = code - 92;
    else switch (code) {
      case 0:
        for (const key of Object.keys(next)) if (key !== "link") delete next[key];
        if (!next.link && codes.length === 1) return plain;
        break;
      case 1: next.bold = true; break;
      case 2: next.dim = true; break;
      case 3: next.italic = true; break;
      case 4: next.underline = parts[1] !== 0; break;
      case 5: case 6: next.blink = true; break;
      case 7: next.inverse = true; break;
      case 8: next.conceal = true; break;
      case 9: next.strike = true; break;
      case 21: next.underline = true; break;
      case 22: next.bold = next.dim = false; break;
      case 23: next.italic = false; break;
      case 24: next.underline = false; break;
      case 25: next.blink = false; break;
      case 27: next.inverse = false; break;
      case 28: next.conceal = false; break;
      case 29: next.strike = false; break;
      case 39: delete next.fg; break;
      case 49: delete next.bg; break;
    }
  }
  return next;
}

/** A colour of the palette's first sixteen as its number, any other as "#rrggbb". */
function extended(kind, values) {
  // 38:2::r:g:b has a colour space first, which nobody fills in.
  const rgb = values.slice(-3);
  if (kind === 2 && rgb.length === 3 && rgb.every(isByte)) return hex(rgb);
  if (kind !== 5 || !isByte(values[0])) return undefined;
  const entry = values[0];
  if (entry < 16) return entry;
  if (entry >= 232) return hex(Array(3).fill(8 + 10 * (entry - 232)));
  const level = (step) => (step === 0 ? 0 : 55 + 40 * step);
  const cube = entry - 16;
  return hex([level(Math.floor(cube / 36)), level(Math.floor(cube / 6) % 6), level(cube % 6)]);
}

const isByte = (value) => Number.isInteger(value) && value >= 0 && value <= 255;
const hex = (values) => "#" + values.map((value) => value.toString(16).padStart(2, "0")).join("");

/** The target of an OSC 8 link, if it is one that a page may safely follow: a web address, or a line to enter. */
function target(osc) {
  const address = osc.slice(osc.indexOf(";", 2) + 1);
  if (/^https?:\/\/\S+$/i.test(address)) return { address };
  if (!address.startsWith("send:")) return undefined;
  try {
    const line = decodeURIComponent(address.slice(5));
    // One line, and nothing that could not be typed.
    return /^[^\x00-\x1f\x7f]{1,300}$/.test(line) ? { line } : undefined;
  } catch {
    return undefined;
  }
}

const addresses = /https?:\/\/[^\s<>"]*[^\s<>"'.,;:!?)\]]/gi;

/** The nodes that show a run. Game text becomes text nodes only: nothing in it can be markup. */
export function elements({ text, style }) {
  if (style.link) return [element("a", text, style, style.link)];
  if (!text.includes("://")) return [style === plain ? document.createTextNode(text) : element("span", text, style)];
  const made = [];
  let from = 0;
  for (const match of text.matchAll(addresses)) {
    if (match.index > from) made.push(element("span", text.slice(from, match.index), style));
    made.push(element("a", match[0], style, { address: match[0] }));
    from = match.index + match[0].length;
  }
  if (from < text.length) made.push(element("span", text.slice(from), style));
  return made;
}

function element(kind, text, style, link) {
  const made = document.createElement(link?.line ? "button" : kind);
  made.textContent = text;
  const look = (style.look ??= lookOf(style));
  if (look.classes) made.className = look.classes;
  for (const [name, color] of look.colors) made.style.setProperty(name, color);
  if (link?.address) Object.assign(made, { href: link.address, target: "_blank", rel: "noopener noreferrer nofollow" });
  if (link?.line) {
    // Whoever clicks sees first what that enters. The keyboard types it: a log of links is no way to walk through.
    Object.assign(made, { type: "button", title: link.line, tabIndex: -1 });
    made.classList.add("command");
    made.dataset.line = link.line;
  }
  return made;
}

/** What a style is in the terms of the style sheet, which fits the named colours to a dark or a light page. */
function lookOf(style) {
  const classes = ["bold", "dim", "italic", "underline", "strike", "blink", "conceal"].filter((look) => style[look]);
  const colors = [];
  let { fg, bg } = style;
  // The sixteen-colour way to say bright.
  if (style.bold && fg < 8) fg += 8;
  // What was the ground of nothing in particular has to be read on a colour now.
  if (style.inverse) [fg, bg] = [bg ?? (fg === undefined ? "page" : isLight(fg) ? 0 : 15), fg ?? "ink"];
  else if (bg !== undefined) fg ??= isLight(bg) ? 0 : 15;
  for (const [ground, color] of [["fg", fg], ["bg", bg]]) {
    if (color === undefined) continue;
    if (typeof color === "string" && color.startsWith("#")) {
      classes.push(ground + "-rgb");
      colors.push(["--" + ground, color]);
    } else {
      classes.push(`${ground}-${color}`);
    }
    if (ground === "bg") classes.push("on");
  }
  return { classes: classes.join(" "), colors };
}

/** Whether black can be read on a background better than white. */
function isLight(color) {
  if (typeof color === "number") return [2, 6, 7, 9, 10, 11, 13, 14, 15].includes(color);
  const [red, green, blue] = [1, 3, 5].map((at) => parseInt(color.slice(at, at + 2), 16));
  return 0.3 * red + 0.59 * green + 0.11 * blue > 140;
}

// Text with ANSI escapes, as a terminal reads it: in pieces, with the look of one piece going on in the next.
// SGR is ECMA-48's, 38 and 48 as xterm has them, links are OSC 8. All other escapes are passed over.

const plain = Object.freeze({});

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
        if (found[2] === "m") this.#style = restyled(this.#style, found[1]);
        if (found[3]?.startsWith("8;")) this.#style = { ...this.#style, link: webAddress(found[3]) };
      } else if (text.length - at < longestSequence && beginning.test(text)) {
        this.#rest = text.slice(at);
        break;
      }
    }
    return runs;
  }
}

/** The style that the parameters of an SGR sequence make of another. */
function restyled(style, parameters) {
  const codes = parameters.split(";");
  const next = { ...style };
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
      case 0: for (const key of Object.keys(next)) if (key !== "link") delete next[key]; break;
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

/** The address of an OSC 8 link, if it is one that a page may safely open. */
function webAddress(osc) {
  const address = osc.slice(osc.indexOf(";", 2) + 1);
  return /^https?:\/\/\S+$/i.test(address) ? address : undefined;
}

const addresses = /https?:\/\/[^\s<>"]*[^\s<>"'.,;:!?)\]]/gi;

/** The elements that show a run. Game text becomes text nodes only: nothing in it can be markup. */
export function elements({ text, style }) {
  if (style.link) return [element("a", text, style, style.link)];
  const made = [];
  let from = 0;
  for (const match of text.matchAll(addresses)) {
    if (match.index > from) made.push(element("span", text.slice(from, match.index), style));
    made.push(element("a", match[0], style, match[0]));
    from = match.index + match[0].length;
  }
  if (from < text.length) made.push(element("span", text.slice(from), style));
  return made;
}

function element(kind, text, style, address) {
  const made = document.createElement(kind);
  made.textContent = text;
  if (address) Object.assign(made, { href: address, target: "_blank", rel: "noopener noreferrer nofollow" });
  for (const look of ["bold", "dim", "italic", "underline", "strike", "blink", "conceal"]) {
    if (style[look]) made.classList.add(look);
  }
  let { fg, bg } = style;
  // The sixteen-colour way to say bright.
  if (style.bold && fg < 8) fg += 8;
  if (style.inverse) [fg, bg] = [bg ?? "page", fg ?? "ink"];
  else if (bg !== undefined) fg ??= isLight(bg) ? 0 : 15;
  if (fg !== undefined) paint(made, "fg", fg);
  if (bg !== undefined) paint(made, "bg", bg);
  return made;
}

/** Whether black can be read on a background better than white. */
function isLight(color) {
  if (typeof color === "number") return [7, 10, 11, 14, 15].includes(color);
  const [red, green, blue] = [1, 3, 5].map((at) => parseInt(color.slice(at, at + 2), 16));
  return 0.3 * red + 0.59 * green + 0.11 * blue > 140;
}

/** Named colours are the style sheet's, which fits them to a dark or a light page. */
function paint(made, ground, color) {
  if (typeof color === "string" && color.startsWith("#")) {
    made.classList.add(ground + "-rgb");
    made.style.setProperty("--" + ground, color);
  } else {
    made.classList.add(`${ground}-${color}`);
  }
  if (ground === "bg") made.classList.add("on");
}

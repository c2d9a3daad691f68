import { part } from "./page.js";

const narrow = matchMedia("(max-width: 800px)");
const [side, button, divider] = [part("side"), part("side-button"), part("divider")];
/** In pixels: what the panes need, and what the text does. */
const leastWidth = 180;
const leastText = 320;

/** The column of panes: beside the text, as wide as the player wants it; on a phone over it, and not for long. */
export class Side {
  #settings;
  #unread = 0;
  #isOver = false;

  constructor(settings) {
    this.#settings = settings;
    button.addEventListener("click", () => {
      if (narrow.matches) this.#cover(!this.#isOver);
      else settings.set("side", !settings.values.side);
    });
    narrow.addEventListener("change", () => this.#cover(false));
    part("view").addEventListener("pointerdown", () => this.#cover(false));
    addEventListener("keydown", (event) => event.key === "Escape" && this.#cover(false));
    divider.addEventListener("pointerdown", (event) => divider.setPointerCapture(event.pointerId));
    divider.addEventListener("pointermove", (event) => {
      if (divider.hasPointerCapture(event.pointerId)) this.#widen(part("middle").clientWidth - event.clientX);
    });
    divider.addEventListener("dblclick", () => settings.set("sideWidth", 0));
    divider.addEventListener("keydown", ({ key }) => {
      const step = { ArrowLeft: 16, ArrowRight: -16 }[key];
      if (step) this.#widen(side.offsetWidth + step);
      if (key === "Home") settings.set("sideWidth", 0);
    });
    this.arrange();
  }

  #widen(width) {
    const most = part("middle").clientWidth - leastText;
    this.#settings.set("sideWidth", Math.round(Math.min(Math.max(width, leastWidth), most)));
  }

  #cover(isOver) {
    this.#isOver = isOver && narrow.matches;
    this.arrange();
  }

  /** As the settings and the screen are now. */
  arrange() {
    const { side: isWanted, sideWidth } = this.#settings.values;
    const isShown = narrow.matches ? this.#isOver : isWanted;
    side.hidden = !isShown;
    divider.hidden = !isShown || narrow.matches;
    document.documentElement.style.setProperty("--side", sideWidth ? `${sideWidth}px` : "");
    button.setAttribute("aria-expanded", String(isShown));
    divider.setAttribute("aria-valuenow", Math.round(side.offsetWidth / part("middle").clientWidth * 100));
    if (isShown) this.#unread = 0;
    this.#tell();
  }

  /** Somebody talks. */
  talk() {
    if (!side.hidden) return;
    this.#unread += 1;
    this.#tell();
  }

  #tell() {
    button.dataset.unread = this.#unread || "";
    button.setAttribute("aria-label", this.#unread ? `Panes, ${this.#unread} unread` : "Panes");
  }
}

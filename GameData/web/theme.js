// Before anything is painted: the look that the player chose. Not a module, which would come too late.
try {
  const { theme, size, font } = JSON.parse(localStorage.getItem("hearth-settings") ?? "{}");
  const root = document.documentElement;
  if (theme) root.dataset.theme = theme;
  if (font) root.dataset.font = font;
  if (size) root.style.setProperty("--size", `${Number(size)}px`);
} catch {
  // The usual look.
}

// The page is painted first, and played then: the client's modules are what takes longest. A tab that nobody looks at is
// never painted.
const start = () => setTimeout(() => import("./client.js"));
// The end of the page may come late.
const begin = () => (document.readyState === "loading" ? addEventListener("DOMContentLoaded", start) : start());
if (document.hidden) begin();
else requestAnimationFrame(begin);

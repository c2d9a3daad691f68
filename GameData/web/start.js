// The page is painted first, and played then: the client's modules are what takes longest. A tab that nobody looks at is
// never painted.
const start = () => setTimeout(() => import("./client.js"));
if (document.hidden) start();
else requestAnimationFrame(start);

// Runs in the page: 5,000 coloured lines a second for 4 seconds, while somebody types. What was shown, and how long the
// page kept its player waiting.
async () => {
  const { Log } = await import("/log.js");
  const element = document.getElementById("log");
  const log = new Log(element, document.getElementById("newest"));
  const perSecond = 5000;
  const seconds = 4;
  const gaps = [];
  let last = performance.now();
  let isRunning = true;
  const frame = (now) => {
    gaps.push(now - last);
    last = now;
    if (isRunning) requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
  const delays = [];
  const typing = setInterval(() => {
    const due = performance.now();
    setTimeout(() => delays.push(performance.now() - due), 0);
  }, 20);
  const began = performance.now();
  let sent = 0;
  await new Promise((resolve) => {
    const feed = () => {
      const due = Math.min(seconds * perSecond, Math.floor((performance.now() - began) / 1000 * perSecond));
      let text = "";
      for (; sent < due; sent++) {
        text += `\x1b[1;32mLine ${sent}\x1b[0m The \x1b[38;5;208mtide\x1b[0m is late again tonight, says \x1b[38;2;90;160;240msomebody\x1b[0m.\n`;
      }
      if (text) log.write(text);
      if (sent < seconds * perSecond) setTimeout(feed, 5);
      else resolve();
    };
    feed();
  });
  const end = performance.now() + 10000;
  while (!element.lastElementChild.textContent.includes(`Line ${sent - 1} `) && performance.now() < end) {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  const took = performance.now() - began;
  isRunning = false;
  clearInterval(typing);
  const order = (values) => values.sort((a, b) => a - b);
  const at = (values, share) => values[Math.min(values.length - 1, Math.floor(values.length * share))];
  order(gaps);
  order(delays);
  return {
    lines: sent, perSecond: sent / took * 1000, kept: log.lines, frames: gaps.length, frameMedian: at(gaps, 0.5),
    frame99: at(gaps, 0.99), frameLongest: gaps.at(-1), inputMedian: at(delays, 0.5), input99: at(delays, 0.99),
    inputLongest: delays.at(-1),
  };
}

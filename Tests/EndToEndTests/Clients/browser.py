"""Plays a game's web page in Chromium: `browser.py URL FOLDER SCENARIO [WORD...]`.

Screenshots go to FOLDER. Prints what it found as one JSON object; a failed expectation ends it with code 1 and what was
seen. A line `>word` on standard output tells the test that starts it how far it is; it waits then for a line of input.
"""

import json
import pathlib
import re
import select
import shutil
import statistics
import sys
import time

from playwright.sync_api import expect, sync_playwright

url, folder, scenario, *words = sys.argv[1:]
folder = pathlib.Path(folder)
folder.mkdir(parents=True, exist_ok=True)
CHROMIUM = next((path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None)
# Draws pages alone, where Chromium's other headless mode draws the windows and bars of a whole browser with them.
SHELL = shutil.which("chromium-headless-shell")
PATIENCE = 30_000
expect.set_options(timeout=PATIENCE)


def reached(word):
    """The test does its part, and says so."""
    print(f">{word}", flush=True)
    sys.stdin.readline()


class Page:
    """A page, and what went wrong in it."""

    def __init__(self, browser, path="/play", **options):
        self.context = browser.new_context(**options)
        self.page = self.context.new_page()
        self.problems = []
        self.page.on("pageerror", lambda error: self.problems.append(str(error)))
        # What a browser says of a connection that was cut is what is tested here.
        self.page.on("console", lambda message: message.type == "error" and "WebSocket" not in message.text
                     and self.problems.append(message.text))
        self.page.goto(url + path)

    def sees(self, text, where="#log"):
        expect(self.page.locator(where)).to_contain_text(text)

    def type(self, line):
        self.page.fill("#line", line)
        self.page.press("#line", "Enter")

    def play(self, name):
        self.sees("Your name", "#prompt")
        self.type(f"create {name} secret-of-{name}")
        self.sees("The Hall")

    def text(self):
        return self.page.evaluate("[...document.querySelectorAll('#log .line')].map(line => line.textContent).join('\\n')")

    def numbers(self, mark):
        return [int(number) for number in re.findall(mark + r"(\d+)", "\n".join(
            line for line in self.text().split("\n") if not line.startswith(("number", ">")) and mark in line))]

    def shot(self, name, **options):
        self.page.screenshot(path=str(folder / f"{name}.png"), **options)

    def accessible(self):
        """What axe-core has against the page as it is."""
        from axe_playwright_python.sync_playwright import Axe
        # The page's own policy lets no foreign script in: axe comes by the debugger.
        results = Axe().run(self.page).response
        return [f"{entry['id']}: {entry['help']} {[node['html'][:160] for node in entry['nodes'][:3]]}"
                for entry in results["violations"]]


def play(browser):
    """Login, play, a password that is not shown, links, panes, a reload of the page, and leaving."""
    page = Page(browser, viewport={"width": 1280, "height": 800})
    page.sees("Your name", "#prompt")
    page.shot("greeting")
    page.play("Ann")
    page.type("version")
    page.sees("This is version one.")
    page.page.press("#line", "ArrowUp")
    assert page.page.input_value("#line") == "version", page.page.input_value("#line")
    page.page.fill("#line", "vers")
    page.page.press("#line", "Tab")
    assert page.page.input_value("#line") == "version", page.page.input_value("#line")
    page.page.fill("#line", "")
    kept = page.page.evaluate("JSON.stringify(sessionStorage) + JSON.stringify(localStorage)")
    assert "secret-of" not in kept, kept
    page.shot("playing")
    findings = page.accessible()
    page.page.reload()
    page.sees("This is version one.")
    page.type("version")
    expect(page.page.locator("#log .line", has_text="This is version one.")).to_have_count(2)
    page.page.click("#settings-button")
    page.shot("settings")
    findings += page.accessible()
    page.page.select_option("select[name=theme]", "light")
    page.page.keyboard.press("Escape")
    page.shot("light")
    # The next page has it when it is first painted, and its style sheet too.
    sent = page.page.evaluate("fetch('/play').then((answer) => answer.text())")
    assert 'data-theme="light"' in sent and "<style>" in sent and "stylesheet" not in sent, sent[:500]
    findings += page.accessible()
    page.page.click("#settings-button")
    page.page.click("#leave")
    page.sees("You have left the game.")
    return {"accessibility": findings, "problems": page.problems}


def comfort(browser):
    """The login form, keys, saved text, the newest lines while further up, and the width of the panes."""
    page = Page(browser, viewport={"width": 1280, "height": 700})
    page.sees("Your name", "#prompt")
    page.page.click("#login-button")
    findings = page.accessible()
    page.page.fill("input[name=username]", "Bea")
    page.page.fill("input[name=password]", "secret-of-Bea")
    page.page.check("input[name=isNew]")
    page.page.press("input[name=password]", "Enter")
    page.sees("The Hall")
    expect(page.page.locator("#login-button")).to_be_hidden()
    page.sees("create Bea ••••")
    page.page.click("#settings-button")
    page.page.fill("textarea[name=keys]", "F2 = version")
    page.page.keyboard.press("Escape")
    page.page.keyboard.press("F2")
    page.sees("This is version one.")
    page.page.click("#settings-button")
    page.page.check("input[name=times]")
    with page.page.expect_download() as download:
        page.page.click("#save")
    text = pathlib.Path(download.value.path()).read_text()
    assert re.search(r"\d+:\d+.*  This is version one\.\n", text), text
    assert "secret-of" not in text and "secret-of" not in page.page.evaluate("JSON.stringify(localStorage)"), text
    page.page.keyboard.press("Escape")
    for _ in range(40):
        page.type("version")
    page.sees("This is version one.")
    page.page.press("#line", "PageUp")
    page.sees("This is version one.", "#tail")
    page.shot("further-up")
    findings += page.accessible()
    page.page.focus("#divider")
    width = page.page.evaluate("document.getElementById('side').clientWidth")
    page.page.keyboard.press("ArrowLeft")
    page.page.reload()
    page.sees("This is version one.")
    wider = page.page.evaluate("document.getElementById('side').clientWidth")
    assert width + 10 < wider < width + 20, (width, wider)
    # What was typed before: what begins so, in this browser.
    page.page.fill("#line", "vers")
    page.page.press("#line", "ArrowUp")
    assert page.page.input_value("#line") == "version", page.page.input_value("#line")
    return {"accessibility": findings, "problems": page.problems}


def elsewhere(browser):
    """A session that goes on in another page: the first one begins anew when it is asked to."""
    page = Page(browser)
    page.play("Cat")
    token = page.page.evaluate("sessionStorage.getItem('hearth-session')")
    other = page.context.new_page()
    other.goto(url + "/icon.svg")
    other.evaluate("token => sessionStorage.setItem('hearth-session', token)", token)
    other.goto(url + "/play")
    expect(page.page.locator("#status")).to_contain_text("Open elsewhere")
    expect(other.locator("#log")).to_contain_text("The Hall")
    page.page.click("#reconnect")
    page.play("Dan")
    page.type("version")
    page.sees("This is version one.")
    return {"accessibility": [], "problems": page.problems}


def phone(browser):
    page = Page(browser, viewport={"width": 390, "height": 780}, device_scale_factor=2, is_mobile=True, has_touch=True)
    page.play("Pip")
    page.type("version")
    page.sees("This is version one.")
    width = page.page.evaluate("document.documentElement.scrollWidth")
    page.shot("phone")
    findings = page.accessible()
    page.page.tap("#side-button")
    page.shot("phone-panes")
    expect(page.page.locator("#side")).to_be_visible()
    page.page.touchscreen.tap(10, 300)
    expect(page.page.locator("#side")).to_be_hidden()
    return {"accessibility": findings, "problems": page.problems, "width": width}


def typing(browser):
    """Types numbered lines until the test says stop; none may be lost, doubled or out of order."""
    page = Page(browser, "/play")
    page.play("Typist")
    count = 0
    for _ in range(10):
        count += 1
        page.type(f"number 1 {count}")
    reached("typing")
    while not select.select([sys.stdin], [], [], 0)[0]:
        count += 1
        page.type(f"number 1 {count}")
        page.page.wait_for_timeout(20)
    sys.stdin.readline()
    page.sees(f"Number 1: {count}")
    page.shot("typed")
    numbers = page.numbers("Number 1: ")
    return {"typed": count, "shown": len(numbers), "isWhole": numbers == list(range(1, count + 1)),
            "text": page.text()[-1500:], "problems": page.problems}


def front(browser):
    page = Page(browser, "/", viewport={"width": 1280, "height": 900})
    expect(page.page.locator("#online")).to_contain_text("here")
    page.page.locator("#pages a").first.click()
    expect(page.page.locator("#page-text")).not_to_contain_text("Choose a page")
    page.shot("front", full_page=True)
    findings = page.accessible()
    titles = page.page.locator("#pages a").all_text_contents()
    page.page.click("#play")
    page.sees("Your name", "#prompt")
    return {"accessibility": findings, "problems": page.problems, "titles": titles}


def maker(browser):
    name, password, *_ = words
    page = Page(browser, "/maker", viewport={"width": 1280, "height": 1100})
    expect(page.page.locator("#status")).to_contain_text("log in")
    hidden = page.page.locator("#facts").is_hidden()
    page.shot("maker-login")
    findings = page.accessible()
    page.page.fill("#name", name)
    page.page.fill("#password", password)
    page.page.click("#login-form button")
    expect(page.page.locator("#facts")).to_contain_text("generation 1")
    reached("in")
    page.page.click("#reload")
    expect(page.page.locator("#outcome")).to_contain_text("Generation 2 is live")
    expect(page.page.locator("#facts")).to_contain_text("generation 2")
    expect(page.page.locator("#steps")).to_contain_text("hand over")
    reached("broken")
    page.page.click("#reload")
    expect(page.page.locator("#steps")).to_contain_text("error:")
    expect(page.page.locator("#outcome")).to_contain_text("Nothing was changed")
    page.page.get_by_label("Go back to generation 1").click()
    expect(page.page.locator("#outcome")).to_contain_text("Generation 1 is live")
    expect(page.page.locator("#logs")).to_contain_text("reload 2")
    reached("crash")
    expect(page.page.locator("#crashes summary").first).to_contain_text("stumble")
    page.page.locator("#crashes summary").first.click()
    expect(page.page.locator("#crashes pre").first).to_contain_text("Faults.swift")
    page.shot("maker", full_page=True)
    findings += page.accessible()
    page.page.fill("#line", "quit")
    page.page.press("#line", "Enter")
    expect(page.page.locator("#facts")).to_be_hidden()
    return {"accessibility": findings, "problems": page.problems, "wasHidden": hidden}


def measure(browser):
    """First paint, size, and how fast text is shown; and how long a page of one word takes to be painted in the same run."""
    def first_paint(address):
        # A new context, so that nothing is known beforehand.
        context = browser.new_context(viewport={"width": 1280, "height": 800})
        page = context.new_page()
        page.goto(address)
        painted = page.evaluate("""() => new Promise(painted => new PerformanceObserver(list => {
            const [first] = list.getEntriesByName("first-contentful-paint");
            if (first) painted(first.startTime);
        }).observe({ type: "paint", buffered: true }))""")
        context.close()
        # The browser gets the process of the next page ready, as it does while a player reads something else.
        time.sleep(0.5)
        return painted

    paints = [(first_paint(url + "/play"), first_paint("data:text/html,<p>word")) for _ in range(25)]
    median, floor = (statistics.median(times) for times in zip(*paints))
    sizes = {}
    page = browser.new_context(viewport={"width": 1280, "height": 800}, bypass_csp=True).new_page()
    page.on("response", lambda answer: sizes.__setitem__(answer.url, len(answer.body())))
    page.goto(url + "/play")
    expect(page.locator("#prompt")).to_contain_text("Your name")
    shown = page.evaluate(pathlib.Path(__file__).with_name("flood.js").read_text())
    return {"paint": {"median": median, "oneWord": floor, "ratio": round(median / floor, 2), "all": sorted(ours for ours, _ in paints)},
            "bytes": sum(sizes.values()), "files": len(sizes), "flood": shown}


with sync_playwright() as playwright:
    found = {}
    for path in filter(None, (CHROMIUM, SHELL) if scenario == "measure" else (CHROMIUM,)):
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        found[pathlib.Path(path).name] = globals()[scenario](browser)
        browser.close()
print(json.dumps(found if scenario == "measure" else found.popitem()[1]))

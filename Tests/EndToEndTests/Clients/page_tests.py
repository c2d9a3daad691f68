"""Tests of the web page in Chromium, with a stand-in for the game behind it: `page_tests.py FOLDER SHOTS [WORD...]`.

FOLDER is the page's, screenshots go to SHOTS; with words only the tests whose names have one of them are run. Prints one
JSON object: how many tests there were, and what those that failed have seen.
"""

import json
import pathlib
import re
import shutil
import subprocess
import sys
import time
import traceback
import urllib.request

from playwright.sync_api import expect, sync_playwright

folder, shots, *words = sys.argv[1:]
pathlib.Path(shots).mkdir(parents=True, exist_ok=True)
CHROMIUM = next(path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name)))
expect.set_options(timeout=15_000)


class Game:
    def __init__(self, keep):
        program = pathlib.Path(__file__).with_name("stand_in_game.py")
        self.process = subprocess.Popen([sys.executable, program, folder, str(keep)], stdout=subprocess.PIPE, text=True)
        self.url = f"http://127.0.0.1:{self.process.stdout.readline().strip()}"

    def get(self, path):
        return json.load(urllib.request.urlopen(self.url + path))


class Page:
    """A page in a browser of its own. `isCut` lets no connection begin; of a page `withClock` time can pass at once."""

    def __init__(self, game, path="/play", script=None, files={}, context=None, withClock=False, **options):
        self.game, self.isCut, self.problems = game, False, []
        self.context = context or browser.new_context(**options)
        if script:
            self.context.add_init_script(script)
        for name, text in files.items():
            self.context.route(f"**/{name}", lambda route, _, text=text: route.fulfill(
                content_type="text/javascript", body=text))
        self.page = self.context.new_page()
        self.page.route_web_socket("**/socket**", lambda socket: socket.close() if self.isCut else socket.connect_to_server())
        self.page.on("pageerror", lambda error: self.problems.append(str(error)))
        if withClock:
            self.page.clock.install()
        self.page.goto(game.url + path)

    def sees(self, text, where="#log"):
        expect(self.page.locator(where)).to_contain_text(text)

    def type(self, line):
        self.page.fill("#line", line)
        self.page.press("#line", "Enter")

    def type_ahead(self, line, beginning):
        """Enters a line, and has begun another before anybody can answer."""
        self.page.evaluate("""([text, beginning]) => {
            const line = document.getElementById("line");
            line.value = text;
            line.form.requestSubmit();
            line.value = beginning;
        }""", [line, beginning])

    def key(self, key, times=1):
        for _ in range(times):
            self.page.press("#line", key)
        return self.page.input_value("#line")

    def play(self, name="Ann"):
        self.sees("Your name", "#prompt")
        self.type(f"connect {name} hidden-word")
        self.sees("The Hall")

    def setting(self, name, value):
        self.page.click("#settings-button")
        field = self.page.locator(f"#settings [name={name}]")
        field.set_checked(value) if isinstance(value, bool) else field.fill(value)
        self.page.keyboard.press("Escape")

    def cut(self):
        self.isCut = True
        self.game.get("/cut")
        expect(self.page.locator("#status")).to_contain_text("Not connected")

    @property
    def text(self):
        return self.page.inner_text("#log")

    def run(self, code):
        return self.page.evaluate(code)

    def passes(self, seconds):
        """All that the page has waited for in that time happens now."""
        self.page.clock.run_for(seconds * 1000)

    def eventually(self, condition):
        """Waits until a condition of the page's own, or one of Python's, holds."""
        holds = condition if callable(condition) else lambda: self.run(condition)
        deadline = time.monotonic() + 15
        while not holds():
            assert time.monotonic() < deadline, "it did not come to that"
            self.page.wait_for_timeout(20)


def same(found, expected):
    assert found == expected, f"{found!r} is not {expected!r}"


# Sessions


def test_a_session_without_a_token_is_over_with_its_connection():
    page = Page(forgetful)
    page.play()
    page.cut()
    page.type("look at lamp")
    page.type("connect Ann hidden-word")
    assert "What you enter is kept" not in page.text
    page.isCut = False
    page.sees("Your session is over")
    page.sees("Not sent: look at lamp")
    page.sees("Your name", "#prompt")
    assert "hidden-word" not in page.text and "Nothing was lost" not in page.text
    page.play()
    expect(page.page.locator("#log .line", has_text="A long hall")).to_have_count(2)
    return page


def test_a_password_that_was_entered_while_away_is_told_nobody():
    page = Page(game)
    page.play()
    page.type("ask")
    page.sees("Password", "#prompt")
    other = Page(game)
    other.play()
    other.type("forget")
    other.type("look")
    other.sees("You did: look")
    page.cut()
    page.type("open-sesame")
    page.isCut = False
    page.sees("Your session is over")
    page.sees("Your name", "#prompt")
    assert "open-sesame" not in page.text
    same(page.page.input_value("#line"), "")
    return page


def test_who_leaves_while_away_is_gone():
    page = Page(game, withClock=True)
    page.play()
    page.cut()
    page.page.click("#settings-button")
    page.page.click("#leave")
    page.sees("You have left the game.")
    page.isCut = False
    page.passes(30)
    same(page.page.inner_text("#status"), "You have left.")
    return page


def test_leaving_is_told_to_the_game():
    page = Page(game)
    page.play()
    page.page.click("#settings-button")
    page.page.click("#leave")
    page.sees("Good night.")
    page.sees("You have left the game.")
    page.page.click("#reconnect")
    page.sees("Your name", "#prompt")
    assert {"message": "Core.Goodbye"} in game.get("/seen")
    return page


def test_who_comes_back_waits_for_no_connection_that_is_stuck():
    page = Page(game, script="""
        const Real = WebSocket;
        window.isStuck = true;
        window.WebSocket = class extends EventTarget {
            static OPEN = 1;
            constructor(address) { super(); window.hasTried = true; if (!window.isStuck) return new Real(address); }
            close() {}
        };""", withClock=True)
    page.eventually("window.hasTried === true")
    page.passes(3.3)
    page.run("window.isStuck = false; dispatchEvent(new Event('online'))")
    page.sees("Your name", "#prompt")
    return page


# Passwords


def test_a_line_with_a_password_is_neither_shown_nor_kept():
    page = Page(game)
    page.sees("Your name", "#prompt")
    page.type("con Ann hidden-word")
    page.sees("con Ann ••••")
    page.sees("The Hall")
    page.page.fill("#line", "hid")
    same(page.key("Tab"), "hid")
    page.page.fill("#line", "")
    same(page.key("ArrowUp"), "")
    page.type("create a lamp")
    same(page.key("ArrowUp"), "create a lamp")
    page.type("logout")
    page.sees("Your name", "#prompt")
    page.type("create Bob hidden-word")
    page.sees("create Bob ••••")
    assert "hidden-word" not in page.text + page.run("JSON.stringify(localStorage) + JSON.stringify(sessionStorage)")
    return page


def test_before_the_login_any_line_may_have_a_password_in_it():
    page = Page(game)
    page.sees("Your name", "#prompt")
    page.type("conect Ann hidden-word")
    page.sees("conect Ann ••••")
    page.sees("Your name", "#prompt")
    page.type("who")
    same(page.key("ArrowUp", 2), "who")
    page.page.fill("#line", "hid")
    same(page.key("Tab"), "hid")
    page.play()
    page.type("look at lamp")
    page.sees("You did: look at lamp")
    same(page.key("ArrowUp"), "look at lamp")
    assert "hidden-word" not in page.text + page.run("JSON.stringify(localStorage) + JSON.stringify(sessionStorage)")
    return page


def test_a_password_that_is_typed_ahead_is_neither_shown_nor_kept():
    page = Page(game)
    page.sees("Your name", "#prompt")
    page.run("""() => {
        const line = document.getElementById("line");
        for (const text of ["ann", "hidden-word"]) {
            line.value = text;
            line.form.requestSubmit();
        }
    }""")
    page.sees("••••")
    assert "hidden-word" not in page.text
    same(page.run("localStorage.getItem('hearth-history')"), '["ann"]')
    return page


def test_the_beginning_of_a_password_that_is_typed_ahead_belongs_to_it():
    page = Page(game)
    page.sees("Your name", "#prompt")
    page.type_ahead("ask", "hid")
    page.eventually("document.getElementById('line').type === 'password'")
    page.page.focus("#line")
    page.page.keyboard.press("End")
    page.page.keyboard.type("den")
    page.page.keyboard.press("Enter")
    page.sees("6 letters.")
    return page


def test_nothing_else_is_taken_for_the_password():
    page = Page(game)
    page.play()
    page.type_ahead("ask later", "look at")
    page.sees("Password", "#prompt")
    same(page.page.input_value("#line"), "")
    page.page.click("#rose .exit >> nth=0")
    page.sees("asks for a password first")
    page.type("abc")
    page.sees("3 letters.")
    same(page.page.input_value("#line"), "look at")
    return page


# What a browser may refuse


def test_a_browser_that_keeps_nothing_can_play():
    page = Page(game, script="""for (const name of ['localStorage', 'sessionStorage'])
        Object.defineProperty(window, name, { get() { throw new DOMException('no', 'SecurityError'); } });""")
    page.play()
    page.type("look")
    page.sees("You did: look")
    return page


def test_damaged_settings_are_the_usual_ones():
    page = Page(game, script="""localStorage.setItem('hearth-settings', '{"size":"x","keys":3}');
        localStorage.setItem('hearth-history', '{"a":1}');""")
    page.play()
    same(page.page.input_value("#settings [name=size]"), "15")
    return page


def test_notifications_that_are_denied_are_not_ticked():
    page = Page(game, script="""window.Notification = class {
        static permission = 'denied';
        static async requestPermission() { return 'denied'; }
    };""")
    page.play()
    page.page.click("#settings-button")
    page.page.click("[name=notify]")
    expect(page.page.locator("[name=notify]")).not_to_be_checked()
    return page


# Panes


def test_channels_come_and_go_and_who_tells_is_answered():
    page = Page(game)
    page.play()
    page.type('tell Comm.Channel.Text {"channel":"tell","talker":"Bob","text":"Bob tells you: hi"}')
    page.sees("Bob tells you", "#talk-log")
    page.page.click("#talk-tab-tell")
    page.page.fill("#talk-line", "hello")
    page.page.press("#talk-line", "Enter")
    page.sees("You did: tell Bob = hello")
    page.page.click("#talk-tab-build")
    page.type('tell Comm.Channel.List [{"name":"public","command":"public"}]')
    expect(page.page.locator("#talk-tab-build")).to_have_count(0)
    expect(page.page.locator("#talk-tab")).to_have_attribute("aria-selected", "true")
    return page


def test_what_nobody_has_a_pane_for_is_shown_and_the_game_may_have_its_own():
    page = Page(game)
    page.play()
    page.type('tell World.Weather {"sky":"clear","wind":3}')
    page.sees("Sky: clear", "#side")
    page.page.screenshot(path=f"{shots}/panes.png")
    own = Page(game, files={"game.js": """export default ({ pane }) =>
        pane("World.Weather", (element, { sky }) => { element.textContent = `The sky is ${sky}.`; }, "Above");"""})
    own.play()
    own.type('tell World.Weather {"sky":"red"}')
    own.sees("The sky is red.", "#side")
    broken = Page(game, files={"game.js": "export default ("})
    broken.play()
    return page


def test_status_stands_beside_the_vitals_and_no_pane_is_made_of_what_only_happens():
    page = Page(game)
    page.play()
    page.type('tell Char.StatusVars {"level":"Level","max_load":"Most to carry"}')
    page.type('tell Char.Status {"level":3,"max_load":20}')
    page.type('tell Char.Status {"level":4}')
    page.type('tell Char.Vitals {"hp":5,"maxhp":10}')
    page.type('tell Room.WrongDir "n"')
    page.type('tell Char.Login.Default {"type":["password-credentials"]}')
    page.type('tell World.Weather {"sky":"clear"}')
    page.sees("Sky: clear", "#side")
    vitals = page.page.locator("#vitals-list .vital")
    expect(vitals).to_have_text(["Health5 / 10", "Level4", "Most to carry20"])
    made = page.page.locator("#side section:not([id]):visible h2")
    expect(made).to_have_text(["Weather"])
    return page


def test_who_writes_is_seen_and_told_as_long_as_it_is_speech():
    page = Page(game)
    page.play()
    page.type('tell Room.Typing {"name":"Bob","typing":true}')
    page.sees("Bob is writing", "#typing")
    page.type('tell Room.Typing {"name":"Cid","typing":true}')
    page.sees("Bob, Cid are writing", "#typing")
    page.type('tell Room.Typing {"name":"Bob","typing":false}')
    page.sees("Cid is writing", "#typing")
    page.type('tell Room.Info {"num":2,"name":"The Garden","exits":{}}')
    expect(page.page.locator("#typing")).to_have_text("")

    def told():
        return [message["data"] for message in game.get("/seen") if message.get("message") == "Room.Typing"]

    before = len(told())
    page.page.locator("#line").press_sequentially("say Hello")
    page.key("Enter")
    page.page.locator("#line").press_sequentially("look")
    page.key("Escape")
    page.page.locator("#line").press_sequentially("'Hi")
    page.key("Escape")
    page.setting("typing", False)
    page.page.locator("#line").press_sequentially("'Hi")
    page.type("'Hi")
    page.sees("You did: 'Hi")
    same(told()[before:], [True, False, True, False])
    return page


def test_the_keyboard_stays_where_it_was():
    page = Page(game)
    page.play()
    page.page.focus("[aria-label='Go north']")
    page.page.keyboard.press("Enter")
    page.sees("The North")
    same(page.run("document.activeElement.getAttribute('aria-label')"), "Go north")
    return page


def test_panes_follow_the_window():
    page = Page(game, viewport={"width": 1200, "height": 800})
    page.play()
    side = page.page.locator("#side")
    expect(side).to_be_visible()
    page.page.set_viewport_size({"width": 600, "height": 800})
    expect(side).to_be_hidden()
    page.page.click("#side-button")
    expect(side).to_be_visible()
    page.page.keyboard.press("Escape")
    expect(side).to_be_hidden()
    page.type('tell Comm.Channel.Text {"channel":"say","talker":"Bob","text":"Bob says hi"}')
    expect(page.page.locator("#side-button")).to_have_attribute("aria-label", "Panes, 1 unread")
    page.page.set_viewport_size({"width": 1200, "height": 800})
    expect(side).to_be_visible()
    return page


def test_a_tapped_link_brings_no_keyboard_up():
    page = Page(game, viewport={"width": 390, "height": 780}, is_mobile=True, has_touch=True)
    page.play()
    page.run("document.activeElement.blur()")
    page.page.tap("button.command")
    page.sees("You did: look fire")
    assert page.run("document.activeElement.id") != "line"
    return page


# Typing and reading


def test_history_goes_through_what_begins_so():
    page = Page(game)
    page.play()
    for line in ("look", "version", "look fire"):
        page.type(line)
    page.key("ArrowUp", 2)
    page.key("Escape")
    same(page.key("ArrowUp"), "look fire")
    page.page.fill("#line", "ver")
    same(page.key("ArrowUp"), "version")
    same(page.key("ArrowDown"), "ver")
    other = Page(game, context=page.context)
    other.play()
    other.page.fill("#line", "ver")
    same(other.key("ArrowUp"), "version")
    return page


def test_completion_goes_back_and_keeps_names():
    page = Page(game)
    page.play()
    page.page.fill("#line", "Obe")
    same(page.key("Tab"), "Obelix")
    page.page.fill("#line", "l")
    first = page.key("Tab")
    page.key("Tab")
    same(page.key("Shift+Tab"), first)
    return page


def test_larger_text_keeps_the_end():
    page = Page(game)
    page.play()
    page.type("flood 300")
    page.sees("flood 299")
    page.setting("size", "24")
    page.eventually("(log => log.scrollHeight - log.scrollTop - log.clientHeight)(document.getElementById('log')) < 8")
    return page


def test_of_a_flood_no_line_is_lost():
    page = Page(game)
    page.play()
    page.run("""window.waited = 0; new MutationObserver(changes => {
        for (const { addedNodes } of changes) for (const node of addedNodes) if (node.className === "gap") waited += 1;
    }).observe(document.getElementById("log"), { childList: true, subtree: true })""")
    page.type("flood 5000")
    page.eventually("document.getElementById('log').textContent.includes('flood 4999')")
    page.eventually("document.getElementById('log').textContent.includes('flood 3000')")
    assert page.run("waited") > 0
    page.eventually("document.querySelector('.gap') === null")
    text = page.run("[...document.querySelectorAll('#log .line')].map(line => line.textContent)")
    same([line for line in text if re.match(r"flood \d", line)], ["flood 5000"] + [f"flood {number}" for number in range(5000)])
    return page


def test_who_goes_back_in_a_flood_can_read():
    page = Page(game)
    page.play()
    # Without a pause.
    page.run("""async () => {
        const { Log } = await import("/log.js");
        const log = new Log(document.getElementById("log"), document.getElementById("newest"));
        setInterval(() => log.write("flood\\n".repeat(150)), 50);
    }""")
    page.eventually("document.querySelectorAll('.gap').length > 3")
    page.key("PageUp", 5)
    page.eventually("!document.getElementById('newest').hidden")
    page.eventually("""(({ left, top }) => document.elementFromPoint(left + 30, top + 40).closest("#log .line") !== null)
        (document.getElementById("log").getBoundingClientRect())""")
    return page


def test_sounds_are_played_or_told():
    page = Page(game, script="""window.made = [];
        window.Audio = class {
            constructor(address) { this.src = address; made.push(this); }
            async play() { this.isOn = true; }
            pause() { this.isOn = false; }
        };""")
    page.play()
    page.type('tell Client.Media.Default {"url":"/sounds/"}')
    page.type('tell Client.Media.Play {"name":"bell.ogg","volume":80,"key":"k","loops":-1}')
    page.eventually("made.some(({ isOn }) => isOn)")
    same(page.run("made.map(({ src, volume, loop, isOn }) => [src, volume, loop, isOn])"),
         [[game.url + "/sounds/bell.ogg", 0.4, True, True]])
    page.type('tell Client.Media.Stop {"key":"k"}')
    page.eventually("!made[0].isOn")
    page.setting("media", False)
    page.type('tell Client.Media.Play {"name":"bell.ogg","caption":"A bell rings."}')
    page.sees("A bell rings.")
    same(page.run("made.length"), 1)
    return page


def test_the_game_is_told_of_the_browser_and_of_a_screen_reader():
    page = Page(game)
    page.play()
    page.setting("screenReader", True)
    clients = lambda: [message["client"] for message in game.get("/seen") if "client" in message]
    page.eventually(lambda: clients() and clients()[-1]["screenReader"])
    same(clients()[-1]["name"], "Chrome")
    same(page.page.locator(".entered").first.get_attribute("aria-live"), "off")
    return page


def test_a_prompt_is_read_aloud_when_it_is_another_one():
    page = Page(game)
    page.sees("Your name", "#prompt-said")
    same(page.page.locator("#prompt-said").get_attribute("aria-live"), "polite")
    page.run("""window.said = []; new MutationObserver(() => window.said.push(document.getElementById("prompt-said").textContent))
        .observe(document.getElementById("prompt-said"), { childList: true, characterData: true, subtree: true })""")
    for line in ("nonsense", "more nonsense"):
        page.type(line)
        page.sees("Your name", "#prompt")
    page.play()
    page.type("ask")
    page.sees("Password", "#prompt")
    same(page.run("window.said"), ["Password:"])
    return page


# The other pages


def test_the_front_page_is_quiet_and_takes_any_address():
    page = Page(game, "/#help/%zz", withClock=True)
    page.sees("2 players", "#online")
    page.run("""window.changes = 0; new MutationObserver(() => window.changes++)
        .observe(document.getElementById("online"), { childList: true, characterData: true, subtree: true })""")
    page.page.click("#pages a")
    page.sees("All of it.", "#page-text")
    # By the second the first was read.
    for _ in range(2):
        with page.page.expect_response("**/game.json"):
            page.passes(15.5)
    same(page.run("window.changes"), 0)
    expect(page.page.locator("#here")).to_be_hidden()
    return page


def test_the_front_page_names_who_is_here_where_it_may():
    front = {"name": "Hearth", "online": 2, "names": ["Ann", "Bob"], "pages": [
        {"title": title, "category": category} for title, category in (("look", "A"), ("who", "B"), ("say", "A"))]}
    page = Page(game, "/", files={"game.json": json.dumps(front)})
    page.sees("2 players", "#online")
    expect(page.page.locator("#here li")).to_have_text(["Ann", "Bob"])
    expect(page.page.locator("#nobody")).to_be_hidden()
    expect(page.page.locator("#pages h3")).to_have_text(["A", "B"])
    expect(page.page.locator("#pages ul")).to_have_text(["looksay", "who"])
    empty = Page(game, "/", files={"game.json": json.dumps({**front, "online": 0, "names": []})})
    expect(empty.page.locator("#nobody")).to_be_visible()
    return page


def test_a_maker_is_told_when_an_answer_is_lost():
    page = Page(game, "/maker")
    page.page.fill("#name", "Ann Lee")
    page.page.fill("#password", "hidden-word")
    page.page.click("#login-form button")
    page.sees("The Hall", "#console")
    page.type("rights")
    page.sees("after 2", "#logs")
    back = "[aria-label='Go back to generation 3']"
    page.page.focus(back)
    page.run("document.activeElement.isOld = true")
    page.eventually("document.activeElement.isOld !== true")
    expect(page.page.locator(back)).to_be_focused()
    page.page.click("#reload")
    page.sees("Reload…", "#outcome")
    page.type("cut")
    page.sees("The connection was lost", "#outcome")
    assert "Nothing was changed" not in page.page.inner_text("#outcome")
    page.sees("after 3", "#logs")
    same(page.page.locator("#logs div").count(), 1)
    assert "hidden-word" not in page.page.inner_text("#console")
    return page


tests = [(name, test) for name, test in globals().items() if name.startswith("test_")]
if words:
    tests = [(name, test) for name, test in tests if any(word in name for word in words)]
failures = []
game, forgetful = Game(keep=300), Game(keep=0)
try:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for name, test in tests:
            try:
                page = test()
                same(page.problems, [])
            except Exception:
                failures.append(f"{name}: {traceback.format_exc(limit=-2)[:1500]}")
            for context in browser.contexts:
                context.close()
        browser.close()
finally:
    for each in (game, forgetful):
        each.process.kill()
print(json.dumps({"tests": len(tests), "failures": failures}))

import Foundation
import NIOHTTP1
import Settings
import Testing

@testable import Portal

@Suite(.timeLimit(.minutes(5)))
struct WebPageTests {
    @Test func aPageIsGivenWithItsTypeAndNoRightToLoadAnythingElse() async throws {
        try await WebGame.with(files: ["index.html": "<p>Hi", "client.js": "1"]) { game in
            let page = try await game.get("/?from=afar")
            #expect(page.hasPrefix("HTTP/1.1 200 OK\r\n"))
            #expect(page.hasSuffix("\r\n\r\n<p>Hi"))
            #expect(page.contains("Content-Type: text/html; charset=utf-8\r\n"))
            #expect(page.contains("Content-Security-Policy: default-src 'none'; script-src 'self'; "))
            #expect(page.contains("frame-ancestors 'none'"))
            #expect(page.contains("X-Content-Type-Options: nosniff\r\n"))
            #expect(try await game.get("/client.js").contains("Content-Type: text/javascript; charset=utf-8\r\n"))
        }
    }

    @Test func aBrowserAsksOneAfterTheOtherOnOneConnection() async throws {
        var limits = WebLimits()
        (limits.requests, limits.idle) = (3, .seconds(30))
        try await WebGame.with(files: ["index.html": "<p>Hi", "a.js": "1", "404.html": "-"], limits: limits) { game in
            let requests = ["/", "/nothing", "/a.js", "/never"].map { "GET \($0) HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n" }
            let answers = try await game.exchange(requests.joined()).components(separatedBy: "HTTP/1.1 ").dropFirst()
            #expect(answers.map { $0.prefix(3) } == ["200", "404", "200"])
            #expect(answers.map { $0.contains("\r\nConnection: close\r\n") } == [false, false, true])
        }
    }

    @Test func aConnectionOnWhichNoRequestFollowsIsClosed() async throws {
        var limits = WebLimits()
        limits.idle = .milliseconds(50)
        try await WebGame.with(files: ["index.html": "<p>Hi"], limits: limits) { game in
            let answer = try await game.exchange("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
            #expect(answer.hasSuffix("<p>Hi"))
            #expect(!answer.contains("Connection: close"))
        }
    }

    @Test func soundsMayComeFromHostsThatTheSettingsName() async throws {
        var settings = Settings()
        settings.web.mediaHosts = ["https://sounds.example.org"]
        try await WebGame.with(files: ["index.html": ""], settings: settings) { game in
            let page = try await game.get("/")
            #expect(page.contains("; media-src 'self' https://sounds.example.org; "))
            #expect(page.contains("connect-src 'self'; "))
        }
    }

    @Test func aFileOfTheGameStandsInForTheShippedOne() async throws {
        try await WebGame.with(files: ["style.css": "own"]) { game in
            let files = FileManager.default
            let shipped = game.folder.appending(path: "shipped")
            try files.createDirectory(
                at: shipped.appending(path: "GameData/web"), withIntermediateDirectories: true)
            for (name, text) in ["Package.swift": "", "GameData/web/style.css": "shipped", "GameData/web/play.html": "<p>"] {
                try Data(text.utf8).write(to: shipped.appending(path: name))
            }
            try files.createSymbolicLink(
                at: game.folder.appending(path: "Package.swift"),
                withDestinationURL: shipped.appending(path: "Package.swift"))
            let paths = await game.portal.paths
            let folder = WebFolder(paths.webPage, paths.shippedWebPage)
            func text(_ path: String) -> String? { folder.file(path).map { String(buffer: $0.body) } }
            #expect(text("/style.css") == "own")
            #expect(text("/play") == "<p>")
            #expect(folder.file("/play")?.type == "text/html; charset=utf-8")
            #expect(text("/nothing") == nil)
            try game.write("changed", to: "play.html")
            #expect(text("/play") == "changed")
            try files.removeItem(at: game.folder.appending(path: "GameData/web/style.css"))
            #expect(text("/style.css") == "shipped")
        }
    }

    @Test func aChangedFileIsLiveWithTheNextRequest() async throws {
        try await WebGame.with(files: ["index.html": "old"]) { game in
            #expect(try await game.get("/").hasSuffix("\r\n\r\nold"))
            try game.write("newer", to: "index.html")
            #expect(try await game.get("/").hasSuffix("\r\n\r\nnewer"))
        }
    }

    @Test(arguments: [
        ("bytes=0-1", "206", "bytes 0-1/10", "01"), ("bytes=8-", "206", "bytes 8-9/10", "89"),
        ("bytes=-3", "206", "bytes 7-9/10", "789"), ("bytes=2-400", "206", "bytes 2-9/10", "23456789"),
        ("bytes=10-", "416", "bytes */10", ""), ("bytes=-0", "416", "bytes */10", ""),
    ])
    func aPartOfAFileIsSent(_ range: String, _ status: String, _ told: String, _ body: String) async throws {
        try await WebGame.with(files: ["bell.mp3": "0123456789"]) { game in
            let answer = try await game.get("/bell.mp3", headers: "Range: \(range)\r\n")
            #expect(answer.hasPrefix("HTTP/1.1 \(status) ") && answer.contains("\r\nContent-Range: \(told)\r\n"))
            #expect(answer.hasSuffix("\r\n\r\n" + body) && answer.contains("\r\nContent-Length: \(body.utf8.count)\r\n"))
        }
    }

    @Test(arguments: [
        "Range: bytes=3-2", "Range: bytes=0-1, 4-5", "Range: lines=0-1", "Range: bytes=-",
        "Range: bytes=0-1\r\nIf-Range: \"old\"", "Range: bytes=0-99999999999999999999", "Range: bytes=0-1\r\nRange: bytes=0-1",
    ])
    func whatIsNoRangeIsAllOfIt(_ headers: String) async throws {
        try await WebGame.with(files: ["bell.mp3": "0123456789"]) { game in
            let answer = try await game.get("/bell.mp3", headers: headers + "\r\n")
            #expect(answer.hasPrefix("HTTP/1.1 200 ") && answer.hasSuffix("\r\n\r\n0123456789"))
            #expect(answer.contains("\r\nAccept-Ranges: bytes\r\n"))
        }
    }

    @Test func aStyleSheetIsHashedAsABrowserReadsIt() async throws {
        let page = "<html><link rel=\"stylesheet\" href=\"a.css\">"
        try await WebGame.with(files: ["index.html": page, "a.css": "\u{FEFF}a {}\r\n"]) { game in
            let answer = try await game.get("/")
            #expect(answer.hasSuffix("<html><style>a {}\n</style>"))
            // `printf 'a {}\n' | openssl dgst -sha256 -binary | base64`
            #expect(answer.contains("; style-src 'self' 'sha256-ffLTrIV+pQfEkN/w3Rbf9koq8M1pRhO8MKGADBLhsRg='; "))
        }
    }

    @Test func aPageHasItsStyleSheetsInIt() async throws {
        let page = "<html><link rel=\"stylesheet\" href=\"a.css\"><link rel=\"stylesheet\" href=\"b.css\">"
        let files = ["index.html": page, "a.css": "a {}", "b.css": "</style><script>", "404.html": page]
        try await WebGame.with(files: files) { game in
            for path in ["/", "/nothing"] {
                let answer = try await game.get(path)
                #expect(answer.hasSuffix("<html><style>a {}</style><link rel=\"stylesheet\" href=\"b.css\">"))
                // `printf 'a {}' | openssl dgst -sha256 -binary | base64`
                let hash = "mkSHzL7faOU7/U/v8Umg+058R69+vN2A2xmE3Fz1q98="
                #expect(answer.contains("; style-src 'self' 'sha256-\(hash)'; "))
                #expect(answer.components(separatedBy: "Content-Security-Policy").count == 2)
            }
            let tag = try #require(try await game.get("/").firstMatch(of: /ETag: (\S+)/)?.1)
            let again = try await game.get("/", headers: "If-None-Match: \(tag)\r\n")
            #expect(again.hasPrefix("HTTP/1.1 304 "))
            try game.write("a { }", to: "a.css")
            let changed = try await game.get("/", headers: "If-None-Match: \(tag)\r\n")
            #expect(changed.hasPrefix("HTTP/1.1 200 ") && changed.contains("<style>a { }</style>"))
            let sheet = try await game.get("/a.css")
            #expect(sheet.hasSuffix("\r\n\r\na { }"))
        }
    }

    @Test func aPageHasTheLookThatItsPlayerChose() async throws {
        try await WebGame.with(files: ["index.html": "<html lang=\"en\"><p>", "a.js": "<html"]) { game in
            let look = "Cookie: other=1; hearth-look=light.mono.15\r\n"
            let page = try await game.get("/", headers: look)
            #expect(page.hasSuffix("<html data-theme=\"light\" data-font=\"mono\" data-size=\"15\" lang=\"en\"><p>"))
            #expect(page.contains("\r\nVary: Cookie\r\n"))
            let tag = try #require(page.firstMatch(of: /ETag: (\S+)/)?.1)
            let known = "If-None-Match: \(tag)\r\n"
            #expect(try await game.get("/", headers: look + known).hasPrefix("HTTP/1.1 304 "))
            let other = try await game.get("/", headers: known)
            #expect(other.hasPrefix("HTTP/1.1 200 "), "another look is another page")
            let script = try await game.get("/a.js", headers: look)
            #expect(script.hasSuffix("\r\n\r\n<html"))
        }
    }

    @Test(arguments: [
        "", "hearth-look=", "hearth-look=light.mono", "hearth-look=light.mono.1", "hearth-look=\"><script>.mono.15",
        "hearth-look=light.mono.15x", "xhearth-look=light.mono.15", "hearth-look=LIGHT.mono.15",
    ])
    func aCookieThatIsDamagedChangesNothing(cookie: String) async throws {
        try await WebGame.with(files: ["index.html": "<html><p>"]) { game in
            let page = try await game.get("/", headers: "Cookie: \(cookie)\r\n")
            #expect(page.hasSuffix("\r\n\r\n<html><p>"))
        }
    }

    @Test func aFileThatTheBrowserHasIsNotSentAgain() async throws {
        try await WebGame.with(files: ["index.html": "Hi"]) { game in
            let page = try await game.get("/")
            let tag = try #require(page.firstMatch(of: /ETag: (\S+)/)?.1)
            let again = try await game.get("/", headers: "If-None-Match: \(tag)\r\n")
            #expect(again.hasPrefix("HTTP/1.1 304 "))
            #expect(again.hasSuffix("\r\n\r\n"))
            #expect(try await game.get("/", headers: "If-None-Match: \"other\"\r\n").hasPrefix("HTTP/1.1 200 "))
        }
    }

    @Test func headGetsTheHeadAlone() async throws {
        try await WebGame.with(files: ["index.html": "Hello"]) { game in
            let head = try await game.get("/", method: "HEAD")
            #expect(head.contains("Content-Length: 5\r\n"))
            #expect(head.hasSuffix("\r\n\r\n"))
        }
    }

    @Test func whatIsNotThereGetsTheGamesOwnPage() async throws {
        try await WebGame.with(files: ["404.html": "No such page."]) { game in
            let page = try await game.get("/nowhere")
            #expect(page.hasPrefix("HTTP/1.1 404 "))
            #expect(page.hasSuffix("\r\n\r\nNo such page."))
        }
        try await WebGame.with { game in
            let page = try await game.get("/")
            #expect(page.hasSuffix("\r\n\r\nThere is no such page here.\n"))
        }
    }

    @Test(arguments: [
        "/../settings.yaml", "/%2e%2e/settings.yaml", "/..%2fsettings.yaml", "/a/../../settings.yaml",
        "/..\\settings.yaml", "//../settings.yaml", "/./../settings.yaml", "/.hidden", "/out/settings.yaml",
        "/link.yaml",
    ])
    func noPathLeavesTheFolder(path: String) async throws {
        try await WebGame.with(files: [".hidden": "secret", "a": ""]) { game in
            let data = game.folder.appending(path: "GameData")
            try Data("secret".utf8).write(to: data.appending(path: "settings.yaml"))
            let web = data.appending(path: "web")
            let files = FileManager.default
            try files.createSymbolicLink(at: web.appending(path: "out"), withDestinationURL: data)
            try files.createSymbolicLink(
                at: web.appending(path: "link.yaml"), withDestinationURL: data.appending(path: "settings.yaml"))
            let answer = try await game.get(path)
            #expect(answer.hasPrefix("HTTP/1.1 404 "))
            #expect(!answer.contains("secret"))
        }
    }

    @Test func aLinkWithinTheFolderIsFollowed() async throws {
        try await WebGame.with(files: ["index.html": "Hi"]) { game in
            let web = game.folder.appending(path: "GameData/web")
            try FileManager.default.createSymbolicLink(
                at: web.appending(path: "play.html"), withDestinationURL: web.appending(path: "index.html"))
            #expect(try await game.get("/play.html").hasSuffix("\r\n\r\nHi"))
        }
    }

    @Test func onlyReadingIsPossible() async throws {
        try await WebGame.with(files: ["index.html": "Hi"]) { game in
            #expect(try await game.get("/", method: "DELETE").hasPrefix("HTTP/1.1 405 "))
            let post = try await game.get("/", headers: "Content-Length: 2\r\n", method: "POST")
            #expect(post.contains("Allow: GET, HEAD\r\n"))
            let request = "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nab"
            #expect(try await game.exchange(request).hasPrefix("HTTP/1.1 413 "))
        }
    }

    @Test func whatIsNoRequestOrTooLongIsRefused() async throws {
        try await WebGame.with(files: ["index.html": "Hi"]) { game in
            #expect(try await game.exchange("\u{FF}\u{FB}hello\r\n\r\n").hasPrefix("HTTP/1.1 400 "))
            let long = String(repeating: "x", count: WebLimits().header + 1)
            let answer = try await game.get("/", headers: "X-Long: \(long)\r\n")
            #expect(answer.hasPrefix("HTTP/1.1 400 "), "\(answer)")
        }
    }

    @Test func whoSendsNoWholeRequestIsNotWaitedFor() async throws {
        var limits = WebLimits()
        limits.requestDeadline = .milliseconds(50)
        try await WebGame.with(limits: limits) { game in
            let answer = try await game.exchange("GET / HT")
            #expect(answer == "")
        }
    }

    @Test func aPortInUseIsToldWithTheSettingThatChangesIt() async throws {
        try await WebGame.with { other in
            try await WebGame.with { game in
                let error = await #expect(throws: PortalError.self) {
                    try await game.portal.listenToWeb(Endpoints(port: other.port))
                }
                #expect(error.map { "\($0)" }?.contains("--web-port") == true)
            }
        }
    }
}

struct WebOriginTests {
    @Test(arguments: [
        (nil, "game.example", true),
        ("http://game.example", "game.example", true),
        ("https://Game.Example", "game.example", true),
        ("https://game.example", "game.example:443", true),
        ("http://game.example:80", "game.example", true),
        ("http://127.0.0.1:4001", "127.0.0.1:4001", true),
        ("http://[::1]:4001", "[::1]:4001", true),
        ("http://[::1]", "[::1]:80", true),
        ("http://127.0.0.1:4002", "127.0.0.1:4001", false),
        ("http://game.example", "game.example:4001", false),
        ("http://evil.example", "game.example", false),
        ("http://game.example.evil.example", "game.example", false),
        ("http://evil.example/game.example", "game.example", false),
        ("null", "game.example", false),
        ("", "game.example", false),
        ("file://", "game.example", false),
    ] as [(String?, String, Bool)])
    func onlyItsOwnPageMayPlay(origin: String?, host: String, isOwn: Bool) {
        var headers: HTTPHeaders = ["Host": host]
        if let origin { headers.add(name: "Origin", value: origin) }
        #expect(WebOrigin.isOwn(headers) == isOwn)
    }

    @Test func twoOriginsOrNoHostAreRefused() {
        #expect(!WebOrigin.isOwn([("Host", "a"), ("Origin", "http://a"), ("Origin", "http://b")]))
        #expect(!WebOrigin.isOwn([("Origin", "http://a")]))
    }
}

extension WebOrigin {
    fileprivate static func isOwn(_ fields: [(String, String)]) -> Bool { isOwn(HTTPHeaders(fields)) }
}

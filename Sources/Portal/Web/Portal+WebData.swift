import Foundation
import NIOCore
import NIOHTTP1
import Wire

// What the web's port answers that is no file: what anybody may know of the game, and the figures for a monitor.

/// What a browser is answered.
struct WebAnswer: Sendable {
    var status = HTTPResponseStatus.ok
    var type = "application/json"
    var body: ByteBuffer

    init(_ value: some Encodable) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        body = ByteBuffer(bytes: (try? encoder.encode(value)) ?? Data())
    }

    init(_ status: HTTPResponseStatus = .ok, type: String = "text/plain; charset=utf-8", text: String) {
        (self.status, self.type, body) = (status, type, ByteBuffer(string: text))
    }
}

/// `/game.json`: the game, for anybody.
struct GamePage: Encodable {
    var name: String
    /// Players; nil while no Server runs that could say it.
    var online: Int?
    /// Not all, when they are very many; nil when the settings keep them back.
    var names: [String]?
    var telnet: Int?
    var tls: Int?
    /// The pages of help that a stranger may read.
    var pages: [HelpTitle]
}

/// By which a browser installs the page like a program.
///
/// Source: w3.org/TR/appmanifest.
private struct WebManifest: Encodable {
    struct Icon: Encodable {
        var src = "/icon.svg"
        var sizes = "any"
        var type = "image/svg+xml"
    }

    var name: String
    var short_name: String
    var start_url = "/play"
    var scope = "/"
    var display = "standalone"
    var background_color = "#151110"
    var theme_color = "#151110"
    // Phones want a picture of their own size, and no SVG.
    var icons = [Icon()] + [180, 512].map { Icon(src: "/icon-\($0).png", sizes: "\($0)x\($0)", type: "image/png") }
}

extension Portal {
    /// How long an answer of the Server's is good for everybody.
    private static let freshness = Duration.seconds(3)
    private static let serverDeadline = Duration.seconds(2)
    private static let mostPagesKept = 300

    /// Whether a path is answered by the Portal itself.
    static nonisolated func answersItself(_ path: String) -> Bool {
        ["/game.json", "/help.json", "/game.webmanifest", "/metrics"].contains(path)
    }

    func answer(_ request: HTTPRequestHead, from address: ClientAddress) async -> WebAnswer {
        switch WebPath.of(request.uri) {
        case "/game.json":
            let shown = await shownGame()
            let names = shown?.names.split(separator: "\n").map(String.init)
            return WebAnswer(
                GamePage(
                    name: settings.name, online: shown?.players, names: settings.web.namesPlayers ? names : nil,
                    telnet: telnetPort, tls: tlsPort, pages: shown?.pages ?? []))
        case "/help.json":
            guard let title = WebPath.query(request.uri)["page"], let page = await shownHelp(title) else {
                return WebAnswer(.notFound, text: "There is no such page of help.\n")
            }
            return WebAnswer(page)
        case "/game.webmanifest":
            var answer = WebAnswer(WebManifest(name: settings.name, short_name: settings.name))
            answer.type = "application/manifest+json"
            return answer
        default:
            guard mayReadMetrics(request.headers, address) else {
                let words = "These figures are for who has the token, or for this machine where there is none.\n"
                return WebAnswer(.forbidden, text: words)
            }
            return WebAnswer(type: MetricsPage.contentType, text: metrics)
        }
    }

    // MARK: Of the game

    /// One question to the Server, however many ask.
    private func shownGame() async -> ShowGame.Answer? {
        if let known = publicGame, .now - known.at < Self.freshness { return known.answer }
        if let asking = askingForGame { return await asking.value }
        let asking = Task { () -> ShowGame.Answer? in
            let answer = try? await server.live?.connection?.ask(ShowGame(), within: Self.serverDeadline, on: self)
            if let answer { publicGame = (answer, .now) }
            askingForGame = nil
            return answer ?? publicGame?.answer
        }
        askingForGame = asking
        return await asking.value
    }

    private func shownHelp(_ title: String) async -> ShowHelp.Answer? {
        // What there is not, nobody is asked for.
        let wanted = title.lowercased()
        guard let shown = await shownGame(), let page = shown.pages.first(where: { $0.title.lowercased() == wanted })
        else { return nil }
        if let known = publicHelp[page.title], .now - known.at < Self.freshness { return known.answer }
        let ask = ShowHelp(title: page.title)
        let answer = try? await server.live?.connection?.ask(ask, within: Self.serverDeadline, on: self)
        guard let answer else { return publicHelp[page.title]?.answer }
        if publicHelp.count >= Self.mostPagesKept { publicHelp.removeAll() }
        publicHelp[page.title] = (answer, .now)
        return answer.title.isEmpty ? nil : answer
    }

    // MARK: Figures

    /// Who has the token; this machine itself where there is none. What comes by a proxy comes from elsewhere, and a name
    /// of another's that leads to this machine is a page of theirs (DNS rebinding).
    private func mayReadMetrics(_ headers: HTTPHeaders, _ address: ClientAddress) -> Bool {
        if let token = settings.web.metricsToken {
            let told = headers["Authorization"]
            return told.count == 1 && WebConversation.Token(told[0]) == WebConversation.Token("Bearer \(token)")
        }
        let passedOn = ["Forwarded", "X-Forwarded-For", "X-Real-IP", "Via"].contains { headers.contains(name: $0) }
        return address.isLoopback && !passedOn && WebOrigin.isLoopback(headers) && WebOrigin.isOwn(headers)
    }
}

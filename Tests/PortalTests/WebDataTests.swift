import Foundation
import NIOCore
import Settings
import Testing
import Wire

@testable import Portal

/// What the web's port answers that is no file.
@Suite(.timeLimit(.minutes(5)))
struct WebDataTests {
    @Test func theGameIsThereForAnybodyAlsoWithoutAServer() async throws {
        var settings = Settings()
        settings.name = "Ember \"Vale\""
        try await WebGame.with(settings: settings) { game in
            let page = try await game.get("/game.json")
            #expect(page.hasPrefix("HTTP/1.1 200 OK\r\n"))
            #expect(page.contains("Content-Type: application/json\r\n"))
            #expect(page.hasSuffix(#"{"name":"Ember \"Vale\"","pages":[]}"#))
            let manifest = try await game.get("/game.webmanifest")
            #expect(manifest.contains("Content-Type: application/manifest+json\r\n"))
            #expect(manifest.contains(#""name":"Ember \"Vale\"""#))
            #expect(manifest.contains(#"{"sizes":"512x512","src":"/icon-512.png","type":"image/png"}"#))
            #expect(try await game.get("/help.json?page=look").hasPrefix("HTTP/1.1 404 "))
            #expect(try await game.get("/help.json?page=%ff").hasPrefix("HTTP/1.1 404 "))
        }
    }

    @Test func figuresAreForThisMachineAlone() async throws {
        try await WebGame.with { game in
            _ = try await game.play { browser in
                try await browser.send(#"{"line":"look"}"#)
                try await browser.untilHandled()
                let page = try await game.get("/metrics")
                #expect(page.contains("Content-Type: text/plain; version=0.0.4; charset=utf-8\r\n"))
                for line in [
                    "# TYPE hearth_sessions gauge", #"hearth_sessions{transport="web"} 1"#,
                    #"hearth_sessions_opened_total{transport="web"} 1"#, "hearth_lines_total 1",
                    "hearth_received_bytes_total 5", "hearth_server_up 0", #"hearth_reloads_total{outcome="done"} 0"#,
                ] {
                    #expect(page.contains("\n\(line)\n"), "\(line)")
                }
            }
            for header in ["X-Forwarded-For: 10.0.0.1", "Forwarded: for=10.0.0.1", "Via: 1.1 proxy", "Origin: http://a.b"] {
                #expect(try await game.get("/metrics", headers: header + "\r\n").hasPrefix("HTTP/1.1 403 "), "\(header)")
            }
            let rebound = "GET /metrics HTTP/1.1\r\nHost: evil.example:\(game.port)\r\n\r\n"
            #expect(try await game.exchange(rebound).hasPrefix("HTTP/1.1 403 "))
        }
    }

    @Test func whoHasTheTokenReadsThemFromAnywhere() async throws {
        var settings = Settings()
        settings.web.metricsToken = "a token of many letters"
        try await WebGame.with(settings: settings) { game in
            func get(_ token: String) async throws -> String {
                try await game.get("/metrics", headers: "Via: 1.1 proxy\r\nAuthorization: Bearer \(token)\r\n")
            }
            let local = try await game.get("/metrics")
            #expect(local.hasPrefix("HTTP/1.1 403 "), "a proxy that tells nothing looks like this machine")
            let (known, other) = (try await get("a token of many letters"), try await get("another"))
            #expect(known.hasPrefix("HTTP/1.1 200 "))
            #expect(other.hasPrefix("HTTP/1.1 403 "))
        }
    }

    @Test func onlyAMakersSessionIsAnswered() async throws {
        try await WebGame.with { game in
            _ = try await game.play { browser in
                try await browser.read(until: "asleep")
                await game.portal.say(.rights, "Keeper")
                try await browser.read(until: #"{"rights":true}"#)
                try await browser.send(#"{"maker":{"id":1,"ask":"status"}}"#)
                let status = try await browser.read(until: #""id":1"#).last ?? ""
                #expect(status.contains(#""server":"stopped""#))
                try await browser.send(#"{"maker":{"id":2,"ask":"sessions"}}"#)
                #expect(try await browser.read(until: #""id":2"#).last?.contains(#""maker":"Keeper""#) == true)
                try await browser.send(#"{"maker":{"id":3,"ask":"watch"}}"#)
                try await browser.read(until: #""id":3"#)
                await game.portal.serverLog.write("WARNING the lamp is low")
                try await browser.read(until: "the lamp is low")
                let counts = await game.portal.serverLog.tail.counts
                #expect(counts.contains { $0 == ("warning", 1) })
                try await browser.send(#"{"maker":{"id":4,"ask":"rollback","generation":7}}"#)
                let refusal = try await browser.read(until: #""id":4"#).last ?? ""
                #expect(refusal.contains("there is no good generation 7"))
                // Of a page that is newer than the Portal.
                try await browser.send(#"{"maker":{"id":6,"ask":"dance"}}"#)
                let unknown = try await browser.read(until: #""id":6"#).last ?? ""
                #expect(unknown.contains("This Portal does not know how"))
                // What was taken is taken.
                await game.portal.say(.rights, "")
                try await browser.read(until: #"{"rights":false}"#)
                try await browser.send(#"{"maker":{"id":5,"ask":"status"}}"#)
                let last = try await browser.read(until: #""id":5"#).last ?? ""
                #expect(last.contains("Only a developer's session") && !last.contains("stopped"))
            }
        }
    }
}

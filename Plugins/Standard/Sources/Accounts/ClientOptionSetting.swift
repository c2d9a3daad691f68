import HearthKit

/// One thing that a player can say of their client: its words, and what they do.
struct ClientOptionSetting {
    let name: String
    let aliases: [String]
    /// The values that it takes, and what it is.
    let help: String
    /// Sets it. False for a value that it does not have.
    let change: (inout ClientOptions, String) -> Bool
    /// How it is now.
    let now: (Session) -> String
    let isSet: (ClientOptions) -> Bool

    /// Throws the ``Refusal`` of a value that it does not have.
    func set(_ value: String, _ session: Session) throws {
        var options = session.options
        guard change(&options, value) else {
            throw Refusal(.optionValue, ["name": name, "values": help])
        }
        session.options = options
    }

    var helpLine: String { "  \(name)\(String(repeating: " ", count: max(1, 14 - name.count)))\(help)" }

    static func named(_ name: String) -> ClientOptionSetting? {
        all.first { $0.name == name || $0.aliases.contains(name) }
    }

    static var names: [String] { all.map(\.name) }

    /// What the word `encoding` does before a login.
    static func setEncoding(_ value: String, _ session: Session) throws {
        if !value.isEmpty { try encoding.set(value.lowercased(), session) }
        session.send(value.isEmpty ? .encodingNow : .encodingSet, ["name": encoding.now(session)])
    }

    // MARK: All of them

    static let all: [ClientOptionSetting] = [
        choice(
            "colors", ["color", "colours", "ansi"], "none, 16, 256 or true", \.colors,
            now: { name(of: $0.client.colors) },
            [
                "none": .none, "off": .none, "16": .ansi16, "on": .ansi16, "ansi": .ansi16, "256": .xterm256, "xterm256": .xterm256,
                "true": .trueColor, "truecolor": .trueColor,
            ]),
        number("width", ["screenwidth"], "columns, from 20 to 500", 20...500, \.width) { $0.client.width },
        number("height", ["screenheight"], "lines, from 5 to 500", 5...500, \.height) { $0.client.height },
        flag("screenreader", "on or off: whole sentences, and nothing that is only drawn", \.isScreenReader) {
            $0.client.isScreenReader
        },
        choice(
            "links", ["mxp"], "none, mxp or osc8: whether words can be clicked, and how your client is told", \.links,
            now: { $0.client.links == .text ? "none" : "\($0.client.links)" },
            ["none": .text, "off": .text, "mxp": .mxp, "on": .mxp, "osc8": .osc8]),
        encoding,
        choice(
            "promptmark", ["prompt"], "none, ga or eor: how your client is told that a prompt has ended", \.promptMark,
            now: { session in
                switch session.options.promptMark {
                case nil: "auto"
                case .some(.none): "none"
                case .goAhead: "ga"
                case .endOfRecord: "eor"
                }
            },
            ["none": .none, "off": .none, "ga": .goAhead, "eor": .endOfRecord]),
        flag("keepalive", "on or off: whether a silent connection is sent something now and then", \.keepsAlive) {
            $0.options.keepsAlive ?? true
        },
        flag(
            "localecho", "on or off: whether what you type is sent back, for clients that do not show it", \.echoesLines
        ) {
            $0.options.echoesLines ?? false
        },
        flag("raw", "on or off: whether text is shown as it is written, with its ||r and ||n", \.isRaw) {
            $0.client.isRaw
        },
        ClientOptionSetting(
            name: "language", aliases: [], help: "that of the game's texts; |wlanguage|n lists them",
            change: { options, value in
                if value == "auto" {
                    options.language = nil
                    return true
                }
                guard let language = World.current.texts.language(named: value) else { return false }
                options.language = language
                return true
            },
            now: { World.current.texts[.languageName, in: $0.language] }, isSet: { $0.language != nil }),
    ]

    private static let encoding = choice(
        "encoding", ["utf-8", "charset"], "utf-8, latin-1 or ascii", \.encoding,
        now: { session in
            switch session.options.encoding {
            case nil: "auto"
            case .utf8: "utf-8"
            case .latin1: "latin-1"
            case .ascii: "ascii"
            }
        },
        [
            "utf-8": .utf8, "utf8": .utf8, "latin-1": .latin1, "latin1": .latin1, "iso-8859-1": .latin1,
            "ascii": .ascii, "us-ascii": .ascii,
        ])

    private static func name(of colors: ColorDepth) -> String {
        switch colors {
        case .none: "none"
        case .ansi16: "16"
        case .xterm256: "256"
        case .trueColor: "true"
        }
    }

    // MARK: Kinds of them

    private static func choice<T>(
        _ name: String, _ aliases: [String], _ help: String, _ path: WritableKeyPath<ClientOptions, T?>,
        now: @escaping (Session) -> String, _ values: [String: T]
    ) -> ClientOptionSetting {
        ClientOptionSetting(
            name: name, aliases: aliases, help: help,
            change: { options, value in
                guard value == "auto" || values[value] != nil else { return false }
                options[keyPath: path] = values[value]
                return true
            },
            now: now, isSet: { $0[keyPath: path] != nil })
    }

    private static func flag(
        _ name: String, _ help: String, _ path: WritableKeyPath<ClientOptions, Bool?>, now: @escaping (Session) -> Bool
    ) -> ClientOptionSetting {
        let words = ["on": true, "yes": true, "off": false, "no": false]
        return choice(name, [], help, path, now: { now($0) ? "on" : "off" }, words)
    }

    private static func number(
        _ name: String, _ aliases: [String], _ help: String, _ range: ClosedRange<Int>,
        _ path: WritableKeyPath<ClientOptions, Int?>, now: @escaping (Session) -> Int
    ) -> ClientOptionSetting {
        ClientOptionSetting(
            name: name, aliases: aliases, help: help,
            change: { options, value in
                let number = Int(value)
                guard value == "auto" || number.map(range.contains) ?? false else { return false }
                options[keyPath: path] = number
                return true
            },
            now: { now($0) == 0 ? "unknown" : "\(now($0))" }, isSet: { $0[keyPath: path] != nil })
    }
}

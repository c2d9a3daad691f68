import HearthKit

/// German, as an example of a language: `GameData/texts/de.yaml` has its texts. Verbs stand in the infinitive there,
/// `$conj(gehen)`, and what is split off stands for itself: `$You() $conj(heben) {things} auf.`
final class German: Grammar {
    override class var language: String { "de" }

    override func verb(_ verb: String) -> VerbForms {
        if let forms = Self.irregular[verb] { return VerbForms(second: forms.0, third: forms.1, plural: forms.2) }
        let stem = verb.hasSuffix("en") ? verb.dropLast(2) : verb.hasSuffix("n") ? verb.dropLast() : verb[...]
        // `du arbeitest`, `er arbeitet`; `du reist`, not `reisst`.
        let needsE = ["d", "t", "chn", "ffn", "gn", "tm", "dm"].contains { stem.hasSuffix($0) }
        let hisses = ["s", "ß", "x", "z"].contains { stem.hasSuffix($0) }
        return VerbForms(
            second: stem + (needsE ? "est" : hisses ? "t" : "st"), third: stem + (needsE ? "et" : "t"), plural: verb)
    }

    /// Those of the texts, and what makers reach for first: after "du", after a name, after "sie" of several.
    private static let irregular: [String: (String, String, String)] = [
        "sein": ("bist", "ist", "sind"), "haben": ("hast", "hat", "haben"), "werden": ("wirst", "wird", "werden"),
        "tun": ("tust", "tut", "tun"), "wissen": ("weißt", "weiß", "wissen"), "nehmen": ("nimmst", "nimmt", "nehmen"),
        "geben": ("gibst", "gibt", "geben"), "sehen": ("siehst", "sieht", "sehen"),
        "lesen": ("liest", "liest", "lesen"),
        "sprechen": ("sprichst", "spricht", "sprechen"), "treten": ("trittst", "tritt", "treten"),
        "werfen": ("wirfst", "wirft", "werfen"), "essen": ("isst", "isst", "essen"),
        "treffen": ("triffst", "trifft", "treffen"),
        "fallen": ("fällst", "fällt", "fallen"), "fahren": ("fährst", "fährt", "fahren"),
        "halten": ("hältst", "hält", "halten"), "lassen": ("lässt", "lässt", "lassen"),
        "laufen": ("läufst", "läuft", "laufen"), "schlafen": ("schläfst", "schläft", "schlafen"),
        "schlagen": ("schlägst", "schlägt", "schlagen"), "tragen": ("trägst", "trägt", "tragen"),
        "können": ("kannst", "kann", "können"), "müssen": ("musst", "muss", "müssen"),
        "wollen": ("willst", "will", "wollen"),
    ]

    /// The object is whom something is given or said to, which is what texts need most.
    override var you: Pronouns {
        Pronouns(subject: "du", object: "dir", possessiveAdjective: "dein", possessive: "deins", reflexive: "dich")
    }
    override var i: Pronouns {
        Pronouns(subject: "ich", object: "mir", possessiveAdjective: "mein", possessive: "meins", reflexive: "mich")
    }

    override func pronouns(_ english: Pronouns) -> Pronouns {
        switch english {
        case .she:
            Pronouns(
                subject: "sie", object: "ihr", possessiveAdjective: "ihr", possessive: "ihres", reflexive: "sich")
        case .they:
            Pronouns(
                subject: "sie", object: "ihnen", possessiveAdjective: "ihr", possessive: "ihres", reflexive: "sich",
                isPlural: true)
        case .he, .it:
            Pronouns(
                subject: english == .he ? "er" : "es", object: "ihm", possessiveAdjective: "sein", possessive: "seins",
                reflexive: "sich")
        default: english
        }
    }

    override var someone: String { "jemand" }

    override func possessive(_ name: String, isPlural: Bool) -> String {
        name + (["s", "ß", "x", "z"].contains { name.lowercased().hasSuffix($0) } ? "'" : "s")
    }

    /// No rule tells the plural of a German noun: the name stays as it is, and the number says enough.
    override func plural(_ noun: String) -> String { noun }
    override func counted(_ number: Int, _ noun: String) -> String { "\(number)x \(noun)" }

    /// In the dative: "vor 2 Tagen", "in 2 Tagen".
    override func words(_ span: Duration) -> String {
        let parts = span.units().map { unit, count in
            let (one, many) =
                switch unit {
                case .year: ("Jahr", "Jahren")
                case .week: ("Woche", "Wochen")
                case .day: ("Tag", "Tagen")
                case .hour: ("Stunde", "Stunden")
                case .minute: ("Minute", "Minuten")
                case .second: ("Sekunde", "Sekunden")
                }
            return "\(count) \(count == 1 ? one : many)"
        }
        return parts.isEmpty ? "einem Augenblick" : parts.joined(separator: " und ")
    }

    override func day(_ date: CalendarDate) -> String {
        let months = ["Jan", "Feb", "März", "Apr", "Mai", "Juni", "Juli", "Aug", "Sept", "Okt", "Nov", "Dez"]
        return "\(date.day). \(months.indices.contains(date.month - 1) ? months[date.month - 1] : "")"
    }

    override func withoutArticle(_ name: String) -> String {
        for article in ["ein ", "eine ", "einen ", "der ", "die ", "das "] where name.hasPrefix(article) {
            return String(name.dropFirst(article.count))
        }
        return name
    }

    override func numberWord(_ number: Int) -> String {
        let words = [
            "kein", "ein", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwölf",
        ]
        return words.indices.contains(number) ? words[number] : String(number)
    }
}

extension Settings {
    /// How accounts, connections and characters go together.
    public struct Sessions: Sendable, Hashable {
        /// What an account may do with several connections at the same time. 0: nothing, a new login ends the old one.
        /// 1: they play the same character and read the same. 2: each plays a character of its own. 3: more than one
        /// may play a character.
        public var mode = 0
        /// Whether a new account begins with a character of its name.
        public var makeCharacter = true
        /// Whether a login goes straight on to a character; else to the account's menu.
        public var enterCharacter = true
        /// Characters of one account that are played at the same time; 0 is no limit.
        public var puppets = 0
        /// How long a character whose connection broke stays where it is, for its player to come back.
        public var linkDeath = Duration.seconds(60)
        /// How many guests may be here at the same time; 0 has none.
        public var guests = 0
        /// What guests are called; when there are more of them, with a number.
        public var guestNames = ["Guest"]
    }
}

extension Settings.Sessions {
    mutating func read(_ map: YAMLMap) {
        mode = map.int("mode", in: 0...3) ?? mode
        makeCharacter = map.bool("makeCharacter") ?? makeCharacter
        enterCharacter = map.bool("enterCharacter") ?? enterCharacter
        puppets = map.int("puppets", in: 0...1_000_000) ?? puppets
        linkDeath = map.seconds("linkDeath", in: 0...31_536_000) ?? linkDeath
        guests = map.int("guests", in: 0...1_000_000) ?? guests
        if let names = map.texts("guestNames") {
            if names.isEmpty { map.refuse("needs a name in guestNames") }
            guestNames = names
        }
    }
}

/// Something that players set for their account by `option`: a property of it, with the words for it.
///
/// ```swift
/// final class Hero: Account {
///     @Saved var isBrief = false
///     @Saved var side = Side.sun
///     override class var options: [AccountOption] {
///         [
///             AccountOption("brief", \Hero.isBrief, "on or off: rooms that you know without their texts"),
///             AccountOption("side", \Hero.side, "sun or moon: whose banner you carry"),
///         ]
///     }
/// }
/// ```
public struct AccountOption {
    public let name: String
    /// The values that it takes, and what it is.
    public let help: String
    private let write: (Account, String, String?) throws -> Void
    private let shown: (Account, String?) -> String

    /// - Parameter check: throws the ``Refusal`` of a value that it is not to have.
    public init<Holder: Account, Value: AnswerValue>(
        _ name: String, _ property: ReferenceWritableKeyPath<Holder, Value>, _ help: String,
        check: @escaping (Value) throws -> Void = { _ in }
    ) {
        (self.name, self.help) = (name, help)
        write = { account, typed, language in
            let value = try Value.read(typed, in: language)
            try check(value)
            (account as? Holder)?[keyPath: property] = value
        }
        shown = { account, language in (account as? Holder)?[keyPath: property].shown(in: language) ?? "" }
    }

    /// One that is `on` or `off`.
    public init<Holder: Account>(_ name: String, _ property: ReferenceWritableKeyPath<Holder, Bool>, _ help: String) {
        (self.name, self.help) = (name, help)
        write = { account, typed, language in
            let value: Bool =
                switch typed.lowercased() {
                case "on": true
                case "off": false
                default: try Bool.read(typed, in: language)
                }
            (account as? Holder)?[keyPath: property] = value
        }
        shown = { account, _ in (account as? Holder)?[keyPath: property] == true ? "on" : "off" }
    }

    /// Sets it to what a player typed. Throws the ``Refusal`` of a value that it does not have.
    public func set(_ typed: String, for account: Account, in language: String?) throws {
        try write(account, typed, language)
    }

    /// How it is now: safe to put into marked-up text.
    public func now(_ account: Account, in language: String?) -> String { shown(account, language) }
}

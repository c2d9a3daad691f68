/// A form that outlives reload and crash: fields to fill in, in any order, until it is handed in.
///
/// ```swift
/// struct Application: Form {
///     var name = ""
///     var age: Int?
///     var side = Side.sun                          // enum Side: String, CaseIterable, AnswerValue { case sun, moon }
///
///     var title: String { "To join the guild" }
///     var fields: [Field] {
///         Field("Name", \.name, required: true) { name in
///             guard name.count < 20 else { throw Refusal("A shorter name, please.") }
///         }
///         Field("Age", \.age)
///         Field("Side", \.side, help: "Which one you serve.")
///     }
///     func submit(by session: Session) throws { … }
/// }
/// session.begin(Application())
/// ```
/// What is in it is what players typed, and no markup.
nonisolated public protocol Form: Codable, KitBuild {
    /// Markup allowed.
    @MainActor var title: String { get }
    @MainActor @FieldBuilder<Self> var fields: [FormField<Self>] { get }
    /// It was handed in, with all that it requires. Throw a ``Refusal`` to give it back.
    @MainActor mutating func submit(by session: Session) async throws
}

extension Form {
    public typealias Field = FormField<Self>
}

/// A line of a form.
public struct FormField<F: Form> {
    public let label: String
    public let isRequired: Bool
    public let help: String
    let read: (String, _ language: String?, inout F) throws -> Void
    let shown: (F, _ language: String?) -> String
    let copy: (F, inout F) -> Void

    /// - Parameters:
    ///   - path: where the form keeps it.
    ///   - required: whether the form can be handed in without it.
    ///   - check: throws the ``Refusal`` of a value that will not do.
    public init<V: AnswerValue>(
        _ label: String, _ path: WritableKeyPath<F, V>, required: Bool = false, help: String = "",
        check: @escaping (V) throws -> Void = { _ in }
    ) {
        (self.label, self.help, isRequired) = (label, help, required)
        read = { line, language, form in
            let value = try V.read(line, in: language)
            try check(value)
            form[keyPath: path] = value
        }
        shown = { form, language in form[keyPath: path].shown(in: language) }
        copy = { from, to in to[keyPath: path] = from[keyPath: path] }
    }
}

/// Lets fields be written one under the other.
@resultBuilder
public enum FieldBuilder<F: Form> {
    public static func buildExpression(_ field: FormField<F>) -> [FormField<F>] { [field] }
    public static func buildBlock(_ parts: [FormField<F>]...) -> [FormField<F>] { parts.flatMap { $0 } }
    public static func buildOptional(_ part: [FormField<F>]?) -> [FormField<F>] { part ?? [] }
    public static func buildEither(first: [FormField<F>]) -> [FormField<F>] { first }
    public static func buildEither(second: [FormField<F>]) -> [FormField<F>] { second }
    public static func buildArray(_ parts: [[FormField<F>]]) -> [FormField<F>] { parts.flatMap { $0 } }
}

extension Session {
    /// Gives a form to fill in: see ``Form``.
    public func begin(_ form: some Form) { begin(FormDialogue(form: form)) }
}

extension AnyCommand {
    /// Gives who typed the command a form to fill in: see ``Form``. Throws a ``Refusal`` when there is nobody.
    public final func begin(_ form: some Form) throws { try listener().begin(form) }
}

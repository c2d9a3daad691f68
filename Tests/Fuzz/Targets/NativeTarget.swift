@testable import HearthKit

extension FuzzTarget {
    /// Any text is a call of a native, or an error in words; a call that was read reads the same from its own text. A
    /// signature keeps its text. What a player typed is shown as typed, wherever calls are looked for.
    static let natives = FuzzTarget(name: "natives") { input in
        do {
            let call = try NativeCall(parsing: input.text)
            // Its own error is no answer here.
            let again = try? NativeCall(parsing: call.description)
            try require(again?.name == call.name && again?.arguments == call.arguments, "another call in '\(call)'")
        } catch let error as NativeError {
            try require(!error.description.isEmpty, "an error without words")
        }
        if let signature = try? NativeSignature(parsing: input.text) {
            let again = try NativeSignature(parsing: signature.description)
            try require(again.parameters == signature.parameters, "other parameters in '\(signature)'")
        }
        let escaped = InlineCalls.escape(input.text)
        try require(
            InlineCalls.expand(escaped, in: NativeContext()) == input.text, "'\(input.text)' is shown as '\(escaped)'")
    }
}

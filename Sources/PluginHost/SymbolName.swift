#if os(macOS)
import Darwin
#else
import Glibc
#endif

/// Names as people write them for names as the linker knows them.
enum SymbolName {
    /// `Kit.Entity.describe() -> Swift.String` for `$s3Kit6EntityC8describeSSyF`; other names are returned as they are.
    /// Asks the runtime's own `swift_demangle` (stdlib/public/runtime/Demangle.cpp).
    static func demangled(_ symbol: String) -> String {
        typealias Function = @convention(c) (
            UnsafePointer<CChar>, Int, UnsafeMutablePointer<CChar>?, UnsafeMutablePointer<Int>?, UInt32
        ) -> UnsafeMutablePointer<CChar>?
        guard let function = DynamicLoader.symbol("swift_demangle"),
            let text = unsafeBitCast(function, to: Function.self)(symbol, symbol.utf8.count, nil, nil, 0)
        else { return symbol }
        defer { free(text) }
        return String(cString: text)
    }

    /// The declaration that a symbol stands for, itself or one of the tables about it.
    static func declaration(_ symbol: String) -> String {
        let name = demangled(symbol)
        let tables = ["method descriptor for ", "dispatch thunk of "]
        return tables.first(where: name.hasPrefix).map { String(name.dropFirst($0.count)) } ?? name
    }

    /// Does a mangled name speak of a module? Swift's mangling writes an identifier as its length and its text:
    /// `9HearthKit` (docs/ABI/Mangling.rst, "Identifiers").
    static func mentions(module: String, in symbol: String) -> Bool {
        guard symbol.hasPrefix("$s"), let place = symbol.firstRange(of: "\(module.utf8.count)\(module)"),
            let before = symbol[..<place.lowerBound].last
        else { return false }
        return !before.isNumber  // not the end of `19HearthKit…`
    }
}

/// The stable name of a type.
public enum TypeName {
    /// `Lantern.Wick` for `Wick` in module `Lantern`, whether it is public, internal or private.
    ///
    /// The runtime names the context of a private type by its address, which differs in each process; that part is left
    /// out, so that the name may be stored. Two private types of one name in two files of a plugin share it.
    public static func of(_ type: Any.Type) -> String {
        var name = _typeName(type, qualified: true)[...]
        guard name.contains("(") else { return String(name) }
        var result = ""
        while let open = name.firstIndex(of: "("), let close = name[open...].firstIndex(of: ")") {
            result += name[..<open]
            let context = name[open...close]
            name = name[name.index(after: close)...]
            if context.hasPrefix("(unknown context at") { name = name.drop { $0 == "." } } else { result += context }
        }
        return result + name
    }
}

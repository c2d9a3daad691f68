/// What an ELF shared library says about itself, read from the file: nothing is loaded, nothing of it runs.
///
/// Format: System V ABI, "Object Files" (elf.h): 64 bits, little endian.
struct SharedLibrary {
    /// The libraries it was linked against, `DT_NEEDED`: `libHearthKit.so`.
    private(set) var needed: [String] = []
    /// The symbols that it uses and that another library must have; weak ones, which may be missing, left out.
    private(set) var undefined: Set<String> = []
    /// The symbols that others can use.
    private(set) var defined: Set<String> = []

    struct Malformed: Error { var reason: String }

    init(contentsOf path: String) throws(Malformed) {
        guard let bytes = DynamicLoader.contents(of: path) else { throw Malformed(reason: "it cannot be read") }
        let file = Reader(bytes: bytes)
        guard bytes.starts(with: [0x7F, 0x45, 0x4C, 0x46]) else { throw Malformed(reason: "it is not an ELF file") }
        guard try file.integer(4, UInt8.self) == 2, try file.integer(5, UInt8.self) == 1,
            try file.integer(16, UInt16.self) == 3  // e_type: ET_DYN
        else { throw Malformed(reason: "it is not a 64-bit shared library") }
        let sections = try file.integer(40, UInt64.self)
        let entrySize = try Int(file.integer(58, UInt16.self))
        for index in 0..<(try Int(file.integer(60, UInt16.self))) {
            let section = try Section(file, at: file.offset(sections) + index * entrySize)
            guard section.kind == .dynamic || section.kind == .dynamicSymbols else { continue }
            let names = try Section(file, at: file.offset(sections) + section.link * entrySize)
            if section.kind == .dynamic {
                try readNeeded(file, section, names)
            } else {
                try readSymbols(file, section, names)
            }
        }
        if needed.isEmpty && defined.isEmpty { throw Malformed(reason: "it exports nothing") }
    }

    private mutating func readNeeded(_ file: Reader, _ section: Section, _ names: Section) throws(Malformed) {
        for entry in stride(from: section.offset, to: section.end, by: 16)
        where try file.integer(entry, UInt64.self) == 1 {  // DT_NEEDED
            needed.append(try file.string(names.offset + file.offset(file.integer(entry + 8, UInt64.self))))
        }
    }

    private mutating func readSymbols(_ file: Reader, _ section: Section, _ names: Section) throws(Malformed) {
        for entry in stride(from: section.offset + 24, to: section.end, by: 24) {  // Elf64_Sym; the first is empty
            let name = try file.string(names.offset + Int(file.integer(entry, UInt32.self)))
            let isWeak = try file.integer(entry + 4, UInt8.self) >> 4 == 2  // STB_WEAK
            if try file.integer(entry + 6, UInt16.self) != 0 {  // SHN_UNDEF
                defined.insert(name)
            } else if !isWeak {
                undefined.insert(name)
            }
        }
    }

    /// An Elf64_Shdr.
    private struct Section {
        enum Kind: UInt32 { case dynamic = 6, dynamicSymbols = 11 }  // SHT_DYNAMIC, SHT_DYNSYM
        var kind: Kind?
        var offset: Int
        var end: Int
        /// The section with its strings.
        var link: Int

        init(_ file: Reader, at header: Int) throws(Malformed) {
            kind = Kind(rawValue: try file.integer(header + 4, UInt32.self))
            offset = try file.offset(file.integer(header + 24, UInt64.self))
            let size = try file.offset(file.integer(header + 32, UInt64.self))
            link = Int(try file.integer(header + 40, UInt32.self))
            // A section without bytes in the file (.bss) is none of ours.
            end = kind == nil ? offset : offset + size
            guard end <= file.bytes.count else { throw Malformed(reason: "it is cut short") }
        }
    }

    /// Checked reads: a file that is cut short is an error, not a crash.
    private struct Reader {
        let bytes: [UInt8]

        func integer<T: FixedWidthInteger & BitwiseCopyable>(_ offset: Int, _: T.Type) throws(Malformed) -> T {
            guard offset >= 0, offset <= bytes.count - MemoryLayout<T>.size else {
                throw Malformed(reason: "it is cut short")
            }
            return bytes.withUnsafeBytes { T(littleEndian: $0.loadUnaligned(fromByteOffset: offset, as: T.self)) }
        }

        /// A file offset or size; those of a sound file are far below 2^40.
        func offset(_ value: UInt64) throws(Malformed) -> Int {
            guard value < 1 << 40 else { throw Malformed(reason: "it is damaged") }
            return Int(value)
        }

        func string(_ offset: Int) throws(Malformed) -> String {
            guard bytes.indices.contains(offset), let end = bytes[offset...].firstIndex(of: 0) else {
                throw Malformed(reason: "it is cut short")
            }
            return String(decoding: bytes[offset..<end], as: UTF8.self)
        }
    }
}

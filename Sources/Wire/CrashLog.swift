#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The reports of crashes, a file each in the run folder; the newest are kept.
public struct CrashLog: Sendable {
    private let folder: String
    public private(set) var nextNumber: Int

    private static let kept = 50

    public init(folder: String) {
        self.folder = folder
        nextNumber = 1
        nextNumber = (numbers.last ?? 0) + 1
    }

    private var numbers: [Int] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.compactMap { $0.hasSuffix(".json") ? Int($0.dropLast(5)) : nil }.sorted()
    }

    private func file(_ number: Int) -> String { "\(folder)/\(number).json" }

    /// Keeps a report; the oldest beyond fifty goes.
    public mutating func add(_ report: CrashReport) throws {
        nextNumber = max(nextNumber, report.number + 1)
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try JSONEncoder().encode(report).write(to: URL(filePath: file(report.number)), options: .atomic)
        for old in numbers.dropLast(Self.kept) { try FileManager.default.removeItem(atPath: file(old)) }
    }

    /// Newest first. A file that cannot be read is left out.
    public var reports: [CrashReport] {
        numbers.reversed().compactMap { number in
            (try? Data(contentsOf: URL(filePath: file(number)))).flatMap {
                try? JSONDecoder().decode(CrashReport.self, from: $0)
            }
        }
    }
}

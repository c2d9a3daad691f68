/// Something wrong at a line of a file that a game maker writes: `GameData/settings.yaml:4: what is wrong`.
public struct FileProblem: Sendable, Hashable, CustomStringConvertible {
    public var place: FilePlace
    public var message: String

    public init(_ place: FilePlace, _ message: String) { (self.place, self.message) = (place, message) }

    public var description: String { "\(place): \(message)" }
}

/// A line of a file, written as compilers do, so that editors jump to it.
public struct FilePlace: Sendable, Hashable, CustomStringConvertible {
    /// As it is shown: from the game folder.
    public var file: String
    /// From 1; nil for the file as a whole.
    public var line: Int?

    public init(file: String, line: Int? = nil) { (self.file, self.line) = (file, line) }

    public var description: String { line.map { "\(file):\($0)" } ?? file }
}

/// All that is wrong in the files that were read, so that it is mended in one go. Never empty.
public struct FileProblems: Error, Sendable, Hashable, CustomStringConvertible {
    public var problems: [FileProblem]

    public init(_ problems: [FileProblem]) { self.problems = problems }

    /// One line each.
    public var description: String { problems.map(\.description).joined(separator: "\n") }
}

/// Gathers problems while files are read.
public final class FileReport {
    public private(set) var problems: [FileProblem] = []

    public init() {}

    public func add(_ place: FilePlace, _ message: String) { problems.append(FileProblem(place, message)) }

    public func add(_ others: FileProblems) { problems += others.problems }

    /// Throws ``FileProblems`` when there are any.
    public func check() throws {
        if !problems.isEmpty { throw FileProblems(problems) }
    }
}

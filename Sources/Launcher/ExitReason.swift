import GameDatabase
import Generations
import Settings
import Wire

/// How `hearth` ends. Scripts rely on these numbers: `hearth --help` lists them.
enum ExitReason: Int32 {
    case done = 0
    case error = 1
    case refused = 3
    case buildFailed = 4
    case notRunning = 5
    case timedOut = 6
    /// Another game's Portal, or one of another version of Hearth.
    case otherGame = 7
    /// Built, but it would not start.
    case warmFailed = 8
    /// The database: no room, locked, damaged, no backup.
    case storeFailed = 9
}

/// Why a command did not do what it was asked: a sentence for people, and how the process ends.
struct Failure: Error, Equatable, CustomStringConvertible {
    var status: ExitReason
    var description: String

    init(_ status: ExitReason, _ description: String) {
        (self.status, self.description) = (status, description)
    }

    static let notRunning = Failure(.notRunning, "Hearth is not running. `hearth start` starts it.")

    init(_ error: any Error) {
        switch error {
        case let failure as Failure: self = failure
        case let error as RemoteError: self.init(ExitReason(error.code), error.description)
        case let error as StoreError: self.init(.storeFailed, error.description)
        case let error as BackupError: self.init(.refused, error.description)
        case let error as BuildError:
            if case .timedOut = error { self.init(.timedOut, error.description) } else {
                self.init(.buildFailed, error.description)
            }
        default: self.init(.error, "\(error)")
        }
    }
}

extension ExitReason {
    init(_ code: RemoteError.Code) {
        self =
            switch code {
            case .refused: .refused
            case .buildFailed: .buildFailed
            case .warmFailed: .warmFailed
            case .storeFailed: .storeFailed
            case .notRunning: .notRunning
            case .timedOut: .timedOut
            // A command that this Portal does not know is a sign of another version too.
            case .otherGame, .otherVersion, .unhandled: .otherGame
            default: .error
            }
    }
}

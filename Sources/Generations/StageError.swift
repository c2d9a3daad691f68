/// Why a generation could not be made, found or trusted.
public enum StageError: Error, Sendable, Equatable, CustomStringConvertible {
    case diskFull(folder: String)
    /// The build's file is gone.
    case missingProduct(String)
    /// Something else wrote to the build's file after it was proved.
    case productChanged(String)
    case noSuchGeneration(Int)
    /// `manifest.json` is not what Hearth wrote.
    case damagedManifest(generation: Int, reason: String)
    /// A file of the generation is gone, or is not what was staged.
    case damagedProduct(generation: Int, file: String)
    case unwritable(folder: String, reason: String)
    case cancelled

    public var description: String {
        switch self {
        case .diskFull(let folder):
            "The disk that holds \(folder) is full: make room, then try again."
        case .missingProduct(let file):
            "\(file) is gone from the build folder: build again."
        case .productChanged(let file):
            "\(file) was written anew after it was built (by another `swift build`?): build again."
        case .noSuchGeneration(let number):
            "There is no generation \(number): `hearth generations` lists those that are kept."
        case .damagedManifest(let number, let reason):
            "Generation \(number) cannot be trusted, its manifest is damaged: \(reason)"
        case .damagedProduct(let number, let file):
            "Generation \(number) cannot be trusted: its \(file) is not what was staged."
        case .unwritable(let folder, let reason):
            "\(folder) cannot be written: \(reason)"
        case .cancelled: "It was cancelled."
        }
    }
}

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// An immutable folder with all that a Server executes.
///
/// `hearth-server` and the libraries lie side by side (each finds the others through `$ORIGIN`), the compiled
/// interfaces in `Modules/`, so that a snippet of game code can be compiled against them
/// (`swiftc -I N/Modules -L N -lHearthKit`).
public struct Generation: Sendable, Equatable {
    /// Absolute.
    public let folder: String
    public let manifest: GenerationManifest

    public var number: Int { manifest.number }
    public var server: String { folder + "/" + SourceTree.serverProduct }
    public var kit: String { folder + "/" + Platform.libraryFile("HearthKit") }
    public var modules: String { folder + "/Modules" }
    /// Paths of the plugins' libraries, in the order to load them.
    public var plugins: [String] { manifest.plugins.map { folder + "/" + $0.library } }

    /// Compares every product with the manifest: a disk that failed or a hand that meddled is found before it runs.
    ///
    /// - Throws: `StageError.damagedProduct`.
    public func verify() throws(StageError) {
        for (file, product) in manifest.products.sorted(by: { $0.key < $1.key }) {
            guard ContentDigest.ofFile(folder + "/" + file) == product.digest else {
                throw .damagedProduct(generation: number, file: file)
            }
        }
    }

    /// It has gone live before, and no file of it was cut since: what plugins and kit are to each other needs no second
    /// look. Cheap, unlike ``verify()``: it reads no file.
    public var isProved: Bool {
        manifest.state == .good
            && manifest.products.allSatisfy { FileIdentity(of: folder + "/" + $0)?.size == $1.size }
    }

    static func manifestFile(in folder: String) -> URL { URL(filePath: folder + "/manifest.json") }

    /// Reads generation `number`.
    init(number: Int, folder: String) throws(StageError) {
        guard FileStatus(of: folder)?.isFolder == true else { throw .noSuchGeneration(number) }
        let manifest: GenerationManifest
        do {
            manifest = try GenerationManifest.read(Data(contentsOf: Self.manifestFile(in: folder)))
        } catch DecodingError.dataCorrupted(let context) {
            throw .damagedManifest(generation: number, reason: context.debugDescription)
        } catch DecodingError.keyNotFound(let key, _) {
            throw .damagedManifest(generation: number, reason: "it has no '\(key.stringValue)'.")
        } catch {
            throw .damagedManifest(generation: number, reason: "\(error)")
        }
        guard manifest.number == number else {
            throw .damagedManifest(generation: number, reason: "it is that of generation \(manifest.number).")
        }
        self.folder = folder
        self.manifest = manifest
    }
}

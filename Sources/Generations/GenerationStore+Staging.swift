import Subprocess

#if canImport(System)
import System
#else
import SystemPackage
#endif
#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension GenerationStore {
    /// Makes the next generation from a proved build.
    ///
    /// What has not changed since the generation before is a hard link to it (both are immutable); the rest is
    /// copied, the server without its debug data. Nothing is linked to the scratch folder.
    ///
    /// - Parameter requestedBy: who asked: an account's name, `hearth start`, …
    /// - Throws: `StageError`; nothing of the generation is left then, but its number stays used.
    public func stage(_ build: Build, requestedBy: String) async throws(StageError) -> Generation {
        let lock = try await locked()
        defer { _ = lock }
        let number = try takeNumber()
        sweep()
        let previous = list().generations.last
        let draft = path(number) + ".tmp"
        do throws(StageError) {
            try attempt {
                try FileManager.default.createDirectory(atPath: draft + "/Modules", withIntermediateDirectories: true)
            }
            async let revision = sourceRevision(of: build.sources.game.path)
            let products = try await stageProducts(of: build, into: draft, after: previous)
            try stageModules(of: build, into: draft + "/Modules")
            try stageHeaders(of: build, into: draft + "/Modules")
            let manifest = await GenerationManifest(
                number: number, time: Date(), build: build, requestedBy: requestedBy, revision: revision,
                products: products)
            try write(manifest, in: draft)
            try attempt { try FileManager.default.moveItem(atPath: draft, toPath: path(number)) }
        } catch {
            try? FileManager.default.removeItem(atPath: draft)
            throw error
        }
        return try generation(number)
    }

    // MARK: - Products

    private func stageProducts(
        of build: Build, into draft: String, after previous: Generation?
    ) async throws(StageError) -> [String: GenerationManifest.Product] {
        var staged: [String: GenerationManifest.Product] = [:]
        var wanted = build.products.map { ($0.file, Optional($0.identity)) }
        var others = otherLibraries(of: build)
        while let (file, proved) = wanted.popLast() {
            let origin = build.folder + "/" + file
            guard let identity = FileIdentity(of: origin) else { throw .missingProduct(file) }
            guard proved == nil || identity == proved else { throw .productChanged(file) }
            let target = draft + "/" + file
            if let previous, let known = previous.manifest.products[file], known.origin == identity,
                FileIdentity(of: previous.folder + "/" + file)?.size == known.size,
                link(previous.folder + "/" + file, to: target)
            {
                staged[file] = known
            } else {
                try await copy(origin, to: target, stripping: file == SourceTree.serverProduct)
                guard let size = FileIdentity(of: target)?.size, let digest = ContentDigest.ofFile(target) else {
                    throw .missingProduct(file)
                }
                staged[file] = GenerationManifest.Product(digest: digest, size: size, origin: identity)
            }
            guard FileIdentity(of: origin) == identity else { throw .productChanged(file) }

            // A dynamic library of some other package goes along if a staged file asks the loader for it.
            let asked = others.isEmpty ? [] : namesInBinary(target, among: others)
            others.removeAll { asked.contains($0) }
            wanted += asked.map { ($0, nil) }
        }
        return staged
    }

    private func otherLibraries(of build: Build) -> [String] {
        let known = Set(build.products.map(\.file) + [Platform.libraryFile(build.sources.graph.aggregate)])
        let names = (try? FileManager.default.contentsOfDirectory(atPath: build.folder)) ?? []
        return names.filter { $0.hasPrefix("lib") && $0.hasSuffix(Platform.librarySuffix) && !known.contains($0) }
    }

    private func link(_ source: String, to target: String) -> Bool {
        (try? FileManager.default.linkItem(atPath: source, toPath: target)) != nil
    }

    private func copy(_ source: String, to target: String, stripping: Bool) async throws(StageError) {
        if !(stripping ? await strip(source, to: target) : false) {
            try? FileManager.default.removeItem(atPath: target)
            try attempt { try FileManager.default.copyItem(atPath: source, toPath: target) }
        }
        // Nobody has reason to write to it again. That root can all the same is what `verify` is for.
        try attempt {
            try FileManager.default.setAttributes([.posixPermissions: 0o555], ofItemAtPath: target)
        }
    }

    /// A backtrace of a full-size server takes a second to print, that of a stripped one 10 ms; its functions keep
    /// their names and the plugins their lines.
    private func strip(_ source: String, to target: String) async -> Bool {
        guard let strip = await Toolchain.tool("strip") else { return false }
        let result = try? await run(
            .path(FilePath(strip)), arguments: [Platform.stripDebugFlag, "-o", target, source],
            output: .discarded, error: .discarded)
        return result?.terminationStatus.isSuccess == true
    }

    // MARK: - Interfaces

    private func stageModules(of build: Build, into folder: String) throws(StageError) {
        let available = Set(
            (try? FileManager.default.contentsOfDirectory(atPath: build.folder + "/Modules")) ?? [])
        for package in build.sources.graph.packages where package.role != .programs {
            let targets = (try? FileManager.default.contentsOfDirectory(atPath: package.folder + "/Sources")) ?? []
            for name in Set(targets + [package.name, package.library]) {
                let file = name + ".swiftmodule"
                guard available.contains(file) else { continue }
                try attempt {
                    try FileManager.default.copyItem(
                        atPath: build.folder + "/Modules/" + file, toPath: folder + "/" + file)
                }
            }
        }
    }

    /// The headers of C targets and system libraries: whoever imports a module that imports one needs them too.
    private func stageHeaders(of build: Build, into folder: String) throws(StageError) {
        for package in build.sources.graph.packages where package.role != .programs {
            for parent in [package.folder, package.folder + "/Sources"] {
                for name in (try? FileManager.default.contentsOfDirectory(atPath: parent)) ?? [] {
                    let target = parent + "/" + name
                    let isSystemLibrary = FileStatus(of: target + "/module.modulemap") != nil
                    let headers = isSystemLibrary ? target : target + "/include"
                    guard FileStatus(of: headers)?.isFolder ?? false else { continue }
                    let staged = folder + "/" + name
                    try attempt { try FileManager.default.copyItem(atPath: headers, toPath: staged) }
                    guard FileStatus(of: staged + "/module.modulemap") == nil else { continue }
                    let map = "module \(name) {\n    umbrella \".\"\n    export *\n}\n"
                    let file = staged + "/module.modulemap"
                    try attempt { try map.write(toFile: file, atomically: true, encoding: .utf8) }
                }
            }
        }
    }

    // MARK: - Revision

    /// What git says of the folder, or `nil` if it is under no version control or git is not installed.
    private func sourceRevision(of folder: String) async -> GenerationManifest.Revision? {
        guard let git = await Toolchain.tool("git") else { return nil }
        let result = try? await run(
            .path(FilePath(git)), arguments: ["-C", folder, "status", "--porcelain=v2", "--branch"],
            // Never take the index lock from the developer who is committing.
            environment: .inherit.updating(["GIT_OPTIONAL_LOCKS": "0"]),
            output: .string(limit: 1 << 20), error: .discarded)
        guard let result, result.terminationStatus.isSuccess else { return nil }
        let lines = result.standardOutput.split(separator: "\n")
        guard let head = lines.first(where: { $0.hasPrefix("# branch.oid ") }) else { return nil }
        return .init(commit: String(head.dropFirst(13)), isDirty: lines.contains { !$0.hasPrefix("# ") })
    }
}

/// Decides how much has to be built.
struct BuildPlan: Equatable {
    let scope: BuildScope
    /// For people.
    let reason: String
    /// The groups whose objects must be proved.
    let groups: Set<SourceGroup>

    /// - Parameter products: what is there now, by file name.
    init(sources: SourceTree, record: BuildRecord?, products: [String: FileIdentity], expected: [Build.Product.Name],
        compiler: FileIdentity?, flags: [String])
    {
        let all = Set(sources.files.values.map(\.group))
        func everything(_ reason: String) -> BuildPlan { BuildPlan(.everything, reason, all) }

        guard let record else {
            self = everything("it is the first build here")
            return
        }
        guard record.compiler == compiler else {
            self = everything("the compiler is another one than before")
            return
        }
        guard record.flags == flags else {
            self = everything("the flags are other ones than before")
            return
        }
        let difference = sources.difference(fromFiles: record.sources.mapValues(\.file))
        // A product that was touched since is as good as none: nobody has proved what it was made from.
        let stale = expected.filter { products[$0.file] == nil || products[$0.file] != record.products[$0.file] }
        let dirty = difference.groups.union(stale.map(\.group))
        let reason =
            difference.isEmpty
            ? "\(stale.first?.file ?? "nothing") has not been proved to come from these sources"
            : difference.description
        let isPluginsOnly = dirty.allSatisfy { if case .plugin = $0 { true } else { false } }
        if dirty.isEmpty {
            self.init(.nothing, "nothing changed", [])
        } else if isPluginsOnly {
            self.init(.plugins, reason, all.filter { if case .plugin = $0 { true } else { false } })
        } else {
            self.init(.everything, reason, all)
        }
    }

    private init(_ scope: BuildScope, _ reason: String, _ groups: Set<SourceGroup>) {
        self.scope = scope
        self.reason = reason
        self.groups = groups
    }
}

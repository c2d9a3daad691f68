/// Decides how much has to be built.
struct BuildPlan: Equatable {
    let scope: BuildScope
    /// For people.
    let reason: String
    /// The groups whose objects must be proved.
    let groups: Set<SourceGroup>
    /// Sources whose content is another one than at the last build.
    let difference: SourceDifference?
    /// Products that nobody has proved to come from the sources as they were then.
    let stale: [Build.Product.Name]

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
        let isPluginsOnly = dirty.allSatisfy(\.isPlugin)
        if dirty.isEmpty {
            self.init(.nothing, "nothing changed", [])
        } else if isPluginsOnly {
            self.init(.plugins, reason, all.filter(\.isPlugin), difference, stale)
        } else {
            self.init(.everything, reason, all)
        }
    }

    private init(
        _ scope: BuildScope, _ reason: String, _ groups: Set<SourceGroup>, _ difference: SourceDifference? = nil,
        _ stale: [Build.Product.Name] = []
    ) {
        self.scope = scope
        self.reason = reason
        self.groups = groups
        self.difference = difference
        self.stale = stale
    }
}

import HearthKit

/// What texts can call.
open class ListFunctions: BuildingCommand {
    open override class var key: String { "functions" }
    open override class var help: String {
        """
        Usage: functions
               functions <name or part of it>
        Lists the functions that the texts of things may call: |wdescribe sign = $pad(The Inn, 20, fill=*)|n. What has a
        value after = may be left out, or given by name. |wnatives|n lists those of plugins in C.
        """
    }

    open override func run() async throws {
        let wanted = args.lowercased()
        let found = world.classes.inlineFunctions.all.filter { wanted.isEmpty || $0.name.lowercased().contains(wanted) }
        guard !found.isEmpty else { throw Refusal(.functionsNone) }
        tell(paged: found.map { "|w$\($0.usage)|n\n  \($0.help)" }.joined(separator: "\n"))
    }
}

extension TextKey {
    static let functionsNone = TextKey("functions none", "Texts have no such function.")
}

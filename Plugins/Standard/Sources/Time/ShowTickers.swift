import HearthKit

/// What ticks.
open class ShowTickers: BuildingCommand {
    open override class var key: String { "tickers" }
    open override class var locks: Locks { "cmd: perm(tickers) or perm(Builder)" }
    open override class var help: String {
        """
        Usage: tickers
               tickers <class>
        Lists what ticks, by how often: how many of each class, and when the next beat is. With a class each one is
        shown.
        """
    }

    static let mostShown = 50

    open override func run() async throws {
        let groups = Game.current?.tickingGroups ?? []
        guard !groups.isEmpty else { throw Refusal(.tickersNone) }
        let type = args.isEmpty ? nil : try entityClass(args, of: Entity.self)
        if let type { return try list(groups, of: type) }
        var table = TextTable("Every", "Next in", "Class", "Members")
        for group in groups {
            let classes = Dictionary(grouping: group.members, by: className).sorted { $0.key < $1.key }
            for (name, members) in classes {
                table.add(group.interval.words, group.timeLeft.words, name, "\(members.count)")
            }
        }
        tell(table)
    }

    private func list(_ groups: [TickingGroup], of type: Entity.Type) throws {
        var table = TextTable("Every", "#", "Name", "Where")
        var count = 0
        for group in groups {
            for entity in group.members where Swift.type(of: entity) == type {
                count += 1
                guard count <= Self.mostShown else { continue }
                let place = (entity as? Object)?.location?.description ?? "-"
                table.add(group.interval.words, "\(entity.id)", Markup.escape(entity.name), Markup.escape(place))
            }
        }
        guard count > 0 else { throw Refusal(.tickersNone) }
        tell(table)
        let values = ["count": "\(count)", "shown": "\(Self.mostShown)"]
        tell(count > Self.mostShown ? .foundMore : .foundCount, values)
    }
}

import HearthKit
import Settings

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// All that the game reads from its folder `GameData` beside settings and web page. Its README has the shapes.
@MainActor
struct GameData {
    private(set) var world = WorldFiles()
    private(set) var prototypes: [String: (prototype: Prototype, written: YAMLValue)] = [:]
    private(set) var help: [HelpEntry] = []
    private(set) var menus: [String: TextMenu] = [:]
    private var menuCalls: [MenuReader.Call] = []
    private(set) var texts: [String: String] = [:]
    /// The texts in other languages, by their names: `de`.
    private(set) var languages: [String: [String: String]] = [:]
    /// What a new connection reads, rendered for a client of which nothing is known yet: sixteen colours.
    private(set) var greeting = ""
    /// All that is wrong: of what has a problem, only what can be read is here.
    private(set) var problems: [FileProblem] = []
    private(set) var isWorldReadable = true

    init() {}

    /// Reads all files.
    init(_ paths: GamePaths) {
        let report = FileReport()
        readTexts(paths, report)
        readPrototypes(paths, report)
        readHelp(paths, report)
        readMenus(paths, report)
        do { world = try WorldFiles.read(paths) } catch {
            isWorldReadable = false
            if let problems = error as? FileProblems { report.add(problems) }
        }
        problems = report.problems
    }

    /// Gives `world` what it does not store of this, and checks what needs its classes.
    mutating func install(in world: World) {
        world.texts.own = texts
        world.texts.languages = languages
        world.help.files = help
        world.prototypes.files = prototypes.mapValues(\.prototype)
        let report = FileReport()
        for (_, (prototype, written)) in prototypes.sorted(by: { $0.key < $1.key }) {
            for problem in world.prototypes.problems(of: prototype) {
                report.add(FileProblems([written.problem(problem)]))
            }
        }
        for menu in menuCalls {
            if let problem = menu.call.problem(in: world, naming: ["me", "here"]) {
                report.add(menu.place, "\(menu.path): \(problem)")
            }
        }
        if isWorldReadable {
            do { try WorldBuilding.check(self.world, in: world) } catch {
                isWorldReadable = false
                if let problems = error as? FileProblems { report.add(problems) }
            }
        }
        problems += report.problems
    }

    /// What the world files would change; nil for nothing, and when they cannot be read or nothing is made yet.
    func diff(to world: World) -> WorldDiff? {
        guard isWorldReadable, world.count > 0 else { return nil }
        let diff = WorldDiff(self.world, world)
        return diff.isEmpty ? nil : diff
    }

    /// Brings what the world files say into the world; all of it, when that is empty.
    /// Throws ``FileProblems``: nothing should then be committed.
    func apply(to world: World) throws {
        guard isWorldReadable else { return }
        let diff = WorldDiff(self.world, world)
        if !diff.isEmpty { try diff.apply() }
    }

    // MARK: Reading

    private mutating func readTexts(_ paths: GamePaths, _ report: FileReport) {
        if paths.exists(paths.connectionScreen) {
            if let screen = try? String(contentsOfFile: paths.connectionScreen, encoding: .utf8) {
                greeting = Markup.render(screen, as: .ansi16)
                if !greeting.hasSuffix("\n") { greeting += "\n" }
            } else {
                let place = FilePlace(file: paths.shown(paths.connectionScreen))
                report.add(place, "it cannot be read, or is not UTF-8: save it in that encoding")
            }
        }
        if paths.exists(paths.texts) { texts = table(paths.texts, paths, report) }
        for file in paths.dataFiles(in: paths.languages, endings: ["yaml", "yml"]) {
            let name = file.split(separator: "/").last?.split(separator: ".").first.map { $0.lowercased() } ?? ""
            languages[name, default: [:]].merge(table(file, paths, report)) { $1 }
        }
    }

    /// A file of texts by their keys.
    private func table(_ file: String, _ paths: GamePaths, _ report: FileReport) -> [String: String] {
        var table: [String: String] = [:]
        for entry in map(of: file, paths, report)?.entries ?? [] {
            if let text = entry.value.text {
                table[entry.key] = text
            } else {
                report.add(entry.place, "'\(entry.key)' is \(entry.value.words), expected a text")
            }
        }
        return table
    }

    private mutating func readPrototypes(_ paths: GamePaths, _ report: FileReport) {
        for file in paths.dataFiles(in: paths.prototypes, endings: ["yaml", "yml"]) {
            for entry in map(of: file, paths, report)?.entries ?? [] {
                if let first = prototypes[entry.key]?.written.place {
                    report.add(entry.place, "the key '\(entry.key)' is used a second time; \(first) has it already")
                    continue
                }
                var written = entry.value
                written.place = entry.place
                do { prototypes[entry.key] = (try Prototype(key: entry.key, written.data), written) } catch {
                    report.add(error, in: written)
                }
            }
        }
    }

    private mutating func readHelp(_ paths: GamePaths, _ report: FileReport) {
        var titles: [String: String] = [:]
        for file in paths.dataFiles(in: paths.help, endings: ["md"]) {
            let shown = paths.shown(file)
            guard let text = try? String(contentsOfFile: file, encoding: .utf8) else {
                report.add(FilePlace(file: shown), "it cannot be read, or is not UTF-8: save it in that encoding")
                continue
            }
            let name = file.split(separator: "/").last.map { String($0.dropLast(".md".count)) } ?? ""
            do {
                let entry = try HelpEntry(markdown: text, title: name)
                if let other = titles.updateValue(shown, forKey: entry.title.lowercased()) {
                    report.add(FilePlace(file: shown), "there is a page '\(entry.title)' already, in \(other)")
                }
                help.append(entry)
            } catch let error as HelpProblems {
                for problem in error.problems {
                    report.add(FilePlace(file: shown, line: problem.line), problem.message)
                }
            } catch { report.add(FilePlace(file: shown), "\(error)") }
        }
    }

    private mutating func readMenus(_ paths: GamePaths, _ report: FileReport) {
        let reader = MenuReader(report: report)
        var places: [String: FilePlace] = [:]
        for file in paths.dataFiles(in: paths.menus, endings: ["yaml", "yml"]) {
            for entry in map(of: file, paths, report)?.entries ?? [] {
                if let first = places.updateValue(entry.place, forKey: entry.key) {
                    report.add(entry.place, "the menu '\(entry.key)' is there a second time; \(first) has it already")
                }
                menus[entry.key] = reader.read(entry)
            }
        }
        menuCalls = reader.calls
    }

    private func map(of file: String, _ paths: GamePaths, _ report: FileReport) -> YAMLMap? {
        do { return YAMLMap(try YAMLValue.read(file: file, named: paths.shown(file)), report) } catch {
            if let problems = error as? FileProblems { report.add(problems) }
            return nil
        }
    }
}

import Testing

@testable import HearthKit

@MainActor
final class LockTestSubject: LockSubject {
    let lockID: Int
    let lockName: String
    var isSuperuser = false
    var lockPermissions: [String] = []
    weak var account: LockTestSubject?
    var lockAccount: (any LockSubject)? { account }
    var isQuelled = false
    var isOutOfCharacter = false
    var location: LockTestSubject?
    var lockLocation: (any LockSubject)? { location }
    var contents: [LockTestSubject] = []
    var lockContents: [any LockSubject] { contents }
    var values: [String: LockValue] = [:]
    var tags: [String: String?] = [:]

    init(_ id: Int, _ name: String, _ permissions: String...) {
        lockID = id
        lockName = name
        lockPermissions = permissions
    }

    func lockValue(of name: String) -> LockValue? { values[name] }
    func hasLockTag(_ key: String, category: String?) -> Bool {
        tags[key].map { category == nil || $0 == category } ?? false
    }
}

@MainActor
struct LocksTests {
    let account = LockTestSubject(1, "ann", "Player")
    let ann = LockTestSubject(12, "Ann")
    let room = LockTestSubject(2, "Hall")
    let box = LockTestSubject(3, "box")

    init() {
        ann.account = account
        ann.location = room
        box.location = room
        room.contents = [ann, box]
    }

    func allows(_ rule: String) -> Bool {
        let locks = Locks(stringLiteral: "x: " + rule)
        #expect(locks.problem == nil)
        return locks.check("x", accessor: ann, accessed: box)
    }

    @Test(arguments: [
        ("all()", true), ("TRUE()", true), ("false()", false), ("none()", false), ("superuser()", false),
        ("not none()", true), ("NOT NOT all()", true), ("all() and none()", false), ("all() OR none()", true),
        ("none() and none() or all()", true), ("none() and (none() or all())", false), ("not none() and none()", false),
        ("not (none() and none())", true), ("id(12)", true), ("dbref(#12)", true), ("id(1)", false), ("pid(1)", true),
        ("pdbref(#12)", false), ("has_account()", true), ("self()", false), ("is_ooc()", false), ("unknown()", false),
        ("not unknown()", false), ("unknown() or all()", true), ("all() and unknown()", false), ("id()", false),
    ])
    func rules(rule: String, expected: Bool) { #expect(allows(rule) == expected) }

    @Test func permissionsClimbTheLadder() {
        #expect(allows("perm(Player)") && allows("perm(guests)") && allows("pperm(player)"))
        #expect(!allows("perm(Helper)") && !allows("perm_above(Player)") && allows("perm_above(guest)"))
        account.lockPermissions = ["Admins"]
        #expect(allows("perm(Builder)") && allows("pperm_above(Builder)") && !allows("perm(Developer)"))
        ann.lockPermissions = ["Helper", "wizardry"]
        #expect(allows("perm(Builder)"), "the account's rules over the puppet's")
        #expect(allows("perm(Wizardry)"))
        ann.isQuelled = true
        #expect(!allows("perm(Builder)") && allows("perm(Helper)"))
        account.lockPermissions = ["Player"]
        #expect(!allows("perm(Helper)"), "quelling never lifts")
        ann.account = nil
        ann.lockPermissions = ["Builder"]
        #expect(allows("perm(Builder)") && !allows("pperm(Guest)"))
    }

    @Test func superusersPass() {
        account.isSuperuser = true
        #expect(allows("none()") && allows("superuser()"))
        let locks: Locks = "get: none()"
        #expect(!locks.check("get", accessor: ann, accessed: box, superuserPasses: false))
        ann.isQuelled = true
        #expect(!allows("none()"))
    }

    @Test func attributes() {
        ann.values = ["strength": .integer(10), "speed": .number(1.5), "dead": .flag(false), "guild": .text("thieves")]
        for rule in [
            "attr(strength)", "attr(strength, 10)", "attr_eq(strength,10)", "attr_ge(strength, 10)",
            "attr_le(strength, 10.0)",
            "attr_gt(strength, 9)", "attr_lt(strength, 11)", "attr_ne(strength, 11)", "attr(strength, 5, compare=gt)",
            "attr_gt(speed, 1)", "attr(dead, false)", "attr(guild, thieves)", "attr(guild, \"thieves\")",
            "NOT attr(dead)",
        ] { #expect(allows(rule), "\(rule)") }
        for rule in [
            "attr(dead)", "attr(guild, Thieves)", "attr_gt(strength, 10)", "attr(nothing)", "attr_lt(nothing, 1)",
            "attr_lt(guild, 5)", "attr(strength, 5, compare=bad)",
        ] { #expect(!allows(rule), "\(rule)") }
        box.values = ["heavy": .flag(true)]
        room.values = ["lit": .integer(1)]
        #expect(
            allows("objattr(heavy)") && allows("locattr(lit)") && allows("objlocattr(lit, 1)") && !allows("attr(heavy)")
        )
    }

    @Test func tagsAndPlaces() {
        ann.tags = ["ghost": "race"]
        box.tags = ["locked": nil]
        room.tags = ["dark": nil]
        #expect(
            allows("tag(ghost)") && allows("tag(ghost, race)") && !allows("tag(ghost, guild)")
                && allows("objtag(locked)"))
        #expect(allows("objloctag(dark)") && !allows("tag(dark)"))
        #expect(!allows("inside()") && !allows("holds()"))
        ann.location = box
        #expect(allows("inside()") && allows("inside_rec()"))
        let bag = LockTestSubject(4, "bag")
        bag.location = box
        ann.location = bag
        #expect(!allows("inside()") && allows("inside_rec()"))
        box.location = ann
        ann.contents = [box]
        box.values = ["kind": .text("chest")]
        #expect(allows("holds()") && allows("holds(3)") && allows("holds(#3)") && allows("holds(Box)"))
        #expect(allows("holds(kind, chest)") && !allows("holds(kind, bag)") && !allows("holds(sack)"))
        // A ring of containers ends.
        let ring: Locks = "x: inside_rec()"
        #expect(!ring.check("x", accessor: ann, accessed: room))
    }

    @Test func selfIsTheThingOrItsAccount() {
        let locks: Locks = "x: self()"
        #expect(locks.check("x", accessor: ann, accessed: ann) && locks.check("x", accessor: ann, accessed: account))
        #expect(!locks.check("x", accessor: ann, accessed: nil))
    }

    @Test func functionsOfTheGame() {
        LockFunctions.register("lockTestAbove") { question in
            struct Broken: Error {}
            guard let number = question.argument(0).flatMap({ Int($0) }) else { throw Broken() }
            return question.accessor.lockID > number
        }
        defer { LockFunctions.unregister("lockTestAbove") }
        #expect(allows("locktestabove(11)") && !allows("lockTestAbove(12)") && !allows("NOT lockTestAbove(x)"))
        #expect(!LockFunctions.register("perm") { _ in true }, "the kit's own names are taken")
        #expect(LockFunctions.names.contains("locktestabove"))
        #expect(Locks(stringLiteral: "a: locktestabove(1) or nix()").unknownFunctions == ["nix"])
        let natives = LockFunctions.resolve
        LockFunctions.resolve = { $0 == "native" ? { _ in true } : nil }
        LockFunctions.setting = { $0 == "PVP" ? "true" : nil }
        defer {
            LockFunctions.resolve = natives
            LockFunctions.setting = { _ in nil }
        }
        #expect(allows("native()") && allows("serversetting(PVP)") && !allows("serversetting(PVP, false)"))
        #expect(!allows("serversetting(OTHER)"))
    }

    @Test func typesWithoutARuleGetTheDefault() {
        let locks: Locks = "get: none(); Edit : all()"
        #expect(!locks.check("view", accessor: ann, accessed: box))
        #expect(locks.check("view", accessor: ann, accessed: box, default: true))
        #expect(!locks.check("get", accessor: ann, accessed: box, default: true))
        #expect(locks.check("edit", accessor: ann, accessed: box))
        #expect(locks.accessTypes == ["get", "edit"] && locks["get"] == "none()" && locks["view"] == nil)
        #expect(Locks().isEmpty && Locks(stringLiteral: " ; ").isEmpty)
    }

    @Test func changing() throws {
        var locks = try Locks(parsing: "get: none(); get: id(1); edit: all()")
        #expect(locks["get"] == "id(1)")
        locks.add("get: id(2); call: all()")
        #expect(locks.accessTypes == ["edit", "get", "call"] && locks["get"] == "id(2)")
        try locks.append("perm(Admin) and id(3)", to: "get", .or)
        #expect(locks["get"] == "id(2) OR perm(Admin) AND id(3)")
        try locks.append("not none()", to: "get", .and)
        #expect(locks["get"] == "(id(2) OR perm(Admin) AND id(3)) AND NOT none()")
        try locks.append("all()", to: "new", .and)
        locks.remove("call")
        #expect(locks.accessTypes == ["edit", "get", "new"])
        #expect(throws: LockError.self) { try locks.append("perm(", to: "get", .or) }
        #expect(try Locks(parsing: locks.description) == locks)
    }

    @Test(arguments: [
        ("get", 3, "':' after 'get'"), ("get:", 4, "a lock function such as 'perm(Builder)'"),
        ("get: perm", 9, "'(' after 'perm'"), ("get: perm(", 10, "a value"), ("get: perm(a", 11, "',' or ')'"),
        ("get: all() all()", 11, "AND, OR, ';' or the end"),
        ("get: all() and", 14, "a lock function such as 'perm(Builder)'"),
        ("get: (all()", 11, "')'"), ("get: perm(\"a", 12, "a closing '\"'"),
        (":all()", 0, "the type of access, such as 'get'"),
        ("get: all())", 10, "AND, OR, ';' or the end"), ("get: perm(,)", 10, "a value"),
    ])
    func problemsHaveAPlace(source: String, position: Int, expected: String) {
        let error = #expect(throws: LockError.self) { try Locks(parsing: source) }
        #expect(error?.position == position && error?.expected == expected)
        let locks = Locks(stringLiteral: source)
        #expect(locks.problem == error && locks.description == source)
        #expect(!locks.check("get", accessor: ann, accessed: box, default: true))
        account.isSuperuser = true
        #expect(locks.check("get", accessor: ann, accessed: box))
    }

    @Test func problemsAreTold() throws {
        let error = try #require(Locks(stringLiteral: "get: all() oops(); x: all()").problem)
        #expect(
            error.description
                == "The lock 'get: all() oops(); x: all()' cannot be read: AND, OR, ';' or the end was expected "
                + "at character 12, where 'oops()' stands.")
        #expect(error.marked.hasSuffix("\n           ^"))
    }

    @Test func explanations() {
        let locks: Locks = "edit: perm(Admin) or attr_gt(age, 3) AND lockTestNix(); view: none()"
        ann.values = ["age": .integer(5)]
        let explanation = locks.explain("edit", accessor: ann, accessed: box)
        #expect(
            explanation.description == """
                'edit' is refused to Ann: the rule is perm(Admin) OR attr_gt(age, 3) AND locktestnix().
                  perm(Admin): no, Ann has Player
                  attr_gt(age, 3): yes, Ann's age is 5
                  locktestnix(): no, there is no lock function 'locktestnix'
                """)
        #expect(
            locks.explain("get", accessor: ann, accessed: box, default: true).summary
                == "'get' is allowed to Ann: there is no rule for it, and without one it is open.")
        account.isSuperuser = true
        #expect(locks.explain("view", accessor: ann, accessed: box).isAllowed)
    }

    @Test func explanationsAgreeWithChecks() throws {
        var random = SeededRandom(seed: 9)
        let calls = ["all()", "none()", "id(12)", "id(1)", "perm(Player)", "tag(x)", "nix()", "holds()"]
        func expression(_ depth: Int) -> String {
            switch depth > 3 ? 0 : Int.random(in: 0...4, using: &random) {
            case 1: "NOT " + expression(depth + 1)
            case 2: "(" + expression(depth + 1) + " AND " + expression(depth + 1) + ")"
            case 3: expression(depth + 1) + " OR " + expression(depth + 1)
            case 4: "(" + expression(depth + 1) + ")"
            default: calls.randomElement(using: &random) ?? ""
            }
        }
        for _ in 0..<500 {
            let locks = try Locks(parsing: "x: " + expression(0))
            let answer = locks.check("x", accessor: ann, accessed: box)
            #expect(locks.explain("x", accessor: ann, accessed: box).isAllowed == answer)
            let rewritten = try Locks(parsing: "x: " + (locks["x"] ?? ""))
            #expect(rewritten["x"] == locks["x"])
            #expect(rewritten.check("x", accessor: ann, accessed: box) == answer)
        }
    }

    @Test func anyTextIsReadOrRefused() {
        var random = SeededRandom(seed: 10)
        for _ in 0..<3_000 {
            let locks = Locks(stringLiteral: random.text(of: awkwardPieces, upTo: 12))
            _ = locks.check("x", accessor: ann, accessed: box)
        }
        #expect(Locks(stringLiteral: "x: " + String(repeating: "(", count: 100_000)).problem != nil)
        #expect(Locks(stringLiteral: "x: " + String(repeating: "not ", count: 100_000)).problem != nil)
        #expect(Locks(stringLiteral: "x: " + String(repeating: "all() and ", count: 100_000) + "all()").problem != nil)
    }

    @Test func aRuleGrowsNoFurtherThanItCanBeRead() throws {
        var locks: Locks = "x: all()"
        #expect(throws: LockError.self) {
            for _ in 0..<20 { try locks.append(try #require(locks["x"]), to: "x", .or) }
        }
        #expect(locks.problem == nil && locks.check("x", accessor: ann, accessed: box))
    }

    @Test func valuesThatNeedQuotesKeepThem() throws {
        let locks = try Locks(parsing: #"x: attr(name, "a, (b) \"c\"") or tag(" y ") or attr(a b, c=d, key="=")"#)
        #expect(try Locks(parsing: locks.merging("y: all()").description)["x"] == locks["x"])
    }

    /// An accent makes one character with the quotation mark or space before it; a tab is space too.
    @Test(arguments: ["\"\u{301}", " \u{301}", "\\\u{301}, (", "\ttab", "a\"\u{301}) or all("])
    func valuesOfMarksAndAccentsKeepThem(value: String) throws {
        let rule = LockCall("tag", [value]).description
        let locks = try Locks(parsing: "x: " + rule)
        #expect(locks.rule(for: "x") == .call(LockCall("tag", [value])))
    }
}

struct PermissionLevelTests {
    @Test(
        arguments: [
            ("Guest", .guest), ("players", .player), ("HELPERS", .helper), ("builder", .builder), ("Admins", .admin),
            ("Developer", .developer), ("admi", nil), ("adminx", nil), ("adminss", nil), ("", nil), ("wizard", nil),
        ] as [(String, PermissionLevel?)])
    func names(name: String, level: PermissionLevel?) { #expect(PermissionLevel(name) == level) }

    @Test func theHighestCounts() {
        #expect(PermissionLevel.highest(of: ["Player", "wizardry", "builders"]) == .builder)
        #expect(PermissionLevel.highest(of: ["wizardry"]) == nil)
        #expect(PermissionLevel.allCases == PermissionLevel.allCases.sorted())
    }
}

import HearthKit

extension TextKey {
    static let notFoundAnywhere = TextKey("not found anywhere", "There is no {what}.")
    static let noAccount = TextKey("no account", "There is no account called '{name}'.")
    static let noClass = TextKey("no class", "No plugin has a class '{name}' that would do.")
    static let noClassNear = TextKey("no class, near", "No plugin has a class '{name}' that would do. Perhaps {near}?")
    static let mayNotEdit = TextKey("may not edit", "You may not change {name}.")

    static let mayNotBuild = TextKey("may not build", "You may not build.")

    static let builtTooMany = TextKey(
        "built too many", "You have made {count} things, and may make {most}. |wdestroy|n some, or ask an admin.")
    static let created = TextKey("created", "You made {name}, {a} {class}.")
    static let dug = TextKey("dug", "You dug {name}.")
    static let opened = TextKey("opened", "{exit} leads from {from} to {to} now.")
    static let linked = TextKey("linked", "{exit} leads to {to} now.")
    static let tunnelWhere = TextKey("tunnel where", "Tunnel where? One of {list}.")
    static let exitExists = TextKey("exit exists", "There is a way '{name}' here already.")
    static let described = TextKey("described", "{name} reads so now:\n{text}")
    static let renamed = TextKey("renamed", "{old} is {name} now.")
    static let aliasesAre = TextKey("aliases are", "{name} is also called: {list}.")
    static let destroyAsk = TextKey("destroy ask", "End {name} for good?{more}")
    static let destroyMore = TextKey("destroy more", " What is in it goes home; ways to and from it end too.")
    static let destroyed = TextKey("destroyed", "{name} is no more.")
    static let destroyNot = TextKey("destroy not", "{name} stays.")
    static let destroyStart = TextKey("destroy start", "Newcomers begin in {name}: it must stay.")
    static let destroyPlayed = TextKey("destroy played", "Somebody plays {name}. (|wboot|n sends them out.)")
    static let mayNotEnter = TextKey("may not enter", "Nobody gets into {place} that way.")
    static let teleported = TextKey("teleported", "{name} is in {place} now.")

    static let teleportedNowhere = TextKey("teleported nowhere", "{name} is nowhere now.")

    static let fieldSet = TextKey("field set", "{name}/{field} = {value}")
    static let fieldRemoved = TextKey("field removed", "{name}/{field} is gone.")
    static let fieldNone = TextKey("field none", "{name} has neither a property nor an attribute '{field}'.")
    static let fieldIsAttribute = TextKey(
        "field is attribute", "(No saved property of {class} has that name: it is kept as an attribute.{near})")
    static let fieldNear = TextKey("field near", " Did you mean {near}?")
    static let fieldOwnCommand = TextKey("field own command", "'{field}' has a command of its own: |w{command}|n.")
    static let fieldWrongType = TextKey("field wrong type", "{field} cannot be {value}: {reason}.")
    static let fieldAccount = TextKey("field account", "Accounts are given by developers alone.")
    static let literalBad = TextKey("literal bad", "That is no value: {reason} (at '{place}').")

    static let locksAre = TextKey("locks are", "{name} has the locks {locks}")
    static let locksNone = TextKey("locks none", "{name} has no locks of its own.")
    static let lockAccessNear = TextKey(
        "lock access, near", "|yNothing asks a lock for '{access}' of itself.|n Did you mean {near}?")
    static let lockAccessNone = TextKey(
        "lock access, none", "|yNo lock and no default of the name '{access}' is known.|n")
    static let lockFunctions = TextKey("lock functions", "A rule may ask: {list}.")
    static let lockNatives = TextKey("lock natives", "And natives (|wnatives|n tells more): {list}.")
    static let lockUnknown = TextKey("lock unknown", "|yNobody has the lock function {list}: such a lock refuses.|n")
    static let nativeProblem = TextKey("native problem", "|yThat will not work:|n {problem}")
    static let tagsAre = TextKey("tags are", "{name} is tagged: {list}.")
    static let tagsNone = TextKey("tags none", "{name} has no tags.")
    static let permissionsAre = TextKey("permissions are", "{name} has: {list}.")
    static let permissionTooHigh = TextKey("permission too high", "You may give what is below your own rung alone.")
    static let permissionGiven = TextKey("permission given", "{author} gave you: {permission}.")
    static let permissionTaken = TextKey("permission taken", "{author} took from you: {permission}.")

    static let foundNone = TextKey("found none", "Nothing in the world fits '{what}'.")
    static let foundCount = TextKey("found count", "{count} found.")
    static let foundMore = TextKey("found more", "{count} found, the first {shown} shown.")
    static let forced = TextKey("forced", "{name} does so.")
    static let forcedBy = TextKey("forced by", "|x({author} makes you:|n {command}|x)|n")

    static let fieldLocked = TextKey("field locked", "A lock keeps {name}/{field} from you.")
    static let unlinked = TextKey("unlinked", "{exit} leads nowhere now.")
    static let homeIs = TextKey("home is", "{name} belongs in {home}.")
    static let homeNone = TextKey("home none", "{name} belongs nowhere.")
    static let copied = TextKey("copied", "You made {copy} like {name}.")
    static let attributesCopied = TextKey("attributes copied", "{count} went from {from} to {to}.")
    static let wiped = TextKey("wiped", "{name} has forgotten {count}.")
    static let classWaits = TextKey(
        "class waits", "{name} will be {a} {class} when the game is next reloaded; all that is stored of it stays.")
    static let classReset = TextKey("class reset", "{name} begins anew as {a} {class}.")
    static let classOtherKind = TextKey("class other kind", "{class} is no kind of {base}, which it is and stays.")
    static let classSame = TextKey("class same", "{name} is {a} {class} already.")
    static let emitted = TextKey("emitted", "They read it: {count}.")
    static let emitNoRoom = TextKey("emit no room", "{name} is no room.")
    static let emitNobody = TextKey("emit nobody", "Nobody plays {name}.")
    static let noCommandSets = TextKey("no command sets", "{name} has only the commands that everyone has.")
}

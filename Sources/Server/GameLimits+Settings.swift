import HearthKit
import Settings

extension GameLimits {
    /// Those of the settings that the game's own code enforces; the Portal sees to the others.
    init(_ settings: Settings) {
        self.init()
        (characters, objects) = (settings.limits.characters, settings.limits.objects)
        (accountsPerHour, countsLoopback) = (settings.limits.accountsPerHour, settings.limits.countsLoopback)
        (loginDeadline, idle) = (settings.login.deadline, settings.login.idle)
        (loginAttempts, longestLoginDelay) = (settings.login.attempts, settings.login.longestDelay)
        takesNewAccounts = settings.login.newAccounts
        lowestLevel = settings.login.only.flatMap { PermissionLevel($0.rawValue) }
        (loginMemory, idleWarning) = (settings.login.memory, settings.login.idleWarning)
    }
}

extension SessionSettings {
    init(_ settings: Settings.Sessions) {
        self.init()
        mode = Mode(rawValue: settings.mode) ?? .one
        (makesCharacter, entersCharacter) = (settings.makeCharacter, settings.enterCharacter)
        (puppets, linkDeath) = (settings.puppets, settings.linkDeath)
        (guests, guestNames) = (settings.guests, settings.guestNames)
    }
}

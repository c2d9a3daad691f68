import HearthKit

extension TextKey {
    static let jobsNone = TextKey("jobs none", "Nothing is stored to be done later.")
    static let jobNone = TextKey("job none", "There is no job '{what}'. (|wjobs|n lists them.)")
    static let jobCount = TextKey("job count", "{count} jobs, {shown} shown.")
    static let jobDone = TextKey("job done", "Job {number} ({job}) {what}.")
    static let scriptsNone = TextKey("scripts none", "There is no script there.")
    static let scriptNone = TextKey("script none", "There is no script '{what}'. (|wscripts|n lists them.)")
    static let scriptMade = TextKey("script made", "{name} belongs to {owner} now.")
    static let scriptDone = TextKey("script done", "{name} {what}.")
    static let tickersNone = TextKey("tickers none", "Nothing ticks there.")
}

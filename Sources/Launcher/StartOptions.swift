import ArgumentParser
import Wire

/// What a Portal can be told when it is started. A running one has been told already.
struct StartOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Telnet's port, instead of the one in GameData/settings.yaml. 0: any.", valueName: "n"))
    var telnetPort: UInt16?

    @Option(help: ArgumentHelp("The port of telnet over TLS, instead of that in the settings. 0: any.", valueName: "n"))
    var tlsPort: UInt16?

    @Option(help: ArgumentHelp("The web page's port, instead of the one in the settings. 0: any.", valueName: "n"))
    var webPort: UInt16?

    @Option(
        help: ArgumentHelp(
            "At the very first start: the administrator's name. Also HEARTH_ADMIN in the environment.",
            valueName: "name"))
    var admin: String?

    @Option(
        help: ArgumentHelp(
            "At the very first start: a file with the administrator's password. Also HEARTH_PASSWORD (the password "
                + "itself). Without either one is made up and told.", valueName: "file"),
        completion: .file())
    var passwordFile: String?

    /// Keeps the ports that a Portal was started with, as far as no others are named.
    mutating func keepPorts(of status: Status.Answer) {
        telnetPort = telnetPort ?? status.telnetPortGiven.flatMap { UInt16(exactly: $0) }
        tlsPort = tlsPort ?? status.tlsPortGiven.flatMap { UInt16(exactly: $0) }
        webPort = webPort ?? status.webPortGiven.flatMap { UInt16(exactly: $0) }
    }

    /// As `hearth-portal` takes them.
    var arguments: [String] {
        get throws {
            var words: [String] = []
            if let telnetPort { words += ["--telnet-port", "\(telnetPort)"] }
            if let tlsPort { words += ["--tls-port", "\(tlsPort)"] }
            if let webPort { words += ["--web-port", "\(webPort)"] }
            if let admin { words += ["--admin", admin] }
            if let passwordFile {
                // The Portal has another current folder.
                guard let path = Platform.realPath(passwordFile) else {
                    throw Failure(.error, "the password file \(passwordFile) is not there.")
                }
                words += ["--password-file", path]
            }
            return words
        }
    }
}

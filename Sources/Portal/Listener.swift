import NIOCore
import Settings

/// A socket at which players are waited for.
struct Listener {
    /// Where it was asked for: port 0 is any.
    var endpoint: Endpoints.Endpoint
    var channel: any Channel

    /// Where it is.
    var port: Int? { channel.localAddress?.port }
}

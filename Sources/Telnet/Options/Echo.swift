/// ECHO (RFC 857). WILL ECHO promises that we show what the player types, so the client does not; as we show nothing,
/// a password stays unseen. WONT ECHO afterwards brings the client's own echo back.
///
/// A client that asks us to echo is refused: that would leave its player typing blind.
struct EchoOption: TelnetOptionHandler {
    var option: TelnetOption { .echo }
}

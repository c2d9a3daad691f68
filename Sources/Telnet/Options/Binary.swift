/// TRANSMIT-BINARY (RFC 856). Never offered, as UTF-8 passes without it in practice; granted, because some clients
/// send nothing but ASCII until it is. In binary a client may end its lines with a bare CR, which is a line's end here
/// at all times.
struct BinaryOption: TelnetOptionHandler {
    var option: TelnetOption { .binary }
    var ours: OptionStance { .accept }
    var theirs: OptionStance { .accept }
}

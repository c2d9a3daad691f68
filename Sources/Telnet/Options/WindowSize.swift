import NIOCore

/// NAWS, the size of the client's window (RFC 1073): 16 bits of columns, 16 of rows, told again at each change.
/// Zero means unknown.
struct WindowSizeOption: TelnetOptionHandler {
    var option: TelnetOption { .windowSize }
    var theirs: OptionStance { .offer }

    func received(_ payload: ByteBuffer, _ exchange: inout TelnetExchange) {
        var payload = payload
        guard payload.readableBytes == 4, let (width, height) = payload.readMultipleIntegers(as: (UInt16, UInt16).self)
        else { return }
        exchange.client.width = width == 0 ? nil : Int(width)
        exchange.client.height = height == 0 ? nil : Int(height)
    }
}

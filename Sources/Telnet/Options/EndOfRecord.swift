/// END-OF-RECORD (RFC 885): once agreed, IAC EOR marks the end of each prompt, instead of IAC GA.
/// Custom of MUDs: tintin.mudhalla.net/protocols/eor.
struct EndOfRecordOption: TelnetOptionHandler {
    var option: TelnetOption { .endOfRecord }
    var ours: OptionStance { .offer }
}

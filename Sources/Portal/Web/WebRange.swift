import NIOHTTP1

/// What a request wants of a file (RFC 9110, 14): a part of its bytes, of which Safari's player asks before it plays a sound.
enum WebRange: Equatable {
    case all
    case part(Range<Int>)
    /// A part that the file does not have.
    case none

    /// Several parts, and what is no range, are all of it, as the RFC allows.
    ///
    /// - Parameters:
    ///   - size: of the file, in bytes.
    ///   - tag: of the file. A part is only wanted of the one that the client knows, if it says which.
    init(_ request: HTTPRequestHead, size: Int, tag: String) {
        self = .all
        let (values, conditions) = (request.headers["Range"], request.headers["If-Range"])
        guard request.method == .GET, values.count == 1, conditions.allSatisfy({ $0 == tag }),
            let match = values[0].lowercased().wholeMatch(of: /bytes=([0-9]{0,15})-([0-9]{0,15})/)
        else { return }
        switch (Int(match.1), Int(match.2)) {
        case (let first?, let last?) where first <= last: self = first < size ? .part(first..<min(last + 1, size)) : .none
        case (let first?, nil): self = first < size ? .part(first..<size) : .none
        case (nil, let length?): self = length > 0 && size > 0 ? .part(max(0, size - length)..<size) : .none
        default: break
        }
    }
}

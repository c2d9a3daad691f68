/// Letters made alike, so that "Elan" finds "Élan": lower-case, without accents.
nonisolated enum TextFolding {
    @inline(__always)
    static func lowercaseASCII(_ byte: UInt8) -> UInt8 {
        byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte
    }

    /// The folded text as UTF-8. It is plain text: of marked-up text, strip the codes first.
    static func fold(_ plain: String) -> [UInt8] {
        let folded = plain.withBytes { bytes -> [UInt8]? in
            var result: [UInt8] = []
            result.reserveCapacity(bytes.count)
            for index in 0..<bytes.count {
                guard bytes[index] < 0x80 else { return nil }
                result.append(lowercaseASCII(bytes[index]))
            }
            return result
        }
        if let folded { return folded }
        var result: [UInt8] = []
        for scalar in plain.lowercased().unicodeScalars {
            // Marks that stand by themselves: what they sit on was written already.
            if (0x300...0x36F).contains(scalar.value) { continue }
            result += letters[scalar] ?? Array(String(scalar).utf8)
        }
        return result
    }

    private static let letters: [Unicode.Scalar: [UInt8]] = {
        var letters: [Unicode.Scalar: [UInt8]] = ["ß": Array("ss".utf8), "æ": Array("ae".utf8), "œ": Array("oe".utf8)]
        for (base, variants) in families {
            for scalar in variants.unicodeScalars { letters[scalar] = Array(base.utf8) }
        }
        return letters
    }()

    /// Letters and what is written for them with marks. Source: the canonical decompositions of Unicode 18.0,
    /// UnicodeData.txt, for Latin, Greek and Cyrillic; and letters with strokes.
    private static let families: [(base: String, variants: String)] = [
        ("a", "àáâãäåāăąǎǟǡǻȁȃȧḁạảấầẩẫậắằẳẵặ"),
        ("b", "ḃḅḇ"),
        ("c", "çćĉċčḉ"),
        ("d", "ďḋḍḏḑḓđ"),
        ("e", "èéêëēĕėęěȅȇȩḕḗḙḛḝẹẻẽếềểễệ"),
        ("f", "ḟ"),
        ("g", "ĝğġģǧǵḡ"),
        ("h", "ĥȟḣḥḧḩḫẖħ"),
        ("i", "ìíîïĩīĭįǐȉȋḭḯỉịı"),
        ("j", "ĵǰ"),
        ("k", "ķǩḱḳḵ"),
        ("l", "ĺļľḷḹḻḽł"),
        ("m", "ḿṁṃ"),
        ("n", "ñńņňǹṅṇṉṋ"),
        ("o", "òóôõöōŏőơǒǫǭȍȏȫȭȯȱṍṏṑṓọỏốồổỗộớờởỡợø"),
        ("p", "ṕṗ"),
        ("r", "ŕŗřȑȓṙṛṝṟ"),
        ("s", "śŝşšșṡṣṥṧṩ"),
        ("t", "ţťțṫṭṯṱẗŧ"),
        ("u", "ùúûüũūŭůűųưǔǖǘǚǜȕȗṳṵṷṹṻụủứừửữự"),
        ("v", "ṽṿ"),
        ("w", "ŵẁẃẅẇẉẘ"),
        ("x", "ẋẍ"),
        ("y", "ýÿŷȳẏẙỳỵỷỹ"),
        ("z", "źżžẑẓẕ"),
        ("α", "άἀἁἂἃἄἅἆἇὰάᾀᾁᾂᾃᾄᾅᾆᾇᾰᾱᾲᾳᾴᾶᾷ"),
        ("ε", "έἐἑἒἓἔἕὲέ"),
        ("η", "ήἠἡἢἣἤἥἦἧὴήᾐᾑᾒᾓᾔᾕᾖᾗῂῃῄῆῇ"),
        ("ι", "ΐίϊἰἱἲἳἴἵἶἷὶίῐῑῒΐῖῗ"),
        ("ο", "όὀὁὂὃὄὅὸό"),
        ("ρ", "ῤῥ"),
        ("σ", "ς"),
        ("υ", "ΰϋύὐὑὒὓὔὕὖὗὺύῠῡῢΰῦῧ"),
        ("ω", "ώὠὡὢὣὤὥὦὧὼώᾠᾡᾢᾣᾤᾥᾦᾧῲῳῴῶῷ"),
        ("а", "ӑӓ"),
        ("г", "ѓ"),
        ("е", "ѐёӗ"),
        ("ж", "ӂӝ"),
        ("з", "ӟ"),
        ("и", "йѝӣӥ"),
        ("к", "ќ"),
        ("о", "ӧ"),
        ("у", "ўӯӱӳ"),
        ("ч", "ӵ"),
        ("ы", "ӹ"),
        ("э", "ӭ"),
        ("і", "ї"),
        ("ә", "ӛ"),
        ("ө", "ӫ"),
    ]
}

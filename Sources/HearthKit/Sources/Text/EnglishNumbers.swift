// Numbers in words, and back.

nonisolated extension English {
    private static let small = [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
        "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
    ]
    private static let tens = [
        "", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
    ]
    private static let powers: [(name: String, value: UInt)] = [
        ("quintillion", 1_000_000_000_000_000_000), ("quadrillion", 1_000_000_000_000_000),
        ("trillion", 1_000_000_000_000), ("billion", 1_000_000_000), ("million", 1_000_000), ("thousand", 1000),
    ]
    private static let irregularOrdinals = [
        "one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth", "nine": "ninth",
        "twelve": "twelfth",
    ]

    /// "twenty-one", "minus three", "two thousand and five".
    public static func cardinal(_ number: Int) -> String {
        let words = cardinal(number.magnitude)
        return number < 0 ? "minus " + words : words
    }

    private static func cardinal(_ number: UInt) -> String {
        if number < 20 { return small[Int(number)] }
        if number < 100 {
            return tens[Int(number / 10)] + (number % 10 == 0 ? "" : "-" + small[Int(number % 10)])
        }
        if number < 1000 {
            let rest = number % 100
            return small[Int(number / 100)] + " hundred" + (rest == 0 ? "" : " and " + cardinal(rest))
        }
        for (name, value) in powers where number >= value {
            let rest = number % value
            let head = cardinal(number / value) + " " + name
            return rest == 0 ? head : head + (rest < 100 ? " and " : " ") + cardinal(rest)
        }
        return ""
    }

    /// "first", "twenty-first", "one hundredth".
    public static func ordinal(_ number: Int) -> String {
        let words = cardinal(number)
        let start = words.lastIndex { $0 == " " || $0 == "-" }.map(words.index(after:)) ?? words.startIndex
        let last = String(words[start...])
        let ending =
            irregularOrdinals[last] ?? (last.hasSuffix("y") ? last.dropLast() + "ieth" : last + "th")
        return words[..<start] + ending
    }

    /// "1st", "22nd", "113th".
    public static func ordinalDigits(_ number: Int) -> String {
        let (tail, last) = (number.magnitude % 100, number.magnitude % 10)
        guard !(11...13).contains(tail), (1...3).contains(last) else { return "\(number)th" }
        return "\(number)" + ["st", "nd", "rd"][Int(last) - 1]
    }

    /// The number that words or digits name: "21", "twenty-one", "two thousand and five", "third", "22nd". Nil for
    /// anything else.
    public static func number(_ text: String) -> Int? {
        let plain = text.lowercased().replacing(",", with: "").trimmingSpaces
        if let number = Int(plain) ?? digits(ofOrdinal: plain) { return number }
        var words = plain.split { " -".contains($0) }.filter { $0 != "and" }.map(String.init)
        guard let last = words.popLast() else { return nil }
        words.append(fromOrdinal[last] ?? last)
        let isNegative = words.first == "minus"
        if isNegative { words.removeFirst() }
        guard !words.isEmpty, let value = value(of: words) else { return nil }
        return isNegative ? -value : value
    }

    private static let values: [String: Int] = {
        var values: [String: Int] = [:]
        for (value, word) in small.enumerated() { values[word] = value }
        for (value, word) in tens.enumerated() where value > 1 { values[word] = value * 10 }
        return values
    }()

    private static let fromOrdinal: [String: String] = {
        var cardinals: [String: String] = [:]
        for word in small + tens.dropFirst(2) + ["hundred"] + powers.map(\.name) {
            let ending = irregularOrdinals[word] ?? (word.hasSuffix("y") ? word.dropLast() + "ieth" : word + "th")
            cardinals[ending] = word
        }
        return cardinals
    }()

    private static func digits(ofOrdinal word: Substring) -> Int? {
        guard let number = Int(word.dropLast(2)), ordinalDigits(number) == word else { return nil }
        return number
    }

    private static func value(of words: [String]) -> Int? {
        var (total, group) = (0, 0)
        for word in words {
            if let value = values[word] {
                // "twenty one" adds up, "one twenty" does not.
                guard group % 100 == 0 || group % 100 >= 20 && group % 10 == 0 && value < 10 && value > 0 else {
                    return nil
                }
                group += value
            } else if word == "hundred" {
                guard group < 100 else { return nil }
                group = max(1, group) * 100
            } else if let power = powers.first(where: { $0.name == word })?.value {
                let (product, overflow) = max(1, group).multipliedReportingOverflow(by: Int(power))
                guard !overflow else { return nil }
                let (sum, tooMuch) = total.addingReportingOverflow(product)
                guard !tooMuch else { return nil }
                (total, group) = (sum, 0)
            } else {
                return nil
            }
        }
        let (sum, overflow) = total.addingReportingOverflow(group)
        return overflow ? nil : sum
    }
}

import HearthKit

#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// What this process takes of its machine, and how busy that is, as the system says.
enum MachineLoad {
    /// Bytes of memory that the process has now; nil where the system does not say.
    static var memory: Int? {
        #if canImport(Darwin)
            var info = mach_task_basic_info()
            var count = mach_msg_type_number_t(MemoryLayout<mach_task_basic_info>.size / MemoryLayout<natural_t>.size)
            let result = withUnsafeMutablePointer(to: &info) { info in
                info.withMemoryRebound(to: integer_t.self, capacity: Int(count)) {
                    task_info(mach_task_self_, task_flavor_t(MACH_TASK_BASIC_INFO), $0, &count)
                }
            }
            return result == KERN_SUCCESS ? Int(info.resident_size) : nil
        #else
            // Pages: all, resident, … (proc(5)).
            guard let file = fopen("/proc/self/statm", "r") else { return nil }
            defer { fclose(file) }
            var line = [UInt8](repeating: 0, count: 128)
            let count = fread(&line, 1, line.count, file)
            let fields = line.prefix(count).split(separator: UInt8(ascii: " "))
            guard fields.count > 1, let pages = Int(String(decoding: fields[1], as: UTF8.self)) else { return nil }
            return pages * Int(getpagesize())
        #endif
    }

    /// How many processes ran or waited to run, on average over the last 1, 5 and 15 minutes.
    static var averages: [Double] {
        var averages = [0.0, 0, 0]
        let count = getloadavg(&averages, 3)
        return Array(averages.prefix(max(0, Int(count))))
    }

    /// With two decimals.
    static func words(_ average: Double) -> String {
        let hundredths = Int((average * 100).rounded())
        return "\(hundredths / 100).\(hundredths % 100 < 10 ? "0" : "")\(hundredths % 100)"
    }
}

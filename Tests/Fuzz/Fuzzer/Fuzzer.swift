#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

// What libFuzzer calls (llvm.org/docs/LibFuzzer.html); it brings `main`.

/// Called once for an input, on the main thread.
@_cdecl("LLVMFuzzerTestOneInput")
public nonisolated func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = FuzzInput(UnsafeBufferPointer(start: start, count: count))
    MainActor.assumeIsolated {
        do {
            try chosenTarget.run(input)
        } catch {
            fatalError("broken promise: \(error)")  // how a fuzzer is told
        }
    }
    return 0
}

/// The one that `HEARTH_FUZZ` names.
private let chosenTarget: FuzzTarget = {
    let name = getenv("HEARTH_FUZZ").map { String(cString: $0) } ?? ""
    guard let target = FuzzTarget.all.first(where: { $0.name == name }) else {
        print("HEARTH_FUZZ must name one of: \(FuzzTarget.all.map(\.name).joined(separator: ", "))")
        exit(2)
    }
    return target
}()

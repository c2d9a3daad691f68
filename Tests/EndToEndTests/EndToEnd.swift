import Testing

/// The tests that play a real game share one game folder and two processors: one after the other.
@Suite(.serialized) enum EndToEnd {}

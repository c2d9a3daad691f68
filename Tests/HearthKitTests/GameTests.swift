import Testing

/// Suites that play a game share ``World/current`` and ``Game/current``: one test at a time, over all of them.
@Suite(.serialized) enum GameTests {}

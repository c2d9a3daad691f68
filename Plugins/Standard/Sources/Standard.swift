import HearthKit

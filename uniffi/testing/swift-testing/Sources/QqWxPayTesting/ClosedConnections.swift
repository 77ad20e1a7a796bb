#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// A sandbox is a server, and whoever calls it may leave before the answer: the signal that ends a process then is ignored, unless the process has
/// said already what becomes of it.
func outliveClosedConnections() {
    var now = sigaction()
    guard sigaction(SIGPIPE, nil, &now) == 0 else { return }
    #if canImport(Darwin)
    let isDefault = now.__sigaction_u.__sa_handler == nil
    #else
    let isDefault = now.__sigaction_handler.sa_handler == nil
    #endif
    if isDefault { signal(SIGPIPE, SIG_IGN) }
}

import Foundation
import XCTest

@testable import QqWxPay

/// Faults are on standard error when nobody gave another place for them.
final class LogTests: XCTestCase {
    func testAFaultIsOnStandardErrorByDefaultAndAForgeryIsNot() async throws {
        let pay = try World.shared.get().client(change: ["QQ_WXPAY_API_V2_KEY": ""])
        let printed = try await onStandardError("V2_NOT_CONFIGURED") {
            _ = try pay.handleNotification(headers: [], rawBody: Data(#"{"id":"EV-1"}"#.utf8))
            let v2 = "<xml><return_code>SUCCESS</return_code><result_code>SUCCESS</result_code><sign>A</sign></xml>"
            _ = try pay.handleNotification(headers: [], rawBody: Data(v2.utf8))
        }
        // The line that each client of a sandbox begins with may come before.
        let written = printed.components(separatedBy: "\n").filter { !$0.contains("SANDBOX_CLIENT") }.joined(separator: "\n")
        XCTAssertTrue(written.hasPrefix("qq-wxpay: error: "), written)
        XCTAssertTrue(written.contains("QQ_WXPAY_API_V2_KEY"), "the remedy: \(written)")
        XCTAssertEqual(written.components(separatedBy: "\n").count, 2, "one line: \(written)")
    }

    /// What is written to standard error meanwhile, up to this word at least.
    private func onStandardError(_ word: String, _ act: () throws -> Void) async throws -> String {
        let pipe = Pipe()
        let own = dup(2)
        dup2(pipe.fileHandleForWriting.fileDescriptor, 2)
        defer {
            dup2(own, 2)
            close(own)
        }
        try act()
        var written = ""
        while !written.contains(word) || !written.hasSuffix("\n") {
            let piece = pipe.fileHandleForReading.availableData
            guard !piece.isEmpty else { break }
            written += String(decoding: piece, as: UTF8.self)
        }
        return written
    }
}

import Foundation
import XCTest

@testable import QqWxPay

/// An awaited signer out of a closure.
private struct AwaitedSigner: AsyncSigner {
    let act: @Sendable (Data) async throws -> Data

    func sign(_ message: Data) async throws -> Data {
        try await act(message)
    }
}

/// A signer that is awaited, as one behind a KMS is.
final class AsyncSignerTests: XCTestCase {
    private func client(_ act: @escaping @Sendable (Data) async throws -> Data) throws -> QqWxPay {
        let own = ["QQ_WXPAY_MERCHANT_PRIVATE_KEY": "", "QQ_WXPAY_MERCHANT_CERTIFICATE": ""]
        return try World.shared.get().client(ClientParts(asyncSigner: AwaitedSigner(act: act)), change: own)
    }

    func testWhatItGivesIsSent() async throws {
        let asked = Slot<Data>()
        let pay = try client { message in
            try await Task.sleep(nanoseconds: 1_000_000)
            asked.put(message)
            return Data(count: 256)
        }
        let refused = try await failure { _ = try await pay.queryOrder(.outTradeNo("SW-none")) }
        XCTAssertEqual([refused.kind.rawValue, refused.code], ["api", "SIGN_ERROR"])
        XCTAssertTrue(String(decoding: try XCTUnwrap(asked.value), as: UTF8.self).hasPrefix("GET\n/v3/pay/transactions/"))
    }

    func testWhatItThrowsIsUnderTheError() async throws {
        let pay = try client { _ in throw Broken(what: "kms") }
        let failed = try await failure { _ = try await pay.queryOrder(.outTradeNo("SW-none")) }
        XCTAssertEqual(failed.code, "SIGNING_FAILED")
        XCTAssertEqual(failed.underlying as? Broken, Broken(what: "kms"))
        let empty = try client { _ in Data() }
        let unusable = try await failure { _ = try await empty.queryOrder(.outTradeNo("SW-none")) }
        XCTAssertEqual(unusable.code, "SIGNATURE_UNUSABLE")
    }

    func testManyThatNeverSignKeepNobodyWaiting() async throws {
        let pay = try client { _ in try await forever() }
        let codes = await withTaskGroup(of: String?.self) { group in
            // More than a client has threads for signers that block.
            for _ in 0..<200 {
                group.addTask {
                    try? await failure {
                        _ = try await pay.queryOrder(.outTradeNo("SW-none"), timeout: .milliseconds(300))
                    }.code
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        XCTAssertEqual(Set(codes), ["TIMED_OUT"])
        XCTAssertThrowsError(try pay.prepare(.queryOrder, .outTradeNo("SW-none"))) { error in
            XCTAssertEqual((error as? QqWxPayError)?.code, "SIGNER_IS_ASYNC")
        }
    }
}

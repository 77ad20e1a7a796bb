/// An operation that can be prepared: `.queryOrder` and the other static members, named as the functions.
public struct PreparableOperation<Request, Reply>: Sendable {
    let name: String
    let json: @Sendable (Request) -> Json
    let read: @Sendable (Json) throws -> Reply
}

/// An order that can be prepared, and takes QQ's access token: `.placeOrder` and the other static members.
public struct PreparableOrder<Request, Reply>: Sendable {
    let name: String
    let json: @Sendable (Request) -> Json
    let read: @Sendable (Json) throws -> Reply
}

/// A bill whose file can be prepared: `.tradeBillFile` and the other static members.
public struct PreparableBill<Request, Row, End>: Sendable {
    let name: String
    let json: @Sendable (Request) -> Json
    let row: @Sendable (Json) throws -> Row
    let end: @Sendable (Json) throws -> End
}

extension QqWxPay {
    /// Prepares an operation: the request to send, signed now, and the reader of its reply. To repeat, prepare again.
    ///
    /// ```swift
    /// let prepared = try pay.prepare(.queryOrder, .outTradeNo("T20261123000001"))
    /// // send `prepared.request` with an HTTP client of your own
    /// let order = try prepared.finish(status: reply.status, headers: reply.headers, body: reply.body)
    /// ```
    ///
    /// `.tradeBill` and `.fundFlowBill` give the link of the file for ``prepareBill(_:_:)``.
    public func prepare<Request, Reply>(
        _ operation: PreparableOperation<Request, Reply>,
        _ request: Request
    ) throws -> Prepared<Reply> {
        try prepared(operation.name, operation.json(request), nil, operation.read)
    }

    /// The same for what has no request. `.accessToken` must be sent from one place only, for each fetch makes the token before it invalid.
    public func prepare<Reply>(_ operation: PreparableOperation<Void, Reply>) throws -> Prepared<Reply> {
        try prepare(operation, Void())
    }

    /// The same for an order. Orders through QQ need the `accessToken`.
    public func prepare<Request, Reply>(
        _ order: PreparableOrder<Request, Reply>,
        _ request: Request,
        accessToken: String? = nil
    ) throws -> Prepared<Reply> {
        try prepared(order.name, order.json(request), accessToken, order.read)
    }

    /// Prepares the download of a bill's file: of a link that a prepared `.tradeBill` or `.fundFlowBill` gave, or over V2. A link dies within
    /// seconds.
    public func prepareBill<Request, Row, End>(
        _ bill: PreparableBill<Request, Row, End>,
        _ request: Request
    ) throws -> PreparedBill<Row, End> {
        try preparedBill(bill.name, bill.json(request), bill.row, bill.end)
    }
}

//! What becomes of a notification after it was verified: the functions of the shop, and the query that confirms.

use crate::error::entry::code_table;

code_table! {
    EVENT_NOT_TAKEN = Sdk "EVENT_NOT_TAKEN", Config, Never,
        cause "a notification came for which the shop has no function: it was answered as failure, so it comes again" / "收到了没有对应处理函数的通知，已应答失败，微信支付会再次通知",
        remedy "Give a function for this event, or name the event in `ignore` if the shop really does not need it." / "请为该事件提供处理函数；若确实不需要，请在 `ignore` 中写明该事件。";

    EVENT_UNKNOWN = Sdk "EVENT_UNKNOWN", InvalidInput, Never,
        cause "there is no event of this name" / "没有这个通知事件",
        remedy "The events are `paid`, `refund`, `not_paid` and `other`." / "事件名为 `paid`、`refund`、`not_paid`、`other`。";

    EVENT_BOTH_TAKEN_AND_IGNORED = Sdk "EVENT_BOTH_TAKEN_AND_IGNORED", InvalidInput, Never,
        cause "an event has a function and is named in `ignore`, too" / "同一事件既有处理函数，又写在 `ignore` 中",
        remedy "Take the event out of `ignore`, or leave out its function." / "请从 `ignore` 中去掉该事件，或去掉它的处理函数。";

    EVENT_TAKEN_TWICE = Sdk "EVENT_TAKEN_TWICE", InvalidInput, Never,
        cause "an event has two functions, and a notification is handed to one" / "同一事件有两个处理函数，而通知只会交给其中一个",
        remedy "Give one function for each event." / "每个事件请只提供一个处理函数。";

    NO_EVENT_TAKEN = Sdk "NO_EVENT_TAKEN", InvalidInput, Never,
        cause "there is no function for any event, so no notification would ever be taken" / "没有任何事件的处理函数，任何通知都不会被处理",
        remedy "Give a function for at least one of the events `paid`, `refund`, `not_paid` and `other`; for a shop, `paid`." / "请至少为 `paid`、`refund`、`not_paid`、`other` 之一提供处理函数；一般为 `paid`。";

    HANDLER_FAILED = Sdk "HANDLER_FAILED", Config, Never,
        cause "the shop's function for this notification failed: it was answered as failure, so it comes again" / "商户的通知处理函数出错，已应答失败，微信支付会再次通知",
        remedy "Look at the error of your function beside this line; correct it, the notification comes again by itself." / "请查看处理函数抛出的错误并修正，通知会自动再次到达。";

    HANDLER_DECLINED = Sdk "HANDLER_DECLINED", Config, Never,
        cause "the shop's function for this notification answered false: it was answered as failure, so it comes again" / "商户的通知处理函数返回 false，已应答失败，微信支付会再次通知",
        remedy "Let the function end without a result once its work is done; false asks for the notification again." / "处理完成后函数应正常结束且无需返回值；返回 false 表示要求再次通知。";

    HANDLER_ANSWERED = Sdk "HANDLER_ANSWERED", InvalidInput, Never,
        cause "the shop's function for this notification gave something that looks like an answer, and no answer is expected of it: it was answered as failure" / "商户的通知处理函数返回了类似 HTTP 应答的值，而此处不需要应答，已应答失败",
        remedy "Let it end without a result when its work is done, raise an error or give false when it failed; the library sends the answer." / "处理完成请不要返回值，失败请抛出错误或返回 false；应答由本库发送。";

    HANDLER_ASYNC = Sdk "HANDLER_ASYNC", InvalidInput, Never,
        cause "the function is async or a generator, and this framework calls it without awaiting: it would never run" / "处理函数是异步函数或生成器，而该框架以同步方式调用，函数不会真正执行",
        remedy "Give an ordinary function, or use the adapter for async applications." / "请改用普通函数，或使用异步应用的适配器。";

    INBOX_FAILED = Sdk "INBOX_FAILED", Transport, SameRequest,
        cause "nobody can say whether another process handles this notification, because the inbox does not work: it was answered as failure, so it comes again" / "inbox 不可用，无法判断该通知是否已由其他进程处理，已应答失败，微信支付会再次通知",
        remedy "Look at what the setting inbox (QQ_WXPAY_INBOX) names: disk, folder or server. Notifications come again for a day." / "请检查 inbox（QQ_WXPAY_INBOX）所指的磁盘、目录或服务器；通知会在一天内重发。";

    INBOX_DEGRADED = Sdk "INBOX_DEGRADED", Transport, SameRequest,
        cause "one place of the inbox does not work: what is handled is noted in the other one alone" / "inbox 的一处存储不可用，通知处理记录暂时只保存在另一处",
        remedy "Look at what the setting inbox (QQ_WXPAY_INBOX) names: notifications go on, but processes that do not share the other place may handle one twice; `repeat` says so." / "请检查 inbox（QQ_WXPAY_INBOX）所指的存储：通知仍会处理，但未共用另一处存储的进程可能重复处理，此时 `repeat` 为真。";

    CONFIRM_LIMITED = Sdk "CONFIRM_LIMITED", Transport, SameRequest,
        cause "too many unproven notifications arrived to ask WeChat Pay about each of them" / "未经证实的通知过多，未逐一向微信支付查单",
        remedy "Nothing is lost: it was answered as failure and comes again. If it goes on, somebody sends old notifications again, or a proxy takes the signature headers away." / "通知不会丢失：已应答失败，会再次到达。若持续出现，可能有人重放旧通知，或前置代理丢弃了签名请求头。";

    V2_REFUND_UNPROVEN = Sdk "V2_REFUND_UNPROVEN", Signature, ConfirmFirst,
        cause "the notification of a V2 refund is encrypted but not signed: it names a refund and proves nothing" / "V2 退款通知只加密、不签名，只能指出是哪笔退款，不能证明结果",
        remedy "Use `receive_notification`, which asks WeChat Pay about the refund, or `query_v2_refund`." / "请使用 `receive_notification`（会自动查询退款），或调用 `query_v2_refund`。";

    REFUND_NOT_ENDED = Sdk "REFUND_NOT_ENDED", Transport, SameRequest,
        cause "the refund of a notification has not ended by the query" / "通知所述的退款经查询尚未结束",
        remedy "Nothing is lost: it was answered as failure and comes again; query the refund meanwhile if you need its state." / "通知不会丢失：已应答失败，会再次到达；如需状态请查询退款。";

    CLIENT_REENTERED = Sdk "CLIENT_REENTERED", Config, Never,
        cause "a function that the client itself waits for (token provider, token store, transport, signer) called the same client" / "客户端正在等待的函数（access_token 提供者、存储、传输、签名）又调用了同一个客户端",
        remedy "Let that function do its work without this client: fetch the token from your token server, sign with your key service." / "该函数内请勿使用此客户端：从令牌服务器获取 access_token，用密钥服务签名。";
}

//! The exchange of request and reply.

use crate::error::entry::code_table;

code_table! {
    NOT_CONNECTED = Sdk "NOT_CONNECTED", Transport, SameRequest,
        cause "no connection could be made: nothing was sent" / "无法建立连接，请求未发出",
        remedy "Check network, DNS, TLS certificates and firewall of this machine, then repeat." / "请检查本机的网络、DNS、TLS 证书和防火墙，然后重试。";

    // No code of its own: NOT_CONNECTED is explained by this where the address is one of this machine.
    SANDBOX_NOT_CONNECTED = Sdk "SANDBOX_NOT_CONNECTED", Transport, SameRequest,
        cause "nobody listens at this address of this machine: nothing was sent" / "本机的这个地址上没有程序在监听，请求未发出",
        remedy "Start the sandbox: `qq-wxpay sandbox`, or correct the base address (QQ_WXPAY_QQ_BASE_URL, QQ_WXPAY_WECHAT_BASE_URL)." / "请启动沙箱：`qq-wxpay sandbox`，或更正接口地址（QQ_WXPAY_QQ_BASE_URL、QQ_WXPAY_WECHAT_BASE_URL）。";

    // No code of its own either: NOT_CONNECTED is explained by this where the system says so.
    TOO_MANY_OPEN_FILES = Sdk "TOO_MANY_OPEN_FILES", Transport, SameRequest,
        cause "this process can open no more files and sockets: nothing was sent" / "本进程已无法再打开文件和套接字，请求未发出",
        remedy "Raise the limit of open files (`ulimit -n`, LimitNOFILE of systemd) or look for what opens files and never closes them; then repeat." / "请提高打开文件数的上限（`ulimit -n`、服务单元的 LimitNOFILE），或检查哪里打开文件后没有关闭；然后重试。";

    TIMED_OUT = Sdk "TIMED_OUT", Transport, ConfirmFirst,
        cause "no answer came in time: what was sent may have been carried out" / "等待应答超时，已发出的请求可能已被对方处理",
        remedy "Repeat with exactly the same parameters (same order or refund number), or query the order or the refund; never take a new number before that." / "请用完全相同的参数（同一商户订单号或退款单号）重试，或查询订单、退款；在此之前切勿更换单号。";

    CONNECTION_LOST = Sdk "CONNECTION_LOST", Transport, ConfirmFirst,
        cause "the connection broke before the answer was complete" / "应答完成前连接中断",
        remedy "Repeat with exactly the same parameters (same order or refund number), or query the order or the refund; never take a new number before that." / "请用完全相同的参数（同一商户订单号或退款单号）重试，或查询订单、退款；在此之前切勿更换单号。";

    REPLY_TOO_LARGE = Sdk "REPLY_TOO_LARGE", Transport, ConfirmFirst,
        cause "the answer is larger than 1 MiB" / "应答超过 1 MiB",
        remedy "Look for a proxy between this machine and the other side; then repeat with the same parameters." / "请检查中间是否有代理改写应答，然后用相同参数重试。";

    TRANSPORT_GAVE_NO_REPLY = Sdk "TRANSPORT_GAVE_NO_REPLY", Transport, ConfirmFirst,
        cause "the transport of your own gave no reply: what was sent may have been carried out" / "自定义 transport 没有返回应答，已发出的请求可能已被对方处理",
        remedy "Give status, headers and body from it, or throw what failed. Then query the order or the refund, or repeat with exactly the same parameters." / "请让它返回状态码、响应头和响应体，失败时抛出异常；然后查询订单、退款，或用完全相同的参数重试。";

    UNEXPECTED_REPLY = Sdk "UNEXPECTED_REPLY", Transport, ConfirmFirst,
        cause "the answer is none that QQ or WeChat Pay would give" / "应答不是 QQ 或微信支付的已知格式",
        remedy "Repeat with exactly the same parameters (same order or refund number), or query the order or the refund. If it persists, look for a proxy or gateway in between." / "请用完全相同的参数（同一商户订单号或退款单号）重试，或查询订单、退款；若持续出现，请检查中间的代理或网关。";

    STILL_PROCESSING = Sdk "STILL_PROCESSING", Transport, SameRequest,
        cause "the request was accepted and has no result yet (HTTP 202)" / "对方已受理请求，暂无结果（HTTP 202）",
        remedy "Repeat after a pause with exactly the same parameters to learn the result." / "请稍后用完全相同的参数重试，以获取处理结果。";

    TOO_MANY_REQUESTS = Sdk "TOO_MANY_REQUESTS", Transport, SameRequest,
        cause "the other side refuses more requests for now (HTTP 429)" / "对方限制请求频率（HTTP 429）",
        remedy "Repeat after a pause, longer each time, with exactly the same parameters." / "请逐次拉长间隔后用完全相同的参数重试。";

    NO_RUNTIME = Sdk "NO_RUNTIME", Transport, Never,
        cause "the client was used outside a tokio runtime, or in one without time or I/O: nothing was sent" / "未在 tokio 运行时中使用客户端，或该运行时未启用 time 或 I/O，请求未发出",
        remedy "Await the call inside a tokio runtime with time and I/O enabled, for example under #[tokio::main]; or use the prepare functions with an HTTP client of your own." / "请在启用了 time 和 I/O 的 tokio 运行时内（例如 #[tokio::main]）await 调用；或使用 prepare 系列函数并自带 HTTP 客户端。";

    TOKEN_STORE_FAILED = Sdk "TOKEN_STORE_FAILED", Transport, SameRequest,
        cause "the token store or token provider did not work" / "access_token 存储或提供者出错",
        remedy "Look at the error behind this one; then repeat." / "请查看底层错误后重试。";

    TOKEN_STORE_DEGRADED = Sdk "TOKEN_STORE_DEGRADED", Transport, SameRequest,
        cause "the token store does not work: the access token is kept elsewhere until it does" / "access_token 存储暂不可用，凭证暂存于别处，恢复后自动切回",
        remedy "Look at the store (disk, folder, server): orders go on, but processes that do not share a token end each other's." / "请检查该存储（磁盘、目录或服务器）：下单不受影响，但未共用凭证的进程会使彼此的凭证失效。";

    TOKEN_STORE_NEWER = Sdk "TOKEN_STORE_NEWER", Transport, SameRequest,
        cause "the stored access token was written by a later version of this library" / "存储中的 access_token 由更新版本的本库写入",
        remedy "Take the same version in all processes that share the store." / "请让共用该存储的所有进程使用同一版本。";

    TOKEN_STORE_WRONG = Sdk "TOKEN_STORE_WRONG", Config, Never,
        cause "the token store does not do what a token store must" / "该 access_token 存储没有做到存储必须做到的事",
        remedy "Correct the store: the rule that it breaks is named; what each of its functions must do stands at TokenStore." / "请修正该存储：所违反的规则已列出，各函数的要求见 TokenStore。";

    TOKEN_STORE_FORKED = Sdk "TOKEN_STORE_FORKED", Config, Never,
        cause "this process was forked from one that keeps access tokens in its memory, too: each fetches its own, and ends the other's" / "本进程由另一个也在内存中保存 access_token 的进程 fork 而来：双方各自获取凭证，并使对方的凭证失效",
        remedy "Set QQ_WXPAY_TOKEN_STORE (`token_store`) to file or file:FOLDER, or leave it out, so that all processes share one token." / "请将 QQ_WXPAY_TOKEN_STORE（`token_store`）设为 file 或 file:目录，或不设置，使所有进程共用一个凭证。";

    TOKEN_ENDED_EARLY = Sdk "TOKEN_ENDED_EARLY", Config, Never,
        cause "QQ refused an access token long before its end: somebody else fetches tokens for this AppID, and each fetch ends the earlier token" / "QQ 在 access_token 到期之前很久就拒绝了它：有其他进程或机器也在为此 AppID 获取凭证，而每次获取都会使旧凭证失效",
        remedy "Let all processes and machines share one token: the setting `token_store` (QQ_WXPAY_TOKEN_STORE), a TokenStore or a TokenProvider; other programs must not call getToken for this AppID." / "请让所有进程和机器共用一个凭证：配置 `token_store`（QQ_WXPAY_TOKEN_STORE）、TokenStore 或 TokenProvider；其他程序不要为此 AppID 调用 getToken。";

    // No code of its own: TIMED_OUT is explained by this where the time was spent waiting for the lease.
    TOKEN_LEASE_NOT_FREE = Sdk "TOKEN_LEASE_NOT_FREE", Transport, SameRequest,
        cause "the time was over while the token store gave the lease to nobody here: nothing was sent" / "等待 access_token 存储的租约超时，请求尚未发出",
        remedy "Look at the TokenStore: `acquire_lease` must give true when the lease is free or has ended, and a lease must end by itself after its duration (12 s); then repeat." / "请检查 TokenStore：租约空闲或到期时 `acquire_lease` 应返回 true，租约须在有效期（12 秒）后自动失效；然后重试。";

    CALL_ABANDONED = Sdk "CALL_ABANDONED", Transport, ConfirmFirst,
        cause "the work on the call ended before its result was known" / "调用在得到结果前中止",
        remedy "Repeat with exactly the same parameters (same order or refund number), or query the order or the refund." / "请用完全相同的参数（同一商户订单号或退款单号）重试，或查询订单、退款。";

    OBSERVER_SLOW = Sdk "OBSERVER_SLOW", Config, Never,
        cause "the observer is slower than events come: some were dropped" / "观察者处理过慢，部分事件未能送达",
        remedy "Let the observer hand each event on, to a queue or a metrics library, and return. Payments are not affected." / "观察者应将事件转交给队列或监控库后立即返回；支付不受影响。";

    CLIENT_CLOSED = Sdk "CLIENT_CLOSED", Transport, Never,
        cause "the client was closed before this call: nothing was sent" / "客户端已关闭，请求未发出",
        remedy "Make one client for the life of the process, and close it last." / "请在进程生命周期内使用同一个客户端，最后再关闭。";
}

//! Why a genuine notification may have been refused.

use qq_wxpay::model::MessageVersion;
use qq_wxpay::notify::Acknowledgement;

use crate::language::{Words, words};

/// What to look at, by the body of the refusal; `is_kept` when it was signed with the keys of a sandbox.
pub(super) fn of(body: &[u8], is_kept: bool) -> Words {
    let failures = [MessageVersion::V2, MessageVersion::V3].map(Acknowledgement::failed);
    let is_ours = failures.iter().any(|failure| failure.body.as_bytes() == body);
    match (is_ours, is_kept) {
        (true, false) => words(
            "This is how the libraries refuse: probably the server has other keys than the test kit, which signed this. Start it with the settings of \
             `qq-wxpay trigger --print-settings`; if it runs with those of a sandbox, use --keep FILE here and there. Its log names the reason.",
            "这是本库拒绝通知时的应答：服务使用的密钥很可能与签名所用的测试工具密钥不同。请用 `qq-wxpay trigger --print-settings` 输出的配置启动服务；若服务使用沙箱的配置，请两边使用相同的 --keep 文件。具体原因见服务日志。",
        ),
        (true, true) => words(
            "This is how the libraries refuse: probably the server does not run with the settings of the sandbox that keeps its keys in this file. Its log \
             names the reason.",
            "这是本库拒绝通知时的应答：服务使用的很可能不是以此文件保存密钥的沙箱的配置。具体原因见服务日志。",
        ),
        (false, false) => words(
            "It was signed with the keys of the test kit: does the server run with the settings of `qq-wxpay trigger --print-settings`?",
            "通知用测试工具的密钥签名：服务是否使用了 `qq-wxpay trigger --print-settings` 输出的配置？",
        ),
        (false, true) => words(
            "It was signed with the keys in this file: does the server run with the settings of the sandbox that was started with it?",
            "通知用此文件中的密钥签名：服务是否使用了以此文件启动的沙箱的配置？",
        ),
    }
}

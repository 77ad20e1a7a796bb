//! What the sandbox says when it is ready.

use std::path::Path;

use qq_wxpay_sandbox::{Sandbox, env_file_text};

use crate::language::{Language, words};

pub(super) fn text(sandbox: &Sandbox, file: Option<&Path>, language: Language) -> String {
    let base = sandbox.base_url();
    let (environment, next) = match file {
        Some(path) => {
            let path = path.display().to_string();
            // Without a slash `.` of some shells looks along PATH.
            let here = if path.contains('/') { "" } else { "./" };
            (
                format!("{}{path}", language.of(words("written to ", "已写入 "))),
                format!("set -a; . {here}{path}; set +a"),
            )
        }
        None => (
            format!("{}\n\n{}", language.of(words("below", "见下")), env_file_text(&sandbox.env())),
            language.of(words("export the variables above", "导出上面的环境变量")).to_owned(),
        ),
    };
    match language {
        Language::English => format!(
            "\nQQ and WeChat Pay are running at {base} (simulated; no real money moves).\n\
             \n  Environment: {environment}\n\
             \n  Next:\n    1. {next}\n    2. start your server and place an order\n    \
             3. pay:  curl {base}/sandbox/pay -d '{{\"h5_url\":\"...\"}}'\n    \
             4. look: {base}/ shows what happens; what is refused stands below, too\n\
             \n  A bill today instead of tomorrow: curl -X PUT {base}/sandbox/switches -d '{{\"bills_at_once\":true}}'\n\
             \n  Ctrl-C stops it.\n\n"
        ),
        Language::Chinese => format!(
            "\nQQ 与微信支付沙箱已运行于 {base}（模拟环境，不产生真实资金）。\n\
             \n  环境变量：{environment}\n\
             \n  下一步：\n    1. {next}\n    2. 启动你的服务并下单\n    \
             3. 付款：curl {base}/sandbox/pay -d '{{\"h5_url\":\"...\"}}'\n    \
             4. 查看：{base}/ 实时显示发生的一切；被拒绝的请求也显示在下面\n\
             \n  当天出账单（无需等到次日）：curl -X PUT {base}/sandbox/switches -d '{{\"bills_at_once\":true}}'\n\
             \n  按 Ctrl-C 结束。\n\n"
        ),
    }
}

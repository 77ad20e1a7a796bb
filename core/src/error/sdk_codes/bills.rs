//! Bills: asking for them, and reading the file.

use crate::error::entry::code_table;

code_table! {
    BILL_DATE_FORM = Sdk "BILL_DATE_FORM", InvalidInput, Never,
        cause "this is no day" / "账单日期格式不正确，或日期不存在",
        remedy "Write 2026-06-08 or 20260608: a day in Beijing, yesterday or earlier, at most 3 months back." / "请写成 2026-06-08 或 20260608（北京时间的日期）；只能取昨天及以前、三个月以内。";

    BILL_LINK_REFUSED = Sdk "BILL_LINK_REFUSED", Malformed, SameRequest,
        cause "the download link of the bill does not lead to WeChat Pay, or is not a plain address" / "账单下载链接不是微信支付的地址，或格式异常",
        remedy "Download nothing from it; ask for a new link." / "请勿使用该链接，重新申请账单。";

    BILL_DIGEST_UNSUPPORTED = Sdk "BILL_DIGEST_UNSUPPORTED", Malformed, Never,
        cause "the bill is given with a digest that this library does not know" / "账单的摘要类型或格式不受支持",
        remedy "Do not use the bill unchecked; report hash_type to this library." / "请勿使用未经校验的账单，并把 hash_type 反馈给本库。";

    BILL_DIGEST_WRONG = Sdk "BILL_DIGEST_WRONG", Signature, SameRequest,
        cause "the bill is not the one that WeChat Pay announced: its digest differs" / "账单内容与微信支付给出的摘要不符",
        remedy "Throw away every row that was read from it, and download the bill again." / "请丢弃已读取的全部账单行，并重新下载账单。";

    BILL_INCOMPLETE = Sdk "BILL_INCOMPLETE", Malformed, SameRequest,
        cause "the bill is not complete: its lines of totals are missing or cut, or count other rows than were read" / "账单不完整：结尾的汇总行缺失、被截断，或与读到的行数不符",
        remedy "Throw away every row that was read from it, and download the bill again." / "请丢弃已读取的全部账单行，并重新下载账单。";

    BILL_GZIP_BROKEN = Sdk "BILL_GZIP_BROKEN", Malformed, SameRequest,
        cause "the compressed bill is cut, damaged, or followed by something else" / "账单压缩文件被截断、损坏或带有多余内容",
        remedy "Throw away every row that was read from it, and download the bill again." / "请丢弃已读取的全部账单行，并重新下载账单。";

    BILL_UNREADABLE = Sdk "BILL_UNREADABLE", Malformed, SameRequest,
        cause "a line of the bill is not what a bill holds" / "账单中有无法解析的行",
        remedy "Throw away every row that was read from it, and download the bill again; if the same line fails again, report line and column to this library." / "请丢弃已读取的全部账单行，并重新下载账单；若同一行再次出错，请把行号和列名反馈给本库。";

    // No codes of their own: what a reply with a bill is told with is explained by these where a file is read.
    BILL_FILE_NONE = Sdk "BILL_FILE_NONE", Malformed, Never,
        cause "this file is no bill of this kind: its first line does not name the columns of one" / "该文件不是这种账单：首行没有这种账单的列名",
        remedy "Name the file as WeChat Pay gave it, .csv or .gz: not one that a spreadsheet program has saved, and no other kind of bill." / "请指定微信支付给出的原始文件（.csv 或 .gz）：不要使用经表格软件另存的文件，也不要混用其他种类的账单。";

    BILL_FILE_INCOMPLETE = Sdk "BILL_FILE_INCOMPLETE", Malformed, Never,
        cause "the file is not a whole bill: its lines of totals are missing or cut, or count other rows than it has" / "文件中的账单不完整：结尾的汇总行缺失、被截断，或与行数不符",
        remedy "Use no row of it. Take the file that WeChat Pay gave, not a part or a changed copy of it; if that one is cut, too, get the bill of this day anew." / "请勿使用其中任何一行。请使用微信支付给出的原始文件，而不是其中一部分或改动过的副本；若原始文件也被截断，请重新获取当日账单。";

    BILL_FILE_GZIP_BROKEN = Sdk "BILL_FILE_GZIP_BROKEN", Malformed, Never,
        cause "the compressed file is cut, damaged, or followed by something else" / "压缩文件被截断、损坏或带有多余内容",
        remedy "Use no row of it. Take the file that WeChat Pay gave; if that one is damaged, too, get the bill of this day anew." / "请勿使用其中任何一行。请使用微信支付给出的原始文件；若原始文件也已损坏，请重新获取当日账单。";

    BILL_FILE_UNREADABLE = Sdk "BILL_FILE_UNREADABLE", Malformed, Never,
        cause "a line of the file is not what a bill holds" / "文件中有无法解析的行",
        remedy "Use no row of it. Take the file that WeChat Pay gave, not one that a spreadsheet program or an editor has saved; if that one fails, too, report line and column to this library." / "请勿使用其中任何一行。请使用微信支付给出的原始文件，而不是经表格软件或编辑器另存的文件；若原始文件仍出错，请把行号和列名反馈给本库。";

    BILL_TOO_LARGE = Sdk "BILL_TOO_LARGE", Malformed, Never,
        cause "the bill, one of its lines, or the number of its columns is larger than allowed" / "账单、单行或列数超过上限",
        remedy "If your bills are really that large, raise the limit of bytes; otherwise throw the rows away: somebody may have changed the file." / "若账单确实如此之大，请调高字节上限；否则请丢弃已读取的账单行，文件可能被篡改。";

    BILL_READ_BEFORE = Sdk "BILL_READ_BEFORE", InvalidInput, Never,
        cause "the rows of this bill were read before, or somebody else reads them: they come once" / "该账单的行只能读取一次，已被读取或正被他处读取",
        remedy "Keep what you need of the rows, or ask for the bill again." / "请自行保存所需的行，或重新获取账单。";

    STREAMING_UNSUPPORTED = Sdk "STREAMING_UNSUPPORTED", Config, Never,
        cause "the configured transport cannot hand over a reply in pieces" / "所配置的传输层不支持流式读取",
        remedy "Implement Transport::send_streaming, or use the transport of this library." / "请实现 Transport::send_streaming，或使用本库自带的传输层。";
}

//! `bill`.

use std::io::Write as _;

use crate::told::{Folder, program, told};

const TRADE: &str = "\u{FEFF}交易时间,商户订单号,应结订单金额,商品名称,新的列\r\n\
    `2026-11-28 10:00:00,`T1,`19.99,`Mug, \"blue\",`x\r\n\
    `2026-11-28 10:00:01,`T2,`0.01,`Cup,`\r\n\
    总交易单数,应结订单总金额\r\n\
    `2,`20.00\r\n";

const FLOW: &str =
    "记账时间,资金流水单号,收支类型,收支金额(元)\n`2026-11-28 10:00:00,`F1,`收入,`1.50\n资金流水总笔数\n`1\n";

#[test]
fn a_trade_bill_becomes_clean_csv() {
    let folder = Folder::new("bill");
    let file = folder.file("trade.csv");
    std::fs::write(&file, TRADE).unwrap();
    let told = told(&["bill", &file], &[]);
    assert_eq!(told.code, 0, "{told:?}");
    let lines: Vec<&str> = told.out.lines().collect();
    assert!(lines[0].starts_with("trade_time,appid,mchid,") && lines[0].ends_with(",新的列"), "{}", lines[0]);
    assert!(
        lines[1].contains("T1") && lines[1].contains(",1999,") && lines[1].contains("\"Mug, \"\"blue\"\"\""),
        "{}",
        lines[1]
    );
    assert_eq!(
        lines[1].replace("\"Mug, \"\"blue\"\"\"", "").matches(',').count(),
        lines[0].matches(',').count()
    );
    assert_eq!(lines.len(), 3);
}

#[test]
fn a_fund_flow_bill_is_recognised_packed_or_not_and_written_as_json() {
    let folder = Folder::new("flow");
    let file = folder.file("flow.gz");
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    packed.write_all(FLOW.as_bytes()).unwrap();
    std::fs::write(&file, packed.finish().unwrap()).unwrap();
    let row = told(&["bill", &file, "--json"], &[]).json();
    assert_eq!((row["flow_id"].as_str(), row["amount"].as_i64()), (Some("F1"), Some(150)));
    let wrong = told(&["bill", &file, "--kind", "trade"], &[]);
    assert_eq!((wrong.code, wrong.out.as_str()), (1, ""));
    assert!(wrong.err.contains("BILL_UNREADABLE"), "{}", wrong.err);
}

#[test]
fn of_a_bill_that_is_not_whole_nothing_is_written() {
    let folder = Folder::new("cut");
    let file = folder.file("cut.csv");
    for cut in [TRADE.len() - 30, TRADE.len() - 5, TRADE.find("`2026-11-28 10:00:01").unwrap()] {
        std::fs::write(&file, &TRADE.as_bytes()[..cut]).unwrap();
        let told = told(&["bill", &file, "--lang", "zh"], &[]);
        assert_eq!((told.code, told.out.as_str()), (1, ""), "{cut}");
        assert!(told.err.contains("BILL_") && told.err.contains("处理办法"), "{}", told.err);
    }
}

#[test]
fn what_is_said_of_a_file_fits_a_file() {
    let folder = Folder::new("file-texts");
    let file = folder.file("bill.csv");
    let html = "<html><body>login</body></html>";
    for (content, code, said) in [
        ("name,colour\na,b\n", "BILL_UNREADABLE", "Name the file as WeChat Pay gave it"),
        (html, "BILL_UNREADABLE", "Name the file as WeChat Pay gave it"),
        ("", "BILL_INCOMPLETE", "Take the file that WeChat Pay gave"),
        (&TRADE[..TRADE.len() - 5], "BILL_INCOMPLETE", "Take the file that WeChat Pay gave"),
        (&TRADE.replace("`19.99", "`a lot"), "BILL_UNREADABLE", "a spreadsheet program or an editor"),
    ] {
        std::fs::write(&file, content).unwrap();
        let english = told(&["bill", &file], &[]);
        let chinese = told(&["bill", &file, "--lang", "zh"], &[]);
        assert_eq!((english.code, chinese.code), (1, 1), "{content}");
        assert!(english.err.contains(code) && english.err.contains(said), "{content}: {}", english.err);
        for told in [&english.err, &chinese.err] {
            assert!(
                !told.contains("HTTP") && !told.contains("ownload") && !told.contains("下载账单"),
                "{told}"
            );
        }
        assert!(chinese.err.contains("原始文件") && !chinese.err.contains("line "), "{}", chinese.err);
    }
    std::fs::write(&file, "{\"code\":\"NO_STATEMENT_EXIST\",\"message\":\"x\"}").unwrap();
    let refusal = told(&["bill", &file], &[]);
    assert!(refusal.err.contains("NO_STATEMENT_EXIST") && !refusal.err.contains("HTTP"), "{}", refusal.err);
}

#[test]
fn the_program_writes_a_bill_and_refuses_what_is_none() {
    let folder = Folder::new("program-bill");
    let file = folder.file("trade.csv");
    std::fs::write(&file, TRADE).unwrap();
    assert_eq!(program(&["bill", &file, "--csv"], &[]).code, 0);
    assert_eq!(program(&["bill", &file, "--csv", "--json"], &[]).code, 2);
    assert_eq!(program(&["bill", &folder.file("nothing")], &[]).code, 1);
    std::fs::write(&file, "{\"code\":\"NO_STATEMENT_EXIST\",\"message\":\"x\"}").unwrap();
    let refusal = program(&["bill", &file], &[]);
    assert_eq!(refusal.code, 1);
    assert!(refusal.err.contains("NO_STATEMENT_EXIST"), "{}", refusal.err);
}

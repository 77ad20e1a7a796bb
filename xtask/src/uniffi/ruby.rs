//! Ruby: a gem. Its tests need Ruby 3.1 or newer with the gems ffi, minitest, rspec, rack, sinatra, async, webrick and puma; with
//! activerecord and sqlite3 they try a database too. The examples need sidekiq, sidekiq-cron, sqlite3 and a `redis-server`.

use std::fs;
use std::path::Path;
use std::process::Command;

use super::{LIBRARY, TESTING, library};
use crate::command::{root, run};

/// Tests that give nothing of a wrong type.
const RIGHT_USE: &str = "/payment|pattern|bill|another_client|store_is_shared|test_a_transport$|signer|observer|taken|makes_it_come/";

/// Of the test kit, tests in this process that give nothing of a wrong type.
const KIT_IN_THIS_PROCESS: &str =
    "/every_kind|functions|changes|very_one|delivered|view|refunds|held|given_up/";

/// The suites that measure time or wait for it.
pub(crate) fn timed() -> Vec<Command> {
    let suite = |name: &str| {
        let mut ruby = Command::new("ruby");
        ruby.arg("-rminitest/autorun").arg(root().join(format!("uniffi/ruby/test/{name}_test.rb")));
        ruby
    };
    ["blocking", "killed", "forks", "host"].map(suite).into()
}

pub(super) fn test(built: &Path) -> Result<(), String> {
    let gem = root().join("uniffi/ruby");
    let testing = root().join("uniffi/testing/ruby");
    for (name, folder) in
        [(LIBRARY, gem.join("lib/qq_wxpay")), (TESTING, testing.join("lib/qq_wxpay/testing"))]
    {
        fs::copy(built.join(library(name)), folder.join(library(name))).map_err(|error| error.to_string())?;
    }
    run("Ruby: tests", Command::new("ruby").arg("-w").arg(gem.join("test/run.rb")))?;
    run("Ruby: tests of the test kit", Command::new("ruby").arg("-w").arg(testing.join("test/run.rb")))?;
    let mut typed = Command::new("ruby");
    typed.arg("-rrbs/test/setup").arg(gem.join("test/run.rb")).args(["-n", RIGHT_USE]);
    typed.env("RBS_TEST_TARGET", "QqWxPay::*").env("RBS_TEST_LOGLEVEL", "error");
    typed.env("RBS_TEST_OPT", format!("-r bigdecimal -r date -I {}", gem.join("sig").display()));
    run("Ruby: every call held against its signature", &mut typed)?;
    let mut kit = Command::new("ruby");
    kit.arg("-rrbs/test/setup").arg(testing.join("test/run.rb")).args(["-n", KIT_IN_THIS_PROCESS]);
    kit.env("RBS_TEST_TARGET", "QqWxPay::Testing::*").env("RBS_TEST_LOGLEVEL", "error");
    let signatures = format!(
        "-r bigdecimal -r date -I {} -I {}",
        gem.join("sig").display(),
        testing.join("sig").display()
    );
    run("Ruby: every call of the test kit held against its signature", kit.env("RBS_TEST_OPT", signatures))?;
    let examples = root().join("examples/ruby/test");
    run("Ruby: example", Command::new("ruby").arg(examples.join("run.rb")))?;
    run("Ruby: example of Sidekiq", Command::new("ruby").arg(examples.join("open_orders.rb")))
}

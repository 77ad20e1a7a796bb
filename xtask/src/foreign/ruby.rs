//! Ruby: a gem. It needs Ruby 3.0 or newer with the gems ffi, minitest, rack and sinatra.

use std::fs;
use std::path::Path;
use std::process::Command;

use super::library;
use crate::steps::{root, run};

pub(super) fn test(built: &Path) -> Result<(), String> {
    let gem = root().join("uniffi/ruby");
    fs::copy(built.join(library()), gem.join("lib/qq_wxpay").join(library()))
        .map_err(|error| error.to_string())?;
    run("Ruby: tests", Command::new("ruby").arg("-w").arg(gem.join("test/run.rb")))?;
    run("Ruby: example", Command::new("ruby").arg(root().join("examples/ruby/test/run.rb")))
}

//! `cargo xtask generate`: the types of the bindings, written from the schema of the models. Nobody edits its output.
#![allow(clippy::print_stdout, clippy::print_stderr)] // a command line program speaks through these

mod c;
mod case;
mod documentation;
mod engine;
mod errors;
mod form;
mod go;
mod go_types;
mod kotlin;
mod node;
mod php;
mod python;
mod ruby;
mod samples;
mod spring;
mod swift;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

/// What is generated: files below the root, and their content.
fn files() -> Vec<(String, String)> {
    let files = errors::documents().into_iter();
    let files = files.map(|(name, content)| (name.to_owned(), content));
    let form = Arc::new(form::Form::read());
    let of_c = c::files(&form, &root());
    let php = php::files(&form, &of_c).expect("the templates are right");
    let files = files.chain([samples::file(&form), spring::file(&form)]);
    let files = files.chain(go::headers(&of_c)).chain(of_c).chain(php);
    let files = files.chain(kotlin::files(&form).expect("the templates are right"));
    let files = files.chain(swift::files(&form).expect("the templates are right"));
    let files = files.chain(ruby::files(&form).expect("the templates are right"));
    let files = files.chain(node::files(&form).expect("the templates are right"));
    let files = files.chain(go::files(&form).expect("the templates are right"));
    files.chain(python::files(&form).expect("the templates are right")).collect()
}

/// The root of the repository.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn main() -> ExitCode {
    match write() {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("{why}");
            ExitCode::FAILURE
        }
    }
}

/// Writes every file.
fn write() -> Result<(), String> {
    for (name, content) in files() {
        let path = root().join(&name);
        let folder = path.parent().ok_or("a generated file lies in a folder")?;
        fs::create_dir_all(folder)
            .and_then(|()| fs::write(&path, content))
            .map_err(|error| format!("{name}: {error}"))?;
        println!("{name}");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A model or an operation that changed without the other languages fails the build here.
    #[test]
    fn what_is_committed_is_what_the_models_say() {
        for (name, content) in files() {
            let committed = fs::read_to_string(root().join(&name)).unwrap_or_default();
            assert!(
                committed == content,
                "{name} is not what the models say: run `cargo xtask generate` and commit"
            );
        }
    }
}

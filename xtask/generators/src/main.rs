//! `cargo xtask generate`: the types of the bindings, written from the schema of the models. Nobody edits its output.
#![allow(clippy::print_stdout, clippy::print_stderr)] // a command line program speaks through these

mod documentation;
mod engine;
mod errors;
mod form;
mod kotlin;
mod naming;
mod node;
mod python;
mod ruby;
mod samples;
mod shape;
mod swift;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use qq_wxpay::bridge::schemas;
use std::sync::Arc;

use kotlin::Kotlin;

/// What is generated: files below the root, and their content.
fn files() -> Vec<(String, String)> {
    let schemas = schemas();
    let kotlin = Kotlin::new(&schemas);
    let files = vec![
        ("uniffi/jvm/src/main/kotlin/com/qqwxpay/Models.kt", kotlin.models()),
        ("uniffi/jvm/src/main/kotlin/com/qqwxpay/Operations.kt", kotlin.operations()),
        ("uniffi/jvm/src/main/kotlin/com/qqwxpay/FutureOperations.kt", kotlin.futures()),
    ];
    let files = files.into_iter().chain(errors::documents());
    let files = files.map(|(name, content)| (name.to_owned(), content));
    let form = Arc::new(form::Form::read());
    let files = files.chain(kotlin.enums()).chain([samples::file(&form)]);
    let files = files.chain(swift::files(&form).expect("the templates are right"));
    let files = files.chain(ruby::files(&form).expect("the templates are right"));
    let files = files.chain(node::files(&form).expect("the templates are right"));
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
    use qq_wxpay::bridge::Schemas;

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

    /// The part of a text that begins with `from` and ends before `to`.
    fn part<'a>(text: &'a str, from: &str, to: &str) -> &'a str {
        let begin = text.find(from).unwrap_or_else(|| panic!("there is no `{from}`"));
        text[begin..].split(to).next().unwrap_or_default()
    }

    #[test]
    fn every_language_hides_what_is_marked() {
        let schemas = schemas();
        let files: std::collections::BTreeMap<_, _> = files().into_iter().collect();
        let kotlin = &files["uniffi/jvm/src/main/kotlin/com/qqwxpay/Models.kt"];
        let mut marked = 0;
        for (name, schema) in schemas.given.iter().chain(&schemas.replies) {
            let fields = schema["properties"].as_object().into_iter().flatten();
            for (field, _) in fields.filter(|(_, schema)| Schemas::is_hidden(schema)) {
                marked += 1;
                let camel = naming::camel(field);
                if naming::hidden(name) {
                    continue; // no user sees it
                }
                let shown = part(kotlin, &format!("override fun toString(): String = \"{name}("), "\n");
                assert!(shown.contains(&format!("{camel}=<hidden>")), "Kotlin: {name}.{field}");
            }
        }
        assert!(marked > 40, "{marked}");
    }
}

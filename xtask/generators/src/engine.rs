//! Templates: one for each file, filled with the intermediate form and what the language adds.

use std::path::Path;
use std::sync::Arc;

use minijinja::value::Serde;
use minijinja::{Environment, UndefinedBehavior, context};
use qq_wxpay::bridge::FieldCase;
use serde::Serialize;

use crate::case::{pascal, snake};
use crate::documentation::{DocStyle, translate};
use crate::form::{Form, Shape, Type};

/// A language: its way to write names and doc comments, its templates, and how it writes shapes.
pub(crate) struct Language {
    form: Arc<Form>,
    templates: Environment<'static>,
}

impl Language {
    /// `folder` is that of its templates, `nothing` what it calls `None`, `name` how it writes names of fields.
    pub(crate) fn new(
        form: &Arc<Form>,
        folder: &str,
        name: fn(&str) -> String,
        nothing: &'static str,
    ) -> Result<Self, String> {
        let mut templates = Environment::new();
        templates.set_undefined_behavior(UndefinedBehavior::Strict);
        templates.set_auto_escape_callback(|_| minijinja::AutoEscape::None);
        let syntax = minijinja::syntax::SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build();
        templates.set_syntax(syntax.expect("the usual marks"));
        let style = DocStyle { name, nothing, values: form.values.clone() };
        templates.add_filter("doc", move |text: String| translate(&text, &style));
        templates.add_filter("camel", |name: String| FieldCase::Camel.name(&name));
        templates.add_filter("pascal", |name: String| pascal(&name));
        templates.add_filter("snake", |name: String| snake(&name));
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates").join(folder);
        let entries = std::fs::read_dir(&root).map_err(|error| format!("{folder}: {error}"))?;
        for path in entries.map_while(Result::ok).map(|entry| entry.path()) {
            let text =
                std::fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            templates.add_template_owned(name, text).map_err(|error| format!("{folder}: {error:#}"))?;
        }
        Ok(Self { form: Arc::clone(form), templates })
    }

    /// A filter that writes something of a shape, its type or its reader, in the module or with the expression that it is given.
    pub(crate) fn shapes(
        mut self,
        filter: &'static str,
        write: impl Fn(&Shape, &str) -> String + Send + Sync + 'static,
    ) -> Self {
        self.templates.add_filter(filter, move |Serde(shape): Serde<Shape>, place: Option<String>| {
            write(&shape, place.as_deref().unwrap_or_default())
        });
        self
    }

    /// A filter that changes a text.
    pub(crate) fn names(
        &mut self,
        filter: &'static str,
        write: impl Fn(&str) -> String + Send + Sync + 'static,
    ) {
        self.templates.add_filter(filter, move |text: String| write(&text));
    }

    /// A file, out of the template `NAME.j2`.
    pub(crate) fn file(&self, name: &str) -> Result<String, String> {
        self.filled(name, context! { form => Serde(&*self.form) })
    }

    /// A file, out of the template `NAME.j2` and what the language made of the form: there it is `given`.
    pub(crate) fn file_from(&self, name: &str, given: &impl Serialize) -> Result<String, String> {
        self.filled(name, context! { form => Serde(&*self.form), given => Serde(given) })
    }

    /// A file of one type.
    pub(crate) fn file_of(&self, name: &str, named: &Type) -> Result<String, String> {
        self.filled(name, context! { type => Serde(named) })
    }

    fn filled(&self, name: &str, given: minijinja::Value) -> Result<String, String> {
        let template = self.templates.get_template(&format!("{name}.j2"));
        let out = template.and_then(|template| template.render(given));
        let out = out.map_err(|error| format!("{error:#}"))?;
        let lines: Vec<&str> = out.lines().map(str::trim_end).collect();
        Ok(lines.join("\n") + "\n")
    }
}

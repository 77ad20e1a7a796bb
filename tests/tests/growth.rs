//! What the public API of core may add later breaks nobody: records and enums are `#[non_exhaustive]`.
#![allow(clippy::unwrap_used)] // a test that unwraps fails with the place and the value

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use syn::visit::{self, Visit};
use syn::{Attribute, ItemEnum, ItemMacro, ItemStruct, Visibility};

/// Sets that are complete, so that the compiler tells users of them what they forgot.
const CLOSED: [(&str, &str); 8] = [
    ("CheckState", "it holds, it fails, or it was not tested"),
    ("Idempotency", "what a repetition does: nothing, the same, or more"),
    ("MessageVersion", "WeChat Pay has these two"),
    ("Method", "the transport of a user must know every one"),
    ("PaymentState", "a shop must decide about every one"),
    ("Placement", "a shop must look at both"),
    ("Upstream", "a request goes to one of these two"),
    ("V2SignType", "V2 has these two, and gets no other"),
];

#[derive(Default)]
struct Types {
    seen: BTreeSet<String>,
    bare: BTreeSet<String>,
}

impl Types {
    fn note(&mut self, name: String, attributes: &[Attribute]) {
        if !attributes.iter().any(|attribute| attribute.path().is_ident("non_exhaustive")) {
            self.bare.insert(name.clone());
        }
        self.seen.insert(name);
    }
}

impl<'a> Visit<'a> for Types {
    fn visit_item_enum(&mut self, item: &'a ItemEnum) {
        if matches!(item.vis, Visibility::Public(_)) {
            self.note(item.ident.to_string(), &item.attrs);
        }
    }

    fn visit_item_struct(&mut self, item: &'a ItemStruct) {
        let is_public = |vis: &Visibility| matches!(vis, Visibility::Public(_));
        let open = item.fields.iter().len() > 0 && item.fields.iter().all(|field| is_public(&field.vis));
        if is_public(&item.vis) && open {
            self.note(item.ident.to_string(), &item.attrs);
        }
    }

    fn visit_item_macro(&mut self, item: &'a ItemMacro) {
        let text = item.mac.tokens.to_string();
        let name = item.ident.as_ref().map_or_else(String::new, ToString::to_string);
        for (place, _) in text.match_indices("pub enum ").chain(text.match_indices("pub struct ")) {
            let (before, after) = text.split_at(place);
            // A type without content has nothing that could grow.
            let is_record =
                after.find('{').is_some_and(|begin| after.find(';').is_none_or(|end| begin < end));
            if is_record && !before.trim_end().ends_with("# [non_exhaustive]") {
                self.bare.insert(name.clone());
            }
            self.seen.insert(name.clone());
        }
        visit::visit_item_macro(self, item);
    }
}

fn read(folder: &Path, types: &mut Types) {
    for entry in fs::read_dir(folder).unwrap() {
        let path: PathBuf = entry.unwrap().path();
        // The bridge is for the bindings of this repository, which are built with it.
        if path.is_dir() && !path.ends_with("bridge") {
            read(&path, types);
        } else if path.extension().is_some_and(|end| end == "rs") {
            types.visit_file(&syn::parse_file(&fs::read_to_string(&path).unwrap()).unwrap());
        }
    }
}

#[test]
fn what_may_grow_is_non_exhaustive() {
    let mut types = Types::default();
    read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../core/src"), &mut types);
    for known in ["OrderRequest", "Transaction", "Outcome", "ErrorKind", "open_enum", "settings"] {
        assert!(types.seen.contains(known), "{known} was not found");
    }
    let closed: BTreeSet<String> = CLOSED.iter().map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!(types.bare, closed, "mark it #[non_exhaustive], with a constructor if users make it");
}

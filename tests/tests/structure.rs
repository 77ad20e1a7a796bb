//! The house: no file above 350 lines, no circle of imports in a crate, and in core only imports from below.
#![allow(clippy::unwrap_used)] // a test that unwraps fails with the place and the value

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use syn::visit::{self, Visit};
use syn::{Attribute, Item, ItemMod, ItemUse, UseTree, Visibility};

const MOST_LINES: usize = 350;

/// What is written by hand and read by people.
const WRITTEN: [&str; 16] = [
    ".c", ".h", ".rs", ".js", ".mjs", ".cjs", ".ts", ".mts", ".py", ".rb", ".rbs", ".kt", ".java", ".swift",
    ".go", ".php",
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

#[test]
fn no_file_is_longer_than_350_lines() {
    let listed = Command::new("git").arg("-C").arg(root()).args(["ls-files"]).output().unwrap();
    let mut long = Vec::new();
    for name in String::from_utf8(listed.stdout).unwrap().lines() {
        let Ok(text) = fs::read_to_string(root().join(name)) else { continue };
        let is_generated =
            text.lines().take(5).any(|line| line.contains("enerated") || line.contains("Written by"));
        if WRITTEN.iter().any(|end| name.ends_with(end)) && !is_generated && text.lines().count() > MOST_LINES
        {
            long.push(format!("{name}: {}", text.lines().count()));
        }
    }
    assert!(long.is_empty(), "{long:#?}");
}

/// The path of a module in the crate.
type Module = Vec<String>;

/// What one file imports, and what it hands on.
#[derive(Default)]
struct Imports {
    paths: Vec<Vec<String>>,
    handed_on: BTreeMap<String, Vec<String>>,
}

impl<'a> Visit<'a> for Imports {
    fn visit_item(&mut self, item: &'a Item) {
        let attributes: &[Attribute] = match item {
            Item::Mod(ItemMod { attrs, .. }) | Item::Use(ItemUse { attrs, .. }) => attrs,
            _ => &[],
        };
        let is_test = attributes.iter().any(|attribute| {
            let text = attribute.meta.require_list().map(|list| list.tokens.to_string()).unwrap_or_default();
            attribute.path().is_ident("cfg") && text.contains("test")
        });
        if !is_test {
            visit::visit_item(self, item);
        }
    }

    fn visit_item_use(&mut self, import: &'a ItemUse) {
        let mut found = Vec::new();
        leaves(&import.tree, &mut Vec::new(), &mut found);
        if matches!(import.vis, Visibility::Inherited) {
            self.paths.extend(found);
        } else {
            self.handed_on.extend(found.into_iter().map(|path| (path.last().unwrap().clone(), path)));
        }
    }

    fn visit_path(&mut self, path: &'a syn::Path) {
        if path.segments.len() > 1 && path.segments[0].ident == "crate" {
            self.paths.push(path.segments.iter().map(|segment| segment.ident.to_string()).collect());
        }
        visit::visit_path(self, path);
    }
}

/// Every single import of a tree.
fn leaves(tree: &UseTree, before: &mut Vec<String>, found: &mut Vec<Vec<String>>) {
    match tree {
        UseTree::Path(path) => {
            before.push(path.ident.to_string());
            leaves(&path.tree, before, found);
            before.pop();
        }
        UseTree::Group(group) => group.items.iter().for_each(|tree| leaves(tree, before, found)),
        UseTree::Name(name) => found.push([before.as_slice(), &[name.ident.to_string()]].concat()),
        UseTree::Rename(name) => found.push([before.as_slice(), &[name.ident.to_string()]].concat()),
        UseTree::Glob(_) => found.push(before.clone()),
    }
}

/// The files of a crate, each by its module.
fn files(folder: &Path, module: &Module, all: &mut BTreeMap<Module, Imports>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let own = if matches!(name.as_str(), "mod" | "lib") {
            module.clone()
        } else {
            [module.as_slice(), std::slice::from_ref(&name)].concat()
        };
        if path.is_dir() {
            files(&path, &own, all);
        } else if path.extension().is_some_and(|end| end == "rs") && !name.ends_with("tests") {
            let file = syn::parse_file(&fs::read_to_string(&path).unwrap()).unwrap();
            let mut imports = Imports::default();
            imports.visit_file(&file);
            all.insert(own, imports);
        }
    }
}

/// The module in which the thing is that `path` names, seen from `module`.
fn target(all: &BTreeMap<Module, Imports>, module: &Module, path: &[String], depth: usize) -> Option<Module> {
    let mut place = match path.first()?.as_str() {
        "crate" => Vec::new(),
        "self" | "super" => module.clone(),
        first if all.contains_key(&[module.as_slice(), &[first.to_owned()]].concat()) => module.clone(),
        first if all[module].handed_on.contains_key(first) => module.clone(),
        _ => return None,
    };
    for step in path {
        match step.as_str() {
            "crate" | "self" => {}
            "super" => drop(place.pop()),
            step => {
                let deeper = [place.as_slice(), &[step.to_owned()]].concat();
                if all.contains_key(&deeper) {
                    place = deeper;
                } else {
                    let elsewhere = all.get(&place)?.handed_on.get(step).filter(|_| depth < 8);
                    return elsewhere.and_then(|path| target(all, &place, path, depth + 1)).or(Some(place));
                }
            }
        }
    }
    Some(place)
}

/// A way from `from` back to it.
fn circle(graph: &BTreeMap<Module, BTreeSet<Module>>, from: &Module) -> Option<Vec<Module>> {
    let mut ways = vec![vec![from.clone()]];
    let mut seen = BTreeSet::new();
    while let Some(way) = ways.pop() {
        for next in graph.get(way.last().unwrap()).into_iter().flatten() {
            if next == from {
                return Some(way);
            }
            if seen.insert(next.clone()) {
                ways.push([way.as_slice(), std::slice::from_ref(next)].concat());
            }
        }
    }
    None
}

/// What each file of a crate imports from others of the same crate.
fn graph(folder: &str) -> BTreeMap<Module, BTreeSet<Module>> {
    let mut all = BTreeMap::new();
    files(&root().join(folder).join("src"), &Vec::new(), &mut all);
    let targets = |module: &Module, imports: &Imports| {
        let targets = imports.paths.iter().filter_map(|path| target(&all, module, path, 0));
        targets.filter(|target| target != module).collect()
    };
    all.iter().map(|(module, imports)| (module.clone(), targets(module, imports))).collect()
}

#[test]
fn imports_make_no_circle() {
    for (folder, files, imports) in [
        ("core", 150, 500),
        ("sandbox", 80, 200),
        ("cli", 30, 60),
        ("bindings-node", 5, 5),
        ("bindings-python", 5, 5),
        ("uniffi", 3, 3),
        ("c", 20, 30),
        ("uniffi/testing", 3, 2),
        ("xtask/generators", 10, 10),
        ("xtask", 10, 20),
    ] {
        let graph = graph(folder);
        let count = graph.values().map(BTreeSet::len).sum::<usize>();
        assert!(graph.len() > files && count > imports, "{folder}: {} files, {count} imports", graph.len());
        for module in graph.keys() {
            assert_eq!(circle(&graph, module), None, "{folder}");
        }
    }
}

/// The rooms of core: what one imports stands below it.
const ROOMS: [&str; 19] = [
    "bridge",
    "client",
    "testing",
    "store",
    "notify",
    "operations",
    "operation",
    "protocol",
    "config",
    "model",
    "verify",
    "wire",
    "retry",
    "crypto",
    "http",
    "environment",
    "error",
    "secret",
    "fork_gate",
];

#[test]
fn the_rooms_of_core_import_only_from_below() {
    let floor = |module: &Module| {
        let room = module.first()?;
        let floor = ROOMS.iter().position(|name| name == room);
        Some(floor.unwrap_or_else(|| {
            panic!("{room} has no place in the house: say which, here and in ARCHITECTURE.md")
        }))
    };
    let mut upwards = Vec::new();
    let mut down = 0;
    for (module, imports) in graph("core") {
        for import in imports {
            let (Some(from), Some(to)) = (floor(&module), floor(&import)) else { continue };
            down += usize::from(from < to);
            if from > to {
                upwards.push(format!("{} imports {}", module.join("::"), import.join("::")));
            }
        }
    }
    assert!(upwards.is_empty(), "{upwards:#?}");
    assert!(down > 300, "only {down} imports seen");
}

/// The rooms of the sandbox that stand on the others, and who may name them.
const ON_TOP: [(&str, &[&str]); 8] = [
    ("hosted", &[]),
    ("sandbox", &["hosted", "lib"]),
    ("server", &["sandbox"]),
    ("routes", &["server"]),
    ("live", &["routes"]),
    ("control", &["live", "routes", "sandbox"]),
    ("diagnosis", &["control", "sandbox"]),
    ("testing", &["hosted"]),
];

#[test]
fn what_the_endpoints_of_the_sandbox_share_names_no_room_above() {
    let mut upwards = Vec::new();
    let mut allowed = 0;
    for (module, imports) in graph("sandbox") {
        for import in imports {
            let (Some(from), Some(to)) = (module.first(), import.first()) else { continue };
            let Some((_, may)) = ON_TOP.iter().find(|(room, _)| room == to).filter(|_| from != to) else {
                continue;
            };
            match may.contains(&from.as_str()) {
                true => allowed += 1,
                false => upwards.push(format!("{} imports {}", module.join("::"), import.join("::"))),
            }
        }
    }
    assert!(upwards.is_empty(), "{upwards:#?}");
    assert!(allowed > 5, "only {allowed} imports seen");
}

#[test]
fn a_circle_is_found() {
    let module = |name: &str| vec![name.to_owned()];
    let graph = BTreeMap::from([
        (module("a"), BTreeSet::from([module("b")])),
        (module("b"), BTreeSet::from([module("c"), module("d")])),
        (module("c"), BTreeSet::from([module("a")])),
    ]);
    assert_eq!(circle(&graph, &module("a")), Some(vec![module("a"), module("b"), module("c")]));
    assert_eq!(circle(&graph, &module("d")), None);
}

//! The XML of V2: one level of named texts under `<xml>`.

use std::collections::BTreeMap;

use roxmltree::{Document, Node, NodeType, ParsingOptions};

/// Reads a message, refusing everything beyond plain fields: document types, processing
/// instructions, attributes, nesting, repeated names.
pub(crate) fn parse(bytes: &[u8]) -> Result<BTreeMap<String, String>, String> {
    let text = std::str::from_utf8(bytes).map_err(|_| "not UTF-8".to_owned())?;
    let options = ParsingOptions { allow_dtd: false, nodes_limit: 2000, ..ParsingOptions::default() };
    let document = Document::parse_with_options(text, options).map_err(|error| error.to_string())?;
    if document.root().children().any(|node| node.node_type() == NodeType::PI) {
        return Err("a processing instruction is not allowed".to_owned());
    }
    let root = document.root_element();
    if root.tag_name().name() != "xml" {
        return Err("the root element must be <xml>".to_owned());
    }
    check_plain(root)?;
    let mut fields = BTreeMap::new();
    for node in root.children() {
        match node.node_type() {
            NodeType::Element => {
                let (name, value) = field(node)?;
                if fields.insert(name, value).is_some() {
                    return Err(format!("<{}> is repeated", node.tag_name().name()));
                }
            }
            NodeType::Text if node.text().unwrap_or_default().trim().is_empty() => {}
            NodeType::Comment => {}
            _ => return Err("there is something between the fields".to_owned()),
        }
    }
    Ok(fields)
}

/// Writes a message with every value in CDATA.
pub(crate) fn write<'a>(fields: impl IntoIterator<Item = (&'a String, &'a String)>) -> String {
    let field = |(name, value): (&String, &String)| {
        // The end mark of CDATA cannot stand inside it, so it is split between two sections.
        format!("<{name}><![CDATA[{}]]></{name}>", value.replace("]]>", "]]]]><![CDATA[>"))
    };
    format!("<xml>{}</xml>", fields.into_iter().map(field).collect::<String>())
}

fn field(node: Node<'_, '_>) -> Result<(String, String), String> {
    check_plain(node)?;
    let name = node.tag_name().name().to_owned();
    let mut value = String::new();
    for child in node.children() {
        match child.node_type() {
            NodeType::Text => value.push_str(child.text().unwrap_or_default()),
            NodeType::Comment => {}
            _ => return Err(format!("<{name}> has something nested")),
        }
    }
    Ok((name, value))
}

fn check_plain(node: Node<'_, '_>) -> Result<(), String> {
    let name = node.tag_name();
    if name.namespace().is_some() || node.namespaces().next().is_some() || node.attributes().next().is_some()
    {
        return Err(format!("<{}> has an attribute", name.name()));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_again() {
        let fields = BTreeMap::from([
            ("attach".to_owned(), "a=b&c=<d> ]]> 备注".to_owned()),
            ("total_fee".to_owned(), "1".to_owned()),
        ]);
        assert_eq!(parse(write(&fields).as_bytes()).expect("own output"), fields);
    }

    #[test]
    fn escapes_and_cdata_are_resolved() {
        let fields =
            parse(b"<?xml version=\"1.0\"?><xml>\n <a>x&amp;y&#65;</a><b><![CDATA[<c>&]]></b></xml>");
        let fields = fields.expect("plain fields");
        assert_eq!((fields["a"].as_str(), fields["b"].as_str()), ("x&yA", "<c>&"));
    }

    #[test]
    fn everything_beyond_plain_fields_is_refused() {
        let wrong: [&[u8]; 11] = [
            b"",
            b"<root><a>1</a></root>",
            b"<xml><a>1</a><a>2</a></xml>",
            b"<xml><a><b>1</b></a></xml>",
            b"<xml><a b=\"1\">1</a></xml>",
            b"<xml>text<a>1</a></xml>",
            b"<!DOCTYPE xml [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><xml><a>&e;</a></xml>",
            b"<xml><?php echo ?><a>1</a></xml>",
            b"<?php echo ?><xml><a>1</a></xml>",
            b"<xml><a>\xff</a></xml>",
            b"<xml xmlns=\"urn:x\"><a>1</a></xml>",
        ];
        for text in wrong {
            assert!(parse(text).is_err(), "{}", String::from_utf8_lossy(text));
        }
    }
}

//! Looks for the text that was really signed, among those that known mistakes would have signed.

use super::verdict::Finding;

/// One form of a part of the signed text.
#[derive(Clone)]
pub(super) struct Variant {
    pub(super) value: Vec<u8>,
    /// What is wrong when this form was signed; nothing for the right one.
    pub(super) findings: Vec<Finding>,
    /// Too rare to be tried together with another mistake.
    pub(super) is_rare: bool,
}

impl Variant {
    /// The right form.
    pub(super) fn right(value: impl Into<Vec<u8>>) -> Self {
        Self { value: value.into(), findings: Vec::new(), is_rare: false }
    }

    /// A form that is wrong.
    pub(super) fn wrong(value: impl Into<Vec<u8>>, finding: Finding) -> Self {
        Self { value: value.into(), findings: vec![finding], is_rare: false }
    }
}

/// How the parts are put together; the first one is right.
pub(super) struct Layout {
    pub(super) write: fn(&[&[u8]]) -> Vec<u8>,
    pub(super) finding: Option<Finding>,
}

/// Whether a text is the one that was signed.
pub(super) type IsSigned<'a> = &'a dyn Fn(&[u8]) -> bool;

/// The text that was signed.
pub(super) struct Found {
    pub(super) text: Vec<u8>,
    pub(super) findings: Vec<Finding>,
}

/// The forms of every part, the right one first, and of the whole. The last part is the body.
pub(super) struct Space {
    pub(super) parts: Vec<Vec<Variant>>,
    pub(super) layouts: Vec<Layout>,
}

/// How many bytes are digested at most: it bounds the time whatever is given.
// Unit tests see the same way end at less: their digests may be built without optimization, which are a hundred times slower.
const MOST_BYTES: usize = if cfg!(test) { 6 << 20 } else { 48 << 20 };

impl Space {
    /// The right text.
    pub(super) fn right(&self) -> Vec<u8> {
        self.write(&vec![0; self.parts.len()], 0)
    }

    /// The right text, but for one of its parts.
    pub(super) fn right_but(&self, part: usize, value: &[u8]) -> Vec<u8> {
        let mut parts: Vec<&[u8]> = self.parts.iter().map(|forms| forms[0].value.as_slice()).collect();
        parts[part] = value;
        (self.layouts[0].write)(&parts)
    }

    /// The text that `is_signed` knows: with one mistake if there is one such, else with two.
    pub(super) fn find(&self, is_signed: &dyn Fn(&[u8]) -> bool) -> Option<Found> {
        let mut left = MOST_BYTES;
        let mut try_one = |choice: &[usize], layout: usize| {
            let text = self.write(choice, layout);
            left = left.checked_sub(text.len())?;
            Some(is_signed(&text).then(|| Found { text, findings: self.findings(choice, layout) }))
        };
        let right = vec![0; self.parts.len()];
        let singles = self.singles();
        for single in &singles {
            let (choice, layout) = self.with(&right, 0, *single);
            if let Some(found) = try_one(&choice, layout)? {
                return Some(found);
            }
        }
        let mut frequent: Vec<_> = singles.into_iter().filter(|single| !self.is_rare(*single)).collect();
        // Of bodies there are the most forms: what goes without them is tried before.
        frequent.sort_by_key(|(part, _)| *part + 1 == self.parts.len());
        for (index, first) in frequent.iter().enumerate() {
            for second in frequent[..index].iter().filter(|second| second.0 != first.0) {
                let (choice, layout) = self.with(&right, 0, *first);
                let (choice, layout) = self.with(&choice, layout, *second);
                if let Some(found) = try_one(&choice, layout)? {
                    return Some(found);
                }
            }
        }
        None
    }

    /// Every single departure from the right text: which part (the layout counts as the last), in which form. Likely parts come first.
    fn singles(&self) -> Vec<(usize, usize)> {
        let forms = self.parts.iter().map(Vec::len).chain([self.layouts.len()]);
        forms.enumerate().flat_map(|(part, count)| (1..count).map(move |form| (part, form))).collect()
    }

    fn is_rare(&self, (part, form): (usize, usize)) -> bool {
        self.parts.get(part).is_some_and(|forms| forms[form].is_rare)
    }

    fn with(&self, choice: &[usize], layout: usize, (part, form): (usize, usize)) -> (Vec<usize>, usize) {
        let mut choice = choice.to_vec();
        if let Some(own) = choice.get_mut(part) {
            *own = form;
            return (choice, layout);
        }
        (choice, form)
    }

    fn write(&self, choice: &[usize], layout: usize) -> Vec<u8> {
        let parts: Vec<&[u8]> =
            self.parts.iter().zip(choice).map(|(forms, form)| forms[*form].value.as_slice()).collect();
        (self.layouts[layout].write)(&parts)
    }

    fn findings(&self, choice: &[usize], layout: usize) -> Vec<Finding> {
        let parts = self.parts.iter().zip(choice).flat_map(|(forms, form)| forms[*form].findings.clone());
        parts.chain(self.layouts[layout].finding.clone()).collect()
    }
}

//! Two texts side by side, with what differs marked.

use serde::Serialize;

use super::shown::{self, Token};

/// A stretch of a text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Piece {
    /// As it is to be shown: line feeds as `␊` and a new line, other controls as their pictures, hidden values as `[hidden]`.
    pub text: String,
    /// Whether the other text has something else here.
    pub differs: bool,
}

/// The text that has to be signed, and the one that was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Comparison {
    /// What a right signature covers.
    pub expected: Vec<Piece>,
    /// What this signature covers; empty when that could not be found out.
    pub signed: Vec<Piece>,
}

impl Comparison {
    /// What has to be signed, where what was signed is not known.
    pub(super) fn expected_only(expected: &[u8], secrets: &[&str]) -> Self {
        let text = shown::tokens(expected, secrets).into_iter().map(|token| token.shown).collect();
        Self { expected: vec![Piece { text, differs: false }], signed: Vec::new() }
    }

    /// Both, with the differences marked.
    pub(super) fn of(expected: &[u8], signed: &[u8], secrets: &[&str]) -> Self {
        let left = shown::tokens(expected, secrets);
        let right = shown::tokens(signed, secrets);
        let (mut in_left, mut in_right) = marks(&left, &right);
        for (tokens, marks) in [(&left, &mut in_left), (&right, &mut in_right)] {
            move_to_the_left(tokens, marks);
            close_gaps(marks);
        }
        Self { expected: pieces(&left, &in_left), signed: pieces(&right, &in_right) }
    }
}

/// More differences than this are marked as one.
const MOST_DIFFERENCES: usize = 700;

/// Which tokens of each side the other one lacks.
fn marks(left: &[Token], right: &[Token]) -> (Vec<bool>, Vec<bool>) {
    let head = left.iter().zip(right).take_while(|(a, b)| a.is(b)).count();
    let (left_rest, right_rest) = (&left[head..], &right[head..]);
    let tail = left_rest.iter().rev().zip(right_rest.iter().rev()).take_while(|(a, b)| a.is(b)).count();
    let (left_middle, right_middle) =
        (&left_rest[..left_rest.len() - tail], &right_rest[..right_rest.len() - tail]);
    let (mut in_left, mut in_right) = (vec![false; left.len()], vec![false; right.len()]);
    let (own_left, own_right) =
        (&mut in_left[head..head + left_middle.len()], &mut in_right[head..head + right_middle.len()]);
    own_left.fill(true);
    own_right.fill(true);
    for (a, b) in common(left_middle, right_middle) {
        own_left[a] = false;
        own_right[b] = false;
    }
    (in_left, in_right)
}

/// The pairs of tokens that both have, by Myers' greedy search; none when too much differs.
fn common(left: &[Token], right: &[Token]) -> Vec<(usize, usize)> {
    let most = (left.len() + right.len()).min(MOST_DIFFERENCES);
    // `furthest[k + most]` is how far one gets in `left` on the diagonal k = x - y.
    let mut furthest = vec![0_usize; 2 * most + 3];
    let middle = most + 1;
    let mut trace = Vec::new();
    for differences in 0..=most {
        trace.push(furthest[middle - differences..=middle + differences].to_vec());
        for step in 0..=differences {
            // Diagonals -d, -d + 2, ..., d, moved by `middle` so that they count from nothing.
            let diagonal = middle + 2 * step - differences;
            let goes_down =
                step == 0 || (step != differences && furthest[diagonal - 1] < furthest[diagonal + 1]);
            let mut x = if goes_down { furthest[diagonal + 1] } else { furthest[diagonal - 1] + 1 };
            let Some(mut y) = (x + middle).checked_sub(diagonal) else { continue };
            while x < left.len() && y < right.len() && left[x].is(&right[y]) {
                x += 1;
                y += 1;
            }
            furthest[diagonal] = x;
            if x >= left.len() && y >= right.len() {
                return walk_back((left, right), &trace, middle);
            }
        }
    }
    Vec::new()
}

/// The way back through the trace: its diagonal steps are what both have.
fn walk_back(
    (left, right): (&[Token], &[Token]),
    trace: &[Vec<usize>],
    middle: usize,
) -> Vec<(usize, usize)> {
    let (mut x, mut y) = (left.len(), right.len());
    let mut pairs = Vec::new();
    for (differences, row) in trace.iter().enumerate().rev() {
        let at = |diagonal: usize| {
            let index = (diagonal + differences).checked_sub(middle)?;
            row.get(index).copied()
        };
        let diagonal = (middle + x).saturating_sub(y);
        let (before_x, before_y) = if differences == 0 {
            (0, 0)
        } else {
            let lowest = diagonal == middle - differences;
            let highest = diagonal == middle + differences;
            let goes_down = lowest || (!highest && at(diagonal - 1) < at(diagonal + 1));
            let before = if goes_down { diagonal + 1 } else { diagonal - 1 };
            let before_x = at(before).unwrap_or(0);
            (before_x, (before_x + middle).saturating_sub(before))
        };
        while x > before_x && y > before_y {
            x -= 1;
            y -= 1;
            if left[x].is(&right[y]) {
                pairs.push((x, y));
            }
        }
        (x, y) = (before_x, before_y);
    }
    pairs
}

/// What is there once more begins where a reader sees it begin: `/wxpay` and not `wxpay/`.
fn move_to_the_left(tokens: &[Token], marks: &mut [bool]) {
    let mut at = 0;
    while at < marks.len() {
        let (mut start, mut end) = (at, at + marks[at..].iter().take_while(|mark| **mark).count());
        at = end.max(at + 1);
        while start > 0 && end > start && !marks[start - 1] && tokens[start - 1].is(&tokens[end - 1]) {
            marks[start - 1] = true;
            marks[end - 1] = false;
            (start, end) = (start - 1, end - 1);
        }
    }
}

/// One or two equal characters between differences would only be in the way of reading.
fn close_gaps(marks: &mut [bool]) {
    let mut last = None;
    for at in 0..marks.len() {
        if marks[at] {
            if let Some(before) = last.filter(|before| at - before <= 3) {
                marks[before..at].fill(true);
            }
            last = Some(at);
        }
    }
}

fn pieces(tokens: &[Token], marks: &[bool]) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    for (token, differs) in tokens.iter().zip(marks) {
        match pieces.last_mut() {
            Some(piece) if piece.differs == *differs => piece.text.push_str(&token.shown),
            _ => pieces.push(Piece { text: token.shown.clone(), differs: *differs }),
        }
    }
    pieces
}

//! The words of a shell.

/// More words are not read.
const MOST_WORDS: usize = 2000;

/// A command as browsers write it for `cmd` of Windows: there `^` takes its meaning from the character behind it.
pub(super) fn without_carets(text: &str) -> String {
    if !["^\"", "^\n", "^\r"].iter().any(|sign| text.contains(sign)) {
        return text.to_owned();
    }
    let mut plain = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        if character != '^' {
            plain.push(character);
            continue;
        }
        match characters.next() {
            Some('\r') => drop(characters.next_if_eq(&'\n')),
            Some('\n') | None => {}
            Some(meant) => plain.push(meant),
        }
    }
    plain
}

/// A word of a shell.
#[derive(Default)]
pub(super) struct Word {
    pub(super) bytes: Vec<u8>,
    is_there: bool,
}

impl Word {
    pub(super) fn into_parts(self) -> (String, Vec<u8>) {
        (String::from_utf8_lossy(&self.bytes).into_owned(), self.bytes)
    }

    fn push(&mut self, character: char) {
        self.is_there = true;
        self.bytes.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
    }
}

/// The words of a command line of sh, bash (`$'…'`), up to its end behind the command; `None` when a quote is not closed.
pub(super) fn words(text: &str, is_command: fn(&Word) -> bool) -> Option<Vec<Word>> {
    let mut words = Vec::new();
    let mut word = Word::default();
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '\'' => {
                word.is_there = true;
                loop {
                    match characters.next()? {
                        '\'' => break,
                        inside => word.push(inside),
                    }
                }
            }
            '"' => {
                word.is_there = true;
                double_quoted(&mut characters, &mut word)?;
            }
            '$' if characters.peek() == Some(&'\'') => {
                characters.next();
                word.is_there = true;
                escaped(&mut characters, &mut word)?;
            }
            '\\' => match characters.next() {
                Some('\n') | None => {}
                Some('\r') => drop(characters.next_if_eq(&'\n')),
                Some(next) => word.push(next),
            },
            '\n' | ';' | '|' if words.iter().any(is_command) && !word.is_there => break,
            blank if blank.is_whitespace() => {
                if std::mem::take(&mut word.is_there) {
                    words.push(Word { bytes: std::mem::take(&mut word.bytes), is_there: true });
                }
            }
            other => word.push(other),
        }
        if words.len() > MOST_WORDS {
            return None;
        }
    }
    if word.is_there {
        words.push(word);
    }
    Some(words)
}

fn double_quoted(characters: &mut std::iter::Peekable<std::str::Chars<'_>>, word: &mut Word) -> Option<()> {
    loop {
        match characters.next()? {
            '"' => return Some(()),
            '\\' => match characters.next()? {
                '\n' => {}
                next @ ('"' | '\\' | '$' | '`') => word.push(next),
                next => {
                    word.push('\\');
                    word.push(next);
                }
            },
            inside => word.push(inside),
        }
    }
}

/// What stands in `$'…'`.
fn escaped(characters: &mut std::iter::Peekable<std::str::Chars<'_>>, word: &mut Word) -> Option<()> {
    loop {
        match characters.next()? {
            '\'' => return Some(()),
            '\\' => match characters.next()? {
                'n' => word.push('\n'),
                'r' => word.push('\r'),
                't' => word.push('\t'),
                'x' => {
                    let code = digits(characters, 2)?;
                    word.bytes.push(u8::try_from(code).ok()?);
                }
                'u' => word.push(char::from_u32(digits(characters, 4)?).unwrap_or('\u{FFFD}')),
                next => word.push(next),
            },
            inside => word.push(inside),
        }
    }
}

fn digits(characters: &mut std::iter::Peekable<std::str::Chars<'_>>, most: usize) -> Option<u32> {
    let mut code = None;
    for _ in 0..most {
        let Some(digit) = characters.peek().and_then(|one| one.to_digit(16)) else { break };
        code = Some(code.unwrap_or(0) * 16 + digit);
        characters.next();
    }
    code
}

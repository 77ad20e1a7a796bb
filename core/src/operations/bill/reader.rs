//! Reading the reply to a bill download, piece by piece.

use super::download::Download;
use super::lines::Lines;
use super::refusal;
use super::row::{BillRow, Unverified};
use super::table::Table;
use super::unpack::Unpack;
use crate::error::{Error, Result, sdk_codes};
use crate::http::{Headers, HttpResponse};
use crate::model::FinishedBill;

/// How much of an error's body is kept.
const MAXIMUM_REFUSAL_BYTES: usize = 64 << 10;

const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// Reads the reply to a bill download as it arrives, in memory that does not grow with the bill.
///
/// Compressed or not is found out from the bytes. Feed, take the rows, repeat; then finish: nothing is proven before. After an
/// error every further call gives the same error. Limits: a line of 64 KiB, 200 columns, and [`super::MAXIMUM_BILL_BYTES`]
/// unless [`BillReader::with_maximum_bytes`] says otherwise.
pub struct BillReader<R: BillRow> {
    download: Download,
    status: u16,
    headers: Headers,
    content: Content<R>,
    failed: Option<Error>,
}

enum Content<R: BillRow> {
    /// The first bytes, which decide.
    Unknown(Vec<u8>),
    /// An error of WeChat Pay, or of something in between.
    Refusal(Vec<u8>),
    Bill(Box<Sheet<R>>),
}

struct Sheet<R: BillRow> {
    unpack: Unpack,
    lines: Lines,
    table: Table<R>,
}

impl<R: BillRow> BillReader<R> {
    pub(super) fn new(download: Download, status: u16, headers: Headers) -> Self {
        let content = if (200..300).contains(&status) {
            Content::Unknown(Vec::new())
        } else {
            Content::Refusal(Vec::new())
        };
        Self { download, status, headers, content, failed: None }
    }

    /// The reader of a bill that was saved to a file, of V3 or V2, compressed or not. There is no digest of it: that it is whole
    /// is told by its own totals.
    #[must_use]
    pub fn of_file() -> Self {
        Self::new(Download::saved(), 200, Headers::default())
    }

    /// Another limit of bytes, packed and unpacked.
    #[must_use]
    pub fn with_maximum_bytes(mut self, maximum: u64) -> Self {
        self.download.maximum_bytes = maximum;
        self
    }

    /// Takes the next bytes of the reply's body. Take the rows before you feed again: what is fed waits in memory.
    pub fn feed(&mut self, bytes: &[u8]) {
        match &mut self.content {
            Content::Bill(sheet) => sheet.unpack.feed(bytes),
            Content::Refusal(body) => {
                let space = MAXIMUM_REFUSAL_BYTES.saturating_sub(body.len());
                body.extend_from_slice(&bytes[..bytes.len().min(space)]);
            }
            Content::Unknown(first) => {
                first.extend_from_slice(bytes);
                if let Some(content) = decide(first, self.download.maximum_bytes) {
                    self.content = content;
                }
            }
        }
    }

    /// The next row; `None` when more bytes are needed, or when there are no more rows.
    ///
    /// # Errors
    /// `Malformed`: throw away every row of this bill.
    pub fn next_row(&mut self) -> Result<Option<Unverified<R>>> {
        if let Some(error) = &self.failed {
            return Err(error.clone());
        }
        let Content::Bill(sheet) = &mut self.content else { return Ok(None) };
        match sheet.next_row() {
            Ok(row) => Ok(row.map(Unverified)),
            Err(error) => {
                let error = self.told(error);
                self.failed = Some(error.clone());
                Err(error)
            }
        }
    }

    /// Whether the reply is an error and no bill, as far as its first bytes tell; [`BillReader::finish`] then says which.
    #[must_use]
    pub fn is_refusal(&self) -> bool {
        matches!(self.content, Content::Refusal(_))
    }

    /// Whether a bill has begun: rows may come.
    #[must_use]
    pub fn has_begun(&self) -> bool {
        matches!(self.content, Content::Bill(_))
    }

    /// Says that the reply is over, and proves the rows. Rows that were not taken are counted, but lost.
    ///
    /// # Errors
    /// `Signature` with `BILL_DIGEST_WRONG`, or `Malformed`: throw away every row of this bill. `Api` where the other side
    /// answered with an error. Of a file: `Malformed`, or that error.
    pub fn finish(mut self) -> Result<FinishedBill<R::Summary>> {
        while self.next_row()?.is_some() {}
        let content = std::mem::replace(&mut self.content, Content::Unknown(Vec::new()));
        let ended = match content {
            Content::Bill(sheet) => sheet.finish(self.download.digest.as_deref()),
            Content::Unknown(_) => Err(incomplete()),
            Content::Refusal(body) => {
                let reply = HttpResponse::new(self.status, self.headers.clone(), body);
                Err(refusal::read(self.download.version, &reply))
            }
        };
        ended.map_err(|error| self.told(error))
    }

    /// With the reply in which it came; of a file there is none, and the remedies are others.
    fn told(&self, error: Error) -> Error {
        if self.download.is_file {
            return refusal::of_file(error);
        }
        let request_id = HttpResponse::new(self.status, self.headers.clone(), Vec::new()).request_id();
        error.with_reply(self.status, request_id)
    }
}

impl<R: BillRow> Sheet<R> {
    fn next_row(&mut self) -> Result<Option<R>> {
        loop {
            while let Some(line) = self.lines.next()? {
                if let Some(row) = self.table.line(line)? {
                    return Ok(Some(row));
                }
            }
            if !self.unpack.step(self.lines.space())? {
                return Ok(None);
            }
        }
    }

    fn finish(mut self, digest: Option<&str>) -> Result<FinishedBill<R::Summary>> {
        self.unpack.end(self.lines.space())?;
        while let Some(line) = self.lines.next()? {
            self.table.line(line)?;
        }
        // The last line may end without a line feed.
        let is_open = !self.lines.rest().is_empty();
        if is_open {
            let is_last = self.table.awaits_totals();
            let read = self.table.line(self.lines.rest());
            read.map_err(|error| if is_last { cut() } else { error })?;
        }
        let (rows, bytes) = (self.table.rows(), self.unpack.produced());
        let mut totals = self.table.totals().ok_or_else(incomplete)?;
        if digest.is_some_and(|expected| !expected.eq_ignore_ascii_case(&self.unpack.digest())) {
            return Err(Error::sdk(&sdk_codes::BILL_DIGEST_WRONG));
        }
        if !totals.count_the_rows() {
            let en = format!("{rows} rows were read, and the totals count another number");
            return Err(incomplete().with_detail_in(en, format!("读到 {rows} 行，与汇总行不符")));
        }
        if digest.is_none() && !totals.have_a_count() {
            let en = "the totals do not say how many rows there are";
            return Err(incomplete().with_detail_in(en, "汇总行没有给出行数"));
        }
        // Nothing else shows that such a file is whole: no digest, no check sum, no end of its last line.
        if digest.is_none() && !self.unpack.is_packed() && is_open && !totals.end_whole() {
            return Err(cut());
        }
        Ok(FinishedBill { summary: totals.summary, rows, bytes, verified: digest.is_some() })
    }
}

/// What the first bytes show; `None` when they are too few.
fn decide<R: BillRow>(first: &[u8], maximum: u64) -> Option<Content<R>> {
    let text = match first.strip_prefix(BYTE_ORDER_MARK) {
        Some(text) => text,
        None if BYTE_ORDER_MARK.starts_with(first) => return None,
        None => first,
    };
    match text.first()? {
        b'<' | b'{' => Some(Content::Refusal(first[..first.len().min(MAXIMUM_REFUSAL_BYTES)].to_vec())),
        byte => {
            let mut unpack = Unpack::new(*byte == 0x1F && text.len() == first.len(), maximum);
            unpack.feed(first);
            Some(Content::Bill(Box::new(Sheet { unpack, lines: Lines::default(), table: Table::new() })))
        }
    }
}

fn incomplete() -> Error {
    Error::sdk(&sdk_codes::BILL_INCOMPLETE)
}

fn cut() -> Error {
    incomplete().with_detail_in("the last line is cut", "最后一行被截断")
}

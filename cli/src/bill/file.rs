//! A bill that was saved to a file, row by row.

use std::fs::File;
use std::io::{self, Read as _};
use std::path::Path;

use qq_wxpay::bill::{BillReader, BillRow};
use qq_wxpay::error::sdk_codes;

use crate::failure::Failure;

const PIECE: usize = 64 << 10;

/// Gives every row to `take`, and an error at the end of a bill that is not whole.
pub(super) fn read<R: BillRow>(
    path: &Path,
    mut take: impl FnMut(R) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let unreadable = |error: io::Error| Failure::file(path, &error);
    let mut file = File::open(path).map_err(unreadable)?;
    let mut reader = BillReader::<R>::of_file();
    let mut piece = vec![0; PIECE];
    loop {
        let count = file.read(&mut piece).map_err(unreadable)?;
        if count == 0 {
            break;
        }
        reader.feed(&piece[..count]);
        while let Some(row) = reader.next_row()? {
            take(row.into_unproven())?;
        }
    }
    reader.finish()?;
    Ok(())
}

/// Whether a bill was read as one of another kind.
pub(super) fn has_no_known_column(error: &qq_wxpay::Error) -> bool {
    error.is(&sdk_codes::BILL_UNREADABLE) && error.detail().starts_with("line 1: no column")
}

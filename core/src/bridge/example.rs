//! Errors for the tests of a shop.

use super::{FieldCase, error_json};
use crate::error::Result;
use crate::model::RequestFromJson as _;
use crate::testing::{ErrorExample, error_like};

/// The error of an [`ErrorExample`], in and out as JSON with its fields named as in the language.
///
/// # Errors
/// Those of [`error_like`], and `InvalidInput` for an example that is none.
pub fn example_error(example: &str, names: FieldCase) -> Result<String> {
    let example = ErrorExample::from_json(&names.read(example)).map_err(|error| names.error(&error))?;
    error_like(&example).map(|error| error_json(&error, names)).map_err(|error| names.error(&error))
}

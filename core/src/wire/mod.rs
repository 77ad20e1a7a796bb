//! Between bytes and values: size, depth and form are limited here.

pub(crate) mod json;
pub(crate) mod objects;
pub(crate) mod xml;

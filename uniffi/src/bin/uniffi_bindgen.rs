//! Writes the foreign half of the border.

fn main() {
    uniffi::uniffi_bindgen_main();
}

//! What the shop sells. The price comes from here, never from the client.

/// Something to buy.
pub(crate) struct Product {
    /// What the client names it.
    pub(crate) id: &'static str,
    /// What the payer reads.
    pub(crate) description: &'static str,
    /// Price in fen.
    pub(crate) price: i64,
}

const PRODUCTS: [Product; 2] = [
    Product { id: "blue-mug", description: "Blue mug", price: 1999 },
    Product { id: "tea", description: "龙井茶 50 g", price: 6800 },
];

/// The product of this name.
pub(crate) fn find(id: &str) -> Option<&'static Product> {
    PRODUCTS.iter().find(|product| product.id == id)
}

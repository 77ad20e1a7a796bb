package com.example.shop;

import java.util.Map;

/**
 * What the shop sells. The price comes from here, never from the client.
 *
 * @param price in fen
 */
record Product(String description, long price) {
    static final Map<String, Product> ALL = Map.of("blue-mug", new Product("Blue mug", 1999), "tea", new Product("龙井茶 50 g", 6800));
}

package com.example.shop

/** Something to buy. [price] is in fen, and comes from here, never from the client. */
class Product(val description: String, val price: Long)

val PRODUCTS: Map<String, Product> = mapOf("blue-mug" to Product("Blue mug", 1999), "tea" to Product("龙井茶 50 g", 6800))

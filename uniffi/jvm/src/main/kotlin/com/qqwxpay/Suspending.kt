@file:JvmName("Suspending")

package com.qqwxpay

/** The same client for Kotlin, where calls suspend. Closing either closes both. It stands here because Java code meets no type of Kotlin at its own client. */
public fun QqWxPayClient.suspending(): QqWxPay = pay

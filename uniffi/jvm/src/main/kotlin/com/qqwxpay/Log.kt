package com.qqwxpay

import kotlinx.serialization.json.JsonElement

/** The log of this process, under the name `com.qqwxpay`: through SLF4J where that is bound to `System.Logger`, else as the JDK logs. */
internal object Log {
    private val logger: System.Logger = System.getLogger("com.qqwxpay")

    /** A fault as the library reports it: one line, at a bounded rate, without secrets and payers. */
    fun fault(event: JsonElement) {
        val level = if (event.field("level").text() == "error") System.Logger.Level.ERROR else System.Logger.Level.WARNING
        logger.log(level, event.field("message").text())
    }

    /** What failed in the shop's own code, with its stack. */
    fun failed(message: String, thrown: Throwable?) {
        if (thrown == null) logger.log(System.Logger.Level.ERROR, message) else logger.log(System.Logger.Level.ERROR, message, thrown)
    }
}

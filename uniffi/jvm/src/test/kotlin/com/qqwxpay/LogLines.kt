package com.qqwxpay

import java.util.concurrent.CopyOnWriteArrayList
import java.util.logging.Handler
import java.util.logging.LogRecord
import java.util.logging.Logger

/** The lines that the library writes into the log of the process, but for the one that each client of a sandbox begins with. */
internal object LogLines {
    operator fun invoke(act: (List<String>) -> Unit) {
        val lines = CopyOnWriteArrayList<String>()
        val handler = object : Handler() {
            override fun publish(record: LogRecord) {
                if ("SANDBOX_CLIENT" !in record.message) lines += record.message
            }

            override fun flush() = Unit

            override fun close() = Unit
        }
        val logger = Logger.getLogger("com.qqwxpay")
        logger.addHandler(handler)
        try {
            act(lines)
        } finally {
            logger.removeHandler(handler)
        }
    }
}

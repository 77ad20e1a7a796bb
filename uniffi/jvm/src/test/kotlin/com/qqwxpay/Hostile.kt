package com.qqwxpay

import java.io.IOException
import java.lang.management.ManagementFactory
import java.lang.management.MemoryType
import java.net.InetSocketAddress
import java.net.Socket

/** What somebody without any key can send to the address of the notifications. */
class Hostile(private val port: Int, private val path: String) {
    companion object {
        private const val PIECE = 65_536

        /** A connection that nobody answers is given up after so many milliseconds. */
        private const val PATIENCE = 10_000

        /** Bytes of a large body; 1 GiB in the long form. */
        @JvmField
        val LARGE: Long = if (System.getenv("LONG_TESTS") != null) 1_073_741_824 else 268_435_456
    }

    private fun <T> connected(act: (Socket) -> T): T = Socket().use { socket ->
        socket.connect(InetSocketAddress("127.0.0.1", port), PATIENCE)
        socket.soTimeout = PATIENCE
        act(socket)
    }

    private fun head(vararg headers: String, method: String = "POST") =
        (listOf("$method $path HTTP/1.1", "Host: 127.0.0.1", "Content-Type: application/json") + headers).joinToString("\r\n", postfix = "\r\n\r\n")

    /** The status that the server answers; `null` when it hangs up. */
    private fun answered(text: String, end: Boolean = false): Int? = connected { socket ->
        try {
            socket.getOutputStream().write(text.toByteArray(Charsets.ISO_8859_1))
            if (end) socket.shutdownOutput()
            status(socket)
        } catch (_: IOException) {
            null
        }
    }

    private fun status(socket: Socket): Int? =
        socket.getInputStream().bufferedReader(Charsets.ISO_8859_1).readLine()?.split(' ')?.getOrNull(1)?.toIntOrNull()

    /** An upload that is broken off, with a reset or without. */
    private fun broken(reset: Boolean, text: String) = connected { socket ->
        socket.getOutputStream().write(text.toByteArray())
        if (reset) socket.setSoLinger(true, 0)
    }

    /** Everything but large bodies; what was answered, by name. None of it may be a success. */
    fun nonsense(): Map<String, Int?> {
        for (reset in listOf(true, false)) {
            broken(reset, head("Content-Length: 1000") + "{\"id\":")
            broken(reset, head("Transfer-Encoding: chunked") + "5\r\n{\"id\"\r\n")
            broken(reset, "POST $path HT")
        }
        return mapOf(
            "malformed chunk" to answered(head("Transfer-Encoding: chunked") + "ZZZ\r\n{}\r\n0\r\n\r\n"),
            "endless chunk" to answered(head("Transfer-Encoding: chunked") + "FFFFFFFFFFFFFFFF\r\n{}", end = true),
            "length too large" to answered(head("Content-Length: 1000") + "{}", end = true),
            "length no number" to answered(head("Content-Length: x") + "{}"),
            "length negative" to answered(head("Content-Length: -1") + "{}"),
            "two lengths" to answered(head("Content-Length: 2", "Content-Length: 3") + "{}"),
            "no body" to answered(head("Content-Length: 0")),
            "no length" to answered(head("Connection: close"), end = true),
            "rubbish" to answered(head("Content-Length: 4", "Connection: close") + "\u0000\u00ff{["),
            "headers of rubbish" to answered(
                head("Wechatpay-Signature: \u00ff\u00fe", "Wechatpay-Serial: ", "Wechatpay-Timestamp: 1e9", "Wechatpay-Nonce: a", "Content-Length: 2") + "{}",
            ),
            "GET" to answered(head(method = "GET")),
            "HEAD" to answered(head(method = "HEAD")),
            "PUT" to answered(head("Content-Length: 2", method = "PUT") + "{}"),
        )
    }

    /**
     * A body of so many bytes, as fast as the server takes it, in chunks or with its length: how many were sent before the server hung up, and what
     * it answered.
     */
    fun large(bytes: Long, chunked: Boolean): Pair<Long, Int?> = connected { socket ->
        val piece = ByteArray(PIECE) { 'a'.code.toByte() }
        var sent = 0L
        try {
            val out = socket.getOutputStream()
            out.write(head(if (chunked) "Transfer-Encoding: chunked" else "Content-Length: $bytes").toByteArray())
            while (sent < bytes) {
                if (chunked) out.write("${PIECE.toString(16)}\r\n".toByteArray())
                out.write(piece)
                if (chunked) out.write("\r\n".toByteArray())
                sent += piece.size
            }
            if (chunked) out.write("0\r\n\r\n".toByteArray())
        } catch (_: IOException) {
            // The server has hung up; it may have answered before.
        }
        val status = try {
            status(socket)
        } catch (_: IOException) {
            null
        }
        sent to status
    }

    /** By how many MB the heap of this process, in which the server runs, was above what it was before, at its highest. */
    fun grown(act: () -> Unit): Long {
        System.gc()
        val pools = ManagementFactory.getMemoryPoolMXBeans().filter { it.type == MemoryType.HEAP }
        val before = pools.sumOf { it.usage.used }
        pools.forEach { it.resetPeakUsage() }
        act()
        return (pools.sumOf { it.peakUsage.used } - before) / 1_000_000
    }
}

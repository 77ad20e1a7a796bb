package com.qqwxpay

import java.io.File
import java.util.Base64
import java.util.concurrent.TimeUnit
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir

/** Anybody can send forged notifications, as fast as the network takes them: a process with a small heap outlives it. */
class FloodTest {
    @TempDir
    lateinit var folder: File

    private val seconds = if (System.getenv("LONG_TESTS") != null) 40 else 3

    private fun written(received: Received): File {
        val headers = received.headers.mapValues { (_, values) -> JsonArray(values.map(::JsonPrimitive)) }
        val json = jsonOf("headers" to JsonObject(headers), "body" to JsonPrimitive(Base64.getEncoder().encodeToString(received.body)))
        return File(folder, "notification.json").apply { writeText(json.toString()) }
    }

    /** The heap is in memory from the beginning, so what the process grows by is outside of it. */
    private fun flooded(world: World, notification: File): List<String> {
        val java = File(System.getProperty("java.home"), "bin/java").path
        val options = listOf("-Xms128m", "-Xmx128m", "-XX:+AlwaysPreTouch", "-XX:+ExitOnOutOfMemoryError", "-cp", System.getProperty("java.class.path"))
        val output = File(folder, "output")
        val command = listOf(java) + options + listOf(FloodProgram::class.java.name, notification.path, "$seconds")
        val program = ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output).apply { environment().putAll(world.env) }.start()
        try {
            assertTrue(program.waitFor(seconds + 120L, TimeUnit.SECONDS), "it has not ended: ${output.readText()}")
        } finally {
            program.destroyForcibly()
        }
        assertEquals(0, program.exitValue(), output.readText())
        return output.readLines()
    }

    @Test
    fun aSmallProcessOutlivesAFlood() = World().use { world ->
        val lines = Kinds(world).use { kinds -> flooded(world, written(kinds.all.getValue("direct"))) }
        val said = lines.associate { line -> line.substringBefore(' ') to Regex("\\d+").findAll(line).map { it.value.toLong() }.toList() }
        val (_, heapBefore, residentBefore) = said.getValue("warm")
        val (refused, heap, resident) = said.getValue("flooded")
        println("$refused forged notifications in $seconds s: heap $heapBefore, then $heap MB; process $residentBefore, then $resident MB")
        assertTrue(refused > 0)
        assertTrue(heap - heapBefore < 30, "$heap MB")
        assertTrue(resident - residentBefore < 100, "$resident MB")
        assertEquals(listOf(200L), said.getValue("genuine"))
    }
}

package com.qqwxpay

import com.qqwxpay.World.Companion.order
import com.qqwxpay.World.Companion.until
import io.micrometer.core.instrument.MeterRegistry
import io.micrometer.core.instrument.Tags
import io.micrometer.core.instrument.simple.SimpleMeterRegistry
import io.micrometer.prometheusmetrics.PrometheusConfig
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry
import java.io.File
import java.util.concurrent.TimeUnit
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test

/** What a client reports, as meters of Micrometer. */
class MicrometerTest {
    @Test
    fun whatAClientDoesIsCountedAndTimed() = World().use { world ->
        val registry = SimpleMeterRegistry()
        val parts = ClientParts(observer = MicrometerObserver(registry, Tags.of("merchant", "shop")))
        world.fault("proxy", "status_503")
        val number = order()
        // A store of its own: no other test's token is found.
        world.client(parts, mapOf("QQ_WXPAY_TOKEN_STORE" to "memory")).use { client ->
            val placed = runBlocking { client.placeOrder(number) } as Placement.Placed
            world.pay(placed.h5Url)
            val (headers, body) = until("the notification") { world.received.firstOrNull() }
            repeat(2) { client.handleNotification(headers, body) }
            client.handleNotification(emptyMap(), "{}".encodeToByteArray())
            until("the last event") { registry.find("qq_wxpay.notifications").tag("outcome", "refused").counter() }
            assertMeters(registry)
        }
        val written = registry.meters.joinToString { "${it.id}" }
        assertTrue("merchant" in written && number.outTradeNo !in written, written)
    }

    /** The queries of the dashboard find them. */
    @Test
    fun theNamesInPrometheusAreThoseOfTheDashboard() {
        val registry = PrometheusMeterRegistry(PrometheusConfig.DEFAULT)
        val observer = MicrometerObserver(registry)
        observer.observe(ClientEvent.Call(attempts = 2, call = 1, elapsedUs = 1500, operation = "place_order", upstream = Upstream.QQ))
        observer.observe(ClientEvent.Attempt(atBackup = false, attempt = 1, call = 1, code = "TIMED_OUT", elapsedUs = 1000, kind = "transport", operation = "place_order", repeats = true, upstream = Upstream.QQ))
        observer.observe(ClientEvent.Token(ageSeconds = 0, endsInSeconds = 7200, leaseWaitMs = 250, origin = TokenOrigin.FETCHED))
        observer.observe(ClientEvent.Certificate(daysLeft = 12, serial = "AB", whose = CertificateOwner.MERCHANT))
        observer.observe(ClientEvent.Notification(outcome = "payment", repeat = true))
        observer.observe(ClientEvent.Fault(code = "A_CODE", level = FaultLevel.WARNING, message = "", suppressed = 2, what = FaultKind.SANDBOX_CLIENT))
        val shown = Regex("^(qq_wxpay_\\w+)[{ ]", RegexOption.MULTILINE).findAll(registry.scrape()).map { it.groupValues[1] }.toSet()
        val dashboard = File(System.getProperty("repository"), "docs/grafana-dashboard.json").readText()
        val wanted = Regex("qq_wxpay_\\w+").findAll(dashboard).map { it.value }.toSet()
        assertTrue(wanted.size >= 9 && shown.containsAll(wanted), "${wanted - shown} of $wanted, there are $shown")
    }

    private fun assertMeters(registry: MeterRegistry) {
        val calls = registry.get("qq_wxpay.call.duration").tags("operation", "place_order", "upstream", "qq", "code", "ok", "merchant", "shop").timer()
        assertEquals(1, calls.count())
        assertTrue(calls.totalTime(TimeUnit.SECONDS) > 0)
        assertEquals(11, calls.takeSnapshot().histogramCounts().size)
        assertEquals(1.0, registry.get("qq_wxpay.retries").tags("operation", "place_order").counter().count())
        assertEquals(1.0, registry.get("qq_wxpay.token.refreshes").tag("origin", "fetched").counter().count())
        assertEquals(1, registry.get("qq_wxpay.token.lease.wait").timer().count())
        assertTrue(registry.get("qq_wxpay.token.age").gauge().value() in 0.0..600.0)
        assertEquals(2.0, registry.get("qq_wxpay.notifications").tags("outcome", "payment", "code", "ok").counter().count())
        assertEquals(1.0, registry.get("qq_wxpay.notification.duplicates").tag("outcome", "payment").counter().count())
        assertEquals(1.0, registry.get("qq_wxpay.faults").tags("kind", "sandbox_client", "level", "warning").counter().count())
        assertTrue(registry.get("qq_wxpay.certificate.days").tag("whose", "merchant").gauge().value() in 1800.0..1825.0)
    }
}

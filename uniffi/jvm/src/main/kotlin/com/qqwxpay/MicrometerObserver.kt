package com.qqwxpay

import io.micrometer.core.instrument.Counter
import io.micrometer.core.instrument.Gauge
import io.micrometer.core.instrument.MeterRegistry
import io.micrometer.core.instrument.Tag
import io.micrometer.core.instrument.Tags
import io.micrometer.core.instrument.Timer
import java.time.Duration
import java.util.concurrent.ConcurrentHashMap
import kotlin.math.floor

/**
 * Makes meters of Micrometer out of what one client reports: `QqWxPayClient.builder(settings).observer(MicrometerObserver(registry))`. It
 * needs `io.micrometer:micrometer-core`, which the application brings. [tags] stand on every meter beside what the observer says: the name
 * of the merchant, where there are several. Each client gets an observer of its own. No order number, payer, key or token is in them. The
 * repository's `docs/metrics.md` has the table of names.
 */
public class MicrometerObserver @JvmOverloads constructor(private val registry: MeterRegistry, tags: Iterable<Tag> = emptyList()) : Observer {
    private val own = Tags.of(tags)
    private val certificates = ConcurrentHashMap<CertificateOwner, Told<ClientEvent.Certificate>>()

    @Volatile
    private var token: Told<ClientEvent.Token>? = null

    init {
        Gauge.builder("qq_wxpay.token.age", this) { it.tokenAge() }
            .baseUnit("seconds").description("How long ago the access token in use was fetched").tags(own).strongReference(true).register(registry)
    }

    override fun observe(event: ClientEvent) {
        when (event) {
            is ClientEvent.Call -> timer("qq_wxpay.call.duration", "Calls to QQ and WeChat Pay with all their attempts", request(event.operation, event.upstream, event.code))
                .record(Duration.ofNanos(event.elapsedUs * 1000))
            is ClientEvent.Attempt -> if (event.repeats) {
                count("qq_wxpay.retries", "Attempts after which another one followed", request(event.operation, event.upstream, event.code))
            }
            is ClientEvent.Notification -> notification(event)
            is ClientEvent.Token -> token(event)
            is ClientEvent.Certificate -> certificate(event)
            is ClientEvent.Fault -> {
                val by = Tags.of("kind", event.what.wire, "level", event.level.wire, "code", event.code)
                count("qq_wxpay.faults", "What those who run the shop must look at", by, 1.0 + event.suppressed)
            }
        }
    }

    private fun request(operation: String, upstream: Upstream, code: String?) = Tags.of("operation", operation, "upstream", upstream.wire, "code", code ?: OK)

    private fun notification(event: ClientEvent.Notification) {
        count("qq_wxpay.notifications", "Notifications by what they turned out to be", Tags.of("outcome", event.outcome, "code", event.code ?: OK))
        if (event.repeat) {
            count("qq_wxpay.notification.duplicates", "Notifications that this process had verified before", Tags.of("outcome", event.outcome))
        }
    }

    private fun token(event: ClientEvent.Token) {
        token = Told(event)
        timer("qq_wxpay.token.lease.wait", "Waiting until the token store gave the lease", Tags.empty()).record(Duration.ofMillis(event.leaseWaitMs))
        count("qq_wxpay.token.refreshes", "New access tokens, fetched by this process or found in the store", Tags.of("origin", event.origin.wire))
    }

    private fun certificate(event: ClientEvent.Certificate) {
        if (event.daysLeft == null) return
        val isNew = certificates.put(event.whose, Told(event)) == null
        if (isNew) {
            Gauge.builder("qq_wxpay.certificate.days", this) { it.daysLeft(event.whose) }
                .description("Whole days until a certificate in use ends").tags(own.and("whose", event.whose.wire)).strongReference(true).register(registry)
        }
    }

    private fun daysLeft(whose: CertificateOwner): Double {
        val told = certificates[whose] ?: return Double.NaN
        return (told.event.daysLeft ?: return Double.NaN) - floor(told.seconds() / DAY)
    }

    private fun tokenAge(): Double = token?.let { it.event.ageSeconds + it.seconds() } ?: Double.NaN

    private fun timer(name: String, description: String, tags: Tags): Timer =
        Timer.builder(name).description(description).tags(own.and(tags)).serviceLevelObjectives(*BOUNDARIES).register(registry)

    private fun count(name: String, description: String, tags: Tags, value: Double = 1.0) {
        Counter.builder(name).description(description).tags(own.and(tags)).register(registry).increment(value)
    }

    /** An event, and when it was told. */
    private class Told<out E>(val event: E) {
        private val at = System.nanoTime()

        fun seconds(): Double = (System.nanoTime() - at) / 1e9
    }

    private companion object {
        /** The code of what succeeded. */
        const val OK = "ok"

        /** In seconds. */
        const val DAY = 24 * 3600

        /** The upper bounds of the histograms. */
        val BOUNDARIES: Array<Duration> = longArrayOf(10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10_000, 25_000).map(Duration::ofMillis).toTypedArray()
    }
}

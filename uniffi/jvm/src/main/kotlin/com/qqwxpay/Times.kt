package com.qqwxpay

import java.time.DateTimeException
import java.time.Instant
import java.time.LocalDate
import java.time.ZoneOffset
import java.time.format.DateTimeFormatter
import java.time.temporal.ChronoUnit
import java.time.temporal.TemporalAccessor

/** Moments and days of `java.time` as requests take them. Builders take them as they are. */
public object Times {
    private val BEIJING = ZoneOffset.ofHours(8)

    /**
     * The text of an [Instant], `OffsetDateTime` or `ZonedDateTime`, for `timeExpire`, `timeStart` and `v2FormerSignTypeUntil`.
     *
     * @throws QqWxPayException.InvalidInput `TIME_FORMAT` when it is no moment, such as a `LocalDateTime`: nobody knows in which zone
     */
    @JvmStatic
    public fun moment(moment: TemporalAccessor): String = try {
        DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(Instant.from(moment).atOffset(BEIJING).truncatedTo(ChronoUnit.SECONDS))
    } catch (_: DateTimeException) {
        throw QqWxPayException.own("TIME_FORMAT", null, "${moment.javaClass.simpleName} is no moment; OffsetDateTime, ZonedDateTime and Instant are")
    }

    /** The text of the day of a bill, in Beijing. */
    @JvmStatic
    public fun day(day: LocalDate): String = DateTimeFormatter.ISO_LOCAL_DATE.format(day)
}

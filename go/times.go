package qqwxpay

import "time"

// china is the clock of China, which has no summer time.
var china = time.FixedZone("CST", 8*60*60)

// ChinaTime is a moment as requests take it, on the clock of China in whole seconds: 2026-06-08T10:34:56+08:00. A fraction of a second is cut.
//
//	TimeExpire: qqwxpay.ChinaTime(time.Now().Add(15 * time.Minute))
func ChinaTime(moment time.Time) string { return moment.In(china).Format(time.RFC3339) }

// ChinaDay is the day that it is in China at this moment, for bills: 2026-06-08.
func ChinaDay(moment time.Time) string { return moment.In(china).Format(time.DateOnly) }

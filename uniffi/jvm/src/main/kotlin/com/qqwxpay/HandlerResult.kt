package com.qqwxpay

import java.util.concurrent.CompletionStage
import java.util.concurrent.Future
import kotlinx.coroutines.Deferred
import kotlinx.coroutines.Job
import kotlinx.coroutines.withContext

/** What a function's result means for the answer to a notification. */
internal class HandlerResult private constructor(val result: String, val detail: String?, val answer: Acknowledgement?) {
    internal companion object {
        private val DONE = HandlerResult("done", null, null)

        /** Simple names of classes, of whatever framework, that are answers, or work that nobody has begun yet. */
        private val ANSWERS = setOf(
            "ResponseEntity", "HttpEntity", "HttpStatus", "HttpStatusCode", "Response", "HttpResponse", "HttpReply", "ServerResponse",
            "OutgoingContent", "ProblemDetail", "ErrorResponse", "ModelAndView", "View", "Publisher", "Flow", "Flow.Publisher", "Sequence",
            "Callable", "Supplier", "Runnable", "Function", "Iterator", "Stream",
        )

        /** What is still to come is waited for. */
        suspend fun of(value: Any?): HandlerResult = when (value) {
            is Deferred<*> -> of(value.await())
            is Job -> DONE.also { value.join() }
            is CompletionStage<*> -> of(value.awaitUnwrapped())
            is Future<*> -> of(withContext(Workers.SHARED.dispatcher) { value.get() })
            else -> now(value)
        }

        /** The same of a value that is there. */
        fun now(value: Any?): HandlerResult = when {
            value == null || value == Unit || value == true -> DONE
            value == false -> HandlerResult("declined", null, null)
            value is Acknowledgement -> HandlerResult("done", null, value)
            value is Result<*> -> if (value.isSuccess) now(value.getOrNull()) else HandlerResult("answer_like", "Result", null)
            looksLikeAnswer(value) -> HandlerResult("answer_like", value.javaClass.simpleName, null)
            // A count of rows, a record that was saved: what a last expression happens to give.
            else -> DONE
        }

        private fun looksLikeAnswer(value: Any): Boolean = when (value) {
            is CharSequence, is Char, is Throwable -> true
            is Number -> isStatus(value)
            is Pair<*, *> -> looksLikeStatus(value.first)
            is Array<*> -> looksLikeStatus(value.firstOrNull())
            is IntArray -> isStatus(value.firstOrNull())
            is List<*> -> looksLikeStatus(value.firstOrNull())
            is Map<*, *> -> value.keys.any { it == "status" || it == "statusCode" || it == "code" }
            else -> ancestors(value.javaClass).any { it.simpleName in ANSWERS }
        }

        private fun looksLikeStatus(value: Any?) = isStatus(value) || (value != null && value !is Collection<*> && value.javaClass.simpleName in ANSWERS)

        private fun isStatus(value: Any?) = (value is Int || value is Long || value is Short) && (value as Number).toLong() in 100..599

        private fun ancestors(type: Class<*>): Sequence<Class<*>> = sequence {
            var next: Class<*>? = type
            while (next != null) {
                yield(next)
                for (one in next.interfaces) yieldAll(ancestors(one))
                next = next.superclass
            }
        }
    }
}

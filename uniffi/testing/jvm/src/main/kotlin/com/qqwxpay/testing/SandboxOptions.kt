package com.qqwxpay.testing

import java.nio.file.Path
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject

/** How a sandbox is started; what is left out has a default. Each method gives a changed copy. */
public class SandboxOptions private constructor(private val members: Map<String, JsonElement>) {
    /** A port that the system chooses on 127.0.0.1, and keys of its own. */
    public constructor() : this(emptyMap())

    internal val json: JsonObject get() = JsonObject(members)

    private fun with(name: String, value: Any) = SandboxOptions(members + (name to json(value)))

    /** Where notifications go: the address of your own server. */
    public fun notifyUrl(value: String): SandboxOptions = with("notify_url", value)

    /** How many times faster than WeChat Pay refused notifications are repeated. */
    public fun timeScale(value: Double): SandboxOptions = with("time_scale", value)

    /** The IP address to listen on. */
    public fun host(value: String): SandboxOptions = with("host", value)

    /** The port; 0 lets the system choose. */
    public fun port(value: Int): SandboxOptions = with("port", value)

    /** The port with mutual TLS; 0 lets the system choose. */
    public fun securePort(value: Int): SandboxOptions = with("secure_port", value)

    /** A file that keeps keys and secrets from one start to the next. */
    public fun keep(value: Path): SandboxOptions = with("keep", value.toString())

    /**
     * The merchant number: several sandboxes stand for several merchants, two with one number and one [keep] for one with two mini programs.
     */
    public fun mchid(value: String): SandboxOptions = with("mchid", value)

    /** The WeChat AppID that is bound to it. */
    public fun wechatAppid(value: String): SandboxOptions = with("wechat_appid", value)

    /** The AppID of the QQ mini program. */
    public fun qqAppid(value: String): SandboxOptions = with("qq_appid", value)
}

package com.qqwxpay.peers;

import com.github.binarywang.wxpay.config.WxPayConfig;
import com.github.binarywang.wxpay.service.WxPayService;
import com.github.binarywang.wxpay.service.impl.WxPayServiceImpl;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Base64;

/** `weixin-java-pay` (WxJava) as its users set it up; only the port is another one, which it takes as a setting. */
final class WxJava {
    final Sandbox sandbox;
    final Merchant merchant;

    WxJava(Sandbox sandbox, Merchant merchant) {
        this.sandbox = sandbox;
        this.merchant = merchant;
    }

    /** Makes Java trust the sandbox's authority, before anything of TLS is used. */
    static void trust(Sandbox sandbox) throws Exception {
        var file = Files.createTempFile("qq-wxpay-peers", ".p12");
        file.toFile().deleteOnExit();
        try (var stream = Files.newOutputStream(file)) {
            Way.trusted(sandbox).store(stream, "sandbox".toCharArray());
        }
        System.setProperty("javax.net.ssl.trustStore", file.toString());
        System.setProperty("javax.net.ssl.trustStoreType", "PKCS12");
        System.setProperty("javax.net.ssl.trustStorePassword", "sandbox");
    }

    WxPayConfig config() {
        var config = new WxPayConfig();
        // It signs only what goes to a host of this name; that the name is this machine is said below, to Java.
        config.setPayBaseUrl("https://api.mch.weixin.qq.com:" + sandbox.securePort());
        config.setAppId(sandbox.identity("wechat_appid"));
        config.setMchId(sandbox.identity("mchid"));
        config.setNotifyUrl(merchant.address());
        config.setMchKey(sandbox.identity("api_v2_key"));
        config.setApiV3Key(sandbox.identity("api_v3_key"));
        config.setKeyContent(Base64.getDecoder().decode(sandbox.identity("merchant_pkcs12")));
        config.setPrivateKeyContent(bytes("merchant_private_key"));
        config.setPrivateCertContent(bytes("merchant_certificate"));
        config.setCertSerialNo(sandbox.identity("merchant_serial"));
        return config;
    }

    /** A link of the sandbox at the host that the peer signs for, as the links of WeChat Pay are; path and query stay. */
    String signedAddress(String link) {
        return link.replace(sandbox.address, "https://api.mch.weixin.qq.com:" + sandbox.securePort());
    }

    byte[] bytes(String name) {
        return sandbox.identity(name).getBytes(StandardCharsets.US_ASCII);
    }

    WxPayService service(WxPayConfig config) {
        var service = new WxPayServiceImpl();
        service.setConfig(config);
        return service;
    }
}

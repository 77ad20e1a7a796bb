package com.qqwxpay.peers;

import java.net.InetAddress;

/** Lets the peers do business with the sandbox of the address that is given: `Peers http://127.0.0.1:18700`. */
public final class Peers {
    private Peers() {}

    public static void main(String[] arguments) throws Exception {
        if (!InetAddress.getByName("api.mch.weixin.qq.com").isLoopbackAddress()) {
            throw new IllegalStateException("WeChat Pay's name must be this machine: -Djdk.net.hosts.file");
        }
        var sandbox = new Sandbox(arguments[0]);
        var merchant = new Merchant();
        var passed = true;
        for (var byPublicKey : new boolean[] {true, false}) {
            sandbox.switches("{\"notification_key\":\"" + (byPublicKey ? "public_key" : "certificate") + "\"}");
            passed &= new OfficialPeer(sandbox, merchant, Way.toSandbox(sandbox), byPublicKey).judge();
        }
        WxJava.trust(sandbox);
        for (var byPublicKey : new boolean[] {true, false}) {
            // It never names the public key in `Wechatpay-Serial`: it knows merchants that have nothing else.
            sandbox.switches(byPublicKey
                ? "{\"notification_key\":\"public_key\",\"platform_certificates\":\"none\"}"
                : "{\"notification_key\":\"certificate\",\"platform_certificates\":\"current\"}");
            passed &= new WxJavaPeer(new WxJava(sandbox, merchant), byPublicKey).judge();
        }
        for (var signType : new String[] {"MD5", "HMAC-SHA256"}) {
            passed &= new WxJavaV2Peer(new WxJava(sandbox, merchant), signType).judge();
        }
        sandbox.switches("{\"notification_key\":\"public_key\",\"bills_at_once\":false}");
        merchant.stop();
        System.out.flush();
        // The peers leave threads behind.
        System.exit(passed ? 0 : 1);
    }
}

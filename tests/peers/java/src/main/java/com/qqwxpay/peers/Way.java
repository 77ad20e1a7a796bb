package com.qqwxpay.peers;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.SocketFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import okhttp3.OkHttpClient;

/** Leads the fixed hosts of a peer to the sandbox, below its signature: names, port and authority are another one's. */
final class Way {
    private static final List<String> HOSTS = List.of("api.mch.weixin.qq.com", "api2.wechatpay.cn", "api2.mch.weixin.qq.com", "127.0.0.1");

    private Way() {}

    /** The sandbox's authority as a store of trusted certificates. */
    static KeyStore trusted(Sandbox sandbox) throws Exception {
        var pem = sandbox.identity("root_certificate").getBytes(StandardCharsets.US_ASCII);
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry("sandbox", CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(pem)));
        return store;
    }

    static OkHttpClient toSandbox(Sandbox sandbox) throws Exception {
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted(sandbox));
        var manager = (X509TrustManager) trust.getTrustManagers()[0];
        var context = SSLContext.getInstance("TLS");
        context.init(null, new X509TrustManager[] {manager}, null);
        return new OkHttpClient.Builder()
            .dns(host -> {
                if (!HOSTS.contains(host)) throw new UnknownHostException("a test sends nothing to other hosts");
                return List.of(InetAddress.getLoopbackAddress());
            })
            .socketFactory(new ToPort(sandbox.securePort()))
            .sslSocketFactory(context.getSocketFactory(), manager)
            .callTimeout(Sandbox.PATIENCE.toSeconds(), TimeUnit.SECONDS)
            // A lost reply is the peer's own business here.
            .retryOnConnectionFailure(false)
            .build();
    }

    /** Sockets that go to the sandbox when the port of HTTPS is meant. */
    private static final class ToPort extends SocketFactory {
        private final int port;

        ToPort(int port) {
            this.port = port;
        }

        @Override
        public Socket createSocket() {
            return new Socket() {
                @Override
                public void connect(SocketAddress to, int timeout) throws IOException {
                    var meant = (InetSocketAddress) to;
                    super.connect(new InetSocketAddress(meant.getAddress(), meant.getPort() == 443 ? port : meant.getPort()), timeout);
                }
            };
        }

        @Override
        public Socket createSocket(String host, int to) throws IOException {
            throw new IOException("only unconnected sockets");
        }

        @Override
        public Socket createSocket(String host, int to, InetAddress from, int fromPort) throws IOException {
            throw new IOException("only unconnected sockets");
        }

        @Override
        public Socket createSocket(InetAddress host, int to) throws IOException {
            throw new IOException("only unconnected sockets");
        }

        @Override
        public Socket createSocket(InetAddress host, int to, InetAddress from, int fromPort) throws IOException {
            throw new IOException("only unconnected sockets");
        }
    }
}

package com.example.shop;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * The payer's address: WeChat Pay compares it with the one that pays. Tomcat takes it from {@code X-Forwarded-For} only when a reverse proxy in
 * the own network wrote it.
 *
 * @param standIn the address of payers who come from this machine; for the sandbox only
 */
record PayerAddress(String standIn) {
    String of(HttpServletRequest request) {
        String address = request.getRemoteAddr();
        return standIn != null && isLoopback(address) ? standIn : address;
    }

    private static boolean isLoopback(String address) {
        try {
            return InetAddress.getByName(address).isLoopbackAddress(); // a number, never a name: nothing is looked up
        } catch (UnknownHostException exception) {
            return false;
        }
    }
}

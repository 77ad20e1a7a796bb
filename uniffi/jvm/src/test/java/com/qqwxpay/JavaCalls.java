package com.qqwxpay;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;

/** Calls the client as Java code does, with what a conformance case says: builders, methods, getters. */
public final class JavaCalls {
    /** The case says something that no Java code could say: it would not compile. */
    public static final class Inexpressible extends RuntimeException {
        Inexpressible(String what) {
            super(what);
        }
    }

    private interface Preparing<R> {
        Prepared<?> prepare(QqWxPayClient pay, R request, String accessToken);
    }

    private record Call(Class<?> request, Preparing<Object> prepare) {}

    private static final Map<String, Call> CALLS = new LinkedHashMap<>();

    static {
        call("place_order", OrderRequest.class, QqWxPayClient::prepareOrder);
        call("place_partner_order", PartnerOrderRequest.class, QqWxPayClient::preparePartnerOrder);
        call("place_combine_order", CombineOrderRequest.class, QqWxPayClient::prepareCombineOrder);
        call("place_v2_order", V2OrderRequest.class, QqWxPayClient::prepareV2Order);
        call("query_order", OrderId.class, QqWxPayClient::prepareQueryOrder);
        call("query_partner_order", PartnerOrderQuery.class, QqWxPayClient::prepareQueryPartnerOrder);
        call("query_combine_order", CombineOrderQuery.class, QqWxPayClient::prepareQueryCombineOrder);
        call("query_v2_order", V2OrderQuery.class, QqWxPayClient::prepareQueryV2Order);
        call("close_order", CloseOrderRequest.class, QqWxPayClient::prepareCloseOrder);
        call("close_partner_order", ClosePartnerOrderRequest.class, QqWxPayClient::prepareClosePartnerOrder);
        call("close_combine_order", CloseCombineOrderRequest.class, QqWxPayClient::prepareCloseCombineOrder);
        call("close_v2_order", CloseV2OrderRequest.class, QqWxPayClient::prepareCloseV2Order);
        call("refund", RefundRequest.class, QqWxPayClient::prepareRefund);
        call("query_refund", RefundQuery.class, QqWxPayClient::prepareQueryRefund);
        call("abnormal_refund", AbnormalRefundRequest.class, QqWxPayClient::prepareAbnormalRefund);
        call("v2_refund", V2RefundRequest.class, QqWxPayClient::prepareV2Refund);
        call("query_v2_refund", V2RefundQuery.class, QqWxPayClient::prepareQueryV2Refund);
        call("request", ApiRequest.class, QqWxPayClient::prepareRequest);
        call("trade_bill", TradeBillRequest.class, QqWxPayClient::prepareTradeBill);
        call("fund_flow_bill", FundFlowBillRequest.class, QqWxPayClient::prepareFundFlowBill);
        call("self_test", SelfTest.class, QqWxPayClient::prepareSelfTest);
        call("access_token", Void.class, (pay, nothing, token) -> pay.prepareAccessToken(token));
        call("refresh_certificates", Void.class, (pay, nothing, token) -> pay.prepareCertificates(token));
    }

    private static final Map<String, Map.Entry<Class<?>, BiFunction<QqWxPayClient, Object, PreparedBill<?, ?>>>> BILLS = Map.of(
            "trade_bill_file", Map.entry(BillLink.class, (pay, link) -> pay.prepareTradeBillFile((BillLink) link)),
            "fund_flow_bill_file", Map.entry(BillLink.class, (pay, link) -> pay.prepareFundFlowBillFile((BillLink) link)),
            "v2_trade_bill",
                    Map.entry(V2TradeBillRequest.class, (pay, bill) -> pay.prepareV2TradeBill((V2TradeBillRequest) bill)));

    private static <R> void call(String operation, Class<R> request, Preparing<R> prepare) {
        CALLS.put(operation, new Call(request, (pay, given, token) -> prepare.prepare(pay, request.cast(given), token)));
    }

    private final QqWxPayClient pay;

    public JavaCalls(QqWxPayClient pay) {
        this.pay = pay;
    }

    public String mchid() {
        return pay.merchant().getMchid();
    }

    public Prepared<?> prepare(String operation, Map<String, Object> request, String accessToken) {
        Call call = CALLS.get(operation);
        Object given = call.request() == Void.class ? null : value(call.request(), request, "");
        return call.prepare().prepare(pay, given, accessToken);
    }

    public PreparedBill<?, ?> prepareBill(String operation, Map<String, Object> request) {
        var bill = BILLS.get(operation);
        return bill.getValue().apply(pay, value(bill.getKey(), request, ""));
    }

    /** Rows, and the end behind them; the body comes seven bytes at a time. */
    public static Map<String, Object> read(PreparedBill<?, ?> bill, int status, Map<String, List<String>> headers, byte[] body) {
        InputStream slow = new ByteArrayInputStream(body) {
            @Override
            public int readNBytes(byte[] into, int offset, int length) {
                return super.readNBytes(into, offset, Math.min(length, 7));
            }

            @Override
            public byte[] readNBytes(int length) {
                byte[] piece = new byte[Math.min(Math.min(length, 7), available())];
                super.readNBytes(piece, 0, piece.length);
                return piece;
            }
        };
        List<Object> rows = new ArrayList<>();
        for (Object row : bill.rows(status, headers, slow)) {
            rows.add(plain(row));
        }
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("rows", rows);
        all.put("result", plain(bill.getFinished()));
        return all;
    }

    public Object encryptSensitive(String text) {
        return plain(pay.encryptSensitiveOffline(PlainText.builder().text(text).build()));
    }

    public Object decryptSensitive(String ciphertext) {
        return plain(pay.decryptSensitive(CipherText.builder().ciphertext(ciphertext).build()));
    }

    public Map<String, Object> notification(Map<String, List<String>> headers, byte[] body, Map<String, Object> expected) {
        HandledNotification handled = pay.handleNotification(headers, body);
        Outcome outcome = handled.getOutcome();
        Object value = null;
        Object error = null;
        String state = null;
        if (outcome instanceof Outcome.Payment it) {
            value = it.getPayment();
        } else if (outcome instanceof Outcome.PartnerPayment it) {
            value = it.getPayment();
        } else if (outcome instanceof Outcome.CombinePayment it) {
            value = it.getPayment();
        } else if (outcome instanceof Outcome.V2Payment it) {
            value = it.getPayment();
        } else if (outcome instanceof Outcome.Refund it) {
            value = it.getRefund();
        } else if (outcome instanceof Outcome.V2Refund it) {
            value = it.getRefund();
        } else if (outcome instanceof Outcome.SecurityEcho it) {
            value = it.getEcho();
        } else if (outcome instanceof Outcome.Other it) {
            value = it.getEvent();
        } else if (outcome instanceof Outcome.NotPaid it) {
            state = it.getState();
        } else if (outcome instanceof Outcome.Stale it) {
            error = it.getError();
        } else if (outcome instanceof Outcome.Unsigned it) {
            error = it.getError();
        } else if (outcome instanceof Outcome.Refused it) {
            error = it.getError();
        } else if (!(outcome instanceof Outcome.Probe)) {
            throw new AssertionError("an outcome that this test does not know: " + outcome);
        }
        Object asExpected = null;
        if (expected != null) {
            Expected own = (Expected) value(Expected.class, expected, "");
            try {
                handled.expect(own);
                asExpected = true;
            } catch (QqWxPayException.InvalidInput exception) {
                throw exception; // the expectation itself is wrong
            } catch (QqWxPayException exception) {
                asExpected = exception;
            }
        }
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("outcome", snake(outcome.getClass().getSimpleName()).substring(1));
        all.put("id", handled.getId());
        all.put("order", plain(handled.getOrder()));
        all.put("refund", plain(handled.getRefund()));
        all.put("event", event(handled.getEvent()));
        EventKind kind = handled.getEventKind();
        all.put("acknowledgement", plain(kind == null ? handled.getAnswer() : handled.accept(kind)));
        all.put("value", plain(value));
        all.put("error", error);
        all.put("state", state);
        all.put("as_expected", asExpected);
        return all;
    }

    private static Map<String, Object> event(ShopEvent event) {
        if (event instanceof ShopEvent.Paid it) {
            return Map.of("type", "paid", "paid", plain(it.getPaid()));
        }
        if (event instanceof ShopEvent.Refund it) {
            return Map.of("type", "refund", "refund", plain(it.getRefund()));
        }
        if (event instanceof ShopEvent.NotPaid it) {
            return Map.of("type", "not_paid", "not_paid", plain(it.getNotPaid()));
        }
        return event instanceof ShopEvent.Other it ? Map.of("type", "other", "other", plain(it.getOther())) : null;
    }

    /** What the builders of Java make of a JSON value. */
    public static Object value(Type type, Object json, String path) {
        if (type instanceof ParameterizedType generic) {
            if (!(json instanceof List<?> list) || generic.getRawType() != List.class) {
                throw new Inexpressible(path);
            }
            List<Object> values = new ArrayList<>();
            for (Object item : list) {
                if (item == null) {
                    throw new Inexpressible(path);
                }
                values.add(value(generic.getActualTypeArguments()[0], item, path + "[]"));
            }
            return values;
        }
        Class<?> as = (Class<?>) type;
        if (as == long.class && json instanceof Long || as == boolean.class && json instanceof Boolean || as == String.class && json instanceof String) {
            return json;
        }
        if (as.isEnum() && json instanceof String word) {
            for (Object constant : as.getEnumConstants()) {
                if (wire((Enum<?>) constant).equals(word)) {
                    return constant;
                }
            }
        }
        if (!(json instanceof Map<?, ?> fields)) {
            throw new Inexpressible(path);
        }
        if (as == OrderId.class) {
            return orderId(fields);
        }
        return built(as, fields, path);
    }

    private static OrderId orderId(Map<?, ?> fields) {
        if (fields.size() == 1 && fields.get("out_trade_no") instanceof String number) {
            return new OrderId.OutTradeNo(number);
        }
        if (fields.size() == 1 && fields.get("transaction_id") instanceof String number) {
            return new OrderId.TransactionId(number);
        }
        throw new Inexpressible("an order has one number");
    }

    private static Object built(Class<?> type, Map<?, ?> fields, String path) {
        try {
            Object builder = type.getMethod("builder").invoke(null);
            for (Map.Entry<?, ?> field : fields.entrySet()) {
                String name = camel((String) field.getKey());
                Method setter = null;
                for (Method method : builder.getClass().getMethods()) {
                    // Moments and days: the function that takes their text.
                    boolean fits = method.getName().equals(name) && method.getParameterCount() == 1;
                    if (fits && !method.getParameterTypes()[0].getName().startsWith("java.time.")) {
                        setter = method;
                    }
                }
                String own = path + "." + name;
                if (setter == null) {
                    throw new Inexpressible(own);
                }
                Type wanted = setter.getGenericParameterTypes()[0];
                if (field.getValue() != null) {
                    setter.invoke(builder, value(wanted, field.getValue(), own));
                } else if (wanted == long.class || wanted == boolean.class) {
                    throw new Inexpressible(own);
                }
            }
            return builder.getClass().getMethod("build").invoke(builder);
        } catch (InvocationTargetException exception) {
            // Deep inside, the builder cannot know the whole path.
            if (exception.getCause() instanceof QqWxPayException told && path.isEmpty()) {
                throw told;
            }
            throw new Inexpressible(path);
        } catch (ReflectiveOperationException exception) {
            throw new AssertionError(path, exception);
        }
    }

    /** What the getters of a model give, by the names on the wire. Exceptions stay what they are. */
    public static Object plain(Object value) {
        if (value == null || value instanceof String || value instanceof Long || value instanceof Boolean || value instanceof QqWxPayException) {
            return value;
        }
        if (value instanceof Enum<?> word) {
            return wire(word);
        }
        if (value instanceof List<?> list) {
            return list.stream().map(JavaCalls::plain).toList();
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((name, item) -> fields.put(snake((String) name), plain(item)));
            return fields;
        }
        for (Method method : value.getClass().getDeclaredMethods()) {
            int kind = method.getModifiers();
            boolean getter = method.getName().startsWith("get") && method.getParameterCount() == 0;
            if (getter && Modifier.isPublic(kind) && !Modifier.isStatic(kind) && !method.isSynthetic()) {
                try {
                    String name = method.getName().substring(3);
                    fields.put(snake(name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1)), plain(method.invoke(value)));
                } catch (ReflectiveOperationException exception) {
                    throw new AssertionError(method.getName(), exception);
                }
            }
        }
        return fields;
    }

    private static String wire(Enum<?> word) {
        try {
            return (String) word.getDeclaringClass().getDeclaredField("wire").get(word);
        } catch (ReflectiveOperationException exception) {
            throw new AssertionError(word.name(), exception);
        }
    }

    private static String camel(String name) {
        StringBuilder out = new StringBuilder();
        boolean capital = false;
        for (char letter : name.toCharArray()) {
            if (letter == '_') {
                capital = true;
            } else {
                out.append(capital ? Character.toUpperCase(letter) : letter);
                capital = false;
            }
        }
        return out.toString();
    }

    /** The name as on the wire; columns that no model knows keep the names of the bill. */
    private static String snake(String name) {
        return name.chars().allMatch(letter -> letter >= ' ' && letter <= '~') ? name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT) : name;
    }
}

/** QQ mini programs that take WeChat Pay, in Spring Boot: a client out of the properties {@code qq-wxpay.…}, and the address of notifications. */
package com.qqwxpay.spring;

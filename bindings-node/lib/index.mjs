// One implementation for both module systems: an error of either is an instance of the same class.
import qqWxPay from './index.js';

export const { BillRows, HandledNotification, Merchants, NotConnectedError, PreparedBill, PreparedCall, QqWxPay, QqWxPayError } = qqWxPay;

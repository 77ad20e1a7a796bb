// What this mini program uses of QQ's client. `qq.requestWxPayment` is in no published types.

/** The arguments of `qq.requestWxPayment`. */
interface RequestWxPaymentOptions {
  /** The H5 link of the order (`mweb_url`, `h5_url`), placed through QQ's proxy for this very mini program. It lives 5 minutes. */
  url: string;
  /** The domain that is authorised for H5 payment on the merchant number, with scheme: `https://pay.example.com`. */
  referer: string;
  success?: (result: QqResult) => void;
  fail?: (result: QqResult) => void;
  /** Called after both. */
  complete?: (result: QqResult) => void;
}

interface QqResult {
  /**
   * `requestWxPayment:ok`: the call has ended; no proof of a payment. `requestWxPayment:fail cancel`: the user left, perhaps after
   * paying. There are others, and there will be more.
   */
  errMsg: string;
}

interface QqRequestOptions {
  url: string;
  method?: 'GET' | 'POST';
  data?: object;
  /** Milliseconds. */
  timeout?: number;
  success?: (reply: { statusCode: number; data: unknown }) => void;
  fail?: (result: QqResult) => void;
}

declare const qq: {
  /** Opens WeChat Pay. It is missing in old versions of QQ, and outside of mobile QQ: ask for it before. */
  requestWxPayment?: (options: RequestWxPaymentOptions) => void;
  request(options: QqRequestOptions): void;
  getStorageSync(key: string): unknown;
  setStorageSync(key: string, data: unknown): void;
  removeStorageSync(key: string): void;
};

declare function App(options: object): void;
declare function Page<Data extends object, Methods extends object>(
  options: { data: Data } & Methods & ThisType<Methods & { data: Data; setData(change: Partial<Data>): void }>,
): void;

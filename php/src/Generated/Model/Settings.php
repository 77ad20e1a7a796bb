<?php

// Written by `cargo xtask generate` from the models in Rust. Do not edit.

declare(strict_types=1);

namespace QqWxPay\Model;

use QqWxPay\Internal\Given;
use QqWxPay\Internal\Hidden;
use QqWxPay\Internal\HidesFields;
use QqWxPay\Internal\Read;
use QqWxPay\Record;

/**
 * The settings as text. Which ones are needed depends on what is used: V3 needs the merchant key, the APIv3 key
 * and WeChat Pay's public key; V2 needs the V2 key; ordering through QQ needs the two QQ settings.
 *
 * @property-read string|null $apiV2Key V2 API key, 32 characters. Environment: `QQ_WXPAY_API_V2_KEY`.
 * @property-read string|null $apiV3Key APIv3 key, exactly 32 characters. Environment: `QQ_WXPAY_API_V3_KEY`.
 * @property-read string|null $apiV3KeyPrevious A second APIv3 key, which opens notifications, too, while the key is changed: the next one before the change, the former one after it. Environment: `QQ_WXPAY_API_V3_KEY_PREVIOUS`.
 * @property-read string|null $inbox Where the processes of the shop note which notifications are handled, so that none is handed to two of them: `file` (all processes of this user on this machine), `file:FOLDER` (an absolute path), `redis://user:password@host:port/database` (for several machines, with the forms of `tokenStore`). Nothing is noted when left out: take that where your function does its work in one transaction of a database. Environment: `QQ_WXPAY_INBOX`.
 * @property-read string|null $merchantCertificate Merchant API certificate, `apiclient_cert.pem`. Environment: `QQ_WXPAY_MERCHANT_CERTIFICATE`.
 * @property-read string|null $merchantP12 Both in one file, `apiclient_cert.p12`, as base64; in place of the two above. Environment: `QQ_WXPAY_MERCHANT_P12`.
 * @property-read string|null $merchantP12Password Password of `merchantP12`; the merchant number when left out. Environment: `QQ_WXPAY_MERCHANT_P12_PASSWORD`.
 * @property-read string|null $merchantPrivateKey Merchant private key, `apiclient_key.pem`. Environment: `QQ_WXPAY_MERCHANT_PRIVATE_KEY`.
 * @property-read string|null $notifyUrl Your own address for payment notifications: https, no query, at most 256 characters. Environment: `QQ_WXPAY_NOTIFY_URL`.
 * @property-read string|null $platformCertificates Platform certificates, one PEM after the other. Environment: `QQ_WXPAY_PLATFORM_CERTIFICATES`.
 * @property-read string|null $publicKey WeChat Pay's public key, `pub_key.pem`. Environment: `QQ_WXPAY_PUBLIC_KEY`.
 * @property-read string|null $publicKeyPrevious The key of `publicKeyIdPrevious`. Environment: `QQ_WXPAY_PUBLIC_KEY_PREVIOUS`.
 * @property-read string|null $qqAppSecret AppSecret of the QQ mini program. Environment: `QQ_WXPAY_QQ_APP_SECRET`.
 * @property-read string|null $rootCertificate Root certificate of the sandbox's TLS listener, PEM; refused with any address but one of this machine. Environment: `QQ_WXPAY_ROOT_CERTIFICATE`.
 * @property-read string|null $tokenStore Where QQ's access token is kept, so that all processes share one: `file` (the default: for all processes of this user on this machine), `file:FOLDER` (an absolute path), `redis://user:password@host:port/database` (for several machines; `rediss` for TLS, `redis+cluster`, `redis+sentinel`), or `memory` (of this process alone). A token store or token provider in code goes before it. Environment: `QQ_WXPAY_TOKEN_STORE`.
 */
final class Settings extends Record
{
    use HidesFields;

    /**
     * Until when `v2FormerSignType` counts, by the client's clock: RFC 3339, such as `2026-06-08T00:00:00+08:00`. Both are
     * given, or neither.
     * Environment: `QQ_WXPAY_V2_FORMER_SIGN_TYPE_UNTIL`.
     */
    public readonly ?string $v2FormerSignTypeUntil;

    /**
     * @param list<string>|null $linkHosts
     * @param list<string>|null $tokenRefusedCodes
     */
    public function __construct(
        /** Allows a query in `notifyUrl`: whether QQ keeps one is not known. Environment: `QQ_WXPAY_ALLOW_NOTIFY_URL_QUERY`. */
        public readonly ?bool $allowNotifyUrlQuery = null,
        /**
         * V2 API key, 32 characters.
         * Environment: `QQ_WXPAY_API_V2_KEY`.
         */
        #[\SensitiveParameter] ?string $apiV2Key = null,
        /**
         * APIv3 key, exactly 32 characters.
         * Environment: `QQ_WXPAY_API_V3_KEY`.
         */
        #[\SensitiveParameter] ?string $apiV3Key = null,
        /**
         * A second APIv3 key, which opens notifications, too, while the key is changed: the next one before the change, the former
         * one after it.
         * Environment: `QQ_WXPAY_API_V3_KEY_PREVIOUS`.
         */
        #[\SensitiveParameter] ?string $apiV3KeyPrevious = null,
        /** The way that orders take unless the order says otherwise. Environment: `QQ_WXPAY_CHANNEL`. */
        public readonly ?\QqWxPay\Model\Channel $channel = null,
        /**
         * Where the processes of the shop note which notifications are handled, so that none is handed to two of them: `file` (all processes of
         * this user on this machine), `file:FOLDER` (an absolute path), `redis://user:password@host:port/database` (for several machines, with the
         * forms of `tokenStore`). Nothing is noted when left out: take that where your function does its work in one transaction of a database.
         * Environment: `QQ_WXPAY_INBOX`.
         */
        #[\SensitiveParameter] ?string $inbox = null,
        /**
         * Hosts (with a port, if not 443) that an H5 link may have; only `wx.tenpay.com` when empty.
         * Environment: `QQ_WXPAY_LINK_HOSTS`, comma-separated.
         */
        public readonly ?array $linkHosts = null,
        /**
         * Merchant number; of a service provider its own, of a combine order the initiator's.
         * Environment: `QQ_WXPAY_MCHID`.
         */
        public readonly ?string $mchid = null,
        /**
         * Merchant API certificate, `apiclient_cert.pem`.
         * Environment: `QQ_WXPAY_MERCHANT_CERTIFICATE`.
         */
        #[\SensitiveParameter] ?string $merchantCertificate = null,
        /**
         * Both in one file, `apiclient_cert.p12`, as base64; in place of the two above.
         * Environment: `QQ_WXPAY_MERCHANT_P12`.
         */
        #[\SensitiveParameter] ?string $merchantP12 = null,
        /**
         * Password of `merchantP12`; the merchant number when left out.
         * Environment: `QQ_WXPAY_MERCHANT_P12_PASSWORD`.
         */
        #[\SensitiveParameter] ?string $merchantP12Password = null,
        /**
         * Merchant private key, `apiclient_key.pem`.
         * Environment: `QQ_WXPAY_MERCHANT_PRIVATE_KEY`.
         */
        #[\SensitiveParameter] ?string $merchantPrivateKey = null,
        /**
         * Serial of the merchant API certificate, 40 hex digits; not needed beside `merchantCertificate`.
         * Environment: `QQ_WXPAY_MERCHANT_SERIAL`.
         */
        public readonly ?string $merchantSerial = null,
        /**
         * Your own address for payment notifications: https, no query, at most 256 characters.
         * Environment: `QQ_WXPAY_NOTIFY_URL`.
         */
        #[\SensitiveParameter] ?string $notifyUrl = null,
        /**
         * Platform certificates, one PEM after the other.
         * Environment: `QQ_WXPAY_PLATFORM_CERTIFICATES`.
         */
        #[\SensitiveParameter] ?string $platformCertificates = null,
        /**
         * WeChat Pay's public key, `pub_key.pem`.
         * Environment: `QQ_WXPAY_PUBLIC_KEY`.
         */
        #[\SensitiveParameter] ?string $publicKey = null,
        /**
         * ID of WeChat Pay's public key, `PUB_KEY_ID_…`.
         * Environment: `QQ_WXPAY_PUBLIC_KEY_ID`.
         */
        public readonly ?string $publicKeyId = null,
        /**
         * ID of a second public key of WeChat Pay, whose signatures are taken, too, while the key is changed: the next one's before
         * the change, the former one's after it. Given together with `publicKeyPrevious`, or neither.
         * Environment: `QQ_WXPAY_PUBLIC_KEY_ID_PREVIOUS`.
         */
        public readonly ?string $publicKeyIdPrevious = null,
        /**
         * The key of `publicKeyIdPrevious`.
         * Environment: `QQ_WXPAY_PUBLIC_KEY_PREVIOUS`.
         */
        #[\SensitiveParameter] ?string $publicKeyPrevious = null,
        /**
         * AppSecret of the QQ mini program.
         * Environment: `QQ_WXPAY_QQ_APP_SECRET`.
         */
        #[\SensitiveParameter] ?string $qqAppSecret = null,
        /**
         * AppID of the QQ mini program, from q.qq.com.
         * Environment: `QQ_WXPAY_QQ_APPID`.
         */
        public readonly ?string $qqAppid = null,
        /**
         * Base address of QQ, `https://api.q.qq.com` when left out; another one only for the sandbox.
         * Environment: `QQ_WXPAY_QQ_BASE_URL`.
         */
        public readonly ?string $qqBaseUrl = null,
        /**
         * Domain authorised for H5 payment, with its scheme: what `qq.requestWxPayment` gets as `referer`.
         * Environment: `QQ_WXPAY_REFERER`.
         */
        public readonly ?string $referer = null,
        /**
         * Refuses the link of an order whose reply lacks WeChat Pay's signature.
         * Environment: `QQ_WXPAY_REQUIRE_VERIFIED_REPLY`.
         */
        public readonly ?bool $requireVerifiedReply = null,
        /**
         * Root certificate of the sandbox's TLS listener, PEM; refused with any address but one of this machine.
         * Environment: `QQ_WXPAY_ROOT_CERTIFICATE`.
         */
        #[\SensitiveParameter] ?string $rootCertificate = null,
        /**
         * Codes of the proxy that are taken for "the access token is bad", besides the known ones.
         * Environment: `QQ_WXPAY_TOKEN_REFUSED_CODES`, comma-separated.
         */
        public readonly ?array $tokenRefusedCodes = null,
        /**
         * Where QQ's access token is kept, so that all processes share one: `file` (the default: for all processes of this user on this machine),
         * `file:FOLDER` (an absolute path), `redis://user:password@host:port/database` (for several machines; `rediss` for TLS, `redis+cluster`,
         * `redis+sentinel`), or `memory` (of this process alone). A token store or token provider in code goes before it.
         * Environment: `QQ_WXPAY_TOKEN_STORE`.
         */
        #[\SensitiveParameter] ?string $tokenStore = null,
        /**
         * How V2 messages were signed before `v2SignType` was changed: payment notifications signed so are taken, too, until
         * `v2FormerSignTypeUntil`. Environment: `QQ_WXPAY_V2_FORMER_SIGN_TYPE`.
         */
        public readonly ?\QqWxPay\Model\V2SignType $v2FormerSignType = null,
        /**
         * Until when `v2FormerSignType` counts, by the client's clock: RFC 3339, such as `2026-06-08T00:00:00+08:00`. Both are
         * given, or neither.
         * Environment: `QQ_WXPAY_V2_FORMER_SIGN_TYPE_UNTIL`.
         */
        string|\DateTimeInterface|null $v2FormerSignTypeUntil = null,
        /** How V2 messages are signed. Environment: `QQ_WXPAY_V2_SIGN_TYPE`. */
        public readonly ?\QqWxPay\Model\V2SignType $v2SignType = null,
        /**
         * WeChat AppID (`wx…`) that is bound to the merchant number.
         * Environment: `QQ_WXPAY_WECHAT_APPID`.
         */
        public readonly ?string $wechatAppid = null,
        /**
         * Base address that is tried when WeChat Pay's cannot be reached. When left out: `https://api2.mch.weixin.qq.com` if
         * `wechatBaseUrl` is left out too, else none.
         * Environment: `QQ_WXPAY_WECHAT_BACKUP_BASE_URL`.
         */
        public readonly ?string $wechatBackupBaseUrl = null,
        /**
         * Base address of WeChat Pay, `https://api.mch.weixin.qq.com` when left out; another one only for the sandbox.
         * Environment: `QQ_WXPAY_WECHAT_BASE_URL`.
         */
        public readonly ?string $wechatBaseUrl = null,
        /**
         * Where V2 refunds go, on whose connection the merchant certificate is shown; `wechatBaseUrl` when left out.
         * Another one only for the sandbox.
         * Environment: `QQ_WXPAY_WECHAT_MUTUAL_TLS_BASE_URL`.
         */
        public readonly ?string $wechatMutualTlsBaseUrl = null,
    ) {
        $this->v2FormerSignTypeUntil = $v2FormerSignTypeUntil === null ? null : Given::moment($v2FormerSignTypeUntil, 'v2FormerSignTypeUntil');
        $this->hidden = new Hidden([
            'apiV2Key' => $apiV2Key,
            'apiV3Key' => $apiV3Key,
            'apiV3KeyPrevious' => $apiV3KeyPrevious,
            'inbox' => $inbox,
            'merchantCertificate' => $merchantCertificate,
            'merchantP12' => $merchantP12,
            'merchantP12Password' => $merchantP12Password,
            'merchantPrivateKey' => $merchantPrivateKey,
            'notifyUrl' => $notifyUrl,
            'platformCertificates' => $platformCertificates,
            'publicKey' => $publicKey,
            'publicKeyPrevious' => $publicKeyPrevious,
            'qqAppSecret' => $qqAppSecret,
            'rootCertificate' => $rootCertificate,
            'tokenStore' => $tokenStore,
        ]);
    }

    /** @param array<array-key, mixed> $json */
    public static function fromArray(#[\SensitiveParameter] array $json): self
    {
        $json = Read::given($json, ['allowNotifyUrlQuery', 'apiV2Key', 'apiV3Key', 'apiV3KeyPrevious', 'channel', 'inbox', 'linkHosts', 'mchid', 'merchantCertificate', 'merchantP12', 'merchantP12Password', 'merchantPrivateKey', 'merchantSerial', 'notifyUrl', 'platformCertificates', 'publicKey', 'publicKeyId', 'publicKeyIdPrevious', 'publicKeyPrevious', 'qqAppSecret', 'qqAppid', 'qqBaseUrl', 'referer', 'requireVerifiedReply', 'rootCertificate', 'tokenRefusedCodes', 'tokenStore', 'v2FormerSignType', 'v2FormerSignTypeUntil', 'v2SignType', 'wechatAppid', 'wechatBackupBaseUrl', 'wechatBaseUrl', 'wechatMutualTlsBaseUrl']);

        return new self(
            allowNotifyUrlQuery: ($json['allowNotifyUrlQuery'] ?? null) === null ? null : Read::truth($json['allowNotifyUrlQuery'] ?? null, 'allowNotifyUrlQuery'),
            apiV2Key: ($json['apiV2Key'] ?? null) === null ? null : Read::text($json['apiV2Key'] ?? null, 'apiV2Key'),
            apiV3Key: ($json['apiV3Key'] ?? null) === null ? null : Read::text($json['apiV3Key'] ?? null, 'apiV3Key'),
            apiV3KeyPrevious: ($json['apiV3KeyPrevious'] ?? null) === null ? null : Read::text($json['apiV3KeyPrevious'] ?? null, 'apiV3KeyPrevious'),
            channel: ($json['channel'] ?? null) === null ? null : Read::word($json['channel'] ?? null, 'channel', \QqWxPay\Model\Channel::class),
            inbox: ($json['inbox'] ?? null) === null ? null : Read::text($json['inbox'] ?? null, 'inbox'),
            linkHosts: ($json['linkHosts'] ?? null) === null ? null : Read::list($json['linkHosts'] ?? null, 'linkHosts', static fn (mixed $item): string => Read::text($item, '')),
            mchid: ($json['mchid'] ?? null) === null ? null : Read::text($json['mchid'] ?? null, 'mchid'),
            merchantCertificate: ($json['merchantCertificate'] ?? null) === null ? null : Read::text($json['merchantCertificate'] ?? null, 'merchantCertificate'),
            merchantP12: ($json['merchantP12'] ?? null) === null ? null : Read::text($json['merchantP12'] ?? null, 'merchantP12'),
            merchantP12Password: ($json['merchantP12Password'] ?? null) === null ? null : Read::text($json['merchantP12Password'] ?? null, 'merchantP12Password'),
            merchantPrivateKey: ($json['merchantPrivateKey'] ?? null) === null ? null : Read::text($json['merchantPrivateKey'] ?? null, 'merchantPrivateKey'),
            merchantSerial: ($json['merchantSerial'] ?? null) === null ? null : Read::text($json['merchantSerial'] ?? null, 'merchantSerial'),
            notifyUrl: ($json['notifyUrl'] ?? null) === null ? null : Read::text($json['notifyUrl'] ?? null, 'notifyUrl'),
            platformCertificates: ($json['platformCertificates'] ?? null) === null ? null : Read::text($json['platformCertificates'] ?? null, 'platformCertificates'),
            publicKey: ($json['publicKey'] ?? null) === null ? null : Read::text($json['publicKey'] ?? null, 'publicKey'),
            publicKeyId: ($json['publicKeyId'] ?? null) === null ? null : Read::text($json['publicKeyId'] ?? null, 'publicKeyId'),
            publicKeyIdPrevious: ($json['publicKeyIdPrevious'] ?? null) === null ? null : Read::text($json['publicKeyIdPrevious'] ?? null, 'publicKeyIdPrevious'),
            publicKeyPrevious: ($json['publicKeyPrevious'] ?? null) === null ? null : Read::text($json['publicKeyPrevious'] ?? null, 'publicKeyPrevious'),
            qqAppSecret: ($json['qqAppSecret'] ?? null) === null ? null : Read::text($json['qqAppSecret'] ?? null, 'qqAppSecret'),
            qqAppid: ($json['qqAppid'] ?? null) === null ? null : Read::text($json['qqAppid'] ?? null, 'qqAppid'),
            qqBaseUrl: ($json['qqBaseUrl'] ?? null) === null ? null : Read::text($json['qqBaseUrl'] ?? null, 'qqBaseUrl'),
            referer: ($json['referer'] ?? null) === null ? null : Read::text($json['referer'] ?? null, 'referer'),
            requireVerifiedReply: ($json['requireVerifiedReply'] ?? null) === null ? null : Read::truth($json['requireVerifiedReply'] ?? null, 'requireVerifiedReply'),
            rootCertificate: ($json['rootCertificate'] ?? null) === null ? null : Read::text($json['rootCertificate'] ?? null, 'rootCertificate'),
            tokenRefusedCodes: ($json['tokenRefusedCodes'] ?? null) === null ? null : Read::list($json['tokenRefusedCodes'] ?? null, 'tokenRefusedCodes', static fn (mixed $item): string => Read::text($item, '')),
            tokenStore: ($json['tokenStore'] ?? null) === null ? null : Read::text($json['tokenStore'] ?? null, 'tokenStore'),
            v2FormerSignType: ($json['v2FormerSignType'] ?? null) === null ? null : Read::word($json['v2FormerSignType'] ?? null, 'v2FormerSignType', \QqWxPay\Model\V2SignType::class),
            v2FormerSignTypeUntil: ($json['v2FormerSignTypeUntil'] ?? null) === null ? null : Read::text($json['v2FormerSignTypeUntil'] ?? null, 'v2FormerSignTypeUntil'),
            v2SignType: ($json['v2SignType'] ?? null) === null ? null : Read::word($json['v2SignType'] ?? null, 'v2SignType', \QqWxPay\Model\V2SignType::class),
            wechatAppid: ($json['wechatAppid'] ?? null) === null ? null : Read::text($json['wechatAppid'] ?? null, 'wechatAppid'),
            wechatBackupBaseUrl: ($json['wechatBackupBaseUrl'] ?? null) === null ? null : Read::text($json['wechatBackupBaseUrl'] ?? null, 'wechatBackupBaseUrl'),
            wechatBaseUrl: ($json['wechatBaseUrl'] ?? null) === null ? null : Read::text($json['wechatBaseUrl'] ?? null, 'wechatBaseUrl'),
            wechatMutualTlsBaseUrl: ($json['wechatMutualTlsBaseUrl'] ?? null) === null ? null : Read::text($json['wechatMutualTlsBaseUrl'] ?? null, 'wechatMutualTlsBaseUrl'),
        );
    }

    /** @return array<string, mixed> */
    protected function fields(): array
    {
        return self::withoutNulls([
            'allowNotifyUrlQuery' => $this->allowNotifyUrlQuery,
            'apiV2Key' => $this->apiV2Key,
            'apiV3Key' => $this->apiV3Key,
            'apiV3KeyPrevious' => $this->apiV3KeyPrevious,
            'channel' => $this->channel,
            'inbox' => $this->inbox,
            'linkHosts' => $this->linkHosts,
            'mchid' => $this->mchid,
            'merchantCertificate' => $this->merchantCertificate,
            'merchantP12' => $this->merchantP12,
            'merchantP12Password' => $this->merchantP12Password,
            'merchantPrivateKey' => $this->merchantPrivateKey,
            'merchantSerial' => $this->merchantSerial,
            'notifyUrl' => $this->notifyUrl,
            'platformCertificates' => $this->platformCertificates,
            'publicKey' => $this->publicKey,
            'publicKeyId' => $this->publicKeyId,
            'publicKeyIdPrevious' => $this->publicKeyIdPrevious,
            'publicKeyPrevious' => $this->publicKeyPrevious,
            'qqAppSecret' => $this->qqAppSecret,
            'qqAppid' => $this->qqAppid,
            'qqBaseUrl' => $this->qqBaseUrl,
            'referer' => $this->referer,
            'requireVerifiedReply' => $this->requireVerifiedReply,
            'rootCertificate' => $this->rootCertificate,
            'tokenRefusedCodes' => $this->tokenRefusedCodes,
            'tokenStore' => $this->tokenStore,
            'v2FormerSignType' => $this->v2FormerSignType,
            'v2FormerSignTypeUntil' => $this->v2FormerSignTypeUntil,
            'v2SignType' => $this->v2SignType,
            'wechatAppid' => $this->wechatAppid,
            'wechatBackupBaseUrl' => $this->wechatBackupBaseUrl,
            'wechatBaseUrl' => $this->wechatBaseUrl,
            'wechatMutualTlsBaseUrl' => $this->wechatMutualTlsBaseUrl,
        ]);
    }
}

package main

import (
	"context"
	"encoding/json"
	"fmt"
	"log"
	"net/http"
	"net/url"
	"os"

	"github.com/go-pay/crypto/xpem"
	"github.com/go-pay/gopay"
	wechat "github.com/go-pay/gopay/wechat/v3"
)

func main() {
	env, number, ctx := os.Getenv, os.Args[1], context.Background()
	pay, err := wechat.NewClientV3(env("QQ_WXPAY_MCHID"), env("QQ_WXPAY_MERCHANT_SERIAL"), env("QQ_WXPAY_API_V3_KEY"), env("QQ_WXPAY_MERCHANT_PRIVATE_KEY"))
	if err != nil {
		log.Fatal(err)
	}
	// AutoVerifySign would refuse the replies that QQ passes on without their signature. ｜ 开启 AutoVerifySign 会拒绝 QQ 转发时丢失签名的应答。
	key, err := xpem.DecodePublicKey([]byte(env("QQ_WXPAY_PUBLIC_KEY")))
	if err != nil {
		log.Fatal(err)
	}

	http.HandleFunc("POST /notify", func(w http.ResponseWriter, r *http.Request) {
		notified, err := wechat.V3ParseNotify(r)
		if err != nil || notified.VerifySignByPK(key) != nil {
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		paid, err := notified.DecryptPayCipherText(env("QQ_WXPAY_API_V3_KEY"))
		if err != nil {
			w.WriteHeader(http.StatusBadRequest)
			return
		}
		fmt.Println("paid", paid.OutTradeNo, paid.Amount.Total)
		refund, err := pay.V3Refund(ctx, make(gopay.BodyMap).
			Set("out_trade_no", number).
			Set("out_refund_no", "R"+number).
			SetBodyMap("amount", func(amount gopay.BodyMap) {
				amount.Set("refund", 500).Set("total", 1999).Set("currency", "CNY")
			}))
		if err != nil || refund.Code != wechat.Success {
			w.WriteHeader(http.StatusInternalServerError)
			return
		}
		fmt.Println("refund", refund.Response.Status)
		w.WriteHeader(http.StatusNoContent)
	})
	go func() { log.Fatal(http.ListenAndServe("127.0.0.1:"+env("PORT"), nil)) }()

	// Each start and each process fetches a token, and ends the others' token with it. ｜ 每次启动、每个进程都会获取 access_token，别人的随之失效。
	token, err := accessToken(env("QQ_WXPAY_QQ_APPID"), env("QQ_WXPAY_QQ_APP_SECRET"))
	if err != nil {
		log.Fatal(err)
	}
	// gopay encodes neither ｜ gopay 对二者都不编码
	encoded, realNotifyURL := url.QueryEscape(token), url.QueryEscape(env("QQ_WXPAY_NOTIFY_URL"))
	placed, err := pay.V3QQTransactionH5(ctx, env("QQ_WXPAY_QQ_APPID"), encoded, realNotifyURL, make(gopay.BodyMap).
		Set("appid", env("QQ_WXPAY_WECHAT_APPID")).
		Set("description", "蓝色马克杯").
		Set("out_trade_no", number).
		Set("notify_url", "https://api.q.qq.com/wxpay/v3/notify/"+env("QQ_WXPAY_MCHID")+"/"+number).
		SetBodyMap("amount", func(amount gopay.BodyMap) { amount.Set("total", 1999).Set("currency", "CNY") }).
		SetBodyMap("scene_info", func(scene gopay.BodyMap) {
			scene.Set("payer_client_ip", "203.0.113.7").SetBodyMap("h5_info", func(info gopay.BodyMap) { info.Set("type", "Wap") })
		}))
	if err != nil {
		log.Fatal(err)
	}
	if placed.Code != wechat.Success || placed.Response.H5Url == "" { // an error of QQ's has status 200, too ｜ QQ 的错误，状态码也是 200
		log.Fatal("not placed ", placed.Error)
	}
	fmt.Println("link", placed.Response.H5Url)
	select {}
}

func accessToken(appID, secret string) (string, error) {
	query := url.Values{"grant_type": {"client_credential"}, "appid": {appID}, "secret": {secret}}
	reply, err := http.Get("https://api.q.qq.com/api/getToken?" + query.Encode())
	if err != nil {
		return "", err
	}
	defer reply.Body.Close()
	var token struct {
		Value string `json:"access_token"`
	}
	err = json.NewDecoder(reply.Body).Decode(&token)
	return token.Value, err
}

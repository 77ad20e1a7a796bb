<?php

declare(strict_types=1);

namespace app\controller;

use app\model\Order;
use app\model\Refund;
use QqWxPay\Client;
use QqWxPay\Model\Paid;
use QqWxPay\Model\RefundEnded;
use QqWxPay\Notifications;
use think\facade\Db;
use think\Request;
use think\Response;

/** `Route::post('notify', 'Notify/index');` */
final class Notify
{
    public function index(Request $request, Client $pay): Response
    {
        $notifications = new Notifications(
            $pay,
            paid: fn (Paid $paid) => Db::transaction(function () use ($paid): void {
                $order = Order::where('number', $paid->outTradeNo)->lock(true)->findOrFail();
                $paid->expect(outTradeNo: $order->number, total: $order->total);
                $order->deliverOnce();
            }),
            refund: function (RefundEnded $refund): void {
                Refund::where('number', $refund->outRefundNo)->findOrFail()->ended($refund->status->value);
            },
        );
        $answer = $notifications->answer($request->header(), $request->getContent());

        return Response::create($answer->body, 'html', $answer->status)->contentType($answer->contentType);
    }
}

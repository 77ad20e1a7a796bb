<?php

declare(strict_types=1);

require __DIR__ . '/vendor/autoload.php';

use QqWxPay\Client;
use QqWxPay\Model\{OrderFamily, OrderReference, PaymentState};

$pay = Client::fromEnvironment();
$number = $argv[1];

// --8<-- [start:close]
$status = $pay->closeIfUnpaid(new OrderReference(OrderFamily::Direct, $number));
echo match ($status->state) {
    PaymentState::Paid => 'paid: deliver', // somebody was faster ｜ 有人先付了款
    PaymentState::Closed => 'closed: the goods are free',
    default => "{$status->state->value}: ask again later", // not_paid, unknown: $status->reason says why ｜ not_paid、unknown：原因在 $status->reason
}, "\n";
// --8<-- [end:close]

<?php

// Written by `cargo xtask generate` from the models in Rust. Do not edit.

declare(strict_types=1);

namespace QqWxPay\Model;

/**
 * The HTTP method of a request.
 * - `GET`: `GET`
 * - `POST`: `POST`
 * - `PUT`: `PUT`
 * - `PATCH`: `PATCH`
 * - `DELETE`: `DELETE`
 */
enum Method: string
{
    case Get = 'GET';
    case Post = 'POST';
    case Put = 'PUT';
    case Patch = 'PATCH';
    case Delete = 'DELETE';
}

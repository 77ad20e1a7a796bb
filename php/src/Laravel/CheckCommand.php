<?php

declare(strict_types=1);

namespace QqWxPay\Laravel;

use Illuminate\Console\Command;
use QqWxPay\Client;
use QqWxPay\Exception\QqWxPayException;
use QqWxPay\Model\Check;
use QqWxPay\Model\CheckState;
use QqWxPay\Model\SelfTest;

/** Are settings, keys, serials and clock right? Nothing is ordered. */
final class CheckCommand extends Command
{
    protected $signature = 'qq-wxpay:check';

    protected $description = 'Reads the settings of qq-wxpay, and lets WeChat Pay say whether keys, serials and clock are right';

    public function handle(): int
    {
        try {
            $report = $this->laravel->make(Client::class)->selfTest(new SelfTest());
        } catch (QqWxPayException $error) {
            $this->error($error::KIND . ': ' . $error->getMessage());

            return 1;
        }
        $this->line('settings: holds');
        $failed = 0;
        foreach (get_object_vars($report) as $name => $check) {
            if ($check instanceof Check) {
                $this->line("{$name}: {$check->state->value}" . ($check->error === null ? '' : " ({$check->error->getMessage()})"));
                $failed += (int) ($check->state === CheckState::Fails);
            }
        }
        if ($failed > 0) {
            $this->error('something does not hold; `npx qq-wxpay check` and `python -m qq_wxpay check` look at more');
        }

        return $failed === 0 ? 0 : 1;
    }
}

# frozen_string_literal: true

namespace :qq_wxpay do
  desc "Checks the settings of qq_wxpay, and keys, serials and clock with WeChat Pay; `npx qq-wxpay check` looks at more"
  task check: :environment do
    exit 1 unless QqWxPay::Railtie.check($stdout)
  end
end

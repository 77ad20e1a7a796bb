# frozen_string_literal: true

# With the gems qq_wxpay, sinatra and puma: `puma --workers 2 --preload`.
#
# Settings: the variables `QQ_WXPAY_…`. Its workers share QQ's access token; orders in memory are one worker's own, so a real shop
# keeps them in a database.
require_relative "app"

App.set :pay, QqWxPay::Client.from_env
run App.rack

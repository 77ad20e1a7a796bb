# frozen_string_literal: true

# With the gems qq_wxpay, sinatra and puma: `puma --workers 2 --preload`.
#
# Settings: the variables `QQ_WXPAY_…`. Its workers share QQ's access token; orders in memory are one worker's own, so a real shop
# keeps them in a database.
require "tmpdir"
require_relative "app"
require_relative "token_file"

tokens = TokenFile.new(File.join(Dir.tmpdir, "qq-wxpay-token-#{Process.uid}.json"))
App.set :pay, QqWxPay::Client.from_env(token_store: tokens)
run App.rack

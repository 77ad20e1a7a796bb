# frozen_string_literal: true

require_relative "lib/qq_wxpay/version"

Gem::Specification.new do |spec|
  spec.name = "qq_wxpay"
  spec.version = QqWxPay::VERSION
  spec.summary = "WeChat Pay inside QQ mini programs: H5 orders through QQ's proxy, notifications, queries, refunds, bills"
  spec.authors = ["qq-wxpay contributors"]
  spec.licenses = ["MIT", "Apache-2.0"]
  spec.required_ruby_version = ">= 3.0"
  spec.metadata = { "rubygems_mfa_required" => "true" }

  # The gem is for the one platform of the library that lies in it; who builds for another one says so.
  spec.platform = ENV.fetch("QQ_WXPAY_GEM_PLATFORM", Gem::Platform.local.to_s)
  spec.files = Dir.chdir(__dir__) { Dir["lib/**/*.{rb,so,dylib,dll}", "sig/*.rbs", "README.md"] }
  spec.require_paths = ["lib"]

  spec.add_dependency "ffi", ">= 1.15.5", "< 2"
end

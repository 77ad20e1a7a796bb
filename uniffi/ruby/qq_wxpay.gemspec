# frozen_string_literal: true

require_relative "lib/qq_wxpay/version"

Gem::Specification.new do |spec|
  spec.name = "qq_wxpay"
  spec.version = QqWxPay::VERSION
  spec.summary = "WeChat Pay inside QQ mini programs: H5 orders through QQ's proxy, notifications, queries, refunds, bills"
  spec.authors = ["qq-wxpay contributors"]
  spec.licenses = ["MIT", "Apache-2.0"]
  spec.required_ruby_version = ">= 3.0"
  spec.homepage = "https://qqwxpay.com"
  spec.metadata = {
    "rubygems_mfa_required" => "true",
    "source_code_uri" => "https://qqwxpay.com/qq-wxpay.git",
    "changelog_uri" => "https://qqwxpay.com/changelog",
    "bug_tracker_uri" => "https://qqwxpay.com/issues"
  }

  # The gem is for the one platform of the library that lies in it; who builds for another one says so. glibc is `x86_64-linux`:
  # RubyGems before 3.3.22 takes that for every Linux and knows no musl, so the gem for musl alone asks for a newer one.
  spec.platform = ENV.fetch("QQ_WXPAY_GEM_PLATFORM", Gem::Platform.local.to_s).delete_suffix("-gnu")
  spec.required_rubygems_version = ">= 3.3.22" if spec.platform.to_s.end_with?("-musl")

  # Texts that the whole project shares are copied here when the gem is built.
  spec.files = Dir.chdir(__dir__) do
    %w[LICENSE-APACHE LICENSE-MIT].each { |name| File.write(name, File.read("../../#{name}")) if File.file?("../../#{name}") }
    Dir["lib/**/*.{rb,rake,so,dylib,dll}", "sig/**/*.{rbs,yaml}", "README*.md", "LICENSE-*"]
  end
  spec.require_paths = ["lib"]

  spec.add_dependency "ffi", ">= 1.15.5", "< 2"
end

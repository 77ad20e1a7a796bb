# frozen_string_literal: true

require_relative "lib/qq_wxpay/testing/version"

Gem::Specification.new do |spec|
  spec.name = "qq_wxpay_testing"
  spec.version = QqWxPay::Testing::VERSION
  spec.summary = "Tests of shops that take WeChat Pay with qq_wxpay: signed notifications, a sandbox in the process, minitest and RSpec"
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

  # As with the gem `qq_wxpay`: for the one platform of the library that lies in it.
  spec.platform = ENV.fetch("QQ_WXPAY_GEM_PLATFORM", Gem::Platform.local.to_s).delete_suffix("-gnu")
  spec.required_rubygems_version = ">= 3.3.22" if spec.platform.to_s.end_with?("-musl")

  # Texts that the whole project shares are copied here when the gem is built.
  spec.files = Dir.chdir(__dir__) do
    %w[LICENSE-APACHE LICENSE-MIT].each { |name| File.write(name, File.read("../../../#{name}")) if File.file?("../../../#{name}") }
    Dir["lib/**/*.{rb,so,dylib,dll}", "sig/**/*.{rbs,yaml}", "README*.md", "LICENSE-*"]
  end
  spec.require_paths = ["lib"]

  spec.add_dependency "ffi", ">= 1.15.5", "< 2"
  spec.add_dependency "qq_wxpay", spec.version.to_s
end

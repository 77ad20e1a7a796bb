# frozen_string_literal: true

require "fileutils"
require "open3"
require "rbconfig"
require "tmpdir"
require_relative "helper"

# What a user does: installs both gems in an empty folder, and pastes the README's tests. Nothing else is there: neither repository nor
# sandbox nor settings.
class PackageTest < Minitest::Test
  PRODUCTION = File.join(ROOT, "uniffi/ruby")
  TESTS = File.read(File.join(PRODUCTION, "README.md"))[/^## Test your handler.*?(?=^## )/m].to_s.scan(/```ruby\n(.*?)```/m).flatten

  FOLDER = Dir.mktmpdir.tap { |folder| Minitest.after_run { FileUtils.remove_entry(folder) } }

  def run!(env, *command, **options)
    output, status = Open3.capture2e(env, *command, **options)
    assert_predicate status, :success?, output
    output
  end

  # Both gems, once for all tests: what they hold is packed, which takes its time.
  def installed
    folder = FOLDER
    home = File.join(folder, "gems")
    install(home) unless File.directory?(home)
    bare = ENV.keys.grep(/\AQQ_WXPAY_/).to_h { |name| [name, nil] }
    yield bare.merge("GEM_PATH" => [home, *Gem.path].join(":"), "RUBYLIB" => nil, "RUBYOPT" => nil), folder, home
  end

  def install(home)
    { "qq_wxpay" => PRODUCTION, "qq_wxpay_testing" => GEM }.each do |name, source|
      file = File.join(FOLDER, "#{name}.gem")
      run!({}, "gem", "build", "--silent", "--output", file, "#{name}.gemspec", chdir: source)
      run!({}, "gem", "install", "--local", "--ignore-dependencies", "--no-document", "--install-dir", home, file)
    end
  end

  # What Ruby with `-w` says of a file of these gems.
  def warnings(said) = said.lines.grep(/warning: /).grep(/qq_wxpay|notify/)

  # How long it takes is a matter of the machine and of how the library was built: it is told, and no test fails for it.
  def told_how_long(seconds) = puts("the test of the README: #{(seconds * 1000).round} ms")

  def test_the_tests_of_the_readme
    installed do |env, folder|
      minitest, rspec = TESTS
      assert_operator minitest[/  def test_.*?^  end\n/m].lines.size, :<=, 10
      File.write(File.join(folder, "notify_test.rb"), minitest)
      said = run!(env, RbConfig.ruby, "-w", "notify_test.rb", "-v", chdir: folder)
      assert_match(/1 runs, 3 assertions, 0 failures, 0 errors/, said)
      assert_empty warnings(said)
      told_how_long(said[/= (\d+\.\d+) s/, 1].to_f)
      next told("no rspec") unless Gem::Specification.find_all_by_name("rspec-core").any? || rspec?

      File.write(File.join(folder, "notify_spec.rb"), rspec)
      said = run!(env, RbConfig.ruby, "-w", "-S", "rspec", "--default-path", ".", "notify_spec.rb", chdir: folder)
      assert_match(/\b2 examples, 0 failures/, said)
      assert_empty warnings(said)
    end
  end

  def rspec?
    require "rspec/core"
    true
  rescue LoadError
    false
  end

  def told(what)
    flunk what if ENV.key?("CI")
    puts "skipped: #{what}"
  end

  def test_a_spec_that_fails_says_why
    return unless rspec?

    installed do |env, folder|
      File.write(File.join(folder, "wrong_spec.rb"), <<~RUBY)
        require "qq_wxpay/testing/rspec"
        RSpec.describe "a shop", :qq_wxpay do
          let(:app) { QqWxPay::Notifications.new(pay, refund: ->(_) {}) }
          it("takes it") { expect(app).to acknowledge(signed_notification) }
          it("does not take it") { expect(app).not_to acknowledge(signed_notification(:refund)) }
          it("has a sandbox") { expect(sandbox.orders).to be_empty }
        end
        RSpec.describe("another") { it("has nothing of it") { expect(self).not_to respond_to(:sandbox) } }
      RUBY
      said, status = Open3.capture2e(env, RbConfig.ruby, "-S", "rspec", "--default-path", ".", "wrong_spec.rb", chdir: folder)
      refute_predicate status, :success?
      assert_match(/\b4 examples, 2 failures/, said)
      assert_includes said, "expected the notification to be acknowledged, but the answer was 500"
      assert_includes said, "expected the notification not to be acknowledged, but the answer was 200"
    end
  end

  def test_what_the_gems_hold
    installed do |_, _, home|
      files = ->(name) { Dir.chdir(Dir[File.join(home, "gems/#{name}-0*")].first) { Dir["**/*"].select { |file| File.file?(file) } } }
      own = files.call("qq_wxpay_testing")
      assert_empty own.reject { |file| file.match?(/\A(README(\.zh-CN)?\.md|LICENSE-(MIT|APACHE))\z/) || file.start_with?("lib/", "sig/") }
      assert_equal 1, own.grep(/\.(so|dylib|dll)\z/).size
      assert_equal 4, (own & %w[README.md README.zh-CN.md LICENSE-MIT LICENSE-APACHE]).size
      assert_empty files.call("qq_wxpay").grep(/testing|sandbox/)
    end
  end

  def test_the_gem_has_the_version_of_the_library
    assert_equal File.read(File.join(ROOT, "Cargo.toml"))[/^version = "(.*)"/, 1], QqWxPay::Testing::VERSION
  end

  # A copy of the gem whose library is missing, or is none.
  def test_a_library_that_is_missing
    Dir.mktmpdir do |folder|
      error = assert_raises(QqWxPay::MissingLibraryError) { QqWxPay::Testing::Library.path(folder) }
      assert_includes error.message, "qq_wxpay_testing"
      File.write(File.join(folder, FFI.map_library_name("qq_wxpay_testing")), "none")
      assert_raises(QqWxPay::MissingLibraryError) { QqWxPay::Testing::Library.path(folder) }
    end
  end
end

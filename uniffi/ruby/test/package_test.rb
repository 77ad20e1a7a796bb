# frozen_string_literal: true

require "open3"
require "tmpdir"
require_relative "helper"

# What a user does: installs the gem in an empty folder, and pastes the README's program.
class PackageTest < Minitest::Test
  include OneWorld

  GEM = File.expand_path("..", __dir__)
  PROGRAM = File.read(File.join(GEM, "README.md"))[/```ruby\n(.*?)```/m, 1]

  def run!(env, *command, **options)
    output, status = Open3.capture2e(env, *command, **options)
    assert_predicate status, :success?, output
    output
  end

  # A folder with the gem in it, and nothing of the repository.
  def installed
    Dir.mktmpdir do |folder|
      file = File.join(folder, "qq_wxpay.gem")
      run!({}, "gem", "build", "--silent", "--output", file, "qq_wxpay.gemspec", chdir: GEM)
      home = File.join(folder, "gems")
      run!({}, "gem", "install", "--local", "--ignore-dependencies", "--no-document", "--install-dir", home, file)
      env = { "GEM_PATH" => [home, *Gem.path].join(":"), "RUBYLIB" => nil, "RUBYOPT" => nil }
      yield env, folder, home
    end
  end

  def test_the_program_of_the_readme
    installed do |env, folder|
      File.write(File.join(folder, "program.rb"), PROGRAM)
      other_world do |other|
        said = run!(env.merge(other.env), "ruby", "-w", "program.rb", chdir: folder).lines.grep_v(/SANDBOX_CLIENT/).join
        placed = JSON.parse(said, symbolize_names: true)
        other.pay(placed.fetch(:url))
        headers, body = other.notification { true }
        handled = other.client.handle_notification(headers, body)
        handled.expect(out_trade_no: "T20261123000001", total: 1999)
        other.fault("proxy", "drop_after") do
          lost = PROGRAM.sub("T20261123000001", World.number)
          File.write(File.join(folder, "program.rb"), lost)
          assert_match(/OrderStatus.*state: "(not_paid|unknown)"/, run!(env.merge(other.env), "ruby", "program.rb", chdir: folder))
        end
      end
      missing, status = Open3.capture2e(env, "ruby", "program.rb", chdir: folder, unsetenv_others: false)
      refute_predicate status, :success?
      assert_includes missing, "SETTINGS_MISSING"
      %w[WECHAT_APPID MCHID MERCHANT_PRIVATE_KEY API_V3_KEY].each { |name| assert_includes missing, "QQ_WXPAY_#{name} (" }
    end
  end

  def test_it_holds_what_it_needs_and_nothing_else
    installed do |_, _, home|
      files = Dir.chdir(Dir[File.join(home, "gems/qq_wxpay-*")].first) { Dir["**/*"].select { |file| File.file?(file) } }
      assert_empty files.reject { |file| file.match?(/\A(README(\.zh-CN)?\.md|LICENSE-(MIT|APACHE))\z/) || file.start_with?("lib/", "sig/") }
      assert_equal 1, files.grep(/\.(so|dylib|dll)\z/).size
      assert_equal 4, (files & %w[README.md README.zh-CN.md LICENSE-MIT LICENSE-APACHE]).size
    end
  end

  # RubyGems before 3.3.22, as in Debian 12, takes a gem for musl on glibc too, unless it asks for a newer one.
  def test_the_gem_of_each_platform
    specification = lambda do |platform|
      program = 'spec = Gem::Specification.load("qq_wxpay.gemspec"); puts spec.platform, spec.required_rubygems_version'
      run!({ "QQ_WXPAY_GEM_PLATFORM" => platform }, "ruby", "-e", program, chdir: GEM).lines(chomp: true)
    end
    assert_equal ["x86_64-linux", ">= 0"], specification.call("x86_64-linux-gnu")
    assert_equal ["aarch64-linux", ">= 0"], specification.call("aarch64-linux-gnu")
    assert_equal ["x86_64-linux-musl", ">= 3.3.22"], specification.call("x86_64-linux-musl")
    assert_equal ["arm64-darwin", ">= 0"], specification.call("arm64-darwin")
  end

  def test_both_readmes_show_the_same_program
    shown = File.read(File.join(GEM, "README.zh-CN.md"))[/```ruby\n(.*?)```/m, 1].to_s
    assert_equal PROGRAM.gsub(/ # .*/, ""), shown.gsub(/ # .*/, "")
  end

  def test_the_gem_has_the_version_of_the_library
    assert_equal File.read(File.join(ROOT, "Cargo.toml"))[/^version = "(.*)"/, 1], QqWxPay::VERSION
  end
end

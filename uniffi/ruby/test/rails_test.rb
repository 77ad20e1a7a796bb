# frozen_string_literal: true

require_relative "helper"
require_relative "rails_app"

# The railtie, in real applications of Rails with real payments.
class RailsTest < Minitest::Test
  include OwnWorld

  INSTALLED = Gem::Specification.find_all_by_name("railties").any?

  def setup
    skip "railties is not installed" unless INSTALLED || ENV["CI"]
  end

  CLUSTER = "workers 2\nthreads 2, 2\npreload_app!\n"

  # While the block runs there is an application with these variables and files.
  def app(env = world.env, files = {})
    made = RailsApp.new(env, files)
    yield made
  ensure
    made&.close
  end

  def served(app, environment, options = "")
    server = app.serve(environment, options)
    Timeout.timeout(30) { sleep 0.05 until server.call("GET", "/delivered").code == "200" }
    yield server
  ensure
    server&.close
  end

  def placed_on(server, number = World.number)
    form = URI.encode_www_form(number: number, notify_url: "http://127.0.0.1:#{server.port}/notify")
    JSON.parse(server.call("POST", "/orders?#{form}").body, symbolize_names: true)
  end

  def state(server)
    JSON.parse(server.call("GET", "/delivered").body, symbolize_names: true)
  end

  # A paid order of the sandbox: number, headers and body of its notification.
  def paid
    placed = placed()
    world.pay(placed.h5_url)
    headers, body = world.notification { |headers, body| pay.handle_notification(headers, body).order&.out_trade_no == placed.out_trade_no }
    [placed.out_trade_no, headers.transform_values(&:first).slice(*headers.keys.grep(/\Awechatpay-|\Acontent-type/i)), body]
  end

  # Settings in three places; workers of Puma that fork from a process with a client.
  def test_workers_in_production
    layered = %w[MCHID API_V3_KEY REFERER LINK_HOSTS]
    values = layered.to_h { |name| [name, world.env.fetch("QQ_WXPAY_#{name}")] }
    initializer = <<~RUBY
      Rails.application.config.qq_wxpay.link_hosts = #{values["LINK_HOSTS"].split(",").inspect}
      Rails.application.config.qq_wxpay.referer = #{values["REFERER"].inspect}
    RUBY
    app(world.env.reject { |name, _| layered.include?(name.delete_prefix("QQ_WXPAY_")) }, "config/initializers/pay.rb" => initializer) do |app|
      app.credentials("qq_wxpay:\n  mchid: #{values["MCHID"]}\n  api_v3_key: \"#{values["API_V3_KEY"]}\"\n  referer: https://other.example\n")
      served(app, "production", CLUSTER) do |server|
        number = World.number
        placed = placed_on(server, number)
        assert_equal "QqWxPay::Placement::Placed", placed[:outcome], server.output
        world.pay(placed[:url])
        Timeout.timeout(20) { sleep 0.05 until state(server)[:delivered].include?(number) }
        refused(server)
        assert_equal 2, Timeout.timeout(20) { Array.new(9) { placed_on(server)[:process] }.uniq.size }, "both workers"
        assert_match(%r{POST "/notify"}, server.output, "the log of Rails")
        refute_match(/ciphertext|Parameters: .*resource/, server.output)
        refute_includes server.output, values["API_V3_KEY"]
      end
    end
  end

  # What is no notification, and what nobody may see.
  def refused(server)
    before = state(server)[:delivered].size
    assert_equal "400", server.call("POST", "/notify", "{}", "Content-Type" => "application/json").code
    assert_equal "400", server.call("POST", "/notify", "{", "Content-Type" => "application/json").code
    assert_equal "404", server.call("GET", "/notify").code
    assert_equal before, state(server)[:delivered].size
  end

  def test_a_class_is_loaded_anew_and_the_client_stays
    number, headers, body = paid
    app do |app|
      served(app, "development") do |server|
        client = state(server)[:client]
        %w[/notify /functions].each { |path| assert_equal "200", server.call("POST", path, body, headers).code, server.output }
        assert_equal [number, number], state(server)[:delivered]
        sleep 0.01 # so that the file is newer
        app.write("app/models/payment_notifications.rb", "class PaymentNotifications\n  def paid(paid) = raise(\"out of stock\")\nend\n")
        assert_equal "500", server.call("POST", "/notify", body, headers).code
        assert_match(/HANDLER_FAILED.*#{number}/, server.output, "it is in the log of Rails")
        assert_match(/out of stock/, server.output)
        assert_equal client, state(server)[:client]
      end
    end
  end

  def test_the_task
    app do |app|
      said, well = app.run("rake", "qq_wxpay:check")
      assert well, said
      assert_match(/^settings: holds\n.*^signature: holds$/m, said)
    end
    app(world.env.except("QQ_WXPAY_MERCHANT_CERTIFICATE").merge("QQ_WXPAY_MERCHANT_SERIAL" => "1" * 40)) do |app|
      said, well = app.run("rake", "qq_wxpay:check")
      refute well, said
      assert_match(/^signature: fails \(.*SIGN_ERROR/, said)
    end
  end

  def test_wrong_settings_end_the_start_and_say_why
    app(world.env, "config/initializers/pay.rb" => "Rails.application.config.qq_wxpay.mch_id = 1900000001\n") do |app|
      said, well = app.run("ruby", "config/environment.rb")
      refute well
      assert_match(/VARIABLE_UNKNOWN.*QQ_WXPAY_MCH_ID.*did you mean QQ_WXPAY_MCHID\?/, said)
    end
  end

  # In development, where nothing is made before it is needed.
  PROGRAM = <<~'RUBY'
    require "./config/environment"
    options = Rails.application.config.qq_wxpay
    tell = lambda do |name, value|
      options.clear
      options[name] = value
      puts "#{name}: #{QqWxPay.client.inspect}"
    rescue QqWxPay::Error => error
      puts "#{name}: #{error.message}"
    end
    tell.call(:mchid, nil)
    tell.call(:api_v3_key, 1.5)
    tell.call(:api_v3_key, "MARKER")
    tell.call(:public_key_file, Pathname("/nowhere/MARK"))
    tell.call(:observer, 1)
    QqWxPay.client = :other
    tell.call(:mchid, nil)
  RUBY

  def test_without_settings_an_application_starts_until_a_client_is_needed
    app({}) do |app|
      said, well = app.run("ruby", "-e", PROGRAM, environment: "development")
      assert well, said
      expected = [/mchid: config SETTINGS_MISSING/, /api_v3_key: .*WRONG_TYPE.*QQ_WXPAY_API_V3_KEY.*Float/, /api_v3_key: .*SETTINGS_MISSING/,
                  /public_key_file: .*FILE_UNREADABLE.*QQ_WXPAY_PUBLIC_KEY_FILE/, /observer: .*FIELD_MISSING at `observer.call`/, /mchid: :other/]
      expected.zip(said.lines(chomp: true)) { |pattern, line| assert_match(pattern, line) }
      refute_includes said, "MARKER"
    end
  end

  def test_a_class_that_takes_nothing_is_refused
    app({}, "config/routes.rb" => %(Rails.application.routes.draw { qq_wxpay_notifications "/notify", to: "String" }\n)) do |app|
      said, well = app.run("ruby", "config/environment.rb")
      refute well
      assert_match(/NO_EVENT_TAKEN/, said)
    end
  end
end

# frozen_string_literal: true

require "open3"
require_relative "served"

# A small application of Rails in a folder of its own.
class RailsApp
  README = File.read(File.join(ROOT, "uniffi/ruby/README.md"))

  FILES = {
    "Rakefile" => %(require_relative "config/application"\nRails.application.load_tasks\n),
    "config.ru" => %(require_relative "config/environment"\nrun Rails.application\n),
    "config/application.rb" => <<~RUBY,
      require "rails"
      require "action_controller/railtie"
      require "qq_wxpay"

      class Shop < Rails::Application
        config.root = File.expand_path("..", __dir__)
        config.load_defaults 6.1
        config.hosts.clear
        config.cache_classes = config.eager_load = Rails.env.production?
        config.secret_key_base = "for tests only" * 8
        config.logger = Logger.new($stdout)
        config.active_support.deprecation = :raise
      end
    RUBY
    "config/environment.rb" => %(require_relative "application"\nRails.application.initialize!\n),
    "config/routes.rb" => <<~RUBY,
      Rails.application.routes.draw do
        post "/orders", to: "orders#create"
        get "/delivered", to: "orders#delivered"
        qq_wxpay_notifications "/notify", to: "PaymentNotifications", ignore: [:other]
        qq_wxpay_notifications "/functions", as: :functions, paid: ->(paid) { PaymentNotifications.new.paid(paid) }
      end
    RUBY
    "app/models/payment_notifications.rb" => README[/^# app\/models\/payment_notifications.rb\n(.*?)```/m, 1],
    "app/models/order.rb" => <<~RUBY,
      # An order of the shop, without a database.
      Order = Struct.new(:number, :total) do
        def self.find_by!(number:) = new(number, 1999)

        def deliver_once = File.write(Rails.root.join("delivered"), "\#{number}\n", mode: "a")
      end
    RUBY
    "app/controllers/orders_controller.rb" => <<~RUBY
      class OrdersController < ActionController::Base
        protect_from_forgery with: :null_session

        def create
          placed = QqWxPay.client.place_order(
            out_trade_no: params[:number], description: "Blue mug", amount: { total: 1999 }, timeout: 10,
            scene_info: { payer_client_ip: "203.0.113.7" }, notify_url: params[:notify_url]
          )
          render json: { outcome: placed.class.name, url: placed.h5_url, process: Process.pid }
        end

        def delivered
          file = Rails.root.join("delivered")
          render json: { delivered: file.exist? ? file.readlines(chomp: true) : [], client: QqWxPay.client.object_id }
        end
      end
    RUBY
  }.freeze

  # @param env [Hash] the variables of the process
  # @param files [Hash] further files
  def initialize(env, files = {})
    @folder = Dir.mktmpdir
    @env = env
    FILES.merge(files).each { |path, text| write(path, text) }
  end

  def write(path, text)
    file = File.join(@folder, path)
    FileUtils.mkdir_p(File.dirname(file))
    File.write(file, text)
  end

  # Makes `config/credentials.yml.enc` of this text.
  def credentials(text)
    write("config/master.key", "0123456789abcdef" * 2)
    program = <<~RUBY
      require "active_support"
      require "active_support/encrypted_configuration"
      ActiveSupport::EncryptedConfiguration.new(
        config_path: "config/credentials.yml.enc", key_path: "config/master.key", env_key: "X", raise_if_missing_key: true
      ).write($stdin.read)
    RUBY
    run("ruby", "-e", program, input: text).then { |said, ended| raise said unless ended }
  end

  def serve(environment, options = "")
    Served.new("puma", rackup, env(environment), options: options)
  end

  # @return [Array] what a program in its folder said, and whether it ended well
  def run(*command, environment: "production", input: "")
    said, status = Open3.capture2e(env(environment), *command, chdir: @folder, stdin_data: input)
    [said, status.success?]
  end

  def close
    FileUtils.rm_rf(@folder)
  end

  private

  def rackup
    %(require "#{@folder}/config/environment"\nrun Rails.application\n)
  end

  def env(environment)
    @env.merge("RAILS_ENV" => environment, "RUBYLIB" => File.join(ROOT, "uniffi/ruby/lib"))
  end
end

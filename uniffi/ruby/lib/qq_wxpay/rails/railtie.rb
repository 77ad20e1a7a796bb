# frozen_string_literal: true

require "rails/railtie"
require_relative "check"
require_relative "client"
require_relative "routes"
require_relative "settings"

module QqWxPay
  # `config.qq_wxpay.mchid = "1900000001"`: what is called `QQ_WXPAY_MCHID` elsewhere, and so on. What it does not say is taken from
  # `qq_wxpay:` of the credentials, and then from the variables of the process.
  class Railtie < ::Rails::Railtie
    config.qq_wxpay = ActiveSupport::OrderedOptions.new

    initializer "qq_wxpay.routes", before: :add_routing_paths do
      require "action_dispatch"
      ActionDispatch::Routing::Mapper.include(RailsRoutes)
    end

    # What is wrong with the settings shows when a server starts, and in its log. Tasks of Rake and development do not load all of the
    # application, and get along without settings.
    config.after_initialize do |app|
      QqWxPay.client if app.config.eager_load && RailsSettings.any?(Railtie.layers(app), ENV)
    end

    rake_tasks { load File.expand_path("tasks.rake", __dir__) }

    # @api private
    def self.make_client(app = ::Rails.application)
      RailsSettings.client(layers(app), ENV)
    end

    # @api private
    def self.check(out)
      RailsCheck.run(out)
    end

    # @api private
    def self.layers(app)
      [app.credentials.qq_wxpay.to_h, app.config.qq_wxpay.to_h]
    end
  end
end

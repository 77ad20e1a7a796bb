# frozen_string_literal: true

module QqWxPay
  # A method for `config/routes.rb`.
  module RailsRoutes
    # The address of WeChat Pay's notifications. No controller of Rails is between: the bytes stay as they came, their parameters are not
    # logged, and no token against forgery of requests is asked for.
    #
    #     qq_wxpay_notifications "/notify", to: "PaymentNotifications", ignore: [:other]
    #
    # @param path [String]
    # @param to [String, nil] the name of a class of the application with a method for each event: `paid`, `refund`, `not_paid`,
    #   `other`, of which each takes the event, and maybe `on_error`. Each notification gets a new object, in development of the class as it
    #   is then. Without it the functions are given as {Notifications#initialize} takes them
    # @param pay [Client, #call] another client than {QqWxPay.client}
    # @param as [Symbol, nil] the name of the route
    # @raise [InvalidInputError, NameError] when the routes are read
    def qq_wxpay_notifications(path, to: nil, pay: QqWxPay.method(:client), as: :qq_wxpay_notifications, **options)
      app = to ? NotificationClass.new(to, pay, **options) : Notifications.new(pay, **options)
      post(path, to: app, as: as)
    end
  end

  # A Rack application that gives each notification to a new object of a class of the application.
  #
  # @api private
  class NotificationClass
    def initialize(name, pay, **options)
      @name, @pay, @options = name, pay, options
      notifications # what is wrong with it shows now
    end

    def call(env)
      notifications.call(env)
    end

    def inspect
      "#<#{self.class} #{@name}>"
    end

    private

    # The class is asked for by its name each time: Rails may have loaded it anew.
    def notifications
      taker = Object.const_get(@name).new
      functions = [*Events::NAMES, "on_error"].select { |name| taker.respond_to?(name) }
      Notifications.new(@pay, **functions.to_h { |name| [name.to_sym, taker.method(name)] }, **@options)
    end
  end
  private_constant :NotificationClass
end

# frozen_string_literal: true

module QqWxPay
  # What `rake qq_wxpay:check` does: reads the settings, and lets WeChat Pay say whether keys, serials and clock are right.
  #
  # @api private
  module RailsCheck
    module_function

    # @param out [IO] gets a line for each thing that was tried; no secret is in it
    # @return [Boolean] whether all of it holds
    def run(out)
      report = QqWxPay.client.self_test
      out.puts "settings: holds"
      checks = report.class.names.map { |name| [name, report.public_send(name)] }.select { |_, value| value.is_a?(Check) }
      checks.each { |name, check| out.puts "#{name}: #{check.state}#{" (#{check.error.message})" if check.error}" }
      checks.none? { |_, check| check.state == "fails" }
    rescue Error => error
      out.puts "#{error.kind}: #{error.message}"
      false
    end
  end
  private_constant :RailsCheck
end

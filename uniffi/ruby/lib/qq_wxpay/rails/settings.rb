# frozen_string_literal: true

module QqWxPay
  # What an application of Rails says of its client, as the variables of this library: what they may be called and hold, the core
  # alone knows.
  #
  # @api private
  module RailsSettings
    # What is no setting but an object.
    PARTS = %i[token_provider token_store transport observer signer].freeze

    module_function

    # @param layers [Array<Hash>] settings by their names without `QQ_WXPAY_`; a later one goes before an earlier one
    # @param env [Hash] the variables of the process, before which all of them go
    # @return [Client]
    # @raise [ConfigError, KeyMaterialError, InvalidInputError] naming the variable
    def client(layers, env)
      given = layers.map { |layer| layer.transform_keys(&:to_sym) }.reduce({}, :merge).compact
      parts, settings = given.partition { |name, value| part?(name, value) }.map(&:to_h)
      Client.from_env(env: own(env).merge(variables(settings)), **parts)
    ensure
      layers = env = given = settings = nil # crash reporters show variables
    end

    # @return [Boolean] whether anything is said of the library
    def any?(layers, env)
      own(env).any? || layers.any? { |layer| layer.compact.any? }
    end

    def own(env)
      env.to_h.select { |name, _| name.start_with?("QQ_WXPAY_") }
    end

    def part?(name, value)
      PARTS.include?(name) && !value.is_a?(String)
    end

    def variables(settings)
      settings.to_h do |name, value|
        variable = "QQ_WXPAY_#{name.to_s.upcase}"
        [variable, text(variable, Times.written(name, value) { |code, detail| raise Error.facade(code, variable, detail) })]
      end
    end

    def text(variable, value)
      case value
      when String, Symbol, true, false, Integer then value.to_s
      when Array then value.map { |item| text(variable, item) }.join(",")
      else
        return value.to_path if value.respond_to?(:to_path)

        raise Error.facade("WRONG_TYPE", variable, "an object of class #{value.class}: write a text, in YAML in quotes")
      end
    end
    private_class_method :own, :part?, :variables, :text
  end
  private_constant :RailsSettings
end

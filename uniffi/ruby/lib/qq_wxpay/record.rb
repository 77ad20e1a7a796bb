# frozen_string_literal: true

module QqWxPay
  # Something that came back. It is frozen, and equal to another one with the same content; `inspect` shows no secret and no
  # payer. It takes part in pattern matching: `in { state: "paid", order: { out_trade_no: } }`.
  class Record
    class << self
      # @api private
      attr_reader :names, :hidden, :readers, :defaults

      # @api private
      def read(json)
        allocate.tap { |made| made.send(:take, converted(json)) }
      end

      private

      def converted(json)
        json.merge(json.slice(*readers.keys).compact.to_h { |name, value| [name, readers[name].call(value)] })
      end

      def fields(names, hidden: [], readers: {}, defaults: {})
        @names = ((superclass.names || []) + names).freeze
        @hidden = ((superclass.hidden || []) + hidden).freeze
        @readers = (superclass.readers || {}).merge(readers).freeze
        @defaults = (superclass.defaults || {}).merge(defaults).freeze
      end
    end

    def initialize(**fields)
      unknown = fields.keys - self.class.names
      raise ArgumentError, "#{self.class} has no `#{unknown.first}`" unless unknown.empty?

      missing = self.class.names - fields.keys - self.class.defaults.keys
      raise ArgumentError, "#{self.class} needs `#{missing.first}`" unless missing.empty?

      take(self.class.defaults.merge(fields))
    end

    # The content as hashes and arrays, with the names of the wire. It holds the payer and links.
    #
    # @return [Hash{Symbol => Object}]
    def to_h
      self.class.names.to_h { |name| [name, plain(public_send(name))] }
    end

    def ==(other)
      other.class == self.class && other.to_h == to_h
    end
    alias eql? ==

    def hash
      [self.class, to_h].hash
    end

    def deconstruct_keys(_names)
      self.class.names.to_h { |name| [name, public_send(name)] }
    end

    def inspect
      shown = deconstruct_keys(nil).compact.map do |name, value|
        "#{name}: #{self.class.hidden.include?(name) ? "<hidden>" : value.inspect}"
      end
      "#<#{self.class} #{shown.join(", ")}>"
    end
    alias to_s inspect

    # @api private
    def marshal_dump
      deconstruct_keys(nil)
    end

    # @api private
    def marshal_load(values)
      take(values)
    end

    private

    def take(values)
      self.class.names.each { |name| instance_variable_set(:"@#{name}", frozen(values[name])) }
      freeze
    end

    def frozen(value)
      case value
      when Array then value.each { |item| frozen(item) }.freeze
      when Hash then value.each_value { |item| frozen(item) }.freeze
      else value.freeze
      end
    end

    def plain(value)
      case value
      when Record, Error then value.to_h
      when Array then value.map { |item| plain(item) }
      else value
      end
    end
  end
end

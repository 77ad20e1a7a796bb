# frozen_string_literal: true

module QqWxPay
  # From arguments to what crosses the border, refusing by name what JSON would change or drop.
  #
  # @api private
  module Arguments
    MAX_DEPTH = 32
    REFUSED = :qq_wxpay_refused
    private_constant :REFUSED

    module_function

    # The value as JSON. `nil` in a hash is a field that is left out.
    #
    # What is refused is thrown, and raised here: crash reporters show the variables of the frame that raises.
    def json(value)
      refused = catch(REFUSED) { return JSON.generate(plain(value, "", 0)) }
      value = nil
      raise Error.facade(*refused), cause: nil
    end

    # What is compared: a `nil` in it is no field that is left out, but a value that is missing.
    def exact_json(expected)
      missing = path_to_nil(expected)
      raise Error.facade("WRONG_TYPE", missing, "it is nil") if missing

      json(expected)
    end

    def path_to_nil(value, path = "")
      case value
      when nil then path
      when Hash
        value.lazy.filter_map { |name, item| path_to_nil(item, path.empty? ? name.to_s : "#{path}.#{name}") }.first
      when Array
        value.each_with_index.lazy.filter_map { |item, index| path_to_nil(item, "#{path}[#{index}]") }.first
      end
    end

    # The same, not shown.
    def hidden(value)
      Hidden.new(json(value))
    end

    # Headers of any library as one JSON list: name, value, name, value, ... An `env` of Rack will do.
    def headers_json(headers)
      raise Error.facade("WRONG_TYPE", "headers", "expected a Hash or an env of Rack") unless headers.respond_to?(:each)

      flat = []
      headers.each do |name, value|
        name = header(name)
        name = name.delete_prefix("HTTP_").tr("_", "-") if name.match?(/\AHTTP_[A-Z0-9_]+\z/)
        # An env of Rack has sockets and streams beside the headers, which nobody must read here.
        values = value.is_a?(Array) ? value : [value]
        values.grep(String) { |item| flat << name << header(item) }
      end
      JSON.generate(flat)
    end

    # A name or a value of a header, whatever its bytes are.
    def header(text)
      text.to_s.dup.force_encoding("UTF-8").scrub
    end

    # Of environment variables this library's own, as JSON, not shown.
    def variables(env)
      refused = catch(REFUSED) do
        own = env.to_h.select { |name, _| name.start_with?("QQ_WXPAY_") }
        return Hidden.new(JSON.generate(own.to_h { |name, value| [name, text(value.to_s, name)] }))
      end
      env = nil
      raise Error.facade("VARIABLE_NOT_TEXT", *refused.drop(1)), cause: nil
    end

    # The raw bytes. Parsed content is no raw bytes: a parser has been there before.
    def raw_bytes(body)
      return body.b if body.is_a?(String)

      raise Error.facade("RAW_BODY_NEEDED", "body", described(body))
    end

    # Seconds as whole milliseconds.
    def milliseconds(timeout)
      return if timeout.nil?

      is_time = timeout.is_a?(Numeric) && timeout.real? && timeout.positive? && timeout < 1e9
      raise Error.facade("TIME_LIMIT_INVALID", "timeout", "expected seconds above 0") unless is_time

      [(timeout * 1000).to_i, 1].max
    end

    def plain(value, path, depth)
      case value
      when String then text(value, path)
      when Symbol then text(value.to_s, path)
      when nil, true, false, Integer then value
      when Hash, Record, Array
        refuse(path, "too deep, or in a circle") if depth == MAX_DEPTH
        value.is_a?(Array) ? items(value, path, depth) : fields(value.to_h, path, depth)
      when Numeric
        refuse(path, "a #{value.class}: amounts are whole fen; `QqWxPay.fen(\"19.99\")` converts yuan")
      when ->(it) { it.respond_to?(:to_path) } then refuse(path, "a #{value.class}: give `to_s`, or what `read` gives")
      else
        refuse(path, "an object of class #{value.class}")
      end
    end

    def fields(hash, path, depth)
      hash = hash.compact unless path.match?(/\Aexpected\b|\Aparts\[/)
      hash.to_h do |name, item|
        refuse(path, "a key of class #{name.class}") unless name.is_a?(String) || name.is_a?(Symbol)
        inner = path.empty? ? name.to_s : "#{path}.#{name}"
        [name.to_s, plain(Times.written(name.to_sym, item) { |code, detail| refuse(inner, detail, code) }, inner, depth + 1)]
      end
    end

    def items(list, path, depth)
      list.each_with_index.map { |item, index| plain(item, "#{path}[#{index}]", depth + 1) }
    end

    def text(value, path)
      # Bytes that nobody named are taken for UTF-8, as a database driver may give them.
      value = value.dup.force_encoding("UTF-8") if value.encoding == Encoding::BINARY
      refuse(path, "text that is not UTF-8") unless value.valid_encoding?
      return value if value.encoding == Encoding::UTF_8

      # Nothing is raised where a value is shown: what has no place in UTF-8 comes out in two ways.
      encoded = %w[? !].map { |other| value.encode("UTF-8", undef: :replace, replace: other) }.uniq
      refuse(path, "text that is not UTF-8") if encoded.size > 1
      encoded.first
    rescue EncodingError # there is no way from its encoding to UTF-8
      refuse(path, "text that is not UTF-8")
    end

    def refuse(path, detail, code = "WRONG_TYPE")
      throw REFUSED, [code, path.empty? ? "(the request)" : path, detail]
    end

    def described(body)
      case body
      when nil then "got nil: was the body read before?"
      when Hash, Array then "got a #{body.class}: a JSON parser was there before"
      else
        body.respond_to?(:read) ? "got a #{body.class}: give what its `read` gives" : "got an object of class #{body.class}"
      end
    end
  end
  private_constant :Arguments
end

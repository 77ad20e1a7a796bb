# frozen_string_literal: true

module QqWxPay
  # The bytes of a request, as they came.
  #
  # @api private
  module RawBody
    module_function

    # At most one byte beyond the limit is read.
    #
    # @return [String, nil] `nil` when the upload broke off
    # @raise [InvalidInputError] when somebody has read it before
    def read(env, limit)
      body = bytes(env["rack.input"], limit + 1)
      return unless body
      # Rails keeps what it has read.
      body = env["RAW_POST_DATA"].b if body.empty? && env["RAW_POST_DATA"].is_a?(String)
      return body unless body.empty? && (env["CONTENT_LENGTH"].to_i.positive? || env["rack.request.form_input"])

      raise Error.facade("RAW_BODY_NEEDED", "body", "it is empty: something before this application has read it")
    end

    def bytes(input, most)
      return "".b if input.nil?

      rewind(input)
      body = +"".b
      while body.bytesize < most && (piece = input.read(most - body.bytesize))
        break if piece.empty?

        body << piece.b
      end
      body
    rescue *Log::RAISED
      nil # the other side has gone, or sends what is no body: each server has errors of its own for it
    end

    def rewind(input)
      input.rewind if input.respond_to?(:rewind)
    rescue *Log::RAISED
      nil # a stream: Rack 3 has them
    end
    private_class_method :bytes, :rewind
  end
  private_constant :RawBody
end

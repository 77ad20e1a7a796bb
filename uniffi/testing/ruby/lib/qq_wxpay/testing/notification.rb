# frozen_string_literal: true

require "stringio"

module QqWxPay
  module Testing
    # A notification as it arrives at the shop.
    class SignedNotification
      # @return [Hash{String => String}]
      attr_reader :headers

      # @return [String] byte for byte as it was signed
      attr_reader :body

      # @return [String, nil] WeChat Pay's number of it; `nil` in V2, which has none
      attr_reader :id

      # @api private
      def initialize(headers:, body:, id:)
        @headers = headers.transform_keys(&:to_s)
        @body = body.b
        @id = id
      end

      # The same once more, as WeChat Pay repeats it: the same {#id} and content, signed anew and rightly, now.
      #
      # @return [SignedNotification]
      def again
        SignedNotification.new(**Testing.kit("again", headers: headers, body: body.dup.force_encoding("UTF-8"), id: id))
      end

      # What Rack makes of it, for applications such as {Notifications}.
      #
      # @param path [String]
      # @return [Hash{String => Object}]
      def rack_env(path = "/notify")
        given = headers.to_h { |name, value| ["HTTP_#{name.upcase.tr("-", "_")}", value] }
        given["CONTENT_TYPE"] = given.delete("HTTP_CONTENT_TYPE") if given.key?("HTTP_CONTENT_TYPE")
        given.merge(
          "REQUEST_METHOD" => "POST", "PATH_INFO" => path, "SCRIPT_NAME" => "", "QUERY_STRING" => "", "SERVER_NAME" => "127.0.0.1",
          "SERVER_PORT" => "80", "rack.url_scheme" => "http", "CONTENT_LENGTH" => body.bytesize.to_s, "rack.input" => StringIO.new(body)
        )
      end

      def inspect
        "#<#{self.class} #{body.bytesize} bytes>"
      end
    end
  end
end

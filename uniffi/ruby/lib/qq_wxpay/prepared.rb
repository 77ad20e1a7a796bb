# frozen_string_literal: true

module QqWxPay
  # A request to send unchanged, byte for byte, with TLS certificates checked and without following redirects.
  class PreparedRequest
    # @return [String] `GET` or `POST`
    attr_reader :http_method

    # @return [String] the query of an address at QQ holds the access token: never log it
    attr_reader :url

    # @return [Hash{String => String}]
    attr_reader :headers

    # @return [String, nil] the exact body
    attr_reader :body

    # @api private
    def self.read(json)
      headers = json[:headers].to_h { |header| header.values_at(:name, :value) }
      body = json[:body_base64].unpack1("m0")
      new(json[:method], json[:url], headers, body.empty? ? nil : body, json[:client_certificate])
    end

    # @api private
    def initialize(http_method, url, headers, body, client_certificate)
      @http_method = http_method
      @url = url
      @headers = headers.freeze
      @body = body
      @client_certificate = client_certificate
      freeze
    end

    # Whether the connection must show the merchant certificate: V2 refunds only.
    def client_certificate?
      @client_certificate
    end

    def inspect
      "#<#{self.class} #{http_method} #{url[/\A[^?]*/]}>"
    end
    alias to_s inspect
  end

  # A signed request, and the reader of its reply. To repeat, prepare again: a nonce is used once.
  class Prepared
    # @return [PreparedRequest]
    attr_reader :request

    # @api private
    def initialize(native, reader)
      @native = native
      @reader = reader
      @request = PreparedRequest.read(JSON.parse(native.request, symbolize_names: true))
    end

    # Verifies and reads the reply.
    #
    # @param status [Integer]
    # @param headers [Hash]
    # @param body [String] as it came
    # @raise [Error]
    def finish(status, headers, body)
      Boundary.translate_errors do
        finished = @native.finish(status, Arguments.headers_json(headers), Arguments.raw_bytes(body))
        @reader.call(JSON.parse(finished, symbolize_names: true))
      end
    end

    def inspect
      "#<#{self.class} #{request.inspect}>"
    end
  end

  # A signed request for a bill, and the reader of its file.
  class PreparedBill
    # @return [PreparedRequest]
    attr_reader :request

    # The totals and what proves the bill; `nil` before the last row was read.
    attr_reader :finished

    # @api private
    def initialize(native, row, finish)
      @native = native
      @row = row
      @finish = finish
      @request = PreparedRequest.read(JSON.parse(native.request, symbolize_names: true))
    end

    # The rows as they arrive, out of the pieces of the body; they are proven only when the enumerator has ended.
    #
    # @param pieces [#each] pieces of the body, for example what `Net::HTTPResponse#read_body` yields
    # @return [Enumerator]
    # @raise [Error] while it is read
    def read(status, headers, pieces)
      Enumerator.new do |rows|
        Boundary.translate_errors { @native.begin(status, Arguments.headers_json(headers)) }
        pieces.each do |piece|
          Boundary.translate_errors { @native.feed(piece.b) }
          while (portion = Boundary.translate_errors { @native.next_rows(Boundary::BATCH) })
            JSON.parse(portion, symbolize_names: true).each { |row| rows << @row.call(row) }
          end
        end
        finished = Boundary.translate_errors { @native.finish }
        @finished = finished && @finish.call(JSON.parse(finished, symbolize_names: true))
      end
    end

    def inspect
      "#<#{self.class} #{request.inspect}>"
    end
  end
end

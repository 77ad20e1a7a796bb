# frozen_string_literal: true

module QqWxPay
  # The border to the native half.
  #
  # @api private
  module Border
    # So many rows cross it at once.
    PORTION = 500

    # The result, or the error of this facade; what the host's own function raised is its cause.
    def self.told(thrown = nil)
      yield
    rescue QqWxpayNative::NativeFailure::Failed => failure
      raise Error.read(JSON.parse(failure.error, symbolize_names: true)), cause: thrown&.take(failure.question)
    end
  end
  private_constant :Border

  # How calls are made. After a fork each process gets connections, threads and an access token of its own.
  #
  # @api private
  class Calls
    Own = Struct.new(:process, :native, :thrown)
    private_constant :Own

    # Natives of a parent process: what ends them waits for threads that are not here.
    INHERITED = []
    private_constant :INHERITED

    def initialize(parts, **given)
      # Not a variable that a dump shows: they are secret.
      @make = -> { make(parts, given) }
      @closed = false
      @lock = Mutex.new
      @own = @make.call
    end

    def call(operation, request, timeout, reader)
      own = process
      read(own, reader) { own.native.call(operation, Arguments.json(request), Arguments.milliseconds(timeout)) }
    end

    def now(operation, request, reader)
      own = process
      read(own, reader) { own.native.now(operation, Arguments.json(request)) }
    end

    def bill(operation, request, timeout, row, finish)
      own = process
      native = Border.told(own.thrown) do
        own.native.bill(operation, Arguments.json(request), Arguments.milliseconds(timeout))
      end
      BillRows.new(native, row, finish)
    end

    def prepare(operation, request, access_token, reader)
      own = process
      native = Border.told(own.thrown) { own.native.prepare(operation, Arguments.json(request), access_token) }
      Prepared.new(native, reader)
    end

    def prepare_bill(operation, request, row, finish)
      own = process
      native = Border.told(own.thrown) { own.native.prepare_bill(operation, Arguments.json(request)) }
      PreparedBill.new(native, row, finish)
    end

    def handle_notification(headers, raw_body)
      body = Arguments.raw_bytes(raw_body)
      own = process
      Border.told(own.thrown) { own.native.handle_notification(Arguments.headers_json(headers), body) }
    end

    def await_notification(confirm, headers, raw_body, timeout)
      body = Arguments.raw_bytes(raw_body)
      own = process
      Border.told(own.thrown) do
        own.native.await_notification(confirm, Arguments.headers_json(headers), body, Arguments.milliseconds(timeout))
      end
    end

    def close
      @closed = true
      process.native.shut_down
    end

    attr_reader :closed
    alias closed? closed

    private

    def read(own, reader)
      reader.call(JSON.parse(Border.told(own.thrown) { yield }, symbolize_names: true))
    end

    def process
      own = @own
      return own if own.process == Process.pid

      @lock.synchronize { @own.process == Process.pid ? @own : renew }
    end

    def renew
      Library.after_fork
      Farewell.watch
      ObjectSpace.undefine_finalizer(@own.native)
      INHERITED << @own.native
      @own = @make.call
      @own.native.shut_down if @closed
      @own
    end

    def make(parts, given)
      thrown = Thrown.new
      host = Host.new(parts, thrown) if parts.asked?
      signer = BorderSigner.new(parts.signer, thrown) if parts.signer
      native = Border.told do
        QqWxpayNative::NativeClient.create(QqWxpayNative::NativeParts.new(**native_parts(parts, given)), host, signer)
      end
      host&.belongs_to(native)
      Own.new(Process.pid, native, thrown)
    end

    def native_parts(parts, given)
      {
        camel: false,
        settings: nil,
        variables: nil,
        token_source: parts.token_source,
        sends: !parts.transport.nil?,
        observes: !parts.observer.nil?,
        now: nil,
        nonce: nil
      }.merge(given)
    end
  end
  private_constant :Calls
end

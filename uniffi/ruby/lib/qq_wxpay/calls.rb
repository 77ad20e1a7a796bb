# frozen_string_literal: true

module QqWxPay
  # The boundary to the native half.
  #
  # @api private
  module Boundary
    # Rows that are fetched at once.
    BATCH = 500

    # Raises failures of the native half as errors of this gem; what the host's own function raised is their cause.
    def self.translate_errors(callback_errors = nil)
      yield
    rescue QqWxpayNative::NativeFailure::Failed => failure
      raise Error.read(JSON.parse(failure.error, symbolize_names: true)), cause: callback_errors&.take(failure.question)
    end
  end
  private_constant :Boundary

  # How calls are made. After a fork each process gets connections, threads and an access token of its own.
  #
  # @api private
  class Calls
    include Redacted

    ProcessState = Struct.new(:pid, :native, :callback_errors, :host) { include Redacted }
    private_constant :ProcessState

    # Whether the method of this name collects keywords.
    KEYWORDS = Hash.new do |known, name|
      known[name] = Operations.method_defined?(name) && Operations.instance_method(name).parameters.include?(%i[keyrest request])
    end
    private_constant :KEYWORDS

    # Natives of a parent process: what ends them waits for threads that are not here.
    INHERITED = []
    private_constant :INHERITED

    # @param connections [#call] gives the native merchants with whom it shares its own, in this process
    def initialize(parts, connections: -> {}, **given)
      # Not a variable that a dump shows: they are secret.
      @make = -> { make(parts, given, connections) }
      @signs = !parts.signer.nil?
      @closed = false
      @lock = Mutex.new
      @state = @make.call
    end

    def call(operation, request, timeout, reader)
      state = online_state
      read(state, reader) do
        begun = state.native.begin_call(operation, Arguments.json(request), Arguments.milliseconds(timeout))
        Waiting.for(begun, &:text)
      end
    ensure
      forget(operation, request)
    end

    def now(operation, request, reader)
      state = process_state
      read(state, reader) { state.native.call_sync(operation, Arguments.json(request)) }
    ensure
      forget(operation, request)
    end

    def bill(operation, request, timeout, row, finish)
      state = online_state
      native = Boundary.translate_errors(state.callback_errors) do
        Waiting.for(state.native.begin_bill(operation, Arguments.json(request), Arguments.milliseconds(timeout)), &:bill)
      end
      BillRows.new(native, row, finish)
    ensure
      forget(operation, request)
    end

    # Nothing is asked before its first report is waited for.
    def reports(operation, request, timeout, report)
      state = online_state
      native = Boundary.translate_errors(state.callback_errors) do
        state.native.reports(operation, Arguments.json(request), Arguments.milliseconds(timeout))
      end
      Reports.new(native, report)
    ensure
      forget(operation, request)
    end

    def prepare(operation, request, access_token, reader)
      Prepared.new(signed(:prepare, :prepared, operation, request, access_token), reader)
    end

    def prepare_bill(operation, request, readers)
      PreparedBill.new(signed(:prepare_bill, :prepared_bill, operation, request), *readers)
    end

    def handle_notification(headers, raw_body)
      body = Arguments.raw_bytes(raw_body)
      state = process_state
      Boundary.translate_errors(state.callback_errors) { state.native.handle_notification(Arguments.headers_json(headers), body) }
    end

    def await_notification(confirm, headers, raw_body, timeout)
      body = Arguments.raw_bytes(raw_body)
      state = online_state
      Boundary.translate_errors(state.callback_errors) do
        arguments = [confirm, Arguments.headers_json(headers), body, Arguments.milliseconds(timeout)]
        Waiting.for(state.native.begin_notification(*arguments), &:notification)
      end
    end

    def close
      @closed = true
      process_state.native.shut_down
    end

    # The native client of this process, for a registry of several merchants.
    def native = process_state.native

    attr_reader :closed
    alias closed? closed

    private

    # What a method of {Operations} has collected from its keywords is its own: nobody is to find a payer in it afterwards, as the
    # pages do that show the variables of every frame of an error.
    def forget(operation, request)
      request.clear if KEYWORDS[operation]
    end

    def read(state, reader)
      reader.call(JSON.parse(Boundary.translate_errors(state.callback_errors) { yield }, symbolize_names: true))
    end

    # A signer of the host's own is waited for.
    def signed(kind, answer, operation, request, *token)
      state = process_state
      Boundary.translate_errors(state.callback_errors) do
        arguments = [operation.to_s, Arguments.json(request), *token]
        next state.native.public_send(kind, *arguments) unless @signs

        Waiting.for(online_state.native.public_send(:"begin_#{kind}", *arguments), &answer)
      end
    end

    # For what goes over the network.
    def online_state
      ReentryGuard.check(self)
      process_state
    end

    def process_state
      Dispatcher.current
      state = @state
      return state if state.pid == Process.pid

      @lock.synchronize { @state.pid == Process.pid ? @state : renew }
    end

    def renew
      ObjectSpace.undefine_finalizer(@state.native)
      INHERITED << @state
      @state = @make.call
      @state.native.shut_down if @closed
      @state
    end

    def make(parts, given, connections)
      callback_errors = CallbackErrors.new
      host = HostCallbacks.new(parts, callback_errors, self)
      number = Dispatcher.number
      native_parts = QqWxpayNative::NativeParts.new(**native_parts(parts, given))
      dispatcher = Dispatcher.current
      dispatcher.register(number, host) # it reports already while it is made
      native = Boundary.translate_errors do
        QqWxpayNative::NativeClient.with_mailbox(native_parts, dispatcher.mailbox, number, @signs, connections.call)
      end
      host.belongs_to(native)
      ProcessState.new(Process.pid, native, callback_errors, host)
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
      }.merge(given.transform_values { |value| value.is_a?(Hidden) ? value.value : value })
    end
  end
  private_constant :Calls
end

# frozen_string_literal: true

module QqWxPay
  # While a process forks, no thread of the native half is in a critical section: a child would wait for ever for a lock of a thread that
  # it does not have. `fork`, `Process.fork` and `IO.popen("-")` go through here from Ruby 3.1 on; `Process.daemon` does not.
  #
  # @api private
  module ForkHook
    def _fork
      QqWxpayNative.before_fork
      begin
        child = super
      ensure
        QqWxpayNative.after_fork(child == 0) # rubocop:disable Style/NumericPredicate -- without a child it is nil
      end
    end
  end
  private_constant :ForkHook
  Process.singleton_class.prepend(ForkHook) if Process.respond_to?(:_fork, true)
end

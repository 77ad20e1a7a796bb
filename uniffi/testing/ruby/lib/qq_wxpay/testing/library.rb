# frozen_string_literal: true

require "ffi"
require "rbconfig"

module QqWxPay
  module Testing
    # Where the native half is: beside this file, for the platform of the gem. What is wrong with it is a {MissingLibraryError}.
    #
    # @api private
    module Library
      # @return [String]
      def self.path(folder = __dir__)
        path = File.join(folder, FFI.map_library_name("qq_wxpay_testing"))
        raise MissingLibraryError, "#{NAME} has no native library for #{platform}: #{REMEDY}" unless File.file?(path)

        FFI::DynamicLibrary.open(path, FFI::DynamicLibrary::RTLD_LAZY)
        path
      rescue MissingLibraryError
        raise
      rescue LoadError => error
        raise MissingLibraryError, "#{NAME}: #{File.basename(path)} does not load on #{platform}: #{error.message}"
      end

      # Loads the border to it.
      def self.load
        # Its generator does not care for indentation, and who runs with `-w` did not write it.
        verbose, $VERBOSE = $VERBOSE, nil
        require_relative "generated/qq_wxpay_testing_native"
        found = QqWxpayTestingNative.testing_library_version
        raise MissingLibraryError, "#{NAME} #{VERSION}: its native library is of #{found}: #{REMEDY}" unless found == VERSION
      rescue FFI::NotFoundError
        raise MissingLibraryError, "#{NAME} #{VERSION}: its native library is of another version: #{REMEDY}", cause: nil
      ensure
        $VERBOSE = verbose
      end

      NAME = "qq_wxpay_testing"
      REMEDY = "install the gem for this platform anew, or build it: `cargo build --package qq-wxpay-testing-uniffi`"

      def self.platform
        "#{RbConfig::CONFIG["host_cpu"]}-#{RbConfig::CONFIG["host_os"]}"
      end
      private_class_method :platform
      private_constant :NAME, :REMEDY
    end
  end
end

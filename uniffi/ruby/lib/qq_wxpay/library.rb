# frozen_string_literal: true

require "ffi"
require "rbconfig"

module QqWxPay
  # The native half of this gem is missing, made for another platform, or of another version.
  class MissingLibraryError < LoadError; end

  # Where the native half is: beside this file, one for the platform of the gem.
  #
  # @api private
  module Library
    # Gems with a native half are published for these.
    PLATFORMS = %w[
      x86_64-linux aarch64-linux x86_64-linux-musl aarch64-linux-musl x86_64-darwin arm64-darwin x64-mingw-ucrt
    ].freeze

    # @return [String]
    # @raise [MissingLibraryError]
    def self.path(folder = __dir__)
      path = File.join(folder, FFI.map_library_name("qq_wxpay_uniffi"))
      raise MissingLibraryError, missing(path) unless File.file?(path)

      # Here, so that a library for another platform is explained in plain words.
      FFI::DynamicLibrary.open(path, FFI::DynamicLibrary::RTLD_LAZY)
      path
    rescue MissingLibraryError
      raise
    rescue LoadError => error
      raise MissingLibraryError, "#{File.basename(path)} does not load on #{platform}: #{error.message}"
    end

    # Loads the border to it.
    #
    # @raise [MissingLibraryError]
    def self.load
      # Its generator does not care for indentation, and who runs with `-w` did not write it.
      verbose, $VERBOSE = $VERBOSE, nil
      require_relative "generated/qq_wxpay_native"
      found = QqWxpayNative.library_version
      raise MissingLibraryError, other_version(found) unless found == VERSION
    rescue FFI::NotFoundError
      raise MissingLibraryError, other_version("another version"), cause: nil
    ensure
      $VERBOSE = verbose
    end

    def self.platform
      "#{RbConfig::CONFIG["host_cpu"]}-#{RbConfig::CONFIG["host_os"]}"
    end

    def self.missing(path)
      "qq_wxpay has no native library for #{platform}: #{File.basename(path)} is not beside library.rb. There are gems for " \
        "#{PLATFORMS.join(", ")}. With a Gemfile.lock from another machine, run `bundle lock --add-platform` for this one; " \
        "elsewhere build it: `cargo build --release --package qq-wxpay-uniffi`."
    end

    def self.other_version(found)
      "the native library beside library.rb is of #{found}, this gem of #{VERSION}: it would be read wrongly. Install the gem anew " \
        "(`gem pristine qq_wxpay`), and copy no library from another one into it."
    end
    private_class_method :missing, :other_version
  end
end

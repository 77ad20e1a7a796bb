# frozen_string_literal: true

require "fileutils"
require "minitest"

ROOT = File.expand_path("../../..", __dir__)
$LOAD_PATH.unshift File.expand_path("../lib", __dir__)
require "qq_wxpay"

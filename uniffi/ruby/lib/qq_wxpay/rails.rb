# frozen_string_literal: true

# `gem "qq_wxpay"` in the Gemfile of an application of Rails is enough; this is for those who load the gem before Rails.
require "rails"
require_relative "../qq_wxpay"
require_relative "rails/railtie"

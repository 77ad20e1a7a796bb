# frozen_string_literal: true

require "qq_wxpay/testing" # for a Gemfile that names the gem

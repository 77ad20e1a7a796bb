# frozen_string_literal: true

# Written by `cargo xtask generate` from the models in Rust. Do not edit.

module QqWxPay
  # Fields that take an instant, and fields that take a day.
  MOMENTS = %i[asked_at placed_at requested_at time_expire time_start v2_former_sign_type_until].freeze
  DAYS = %i[bill_date].freeze
  private_constant :MOMENTS, :DAYS
end

# frozen_string_literal: true

module QqWxPay
  # Moments and days: objects of Ruby, or of a library like it, as the texts that the core takes.
  #
  # @api private
  module Times
    BEIJING = 8 * 3600

    module_function

    # The text for the field that takes a moment or a day; another value as it is. The block refuses, with a code and a detail.
    def written(field, value)
      moment, day = MOMENTS.include?(field), DAYS.include?(field)
      return value unless (moment || day) && value.respond_to?(:strftime)

      # `Time#to_time` is one of the library `date`, which nobody has to load.
      has_time = value.is_a?(Time) || (value.respond_to?(:to_time) && value.respond_to?(:hour))
      yield "TIME_FORMAT", "a #{value.class} without a time of day: give a Time" if moment && !has_time
      return value.strftime("%Y-%m-%d") unless has_time

      time = value.is_a?(Time) ? value : value.to_time
      time.getlocal(BEIJING).strftime(moment ? "%Y-%m-%dT%H:%M:%S+08:00" : "%Y-%m-%d")
    end
  end
  private_constant :Times
end

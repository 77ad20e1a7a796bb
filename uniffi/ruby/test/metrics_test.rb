# frozen_string_literal: true

require_relative "helper"

# The observer of docs/metrics.md, on a meter that keeps what it is given.
class MetricsTest < Minitest::Test
  include OwnWorld

  DOCUMENT = File.read(File.expand_path("../../../docs/metrics.md", __dir__), encoding: "UTF-8")

  # As OpenTelemetry's: of the name of each instrument what was recorded, with its attributes.
  class Meter
    Instrument = Struct.new(:name, :kept) do
      def record(value, attributes: {}) = kept << [name, value, attributes]
      alias_method :add, :record
    end

    attr_reader :kept

    def initialize = @kept = Queue.new
    def create_histogram(name, unit: nil) = Instrument.new("#{name} #{unit}", kept)
    def create_counter(name) = Instrument.new(name, kept)
  end

  def test_the_observer_of_the_document
    meter = Meter.new
    observer = eval("#{DOCUMENT[/```ruby\n(.*?)```/m, 1]}; observer", binding, __FILE__, __LINE__)
    client = world.client(observer: observer)
    placed(client)
    client.handle_notification({}, "{}")
    told = []
    told << Timeout.timeout(30) { meter.kept.pop } until told.last&.first == "qq_wxpay.notifications"
    client.close
    assert_includes told, ["qq_wxpay.faults", 1, { "kind" => "sandbox_client", "level" => "warning", "code" => "SANDBOX_CLIENT" }]
    _, seconds, by = told.find { |name, _, attributes| name == "qq_wxpay.call.duration s" && attributes["operation"] == "place_order" }
    assert_equal({ "operation" => "place_order", "upstream" => "qq", "code" => "ok" }, by)
    assert_operator seconds, :>, 0
    assert_equal "refused", told.last[2]["outcome"]
  end
end

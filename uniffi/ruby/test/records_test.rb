# frozen_string_literal: true

require "logger"
require "pp"
require "stringio"
require_relative "helper"

# A value of every type that comes back, with a marker in each field that nothing may show.
class RecordsTest < Minitest::Test
  SAMPLES = JSON.parse(File.read(File.join(ROOT, "tests/cases/printed/samples.json")), symbolize_names: true)
  MARKER = "HIDDEN-MARKER"

  def samples
    SAMPLES.flat_map { |name, values| values.map { |value| [QqWxPay.const_get(name).read(value), value] } }
  end

  def records
    token = QqWxPay::StoredToken.new(access_token: MARKER, fetched_at: 1, refresh_at: 2, expires_at: 3)
    samples.map(&:first) << token
  end

  def prints(record)
    log = StringIO.new
    Logger.new(log).info(record)
    missing = assert_raises(NoMethodError) { record.nothing_of_this_name }
    [
      record.inspect, record.to_s, "#{record}", format("%p %s", record, record), [record].inspect, { of: record }.to_s,
      PP.pp(record, +""), JSON.generate([record]), missing.message, missing.full_message, log.string
    ]
  end

  def test_no_print_shows_what_is_hidden
    records.each { |record| prints(record).each { |text| refute_includes text, MARKER, record.class } }
    marked = records.select { |record| record.to_h.to_s.include?(MARKER) }
    assert_operator marked.size, :>, 30
    marked.each { |record| assert_includes record.inspect, "<hidden>" }
  end

  def test_all_else_is_shown
    samples.each { |record, value| assert_includes record.inspect, "shown", record.class if value.value?("shown") }
  end

  def test_hashes_and_json_are_the_whole_content
    samples.each do |record, value|
      assert_equal value, record.to_h
      assert_equal record, record.class.read(JSON.parse(JSON.generate(record.to_h), symbolize_names: true))
    end
  end

  def test_each_form_of_a_union_answers_to_its_own_name_alone
    unions = records.group_by { |record| (record.class.ancestors - QqWxPay::Record.ancestors).find { |union| union.instance_of?(Module) && union.respond_to?(:read) } }
    unions.delete(nil)
    assert_operator unions.size, :>=, 4
    unions.each do |union, forms|
      names = union.public_instance_methods(false).grep(/\?\z/)
      assert_operator names.size, :>, 1, union
      forms.each { |form| assert_equal [:"#{tag_of(form)}?"], names.select { |name| form.public_send(name) }, form.class }
    end
  end

  def tag_of(form)
    form.class.name.split("::").last.gsub(/(?<=[a-z0-9])[A-Z]/) { |letter| "_#{letter}" }.downcase
  end

  def test_marshal_gives_equal_frozen_records
    records.each do |record|
      copy = Marshal.load(Marshal.dump(record))
      assert_equal record, copy
      assert_predicate copy, :frozen?
      copy.deconstruct_keys(nil).each_value { |value| assert_predicate value, :frozen?, record.class }
    end
  end
end

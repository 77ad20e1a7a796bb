# frozen_string_literal: true

require "json"
require "qq_wxpay"

# QQ's access token for all processes of one machine, in a file that only its owner reads. POSIX only.
#
# Each fetch of a token ends the earlier one, so the workers of Puma or Sidekiq must share it. On several machines do the same with
# Redis: the lease is `SET NX PX`, saving compares the owner first.
class TokenFile
  def initialize(path)
    @path = path
  end

  def load(qq_appid)
    opened(qq_appid) { |mine| mine[:token] && QqWxPay::StoredToken.new(**mine[:token]) }
  end

  def acquire_lease(qq_appid, owner, milliseconds)
    opened(qq_appid) do |mine|
      next false if mine[:owner] && mine[:owner] != owner && mine[:until] > Time.now.to_f

      mine.update(owner: owner, until: Time.now.to_f + milliseconds / 1000.0)
      true
    end
  end

  def save(qq_appid, owner, token)
    opened(qq_appid) do |mine|
      next false unless mine[:owner] == owner

      mine.update(owner: nil, token: token.to_h)
      true
    end
  end

  def release_lease(qq_appid, owner)
    opened(qq_appid) { |mine| mine[:owner] = nil if mine[:owner] == owner }
    nil
  end

  private

  # What the file says of one mini program; changes are written. One process at a time.
  def opened(qq_appid)
    File.open(@path, File::RDWR | File::CREAT, 0o600) do |file|
      file.flock(File::LOCK_EX)
      text = file.read
      content = text.empty? ? {} : JSON.parse(text, symbolize_names: true)
      given = yield(content[qq_appid.to_sym] ||= {})
      file.rewind
      file.write(JSON.generate(content))
      file.truncate(file.pos)
      given
    end
  end
end

//! Whether an access token may be fetched: that ends the one before it.

use super::report::{Report, Subject, subject};
use super::set_up::SetUp;
use crate::failure::Failure;
use crate::host::Surroundings;
use crate::language::{Language, Words, words};

pub(super) const TOKEN: Subject = subject("access_token", "access token of QQ", "QQ access_token");

/// What the command line says.
#[derive(Clone, Copy)]
pub(super) struct Wish {
    pub(super) fetch: bool,
    pub(super) leave: bool,
}

/// Whether QQ may be asked for one. If not, that is told.
pub(super) fn decide(
    wish: Wish,
    set_up: &SetUp,
    report: &mut Report<'_, '_>,
    surroundings: &mut Surroundings<'_>,
) -> Result<bool, Failure> {
    let language = report.language();
    if set_up.settings.qq_appid.is_none() || set_up.settings.qq_app_secret.is_none() {
        return Ok(false);
    }
    if wish.leave {
        report.not_tested(TOKEN, language.of(words("left out by --no-token", "已由 --no-token 跳过")))?;
        return Ok(false);
    }
    if wish.fetch || set_up.config.is_sandbox() {
        return Ok(true);
    }
    if !surroundings.can_be_asked {
        let silent = words(
            "not fetched, since that can end the token of others; --token fetches one",
            "未获取，因为可能使其他机器的 access_token 失效；加 --token 则获取",
        );
        report.not_tested(TOKEN, language.of(silent))?;
        return Ok(false);
    }
    let shared = language.of(shared_by(set_up.store()));
    let question = match language {
        Language::English => format!(
            "QQ's access token is taken from the store, which {shared}. If it holds none, one is fetched, and that ends the token of everybody who \
             does not share the store. Go on? [y/N]"
        ),
        Language::Chinese => format!(
            "access_token 取自所配置的存储（{shared}）。若其中没有，将获取新的，未共享该存储的其他机器或进程的 access_token 会随之失效。继续吗？[y/N]"
        ),
    };
    if surroundings.agrees(report.output(), &question)? {
        return Ok(true);
    }
    report.not_tested(TOKEN, language.of(words("left out, as you said", "已按你的选择跳过")))?;
    Ok(false)
}

fn shared_by(store: &str) -> Words {
    if store.starts_with("redis") {
        words("is shared by all that use this Redis", "由使用同一 Redis 的所有机器共享")
    } else if store.starts_with("file:") {
        words("is shared by the processes that use this folder", "由使用同一目录的进程共享")
    } else if store.starts_with("file") {
        words("is shared by the processes of this user on this machine", "由本机上同一用户的进程共享")
    } else {
        words("is shared with nobody", "不与任何进程共享")
    }
}

#[cfg(test)]
mod tests {
    use qq_wxpay::Settings;

    use super::*;
    use crate::host::Host;
    use crate::output::Output;
    use crate::transcript::Redactor;

    /// Whether a token is fetched, and what is written.
    fn decided(wish: Wish, answer: Option<&str>) -> (bool, String) {
        let settings = Settings::new()
            .wechat_appid("wxd678efh567hg6787")
            .mchid("1230000109")
            .api_v2_key("8934e7d15453e97507ef794cf7b0519d")
            .qq_appid("1110000001")
            .qq_app_secret("MARKERMARKERMARKER");
        let set_up = SetUp::of(settings).unwrap();
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let (mut out_of_host, mut err_of_host) = (Vec::new(), Vec::new());
        let mut input = answer.unwrap_or_default().as_bytes();
        let mut host = Host::new(&mut out_of_host, &mut err_of_host);
        host.can_be_asked = answer.is_some();
        host.input = Some(&mut input);
        let (_, _, mut surroundings) = host.parts();
        let mut output = Output::new(&mut out, &mut err, Language::English);
        let mut report = Report::new(&mut output, Redactor::default());
        let fetch = decide(wish, &set_up, &mut report, &mut surroundings).unwrap();
        let text = String::from_utf8([out, err].concat()).unwrap();
        assert!(!text.contains("MARKER"));
        (fetch, text)
    }

    #[test]
    fn nobody_loses_a_token_unasked() {
        let open = Wish { fetch: false, leave: false };
        let (fetch, text) = decided(open, None);
        assert!(!fetch && text.contains("--token fetches one"), "{text}");
        let (fetch, text) = decided(open, Some("n\n"));
        assert!(!fetch && text.contains("[y/N]") && text.contains("this user on this machine"), "{text}");
        assert!(!decided(open, Some("")).0);
        assert!(decided(open, Some("yes\nmore")).0);
        assert_eq!(decided(Wish { fetch: true, leave: false }, None), (true, String::new()));
        assert!(!decided(Wish { fetch: false, leave: true }, Some("y\n")).0);
    }
}

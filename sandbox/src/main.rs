//! The sandbox as a program.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "this program talks to a person at a terminal")]

use std::error::Error;
use std::ffi::OsString;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use lexopt::{Arg, Parser, ValueExt as _};
use qq_wxpay_sandbox::{Options, Sandbox, env_file_text, write_env_file};

#[tokio::main]
async fn main() -> ExitCode {
    match run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("qq-wxpay-sandbox: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run() -> Result<(), Box<dyn Error>> {
    match Command::parse(std::env::args_os())? {
        Command::Help => print!("{HELP}"),
        Command::Version => println!("qq-wxpay-sandbox {}", env!("CARGO_PKG_VERSION")),
        Command::Run { options, env_file } => {
            // Before it says that it is ready.
            let end = listen()?;
            let sandbox = Sandbox::start(options).await?;
            if let Some(path) = &env_file {
                write_env_file(path, &sandbox.env())?;
            }
            print!("{}", banner(&sandbox, env_file.as_deref()));
            end.await?;
            sandbox.stop().await;
        }
    }
    Ok(())
}

/// Listens for Ctrl-C and SIGTERM, and waits for one of them in what it gives. As process 1 of a container nothing ends a program
/// that does not listen.
fn listen() -> std::io::Result<impl Future<Output = std::io::Result<()>>> {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let mut interrupted = signal(SignalKind::interrupt())?;
        let mut terminated = signal(SignalKind::terminate())?;
        Ok(async move {
            tokio::select! {
                _ = interrupted.recv() => {}
                _ = terminated.recv() => {}
            }
            Ok(())
        })
    }
    #[cfg(not(unix))]
    Ok(tokio::signal::ctrl_c())
}

/// What the command line asks for.
enum Command {
    Run { options: Options, env_file: Option<PathBuf> },
    Help,
    Version,
}

impl Command {
    fn parse(arguments: impl IntoIterator<Item = OsString>) -> Result<Self, lexopt::Error> {
        let mut options = Options {
            address: SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 18700),
            ..Options::default()
        };
        let mut env_file = None;
        let mut secure_port = None;
        let mut parser = Parser::from_iter(arguments);
        while let Some(argument) = parser.next()? {
            match argument {
                Arg::Long("host") => options.address.set_ip(parser.value()?.parse()?),
                Arg::Long("keep") => options.keep = Some(PathBuf::from(parser.value()?)),
                Arg::Long("port") => options.address.set_port(parser.value()?.parse()?),
                Arg::Long("secure-port") => secure_port = Some(parser.value()?.parse()?),
                Arg::Long("time-scale") => options.time_scale = parser.value()?.parse()?,
                Arg::Long("env-file") => env_file = Some(PathBuf::from(parser.value()?)),
                Arg::Long("notify-url") => options.notify_url = parser.value()?.string()?,
                Arg::Long("help") | Arg::Short('h') => return Ok(Self::Help),
                Arg::Long("version") | Arg::Short('V') => return Ok(Self::Version),
                _ => return Err(argument.unexpected()),
            }
        }
        // The next port, unless the system chooses.
        let next = options.address.port().checked_add(1).filter(|port| *port > 1).unwrap_or(0);
        options.secure_port = secure_port.unwrap_or(next);
        Ok(Self::Run { options, env_file })
    }
}

const HELP: &str = "\
qq-wxpay-sandbox: simulates QQ's payment proxy and WeChat Pay on this machine

  --host ADDRESS       address to listen on (default 127.0.0.1; 0.0.0.0 in a container)
  --port PORT          port (default 18700; 0 lets the system choose)
  --secure-port PORT   port with mutual TLS, for V2 refunds (default: the next one)
  --time-scale FACTOR  repeat refused notifications this many times faster (default 1)
  --env-file PATH      write the environment variables for an SDK to this file
  --keep FILE          keep keys and secrets in this file, so that the next start has
                       the same ones
  --notify-url URL     callback address set in the QQ console
                       (default http://127.0.0.1:8000/notify)
  --help               show this text
  --version            show the version
";

fn banner(sandbox: &Sandbox, env_file: Option<&Path>) -> String {
    let base = sandbox.base_url();
    let (environment, next) = match env_file {
        Some(path) => {
            let path = path.display().to_string();
            // Without a slash `.` of some shells looks along PATH.
            let here = if path.contains('/') { "" } else { "./" };
            (format!("written to {path}"), format!("set -a; . {here}{path}; set +a"))
        }
        None => {
            (format!("below\n\n{}", env_file_text(&sandbox.env())), "export the variables above".to_owned())
        }
    };
    format!(
        "\nQQ and WeChat Pay are running at {base} (simulated; no real money moves).\n\
         \n  Environment: {environment}\n\
         \n  Next:\n    1. {next}\n    2. start your server and place an order\n    \
         3. pay:  curl {base}/sandbox/pay -d '{{\"h5_url\":\"...\"}}'\n    \
         4. look: {base}/sandbox/events tells what happened, and why something was refused\n\
         \n  A bill today instead of tomorrow: curl -X PUT {base}/sandbox/switches -d '{{\"bills_at_once\":true}}'\n\
         \n  Ctrl-C stops it.\n\n"
    )
}

//! Serving HTTP/1.1, plain and inside TLS, with the power to close a connection instead of answering.

use std::convert::Infallible;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;
use tokio_rustls::TlsAcceptor;
use tower::ServiceExt as _;

use crate::reply::HangUp;
use crate::routes;
use crate::secure::ClientCertificate;
use crate::world::World;

/// Accepts connections until the task that runs this is aborted, which also closes them.
pub(crate) async fn serve(listener: TcpListener, acceptor: Option<TlsAcceptor>, world: Arc<World>) {
    let router = routes::router(Arc::clone(&world));
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => {
                    // Small replies must not wait for the peer's delayed acknowledgement.
                    let _ = stream.set_nodelay(true);
                    let (router, world) = (router.clone(), Arc::clone(&world));
                    match acceptor.clone() {
                        Some(acceptor) => connections.spawn(secure(stream, acceptor, router, world)),
                        None => connections.spawn(connection(stream, router, ClientCertificate::Missing)),
                    };
                }
                // Out of file handles, for instance: others may be closed soon.
                Err(_) => tokio::time::sleep(Duration::from_millis(50)).await,
            },
            Some(_) = connections.join_next() => {}
        }
    }
}

/// How long a client may take for the handshake.
const HANDSHAKE: Duration = Duration::from_secs(10);

async fn secure(stream: TcpStream, acceptor: TlsAcceptor, router: Router, world: Arc<World>) {
    let stream = match tokio::time::timeout(HANDSHAKE, acceptor.accept(stream)).await {
        Ok(Ok(stream)) => stream,
        Ok(Err(error)) => return world.events.add("tls.refused", error.to_string()),
        Err(_) => return world.events.add("tls.refused", "the handshake took too long"),
    };
    let shown = stream.get_ref().1.peer_certificates().and_then(|chain| chain.first());
    let certificate = match shown {
        None => ClientCertificate::Missing,
        Some(shown) if shown.as_ref() == world.keyring.merchant_certificate => ClientCertificate::Merchant,
        Some(_) => ClientCertificate::Other,
    };
    connection(stream, router, certificate).await;
}

async fn connection<S>(stream: S, router: Router, certificate: ClientCertificate)
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let service = service_fn(move |request| respond(router.clone(), certificate, request));
    let outcome =
        http1::Builder::new().timer(TokioTimer::new()).serve_connection(TokioIo::new(stream), service);
    // An error here is a client that went away, or a fault that closed the connection on purpose.
    let _ = outcome.await;
}

/// Answers one request; the error makes hyper close the connection without a status line.
async fn respond(
    router: Router,
    certificate: ClientCertificate,
    mut request: Request<Incoming>,
) -> Result<Response<Body>, HungUp> {
    request.extensions_mut().insert(certificate);
    let response =
        router.oneshot(request.map(Body::new)).await.unwrap_or_else(|never: Infallible| match never {});
    if response.extensions().get::<HangUp>().is_some() { Err(HungUp) } else { Ok(response) }
}

/// The connection is to be closed without an answer.
#[derive(Debug)]
struct HungUp;

impl fmt::Display for HungUp {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("the connection is closed by a fault")
    }
}

impl std::error::Error for HungUp {}

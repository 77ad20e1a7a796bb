//! Serving HTTP/1.1, plain and inside TLS, over connections that faults can cut.

use std::convert::Infallible;
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

use crate::cut_connection::{CuttableConnection, ReplyLimit};
use crate::reply::CutAfter;
use crate::routes;
use crate::state::SandboxState;
use crate::tls::ClientCertificate;

/// Accepts connections until the task that runs this is aborted, which also closes them.
pub(crate) async fn serve(listener: TcpListener, acceptor: Option<TlsAcceptor>, state: Arc<SandboxState>) {
    let router = routes::router(Arc::clone(&state));
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => {
                    // Small replies must not wait for the peer's delayed acknowledgement.
                    let _ = stream.set_nodelay(true);
                    let (router, state) = (router.clone(), Arc::clone(&state));
                    match acceptor.clone() {
                        Some(acceptor) => connections.spawn(secure(stream, acceptor, router, state)),
                        None => connections.spawn(connection(stream, router, state, ClientCertificate::Missing)),
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

async fn secure(stream: TcpStream, acceptor: TlsAcceptor, router: Router, state: Arc<SandboxState>) {
    let stream = match tokio::time::timeout(HANDSHAKE, acceptor.accept(stream)).await {
        Ok(Ok(stream)) => stream,
        Ok(Err(error)) => return state.events.add("tls.refused", error.to_string()),
        Err(_) => return state.events.add("tls.refused", "the handshake took too long"),
    };
    let shown = stream.get_ref().1.peer_certificates().and_then(|chain| chain.first());
    let certificate = match shown {
        None => ClientCertificate::Missing,
        Some(shown) if shown.as_ref() == state.keyring.merchant_certificate => ClientCertificate::Merchant,
        Some(_) => ClientCertificate::Other,
    };
    connection(stream, router, state, certificate).await;
}

async fn connection<S>(stream: S, router: Router, state: Arc<SandboxState>, certificate: ClientCertificate)
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let (wire, limit) = CuttableConnection::new(stream, state);
    let service = service_fn(move |request| respond(router.clone(), limit.clone(), certificate, request));
    let mut server = http1::Builder::new();
    // A request that a fault cuts behind its last byte is complete: it is processed.
    server.timer(TokioTimer::new()).half_close(true);
    // As the real servers write them: WeChat Pay's own SDK for Java finds no other.
    server.title_case_headers(true);
    // An error here is a client that went away, or a fault that closed the connection on purpose.
    let _ = server.serve_connection(TokioIo::new(wire), service).await;
}

/// Answers one request.
async fn respond(
    router: Router,
    limit: ReplyLimit,
    certificate: ClientCertificate,
    mut request: Request<Incoming>,
) -> Result<Response<Body>, Infallible> {
    request.extensions_mut().insert(certificate);
    let response = router.oneshot(request.map(Body::new)).await?;
    if let Some(CutAfter(bytes)) = response.extensions().get() {
        limit.cut_after(u64::from(*bytes));
    }
    Ok(response)
}

//! `GET /v3/certificates`: the platform certificates, encrypted with the APIv3 key.

use serde_json::json;

use super::{Caller, reply, seal};
use crate::call::Call;
use crate::certificate::LIFETIME_SECONDS;
use crate::clock::rfc3339;
use crate::faults::{self, Dialect, FaultEndpoint};
use crate::reply::Reply;
use crate::world::World;

/// Lists the one platform certificate of the sandbox.
pub(crate) fn certificates(world: &World, call: Call) -> Reply {
    world.counters.direct_requests.count();
    faults::around(world, (FaultEndpoint::Certificates, true, Dialect::V3), call, |world, call| {
        let outcome = Caller::verify(world, &call).map(|_| {
            let since = world.keyring.platform_since;
            let until = since.saturating_add_unsigned(LIFETIME_SECONDS);
            json!({"data": [{
                "serial_no": world.identity.platform_serial,
                "effective_time": rfc3339(since),
                "expire_time": rfc3339(until),
                "encrypt_certificate":
                    seal(&world.identity.api_v3_key, "certificate", &world.identity.platform_certificate),
            }]})
        });
        reply::reply(world, &call, outcome)
    })
}

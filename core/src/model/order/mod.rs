//! Orders: what is asked for, where it goes, what came of it.

mod channel;
mod close;
mod combine;
mod expected;
mod goods;
mod id;
mod partner;
mod placed;
mod placement;
mod query;
mod reference;
mod request;
mod scene;
mod status;

pub use channel::Channel;
pub use close::{
    CloseCombineOrderRequest, CloseOrderRequest, ClosePartnerOrderRequest, CloseV2OrderRequest,
    ClosedSubOrder,
};
pub use combine::{CombineAmount, CombineOrderRequest, CombineSceneInfo, CombineSettleInfo, SubOrder};
pub use expected::{Expected, ExpectedPart};
pub(super) use expected::{compare, compare_fen, differs};
pub use goods::{GoodsDetail, OrderDetail};
pub use id::OrderId;
pub use partner::PartnerOrderRequest;
pub use placed::{LINK_LIFETIME_SECONDS, PlacedOrder, RequestPayment};
pub use placement::{Placement, UnconfirmedOrder};
pub use query::{CombineOrderQuery, PartnerOrderQuery, V2OrderQuery};
pub use reference::{OrderFamily, OrderReference};
pub use request::{OrderAmount, OrderRequest, SettleInfo};
pub use scene::{H5Info, H5Type, SceneInfo, StoreInfo};
pub use status::{FoundOrder, OrderStatus, PaymentState, PaymentToExpect, StatusReason};

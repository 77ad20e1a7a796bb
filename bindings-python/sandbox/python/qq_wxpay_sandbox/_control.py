"""What a test does to a sandbox. What is refused raises `SandboxError`, which says why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Dict, List, Literal, Optional, cast

from ._types import Clock, Delivery, Event, Fault, Order, Refund

if TYPE_CHECKING:
    # Python 3.11 brings it; a program that runs needs none.
    from typing_extensions import Unpack

    from ._types import Switches

__all__ = ["Control"]


class Control:
    """The actions, each by its own method."""

    def control(self, name: str, **given: Any) -> Any:
        """Any action by its name, with its arguments."""
        raise NotImplementedError

    def pay(self, h5_url: str) -> None:
        """Pays an order as a payer does: opens its link and presses the button."""
        self.control("pay", h5_url=h5_url)

    def request_wx_payment(self, url: str, referer: str) -> Dict[str, Optional[str]]:
        """Plays `qq.requestWxPayment` of mobile QQ, with a payer who pays: `errMsg`, and `shown` when the cashier refused."""
        return cast("Dict[str, Optional[str]]", self.control("request_wx_payment", url=url, referer=referer))

    def close_order(self, out_trade_no: str) -> None:
        """Closes an unpaid order, as its merchant could."""
        self.control("close_order", out_trade_no=out_trade_no)

    def fail_payment(self, out_trade_no: str) -> None:
        """Makes the payment fail for good."""
        self.control("fail_payment", out_trade_no=out_trade_no)

    def settle_refund(self, out_refund_no: str, status: Literal["SUCCESS", "ABNORMAL", "CLOSED"] = "SUCCESS") -> None:
        """Decides what becomes of a refund, and sends its notification."""
        self.control("settle_refund", out_refund_no=out_refund_no, **{"as": status})

    def refund_in_console(
        self,
        out_trade_no: str,
        *,
        refund: Optional[int] = None,
        notify_url: Optional[str] = None,
        form: Optional[Literal["v3", "v2"]] = None,
    ) -> str:
        """Refunds as a person does in the merchant console, all that is left unless `refund` (fen) says less; gives the refund's number."""
        given = {"out_trade_no": out_trade_no, "refund": refund, "notify_url": notify_url, "form": form}
        return str(self.control("refund_in_console", **given)["out_refund_no"])

    def deliver_again(self, out_trade_no: Optional[str] = None, *, out_refund_no: Optional[str] = None) -> None:
        """Sends the last notification about an order or refund once more: the same `id`, signed anew. Returns once it is acknowledged."""
        self.control("deliver_again", out_trade_no=out_trade_no, out_refund_no=out_refund_no)

    def release_deliveries(self) -> int:
        """Sends what the switch `deliver="hold"` held back, the newest first; gives their number."""
        return int(self.control("release_deliveries")["released"])

    def wait_for_delivery(
        self,
        out_trade_no: Optional[str] = None,
        *,
        out_refund_no: Optional[str] = None,
        until: Literal["answered", "acknowledged"] = "answered",
        timeout: float = 10,
    ) -> Delivery:
        """Waits until the merchant has answered the notification about an order or refund, or has acknowledged it."""
        about = {"out_trade_no": out_trade_no, "out_refund_no": out_refund_no}
        found = self.control("wait_for_delivery", **about, until=until, timeout_seconds=timeout)
        return cast("Delivery", found)

    def switches(self) -> Dict[str, Any]:
        """All switches."""
        return cast("Dict[str, Any]", self.control("switches"))

    def set_switches(self, **changes: Unpack[Switches]) -> Dict[str, Any]:
        """Changes those that are given; gives all of them."""
        return cast("Dict[str, Any]", self.control("change_switches", **changes))

    def reset_switches(self) -> Dict[str, Any]:
        """Puts all of them back; gives them."""
        return cast("Dict[str, Any]", self.control("reset_switches"))

    def faults(self) -> List[Fault]:
        """The faults that wait."""
        return cast("List[Fault]", self.control("faults"))

    def add_fault(self, **fault: Unpack[Fault]) -> None:
        """Lets something go wrong: `add_fault(endpoint="query", kind="drop_after", times=2)`."""
        self.control("add_fault", **fault)

    def clear_faults(self) -> None:
        """Forgets all faults."""
        self.control("clear_faults")

    def clock(self) -> Clock:
        """Its clock."""
        return cast("Clock", self.control("clock"))

    def advance_clock(self, seconds: int) -> Clock:
        """Moves its clock: tokens, links, the time of signatures, refunds."""
        return cast("Clock", self.control("advance_clock", advance_seconds=seconds))

    def orders(self, out_trade_no: Optional[str] = None, *, limit: Optional[int] = None) -> List[Order]:
        """All orders, the one of this number, or the newest so many."""
        return cast("List[Order]", self.control("orders", out_trade_no=out_trade_no, limit=limit))

    def refunds(
        self, out_trade_no: Optional[str] = None, *, out_refund_no: Optional[str] = None, limit: Optional[int] = None
    ) -> List[Refund]:
        """All refunds, those of an order, the one of this number, or the newest so many."""
        found = self.control("refunds", out_trade_no=out_trade_no, out_refund_no=out_refund_no, limit=limit)
        return cast("List[Refund]", found)

    def events(self) -> List[Event]:
        """What happened, oldest first."""
        return cast("List[Event]", self.control("events"))

    def exchanges(self, *, after: int = 0, limit: int = 100, reveal: bool = False) -> List[Dict[str, Any]]:
        """Requests and notifications with their answers, as they went over the wire; `reveal` shows what is secret in them."""
        return cast("List[Dict[str, Any]]", self.control("exchanges", after=after, limit=limit, reveal=reveal))

    def statistics(self) -> Dict[str, int]:
        """How often things happened."""
        return cast("Dict[str, int]", self.control("statistics"))

    def identity(self) -> Dict[str, Any]:
        """Numbers and keys of the simulated merchant."""
        return cast("Dict[str, Any]", self.control("identity"))

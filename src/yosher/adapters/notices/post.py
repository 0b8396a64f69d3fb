"""A signed message to a listener's address: ten seconds, no redirect, no proxy, and nothing of the answer is read."""

from dataclasses import dataclass
from datetime import datetime

import httpx

from yosher.adapters.notices.addresses import reachable
from yosher.adapters.notices.signed import headers
from yosher.desk.ports import Trouble
from yosher.kernel.reason import Reason

SECONDS = 10.0
GONE = 410  # the listener wants no more of it


@dataclass(frozen=True, slots=True)
class Post:
    """`PostsMessages` of the desk's ports. `private`: addresses of our own network and plain http are allowed."""

    private: bool = False

    def __call__(self, url: str, body: bytes, *, message: str, secret: str, now: datetime) -> None:
        address = httpx.URL(url)
        if address.scheme != "https" and not self.private:
            raise Trouble(Reason("notice.not_https", values={"host": address.host}), permanent=True)
        port = address.port or (443 if address.scheme == "https" else 80)
        there = reachable(address.host, port, private=self.private)
        sent = {
            "Host": address.netloc.decode(),
            "Content-Type": "application/json",
            "User-Agent": "Yosher",
            **headers(body, message=message, secret=secret, now=now),
        }
        try:
            with (
                httpx.Client(timeout=SECONDS, follow_redirects=False, trust_env=False) as client,
                client.stream(
                    "POST", address.copy_with(host=there), content=body, headers=sent, extensions={"sni_hostname": address.host}
                ) as answer,
            ):
                status = answer.status_code
        except (httpx.HTTPError, httpx.InvalidURL, OSError) as trouble:
            raise Trouble(Reason("notice.unreachable", values={"host": address.host, "why": type(trouble).__name__})) from trouble
        if not 200 <= status < 300:
            raise Trouble(Reason("notice.not_taken", values={"host": address.host, "status": str(status)}), permanent=status == GONE)

"""A small OpenID Connect provider for tests: the code flow with PKCE, signed id tokens, and whatever it is told to do wrong."""

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "yosher-desk", "only the two know it"


@dataclass
class Provider:
    """Who signs in there, and how it answers. `codes`: what was asked when each was given."""

    address: str = ""
    person: dict[str, Any] = field(default_factory=lambda: {"sub": "u-1", "email": "dana@example.com", "email_verified": True})
    token: dict[str, Any] = field(default_factory=dict)  # what its id token says otherwise
    userinfo: dict[str, Any] = field(default_factory=dict)  # what it says of the person otherwise
    broken: str = ""  # the path that answers with an error
    asked: list[str] = field(default_factory=list)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    key: rsa.RSAPrivateKey = field(default_factory=lambda: rsa.generate_private_key(65537, 2048))

    def answer(self, path: str, query: dict[str, str], form: dict[str, str], bearer: str) -> tuple[int, Any]:
        self.asked.append(path)
        if path == self.broken:
            return 500, "<html>out of order</html>"
        match path:
            case "/.well-known/openid-configuration":
                return 200, self._described()
            case "/authorize":
                return 302, self._sent_back(query)
            case "/token":
                return self._exchanged(form)
            case "/userinfo":
                return (200, self.person | self.userinfo) if bearer in self.codes else (401, {})
            case "/jwks":
                public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key()))
                return 200, {"keys": [public | {"kid": "k1", "alg": "RS256", "use": "sig"}]}
        return 404, {}

    def _described(self) -> dict[str, Any]:
        ends = {"authorization_endpoint": "authorize", "token_endpoint": "token", "userinfo_endpoint": "userinfo", "jwks_uri": "jwks"}
        return {"issuer": self.address} | {name: f"{self.address}/{end}" for name, end in ends.items()}

    def _sent_back(self, query: dict[str, str]) -> str:
        """Somebody who is signed in there already: back at once with a code."""
        code = secrets.token_urlsafe(8)
        self.codes[code] = query
        return query["redirect_uri"] + "?" + urlencode({"code": code, "state": query["state"]})

    def _exchanged(self, form: dict[str, str]) -> tuple[int, Any]:
        known = self.codes.get(form.get("code", ""))
        challenge = base64.urlsafe_b64encode(hashlib.sha256(form.get("code_verifier", "").encode()).digest()).rstrip(b"=").decode()
        fits = (
            known is not None
            and known.get("code_challenge_method") == "S256"
            and known.get("code_challenge") == challenge
            and known["redirect_uri"] == form.get("redirect_uri")
            and (form.get("client_id"), form.get("client_secret")) == (CLIENT, SECRET)
        )
        if not fits:
            return 400, {"error": "invalid_grant"}
        now = int(time.time())
        said = {"iss": self.address, "aud": CLIENT, "iat": now, "exp": now + 300} | self.person | self.token
        signed = jwt.encode(said, self.key, algorithm="RS256", headers={"kid": "k1"})
        return 200, {"access_token": form["code"], "token_type": "Bearer", "expires_in": 300, "id_token": signed}


@contextmanager
def provider() -> Iterator[Provider]:
    """Served in a thread of the test on 127.0.0.1."""
    stand_in = Provider()

    class Door(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._answer({})

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
            self._answer({key: values[0] for key, values in parse_qs(body).items()})

        def _answer(self, form: dict[str, str]) -> None:
            place = urlsplit(self.path)
            query = {key: values[0] for key, values in parse_qs(place.query).items()}
            bearer = self.headers.get("Authorization", "").removeprefix("Bearer ")
            status, told = stand_in.answer(place.path, query, form, bearer)
            self.send_response(status)
            if status == 302:
                self.send_header("Location", told)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            if status != 302:
                self.wfile.write((told if isinstance(told, str) else json.dumps(told)).encode())

        def log_message(self, format: str, *args: object) -> None:
            """Nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Door)
    stand_in.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield stand_in
    server.shutdown()
    server.server_close()
    thread.join()

"""Scrip for desktop programs: one file, standard library only, Python 3.9 or later.

    import scrip

    sign_in = scrip.SignIn("https://login.example.com", client_id="desktop")
    sign_in.start().result()                    # opens the person's browser
    shop = scrip.Client("https://api.example.com", sign_in.token)
    print(shop.balance().result()["available"])

Every method that uses the network returns a `Task` at once and works in a thread of its own. A program with a user
interface looks at `task.done()` in its timer, or passes a function to `task.add_done_callback` (it runs in the
task's thread). `task.result()` waits, and raises one of the errors below. `task.cancel()` ends the work soon.

Amounts are whole credits. Answers are the API's JSON as dicts: see its description at `<API>/v1/docs`.
"""

from __future__ import annotations

import base64
import concurrent.futures
import hashlib
import hmac
import html
import http.client
import http.server
import json
import os
import random
import secrets
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
import uuid
import webbrowser
from typing import Any, Callable, Dict, List, Optional, Tuple, Union

__all__ = [
    "Cancelled",
    "CheckoutFailed",
    "Client",
    "DownloadFailed",
    "Problem",
    "ScripError",
    "SignIn",
    "SignInFailed",
    "StillOpen",
    "Task",
    "Unreachable",
    "why_not",
]


class ScripError(Exception):
    """Anything that this module raises."""


class Cancelled(ScripError):
    """The task was cancelled."""


class Unreachable(ScripError):
    """The server did not answer, or not as the API does."""


class SignInFailed(ScripError):
    """The person did not sign in, or the sign-in has ended: start it again."""


class DownloadFailed(ScripError):
    """The file is incomplete, or its checksum differs. Nothing was saved."""


class StillOpen(ScripError):
    """The payment is not complete yet, or the agency has to decide. `checkout` is its last state: look again later with `checkout()`."""

    def __init__(self, checkout: Dict[str, Any]) -> None:
        super().__init__(f"The checkout {checkout['id']} is {checkout['status']}.")
        self.checkout = checkout


class CheckoutFailed(ScripError):
    """The payment failed, or its page expired: no credits come of it. `checkout` is its last state."""

    def __init__(self, checkout: Dict[str, Any]) -> None:
        super().__init__(f"The checkout {checkout['id']} is {checkout['status']}.")
        self.checkout = checkout


class Problem(ScripError):
    """A refusal by the API (RFC 9457). `code` is stable, `title` is plain English for people.

    `members` has what else the API says, such as `shortfall` of `insufficient_credits`. docs/errors.md lists all codes.
    """

    def __init__(self, status: int, members: Dict[str, Any]) -> None:
        self.status = status
        self.code = str(members.get("code", "unknown"))
        self.title = str(members.get("title", "The request failed."))
        self.members = members
        super().__init__(f"{self.title} ({self.code})")


class Task(concurrent.futures.Future):
    """Work in a thread that ends with the program."""

    def __init__(self, work: Callable[[threading.Event], Any]) -> None:
        super().__init__()
        self._stop_requested = threading.Event()
        self.set_running_or_notify_cancel()
        threading.Thread(target=self._run, args=(work,), daemon=True, name="scrip").start()

    def cancel(self) -> bool:
        """Asks the work to end: `result()` then raises `Cancelled`. Returns False if it has ended before."""
        self._stop_requested.set()
        return not self.done()

    def _run(self, work: Callable[[threading.Event], Any]) -> None:
        try:
            result = work(self._stop_requested)
        except BaseException as error:  # the caller gets it from result()
            self.set_exception(error)
        else:
            self.set_result(result)


def why_not(availability: Dict[str, Any]) -> List[str]:
    """The reasons, in plain English, why something is not available. Empty if it is.

    `availability` is what the API calls so, such as a variant's `buy` or a purchase's `refund`.
    """
    return [reason["title"] for reason in availability["reasons"]]


_LOOPBACK = ("127.0.0.1", "localhost", "::1")

# Answers are JSON of a few KB; a statement has its own limit in the API.
_MAX_ANSWER_BYTES = 8 * 1024 * 1024


def _secure(url: str) -> str:
    """Returns the address without its last slash. Raises ValueError if a credential would travel in clear."""
    parts = urllib.parse.urlsplit(url)
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in _LOOPBACK):
        raise ValueError(f"{url} must begin with https://")
    return url.rstrip("/")


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """A redirect would carry the token to another host."""

    def redirect_request(self, *_args: Any, **_more: Any) -> None:
        return None


# A connection that broke; other errors of the operating system, such as a full disk, are none.
_BROKEN = (ConnectionError, TimeoutError, http.client.HTTPException)

_opener = urllib.request.build_opener(_NoRedirect)


def _exchange(request: urllib.request.Request, timeout: float) -> Tuple[int, Any, bytes]:
    """One request and its answer, whatever its status. Raises OSError or HTTPException without one."""
    try:
        with _opener.open(request, timeout=timeout) as answer:
            return answer.status, answer.headers, answer.read(_MAX_ANSWER_BYTES)
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.headers, error.read(_MAX_ANSWER_BYTES)


def _json(body: bytes) -> Any:
    try:
        return json.loads(body)
    except ValueError as error:
        raise Unreachable("The server's answer is not JSON.") from error


def _rest(stop: threading.Event, seconds: float) -> None:
    if stop.wait(seconds):
        raise Cancelled("The task was cancelled.")


class Client:
    """The API of one deployment, for one customer.

    `token` is an access token or a session token, or a function that returns one, such as `SignIn.token`; it is called
    in the task's thread before each request. `timeout` is the seconds that one request may take.
    """

    def __init__(self, api: str, token: Union[str, Callable[[], str]], timeout: float = 20) -> None:
        self._api = _secure(api)
        self._token = token if callable(token) else lambda: token
        self._timeout = timeout
        self._balance: Tuple[Optional[str], Any] = (None, None)

    # What the customer has

    def balance(self) -> Task:
        """The account: `balance`, `available`, `debt`, `allowed` and more.

        Cheap to repeat: without a change the API answers 304 and the last answer is returned.
        """
        return Task(self._read_balance)

    def history(self, limit: int = 50) -> Task:
        """The latest entries, newest first: `type`, `kind`, `reference`, `label`, `amount`, `balance`."""
        return Task(lambda stop: self._call(stop, "GET", f"/v1/account/entries?limit={limit:d}")["items"])

    def library(self) -> Task:
        """Everything that the customer owns, with its versions and what can be downloaded."""
        return Task(lambda stop: self._all(stop, "/v1/library"))

    # Buying credits

    def packages(self) -> Task:
        """Packages of credits for sale."""
        return Task(lambda stop: self._all(stop, "/v1/packages"))

    def buy(
        self,
        provider: str,
        package: Optional[str] = None,
        credits: Optional[int] = None,
        open_browser: Callable[[str], Any] = webbrowser.open,
        idempotency_key: Optional[str] = None,
        patience: float = 300,
    ) -> Task:
        """Opens the payment page and waits until the credits are there. Returns the paid checkout.

        Name a package or a number of credits. Raises `StillOpen` if it is not paid within `patience` seconds or
        the agency has to decide (the credits come all the same once it is paid), `CheckoutFailed` if it failed or expired.
        """
        wanted = {"provider": provider, "packageId": package, "credits": credits}
        body = {name: value for name, value in wanted.items() if value is not None}
        key = idempotency_key or str(uuid.uuid4())

        def work(stop: threading.Event) -> Any:
            checkout = self._call(stop, "POST", "/v1/checkouts", body, key=key)
            open_browser(checkout["url"])
            return self._watch(stop, checkout, patience)

        return Task(work)

    def checkout(self, checkout_id: str, patience: float = 0) -> Task:
        """Completes a checkout that was begun before. `patience` as for `buy`."""
        path = f"/v1/checkouts/{_part(checkout_id)}/completion"

        def work(stop: threading.Event) -> Any:
            return self._watch(stop, self._call(stop, "POST", path), patience)

        return Task(work)

    def redeem(self, code: str, idempotency_key: Optional[str] = None) -> Task:
        """Redeems a promo code: `credits` and `name`."""
        key = idempotency_key or str(uuid.uuid4())
        return Task(lambda stop: self._call(stop, "POST", "/v1/redemptions", {"code": code}, key=key))

    # Buying products

    def products(self, ids: Optional[List[str]] = None, category: Optional[str] = None) -> Task:
        """Products with this customer's price of each variant, whether it is owned, and why not if it can't be bought.

        All on sale, those of a category, or those of the ids, in their order.
        """
        if ids is not None:
            return Task(lambda stop: self._by_ids(stop, list(ids)))
        query = "" if category is None else "?" + urllib.parse.urlencode({"category": category})
        return Task(lambda stop: self._all(stop, f"/v1/products{query}"))

    def quote(self, product: str, variant: Optional[str] = None) -> Task:
        """Locks today's price for a few minutes: `price`, `expiresAt`, `shortfall`, `buy`."""
        body = {"productId": product, **({} if variant is None else {"variantId": variant})}
        return Task(lambda stop: self._call(stop, "POST", "/v1/quotes", body, repeatable=False))

    def purchase(self, quote_id: str) -> Task:
        """Buys what was quoted. Safe to repeat: one quote is bought once."""
        return Task(lambda stop: self._call(stop, "POST", "/v1/purchases", {"quoteId": quote_id}))

    def refund(self, purchase_id: str) -> Task:
        """Gives a purchase back; its credits return. Safe to repeat."""
        return Task(lambda stop: self._call(stop, "POST", f"/v1/purchases/{_part(purchase_id)}/refund"))

    def download(
        self,
        product: str,
        path: str,
        variant: Optional[str] = None,
        progress: Optional[Callable[[int, Optional[int]], Any]] = None,
    ) -> Task:
        """Downloads what the customer owns to `path`, which appears whole or not at all. Returns the link's answer.

        `progress(bytes so far, bytes in all or None)` is called in the task's thread. The file's length is checked, and
        its SHA-256 if the agency stated it.
        """
        body = {} if variant is None else {"variantId": variant}
        route = f"/v1/library/{_part(product)}/downloads"

        def work(stop: threading.Event) -> Any:
            link = self._call(stop, "POST", route, body, repeatable=False)
            _save(stop, link["url"], path, link.get("sha256"), progress, self._timeout)
            return link

        return Task(work)

    # How

    def _read_balance(self, stop: threading.Event) -> Any:
        etag, known = self._balance
        status, headers, body = self._send(stop, "GET", "/v1/account", None, _named("If-None-Match", etag))
        if status == 304:
            return known
        account = self._judge(status, body)
        self._balance = (headers.get("ETag"), account)
        return account

    def _watch(self, stop: threading.Event, checkout: Any, patience: float) -> Any:
        """Looks after 2, 5, and then every 10 seconds."""
        path = f"/v1/checkouts/{_part(checkout['id'])}/completion"
        deadline = time.monotonic() + patience
        pauses = iter([2.0, 5.0])
        while checkout["status"] in ("open", "processing"):
            pause = next(pauses, 10.0)
            if time.monotonic() + pause > deadline:
                break
            _rest(stop, pause)
            checkout = self._call(stop, "POST", path)
        if checkout["status"] in ("failed", "expired"):
            raise CheckoutFailed(checkout)
        if checkout["status"] != "paid":
            raise StillOpen(checkout)
        return checkout

    def _by_ids(self, stop: threading.Event, ids: List[str]) -> List[Any]:
        found: List[Any] = []
        for first in range(0, len(ids), 49):
            listed = urllib.parse.urlencode({"ids": ",".join(ids[first : first + 49])})
            found += self._call(stop, "GET", f"/v1/products?{listed}")["items"]
        return found

    def _all(self, stop: threading.Event, path: str) -> List[Any]:
        items: List[Any] = []
        cursor: Optional[str] = None
        while True:
            query = {"limit": 100, **({} if cursor is None else {"cursor": cursor})}
            page = self._call(stop, "GET", path + ("&" if "?" in path else "?") + urllib.parse.urlencode(query))
            items += page["items"]
            cursor = page["cursor"]
            if cursor is None:
                return items

    def _call(
        self,
        stop: threading.Event,
        method: str,
        path: str,
        body: Any = None,
        key: Optional[str] = None,
        repeatable: bool = True,
    ) -> Any:
        headers = _named("Idempotency-Key", key)
        status, _, answer = self._send(stop, method, path, body, headers, repeatable)
        return self._judge(status, answer)

    def _judge(self, status: int, body: bytes) -> Any:
        if status == 401:
            raise SignInFailed("The sign-in has ended. Please sign in again.")
        answer = _json(body)
        if 200 <= status < 300:
            return answer
        raise Problem(status, answer if isinstance(answer, dict) else {})

    def _send(
        self,
        stop: threading.Event,
        method: str,
        path: str,
        body: Any,
        headers: Dict[str, str],
        repeatable: bool = True,
    ) -> Tuple[int, Any, bytes]:
        """Sends up to five times: again after 429 and 503, and without an answer if a repetition is safe."""
        data = None if body is None else json.dumps(body).encode()
        for attempt in range(5):
            if stop.is_set():
                raise Cancelled("The task was cancelled.")
            request = urllib.request.Request(self._api + path, data=data, method=method, headers=headers)
            request.add_header("Authorization", f"Bearer {self._token()}")
            request.add_header("Accept", "application/json, application/problem+json")
            if data is not None:
                request.add_header("Content-Type", "application/json")
            last = attempt == 4
            try:
                status, answered, answer = _exchange(request, self._timeout)
            except (OSError, http.client.HTTPException) as error:
                if last or not repeatable:
                    raise Unreachable(f"{self._api} does not answer: {error}") from error
                _rest(stop, _pause(attempt, None))
                continue
            if status not in (429, 503) or last:
                return status, answered, answer
            _rest(stop, _pause(attempt, answered.get("Retry-After")))
        raise AssertionError("unreachable")


def _part(text: str) -> str:
    return urllib.parse.quote(text, safe="")


def _named(header: str, value: Optional[str]) -> Dict[str, str]:
    return {} if value is None else {header: value}


def _pause(attempt: int, retry_after: Optional[str]) -> float:
    """Seconds: as the server asks, at most a minute, else twice as long each time. Half of it is chance."""
    asked = float(retry_after) if retry_after is not None and retry_after.isdigit() else 0.5 * 2**attempt
    return min(asked, 60.0) * (1 + random.random() / 2)


def _save(
    stop: threading.Event,
    url: str,
    path: str,
    sha256: Optional[str],
    progress: Optional[Callable[[int, Optional[int]], Any]],
    timeout: float,
) -> None:
    _secure(url)
    part = f"{path}.{secrets.token_hex(4)}.part"
    digest = hashlib.sha256()
    done = 0
    try:
        with urllib.request.urlopen(url, timeout=timeout) as answer, open(part, "wb") as file:
            length = answer.headers.get("Content-Length")
            total = int(length) if length is not None else None
            while True:
                chunk = answer.read(64 * 1024)
                if not chunk:
                    break
                if stop.is_set():
                    raise Cancelled("The task was cancelled.")
                file.write(chunk)
                digest.update(chunk)
                done += len(chunk)
                if progress is not None:
                    progress(done, total)
        if total is not None and done != total:
            raise DownloadFailed(f"The file ended after {done} of {total} bytes.")
        if sha256 is not None and not hmac.compare_digest(digest.hexdigest(), sha256):
            raise DownloadFailed("The file differs from what the agency published.")
        os.replace(part, path)
    except (*_BROKEN, urllib.error.URLError) as error:
        raise DownloadFailed(f"The file can't be downloaded: {error}") from error
    finally:
        if os.path.exists(part):
            os.remove(part)


class SignIn:
    """A person's sign-in at the issuer, by their own browser (RFC 8252) with PKCE (RFC 7636).

    `client_id` names a public client that may redirect to http://127.0.0.1. `parameters` are what else the issuer asks
    for, such as `audience`. `refresh_token`, kept from an earlier sign-in in the system's key store, spares the browser.
    """

    def __init__(
        self,
        issuer: str,
        client_id: str,
        scope: str = "openid offline_access credits:read credits:spend",
        parameters: Optional[Dict[str, str]] = None,
        refresh_token: Optional[str] = None,
        open_browser: Callable[[str], Any] = webbrowser.open,
        port: int = 0,
        timeout: float = 20,
    ) -> None:
        self._issuer = _secure(issuer)
        self._client_id = client_id
        self._scope = scope
        self._parameters = parameters or {}
        self.refresh_token = refresh_token
        self._open_browser = open_browser
        self._port = port
        self._timeout = timeout
        self._lock = threading.Lock()
        self._access: Tuple[str, float] = ("", 0.0)

    def start(self, patience: float = 300) -> Task:
        """Opens the browser and waits until the person has signed in, at most `patience` seconds."""
        return Task(lambda stop: self._sign_in(stop, patience))

    def token(self) -> str:
        """An access token that lives for another 30 seconds at least. Waits for the issuer: call it in a thread."""
        with self._lock:
            token, until = self._access
            if time.monotonic() < until - 30:
                return token
            if self.refresh_token is None:
                raise SignInFailed("Please sign in.")
            self._grant({"grant_type": "refresh_token", "refresh_token": self.refresh_token})
            return self._access[0]

    def _sign_in(self, stop: threading.Event, patience: float) -> "SignIn":
        verifier = secrets.token_urlsafe(48)
        challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
        state = secrets.token_urlsafe(24)
        with _Loopback(self._port, state) as loopback:
            query = {
                **self._parameters,
                "response_type": "code",
                "client_id": self._client_id,
                "redirect_uri": loopback.address,
                "scope": self._scope,
                "state": state,
                "code_challenge": challenge,
                "code_challenge_method": "S256",
            }
            page = self._endpoint("authorization_endpoint")
            self._open_browser(page + ("&" if "?" in page else "?") + urllib.parse.urlencode(query))
            answer = loopback.wait(stop, patience)
            if answer.get("iss", self._issuer).rstrip("/") != self._issuer:
                raise SignInFailed("Another issuer answered.")
            if "code" not in answer:
                raise SignInFailed(f"The issuer refused: {answer.get('error_description') or answer.get('error')}")
            with self._lock:
                self._grant(
                    {
                        "grant_type": "authorization_code",
                        "code": answer["code"],
                        "redirect_uri": loopback.address,
                        "code_verifier": verifier,
                    }
                )
        return self

    def _endpoint(self, name: str) -> str:
        request = urllib.request.Request(f"{self._issuer}/.well-known/openid-configuration")
        status, found = self._ask(request)
        if status != 200 or not isinstance(found, dict) or str(found.get("issuer", "")).rstrip("/") != self._issuer:
            raise SignInFailed(f"{self._issuer} is no OpenID issuer.")
        return _secure(str(found[name]))

    def _grant(self, form: Dict[str, str]) -> None:
        data = urllib.parse.urlencode({**self._parameters, **form, "client_id": self._client_id}).encode()
        status, granted = self._ask(urllib.request.Request(self._endpoint("token_endpoint"), data=data))
        if status != 200 or not isinstance(granted, dict) or "access_token" not in granted:
            reason = granted.get("error", status) if isinstance(granted, dict) else status
            raise SignInFailed(f"The sign-in has ended ({reason}). Please sign in again.")
        lifetime = float(granted.get("expires_in", 300))
        self._access = (str(granted["access_token"]), time.monotonic() + lifetime)
        # An issuer that rotates refresh tokens sends the next one; another one sends none.
        self.refresh_token = granted.get("refresh_token", self.refresh_token)

    def _ask(self, request: urllib.request.Request) -> Tuple[int, Any]:
        try:
            status, _, body = _exchange(request, self._timeout)
        except (OSError, http.client.HTTPException) as error:
            raise Unreachable(f"{self._issuer} does not answer: {error}") from error
        return status, _json(body)


class _Loopback:
    """Waits on 127.0.0.1 for the browser to come back. What bears another state is not for us."""

    def __init__(self, port: int, state: str) -> None:
        answers: List[Dict[str, str]] = []

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                parts = urllib.parse.urlsplit(self.path)
                query = dict(urllib.parse.parse_qsl(parts.query))
                ours = parts.path == "/" and hmac.compare_digest(
                    query.get("state", "").encode(), state.encode()
                )
                if ours:
                    answers.append(query)
                signed_in = "You are signed in." if "code" in query else "You are not signed in."
                text = f"{signed_in} You can close this window." if ours else "Nothing here."
                page = f"<!doctype html><html lang=en><title>Scrip</title><p>{html.escape(text)}</p></html>".encode()
                self.send_response(200 if ours else 404)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.send_header("Content-Length", str(len(page)))
                self.send_header("Cache-Control", "no-store")
                self.end_headers()
                self.wfile.write(page)

            def log_message(self, *_args: Any) -> None:
                """The line would have the code."""

        self._answers = answers
        # A thread for each connection: browsers open some in advance, and send nothing on them.
        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", port), Handler)
        self._server.block_on_close = False
        self._server.timeout = 0.2
        self.address = f"http://127.0.0.1:{self._server.server_address[1]}/"

    def __enter__(self) -> "_Loopback":
        return self

    def __exit__(self, *_exc: Any) -> None:
        self._server.server_close()

    def wait(self, stop: threading.Event, patience: float) -> Dict[str, str]:
        deadline = time.monotonic() + patience
        while not self._answers:
            if stop.is_set():
                raise Cancelled("The task was cancelled.")
            if time.monotonic() > deadline:
                raise SignInFailed("Nobody signed in within the time.")
            self._server.handle_request()
        return self._answers[0]
